//! A heading equals the rows below it: 208 = 20801 + 20802 + …, column by column.

use crate::equation::{Equation, Term, Trust};
use crate::identities::PARENT;
use crate::ledger::Ledger;
use gongkai_model::record::BudgetLine;
use gongkai_model::table::Form;
use std::collections::{BTreeMap, HashMap};

/// Whether rows of a form are added up; tables of targets and indicators are looked at as projects.
pub(crate) const fn adds_rows(form: Form) -> bool {
    !matches!(form, Form::PT | Form::PG | Form::SE | Form::OP | Form::ER)
}

/// Digits of the code of a class, above which there is no heading.
const CLASS_DIGITS: usize = 3;

/// Appends the equations of one table, in the order of the headings.
pub(crate) fn equations(ledger: &Ledger<'_>, table: usize, equations: &mut Vec<Equation>) {
    let Some(of_table) = ledger.tables.get(table).filter(|t| adds_rows(t.form)) else { return };
    let by_id: HashMap<&str, usize> =
        of_table.lines.iter().filter_map(|&at| ledger.lines.get(at).map(|line| (line.line_id.as_str(), at))).collect();
    let mut children: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &at in &of_table.lines {
        let Some(line) = ledger.lines.get(at) else { continue };
        let Some(&parent) = line.parent_line_id.as_deref().and_then(|id| by_id.get(id)) else { continue };
        if parent != at {
            children.entry(parent).or_default().push(at);
        }
    }
    // A list that takes some items out of many prints most without their heading, and a division among them is one of them.
    let (mut headed, mut alone) = (0_usize, 0_usize);
    for line in of_table.lines.iter().filter_map(|&at| ledger.lines.get(at)) {
        if line.code.as_ref().is_some_and(|code| code.len() > CLASS_DIGITS) {
            *(if line.parent_line_id.is_some() { &mut headed } else { &mut alone }) += 1;
        }
    }
    let scattered = alone > headed;
    // Last row of each lane: what stands below the last heading of an unknown table may go on in another table.
    let mut last: BTreeMap<u32, Option<u32>> = BTreeMap::new();
    for line in of_table.lines.iter().filter_map(|&at| ledger.lines.get(at)) {
        let row = last.entry(line.lane).or_default();
        *row = (*row).max(line.provenance.row);
    }
    for (parent, children) in children {
        let Some(heading) = ledger.lines.get(parent) else { continue };
        let rows: Vec<(usize, &BudgetLine)> =
            children.iter().filter_map(|&at| ledger.lines.get(at).map(|line| (at, line))).collect();
        let by_code = rows.iter().all(|(_, row)| is_below(row, heading));
        let parts = rows.iter().any(|(_, row)| is_part_row(row));
        // A list that begins with 其中 (of which) names some parts only; without codes its end cannot be told.
        if parts && !by_code {
            continue;
        }
        let right: Vec<Term> =
            rows.iter().filter(|(_, row)| !is_part_row(row)).map(|&(at, _)| Term::plus(at)).collect();
        // Places that were told by sums are no proof of sums.
        if right.is_empty() || rows.iter().any(|(_, row)| is_placed_by_amount(row)) {
            continue;
        }
        let at_end = rows.iter().any(|(_, row)| last.get(&row.lane).is_some_and(|last| *last == row.provenance.row));
        equations.push(Equation {
            trust: if by_code && !scattered { Trust::Strong } else { Trust::Weak },
            doubt: (at_end && of_table.form == Form::Other).then_some("structure_doubtful"),
            ..Equation::of_rows(PARENT, (table, of_table.form), vec![Term::plus(parent)], right)
        });
    }
}

/// Whether the row is a part (其中) of another. Of a column that is one, the rows add up like any others.
pub(crate) fn is_part_row(line: &BudgetLine) -> bool {
    line.of_which && line.flags.iter().all(|flag| flag != "column_of_which")
}

/// Whether nothing but amounts told where the row stands in its list.
pub(crate) fn is_placed_by_amount(row: &BudgetLine) -> bool {
    row.flags.iter().any(|flag| flag == "level_by_amount")
}

