//! What it costs to take lines, or parts of a line, for the cell of a column.
//!
//! Costs are small numbers without a unit. A line that could have held the next character although its cell goes on,
//! a line wider than its column, a cell that begins with a mark no line begins with or that holds half a pair of
//! quotation marks: these cost. A name the document uses elsewhere, a class from the official list, two words that
//! the document also prints side by side, a result that repeats its target: these pay.

use gongkai_normalize::chars::{comparison_key, is_cjk};
use std::collections::{BTreeMap, BTreeSet};

/// Most lines of one cell.
pub(super) const MAX_LINES: usize = 10;

/// Most blanks of a line at which it is tried where to cut it.
const MAX_BLANKS: usize = 4;

/// How far a full line may miss the width of its column, in ems: a mark of half width, a mark that may not begin a line.
const SLACK: f32 = 0.76;

/// What a cell costs.
const CELL: f32 = 0.6;

/// What it costs that the last line of a cell is full: it is so by chance only.
const FULL_END: f32 = 0.25;

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A top class, printed once for all rows it covers.
    Level,
    /// A class below a top class.
    Class,
    /// The name of the indicator.
    Name,
    /// What the indicator means.
    Text,
    /// A target or a result.
    Value,
    /// A number: weight or score.
    Figure,
    /// A remark, often blank.
    Remark,
}

/// A line of the table, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Text with its blanks.
    pub(super) text: String,
    /// Line in the file.
    pub(super) number: u32,
}

/// What the rest of the document tells.
pub(super) struct Evidence {
    /// Short lines elsewhere, as comparison keys: headings repeat the names of indicators.
    pub(super) names: BTreeSet<String>,
    /// Pairs of characters that stand beside each other somewhere.
    pub(super) pairs: BTreeSet<(char, char)>,
    /// Whether a text is the name of a top class.
    pub(super) is_top: fn(&str) -> bool,
    /// Whether a text is the name of a class of any kind.
    pub(super) is_level: fn(&str) -> bool,
}

/// Costs that do not depend on the widths of columns.
pub(super) struct Costs<'a> {
    pub(super) roles: &'a [Role],
    pub(super) lines: usize,
    pub(super) widths: Vec<f32>,
    /// `[line][count - 1][role]` of a cell that takes so many lines.
    cell: Vec<Vec<[f32; 7]>>,
    /// `[line][count - 1][more - 1]`: how alike a cell and the one behind it are.
    pub(super) alike: Vec<Vec<Vec<f32>>>,
    /// Ways to cut a line at its blanks into two cells or more.
    pub(super) splits: Vec<Vec<Vec<Part<'a>>>>,
}

/// A cell that is a part of a line, with all its costs: the same parts are weighed for every column and width.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'a> {
    pub(super) text: &'a str,
    width: f32,
    /// `[role]`.
    cost: [f32; 7],
    /// How alike it and the part before it are.
    alike: f32,
}

pub(super) const ROLES: [Role; 7] =
    [Role::Level, Role::Class, Role::Name, Role::Text, Role::Value, Role::Figure, Role::Remark];

impl<'a> Costs<'a> {
    /// Weighs all cells that begin at each line, and all ways to cut it.
    pub(super) fn new(lines: &'a [Line], roles: &'a [Role], evidence: &'a Evidence) -> Self {
        let mut cell = Vec::with_capacity(lines.len());
        let mut keys: Vec<Vec<String>> = Vec::with_capacity(lines.len());
        for at in 0..lines.len() {
            let (mut costs, mut texts) = (Vec::new(), Vec::new());
            let (mut text, mut joins) = (String::new(), 0.0);
            let mut before: Option<char> = None;
            for line in lines.iter().skip(at).take(MAX_LINES) {
                if let (Some(a), Some(b)) = (before, line.text.chars().next()) {
                    joins -= if evidence.pairs.contains(&(a, b)) { 0.8 } else { 0.0 };
                }
                before = line.text.chars().next_back();
                text.push_str(&line.text);
                let boundary = lines.get(at + costs.len() + 1).and_then(|next| next.text.chars().next());
                let across = match (before, boundary) {
                    (Some(a), Some(b)) if is_cjk(a) && is_cjk(b) && evidence.pairs.contains(&(a, b)) => 0.5,
                    _ => 0.0,
                };
                let key = comparison_key(&text);
                costs.push(ROLES.map(|role| joins + across + text_cost(&text, &key, role, evidence)));
                texts.push(key);
            }
            cell.push(costs);
            keys.push(texts);
        }
        let alike = (0..lines.len())
            .map(|at| {
                let counts = keys.get(at).map_or(0, Vec::len);
                let results = |count: usize| keys.get(at + count).map_or(&[][..], Vec::as_slice).iter();
                (1..=counts)
                    .map(|count| {
                        let target = keys.get(at).and_then(|k| k.get(count - 1)).map_or("", String::as_str);
                        results(count).map(|result| likeness_cost(target, result)).collect()
                    })
                    .collect()
            })
            .collect();
        let splits = lines.iter().map(|line| split_costs(&line.text, roles.len(), evidence)).collect();
        let widths = lines.iter().map(|line| width(&line.text)).collect();
        Self { roles, lines: lines.len(), widths, cell, alike, splits }
    }

