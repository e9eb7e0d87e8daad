//! Where the identities of one table fail together, the table was misread rather than miscalculated: a column was
//! shifted, a row lost, a part taken for a whole. Then nothing is claimed.

use crate::equation::{Equation, Meaning, Naming, Term, Trust};
use crate::identities::{CHANGE_RATE, EXECUTION_RATE, PARENT};
use crate::ledger::{Ledger, Position};
use crate::outcome::Outcome;
use gongkai_model::Decimal;
use gongkai_model::finding::CheckStatus;
use gongkai_model::record::{BudgetLine, CodeSystem, Side};
use gongkai_model::table::Form;
use std::collections::{BTreeMap, BTreeSet};

/// How some equations came out.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    closing: u32,
    failing: u32,
    /// Neither closes nor counts as failing: a blank is among the operands.
    open: u32,
    /// Failing ones whose left side is the smaller.
    smaller: u32,
    /// Difference of the first that fails, and whether another differs by something else.
    difference: Option<Decimal>,
    uneven: bool,
    /// The earliest year of a column that closes; 0 where its year is unknown.
    closing_since: Option<u16>,
}

impl Tally {
    fn add(&mut self, outcome: &Outcome) {
        self.closing += u32::from(outcome.closes());
        self.failing += u32::from(outcome.fails());
        self.open += u32::from(outcome.status == CheckStatus::NotEvaluated);
        if outcome.fails() {
            self.smaller += u32::from(outcome.difference().is_some_and(|difference| difference < Decimal::ZERO));
            self.uneven |= self.difference.is_some() && self.difference != outcome.difference();
            self.difference = self.difference.or(outcome.difference());
        }
    }

    /// Adds the equation of a column of amounts of that year.
    fn add_of_year(&mut self, outcome: &Outcome, year: Option<u16>) {
        self.add(outcome);
        if outcome.closes() {
            let year = year.unwrap_or_default();
            self.closing_since = Some(self.closing_since.map_or(year, |since| since.min(year)));
        }
    }

    /// All that fails differs by one amount: what is wrong in one column is wrong in those that hold it too.
    const fn is_one_place(&self) -> bool {
        self.failing > 0 && !self.uneven
    }
}

