//! Identities between figures of different rows and forms: the total of the summary and the total of the detail, a
//! balance and the budgets it is made of.
//!
//! Tables of different forms are compared only where each form occurs once with figures; a document that holds the
//! tables of several organisations is not compared with itself. An identity within one form is looked for in each table
//! of the form.

use crate::equation::{Equation, Meaning, Naming, Term, Trust};
use crate::hierarchy::is_part_row;
use crate::identities::{Place, Row, SamePlaces, same_places};
use crate::judgement::judge;
use crate::ledger::{Ledger, TableFigures};
use crate::list_column::is_total;
use gongkai_model::record::{Basis, BudgetLine, CodeSystem, Phase, Side};
use gongkai_model::table::Form;
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::label::{TotalKind, strip_list_mark, total_kind};
use std::collections::{BTreeMap, BTreeSet};

/// Sums of figures that a place may mean: one where it is clear, several where the table leaves a choice.
type Candidates = Vec<Vec<usize>>;

/// Most choices of figures tried for one identity.
const MOST_CHOICES: usize = 64;

/// Figures of a side with their signs.
type Terms = Vec<Term>;

/// The tables of each form that hold figures.
type TablesByForm = BTreeMap<Form, Vec<usize>>;

/// Appends the equations between rows and tables.
pub(crate) fn equations(ledger: &Ledger<'_>, equations: &mut Vec<Equation>) {
    let mut by_form: TablesByForm = BTreeMap::new();
    let mut published: BTreeSet<Form> = BTreeSet::new();
    for (at, table) in ledger.tables.iter().enumerate() {
        published.insert(table.form);
        let printed = table.lines.iter().any(|&line| ledger.figures.get(line).is_some_and(|f| !f.is_blank()));
        if printed {
            by_form.entry(table.form).or_default().push(at);
        }
    }
    // 基本支出总表 prints in one of its columns what the form of basic expenditure of the general budget does elsewhere.
    let basic = |table: &&TableFigures<'_>| {
        let general = |at: &usize| ledger.lines.get(*at).is_some_and(|line| line.measure == "general_public");
        table.of_basic && table.lines.iter().any(general)
    };
    if !published.contains(&Form::BU06) {
        let stand_ins = ledger.tables.iter().enumerate().filter(|(_, table)| basic(table)).map(|(at, _)| at);
        by_form.insert(Form::BU06, stand_ins.collect());
    }
    by_form.retain(|_, tables| !tables.is_empty());
    // A form published without a figure is empty, not missing.
    published.retain(|form| !by_form.contains_key(form));
    for rule in same_places() {
        let mut places = rule.left.iter().chain(rule.right);
        let Some(form) = rule.left.first().map(|place| place.form) else { continue };
        if places.all(|place| place.form == form) {
            for &table in by_form.get(&form).into_iter().flatten() {
                rule_equations(ledger, rule, &BTreeMap::from([(form, vec![table])]), &published, equations);
            }
        } else {
            rule_equations(ledger, rule, &by_form, &published, equations);
        }
    }
}

fn rule_equations(
    ledger: &Ledger<'_>,
    rule: &SamePlaces,
    by_form: &TablesByForm,
    empty: &BTreeSet<Form>,
    equations: &mut Vec<Equation>,
) {
    let tables = |form: Form| by_form.get(&form).map_or(&[][..], Vec::as_slice);
    let Some(first) = rule.left.first() else { return };
    let Some(&left_table) = tables(first.form).first() else { return };
    let obstacle = rule.left.iter().chain(rule.right).find_map(|place| match tables(place.form) {
        [] if place.optional || (rule.right.len() > 1 && empty.contains(&place.form)) => None,
        [] => Some("missing_table"),
        [_] => None,
        _ => Some("table_not_unique"),
    });
    let equation = |left: Terms, right: Terms, doubt: Option<&'static str>| Equation {
        check: rule.check,
        form: first.form,
        table: left_table,
        left,
        right,
        trust: if rule.meaning == Meaning::AtMost { Trust::Weak } else { Trust::Strong },
        meaning: rule.meaning,
        naming: Naming::Row,
        doubt: if rule.by_rule { doubt } else { Some(NEED_NOT_HOLD) },
        obstacle,
    };
    if matches!(first.row, Row::EachClass | Row::EachCode) {
        let (None, [right_place]) = (obstacle, rule.right) else { return };
        let Some(&right_table) = tables(right_place.form).first() else { return };
        let right = keyed_rows(ledger, right_table, right_place);
        for (key, left) in keyed_rows(ledger, left_table, first) {
            if let (Some(left), Some(&Some(right))) = (left, right.get(&key)) {
                equations.push(equation(vec![Term::plus(left)], vec![Term::plus(right)], None));
            }
        }
        return;
    }
    let Some((left, left_lacks)) = side_choices(ledger, rule.left, by_form, empty) else { return };
    let Some(first_left) = left.first() else { return };
    if obstacle.is_some() {
        // What mostly holds elsewhere is not missed here.
        if rule.by_rule {
            equations.push(equation(first_left.clone(), Vec::new(), None));
        }
        return;
    }
    let Some((right, right_lacks)) = side_choices(ledger, rule.right, by_form, empty) else { return };
    let Some(first_right) = right.first().filter(|terms| !terms.is_empty()) else { return };
    let pairs = || left.iter().flat_map(|l| right.iter().map(move |r| (l, r))).take(MOST_CHOICES);
    let closing = pairs()
        .map(|(l, r)| equation(l.clone(), r.clone(), None))
        .find(|e| judge(e, &ledger.figures).is_some_and(|outcome| outcome.closes()));
    let found = closing.unwrap_or_else(|| {
        let several = (left.len() > 1 || right.len() > 1).then_some("row_not_unique");
        let lacking = (left_lacks || right_lacks).then_some("missing_operand");
        equation(first_left.clone(), first_right.clone(), several.or(lacking))
    });
    let known = |e: &Equation| e.table == found.table && e.left == found.left && e.right == found.right;
    if found.meaning == Meaning::AtMost || !equations.iter().any(known) {
        equations.push(found);
    }
}

