//! One quantity that two tables print: the total of the summary and the total of the detail.
//!
//! Tables are compared only where each form occurs once with figures; a document that holds the tables of several
//! organisations is not compared with itself.

use crate::column_totals::is_total;
use crate::equation::{Equation, Meaning, Naming, Term, Trust};
use crate::identities::{Place, Row, SAME_PLACES, SamePlaces};
use crate::judgement::judge;
use crate::ledger::Ledger;
use gongkai_model::record::{Basis, BudgetLine, Phase, Side};
use gongkai_model::table::Form;
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::label::{TotalKind, strip_list_mark, total_kind};
use std::collections::BTreeMap;

/// Sums of figures that a place may mean: one where it is clear, several where the table leaves a choice.
type Candidates = Vec<Vec<usize>>;

/// Appends the equations between tables.
pub(crate) fn equations(ledger: &Ledger<'_>, equations: &mut Vec<Equation>) {
    let mut by_form: BTreeMap<Form, Vec<usize>> = BTreeMap::new();
    for (at, table) in ledger.tables.iter().enumerate() {
        let printed = table.lines.iter().any(|&line| ledger.figures.get(line).is_some_and(|f| !f.is_blank()));
        if printed {
            by_form.entry(table.form).or_default().push(at);
        }
    }
    for rule in SAME_PLACES {
        rule_equations(ledger, rule, &by_form, equations);
    }
}

fn rule_equations(
    ledger: &Ledger<'_>,
    rule: &SamePlaces,
    by_form: &BTreeMap<Form, Vec<usize>>,
    equations: &mut Vec<Equation>,
) {
    let tables = |form: Form| by_form.get(&form).map_or(&[][..], Vec::as_slice);
    let [right_place] = rule.right else { return };
    let (left_tables, right_tables) = (tables(rule.left.form), tables(right_place.form));
    let obstacle = match (left_tables, right_tables) {
        ([], _) => return,
        ([_], [_]) => None,
        (_, []) => Some("missing_table"),
        _ => Some("table_not_unique"),
    };
    let Some(&left_table) = left_tables.first() else { return };
    let equation = |left: &[usize], right: &[usize], doubt: Option<&'static str>| Equation {
        check: rule.check,
        form: rule.left.form,
        table: left_table,
        left: left.iter().copied().map(Term::plus).collect(),
        right: right.iter().copied().map(Term::plus).collect(),
        trust: Trust::Strong,
        meaning: Meaning::SameQuantity,
        naming: Naming::Row,
        doubt,
        obstacle,
    };
    if rule.left.row == Row::EachClass {
        if let (None, Some(&right_table)) = (obstacle, right_tables.first()) {
            let right = classes(ledger, right_table, right_place);
            for (class, left) in classes(ledger, left_table, &rule.left) {
                if let (Some(left), Some(&Some(right))) = (left, right.get(&class)) {
                    equations.push(equation(&[left], &[right], None));
                }
            }
        }
        return;
    }
    let left = candidates(ledger, left_table, &rule.left);
    let Some(first_left) = left.first() else { return };
    if obstacle.is_some() {
        equations.push(equation(first_left, &[], None));
        return;
    }
    let right = right_tables.first().map(|&table| candidates(ledger, table, right_place)).unwrap_or_default();
    let Some(first_right) = right.first() else { return };
    let pairs = || left.iter().flat_map(|l| right.iter().map(move |r| (l, r)));
    let closing = pairs()
        .map(|(l, r)| equation(l, r, None))
        .find(|e| judge(e, &ledger.figures).is_some_and(|outcome| outcome.closes()));
    equations.push(closing.unwrap_or_else(|| {
        let doubt = (left.len() > 1 || right.len() > 1).then_some("row_not_unique");
        equation(first_left, first_right, doubt)
    }));
}

