//! Totals of a list whose layout no one reading explains, taken one by one from the top down.
//!
//! A list may hold several groups, each with a total behind or before its rows, totals of totals (流动负债合计 and
//! 非流动负债合计 make 负债合计), and rows behind its last total that belong to none (本年收支结余 below 本年支出合计). What is
//! not yet held by a total waits; a total adds up some of what waits next to it, or of what follows it. A reading counts
//! only where it closes in every column that prints amounts, so it can prove a total right and never wrong.

use crate::equation::{Check, Equation, Term};
use crate::identities::{GRAND_TOTAL, TOTAL_OF_ROWS, TOTAL_OF_SUBTOTALS};
use crate::judgement::judge;
use crate::ledger::Ledger;
use crate::list_column::{ColumnLines, is_balance, is_total, top_rows};
use gongkai_model::Decimal;
use gongkai_model::finding::CheckStatus;
use gongkai_model::table::Form;
use std::collections::{BTreeMap, BTreeSet};

/// Most lengths of a run that are tried for one total: totals stand next to what they add up, or nearly so.
const MOST_LENGTHS: usize = 24;

/// Halves of the last printed digit below which an amount closes by chance too easily to prove anything.
const TELLING: u32 = 200;

/// One row of the list that is a total or may be added to one.
#[derive(Debug, Clone, Copy)]
struct Item<'a> {
    row: u32,
    total: bool,
    label: &'a str,
}

/// The list of one lane.
struct List<'a> {
    items: Vec<Item<'a>>,
    /// Line of each row, by column.
    columns: Vec<BTreeMap<u32, usize>>,
}

/// A run of rows that a total may add up.
struct Candidate {
    check: Check,
    rows: Vec<usize>,
}

/// The equations of the totals that a walk from the top down explains, by row of the total.
pub(crate) fn explained<'a>(
    ledger: &Ledger<'_>,
    (table, form): (usize, Form),
    columns: &[ColumnLines<'a>],
) -> BTreeMap<u32, Vec<Equation>> {
    let list = List::new(columns);
    let mut found = BTreeMap::new();
    // Items that no total holds yet, and totals whose rows stand below them.
    let mut waiting: Vec<usize> = Vec::new();
    let mut held: BTreeSet<usize> = BTreeSet::new();
    for (at, item) in list.items.iter().enumerate() {
        let mut taken = None;
        if item.total {
            taken = list.explanation(at, &waiting, ledger, (table, form));
        }
        if let Some((candidate, equations)) = taken {
            held.extend(candidate.rows);
            waiting.retain(|waits| !held.contains(waits));
            found.insert(item.row, equations);
        }
        if !held.contains(&at) {
            waiting.push(at);
        }
    }
    found
}

impl<'a> List<'a> {
    fn new(columns: &[ColumnLines<'a>]) -> Self {
        let mut items: BTreeMap<u32, Item<'a>> = BTreeMap::new();
        let mut of_columns = Vec::with_capacity(columns.len());
        for column in columns {
            let tops = top_rows(column, 0, column.rows.len());
            let totals = column.rows.iter().filter(|(_, line)| is_total(line)).copied();
            let mut lines = BTreeMap::new();
            for (at, line) in tops.into_iter().chain(totals) {
                let Some(row) = line.provenance.row else { continue };
                items.insert(row, Item { row, total: is_total(line), label: &line.label });
                lines.insert(row, at);
            }
            of_columns.push(lines);
        }
        Self { items: items.into_values().collect(), columns: of_columns }
    }

    fn is_total(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|item| item.total)
    }

    /// The run that a total adds up and its equations: the first that closes exactly, else the first that closes.
    fn explanation(
        &self,
        total: usize,
        waiting: &[usize],
        ledger: &Ledger<'_>,
        place: (usize, Form),
    ) -> Option<(Candidate, Vec<Equation>)> {
        let mut rounded = None;
        for candidate in self.candidates(total, waiting) {
            let equations = self.equations(total, &candidate, place);
            match closing(&equations, ledger) {
                Some(CheckStatus::Exact) => return Some((candidate, equations)),
                Some(_) if rounded.is_none() => rounded = Some((candidate, equations)),
                _ => {}
            }
        }
        rounded
    }