/// Counts of one document's equations, by what a misreading would spoil together.
#[derive(Default)]
struct Tallies<'a> {
    /// Sums within one table, by its id.
    tables: BTreeMap<&'a str, Tally>,
    /// By table and identity.
    identities: BTreeMap<(usize, &'static str), Tally>,
    /// Sums over rows, by table, identity and the row on the left side.
    rows: BTreeMap<(usize, &'static str, u32, u32), Tally>,
    /// Sums over rows, by table and column.
    columns: BTreeMap<(usize, u32, u32), Tally>,
    /// Sums over the columns of a row, by table.
    row_sums: BTreeMap<usize, Tally>,
}

/// Turns failures without support into `not_evaluated`, reason `structure_doubtful`.
pub(crate) fn withdraw_unsupported(judged: &mut [(Equation, Outcome)], ledger: &Ledger<'_>) {
    let mut tallies = Tallies::default();
    let mut told: BTreeSet<(usize, &'static str, u32, u32, Decimal)> = BTreeSet::new();
    for (equation, outcome) in judged.iter() {
        let identity = tallies.identities.entry((equation.table, equation.check.key)).or_default();
        let place = left_position(equation, ledger).filter(|_| is_sum_of_rows(equation) && outcome.fails());
        let again = place.zip(outcome.difference()).is_some_and(|(at, difference)| {
            !told.insert((equation.table, equation.check.key, at.lane, at.row, difference))
        });
        if !again {
            identity.add(outcome);
        }
        let Some(at) = left_position(equation, ledger) else { continue };
        if equation.meaning != Meaning::Sum {
            continue;
        }
        if let Some(line) = left_line(equation, ledger) {
            tallies.tables.entry(&line.table_id).or_default().add(outcome);
        }
        match equation.naming {
            Naming::Row => {
                let row = tallies.rows.entry((equation.table, equation.check.key, at.lane, at.row)).or_default();
                row.add_of_year(outcome, left_line(equation, ledger).and_then(|line| line.fiscal_year));
                tallies.columns.entry((equation.table, at.lane, at.col)).or_default().add(outcome);
            }
            Naming::Column => tallies.row_sums.entry(equation.table).or_default().add(outcome),
        }
    }
    for (equation, outcome) in judged.iter_mut().filter(|(_, outcome)| outcome.fails()) {
        let reason = if explains_sums(equation, ledger) {
            Some("note_explains")
        } else if rows_may_be_unpublished(equation, outcome, &tallies, ledger) {
            Some("rows_not_published")
        } else {
            let doubtful =
                closes_with_first_rows(equation, outcome, ledger) || !stands(equation, outcome, &tallies, ledger);
            doubtful.then_some("structure_doubtful")
        };
        if reason.is_some() {
            (outcome.status, outcome.reason) = (CheckStatus::NotEvaluated, reason);
        }
    }
}

/// Whether a note of the table says that amounts are in its sums that it does not list: 部分明细因涉密未逐项列示.
fn explains_sums(equation: &Equation, ledger: &Ledger<'_>) -> bool {
    is_sum_of_rows(equation) && ledger.tables.get(equation.table).is_some_and(|of_table| of_table.withholds)
}

/// A heading larger than the items below it in every column that does not add up, and none that does: publishers leave out
/// what is secret (国家安全 state security, 信访 petitions) and, of the years before, what no longer has an amount. Income and
/// what money is spent on are printed in full, and so are the items of the standard forms.
fn rows_may_be_unpublished(equation: &Equation, outcome: &Outcome, tallies: &Tallies<'_>, ledger: &Ledger<'_>) -> bool {
    let (Some(at), Some(line)) = (left_position(equation, ledger), left_line(equation, ledger)) else { return false };
    let open = matches!(line.code_system, None | Some(CodeSystem::Functional)) && line.side != Side::Income;
    if equation.form != Form::Other
        || equation.check != PARENT
        || !open
        || outcome.difference().is_none_or(|difference| difference < Decimal::ZERO)
    {
        return false;
    }
    let row = tallies.rows.get(&(equation.table, equation.check.key, at.lane, at.row)).copied().unwrap_or_default();
    let complete = row.closing_since.is_some_and(|since| line.fiscal_year.is_none_or(|year| since <= year));
    row.smaller == 0 && !complete
}

/// Fewest rows that make a sum by themselves.
const FEWEST_ADDENDS: usize = 2;

/// Whether the first of the rows make up the heading exactly: those behind them stand beside it, not below.
fn closes_with_first_rows(equation: &Equation, outcome: &Outcome, ledger: &Ledger<'_>) -> bool {
    if !is_sum_of_rows(equation) {
        return false;
    }
    let yuan = |term: &Term| ledger.figures.get(term.figure).and_then(|figure| figure.yuan).unwrap_or_default();
    let amounts = equation.right.iter().map(yuan).filter(|yuan| !yuan.is_zero());
    let mut sum = Decimal::ZERO;
    amounts.zip(1..).any(|(amount, count)| {
        sum = sum.saturating_add(amount);
        count >= FEWEST_ADDENDS && outcome.left == Some(sum)
    })
}

/// The line on the left side of an equation of a table.
fn left_line<'a>(equation: &Equation, ledger: &Ledger<'a>) -> Option<&'a BudgetLine> {
    ledger.lines.get(equation.left.first()?.figure)
}

fn is_sum_of_rows(equation: &Equation) -> bool {
    equation.meaning == Meaning::Sum && equation.naming == Naming::Row
}

fn left_position(equation: &Equation, ledger: &Ledger<'_>) -> Option<Position> {
    equation.left.first().and_then(|term| ledger.figures.get(term.figure)).map(|figure| figure.position)
}

