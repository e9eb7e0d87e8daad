//! Compares what was read from a document of the corpus with its known truth.

use crate::table_bench::align::in_order;
use crate::tally::{Scores, Tally};
use gongkai_corpus::model::Indicator as IndicatorTruth;
use gongkai_corpus::truth::{TableTruth, Truth};
use gongkai_model::layout::SectionKind;
use gongkai_model::page::Extraction;
use gongkai_model::record::{CellState, Indicator};
use gongkai_model::table::Table;
use gongkai_model::{Decimal, Disclosure};
use gongkai_normalize::chars::{comparison_key, fold_char};
use std::collections::BTreeMap;

/// Scores of one document, by kind of thing.
#[must_use]
pub fn score(truth: &Truth, extraction: &Extraction, read: &Disclosure) -> Scores {
    let pairs = pair_tables(&truth.tables, &read.tables);
    let mut scores = Scores::new();
    let mut put = |name: &str, tally: Tally| {
        if tally.expected + tally.extra > 0 {
            scores.insert(name.to_owned(), tally);
        }
    };
    put("characters", characters(truth, extraction));
    put("document", document(truth, read));
    put("tables", tables(truth, read, &pairs));
    put("cells", cells(truth, read, &pairs));
    let (paragraphs, kinds) = paragraphs(truth, read);
    put("paragraphs", paragraphs);
    put("kinds", kinds);
    let (amounts, keys) = amounts(truth, read, &pairs);
    put("amounts", amounts);
    put("keys", keys);
    put("indicators", indicators(truth, read));
    scores
}

fn bag<T: Ord>(items: impl IntoIterator<Item = T>) -> BTreeMap<T, usize> {
    let mut out = BTreeMap::new();
    for item in items {
        *out.entry(item).or_insert(0) += 1;
    }
    out
}

fn shared<T: Ord>(a: &BTreeMap<T, usize>, b: &BTreeMap<T, usize>) -> usize {
    a.iter().map(|(k, n)| (*n).min(b.get(k).copied().unwrap_or(0))).sum()
}

/// Characters that the document is known to show against those that were extracted.
fn characters(truth: &Truth, extraction: &Extraction) -> Tally {
    let mut text: Vec<&str> = truth.paragraphs.iter().map(|p| p.text.as_str()).collect();
    for table in &truth.tables {
        text.extend(table.title.as_deref());
        text.extend(table.notes.iter().map(String::as_str));
        text.extend(table.rows.iter().flatten().map(|c| c.text.as_str()));
    }
    let solid = |c: &char| !c.is_whitespace();
    let expected = bag(text.iter().flat_map(|t| t.chars()).filter(solid));
    let glyphs = extraction.pages.iter().flat_map(|p| p.glyphs.iter().filter(|g| g.is_shown()).map(|g| g.ch));
    let dump = extraction.pages.iter().flat_map(|p| p.dump_lines.iter().flat_map(|l| l.text.chars()));
    let found = bag(glyphs.chain(dump).map(fold_char).filter(solid));
    Tally { found: shared(&expected, &found), expected: expected.values().sum(), extra: 0 }
}

fn document(truth: &Truth, read: &Disclosure) -> Tally {
    let (t, d) = (&truth.document, &read.document);
    let mut tally = Tally::default();
    tally.expect(t.doc_type == d.doc_type);
    tally.expect(t.pages == d.pages);
    tally.expect(t.cited == d.cited_documents.iter().map(|c| c.normal.clone()).collect::<Vec<_>>());
    let mut ask = |asked: bool, equal: bool| {
        if asked {
            tally.expect(equal);
        }
    };
    ask(t.title.is_some(), t.title == d.title);
    ask(t.fiscal_year.is_some(), t.fiscal_year == d.fiscal_year);
    ask(t.budget_year.is_some(), t.budget_year == d.budget_year);
    ask(t.issuer.is_some(), t.issuer == d.issuer);
    ask(t.scope.is_some(), t.scope == d.scope);
    ask(t.phase.is_some(), t.phase == d.phase);
    tally
}

/// Pairs tables in order so that paired tables share as many cell texts as possible.
fn pair_tables(truth: &[TableTruth], read: &[Table]) -> Vec<(usize, usize)> {
    let weight = |i: usize, j: usize| {
        let a = bag(truth[i].rows.iter().flatten().map(|c| c.text.as_str()).filter(|t| !t.is_empty()));
        let b = bag(read[j].cells.iter().map(|c| c.text.as_str()).filter(|t| !t.is_empty()));
        shared(&a, &b)
    };
    let (n, m) = (truth.len(), read.len());
    let weights: Vec<Vec<usize>> = (0..n).map(|i| (0..m).map(|j| weight(i, j)).collect()).collect();
    in_order(&weights)
}

/// Shape and heading facts of the tables, ten each.
fn tables(truth: &Truth, read: &Disclosure, pairs: &[(usize, usize)]) -> Tally {
    let mut tally =
        Tally { expected: 10 * (truth.tables.len() - pairs.len()), extra: read.tables.len() - pairs.len(), found: 0 };
    for (i, j) in pairs {
        let (t, r) = (&truth.tables[*i], &read.tables[*j]);
        let key = |title: &Option<String>| title.as_deref().map(comparison_key).map(|key| without_year_line(&key));
        tally.expect(t.rows.len() == r.n_rows as usize);
        tally.expect(t.n_cols == r.n_cols);
        tally.expect(t.header_rows == r.header_rows);
        tally.expect(key(&t.title) == key(&r.title));
        tally.expect(t.form == r.form);
        tally.expect(t.form_number == r.form_number);
        tally.expect(t.unit.is_none() || t.unit == r.unit);
        tally.expect(t.pages == r.pages);
        tally.expect(t.notes == r.notes);
        tally.expect(t.empty == r.empty);
    }
    tally
}

