//! Sums over the columns of one row: 合计 = 基本支出 + 项目支出.
//!
//! Which columns a table has differs from place to place, and some columns stand inside the sum in one place and
//! beside it in another. Where the data leaves a choice, the reading that closes for most rows of the table is taken
//! for all of them; where none closes for any, nothing is claimed.

use crate::equation::{Equation, Meaning, Naming, Term, Trust};
use crate::identities::{Part, ROW_SUMS, RowSum};
use crate::judgement::judge;
use crate::ledger::Ledger;
use gongkai_model::record::{BudgetLine, Fund};
use gongkai_model::table::Form;
use std::collections::BTreeMap;

/// Most open choices tried out: 2 to this power readings.
const MOST_CHOICES: usize = 4;

/// What the lines of one group share: lane, row or column, stage, year, basis, scope, organisation.
type GroupKey<'a> = (u32, u32, Option<u8>, Option<u16>, u8, Option<&'a str>, Option<&'a str>);

/// The figures of one instance of an identity.
struct Instance {
    total: usize,
    /// For each part its column's figure, and those of the columns it is made of.
    parts: Vec<(Option<usize>, Vec<usize>)>,
    /// The row has a figure in a column of unknown meaning.
    unknown: bool,
}

/// Appends the equations of one table.
pub(crate) fn equations(ledger: &Ledger<'_>, table: usize, equations: &mut Vec<Equation>) {
    let Some(of_table) = ledger.tables.get(table) else { return };
    let rules: Vec<&RowSum> = ROW_SUMS.iter().filter(|rule| rule.forms.contains(&of_table.form)).collect();
    if rules.is_empty() {
        return;
    }
    let rows = groups(ledger, &of_table.lines, false);
    // 三公经费 are often printed with one item per row instead of one per column.
    let items = matches!(of_table.form, Form::FA07 | Form::BU07)
        .then(|| groups(ledger, &of_table.lines, true))
        .unwrap_or_default();
    for rule in rules {
        let mut instances = instances(ledger, rule, &rows);
        let mut naming = Naming::Column;
        if instances.is_empty() {
            instances = self::instances(ledger, rule, &items);
            naming = Naming::Row;
        }
        rule_equations(ledger, table, rule, &instances, naming, equations);
    }
}

/// The lines of a table by row, or by column.
fn groups<'a>(ledger: &Ledger<'a>, lines: &[usize], by_column: bool) -> BTreeMap<GroupKey<'a>, Vec<usize>> {
    let mut groups: BTreeMap<GroupKey<'a>, Vec<usize>> = BTreeMap::new();
    for &at in lines {
        let Some(line) = ledger.lines.get(at) else { continue };
        let Some(axis) = (if by_column { line.provenance.col } else { line.provenance.row }) else { continue };
        let unit = if by_column { line.unit_name.as_deref() } else { None };
        let key = (
            line.lane,
            axis,
            line.phase.map(|phase| phase as u8),
            line.fiscal_year,
            line.basis as u8,
            line.scope.as_deref(),
            unit,
        );
        groups.entry(key).or_default().push(at);
    }
    groups
}

fn instances(ledger: &Ledger<'_>, rule: &RowSum, groups: &BTreeMap<GroupKey<'_>, Vec<usize>>) -> Vec<Instance> {
    let mut found = Vec::new();
    for group in groups.values() {
        let lines: Vec<(usize, &BudgetLine)> =
            group.iter().filter_map(|&at| ledger.lines.get(at).map(|line| (at, line))).collect();
        if is_row_of_column_numbers(&lines) {
            continue;
        }
        let mut totals: Vec<_> = lines.iter().filter(|(_, line)| line.measure == rule.total).collect();
        // The subtotal of one fund is a part of the total of all.
        if rule.across_funds && totals.iter().any(|(_, line)| line.fund == Fund::All) {
            totals.retain(|(_, line)| line.fund == Fund::All);
        }
        if totals.is_empty() {
            continue;
        }
        let unknown = lines.iter().any(|&(at, line)| {
            line.measure.starts_with("column_") && ledger.figures.get(at).is_some_and(|figure| figure.is_non_zero())
        });
        for &&(total, line) in &totals {
            let pick = |measure: &str| {
                pick(&lines, measure, line.fund, rule.across_funds)
                    .or_else(|| if rule.across_funds { subtotal_of_fund(&lines, measure, line.fund) } else { None })
            };
            let parts: Vec<(Option<usize>, Vec<usize>)> = rule
                .parts
                .iter()
                .map(|part| match part {
                    Part::One(measure) | Part::Maybe(measure) | Part::Minus(measure) => (pick(measure), Vec::new()),
                    Part::Whole(measure, members) => {
                        (pick(measure), members.iter().filter_map(|member| pick(member)).collect())
                    }
                })
                .collect();
            let columns: usize = parts.iter().map(|(own, members)| usize::from(own.is_some()) + members.len()).sum();
            let missing = parts.iter().any(|(own, members)| own.is_none() && members.is_empty());
            if columns >= 2 && !(rule.complete && missing) {
                found.push(Instance { total, parts, unknown });
            }
        }
    }
    found
}

