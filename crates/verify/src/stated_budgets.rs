//! Totals of whole budgets that the prose of a government states and its tables print: 2025年，全省一般公共预算收入完成80.5亿元.
//!
//! A government has four budgets, each for all of its territory (全省) and for its own level (省级), as planned and as
//! carried out, for several years. A figure in the text is compared with the total row of the table of that budget, side,
//! scope, stage and year, and only where the text says which all of these are.

use crate::equation::{Equation, Meaning, Naming, Term, Trust};
use crate::identities::STATED;
use crate::judgement::judge;
use crate::ledger::Ledger;
use crate::stated_fact::{StatedFact, is_near};
use gongkai_model::Disclosure;
use gongkai_model::record::{Basis, BudgetLine, CellState, Fund, Phase, Side};
use gongkai_model::table::Form;
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::label::strip_list_mark;
use std::collections::{BTreeMap, BTreeSet};

/// The budgets of a government by their names, and the fund of their lines.
const BUDGETS: &[(&str, Fund)] = &[
    ("一般公共预算", Fund::GeneralPublic),
    ("政府性基金", Fund::GovernmentFund),
    ("国有资本经营", Fund::StateCapital),
    ("社会保险基金", Fund::Other),
];

/// Words for all of a territory and for one level of government.
const WHOLE: &[&str] = &["全省", "全市", "全区", "全县", "全州", "全旗", "全盟"];
const OWN: &[&str] =
    &["省本级", "市本级", "区本级", "县本级", "州本级", "旗本级", "自治区本级", "省级", "市级", "区级", "县级", "州级"];

/// Words before the name of a budget that say nothing of it.
const OPENERS: &[&str] = &["预计", "汇总", "预期", "安排", "当年", "全年", "地方", "地方级"];

/// Words behind the name of a side that say the stage.
const PLANNED: &[&str] =
    &["预算", "预算数", "年初预算", "年初预算数", "代编预算", "预算安排", "安排", "预期", "拟安排"];
const DONE: &[&str] = &["完成", "执行数", "决算数", "决算", "预计完成", "实际完成", "累计完成", "完成数", "执行"];

/// What a figure or a row is the total of.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Whole {
    fund: Fund,
    side: Side,
    /// As printed: 全省, 市本级.
    scope: String,
    year: u16,
    /// `None` where the text says nothing of it.
    done: Option<bool>,
    /// It says which side it is the total of, or of which budget.
    named: bool,
}