/// Reason of what mostly holds, but need not.
pub(crate) const NEED_NOT_HOLD: &str = "need_not_hold";

/// The figures that one side of an identity may mean, and whether something optional is not printed. `None` where a
/// place has no figure.
fn side_choices(
    ledger: &Ledger<'_>,
    places: &[Place],
    by_form: &TablesByForm,
    empty: &BTreeSet<Form>,
) -> Option<(Vec<Terms>, bool)> {
    let mut choices: Vec<Terms> = vec![Vec::new()];
    let mut lacking = false;
    for place in places {
        let table = by_form.get(&place.form).and_then(|tables| tables.first());
        let found = table.map(|&table| candidates(ledger, table, place)).unwrap_or_default();
        if found.is_empty() {
            if !(place.optional || places.len() > 1 && empty.contains(&place.form)) {
                return None;
            }
            lacking = true;
            continue;
        }
        let terms = |figures: &[usize]| -> Terms {
            figures.iter().map(|&figure| Term { figure, negative: place.negative }).collect()
        };
        choices = choices
            .iter()
            .flat_map(|choice| found.iter().map(|figures| [choice.clone(), terms(figures)].concat()))
            .take(MOST_CHOICES)
            .collect();
    }
    Some((choices, lacking))
}

/// Lines of a table on the side of a place, of the year's own figures in the form's own stage.
fn lines_of<'a>(ledger: &Ledger<'a>, table: usize, place: &Place) -> Vec<(usize, &'a BudgetLine)> {
    let Some(of_table) = ledger.tables.get(table) else { return Vec::new() };
    let stage = if is_final(place.form) { Phase::Final } else { Phase::Budget };
    let of_side: Vec<(usize, &BudgetLine)> = of_table
        .lines
        .iter()
        .filter_map(|&at| ledger.lines.get(at).map(|line| (at, line)))
        .filter(|(_, line)| {
            line.basis == Basis::Current
                && (place.side == Side::Both || line.side == place.side || line.side == Side::Both)
        })
        .collect();
    let in_stage: Vec<_> = of_side.iter().filter(|(_, line)| line.phase == Some(stage)).copied().collect();
    if in_stage.is_empty() { of_side } else { in_stage }
}

/// Whether a form is one of final accounts.
pub(crate) const fn is_final(form: Form) -> bool {
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
            Row::GrandTotal => of_kind(&of_measure, TotalKind::GrandTotal).into_iter().map(|at| vec![at]).collect(),
            Row::TotalOfLanes => totals_of_lanes(&of_measure, place.form),
            Row::Whole => match of_measure.as_slice() {
                &[(at, _)] => vec![vec![at]],
                _ => totals(&of_measure, place.form),
            },
            Row::Label(words) => labelled(&of_measure, words, false),
            Row::Balance(words) => labelled(&of_measure, words, true),
            Row::Code(code) => only(of_measure.iter().filter(|(_, line)| line.code.as_deref() == Some(code))),
            Row::EachClass | Row::EachCode => Vec::new(),
        };
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// The total rows. In final accounts 合计 is the year's own total and comes before 总计; in budgets either may be meant.
fn totals(lines: &[(usize, &BudgetLine)], form: Form) -> Candidates {
    let (total, grand) = (of_kind(lines, TotalKind::Total), of_kind(lines, TotalKind::GrandTotal));
    let found = if is_final(form) && !total.is_empty() { total } else { [total, grand].concat() };
    let found = if found.is_empty() { whole_unit(lines) } else { found };
    found.into_iter().map(|at| vec![at]).collect()
}