/// Whether a row prints 栏次 (column numbers) and not amounts: 1, 2, 3 and so on, blanks passed over.
fn is_row_of_column_numbers(lines: &[(usize, &BudgetLine)]) -> bool {
    let printed = lines.iter().map(|(_, line)| line.amount_printed.trim()).filter(|printed| !printed.is_empty());
    let numbers: Vec<Option<u32>> = printed.map(|printed| printed.parse().ok()).collect();
    numbers.len() >= 3
        && numbers.windows(2).all(|pair| matches!(pair, [Some(a), Some(b)] if a.checked_add(1) == Some(*b)))
}

/// 小计 (subtotal) under the header of a fund, where the column of that fund has columns of its own below it.
fn subtotal_of_fund(lines: &[(usize, &BudgetLine)], measure: &str, total: Fund) -> Option<usize> {
    let fund = match measure {
        "general_public" => Fund::GeneralPublic,
        "government_fund" => Fund::GovernmentFund,
        "state_capital" => Fund::StateCapital,
        "special_account" => Fund::SpecialAccount,
        "unit_funds" => Fund::UnitFunds,
        _ => return None,
    };
    let mut found = lines.iter().filter(|(_, line)| line.measure == "total" && line.fund == fund && fund != total);
    let &(at, _) = found.next()?;
    found.next().is_none().then_some(at)
}

/// The only line of a measure in a group, of the same fund where it matters.
fn pick(lines: &[(usize, &BudgetLine)], measure: &str, fund: Fund, across_funds: bool) -> Option<usize> {
    let mut same = lines.iter().filter(|(_, line)| line.measure == measure && line.fund == fund);
    if let Some(&(at, _)) = same.next() {
        return same.next().is_none().then_some(at);
    }
    if !across_funds {
        return None;
    }
    let mut any = lines.iter().filter(|(_, line)| line.measure == measure);
    let &(at, _) = any.next()?;
    any.next().is_none().then_some(at)
}

fn rule_equations(
    ledger: &Ledger<'_>,
    table: usize,
    rule: &RowSum,
    instances: &[Instance],
    naming: Naming,
    equations: &mut Vec<Equation>,
) {
    let Some(form) = ledger.tables.get(table).map(|t| t.form) else { return };
    // Parts about which the columns leave a choice.
    let open: Vec<usize> = (0..rule.parts.len())
        .filter(|&at| {
            instances.iter().any(|instance| match (rule.parts.get(at), instance.parts.get(at)) {
                (Some(Part::Maybe(_)), Some((own, _))) => own.is_some(),
                (Some(Part::Whole(..)), Some((own, members))) => own.is_some() && !members.is_empty(),
                _ => false,
            })
        })
        .take(MOST_CHOICES)
        .collect();
    let build = |instance: &Instance, choice: usize| Equation {
        check: rule.check,
        form,
        table,
        left: vec![Term::plus(instance.total)],
        right: terms(rule, instance, &open, choice),
        trust: Trust::Strong,
        meaning: Meaning::Sum,
        naming,
        doubt: instance.unknown.then_some("unknown_column"),
        obstacle: None,
    };
    let closes = |equation: &Equation| judge(equation, &ledger.figures).is_some_and(|outcome| outcome.closes());
    let closing = |choice: usize| instances.iter().filter(|instance| closes(&build(instance, choice))).count();
    let choices = 1_usize << open.len();
    let (mut best, mut most) = (0, 0);
    if choices > 1 {
        for choice in 0..choices {
            let found = closing(choice);
            if found > most {
                (best, most) = (choice, found);
            }
        }
    }
    for instance in instances {
        let mut equation = build(instance, best);
        // A row may hold in its sum one column that stands beside the sums of the others.
        if most > 0 && !closes(&equation) {
            let near = (0..choices).filter(|choice| (choice ^ best).count_ones() == 1);
            equation = near.map(|choice| build(instance, choice)).find(&closes).unwrap_or(equation);
        }
        if choices > 1 && most == 0 && differs(ledger, &build, instance, choices) {
            equation.doubt = Some("columns_ambiguous");
        }
        equations.push(equation);
    }
}