    /// Costs of the cells of one column: `[line * MAX_LINES + count - 1]`.
    pub(super) fn column_costs(&self, col: usize, column: u8) -> Vec<f32> {
        let mut costs = vec![f32::INFINITY; self.lines * MAX_LINES];
        let Some(role) = self.roles.get(col).map(|role| *role as usize) else { return costs };
        let column = f32::from(column);
        for (at, row) in self.cell.iter().enumerate() {
            // What the lines before the last one cost.
            let mut full = 0.0;
            for (n, (base, width)) in row.iter().zip(self.widths.iter().skip(at)).enumerate() {
                let over = width - column;
                let too_wide = if over > SLACK { 3.0 + over } else { 0.0 };
                let full_end = if over.abs() <= SLACK && n > 0 { FULL_END } else { 0.0 };
                if let (Some(slot), Some(base)) = (costs.get_mut(at * MAX_LINES + n), base.get(role)) {
                    *slot = base + full + too_wide + full_end;
                }
                full += if over > SLACK {
                    too_wide
                } else if over < -SLACK {
                    2.0 - over
                } else {
                    0.1 * over.abs()
                };
            }
        }
        costs
    }

    /// Cost of the cells of a line that is cut at blanks.
    pub(super) fn parts_cost(&self, parts: &[Part<'_>], col: usize, columns: &[u8]) -> f32 {
        let (Some(roles), Some(columns)) = (self.roles.get(col..), columns.get(col..)) else { return f32::INFINITY };
        if parts.len() > roles.len().min(columns.len()) {
            return f32::INFINITY;
        }
        let mut cost = 0.0;
        let mut before = None;
        for ((part, role), column) in parts.iter().zip(roles).zip(columns) {
            cost += part.cost.get(*role as usize).copied().unwrap_or(f32::INFINITY);
            let over = part.width - f32::from(*column);
            if over > SLACK {
                cost += 3.0 + over;
            }
            if before == Some(Role::Value) && *role == Role::Value {
                cost += part.alike;
            }
            before = Some(*role);
        }
        cost
    }
}

/// The ways to cut a line into parts, with the costs of the parts.
fn split_costs<'a>(text: &'a str, most: usize, evidence: &Evidence) -> Vec<Vec<Part<'a>>> {
    let mut known: BTreeMap<&str, (String, [f32; 7])> = BTreeMap::new();
    let ways = ways_to_split(text, most);
    for text in ways.iter().flatten() {
        known.entry(text).or_insert_with(|| {
            let key = comparison_key(text);
            let cost = ROLES.map(|role| text_cost(text, &key, role, evidence));
            (key, cost)
        });
    }
    let parts = |way: Vec<&'a str>| {
        let mut before: Option<&str> = None;
        let parts = way.into_iter().filter_map(|text| {
            let (key, cost) = known.get(text)?;
            let alike = before.map_or(0.0, |target| likeness_cost(target, key));
            before = Some(key);
            Some(Part { text, width: width(text), cost: *cost, alike })
        });
        parts.collect()
    };
    ways.into_iter().map(parts).collect()
}

