//! Lines of narrow cells to rows of cells: the assignment of least cost.
//!
//! Costs are small numbers without a unit. A line that could have held the next character although its cell goes on,
//! a line wider than its column, a cell that begins with a mark no line begins with or that holds half a pair of
//! quotation marks: these cost. A name the document uses elsewhere, a class from the official list, two words that
//! the document also prints side by side, a result that repeats its target: these pay. Column widths are unknown and
//! found by descent, one column after the other.

use gongkai_normalize::chars::{comparison_key, is_cjk};
use std::collections::{BTreeMap, BTreeSet};

/// Most lines of one cell.
const MAX_LINES: usize = 10;

/// Most lines by which column widths are found.
const MAX_SAMPLE: usize = 120;

/// Most lines of a table.
const MAX_BODY: usize = 4000;

/// Most blanks of a line at which it is tried where to cut it.
const MAX_BLANKS: usize = 4;

/// How far a full line may miss the width of its column, in ems: a mark of half width, a mark that may not begin a line.
const SLACK: f32 = 0.76;

/// What a row costs: of two readings, the one with fewer rows is likelier.
const ROW: f32 = 1.2;

/// What a cell costs.
const CELL: f32 = 0.6;

/// What it costs that the last line of a cell is full: it is so by chance only.
const FULL_END: f32 = 0.25;

/// Widest column, in ems.
const MAX_WIDTH: u8 = 20;

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

/// A cell with its lines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Fitted {
    pub(super) lines: Vec<Line>,
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

/// Rows of cells out of lines, and what they cost; `None` where no assignment is a table.
pub(super) fn fit_rows(lines: &[Line], roles: &[Role], evidence: &Evidence) -> Option<(f32, Vec<Vec<Fitted>>)> {
    if lines.len() > MAX_BODY || roles.is_empty() {
        return None;
    }
    let sample = Costs::new(lines.get(..lines.len().min(MAX_SAMPLE))?, roles, evidence);
    let widths = find_widths(&sample);
    let costs = Costs::new(lines, roles, evidence);
    let tables = column_tables(&costs, &widths);
    let (total, steps) = assign(&costs, &widths, &tables, true)?;
    let mut rows: Vec<Vec<Fitted>> = Vec::new();
    for step in steps {
        if step.col == 0 {
            rows.push(vec![Fitted::default(); roles.len()]);
        }
        let row = rows.last_mut()?;
        match step.taken {
            Taken::Lines(count) => {
                let taken = lines.get(step.line..step.line + count)?;
                row.get_mut(step.col)?.lines.extend_from_slice(taken);
            }
            Taken::Parts(split) => {
                let line = lines.get(step.line)?;
                for (offset, part) in costs.splits.get(step.line)?.get(split)?.iter().enumerate() {
                    row.get_mut(step.col + offset)?
                        .lines
                        .push(Line { text: part.text.to_owned(), number: line.number });
                }
            }
        }
    }
    (rows.len() >= 2).then_some((total, rows))
}

/// Costs that do not depend on the widths of columns.
struct Costs<'a> {
    roles: &'a [Role],
    lines: usize,
    widths: Vec<f32>,
    /// `[line][count - 1][role]` of a cell that takes so many lines.
    cell: Vec<Vec<[f32; 7]>>,
    /// `[line][count - 1][more - 1]`: how alike a cell and the one behind it are.
    alike: Vec<Vec<Vec<f32>>>,
    /// Ways to cut a line at its blanks into two cells or more.
    splits: Vec<Vec<Vec<Part<'a>>>>,
}

/// A cell that is a part of a line, with all its costs: the same parts are weighed for every column and width.
#[derive(Debug, Clone, Copy)]
struct Part<'a> {
    text: &'a str,
    width: f32,
    /// `[role]`.
    cost: [f32; 7],
    /// How alike it and the part before it are.
    alike: f32,
}

const ROLES: [Role; 7] = [Role::Level, Role::Class, Role::Name, Role::Text, Role::Value, Role::Figure, Role::Remark];