/// Without a row that says 合计, the row of the one organisation under which all others stand.
fn whole_unit(lines: &[(usize, &BudgetLine)]) -> Vec<usize> {
    let placed_as_total = lines.iter().any(|(_, line)| is_total(line));
    let is_top = |line: &BudgetLine| if placed_as_total { is_total(line) } else { line.parent_line_id.is_none() };
    let mut tops = lines.iter().filter(|(_, line)| is_top(line));
    match (tops.next(), tops.next()) {
        (Some(&(at, line)), None) if line.code.is_none() && line.unit_name.is_some() => vec![at],
        _ => Vec::new(),
    }
}

fn of_kind(lines: &[(usize, &BudgetLine)], kind: TotalKind) -> Vec<usize> {
    lines.iter().filter(|(_, l)| is_total(l) && total_kind(&l.label) == Some(kind)).map(|&(at, _)| at).collect()
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

/// The only row above the first total, or below it, whose label contains one of the words.
fn labelled(lines: &[(usize, &BudgetLine)], words: &[&str], below: bool) -> Candidates {
    let first_total = lines.iter().filter(|(_, l)| is_total(l)).filter_map(|(_, l)| l.provenance.row).min();
    let is_there = |row: Option<u32>| match first_total {
        Some(total) => (row > Some(total)) == below,
        None => !below,
    };
    let found = lines
        .iter()
        .filter(|(_, l)| !is_total(l) && !is_part_row(l) && is_there(l.provenance.row))
        .filter(|(_, l)| words.iter().any(|word| l.label.contains(word)));
    only(found)
}

/// The figure, where there is one alone.
fn only<'a>(mut lines: impl Iterator<Item = &'a (usize, &'a BudgetLine)>) -> Candidates {
    match (lines.next(), lines.next()) {
        (Some(&(at, _)), None) => vec![vec![at]],
        _ => Vec::new(),
    }
}

/// Rows of a table by what names them in other tables too; `None` for a name that occurs twice.
fn keyed_rows(ledger: &Ledger<'_>, table: usize, place: &Place) -> BTreeMap<String, Option<usize>> {
    let lines = lines_of(ledger, table, place);
    let mut keyed: BTreeMap<String, Option<usize>> = BTreeMap::new();
    for measure in place.measures {
        for &(at, line) in lines.iter().filter(|(_, line)| line.measure == *measure) {
            let key = if place.row == Row::EachCode { functional_code(line) } else { class_name(line) };
            if let Some(key) = key.filter(|_| !is_total(line) && !is_part_row(line)) {
                keyed.entry(key).and_modify(|row| *row = None).or_insert(Some(at));
            }
        }
        if !keyed.is_empty() {
            break;
        }
    }
    keyed
}

fn functional_code(line: &BudgetLine) -> Option<String> {
    line.code.clone().filter(|_| line.code_system == Some(CodeSystem::Functional))
}

/// The name of a functional class (类), such as 教育支出.
fn class_name(line: &BudgetLine) -> Option<String> {
    let is_class = match &line.code {
        Some(code) => code.len() == 3 && code.starts_with('2'),
        None => line.label.trim_end().ends_with("支出"),
    };
    is_class.then(|| comparison_key(strip_list_mark(&line.label)))
}

#[cfg(test)]
mod tests {
    use crate::test_tables::{Sheet, document, statuses_of};
    use crate::verify;
    use gongkai_model::finding::CheckStatus::*;
    use gongkai_model::record::Side;
    use gongkai_model::table::Form;

    #[test]
    fn a_list_of_all_basic_expenditure_stands_in_for_that_of_the_general_budget() {
        let classes = Sheet::new(Form::BU05, &["total", "basic"]).total("合计", &["9.00", "7.00"]);
        let basic = Sheet::new(Form::Other, &["total", "general_public"])
            .row("", "工资福利支出", &["8.00", "7.00"])
            .total("合计", &["8.00", "7.00"]);
        let mut found = document(vec![classes, basic]);
        let status = |found: &gongkai_model::Disclosure| {
            let findings = verify(found).findings;
            findings.into_iter().find(|f| f.check_id == "bu05.basic=bu06.total").map(|f| f.status)
        };
        assert_eq!(status(&found), Some(NotEvaluated));
        found.tables[1].title = Some("基本支出总表".to_owned());
        assert_eq!(status(&found), Some(Exact));
    }

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
    fn a_form_without_figures_counts_nothing() {
        let check = "expenditure=bu05+bu08+bu09";
        let summary = || Sheet::new(Form::BU04, &["total"]).side(Side::Expenditure).total("支出总计", &["9.00"]);
        let empty = || Sheet::new(Form::BU05, &["total"]).total("合计", &[""]);
        let fund = |total| Sheet::new(Form::BU08, &["total"]).total("合计", &[total]);
        assert_eq!(statuses_of(vec![summary(), empty(), fund("9.00")], check), [Exact]);
        assert_eq!(statuses_of(vec![summary(), empty(), fund("8.00")], check), [NotEvaluated]);
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