/// Whether the row's code continues the heading's.
fn is_below(row: &BudgetLine, heading: &BudgetLine) -> bool {
    match (&row.code, &heading.code) {
        (Some(row_code), Some(code)) => {
            row.code_system == heading.code_system && row_code.len() > code.len() && row_code.starts_with(code.as_str())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::test_tables::{Sheet, statuses};
    use gongkai_model::finding::CheckStatus::*;
    use gongkai_model::table::Form;

    #[test]
    fn headings_by_code_are_sums() {
        let found = statuses(
            Sheet::new(Form::FA05, &["total"])
                .row("208", "社会保障和就业支出", &["10.00"])
                .row("20805", "行政事业单位养老支出", &["10.00"])
                .row("2080501", "行政单位离退休", &["4.01"])
                .row("2080505", "养老保险缴费支出", &["5.98"]),
            "parent=children",
        );
        assert_eq!(found, [Exact, WithinRounding]);
    }

    #[test]
    fn a_division_among_items_without_headings_is_no_heading() {
        let found = statuses(
            Sheet::new(Form::Other, &["amount"])
                .row("2010505", "统计业务", &["3.00"])
                .row("2050201", "学前教育", &["7.00"])
                .row("20807", "就业补助", &["46.00"])
                .row("2080799", "其他就业补助支出", &["8.00"]),
            "parent=children",
        );
        assert_eq!(found, [NotEvaluated]);
    }

    #[test]
    fn a_wrong_heading_is_a_mismatch_and_a_blank_row_is_not() {
        let sheet = |blank: &'static str| {
            Sheet::new(Form::FA05, &["total"])
                .row("208", "社会保障和就业支出", &["10.00"])
                .row("20801", "管理事务", &["4.00"])
                .row("20805", "养老支出", &["5.00"])
                .row("20808", "抚恤", &[blank])
        };
        assert_eq!(statuses(sheet("0.00"), "parent=children"), [Mismatch]);
        assert_eq!(statuses(sheet(""), "parent=children"), [NotEvaluated]);
        assert_eq!(statuses(sheet("1.00"), "parent=children"), [Exact]);
        assert_eq!(statuses(sheet("1.O0"), "parent=children"), [NotEvaluated]);
    }

    #[test]
    fn nothing_is_claimed_of_places_told_by_amounts() {
        let sheet = |flag: &'static str| {
            Sheet::new(Form::BU10, &["amount"])
                .total("合计", &["9.00"])
                .row("", "甲", &["5.00"])
                .row("", "乙", &["4.00"])
                .flagged(flag)
        };
        assert_eq!(statuses(sheet("level_by_amount"), "total=rows"), []);
        assert_eq!(statuses(sheet("unknown_code"), "total=rows"), [Exact]);
    }

    #[test]
    fn whole_numbers_among_decimals_that_keep_their_zeros_were_rounded() {
        let sheet = |kept: &'static str| {
            Sheet::new(Form::FA05, &["total"])
                .row("208", "社会保障和就业支出", &["26830.95"])
                .row("20801", "管理事务", &[kept])
                .row("20805", "养老支出", &["25037"])
        };
        assert_eq!(statuses(sheet("1794.00"), "parent=children"), [WithinRounding]);
        assert_eq!(statuses(sheet("1794.01"), "parent=children"), [Mismatch]);
    }

    #[test]
    fn columns_of_amounts_without_a_fraction_were_rounded_to_whole_units() {
        let sheet = |last: &'static str| {
            let items =
                ["1234.00", "5671.00", "2345.00", "8912.00", "4321.00", "7654.00", "1122.00", "3344.00", "5566.00"];
            let rows = items.into_iter().chain(["7788.00", last]);
            let sheet = Sheet::new(Form::FA05, &["total"]).row("208", "社会保障和就业支出", &["49070.00"]);
            rows.fold(sheet, |sheet, amount| sheet.row("20801", "事务", &[amount]))
        };
        assert_eq!(statuses(sheet("1112.00"), "parent=children"), [WithinRounding]);
        assert_eq!(statuses(sheet("1112.01"), "parent=children"), [Mismatch]);
    }

    #[test]
    fn parts_named_of_which_are_not_added() {
        let found = statuses(
            Sheet::new(Form::Other, &["amount"])
                .row("208", "社会保障和就业支出", &["10.00"])
                .row("20805", "养老支出", &["10.00"])
                .part("20808", "其中：抚恤", &["1.00"]),
            "parent=children",
        );
        assert_eq!(found, [Exact]);
    }
}