/// Whether a failure is believed.
fn stands(equation: &Equation, outcome: &Outcome, tallies: &Tallies<'_>, ledger: &Ledger<'_>) -> bool {
    // A sentence is read by itself, whatever others say.
    if [CHANGE_RATE, EXECUTION_RATE].contains(&equation.check) {
        return true;
    }
    let identity = tallies.identities.get(&(equation.table, equation.check.key)).copied().unwrap_or_default();
    // Terms that certainly belong together: one failure may be all there is; more must be the exception. Terms that
    // only seem to: a failure must be a rare one.
    let supported = match equation.trust {
        Trust::Strong => {
            identity.failing <= 1
                || identity.failing.saturating_mul(2) <= identity.closing
                || (identity.failing <= 2 && is_well_read(equation, tallies, ledger))
        }
        Trust::Weak => {
            identity.failing.saturating_mul(5) <= identity.closing
                || (identity.failing <= 1
                    && is_small(outcome)
                    && is_well_read(equation, tallies, ledger)
                    && !is_beside(equation, outcome, ledger))
        }
    };
    if equation.meaning == Meaning::SameQuantity && are_sound(equation, tallies, ledger) {
        return true;
    }
    if !supported || (equation.check != PARENT && is_multiple(outcome)) {
        return false;
    }
    let (Meaning::Sum, Naming::Row, Some(at)) = (equation.meaning, equation.naming, left_position(equation, ledger))
    else {
        return true;
    };
    // A heading that fails in every column has lost rows or gained foreign ones, unless it differs by one amount in all of
    // them; an amount that a row prints tells of a row in the wrong place.
    let row = tallies.rows.get(&(equation.table, equation.check.key, at.lane, at.row)).copied().unwrap_or_default();
    let one_place = row.is_one_place();
    if row.failing >= 2
        && (one_place || row.closing == 0)
        && !(one_place && is_no_row(outcome, equation.table, at, ledger))
    {
        return false;
    }
    // A column in which every sum fails holds no amounts that add up, such as rates.
    let column = tallies.columns.get(&(equation.table, at.lane, at.col)).copied().unwrap_or_default();
    if at.col != u32::MAX && column.failing >= 2 && column.closing == 0 {
        return false;
    }
    !rows_may_be_lost(equation, outcome, tallies, ledger)
}

/// Fewest sums that close in a table, with none that fails, that show it to be read right.
const SOUND: u32 = 8;

/// Whether all figures of an equation stand in tables whose own sums all close: what differs between them was published so,
/// however many rows differ.
fn are_sound(equation: &Equation, tallies: &Tallies<'_>, ledger: &Ledger<'_>) -> bool {
    let sound = |term: &Term| {
        let table = ledger.lines.get(term.figure).and_then(|line| tallies.tables.get(line.table_id.as_str()));
        table.is_some_and(|tally| tally.closing >= SOUND && tally.failing + tally.open == 0)
    };
    equation.trust == Trust::Strong && equation.left.iter().chain(&equation.right).all(sound)
}

/// Fewest rows whose columns add up that show a table to be read right.
const WELL_READ: u32 = 5;

/// A table on one page in which every row's columns add up: its figures stand in their columns.
fn is_well_read(equation: &Equation, tallies: &Tallies<'_>, ledger: &Ledger<'_>) -> bool {
    let rows = tallies.row_sums.get(&equation.table).copied().unwrap_or_default();
    let continued = ledger.tables.get(equation.table).is_none_or(|table| table.continued);
    !continued && rows.failing + rows.open == 0 && rows.closing >= WELL_READ
}

/// A difference that is a small part of the amount: no group of rows was counted twice or left out.
fn is_small(outcome: &Outcome) -> bool {
    let share = outcome.difference().and_then(|difference| difference.abs().checked_mul(Decimal::TEN));
    share.zip(outcome.left).is_some_and(|(share, left)| share <= left.abs())
}

/// Whether the row on the left side prints the difference in another column: what its total holds and the rows do not.
fn is_beside(equation: &Equation, outcome: &Outcome, ledger: &Ledger<'_>) -> bool {
    let (Some(at), Some(difference)) = (left_position(equation, ledger), outcome.difference()) else { return false };
    let own = |&line: &usize| {
        ledger.figures.get(line).is_some_and(|figure| {
            let of_row = (figure.position.lane, figure.position.row) == (at.lane, at.row);
            of_row && figure.yuan.is_some_and(|yuan| yuan.abs() == difference.abs())
        })
    };
    ledger.tables.get(equation.table).is_some_and(|table| table.lines.iter().any(own))
}