/// Appends an equation for each stated total that a table prints.
pub(crate) fn equations(
    ledger: &Ledger<'_>,
    disclosure: &Disclosure,
    facts: &[StatedFact<'_>],
    equations: &mut Vec<Equation>,
) {
    let titles: BTreeMap<&str, &str> =
        disclosure.tables.iter().filter_map(|t| Some((t.table_id.as_str(), t.title.as_deref()?))).collect();
    let mut rows: Vec<(usize, usize, Whole)> = Vec::new();
    for (table, of_table) in ledger.tables.iter().enumerate().filter(|(_, t)| t.form == Form::Other) {
        for &at in &of_table.lines {
            let Some(line) = ledger.lines.get(at) else { continue };
            let title = titles.get(line.table_id.as_str()).copied().unwrap_or_default();
            rows.extend(whole_of_line(line, title).map(|whole| (table, at, whole)));
        }
    }
    if rows.is_empty() {
        return;
    }
    for stated in facts {
        let Some(whole) = stated.fact.fiscal_year.and_then(|year| whole_of_fact(stated, year)) else { continue };
        let equation = |table: usize, line: usize| Equation {
            check: STATED,
            form: Form::Other,
            table,
            left: vec![Term::plus(line)],
            right: vec![Term::plus(stated.figure)],
            trust: Trust::Strong,
            meaning: Meaning::SameQuantity,
            naming: Naming::Row,
            doubt: None,
            obstacle: None,
        };
        let matching: Vec<_> = rows.iter().filter(|(_, _, row)| row.is_the_same(&whole)).collect();
        let closing = matching
            .iter()
            .map(|(table, line, _)| equation(*table, *line))
            .find(|e| judge(e, &ledger.figures).is_some_and(|outcome| outcome.closes()));
        let amounts: BTreeSet<_> = matching.iter().filter_map(|(_, line, _)| ledger.figures.get(*line)?.yuan).collect();
        // 合计 alone may hold what was brought forward, too.
        let only = matching.first().filter(|(_, _, row)| amounts.len() == 1 && row.named && whole.done.is_some());
        let claimed = only.map(|(table, line, _)| equation(*table, *line)).filter(|e| is_near(e, ledger));
        equations.extend(closing.or(claimed));
    }
}

impl Whole {
    fn is_the_same(&self, stated: &Self) -> bool {
        self.fund == stated.fund
            && self.side == stated.side
            && self.year == stated.year
            && self.scope == stated.scope
            && (stated.done.is_none() || self.done == stated.done)
    }
}

/// What the row of a line is the total of, if it is one of a whole budget.
fn whole_of_line(line: &BudgetLine, title: &str) -> Option<Whole> {
    let top = matches!(line.level, Some(0 | 1)) && line.cell_state == CellState::Number && line.code.is_none();
    if !top || line.basis == Basis::Change || !matches!(line.measure.as_str(), "amount" | "total") {
        return None;
    }
    let done = match line.phase? {
        Phase::Budget => false,
        Phase::Execution | Phase::Final => true,
        Phase::BudgetAdjusted => return None,
    };
    let (name, fund) = BUDGETS.iter().find(|(name, fund)| *fund == line.fund && title.contains(name))?;
    let title = comparison_key(title);
    let scope = line.scope.as_deref().map(comparison_key).filter(|scope| is_scope(scope));
    let scope = scope.or_else(|| scope_before(title.split_once(name)?.0))?;
    let label = comparison_key(strip_list_mark(&line.label));
    let side =
        [("收入", Side::Income), ("支出", Side::Expenditure)].into_iter().find(|(_, side)| *side == line.side)?;
    let mut rest = label.as_str();
    let own = ["地方", "本年", "当年", "合计", "预算", *name, side.0];
    let words: Vec<&str> = WHOLE.iter().chain(OWN).chain(&own).copied().collect();
    while let Some(shorter) = words.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter;
    }
    let named = label != "合计";
    let whole = Whole { fund: *fund, side: side.1, scope, year: line.fiscal_year?, done: Some(done), named };
    (rest.is_empty() && !label.is_empty()).then_some(whole)
}

fn is_scope(scope: &str) -> bool {
    WHOLE.contains(&scope) || OWN.contains(&scope)
}

/// The scope that a title names before the name of its budget: 全省, 省级, or that of a whole place, 山东省.
fn scope_before(title: &str) -> Option<String> {
    let title = title.trim_end_matches("地方");
    let printed = WHOLE.iter().chain(OWN).find(|scope| title.ends_with(**scope));
    if let Some(scope) = printed {
        return Some((*scope).to_owned());
    }
    let kind = title.chars().next_back().filter(|c| matches!(c, '省' | '市' | '区' | '县' | '州' | '旗' | '盟'))?;
    Some(format!("全{kind}"))
}

/// What a stated amount is the total of, if its subject names a whole budget and nothing else.
fn whole_of_fact(stated: &StatedFact<'_>, year: u16) -> Option<Whole> {
    let mut rest = stated.subject.as_str();
    let mut scope = None;
    loop {
        if let Some(shorter) = OPENERS.iter().find_map(|word| rest.strip_prefix(word)) {
            rest = shorter;
        } else if let Some((word, shorter)) =
            WHOLE.iter().chain(OWN).find_map(|word| Some((*word, rest.strip_prefix(word)?))).filter(|_| scope.is_none())
        {
            (scope, rest) = (Some(word), shorter);
        } else {
            break;
        }
    }
    let (fund, behind) = BUDGETS.iter().find_map(|(name, fund)| Some((*fund, rest.strip_prefix(name)?)))?;
    let behind = behind.strip_prefix("预算").unwrap_or(behind);
    let (side, tail) = [("收入", Side::Income), ("支出", Side::Expenditure)]
        .into_iter()
        .find_map(|(name, side)| Some((side, behind.strip_prefix(name)?)))?;
    let verbs = clause_of(stated);
    let says = |words: &[&str]| words.contains(&tail) || words.iter().any(|word| verbs.ends_with(word));
    let done = if says(DONE) {
        Some(true)
    } else if says(PLANNED) || verbs.starts_with("预计") {
        Some(false)
    } else {
        None
    };
    let known = tail.is_empty() || DONE.contains(&tail) || PLANNED.contains(&tail);
    Some(Whole { fund, side, scope: scope?.to_owned(), year, done, named: true }).filter(|_| known)
}

