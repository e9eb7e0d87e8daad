//! The figures of a sentence: amounts, rates, multiples and counts.

use super::words::{Class, without_start};
use gongkai_normalize::chars::{is_blank, is_ideograph};
use gongkai_normalize::number::find_numbers;
use gongkai_normalize::rate::{RateKind, find_rates};
use gongkai_normalize::unit::find_money;
use rust_decimal::Decimal;

/// Units of counts that budgets state in prose.
const COUNTED: &[&str] = &[
    "人次",
    "人",
    "辆",
    "台",
    "套",
    "个",
    "批次",
    "批",
    "次",
    "家",
    "户",
    "项",
    "件",
    "团组",
    "平方米",
    "吨",
    "公里",
    "公顷",
    "亩",
    "列",
    "座",
    "所",
    "名",
    "艘",
];

/// One figure of a sentence.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Figure {
    /// Byte offset of its number.
    pub(crate) start: usize,
    /// Byte offset behind its unit.
    pub(crate) end: usize,
    pub(crate) value: Decimal,
    pub(crate) unit: String,
    pub(crate) yuan: Option<Decimal>,
    pub(crate) kind: Kind,
    /// How it stands to the number printed: `=`, `>=`, `<=`, `>`, `<`, `~`.
    pub(crate) op: &'static str,
}

/// The number itself is meant.
const EXACT: &str = "=";

/// Words before a number that say how what is meant stands to it.
const OPS_BEFORE: &[(&str, &str)] = &[
    ("不低于", ">="),
    ("不少于", ">="),
    ("不小于", ">="),
    ("不高于", "<="),
    ("不超过", "<="),
    ("不多于", "<="),
    ("不超", "<="),
    ("超过", ">"),
    ("突破", ">"),
    ("高于", ">"),
    ("大于", ">"),
    ("超", ">"),
    ("逾", ">"),
    ("低于", "<"),
    ("小于", "<"),
    ("少于", "<"),
    ("不足", "<"),
    ("不到", "<"),
    ("接近", "~"),
    ("大约", "~"),
    ("约为", "~"),
    ("约", "~"),
    ("近", "~"),
];

/// Words behind its unit.
const OPS_BEHIND: &[(&str, &str)] =
    &[("及以上", ">="), ("以上", ">="), ("及以下", "<="), ("以下", "<="), ("以内", "<="), ("左右", "~"), ("上下", "~")];

/// How a figure stands to the number printed. 高于上年增幅0.5个百分点 says by how much, and is exact.
fn op(sentence: &str, figure: &Figure) -> &'static str {
    let before = sentence.get(..figure.start).unwrap_or("").trim_end();
    let behind = sentence.get(figure.end..).unwrap_or("").trim_start();
    let first = |words: &[(&str, &'static str)], fits: &dyn Fn(&str) -> bool| {
        words.iter().find(|(word, _)| fits(word)).map(|(_, op)| *op)
    };
    let end = before.strip_suffix(['了', '的']).unwrap_or(before);
    first(OPS_BEFORE, &|word| end.ends_with(word))
        .or_else(|| first(OPS_BEHIND, &|word| behind.starts_with(word)))
        .unwrap_or(EXACT)
}

/// What a figure measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Money,
    /// Per cent.
    Rate,
    /// 百分点 (percentage points).
    Points,
    /// 倍 (times).
    Times,
    Count,
}

/// Amounts, rates and counts of a sentence in order; a number is one of them once. Numbers that are part of a name are
/// none: inside 《》, in 单价100万元以上设备 (equipment of 1 million yuan each and more), in 下属3家机关和….
pub(crate) fn figures(sentence: &str) -> Vec<Figure> {
    let mut figures = money(sentence);
    figures.extend(rates(sentence));
    figures.extend(counts_and_multiples(sentence));
    figures.sort_by_key(|f| (f.start, f.end));
    figures.dedup_by_key(|f| f.start);
    figures.retain(|figure| !ends_range(sentence, figure) && !is_torn(sentence, figure));
    figures.iter_mut().for_each(|figure| take_sign(sentence, figure));
    let quoted = titles(sentence);
    figures
        .retain(|f| !quoted.iter().any(|(open, close)| (*open..*close).contains(&f.start)) && !is_bound(sentence, f));
    let counts_of_names: Vec<bool> = figures
        .iter()
        .zip(figures.iter().skip(1).map(Some).chain([None]))
        .map(|(f, next)| names_next(sentence, f, next))
        .collect();
    let mut part_of_name = counts_of_names.into_iter();
    figures.retain(|_| !part_of_name.next().unwrap_or(false));
    let level = level_figures(sentence, &figures);
    figures.extend(level);
    figures.sort_by_key(|f| (f.start, f.end));
    figures.iter_mut().for_each(|figure| figure.op = op(sentence, figure));
    figures
}