#[cfg(test)]
thread_local! {
    /// How many texts were weighed.
    pub(super) static WEIGHED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

fn text_cost(text: &str, key: &str, role: Role, evidence: &Evidence) -> f32 {
    #[cfg(test)]
    WEIGHED.set(WEIGHED.get() + 1);
    let mut cost = CELL;
    let first = text.chars().next();
    if first.is_some_and(|c| "，。、；：！？）》”’%％,.;:)]}".contains(c)) {
        cost += 4.0;
    } else if first.is_some_and(|c| "的和与及了".contains(c)) {
        cost += 1.5;
    }
    let open = |a: char, b: char| text.matches(a).count() != text.matches(b).count();
    if open('“', '”') || open('（', '）') || open('《', '》') || open('(', ')') {
        cost += 3.0;
    }
    let figure = !key.is_empty() && key.chars().all(|c| c.is_ascii_digit() || ".,%-+≥≤<>=~".contains(c));
    let digits = key.chars().any(|c| c.is_ascii_digit());
    // Blanks that divide nothing are rare, unless a short text is spaced out to fill its cell.
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.iter().any(|w| w.chars().count() > 1) {
        cost += 0.4 * (words.len().saturating_sub(1).min(3) as f32);
    }
    if matches!(role, Role::Level | Role::Class | Role::Name) && key.contains(['≥', '≤', '>', '<']) {
        cost += 2.0;
    }
    cost + match role {
        Role::Level | Role::Class => {
            if (evidence.is_top)(key) == (role == Role::Level) && (evidence.is_level)(key) {
                -1.5
            } else if (evidence.is_level)(key) || evidence.names.contains(key) {
                -0.5
            } else {
                3.5
            }
        }
        Role::Name if figure => 4.0,
        Role::Name if evidence.names.contains(key) => -2.5,
        // A class where the indicator is expected belongs one column to the left.
        Role::Name if (evidence.is_level)(key) => 1.0,
        Role::Name => 0.0,
        Role::Text if figure => 3.0,
        Role::Text => 0.0,
        Role::Value if figure => -0.8,
        Role::Value if digits => -0.3,
        Role::Value => 0.0,
        Role::Figure if figure => -1.0,
        Role::Figure => 5.0,
        Role::Remark if figure => 1.5,
        Role::Remark => 0.0,
    }
}

/// Results often repeat their targets, or are figures as these are.
fn likeness_cost(target: &str, result: &str) -> f32 {
    let digits = |s: &str| s.chars().any(|c| c.is_ascii_digit());
    let common = result.chars().filter(|c| target.contains(*c)).count();
    let longer = target.chars().count().max(result.chars().count()).max(1);
    let share = common as f32 / longer as f32;
    if share >= 0.7 {
        -1.6
    } else if share >= 0.4 {
        -0.7
    } else if digits(target) != digits(result) {
        0.6
    } else {
        0.0
    }
}

/// Ways to cut a line at some of its blanks into 2 to `most` parts.
fn ways_to_split(text: &str, most: usize) -> Vec<Vec<&str>> {
    let mut at: Vec<(usize, usize)> = Vec::new();
    for (i, c) in text.char_indices().filter(|(_, c)| c.is_whitespace()) {
        match at.last_mut() {
            Some((_, end)) if *end == i => *end = i + c.len_utf8(),
            _ => at.push((i, i + c.len_utf8())),
        }
    }
    if at.is_empty() {
        return Vec::new();
    }
    if at.len() > MAX_BLANKS {
        // The ways double with each blank: a line of many words is one of as many cells, or of one.
        let words: Vec<&str> = text.split_whitespace().collect();
        return if words.len() <= most { vec![words] } else { Vec::new() };
    }
    let mut ways = Vec::new();
    for set in 1u32..(1 << at.len()) {
        if set.count_ones() as usize >= most {
            continue;
        }
        let mut parts = Vec::new();
        let mut from = 0;
        for (bit, (start, end)) in at.iter().enumerate() {
            if set & (1 << bit) != 0 {
                parts.push(text.get(from..*start).unwrap_or_default().trim());
                from = *end;
            }
        }
        parts.push(text.get(from..).unwrap_or_default().trim());
        if parts.iter().all(|p| !p.is_empty()) {
            ways.push(parts);
        }
    }
    ways
}

/// Width in ems. Quotation marks and blanks are narrow.
pub(super) fn width(text: &str) -> f32 {
    text.trim()
        .chars()
        .map(|c| match c {
            '“' | '”' | '‘' | '’' => 0.5,
            c if c.is_whitespace() => 0.25,
            c if is_cjk(c) || "≥≤×÷—…".contains(c) => 1.0,
            _ => 0.5,
        })
        .sum()
}
