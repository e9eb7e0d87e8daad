//! The figures a sentence states: amounts, rates, counts. A number that is part of a name is none of them.

use gongkai_normalize::chars::is_ideograph;
use gongkai_normalize::number::find_numbers;
use gongkai_normalize::rate::{RateKind, find_rates};
use gongkai_normalize::unit::find_money;
use rust_decimal::Decimal;

/// Units of counts that budgets state in prose.
const COUNTED: &[&str] =
    &["人次", "人", "辆", "台", "套", "个", "批次", "批", "次", "家", "户", "项", "件", "团组", "平方米"];

/// One figure of a sentence.
#[derive(Debug)]
pub(crate) struct Figure {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) value: Decimal,
    pub(crate) unit: String,
    pub(crate) yuan: Option<Decimal>,
    pub(crate) kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Money,
    Rate,
    Points,
    /// 倍: as many times as before.
    Times,
    Count,
}

/// Amounts, rates and counts of a sentence in order; a number is one of them once.
pub(crate) fn figures(sentence: &str) -> Vec<Figure> {
    let mut figures: Vec<Figure> = find_money(sentence)
        .into_iter()
        .map(|m| Figure {
            start: m.start,
            end: m.end,
            value: m.amount,
            unit: m.unit.label().to_owned(),
            yuan: Some(m.yuan()),
            kind: Kind::Money,
        })
        .collect();
    figures.extend(find_rates(sentence).into_iter().map(|r| {
        let (unit, kind) = match r.kind {
            RateKind::PercentagePoint => ("百分点", Kind::Points),
            RateKind::Permille => ("‰", Kind::Rate),
            _ => ("%", Kind::Rate),
        };
        Figure { start: r.start, end: r.end, value: r.value, unit: unit.to_owned(), yuan: None, kind }
    }));
    for number in find_numbers(sentence) {
        let rest = sentence.get(number.end..).unwrap_or("").trim_start();
        let (scale, rest) = match rest.strip_prefix('万') {
            Some(after) => (Decimal::from(10_000), after),
            None => (Decimal::ONE, rest),
        };
        if rest.starts_with('倍') {
            figures.push(Figure {
                start: number.start,
                end: sentence.len() - rest.len() + '倍'.len_utf8(),
                value: number.value,
                unit: "倍".to_owned(),
                yuan: None,
                kind: Kind::Times,
            });
            continue;
        }
        let Some(unit) = COUNTED.iter().find(|u| rest.starts_with(**u)) else { continue };
        // 3个月, 2个百分点, 第3次
        if rest.starts_with("个月") || rest.starts_with("个百分点") || rest.starts_with("个工作日") {
            continue;
        }
        if sentence.get(..number.start).is_some_and(|b| b.ends_with(['第', '〔', '[', '（', '('])) {
            continue;
        }
        let Some(value) = number.value.checked_mul(scale) else { continue };
        figures.push(Figure {
            start: number.start,
            end: sentence.len() - rest.len() + unit.len(),
            value: value.normalize(),
            unit: (*unit).to_owned(),
            yuan: None,
            kind: Kind::Count,
        });
    }
    figures.sort_by_key(|f| (f.start, f.end));
    figures.dedup_by_key(|f| f.start);
    without_parts_of_names(sentence, figures)
}

/// Words of a limit that is part of a name: 单价100万元（含）以上设备 (equipment of a price of 1 million yuan and more).
const LIMITS: &[&str] = &["以上", "以下", "以内", "及以上", "及以下"];

/// Marks that part the names in a sentence.
const STOPS: [char; 10] = ['，', '。', '；', '、', '：', ',', ';', ':', '（', '('];

/// Leaves out numbers inside 《》, limits before a noun, and counts inside the name of another figure: 下属2家单位的运行
/// 经费5万元 states one amount.
fn without_parts_of_names(sentence: &str, figures: Vec<Figure>) -> Vec<Figure> {
    let mut kept: Vec<Figure> = Vec::with_capacity(figures.len());
    for figure in figures.into_iter().rev() {
        let before = sentence.get(..figure.start).unwrap_or("");
        let titled = before.rfind('《').is_some_and(|open| before.rfind('》').is_none_or(|close| close < open));
        let after = sentence.get(figure.end..).unwrap_or("");
        if titled
            || limits_a_noun(after)
            || (figure.kind == Kind::Count && is_inside_a_name(sentence, &figure, kept.last()))
        {
            continue;
        }
        kept.push(figure);
    }
    kept.reverse();
    kept
}

/// （含）以上设备
fn limits_a_noun(after: &str) -> bool {
    let after = after.trim_start();
    let after =
        ["（含）", "(含)", "（不含）", "(不含)"].iter().find_map(|word| after.strip_prefix(word)).unwrap_or(after);
    LIMITS.iter().find_map(|word| after.strip_prefix(word)).is_some_and(|rest| {
        let rest = rest.trim_start();
        let rest = ["（含）", "(含)"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
        rest.starts_with(is_ideograph)
    })
}

/// Whether a count and the next figure have nothing but words of a name between them.
fn is_inside_a_name(sentence: &str, figure: &Figure, next: Option<&Figure>) -> bool {
    let Some(between) = next.and_then(|next| sentence.get(figure.end..next.start)) else { return false };
    let between = between.trim();
    let verb = ["共", "计", "合计", "支出", "为", "约", "和", "及", "或", "次"];
    !between.contains(STOPS) && between.chars().count() > 2 && !verb.iter().any(|word| between.starts_with(word))
}