/// 与上年持平 (level with last year) behind an amount or a count: a change of zero, printed without a number.
fn level_figures(sentence: &str, figures: &[Figure]) -> Vec<Figure> {
    const COMPARING: [char; 6] = ['与', '和', '同', '跟', '比', '较'];
    let words = LEVEL.iter().flat_map(|word| sentence.match_indices(word).map(|(at, word)| (at, at + word.len())));
    words
        .filter_map(|(start, end)| {
            let of = figures.iter().rfind(|figure| figure.end <= start)?;
            let between = sentence.get(of.end..start)?;
            let clause = between.rsplit(['，', '、', '；', '（', ',', '(']).next().unwrap_or(between).trim();
            let told = sentence.get(end..)?.trim_start().starts_with(|c: char| c.is_ascii_digit());
            // 与上年基本持平 says no number.
            let exact = !["基本", "大致", "总体", "大体"].iter().any(|about| clause.ends_with(about));
            let counts = matches!(of.kind, Kind::Money | Kind::Count);
            (counts && exact && !told && clause.starts_with(COMPARING)).then(|| Figure {
                start: end,
                end,
                value: Decimal::ZERO,
                yuan: of.yuan.map(|_| Decimal::ZERO),
                ..of.clone()
            })
        })
        .collect()
}

/// Words that say that something did not change.
const LEVEL: [&str; 3] = ["持平", "无增减", "无变化"];

const DASHES: [char; 3] = ['-', '－', '−'];

/// 2-3次: the upper end of a range is no figure of its own.
fn ends_range(sentence: &str, figure: &Figure) -> bool {
    let before = sentence.get(..figure.start).unwrap_or("");
    before.strip_suffix(DASHES).is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()))
}

/// Whether a number is the end of one that cannot be read whole: 1 4, 7 7 0. 6 2万元, 1,541.50.00万元.
fn is_torn(sentence: &str, figure: &Figure) -> bool {
    let before = sentence.get(..figure.start).unwrap_or("");
    let word = before.trim_end_matches(is_blank);
    let begun = if word.len() < before.len() { Some(word) } else { before.strip_suffix('.') };
    begun.is_some_and(|begun| begun.ends_with(|c: char| c.is_ascii_digit()))
}

/// Nearest digits before a dash that may be the lower end of a range: 100万元-200万元.
const RANGE_CHARS: usize = 4;

/// 年末结余-0.05亿元, 增速为-2.8%: a dash behind a word is the sign of the number.
fn take_sign(sentence: &str, figure: &mut Figure) {
    let before = sentence.get(..figure.start).unwrap_or("");
    let Some(rest) = before.strip_suffix(DASHES) else { return };
    let word = rest.ends_with(|c: char| is_ideograph(c) || matches!(c, '（' | '(' | '”' | '：' | ':' | '、'));
    let of_range = rest.chars().rev().take(RANGE_CHARS).any(|c| c.is_ascii_digit());
    if word && !of_range && figure.kind != Kind::Count {
        figure.start = rest.len();
        figure.value = -figure.value;
        figure.yuan = figure.yuan.map(|yuan| -yuan);
    }
}

fn money(sentence: &str) -> Vec<Figure> {
    let figure = |m: gongkai_normalize::unit::Money| Figure {
        start: m.start,
        end: m.end,
        value: m.amount,
        unit: m.unit.label().to_owned(),
        yuan: Some(m.yuan()),
        kind: Kind::Money,
        op: EXACT,
    };
    find_money(sentence).into_iter().map(figure).collect()
}

fn rates(sentence: &str) -> impl Iterator<Item = Figure> {
    find_rates(sentence).into_iter().map(|r| {
        let (unit, kind) = match r.kind {
            RateKind::PercentagePoint => ("百分点", Kind::Points),
            RateKind::Permille => ("‰", Kind::Rate),
            _ => ("%", Kind::Rate),
        };
        Figure { start: r.start, end: r.end, value: r.value, unit: unit.to_owned(), yuan: None, kind, op: EXACT }
    })
}

fn counts_and_multiples(sentence: &str) -> Vec<Figure> {
    let mut figures = Vec::new();
    for number in find_numbers(sentence) {
        let rest = sentence.get(number.end..).unwrap_or("").trim_start_matches(is_blank);
        let (scale, rest) = match (rest.strip_prefix('万'), rest.strip_prefix('亿')) {
            (Some(after), _) => (Decimal::from(10_000), after),
            (_, Some(after)) => (Decimal::from(100_000_000), after),
            _ => (Decimal::ONE, rest),
        };
        let (unit, kind) = match COUNTED.iter().find(|u| rest.starts_with(**u)) {
            Some(unit) => (*unit, Kind::Count),
            None if rest.starts_with('倍') => ("倍", Kind::Times),
            None => continue,
        };
        // 3个月, 2个百分点, 第3次
        let of_time = ["个月", "个百分点", "个工作日"].iter().any(|unit| rest.starts_with(unit));
        let before = sentence.get(..number.start).unwrap_or("");
        // 5万吨/年 is a rate.
        let of_time = of_time
            || rest.get(unit.len()..).is_some_and(|behind| {
                // 如表3所示
                behind.starts_with(['/', '／'])
                    || unit == "所" && behind.starts_with(['示', '属', '需', '列', '述', '有'])
            });
        if of_time || before.ends_with(['第', '〔', '[', '（', '(']) && kind == Kind::Count {
            continue;
        }
        let Some(value) = number.value.checked_mul(scale) else { continue };
        figures.push(Figure {
            start: number.start,
            end: sentence.len() - rest.len() + unit.len(),
            value: value.normalize(),
            unit: unit.to_owned(),
            yuan: None,
            kind,
            op: EXACT,
        });
    }
    figures
}