/// Lines of a table on the side of a place, of the year's own figures in the form's own stage.
fn lines_of<'a>(ledger: &Ledger<'a>, table: usize, place: &Place) -> Vec<(usize, &'a BudgetLine)> {
    let Some(of_table) = ledger.tables.get(table) else { return Vec::new() };
    let stage = if format_is_final(place.form) { Phase::Final } else { Phase::Budget };
    let of_side: Vec<(usize, &BudgetLine)> = of_table
        .lines
        .iter()
        .filter_map(|&at| ledger.lines.get(at).map(|line| (at, line)))
        .filter(|(_, line)| line.basis == Basis::Current && (line.side == place.side || line.side == Side::Both))
        .collect();
    let in_stage: Vec<_> = of_side.iter().filter(|(_, line)| line.phase == Some(stage)).copied().collect();
    if in_stage.is_empty() { of_side } else { in_stage }
}

const fn format_is_final(form: Form) -> bool {
    use Form::*;
    matches!(form, FA01 | FA02 | FA03 | FA04 | FA05 | FA06 | FA07 | FA08 | FA09 | FA10)
}

/// The figures a place may mean.
fn candidates(ledger: &Ledger<'_>, table: usize, place: &Place) -> Candidates {
    let lines = lines_of(ledger, table, place);
    for measure in place.measures {
        let of_measure: Vec<(usize, &BudgetLine)> =
            lines.iter().filter(|(_, line)| line.measure == *measure).copied().collect();
        let found = match place.row {
            Row::Total => totals(&of_measure, place.form),
            Row::TotalOfLanes => totals_of_lanes(&of_measure, place.form),
            Row::Label(words) => labelled(&of_measure, words),
            Row::EachClass => Vec::new(),
        };
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// The total rows. In final accounts 合计 is the year's own total and comes before 总计; in budgets either may be meant.
fn totals(lines: &[(usize, &BudgetLine)], form: Form) -> Candidates {
    let of_kind = |kind: TotalKind| -> Vec<usize> {
        lines.iter().filter(|(_, l)| is_total(l) && total_kind(&l.label) == Some(kind)).map(|&(at, _)| at).collect()
    };
    let (total, grand) = (of_kind(TotalKind::Total), of_kind(TotalKind::GrandTotal));
    let found = if format_is_final(form) && !total.is_empty() { total } else { [total, grand].concat() };
    found.into_iter().map(|at| vec![at]).collect()
}

/// The row 合计 where there is one alone, else the totals of all lanes added up, one each.
fn totals_of_lanes(lines: &[(usize, &BudgetLine)], form: Form) -> Candidates {
    let plain: Vec<usize> = lines
        .iter()
        .filter(|(_, l)| is_total(l) && matches!(comparison_key(&l.label).as_str(), "合计" | "总计"))
        .map(|&(at, _)| at)
        .collect();
    if let &[at] = plain.as_slice() {
        return vec![vec![at]];
    }
    let mut lanes: BTreeMap<u32, Vec<(usize, &BudgetLine)>> = BTreeMap::new();
    for &(at, line) in lines {
        lanes.entry(line.lane).or_default().push((at, line));
    }
    let mut sum = Vec::new();
    for lane in lanes.values() {
        match totals(lane, form).as_slice() {
            [one] => sum.extend(one.iter().copied()),
            _ => return Vec::new(),
        }
    }
    if sum.is_empty() { Vec::new() } else { vec![sum] }
}

/// The only row above the first total whose label contains one of the words.
fn labelled(lines: &[(usize, &BudgetLine)], words: &[&str]) -> Candidates {
    let first_total = lines.iter().filter(|(_, l)| is_total(l)).filter_map(|(_, l)| l.provenance.row).min();
    let found: Vec<usize> = lines
        .iter()
        .filter(|(_, l)| !is_total(l) && !l.of_which && first_total.is_none_or(|total| l.provenance.row < Some(total)))
        .filter(|(_, l)| words.iter().any(|word| l.label.contains(word)))
        .map(|&(at, _)| at)
        .collect();
    match found.as_slice() {
        &[at] => vec![vec![at]],
        _ => Vec::new(),
    }
}

/// Functional classes (类) of a table by name; `None` for a name that occurs twice.
fn classes(ledger: &Ledger<'_>, table: usize, place: &Place) -> BTreeMap<String, Option<usize>> {
    let lines = lines_of(ledger, table, place);
    let mut classes: BTreeMap<String, Option<usize>> = BTreeMap::new();
    for measure in place.measures {
        for &(at, line) in lines.iter().filter(|(_, line)| line.measure == *measure) {
            let is_class = match &line.code {
                Some(code) => code.len() == 3 && code.starts_with('2'),
                None => line.label.trim_end().ends_with("支出"),
            };
            if !is_class || is_total(line) || line.of_which {
                continue;
            }
            let name = comparison_key(strip_list_mark(&line.label));
            classes.entry(name).and_modify(|class| *class = None).or_insert(Some(at));
        }
        if !classes.is_empty() {
            break;
        }
    }
    classes
}

#[cfg(test)]
mod tests {
    use crate::test_tables::{Sheet, document, statuses_of};
    use crate::verify;
    use gongkai_model::finding::CheckStatus::*;
    use gongkai_model::record::Side;
    use gongkai_model::table::Form;

    fn summary(total: &'static str, class: &'static str) -> Sheet {
        Sheet::new(Form::FA01, &["amount"])
            .side(Side::Expenditure)
            .row("", "一、一般公共服务支出", &[class])
            .row("", "二、外交支出", &["0.00"])
            .total("本年支出合计", &[total])
            .total("总计", &["99.00"])
    }

    fn detail() -> Sheet {
        Sheet::new(Form::FA03, &["total"]).total("合计", &["10.00"]).row("201", "一般公共服务支出", &["10.00"])
    }

    #[test]
    fn totals_of_two_tables_agree_or_disagree() {
        let check = "expenditure_total=fa03.total";
        assert_eq!(statuses_of(vec![summary("10.00", "10.00"), detail()], check), [Exact]);
        assert_eq!(statuses_of(vec![summary("10.01", "10.00"), detail()], check), [WithinRounding]);
        assert_eq!(statuses_of(vec![summary("12.00", "10.00"), detail()], check), [Disagreement]);
    }

    #[test]
    fn classes_are_compared_by_name() {
        let check = "class=fa03.class";
        assert_eq!(statuses_of(vec![summary("10.00", "10.00"), detail()], check), [Exact]);
        assert_eq!(statuses_of(vec![summary("10.00", "11.00"), detail()], check), [Disagreement]);
    }

    #[test]
    fn a_missing_or_doubled_table_is_told() {
        let reasons = |sheets| -> Vec<Option<String>> {
            verify(&document(sheets))
                .findings
                .into_iter()
                .filter(|f| f.check_id == "fa01.expenditure_total=fa03.total")
                .map(|f| f.reason)
                .collect()
        };
        assert_eq!(reasons(vec![summary("10.00", "10.00")]), [Some("missing_table".to_owned())]);
        assert_eq!(reasons(vec![summary("10.00", "10.00"), detail(), detail()]), [Some("table_not_unique".to_owned())]);
    }

    #[test]
    fn different_units_are_compared_in_yuan() {
        let detail = Sheet::new(Form::FA03, &["total"]).unit(Some("元")).total("合计", &["100,049.00"]).row(
            "201",
            "一般公共服务支出",
            &["100,049.00"],
        );
        assert_eq!(
            statuses_of(vec![summary("10.00", "10.00"), detail], "expenditure_total=fa03.total"),
            [WithinRounding]
        );
    }

    #[test]
    fn basic_expenditure_is_the_sum_of_both_lanes() {
        let by_function = Sheet::new(Form::FA05, &["basic"]).total("合计", &["10.00"]);
        let people =
            Sheet::new(Form::FA06, &["amount"]).row("301", "工资福利支出", &["7.00"]).total("人员经费合计", &["7.00"]);
        let goods = Sheet::new(Form::FA06, &["amount"])
            .lane(1)
            .row("302", "商品和服务支出", &["3.00"])
            .total("公用经费合计", &["3.00"]);
        assert_eq!(statuses_of(vec![by_function, people, goods], "basic=fa06.total"), [Exact]);
    }
}