/// On a table of one page, whether no row of the column prints the difference: a row that was misplaced would.
fn is_no_row(outcome: &Outcome, table: usize, at: Position, ledger: &Ledger<'_>) -> bool {
    let (Some(difference), Some(of_table)) = (outcome.difference(), ledger.tables.get(table)) else { return false };
    let prints = |&line: &usize| {
        ledger.figures.get(line).is_some_and(|figure| {
            let beside = (figure.position.lane, figure.position.col) == (at.lane, at.col);
            beside && figure.yuan.is_some_and(|yuan| yuan.abs() == difference.abs())
        })
    };
    !of_table.continued && !of_table.lines.iter().any(prints)
}

/// Rows added twice or three times make an exact multiple: totals of organisations among the rows.
fn is_multiple(outcome: &Outcome) -> bool {
    let (Some(left), Some(right)) = (outcome.left, outcome.right) else { return false };
    (2..=4_u32).any(|times| left.checked_mul(Decimal::from(times)) == Some(right))
}

/// On a table of several pages of which every single row adds up, a total larger than its rows tells of rows lost
/// between the pages.
fn rows_may_be_lost(equation: &Equation, outcome: &Outcome, tallies: &Tallies<'_>, ledger: &Ledger<'_>) -> bool {
    let continued = ledger.tables.get(equation.table).is_some_and(|table| table.continued);
    let rows = tallies.row_sums.get(&equation.table).copied().unwrap_or_default();
    continued
        && rows.failing + rows.open == 0
        && rows.closing >= 2
        && outcome.difference().is_some_and(|d| d > Decimal::ZERO)
}

#[cfg(test)]
mod tests {
    use crate::test_tables::{Sheet, findings_of, statuses, statuses_of};
    use gongkai_model::finding::CheckStatus::*;
    use gongkai_model::record::Side;
    use gongkai_model::table::Form;