/// The stretches of a text inside 《》.
fn titles(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open = None;
    for (at, c) in text.char_indices() {
        match c {
            '《' if open.is_none() => open = Some(at),
            '》' => found.extend(open.take().map(|from| (from, at))),
            _ => {}
        }
    }
    found
}

/// Whether an amount is the limit that names a group: 100万元（含）以上设备, 50万元以上的设备.
fn is_bound(sentence: &str, figure: &Figure) -> bool {
    let rest = sentence.get(figure.end..).unwrap_or("").trim_start_matches(is_blank);
    let behind = without_start(rest, Class::Bound).filter(|_| figure.kind == Kind::Money);
    behind.is_some_and(|behind| {
        let noun = skip_bracket(behind.trim_start_matches(is_blank)).trim_start_matches(is_blank);
        noun.starts_with(is_ideograph) || noun.starts_with('、')
    })
}

/// The text behind the bracket it begins with.
fn skip_bracket(text: &str) -> &str {
    let close = text.find(['）', ')']).filter(|_| text.starts_with(['（', '(']));
    close.and_then(|at| text.get(at..)?.strip_prefix(['）', ')'])).unwrap_or(text)
}

/// Whether a count is part of the name of what the next amount is stated of: 下属1家机关的运行经费预算为3万元.
fn names_next(sentence: &str, figure: &Figure, next: Option<&Figure>) -> bool {
    let Some(next) = next.filter(|_| figure.kind == Kind::Count) else { return false };
    let between = sentence.get(figure.end..next.start).unwrap_or("").trim();
    let unbroken = !between.contains(['，', '、', '。', '；', '：', ',', ';', ':', '（', '(']);
    let mut noun = between;
    while let Some(shorter) = without_start(noun, Class::Verb).or_else(|| without_start(noun, Class::Weak)) {
        noun = shorter;
    }
    // Names of several kinds: 1家机关和2家事业单位的….
    let below = sentence.get(..figure.start).is_some_and(|before| before.ends_with(['属', '辖']));
    let goes_on = next.kind == Kind::Money
        || below
        || between.starts_with(['的', '和', '与', '及'])
        || between.ends_with(['和', '与', '及', '等']);
    unbroken && goes_on && noun.chars().filter(|c| is_ideograph(*c)).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(sentence: &str) -> Vec<String> {
        figures(sentence).iter().map(|f| format!("{}{}", f.value, f.unit)).collect()
    }

    #[test]
    fn limits_and_titles_are_names_and_no_figures() {
        assert_eq!(printed("单价80万元（含）以上设备（不含船只）3台"), ["3台"]);
        assert_eq!(printed("单价在80万元以上的设备"), [] as [&str; 0]);
        assert_eq!(printed("项目支出达到80万元以上。"), ["80万元"]);
        assert_eq!(printed("依据《关于补助12家苗圃的通知》安排3万元"), ["3万元"]);
    }

    #[test]
    fn the_end_of_a_number_is_no_number() {
        assert!(figures("年初预算数1 4, 7 7 0. 6 2万元").is_empty());
        assert!(figures("人员经费1,541.50.00万元").is_empty());
        assert_eq!(printed("2026年 30万元，1.5万元"), ["30万元", "1.5万元"]);
    }

    #[test]
    fn numbers_that_are_only_near_or_a_bound_say_so() {
        let ops = |sentence: &str| figures(sentence).iter().map(|f| f.op).collect::<Vec<_>>();
        assert_eq!(ops("林业收入突破80亿元，苗木超过6万台，约3亿元，占比不低于5%"), [">", ">", "~", ">="]);
        assert_eq!(ops("林业收入80亿元，增长5%左右，降到3%以下"), ["=", "~", "<="]);
    }

    #[test]
    fn counts_inside_a_name_belong_to_it() {
        assert_eq!(printed("所属1家林场和2家苗圃的运行经费预算为6.5万元"), ["6.5万元"]);
        assert_eq!(printed("接待来访4批次30人次，支出2万元"), ["4批次", "30人次", "2万元"]);
        assert_eq!(printed("局机关及下属2个单位船只保有量为14辆"), ["14辆"]);
        assert_eq!(printed("购置车辆2辆支出30万元"), ["2辆", "30万元"]);
    }

    #[test]
    fn counts_have_their_unit_and_scale() {
        assert_eq!(printed("接待来访1.2万人次，收入增长3.5倍"), ["12000人次", "3.5倍"]);
        assert!(figures("依据〔2021〕3号文件，2023年3个月内完成。").is_empty());
    }
}