impl<'a> Costs<'a> {
    fn new(lines: &'a [Line], roles: &'a [Role], evidence: &'a Evidence) -> Self {
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
    fn column_costs(&self, col: usize, column: u8) -> Vec<f32> {
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
    fn parts_cost(&self, parts: &[Part<'_>], col: usize, columns: &[u8]) -> f32 {
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
    static WEIGHED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
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

/// What a step of the assignment takes.
#[derive(Debug, Clone, Copy)]
enum Taken {
    /// So many whole lines; none for a class that goes on.
    Lines(usize),
    /// The parts of one line.
    Parts(usize),
}

#[derive(Debug, Clone, Copy)]
struct Step {
    line: usize,
    col: usize,
    taken: Taken,
}

/// The cheapest way through the lines: its cost, and its steps where they are wanted.
fn assign(costs: &Costs<'_>, columns: &[u8], tables: &[Vec<f32>], trace: bool) -> Option<(f32, Vec<Step>)> {
    let (n, width) = (costs.lines, costs.roles.len());
    let index = |line: usize, col: usize| line * width + col;
    let mut best = vec![f32::INFINITY; (n + 1) * width];
    let mut from: Vec<Option<(usize, [Option<Step>; 2])>> = vec![None; if trace { (n + 1) * width } else { 0 }];
    *best.first_mut()? = 0.0;
    for line in 0..=n {
        // A row may end with blank cells at the line where the next one begins, which is then looked at again.
        let mut at_start = f32::INFINITY;
        for (n_col, col) in (0..width).chain(0..width).enumerate() {
            let first = best.get(index(line, 0)).copied()?;
            if n_col == 0 {
                at_start = first;
            } else if n_col == width && first >= at_start {
                break;
            }
            let here = index(line, col);
            let cost = best.get(here).copied()?;
            if cost.is_infinite() {
                continue;
            }
            let mut offer = |line_to: usize, col_to: usize, price: f32, steps: [Option<Step>; 2]| {
                let (col_to, price) = if col_to == width { (0, price + ROW) } else { (col_to, price) };
                let to = index(line_to, col_to);
                if let Some(slot) = best.get_mut(to)
                    && cost + price < *slot
                {
                    *slot = cost + price;
                    if let Some(slot) = from.get_mut(to) {
                        *slot = Some((here, steps));
                    }
                }
            };
            let role = costs.roles.get(col).copied()?;
            let blank = match role {
                Role::Level | Role::Class => (line > 0 && line < n).then_some(0.3),
                Role::Remark => Some(0.3),
                Role::Value => Some(2.5),
                Role::Figure => Some(2.0),
                _ => None,
            };
            // A row cannot be blank: its first cell may, at a line that is there.
            if let Some(price) = blank
                && (col > 0 || line < n)
            {
                let step = Step { line, col, taken: Taken::Lines(0) };
                offer(line, col + 1, price, [Some(step), None]);
            }
            let price_of = |line: usize, count: usize, col: usize| {
                let table = tables.get(col).and_then(|t| t.get(line * MAX_LINES + count - 1));
                table.copied().unwrap_or(f32::INFINITY)
            };
            for count in 1..=MAX_LINES.min(n - line) {
                let price = price_of(line, count, col);
                if price.is_infinite() {
                    break;
                }
                let step = Step { line, col, taken: Taken::Lines(count) };
                offer(line + count, col + 1, price, [Some(step), None]);
                // Target and result together, so that they can be compared.
                if role == Role::Value && costs.roles.get(col + 1) == Some(&Role::Value) {
                    let alike = costs.alike.get(line).and_then(|a| a.get(count - 1)).map_or(&[][..], Vec::as_slice);
                    let next = line + count;
                    for (more, alike) in (1..=MAX_LINES.min(n - next)).zip(alike) {
                        let both = price + price_of(next, more, col + 1) + alike;
                        let second = Step { line: next, col: col + 1, taken: Taken::Lines(more) };
                        offer(next + more, col + 2, both, [Some(step), Some(second)]);
                    }
                }
            }
            if line < n {
                for (split, parts) in costs.splits.get(line)?.iter().enumerate() {
                    if col + parts.len() <= width {
                        let price = costs.parts_cost(parts, col, columns);
                        let step = Step { line, col, taken: Taken::Parts(split) };
                        offer(line + 1, col + parts.len(), price, [Some(step), None]);
                    }
                }
            }
        }
    }
    let end = index(n, 0);
    let total = best.get(end).copied().filter(|c| c.is_finite())?;
    let mut steps = Vec::new();
    if trace {
        let mut at = end;
        for _ in 0..from.len() {
            let Some(Some((before, taken))) = from.get(at).filter(|_| at != 0) else { break };
            steps.extend(taken.iter().rev().flatten());
            at = *before;
        }
        steps.reverse();
    }
    Some((total, steps))
}

fn column_tables(costs: &Costs<'_>, columns: &[u8]) -> Vec<Vec<f32>> {
    columns.iter().enumerate().map(|(col, width)| costs.column_costs(col, *width)).collect()
}

fn set_width(costs: &Costs<'_>, columns: &mut [u8], tables: &mut [Vec<f32>], col: usize, width: u8) {
    if let (Some(column), Some(table)) = (columns.get_mut(col), tables.get_mut(col)) {
        *column = width;
        *table = costs.column_costs(col, width);
    }
}

/// The widths of the columns under which the lines cost least.
fn find_widths(costs: &Costs<'_>) -> Vec<u8> {
    let mut counts = [0usize; MAX_WIDTH as usize + 1];
    for width in &costs.widths {
        let rounded = (width.round().max(0.0) as usize).min(MAX_WIDTH as usize);
        if let Some(count) = counts.get_mut(rounded) {
            *count += 1;
        }
    }
    let mut common: Vec<u8> = (3..=MAX_WIDTH).filter(|w| counts.get(usize::from(*w)).is_some_and(|c| *c > 0)).collect();
    common.sort_by_key(|w| std::cmp::Reverse(counts.get(usize::from(*w)).copied().unwrap_or(0)));
    common.truncate(3);
    let mut best: Option<(f32, Vec<u8>)> = None;
    let mut starts: Vec<Vec<u8>> = Vec::new();
    for narrow in [2u8, 4] {
        for &wide in &common {
            let start = costs.roles.iter().map(|role| match role {
                Role::Level | Role::Class => narrow,
                Role::Name => wide.min(6),
                Role::Figure => 3,
                Role::Text | Role::Value | Role::Remark => wide,
            });
            starts.push(start.collect());
        }
    }
    for start in starts {
        let mut columns = start;
        let mut tables = column_tables(costs, &columns);
        let mut lowest = assign(costs, &columns, &tables, false).map_or(f32::INFINITY, |(c, _)| c);
        for _ in 0..3 {
            let before = lowest;
            for col in 0..columns.len() {
                let own = columns.get(col).copied().unwrap_or(4);
                let mut chosen = own;
                for width in 1..=MAX_WIDTH {
                    // A width that no line has is the width of no column.
                    if counts.get(usize::from(width)).is_none_or(|c| *c == 0) {
                        continue;
                    }
                    set_width(costs, &mut columns, &mut tables, col, width);
                    let cost = assign(costs, &columns, &tables, false).map_or(f32::INFINITY, |(c, _)| c);
                    if cost < lowest {
                        lowest = cost;
                        chosen = width;
                    }
                }
                set_width(costs, &mut columns, &mut tables, col, chosen);
            }
            if lowest >= before {
                break;
            }
        }
        if best.as_ref().is_none_or(|(cost, _)| lowest < *cost) {
            best = Some((lowest, columns));
        }
    }
    best.map(|(_, columns)| columns).unwrap_or_default()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_weighed_once_for_all_widths() {
        let number = |n: usize| u32::try_from(n).unwrap();
        let line = |n: usize| Line { text: format!("造林{n} 面积 达到{n} 95%"), number: number(n) };
        let evidence =
            Evidence { names: BTreeSet::new(), pairs: BTreeSet::new(), is_top: |_| false, is_level: |_| false };
        let roles = [Role::Name, Role::Text, Role::Value, Role::Value];
        let weighed = |lines: usize| {
            let lines: Vec<Line> = (0..lines).map(line).collect();
            WEIGHED.set(0);
            drop(fit_rows(&lines, &roles, &evidence));
            WEIGHED.get()
        };
        let (few, many) = (weighed(30), weighed(60));
        // Cells of up to ten lines, and at most ten different parts, for the sample and for the whole.
        assert!(few <= 30 * (MAX_LINES + 10) * ROLES.len() * 2, "{few}");
        assert!(many <= 2 * few + (MAX_LINES * MAX_LINES * ROLES.len()) * 2, "{few} {many}");
    }
}