    #[test]
    fn a_heading_that_fails_in_every_column_lost_rows() {
        let sheet = |second: &'static str| {
            Sheet::new(Form::FA05, &["total", "basic"])
                .row("201", "甲", &["10.00", "5.00"])
                .row("20101", "甲一", &["9.00", second])
                .row("202", "乙", &["7.00", "3.00"])
                .row("20201", "乙一", &["7.00", "3.00"])
                .row("203", "丙", &["7.00", "3.00"])
                .row("20301", "丙一", &["7.00", "3.00"])
        };
        let check = "parent=children";
        assert_eq!(statuses(sheet("2.00"), check)[..2], [NotEvaluated, NotEvaluated]);
        assert_eq!(statuses(sheet("5.00"), check)[..2], [Mismatch, Exact]);
        // One amount that is wrong is wrong in every column that holds it.
        assert_eq!(statuses(sheet("4.00"), check)[..2], [Mismatch, Mismatch]);
        // A row that prints the difference stands in the wrong place.
        let misplaced = sheet("4.00").row("204", "丁", &["1.00", "1.00"]);
        assert_eq!(statuses(misplaced, check)[..2], [NotEvaluated, NotEvaluated]);
    }

    #[test]
    fn tables_that_close_in_themselves_may_differ_in_every_row() {
        let classes =
            ["一般公共服务支出", "教育支出", "科学技术支出", "社会保障和就业支出", "卫生健康支出", "住房保障支出"];
        let codes = ["201", "205", "206", "208", "210", "221"];
        let sheets = |basic: &'static str, total: &'static str, sum: &'static str| {
            let summary =
                Sheet::new(Form::FA04, &["total", "general_public", "government_fund"]).side(Side::Expenditure);
            let summary = classes.iter().fold(summary, |sheet, class| sheet.row("", class, &["5.00", "5.00", "0.00"]));
            let detail = Sheet::new(Form::FA05, &["total", "basic", "project"]);
            let rows = classes.iter().zip(codes);
            let detail = rows.fold(detail, |sheet, (class, code)| sheet.row(code, class, &[total, basic, "1.00"]));
            vec![
                summary.total("本年支出合计", &["30.00", "30.00", "0.00"]),
                detail.total("合计", &[sum, if sum == "24.00" { "18.00" } else { "19.00" }, "6.00"]),
            ]
        };
        let check = "general_public_class=fa05.class";
        assert_eq!(statuses_of(sheets("3.00", "4.00", "24.00"), check), [Disagreement; 6]);
        // Where the second table does not close in itself, either may be misread.
        assert_eq!(statuses_of(sheets("3.00", "4.00", "25.00"), check), [NotEvaluated; 6]);
    }

    #[test]
    fn items_of_a_government_may_not_all_be_published() {
        let sheet = |form, second: &'static str| {
            Sheet::new(form, &["amount", "total"])
                .row("204", "公共安全支出", &["10.00", "5.00"])
                .row("20402", "公安", &["7.00", second])
                .row("20406", "司法", &["2.00", "1.00"])
                .row("205", "教育支出", &["1.00", "1.00"])
        };
        let found = |form, second| {
            let findings = findings_of(vec![sheet(form, second)]);
            findings.into_iter().map(|found| (found.status, found.reason)).collect::<Vec<_>>()
        };
        let withheld = || (NotEvaluated, Some("rows_not_published".to_owned()));
        assert_eq!(found(Form::Other, "3.00"), [withheld(), withheld()]);
        // Another column shows the list to be complete.
        assert_eq!(found(Form::Other, "4.00"), [(Mismatch, None), (Exact, None)]);
        assert_eq!(found(Form::FA05, "4.00"), [(Mismatch, None), (Exact, None)]);
    }

    #[test]
    fn rows_behind_those_that_make_up_a_heading_stand_beside_it() {
        let found = statuses(
            Sheet::new(Form::Other, &["amount"])
                .row("230", "转移性支出", &["10.00"])
                .row("23001", "返还性支出", &["4.00"])
                .row("23002", "一般性转移支付", &["6.00"])
                .row("23011", "债务转贷支出", &["5.00"])
                .row("231", "债务还本支出", &["1.00"]),
            "parent=children",
        );
        assert_eq!(found, [NotEvaluated]);
    }

    #[test]
    fn a_column_in_which_sums_fail_holds_no_amounts() {
        let found = statuses(
            Sheet::new(Form::FA05, &["total", "column_9"])
                .row("201", "甲", &["10.00", "97.10"])
                .row("20101", "甲一", &["4.00", "99.00"])
                .row("20102", "甲二", &["6.00", "98.00"])
                .row("202", "乙", &["7.00", "91.00"])
                .row("20201", "乙一", &["3.00", "92.00"])
                .row("20202", "乙二", &["4.00", "90.00"])
                .row("203", "丙", &["7.00", "0.00"])
                .row("20301", "丙一", &["7.00", "0.00"])
                .row("204", "丁", &["7.00", "0.00"])
                .row("20401", "丁一", &["7.00", "0.00"]),
            "parent=children",
        );
        assert_eq!(found, [Exact, NotEvaluated, Exact, NotEvaluated, Exact, Exact]);
    }

    #[test]
    fn a_total_of_organisations_that_is_wrong_in_a_well_read_table_is_told() {
        let list = |total: &'static str, carried: &'static str| {
            let rows = ["甲局", "乙局", "丙局", "丁局"].into_iter();
            let sheet = Sheet::new(Form::BU02, &["total", "fiscal_appropriation", "carried_in"]);
            let sheet = sheet.total("合计", &[total, total, carried]);
            rows.fold(sheet, |sheet, name| sheet.row("", name, &["10.00", "10.00", "0.00"]))
        };
        assert_eq!(statuses(list("41.00", "0.00"), "total=rows")[0], Mismatch);
        assert_eq!(statuses(list("41.00", "1.00"), "total=rows")[0], NotEvaluated);
        assert_eq!(statuses(list("60.00", "0.00"), "total=rows")[0], NotEvaluated);
    }

    #[test]
    fn rows_counted_twice_are_no_mismatch() {
        let found = statuses(
            Sheet::new(Form::BU11, &["total"]).total("合计", &["5.00"]).row("201", "甲局", &["5.00"]).row(
                "202",
                "甲项目",
                &["5.00"],
            ),
            "total=rows",
        );
        assert_eq!(found, [NotEvaluated]);
    }
}