/// The clause that ends at the figure, without the words between it and the figure that say nothing.
fn clause_of(stated: &StatedFact<'_>) -> String {
    let sentence = comparison_key(&stated.fact.sentence).replace(',', "");
    let Some(value) = stated.fact.value.map(|value| value.to_string()) else { return String::new() };
    let before = sentence.find(&value).and_then(|at| sentence.get(..at)).unwrap_or_default();
    let clause = before.rsplit(['，', '。', '；', ';', '：', ':']).next().unwrap_or_default();
    clause.trim_end_matches(['为', '达', '到', '约']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_model::Decimal;
    use gongkai_model::record::Fact;

    fn whole(subject: &str, sentence: &str, value: i64) -> Option<Whole> {
        let fact = Fact {
            subject: subject.to_owned(),
            sentence: sentence.to_owned(),
            value: Some(Decimal::new(value, 1)),
            ..Fact::default()
        };
        let stated =
            StatedFact { figure: 0, fact: &fact, subject: comparison_key(subject), heading: "", of_fund: false };
        whole_of_fact(&stated, 2025)
    }

    #[test]
    fn the_text_says_which_budget_stage_and_scope() {
        let of = whole("全省一般公共预算收入", "2025年，全省一般公共预算收入完成80.5亿元，增长2%。", 805).unwrap();
        assert_eq!(
            (of.fund, of.side, of.scope.as_str(), of.done),
            (Fund::GeneralPublic, Side::Income, "全省", Some(true))
        );
        let of = whole("市本级政府性基金支出预算", "市本级政府性基金支出预算为6.5亿元。", 65).unwrap();
        assert_eq!((of.fund, of.side, of.done), (Fund::GovernmentFund, Side::Expenditure, Some(false)));
        assert_eq!(whole("全省国有资本经营预算收入", "全省国有资本经营预算收入6.5亿元。", 65).unwrap().done, None);
        assert!(whole("其他政府性基金收入", "其他政府性基金收入6.5亿元。", 65).is_none());
        assert!(whole("全省一般公共预算收入总计", "全省一般公共预算收入总计6.5亿元。", 65).is_none());
        assert!(whole("一般公共预算收入", "一般公共预算收入6.5亿元。", 65).is_none());
    }

    #[test]
    fn total_rows_of_whole_budgets_are_told_by_title_and_label() {
        let line = BudgetLine {
            level: Some(1),
            label: "一、本年收入".to_owned(),
            side: Side::Income,
            fund: Fund::GeneralPublic,
            cell_state: CellState::Number,
            measure: "amount".to_owned(),
            phase: Some(Phase::Execution),
            fiscal_year: Some(2025),
            ..BudgetLine::default()
        };
        let scope = |line: &BudgetLine, title| whole_of_line(line, title).map(|whole| whole.scope);
        assert_eq!(scope(&line, "2025年云山省一般公共预算收入执行情况表").as_deref(), Some("全省"));
        assert_eq!(scope(&line, "2025年省级一般公共预算收入执行情况表").as_deref(), Some("省级"));
        assert_eq!(scope(&line, "一般公共预算收入执行情况表"), None);
        let tax = BudgetLine { label: "税收收入".to_owned(), ..line };
        assert_eq!(scope(&tax, "2025年省级一般公共预算收入执行情况表"), None);
    }
}
