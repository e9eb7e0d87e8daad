//! What is counted in a document.

use gongkai_model::Disclosure;
use gongkai_model::manifest::{Census, IdentityCounts, add};
use gongkai_verify::Verification;
use serde::Serialize;

/// Counts one document.
#[must_use]
pub fn census_of(disclosure: &Disclosure, verification: &Verification) -> Census {
    let mut census = Census::default();
    for (form, counts) in &verification.counts {
        let gongkai_verify::Counts { applicable, evaluated, closing, of_zeros } = *counts;
        census.identities.insert(form.clone(), IdentityCounts { applicable, evaluated, closing, of_zeros });
    }
    for finding in &disclosure.findings {
        add(&mut census.checks, &code(&finding.status), 1);
    }
    for issue in &disclosure.issues {
        add(&mut census.issues, &issue.code, 1);
    }
    census
}

/// The name under which a status, reason or the like is published.
pub fn code(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => code,
        _ => String::new(),
    }
}
