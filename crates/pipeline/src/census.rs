//! What is counted in a run.

use gongkai_dataset::run_file::IdentityCounts;
use gongkai_model::Disclosure;
use gongkai_verify::Verification;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Counts of one document, or of several together.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Census {
    /// Checks by status.
    pub checks: BTreeMap<String, u64>,
    /// Identities by form.
    pub identities: BTreeMap<String, IdentityCounts>,
    /// Issues by code.
    pub issues: BTreeMap<String, u64>,
}

impl Census {
    /// Counts one document.
    #[must_use]
    pub fn of(disclosure: &Disclosure, verification: &Verification) -> Self {
        let mut census = Self::default();
        for (form, counts) in &verification.counts {
            let gongkai_verify::Counts { applicable, evaluated, closing } = *counts;
            census.identities.insert(form.clone(), IdentityCounts { applicable, evaluated, closing });
        }
        for finding in &disclosure.findings {
            add(&mut census.checks, &code(&finding.status), 1);
        }
        for issue in &disclosure.issues {
            add(&mut census.issues, &issue.code, 1);
        }
        census
    }

    /// Adds another census.
    pub fn add(&mut self, other: &Self) {
        for (status, n) in &other.checks {
            add(&mut self.checks, status, *n);
        }
        for (code, n) in &other.issues {
            add(&mut self.issues, code, *n);
        }
        for (form, n) in &other.identities {
            let sum = self.identities.entry(form.clone()).or_default();
            sum.applicable += n.applicable;
            sum.evaluated += n.evaluated;
            sum.closing += n.closing;
        }
    }
}

/// The name under which a status, reason or the like is published.
pub fn code(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => code,
        _ => String::new(),
    }
}

/// Adds `n` to a count.
pub fn add(counts: &mut BTreeMap<String, u64>, key: &str, n: u64) {
    match counts.get_mut(key) {
        Some(count) => *count += n,
        None => {
            counts.insert(key.to_owned(), n);
        }
    }
}
