//! How exact figures are, by the decimals printed in their column.

use super::collected::TableFigures;
use super::figure::{Figure, half_unit};
use gongkai_normalize::unit::MoneyUnit;
use std::collections::{BTreeMap, BTreeSet};

/// Lane and column, and the unit of figures in it.
type UnitColumn = ((u32, u32), Option<MoneyUnit>);

/// Sets how exact each figure is, by the decimals printed in its column.
pub(crate) fn set_exactness(tables: &[TableFigures<'_>], figures: &mut [Figure<'_>]) {
    for of_table in tables {
        let members: Vec<usize> = of_table
            .lines
            .iter()
            .copied()
            .chain(of_table.projects.iter().flat_map(|(_, f)| f.iter().copied()))
            .collect();
        let mut by_column: BTreeMap<UnitColumn, ColumnDecimals> = BTreeMap::new();
        // Units of amounts that print their last decimal though it is a zero: what prints fewer was rounded to them.
        let mut keep_zeros: BTreeSet<Option<MoneyUnit>> = BTreeSet::new();
        let whole = whole_columns(&members, figures);
        for &at in &members {
            let Some(figure) = figures.get_mut(at).filter(|f| f.is_non_zero()) else { continue };
            if whole.contains(&unit_column(figure)) {
                figure.decimals = 0;
                continue;
            }
            by_column.entry(unit_column(figure)).or_default().add(figure.decimals);
            if ends_in_zero(figure) {
                keep_zeros.insert(figure.unit);
            }
        }
        let mut by_unit: BTreeMap<Option<MoneyUnit>, u32> = BTreeMap::new();
        let mut stripped = false;
        for ((_, unit), column) in &by_column {
            stripped |= column.least != column.most;
            if !column.is_rounded() {
                let decimals = by_unit.entry(*unit).or_insert(column.most);
                *decimals = (*decimals).max(column.most);
            }
        }
        for at in members {
            let Some(figure) = figures.get_mut(at) else { continue };
            if whole.contains(&unit_column(figure)) {
                figure.half = half_unit(figure.unit, 0);
                continue;
            }
            let of_unit = by_unit.get(&figure.unit).copied().unwrap_or(figure.decimals);
            let own = figure.decimals;
            // Where trailing zeros are left out, one column may happen to show fewer decimals than are meant.
            figure.decimals = match by_column.get(&unit_column(figure)) {
                Some(column) if column.is_rounded() => own,
                Some(column) if !stripped => column.most,
                _ => of_unit,
            };
            let meant = if is_cut_short(figure) || keep_zeros.contains(&figure.unit) { own } else { figure.decimals };
            figure.half = half_unit(figure.unit, meant);
        }
    }
}

/// Fewest amounts of a column without a fraction that show it to be rounded to whole units.
const FEWEST_WHOLE: usize = 12;

/// Columns whose amounts all end in .00: they were rounded to whole units and printed with the decimals of the table.
fn whole_columns(members: &[usize], figures: &[Figure<'_>]) -> BTreeSet<UnitColumn> {
    let mut columns: BTreeMap<UnitColumn, (usize, bool)> = BTreeMap::new();
    for figure in members.iter().filter_map(|&at| figures.get(at)).filter(|figure| figure.is_non_zero()) {
        let whole = figure.decimals > 0 && figure.printed.trim_end_matches('0').ends_with(['.', '．']);
        // Round amounts of projects are whole because they were planned so.
        let round = figure.printed.trim_end_matches(['0', '.', '．', ',']).chars().filter(char::is_ascii_digit).count();
        let (count, all) = columns.entry(unit_column(figure)).or_insert((0, true));
        *count += usize::from(round >= 4);
        *all &= whole;
    }
    let rounded = columns.into_iter().filter(|(_, (count, all))| *all && *count >= FEWEST_WHOLE);
    rounded.map(|(column, _)| column).collect()
}

/// The column it stands in and its unit.
fn unit_column(figure: &Figure<'_>) -> UnitColumn {
    ((figure.position.lane, figure.position.col), figure.unit)
}

/// Decimals of the figures of one column other than zero.
#[derive(Debug, Clone, Copy, Default)]
struct ColumnDecimals {
    least: u32,
    most: u32,
    /// Figures with the least and with more decimals.
    fewest: usize,
    more: usize,
}

impl ColumnDecimals {
    fn add(&mut self, decimals: u32) {
        if self.fewest + self.more == 0 {
            (self.least, self.most, self.fewest) = (decimals, decimals, 1);
        } else if decimals < self.least {
            (self.least, self.more, self.fewest) = (decimals, self.more + self.fewest, 1);
        } else {
            self.most = self.most.max(decimals);
            if decimals == self.least {
                self.fewest += 1;
            } else {
                self.more += 1;
            }
        }
    }

    /// Whole numbers with a rare decimal among them are rounded to whole numbers. Were only trailing zeros left out,
    /// nine of ten figures would show decimals.
    const fn is_rounded(&self) -> bool {
        self.least == 0 && self.most > 0 && self.more * 4 <= self.fewest
    }
}

/// Most digits a spreadsheet cell shows in its general format; what is longer loses decimals.
const GENERAL_FORMAT_DIGITS: usize = 10;

/// Whether fewer decimals than in the rest of the column were printed because the figure was rounded and not because
/// it ends there: whole yuan among fen, or a figure as long as a spreadsheet's general format allows.
fn is_cut_short(figure: &Figure<'_>) -> bool {
    let digits = figure.printed.chars().filter(char::is_ascii_digit).count();
    figure.unit == Some(MoneyUnit::Yuan) || digits >= GENERAL_FORMAT_DIGITS
}

/// Whether the last decimal printed is a zero: 1794.00.
fn ends_in_zero(figure: &Figure<'_>) -> bool {
    let digits = || figure.printed.chars().rev().skip_while(|c| !c.is_ascii_digit());
    figure.decimals > 0 && digits().next() == Some('0')
}
