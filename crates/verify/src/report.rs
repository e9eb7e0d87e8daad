//! Findings: statements and messages that can be quoted.

use crate::equation::{Equation, Meaning, Naming, Term};
use crate::form_name;
use crate::ledger::Figure;
use crate::outcome::Outcome;
use gongkai_model::finding::{CheckStatus, Operand, Proposal};
use gongkai_model::{Decimal, Finding, Severity};
use gongkai_normalize::unit::MoneyUnit;
use sha2::{Digest, Sha256};

/// Most terms written out in a statement.
const MOST_TERMS: usize = 6;

/// Most characters of a name in a statement.
const LONGEST_NAME: usize = 30;

/// The finding for one judged equation.
pub(crate) fn finding(doc_id: &str, equation: &Equation, outcome: &Outcome, figures: &[Figure<'_>]) -> Finding {
    let check_id = format!("{}.{}", form_name(equation.form).to_lowercase(), equation.check.key);
    let operands = operands(equation, figures);
    let numbers = Numbers::new(equation, outcome, figures);
    Finding {
        finding_id: finding_id(doc_id, &check_id, equation, figures),
        check_id,
        status: outcome.status,
        severity: match outcome.status {
            CheckStatus::Mismatch => Severity::Error,
            CheckStatus::Disagreement => Severity::Warn,
            _ => Severity::Info,
        },
        statement: statement(equation, figures, &numbers),
        lhs: outcome.left,
        rhs: outcome.right,
        difference: outcome.difference(),
        tolerance: outcome.tolerance,
        operands,
        reason: outcome.reason.map(str::to_owned),
        proposal: None,
        message_zh: message_zh(equation, outcome, figures, &numbers),
        message_en: message_en(equation, outcome, figures, &numbers),
    }
}

/// Adds a proposal to a finding and says so in its messages.
pub(crate) fn add_proposal(finding: &mut Finding, proposal: &Proposal) {
    finding.message_zh.push_str(&format!("印为“{}”处如为{}，则等式成立。", proposal.printed, proposal.value));
    finding.message_en.push_str(&format!(" It closes if “{}” is {}.", proposal.printed, proposal.value));
    finding.proposal = Some(proposal.clone());
}

/// 16 hexadecimal digits of a hash over document, check and operands.
fn finding_id(doc_id: &str, check_id: &str, equation: &Equation, figures: &[Figure<'_>]) -> String {
    let mut hash = Sha256::new();
    let mut part = |text: &str| {
        hash.update(text.as_bytes());
        hash.update([0]);
    };
    part(doc_id);
    part(check_id);
    for (side, terms) in [("=", &equation.left), ("+", &equation.right)] {
        for figure in terms.iter().filter_map(|term| figures.get(term.figure)) {
            part(side);
            part(figure.id);
            if figure.entity != "budget_line" {
                part(figure.column);
            }
        }
    }
    let digest = hash.finalize();
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn operands(equation: &Equation, figures: &[Figure<'_>]) -> Vec<Operand> {
    let operand = |term: &Term, sign: &str| {
        figures.get(term.figure).map(|figure| Operand {
            entity: figure.entity.to_owned(),
            id: figure.id.to_owned(),
            sign: sign.to_owned(),
            value: figure.yuan,
        })
    };
    let left = equation.left.iter().filter_map(|term| operand(term, "="));
    let right = equation.right.iter().filter_map(|term| operand(term, if term.negative { "-" } else { "+" }));
    left.chain(right).collect()
}

/// Both sides and their difference as a reader would print them.
struct Numbers {
    unit: Option<MoneyUnit>,
    left: String,
    right: String,
    /// The right side is printed in a unit of its own, which it carries.
    right_has_unit: bool,
    difference: String,
    tolerance: String,
}

impl Numbers {
    fn new(equation: &Equation, outcome: &Outcome, figures: &[Figure<'_>]) -> Self {
        let first = equation.left.first().and_then(|term| figures.get(term.figure));
        let unit = first.and_then(|figure| figure.unit);
        let decimals = first.map_or(0, |figure| figure.decimals);
        let in_unit = |yuan: Option<Decimal>| yuan.map_or_else(|| "?".to_owned(), |yuan| grouped(yuan, unit, decimals));
        let side = |terms: &[Term], sum: Option<Decimal>| match terms {
            [Term { figure, negative: false }] => match figures.get(*figure) {
                Some(figure) if figure.is_blank() => in_unit(sum),
                Some(figure) if figure.unit == unit => figure.printed.clone().into_owned(),
                Some(figure) => with_unit(&figure.printed, figure.unit),
                None => in_unit(sum),
            },
            _ => in_unit(sum),
        };
        Self {
            unit,
            left: side(&equation.left, outcome.left),
            right: side(&equation.right, outcome.right),
            right_has_unit: matches!(equation.right.as_slice(), [Term { figure, negative: false }]
                if figures.get(*figure).is_some_and(|figure| figure.unit != unit && !figure.is_blank())),
            difference: in_unit(outcome.difference()),
            tolerance: in_unit(outcome.tolerance),
        }
    }

    fn label(&self) -> &'static str {
        self.unit.map_or("", MoneyUnit::label)
    }

    /// The right side with a unit behind it, unless it carries its own.
    fn right_in(&self, unit: &str) -> String {
        if self.right_has_unit { self.right.clone() } else { format!("{}{unit}", self.right) }
    }
}

fn with_unit(printed: &str, unit: Option<MoneyUnit>) -> String {
    format!("{printed}{}", unit.map_or("", MoneyUnit::label))
}

/// An amount in a unit with thousands marks and at least so many decimals.
fn grouped(yuan: Decimal, unit: Option<MoneyUnit>, decimals: u32) -> String {
    let value = unit.and_then(|unit| yuan.checked_div(unit.factor())).unwrap_or(yuan);
    let mut value = value.normalize();
    if value.scale() < decimals {
        value.rescale(decimals);
    }
    let text = value.abs().to_string();
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(w, f)| (w, Some(f)));
    let mut out = String::new();
    if value.is_sign_negative() && !value.is_zero() {
        out.push('-');
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// `基本支出 4.00`: what a term is and what is printed for it.
fn term_text(term: &Term, equation: &Equation, figures: &[Figure<'_>], unit: Option<MoneyUnit>) -> String {
    let Some(figure) = figures.get(term.figure) else { return String::new() };
    let name = name_of(figure, equation.naming);
    let printed = if figure.printed.trim().is_empty() { "（空白）" } else { &*figure.printed };
    let printed = if figure.unit == unit { printed.to_owned() } else { with_unit(printed, figure.unit) };
    if name.is_empty() { printed } else { format!("{name} {printed}") }
}

fn name_of(figure: &Figure<'_>, naming: Naming) -> String {
    let name = match naming {
        Naming::Row => figure.row,
        Naming::Column => column_name(figure),
    };
    match name.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => format!("{}…", name.get(..end).unwrap_or(name)),
        None => name.to_owned(),
    }
}

/// The last header of a column; the Chinese name of a project's measure.
fn column_name<'a>(figure: &Figure<'a>) -> &'a str {
    if figure.entity == "budget_line" {
        return figure.column.rsplit(' ').next().unwrap_or(figure.column);
    }
    match figure.column {
        "total" | "budget_total" | "actual_total" => "总计",
        "midterm_total" | "annual_total" => "资金总额",
        "fiscal_appropriation" | "midterm_fiscal" | "annual_fiscal" | "budget_fiscal" | "actual_fiscal" => "财政拨款",
        "special_account_appropriation" => "财政专户拨款",
        "other_funds" | "midterm_other" | "annual_other" => "其他资金",
        "budget_fiscal_transfer" | "actual_fiscal_transfer" => "财政拨款（转移支付）",
        "budget_non_fiscal" | "actual_non_fiscal" => "非财政拨款",
        "annual_fiscal_basic" | "annual_other_basic" => "基本支出",
        "annual_fiscal_project" | "annual_other_project" => "项目支出",
        "budget_carried_in" | "actual_carried_in" => "上年结转资金",
        "total_weight" => "总分值",
        "total_score" => "总得分",
        "execution_weight" | "weight" => "分值",
        "execution_score" | "score" => "得分",
        measure => measure,
    }
}

/// The identity in words and numbers: `本年支出合计 10.00 = 基本支出 4.00 + 项目支出 6.00（万元）`.
fn statement(equation: &Equation, figures: &[Figure<'_>], numbers: &Numbers) -> String {
    let side = |terms: &[Term]| {
        let mut text = String::new();
        for (at, term) in terms.iter().take(MOST_TERMS).enumerate() {
            match (at, term.negative) {
                (0, false) => {}
                (0, true) => text.push_str("- "),
                (_, false) => text.push_str(" + "),
                (_, true) => text.push_str(" - "),
            }
            text.push_str(&term_text(term, equation, figures, numbers.unit));
        }
        if terms.len() > MOST_TERMS {
            text.push_str(&format!(" + …（共{}项）", terms.len()));
        }
        text
    };
    let term = |at: usize| {
        equation.right.get(at).map(|term| term_text(term, equation, figures, numbers.unit)).unwrap_or_default()
    };
    let percent = if side(&equation.left).ends_with(['%', '％']) { "" } else { "%" };
    let sign = match (equation.right.as_slice(), equation.meaning) {
        ([], _) => String::new(),
        (terms, Meaning::Sum | Meaning::SameQuantity) => format!(" = {}", side(terms)),
        (terms, Meaning::AtMost) => format!(" ≤ {}", side(terms)),
        (_, Meaning::Quotient) => format!("{percent} = {} ÷ {}", term(0), term(1)),
        (_, Meaning::Growth) => format!("{percent} = ({} - {}) ÷ {}", term(0), term(1), term(1)),
        (_, Meaning::IncreaseRate) => format!("{percent} = {} ÷ ({} - {})", term(0), term(1), term(0)),
        (_, Meaning::DecreaseRate) => format!("{percent} = {} ÷ ({} + {})", term(0), term(1), term(0)),
    };
    let unit = numbers.unit.map_or_else(String::new, |unit| format!("（{}）", unit.label()));
    format!("{}{sign}{unit}", side(&equation.left))
}

fn message_zh(equation: &Equation, outcome: &Outcome, figures: &[Figure<'_>], n: &Numbers) -> String {
    let place = |terms: &[Term]| terms.first().and_then(|t| figures.get(t.figure)).map_or("", |f| &*f.place);
    let here = place(&equation.left);
    let unit = n.label();
    let words = equation.check.zh;
    match outcome.status {
        CheckStatus::Exact if equation.meaning == Meaning::AtMost => {
            format!("{here}：{words}，{}{unit}不大于{}。", n.left, n.right_in(unit))
        }
        CheckStatus::Exact => format!("{here}：{words}，两边均为{}{unit}。", n.left),
        CheckStatus::WithinRounding => format!(
            "{here}：{words}，印为{}{unit}，另一边为{}，相差{}{unit}，在四舍五入误差{}{unit}以内。",
            n.left,
            n.right_in(unit),
            n.difference,
            n.tolerance
        ),
        CheckStatus::Mismatch => format!(
            "{here}：按规则{words}，但印为{}{unit}，另一边为{}，相差{}{unit}，超出四舍五入误差{}{unit}{}。",
            n.left,
            n.right_in(unit),
            n.difference,
            n.tolerance,
            if may_hide_rows(equation, outcome) { "（也可能有科目未公开）" } else { "" }
        ),
        CheckStatus::Disagreement => format!(
            "同一数据两处不一致：{words}，但{here}印为{}{unit}，{}为{}，相差{}{unit}，超出四舍五入误差{}{unit}。",
            n.left,
            place(&equation.right),
            n.right_in(unit),
            n.difference,
            n.tolerance
        ),
        CheckStatus::NotEvaluated => {
            format!("{here}：未核验“{words}”：{}。", reason_zh(outcome.reason.unwrap_or_default()))
        }
    }
}

fn message_en(equation: &Equation, outcome: &Outcome, figures: &[Figure<'_>], n: &Numbers) -> String {
    let place = |terms: &[Term]| terms.first().and_then(|t| figures.get(t.figure)).map_or_else(String::new, place_en);
    let here = place(&equation.left);
    let words = equation.check.en;
    let unit = match n.unit {
        Some(MoneyUnit::Yuan) => " yuan".to_owned(),
        Some(unit) => format!(" {} ({} yuan)", unit.label(), unit.factor()),
        None => String::new(),
    };
    let short = match n.unit {
        Some(MoneyUnit::Yuan) => " yuan".to_owned(),
        Some(unit) => format!(" {}", unit.label()),
        None => String::new(),
    };
    match outcome.status {
        CheckStatus::Exact if equation.meaning == Meaning::AtMost => {
            format!("{here}: {words}; {}{unit} is no more than {}.", n.left, n.right_in(&short))
        }
        CheckStatus::Exact => format!("{here}: {words}; both sides are {}{unit}.", n.left),
        CheckStatus::WithinRounding => format!(
            "{here}: {words}; {}{unit} is printed, the other side is {}; the difference of {}{short} is within the {}{short} that rounding explains.",
            n.left,
            n.right_in(&short),
            n.difference,
            n.tolerance
        ),
        CheckStatus::Mismatch => format!(
            "{here}: by rule, {words}, but {}{unit} is printed and the other side is {}; the difference of {}{short} is more than the {}{short} that rounding explains{}.",
            n.left,
            n.right_in(&short),
            n.difference,
            n.tolerance,
            if may_hide_rows(equation, outcome) { " (rows may have been left unpublished)" } else { "" }
        ),
        CheckStatus::Disagreement => format!(
            "One quantity, two values: {words}, but {here} prints {}{unit} and {} has {}; the difference of {}{short} is more than the {}{short} that rounding explains.",
            n.left,
            place(&equation.right),
            n.right_in(&short),
            n.difference,
            n.tolerance
        ),
        CheckStatus::NotEvaluated => {
            format!("{here}: not checked whether {words}: {}.", reason_en(outcome.reason.unwrap_or_default()))
        }
    }
}

/// Whether a sum over rows is smaller than its total: secret rows are lawfully left out of published tables.
fn may_hide_rows(equation: &Equation, outcome: &Outcome) -> bool {
    let of_rows = equation.meaning == Meaning::Sum && equation.naming == Naming::Row;
    of_rows && outcome.difference().is_some_and(|difference| difference > Decimal::ZERO)
}

fn place_en(figure: &Figure<'_>) -> String {
    let mut place = match (figure.page, figure.line) {
        (Some(page), _) => format!("Page {page}"),
        (None, Some(line)) => format!("Line {line}"),
        (None, None) => "The document".to_owned(),
    };
    if !figure.row_key.is_empty() {
        place.push_str(&format!(", row {}", figure.row_key));
    }
    let column = column_name(figure);
    if !column.is_empty() {
        place.push_str(&format!(", column {column}"));
    }
    place
}

fn reason_zh(reason: &str) -> &'static str {
    match reason {
        "blank_operand" => "有空白单元格，按零计算不能成立，空白不等于零",
        "garbled_operand" => "有无法识别的数字",
        "unit_unknown" => "金额单位不明",
        "statement_ambiguous" => "文字所述口径不能唯一确定",
        "unknown_column" => "有含义不明的列",
        "columns_ambiguous" => "各列的从属关系不明",
        "missing_operand" => "缺少一项数据",
        "missing_table" => "缺少对应的表",
        "table_not_unique" => "对应的表不止一张",
        "row_not_unique" => "对应的行不止一行",
        "structure_doubtful" => "不能成立，但各行的归属不能确定，表格结构可能识别有误",
        "rows_not_published" => "大于所列各项之和，且无其他栏目表明所列各项齐全，部分项目可能未公开",
        "note_explains" => "表注说明部分明细未列示而计入合计",
        "number_too_large" => "数字过大",
        "need_not_hold" => "两边不等，但该关系通常成立而非必然",
        _ => "无法核验",
    }
}

fn reason_en(reason: &str) -> &'static str {
    match reason {
        "blank_operand" => "a cell is blank and counting it as zero does not make the two sides equal",
        "garbled_operand" => "a figure cannot be read",
        "unit_unknown" => "the money unit is unknown",
        "statement_ambiguous" => "what the text speaks of is not unique",
        "unknown_column" => "the meaning of a column is unknown",
        "columns_ambiguous" => "which columns belong to which is unknown",
        "missing_operand" => "a part is not printed",
        "missing_table" => "the other table is not in the document",
        "table_not_unique" => "the document has more than one such table",
        "row_not_unique" => "more than one row may be meant",
        "structure_doubtful" => {
            "it does not hold, but which rows belong together is not certain, and the table may have been misread"
        }
        "rows_not_published" => {
            "it is more than the rows listed, and no other column shows the list to be complete: some may not be published"
        }
        "note_explains" => "a note of the table says that its totals hold amounts it does not list",
        "number_too_large" => "a figure is too large",
        "need_not_hold" => "the sides differ, but it only mostly holds",
        _ => "it cannot be decided",
    }
}

#[cfg(test)]
mod tests {
    use super::grouped;
    use crate::test_tables::{Sheet, document};
    use crate::verify;
    use gongkai_model::Decimal;
    use gongkai_model::finding::CheckStatus;
    use gongkai_model::table::Form;
    use gongkai_normalize::unit::MoneyUnit;

    fn sheet(unit: Option<&'static str>) -> Sheet {
        Sheet::new(Form::FA05, &["total", "basic", "project"]).unit(unit).row(
            "201",
            "一般公共服务支出",
            &["1,235.00", "1,000.00", "234.00"],
        )
    }

    #[test]
    fn a_mismatch_can_be_quoted() {
        let verification = verify(&document(vec![sheet(Some("万元"))]));
        let finding = &verification.findings[0];
        assert_eq!(finding.check_id, "fa05.total=basic+project");
        assert_eq!(finding.status, CheckStatus::Mismatch);
        assert_eq!(finding.statement, "total 1,235.00 = basic 1,000.00 + project 234.00（万元）");
        assert_eq!(
            finding.message_zh,
            "公开表，第3页，201栏：按规则合计等于基本支出、项目支出等各项支出之和，但印为1,235.00万元，另一边为1,234.00万元，相差1.00万元，超出四舍五入误差0.015万元。"
        );
        assert_eq!(
            finding.message_en,
            "Page 3, row 201, column total: by rule, total equals basic, project and other kinds of expenditure, but 1,235.00 万元 (10000 yuan) is printed and the other side is 1,234.00 万元; the difference of 1.00 万元 is more than the 0.015 万元 that rounding explains."
        );
        assert_eq!(finding.difference.map(|d| d.to_string()).as_deref(), Some("10000.00"));
        assert_eq!(finding.tolerance.map(|d| d.normalize().to_string()).as_deref(), Some("150"));
        assert_eq!(finding.finding_id.len(), 16);
        assert_eq!(finding.operands.iter().map(|o| o.sign.as_str()).collect::<Vec<_>>(), ["=", "+", "+"]);
    }

    #[test]
    fn yuan_with_two_decimals_leave_nothing_to_rounding() {
        let sheet = Sheet::new(Form::FA05, &["total", "basic", "project"]).unit(Some("元")).row(
            "201",
            "甲",
            &["10.01", "4.00", "6.00"],
        );
        assert_eq!(verify(&document(vec![sheet])).findings[0].status, CheckStatus::Mismatch);
    }

    #[test]
    fn without_a_unit_nothing_is_checked() {
        let verification = verify(&document(vec![sheet(None)]));
        assert_eq!(verification.findings[0].reason.as_deref(), Some("unit_unknown"));
        let counts = verification.counts["FA05"];
        assert_eq!((counts.applicable, counts.evaluated, counts.closing), (1, 0, 0));
    }

    #[test]
    fn verifying_twice_gives_the_same() {
        let disclosure = document(vec![sheet(Some("万元")), sheet(Some("元"))]);
        assert_eq!(verify(&disclosure), verify(&disclosure));
    }

    #[test]
    fn amounts_are_grouped() {
        let text = |yuan: &str| grouped(yuan.parse().unwrap(), Some(MoneyUnit::TenThousandYuan), 2);
        assert_eq!(text("12345678900.00"), "1,234,567.89");
        assert_eq!(text("-100.00"), "-0.01");
        assert_eq!(text("50"), "0.005");
        assert_eq!(grouped(Decimal::ZERO, None, 2), "0.00");
    }

    #[test]
    fn an_empty_document_has_no_findings() {
        assert_eq!(verify(&gongkai_model::Disclosure::default()), crate::Verification::default());
    }
}