/// Whether the readings of an instance differ in more than zeros.
fn differs(
    ledger: &Ledger<'_>,
    build: &impl Fn(&Instance, usize) -> Equation,
    instance: &Instance,
    choices: usize,
) -> bool {
    let right = |choice| judge(&build(instance, choice), &ledger.figures).and_then(|outcome| outcome.right);
    let first = right(0);
    (1..choices).any(|choice| right(choice) != first)
}

/// The right side of one reading. Bit `n` of `choice` decides the `n`th open part: a Maybe is in, or a whole is added
/// to the columns it usually holds.
fn terms(rule: &RowSum, instance: &Instance, open: &[usize], choice: usize) -> Vec<Term> {
    let mut terms = Vec::new();
    for (at, (part, (own, members))) in rule.parts.iter().zip(&instance.parts).enumerate() {
        let chosen = open.iter().position(|&o| o == at).is_some_and(|bit| choice & (1 << bit) != 0);
        match part {
            Part::One(_) => terms.extend(own.map(Term::plus)),
            Part::Minus(_) => terms.extend(own.map(|figure| Term { figure, negative: true })),
            Part::Maybe(_) if chosen => terms.extend(own.map(Term::plus)),
            Part::Maybe(_) => {}
            Part::Whole(..) => {
                terms.extend(own.map(Term::plus));
                if own.is_none() || chosen {
                    terms.extend(members.iter().copied().map(Term::plus));
                }
            }
        }
    }
    terms
}

#[cfg(test)]
mod tests {
    use crate::test_tables::{Sheet, statuses};
    use gongkai_model::finding::CheckStatus::*;
    use gongkai_model::table::Form;

    #[test]
    fn a_row_is_the_sum_of_its_columns() {
        let found = statuses(
            Sheet::new(Form::FA03, &["total", "basic", "project", "to_superior"])
                .row("201", "一般公共服务支出", &["10.00", "4.00", "6.00", ""])
                .row("202", "外交支出", &["10.01", "4.00", "6.00", "0.00"])
                .row("203", "国防支出", &["10.00", "4.00", "6.00", "0.00"])
                .row("204", "公共安全支出", &["11.00", "4.00", "6.00", "0.00"])
                .row("205", "教育支出", &["11.00", "4.00", "6.00", ""])
                .row("206", "科学技术支出", &["0.00", "0.00", "0.00", ""]),
            "total=basic+project",
        );
        assert_eq!(found, [Exact, WithinRounding, Exact, Mismatch, NotEvaluated]);
    }

    #[test]
    fn columns_that_may_stand_beside_the_sum_are_read_as_most_rows_do() {
        let found = statuses(
            Sheet::new(Form::BU02, &["total", "fiscal_appropriation", "other", "carried_in"])
                .row("201", "甲", &["10.00", "9.00", "1.00", "5.00"])
                .row("202", "乙", &["20.00", "19.00", "1.00", "5.00"])
                // One row that holds the column after all is no error; one that closes neither way is.
                .row("203", "丙", &["26.00", "19.00", "1.00", "6.00"])
                .row("204", "丁", &["29.00", "19.00", "1.00", "6.00"]),
            "total=income_columns",
        );
        assert_eq!(found, [Exact, Exact, Exact, Mismatch]);
    }

    #[test]
    fn a_column_of_unknown_meaning_forbids_a_verdict() {
        let found = statuses(
            Sheet::new(Form::FA05, &["total", "basic", "project", "column_5"])
                .row("201", "甲", &["10.00", "4.00", "5.00", "1.00"])
                .row("202", "乙", &["9.00", "4.00", "5.00", "0.00"]),
            "total=basic+project",
        );
        assert_eq!(found, [NotEvaluated, Exact]);
    }

    #[test]
    fn a_balance_subtracts() {
        let found = statuses(
            Sheet::new(
                Form::FA08,
                &["opening_balance", "income", "expenditure_subtotal", "basic", "project", "closing_balance"],
            )
            .row("212", "城乡社区支出", &["1.00", "10.00", "8.00", "0.00", "8.00", "3.00"]),
            "closing=opening+income-expenditure",
        );
        assert_eq!(found, [Exact]);
    }

    #[test]
    fn a_table_that_never_closes_was_misread() {
        let found =
            statuses(
                Sheet::new(Form::FA05, &["total", "basic", "project"])
                    .row("201", "甲", &["10.00", "4.00", "5.00"])
                    .row("202", "乙", &["10.00", "4.00", "5.00"]),
                "total=basic+project",
            );
        assert_eq!(found, [NotEvaluated, NotEvaluated]);
    }
}
