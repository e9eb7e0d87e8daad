//! Lines of narrow cells to rows of cells: the assignment of least cost.
//! Column widths are unknown and found by descent, one column after the other.

use super::fit_costs::{Costs, Evidence, Line, MAX_LINES, Role};

/// Most lines by which column widths are found.
const MAX_SAMPLE: usize = 120;

/// Most lines of a table.
const MAX_BODY: usize = 4000;

/// What a row costs: of two readings, the one with fewer rows is likelier.
const ROW: f32 = 1.2;

/// Widest column, in ems.
const MAX_WIDTH: u8 = 20;

/// A cell with its lines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Fitted {
    pub(super) lines: Vec<Line>,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dump::fit_costs::{ROLES, WEIGHED};
    use std::collections::BTreeSet;

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
