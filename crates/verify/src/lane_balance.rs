//! 收入总计 (total income) equals 支出总计 (total expenditure) in tables that print both beside each other.

use crate::equation::{Equation, Term, Trust};
use crate::identities::INCOME_IS_EXPENDITURE;
use crate::judgement::judge;
use crate::ledger::Ledger;
use crate::list_column::{is_balance, is_total};
use gongkai_model::record::{BudgetLine, Phase, Side};
use gongkai_model::table::Form;
use gongkai_normalize::label::{TotalKind, total_kind};
use std::collections::BTreeMap;

/// Stage, year, basis and scope of a column: only like is compared with like.
type Kind<'a> = (Option<u8>, Option<u16>, u8, Option<&'a str>);

/// Appends the equations of one table.
pub(crate) fn equations(ledger: &Ledger<'_>, table: usize, equations: &mut Vec<Equation>) {
    let Some(of_table) = ledger.tables.get(table) else { return };
    if !matches!(of_table.form, Form::FA01 | Form::FA04 | Form::BU01 | Form::BU04 | Form::Other) {
        return;
    }
    // The last grand total of each lane and kind of column.
    let mut last: BTreeMap<(Kind<'_>, u32), Vec<(usize, &BudgetLine)>> = BTreeMap::new();
    for &at in &of_table.lines {
        let Some(line) = ledger.lines.get(at) else { continue };
        if !is_total(line) || total_kind(&line.label) != Some(TotalKind::GrandTotal) {
            continue;
        }
        let kind = (line.phase.map(|phase| phase as u8), line.fiscal_year, line.basis as u8, line.scope.as_deref());
        let totals = last.entry((kind, line.lane)).or_default();
        if totals.first().is_some_and(|(_, earlier)| earlier.provenance.row < line.provenance.row) {
            totals.clear();
        }
        totals.push((at, line));
    }
    let incomes = last.iter().filter_map(|(key, lines)| whole(lines, Side::Income).map(|at| (key, at)));
    for ((kind, lane), income) in incomes {
        for ((_, _), lines) in last.iter().filter(|((k, l), _)| k == kind && l != lane) {
            let Some(expenditure) = whole(lines, Side::Expenditure) else { continue };
            // What a year left over balances what was taken and spent; where no row tells it, nothing says that they do.
            let carried_out = || expenditure_of(ledger, table, expenditure).any(|line| is_balance(&line.label));
            let executed = matches!(ledger.lines.get(income).and_then(|line| line.phase), Some(Phase::Execution));
            let left_open = of_table.form == Form::Other && executed && !carried_out();
            let mut right = vec![Term::plus(expenditure)];
            right.extend(balances_behind(ledger, table, expenditure).map(Term::plus));
            let equation = |right: Vec<Term>| Equation {
                trust: Trust::Strong,
                doubt: left_open.then_some("missing_operand"),
                ..Equation::of_rows(INCOME_IS_EXPENDITURE, (table, of_table.form), vec![Term::plus(income)], right)
            };
            // 年终结余 (balance at the end of the year) behind the total is in it or added to it: what closes counts.
            let alone = equation(vec![Term::plus(expenditure)]);
            let closes = judge(&alone, &ledger.figures).is_some_and(|outcome| outcome.closes());
            equations.push(if closes || right.len() == 1 { alone } else { equation(right) });
        }
    }
}

/// The lines in the column of a total row.
fn expenditure_of<'a>(ledger: &'a Ledger<'_>, table: usize, total: usize) -> impl Iterator<Item = &'a BudgetLine> {
    let place = |line: &BudgetLine| (line.lane, line.provenance.col);
    let own = ledger.lines.get(total).map(place);
    let lines = ledger.tables.get(table).map_or(&[][..], |of_table| of_table.lines.as_slice());
    lines.iter().filter_map(|at| ledger.lines.get(*at)).filter(move |line| Some(place(line)) == own)
}

/// The balances printed behind a total row, in its column.
fn balances_behind<'a>(ledger: &'a Ledger<'_>, table: usize, total: usize) -> impl Iterator<Item = usize> + 'a {
    let place = |line: &BudgetLine| (line.lane, line.provenance.col);
    let own = ledger.lines.get(total).map(|line| (place(line), line.provenance.row));
    let lines = ledger.tables.get(table).map_or(&[][..], |of_table| of_table.lines.as_slice());
    lines.iter().copied().filter(move |at| {
        let Some((line, (column, row))) = ledger.lines.get(*at).zip(own) else { return false };
        place(line) == column && line.provenance.row > row && line.parent_line_id.is_none() && is_balance(&line.label)
    })
}

/// The figure of a total row that stands for all its columns: 合计, 金额, or the only one.
fn whole(lines: &[(usize, &BudgetLine)], side: Side) -> Option<usize> {
    let of_side: Vec<_> = lines.iter().filter(|(_, line)| line.side == side).collect();
    for measure in ["total", "amount"] {
        let mut found = of_side.iter().filter(|(_, line)| line.measure == measure);
        if let Some((at, _)) = found.next() {
            return found.next().is_none().then_some(*at);
        }
    }
    match of_side.as_slice() {
        [(at, _)] => Some(*at),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::test_tables::{Sheet, statuses_of};
    use gongkai_model::finding::CheckStatus::*;
    use gongkai_model::record::{Phase, Side};
    use gongkai_model::table::Form;

    fn two_lanes(income: &'static str, expenditure: &'static str) -> Vec<Sheet> {
        let left = Sheet::new(Form::BU01, &["amount"])
            .side(Side::Income)
            .row("", "一、财政拨款收入", &[income])
            .total("收入总计", &[income]);
        let right = Sheet::new(Form::BU01, &["amount"])
            .lane(1)
            .side(Side::Expenditure)
            .row("", "一、一般公共服务支出", &[expenditure])
            .total("支出总计", &[expenditure]);
        vec![left, right]
    }

    #[test]
    fn a_balance_behind_the_expenditure_is_added() {
        let with_balance = |balance: &'static str| {
            let [left, right]: [Sheet; 2] = two_lanes("10.00", "8.00").try_into().ok().unwrap();
            statuses_of(vec![left, right.row("", "年终结余", &[balance])], "income=expenditure")
        };
        assert_eq!(with_balance("2.00"), [Exact]);
        assert_eq!(with_balance("1.00"), [Mismatch]);
    }

    #[test]
    fn what_was_carried_out_balances_without_a_balance_only_by_chance() {
        let lanes = |form| {
            let lane = |lane, side, label, amount| {
                let sheet = Sheet::new(form, &["amount"]).lane(lane).side(side).phase(Phase::Execution);
                sheet.row("", "一、甲", &[amount]).total(label, &[amount])
            };
            vec![lane(0, Side::Income, "收入总计", "10.00"), lane(1, Side::Expenditure, "支出总计", "8.00")]
        };
        assert_eq!(statuses_of(lanes(Form::Other), "income=expenditure"), [NotEvaluated]);
        assert_eq!(statuses_of(lanes(Form::FA01), "income=expenditure"), [Mismatch]);
    }

    #[test]
    fn income_is_expenditure() {
        let check = "income=expenditure";
        assert_eq!(statuses_of(two_lanes("10.00", "10.00"), check), [Exact]);
        assert_eq!(statuses_of(two_lanes("10.00", "10.01"), check), [WithinRounding]);
        assert_eq!(statuses_of(two_lanes("10.00", "10.10"), check), [Mismatch]);
        assert_eq!(statuses_of(two_lanes("0.00", "0.00"), check), []);
        assert_eq!(statuses_of(two_lanes("10.00", ""), check), [NotEvaluated]);
    }
}