/// The title without the line under it, （2023年度）, which may be read as a part of it.
fn without_year_line(key: &str) -> String {
    let cut = key.rfind("(20").filter(|at| key[*at..].ends_with("年度)"));
    cut.map_or(key, |at| &key[..at]).to_owned()
}

/// Cells with the same place, spans and text. Figures are compared without blanks, since a dump may print some inside. A
/// dump does not say which cells were merged, so there only texts are compared.
fn cells(truth: &Truth, read: &Disclosure, pairs: &[(usize, usize)]) -> Tally {
    let dump = truth.document.pages.is_none();
    let expected = truth.tables.iter().flat_map(|t| t.rows.iter()).map(Vec::len).sum();
    let mut tally = Tally { expected, ..Tally::default() };
    for (i, j) in pairs {
        let found: BTreeMap<(u32, u32), _> = read.tables[*j].cells.iter().map(|c| ((c.row, c.col), c)).collect();
        for (row, cells) in (0_u32..).zip(&truth.tables[*i].rows) {
            for cell in cells {
                let there = found.get(&(row, cell.col));
                let same = if dump {
                    there.map_or("", |c| &c.text).replace(' ', "") == cell.text
                } else {
                    there.is_some_and(|c| {
                        (c.row_span, c.col_span) == (cell.row_span, cell.col_span)
                            && figure(&c.text) == figure(&cell.text)
                    })
                };
                tally.found += usize::from(same);
            }
        }
    }
    tally
}

fn figure(text: &str) -> String {
    let digits = text.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | ',' | '.' | '-'));
    if digits { text.replace(' ', "") } else { text.to_owned() }
}

/// Texts of prose, and the kinds of those whose text is right.
fn paragraphs(truth: &Truth, read: &Disclosure) -> (Tally, Tally) {
    let mut left: Vec<(&str, SectionKind)> = read.sections.iter().map(|s| (s.text.as_str(), s.kind)).collect();
    let mut texts = Tally::default();
    let mut kinds = Tally::default();
    for p in &truth.paragraphs {
        let at = left.iter().position(|(text, _)| *text == p.text);
        texts.expect(at.is_some());
        if let Some(at) = at {
            kinds.expect(left.remove(at).1 == p.kind);
        }
    }
    // 部门：… above a table may be prose of its own.
    let owners: Vec<&str> = truth.tables.iter().filter_map(|t| t.owner_line.as_deref()).collect();
    left.retain(|(text, _)| !owners.iter().any(|o| text.starts_with(o)));
    texts.extra = left.len();
    (texts, kinds)
}

/// Figures of money columns, and code and measure of those that are right.
fn amounts(truth: &Truth, read: &Disclosure, pairs: &[(usize, usize)]) -> (Tally, Tally) {
    type Line<'a> = (Option<Decimal>, CellState, Option<&'a str>, Option<&'a str>);
    let mut found: BTreeMap<(&str, u32, u32), Line> = BTreeMap::new();
    for line in &read.budget_lines {
        let at = (line.table_id.as_str(), line.provenance.row.unwrap_or(0), line.provenance.col.unwrap_or(0));
        found.insert(at, (line.amount_yuan, line.cell_state, line.code.as_deref(), Some(line.measure.as_str())));
    }
    for project in &read.projects {
        for amount in &project.amounts {
            let p = &amount.provenance;
            let at = (project.table_id.as_str(), p.row.unwrap_or(0), p.col.unwrap_or(0));
            found.insert(at, (amount.amount_yuan, amount.cell_state, None, Some(amount.measure.as_str())));
        }
    }
    let (mut values, mut keys) = (Tally::default(), Tally::default());
    for a in &truth.amounts {
        let table = pairs.iter().find(|p| p.0 == a.table as usize).map(|p| read.tables[p.1].table_id.as_str());
        let line = table.and_then(|t| found.get(&(t, a.row, a.col)));
        let right = line.is_some_and(|l| l.0 == a.yuan && l.1 == a.state);
        values.expect(right);
        if right {
            // The measures of tables that are no standard form have no fixed key.
            let open = truth.tables[a.table as usize].form == gongkai_model::table::Form::Other;
            keys.expect(line.is_some_and(|l| l.2 == a.code.as_deref() && (open || l.3 == Some(a.measure.as_str()))));
        }
    }
    (values, keys)
}

fn indicators(truth: &Truth, read: &Disclosure) -> Tally {
    let projects: BTreeMap<&str, &str> =
        read.projects.iter().map(|p| (p.project_id.as_str(), p.name.as_str())).collect();
    let mut left: Vec<&Indicator> = read.indicators.iter().collect();
    let mut tally = Tally::default();
    for t in &truth.indicators {
        let at = left.iter().position(|i| same_indicator(t, i, &projects));
        tally.expect(at.is_some());
        if let Some(at) = at {
            left.remove(at);
        }
    }
    tally.extra = left.len();
    tally
}

fn same_indicator(t: &IndicatorTruth, i: &Indicator, projects: &BTreeMap<&str, &str>) -> bool {
    let raw = |v: &Option<gongkai_model::record::Value>| v.as_ref().map(|v| v.raw.clone());
    let project = i.project_id.as_deref().and_then(|id| projects.get(id)).copied();
    let target = raw(&i.annual_value).or_else(|| raw(&i.target_value));
    t.name == i.name
        && t.level1 == i.level1
        && t.level2 == i.level2
        && t.target == target
        && t.actual == raw(&i.actual_value)
        && (t.project.is_none() || t.project.as_deref() == project)
}