    /// What a total may add up, the likeliest first.
    fn candidates(&self, total: usize, waiting: &[usize]) -> Vec<Candidate> {
        let since = waiting.iter().rposition(|&at| self.is_total(at));
        let behind = waiting.get(since.map_or(0, |at| at + 1)..).unwrap_or_default();
        let mut found = vec![Candidate { check: TOTAL_OF_ROWS, rows: behind.to_vec() }];
        let mut grand = |rows: Vec<usize>| found.push(Candidate { check: GRAND_TOTAL, rows });
        if let Some(&above) = since.and_then(|at| waiting.get(at)) {
            let with = |rows: &mut dyn Iterator<Item = usize>| std::iter::once(above).chain(rows).collect();
            grand(with(&mut behind.iter().copied()));
            let balances =
                behind.iter().copied().filter(|&at| self.items.get(at).is_some_and(|item| is_balance(item.label)));
            grand(with(&mut { balances }));
        }
        for length in (behind.len() + 2..=waiting.len()).take(MOST_LENGTHS) {
            grand(waiting.get(waiting.len() - length..).unwrap_or_default().to_vec());
        }
        let subtotals = |of: &mut dyn Iterator<Item = usize>, found: &mut Vec<Candidate>| {
            let totals: Vec<usize> = of.filter(|&at| self.is_total(at)).take(MOST_LENGTHS).collect();
            for length in 2..=totals.len() {
                let rows = totals.get(..length).unwrap_or_default().to_vec();
                found.push(Candidate { check: TOTAL_OF_SUBTOTALS, rows });
            }
        };
        subtotals(&mut waiting.iter().rev().copied(), &mut found);
        let below = total + 1..self.items.len();
        let own: Vec<usize> = below.clone().take_while(|&at| !self.is_total(at)).collect();
        for length in (2..=own.len()).rev().take(MOST_LENGTHS) {
            found.push(Candidate { check: TOTAL_OF_ROWS, rows: own.get(..length).unwrap_or_default().to_vec() });
        }
        subtotals(&mut { below }, &mut found);
        found.retain(|candidate| !candidate.rows.is_empty());
        found
    }

    /// The equations of a total and what it may add up, one for each column.
    fn equations(&self, total: usize, candidate: &Candidate, (table, form): (usize, Form)) -> Vec<Equation> {
        let row = |at: &usize| self.items.get(*at).map(|item| item.row);
        let of_column = |lines: &BTreeMap<u32, usize>| {
            let left = lines.get(&row(&total)?).copied()?;
            let right: Vec<Term> = candidate
                .rows
                .iter()
                .filter_map(row)
                .filter_map(|row| lines.get(&row).copied())
                .map(Term::plus)
                .collect();
            (!right.is_empty())
                .then(|| Equation::of_rows(candidate.check, (table, form), vec![Term::plus(left)], right))
        };
        self.columns.iter().filter_map(of_column).collect()
    }
}

/// How the equations of one total close, the worst of them; nothing where one does not, or where they prove nothing.
fn closing(equations: &[Equation], ledger: &Ledger<'_>) -> Option<CheckStatus> {
    let (mut worst, mut telling) = (CheckStatus::Exact, false);
    for equation in equations {
        let Some(outcome) = judge(equation, &ledger.figures) else { continue };
        if !outcome.closes() {
            return None;
        }
        if outcome.status != CheckStatus::Exact {
            worst = outcome.status;
        }
        telling |= equation.left.first().and_then(|term| ledger.figures.get(term.figure)).is_some_and(|total| {
            let least = total.half.checked_mul(Decimal::from(TELLING));
            total.yuan.zip(least).is_some_and(|(yuan, least)| yuan.abs() >= least)
        });
    }
    telling.then_some(worst)
}

#[cfg(test)]
mod tests {
    use crate::test_tables::{Sheet, statuses};
    use gongkai_model::finding::CheckStatus::*;
    use gongkai_model::table::Form;

    fn sheet() -> Sheet {
        Sheet::new(Form::Other, &["amount"])
    }

    #[test]
    fn rows_behind_the_only_total_belong_to_none() {
        let list = |total: &'static str| {
            sheet()
                .row("", "企业职工基本养老保险基金支出", &["40.00"])
                .row("", "失业保险基金支出", &["2.00"])
                .total("本年支出合计", &[total])
                .row("", "本年收支结余", &["9.00"])
        };
        assert_eq!(statuses(list("42.00"), "total=rows"), [Exact]);
        assert_eq!(statuses(list("43.00"), "total=rows"), [NotEvaluated]);
    }

    #[test]
    fn totals_of_groups_make_totals_of_their_own() {
        let list = sheet()
            .row("", "教育支出", &["10.00"])
            .total("本级支出小计", &["10.00"])
            .row("", "返还性支出", &["30.00"])
            .total("转移性支出小计", &["30.00"])
            .total("支出总计", &["40.00"])
            .row("", "国有土地支出", &["7.00"])
            .row("", "彩票支出", &["1.00"])
            .total("基金支出小计", &["8.00"])
            .row("", "专项债务还本支出", &["5.00"])
            .total("基金还本小计", &["5.00"])
            .total("基金支出总计", &["13.00"]);
        let findings = crate::test_tables::findings_of(vec![list]);
        assert_eq!(findings.iter().map(|finding| finding.status).collect::<Vec<_>>(), [Exact; 6]);
    }

    #[test]
    fn a_total_before_its_rows_may_stand_in_a_grand_total_behind_the_balances() {
        let list = sheet()
            .total("政府性基金预算收入合计", &["11.00"])
            .row("", "车辆通行费收入", &["4.00"])
            .row("", "污水处理费收入", &["7.00"])
            .row("", "转移性收入", &["3.00"])
            .total("收入总计", &["14.00"]);
        let findings = crate::test_tables::findings_of(vec![list]);
        assert_eq!(findings.iter().map(|finding| finding.status).collect::<Vec<_>>(), [Exact, Exact]);
    }

    #[test]
    fn amounts_of_one_digit_close_by_chance() {
        let list = sheet().row("", "甲", &["2"]).row("", "乙", &["3"]).total("一组合计", &["5"]).row("", "丙", &["9"]);
        assert_eq!(statuses(list, "total=rows"), [NotEvaluated]);
    }
}
