//! Values of performance indicators: `10万册以上`, `≥85%`, `不超过2小时`, 市域内覆盖100%, 合格.
//!
//! A value is a number with its unit, a number inside other words, or words. It has a number only where exactly one is
//! printed; years and dates are not counted as numbers. Ranges and lists of numbers stay words.

use crate::blanks::tidy_blanks;
use crate::chars::{comparison_key, digit_of, fold_text, is_ideograph};
use crate::footnote::split_mark;
use crate::number::{NumberInText, is_nothing_mark, parse_decimal};
use crate::numeral::{is_numeral_char, parse_numeral};
use crate::quality::is_placeholder;
use crate::value_number::only_number;
use crate::value_unit::{parse_unit, take_scale, take_unit};
use crate::value_words::{
    AFTER, ANYWHERE_BEFORE, BEFORE, CLOSERS, DURATIONS, OP_COLUMN, UNITS, Word, longest_suffix, negated,
    negation_before,
};
use gongkai_model::Decimal;
use gongkai_model::record::{Value, ValueKind};
use std::borrow::Cow;

pub use crate::value_unit::{is_unit, unit_in_name};

/// Reads the value of an indicator. `raw` is the text without layout blanks; everything else is derived from it.
///
/// ```
/// use gongkai_normalize::value::parse_value;
///
/// let value = parse_value("约 503 万人");
/// assert_eq!(value.op.as_deref(), Some("~"));
/// assert_eq!(value.number_base.map(|n| n.to_string()).as_deref(), Some("5030000"));
/// assert_eq!(value.unit.as_deref(), Some("人"));
/// ```
#[must_use]
pub fn parse_value(text: &str) -> Value {
    let raw = tidy_blanks(&fold_text(text));
    // m³ ends with no footnote mark.
    let body = if raw.ends_with(['²', '³']) && UNITS.iter().any(|unit| raw.ends_with(unit)) {
        &raw
    } else {
        split_mark(&raw).0
    };
    let body = &*fraction_to_percent(close_number(body.trim_end_matches(CLOSERS)));
    let read = if is_placeholder(body) { None } else { only_number(body).map(|number| read(body, &number)) };
    match read {
        Some(value) => Value { raw, ..value },
        None => Value { raw, ..Value::default() },
    }
}

/// Fractions by name, and how much of a percent one of them is: 百分之三 is 3%, 万分之三 0.03%.
const FRACTIONS: [(&str, u32); 3] = [("百分之", 0), ("千分之", 1), ("万分之", 2)];

/// Writes the first fraction that is called by name as a percentage.
fn fraction_to_percent(body: Cow<'_, str>) -> Cow<'_, str> {
    let named = FRACTIONS.iter().find_map(|(word, shift)| body.find(word).map(|at| (at, at + word.len(), *shift)));
    let Some((at, behind, shift)) = named else { return body };
    let tail = body.get(behind..).unwrap_or("");
    let length = tail.find(|c| !is_numeral_char(c) && !matches!(c, '0'..='9' | '.')).unwrap_or(tail.len());
    let (printed, rest) = tail.split_at_checked(length).unwrap_or((tail, ""));
    let number = parse_numeral(printed).map(Decimal::from).or_else(|| parse_decimal(printed));
    // 百分之九点五, 百万分之三: not read.
    let other = rest.starts_with('点') || body.get(..at).is_some_and(|before| before.ends_with(is_numeral_char));
    let Some(number) = number.filter(|_| !other).and_then(|number| number.checked_mul(Decimal::new(1, shift))) else {
        return body;
    };
    Cow::Owned(format!("{}{}%{rest}", body.get(..at).unwrap_or(""), number.normalize()))
}

/// Reads a value whose comparison and unit may stand in columns of their own: `≥ | 3 | 万人次`. What the columns say
/// counts before what is missing in the value; 定性 (qualitative) says that there is no comparison.
#[must_use]
pub fn parse_value_in_columns(text: &str, op: &str, unit: &str) -> Value {
    let mut value = parse_value(text);
    let said = OP_COLUMN.iter().find(|word| word.text == comparison_key(op)).map(|word| word.op);
    // ≤ | 12月: with a limit it is a duration, without one it would be December.
    if value.number.is_none()
        && let Some(sign @ ("<=" | ">=" | "<" | ">")) = said
    {
        value = Value { raw: value.raw, ..parse_value(&format!("{sign}{text}")) };
    }
    if value.number.is_none() {
        return value;
    }
    match said {
        Some("") => value.op = value.op.filter(|op| op != "="),
        Some(op) => value.op = Some(op.to_owned()),
        None => {}
    }
    let unit = tidy_blanks(&fold_text(unit));
    if value.unit.is_some() || unit.is_empty() || is_nothing_mark(&unit) {
        return value;
    }
    let (scale, rest) = if value.scale.is_none() { take_scale(&unit) } else { (None, &*unit) };
    if let Some((word, factor)) = scale
        && (rest.is_empty() || parse_unit(rest).is_some())
    {
        value.scale = Some(word.to_owned());
        value.number_base = scaled(value.number, factor);
        value.unit = parse_unit(rest);
    } else {
        value.unit = Some(unit);
    }
    value
}

/// Takes a bare `2022.12` for the month it is: as the value of what is to be done in time it is no amount.
pub fn take_for_month(value: &mut Value) {
    let (year, month) = value.raw.trim().split_once(['.', '．']).unwrap_or_default();
    let year = year.len() == 4 && year.starts_with("20") && year.parse::<u16>().is_ok();
    let month = month.len() <= 2 && month.parse::<u8>().is_ok_and(|month| (1..=12).contains(&month));
    if year && month && value.unit.is_none() {
        *value = Value { raw: std::mem::take(&mut value.raw), ..parse_value("") };
    }
}

/// Gives a value the comparison at the end of the name before it, which states none itself: 可用性≥ | 99.9%, 巡检不少于 |
/// 12次.
pub fn take_op_of_name(value: &mut Value, name: &str) {
    let states = |word: &&Word| {
        let sign = !word.text.starts_with(is_ideograph);
        matches!(word.op, ">=" | "<=" | ">" | "<") && (sign || word.text.ends_with(['于', '过']))
    };
    let Some(word) = longest_suffix(BEFORE, name).filter(states) else { return };
    if value.op.as_deref() != Some("=") || value.raw.contains(['=', '＝']) {
        return;
    }
    let before = name.get(..name.len() - word.text.len()).unwrap_or("");
    let turned = word.text.starts_with(is_ideograph) && negation_before(before).is_some();
    value.op = Some(if turned { negated(word.op) } else { word.op }.to_owned());
}

/// Whether a text begins with a digit or the sign of a comparison, as a value does whose label lacks its colon.
#[must_use]
pub fn begins_value(text: &str) -> bool {
    let sign = |word: &&Word| !word.text.starts_with(is_ideograph);
    text.starts_with(|c| digit_of(c).is_some()) || BEFORE.iter().filter(sign).any(|word| text.starts_with(word.text))
}

/// The number without its scale: 3 of 3万 is 30000.
fn scaled(number: Option<Decimal>, factor: u64) -> Option<Decimal> {
    number?.checked_mul(Decimal::from(factor)).map(|base| base.normalize())
}

/// Longest text that is one number set apart by recognition.
const LONGEST_SPACED: usize = 24;

/// 12，345.6万元: one number whose thousands are parted by full-width commas, and nothing beside it but its unit.
fn without_wide_commas(body: &str) -> Option<String> {
    let start = body.find(|c: char| c.is_ascii_digit())?;
    let number: String = body.get(start..)?.chars().take_while(|c| c.is_ascii_digit() || *c == '，').collect();
    let mut groups = number.split('，');
    let head = groups.next()?.len();
    let tails: Vec<usize> = groups.map(str::len).collect();
    let rest = body.get(start + number.len()..)?;
    let alone = body.len() <= LONGEST_SPACED && !body.get(..start)?.contains('，') && !rest.contains('，');
    let grouped = (1..=3).contains(&head) && !tails.is_empty() && tails.iter().all(|length| *length == 3);
    (alone && grouped).then(|| body.replace('，', ""))
}

/// `98. 32%`, which recognition makes of `98.32%`: without the blank behind the point. Only where nothing else is there
/// that could be a list.
fn close_number(body: &str) -> Cow<'_, str> {
    if let Some(grouped) = without_wide_commas(body) {
        return Cow::Owned(grouped);
    }
    let spaced = || {
        let (whole, rest) = body.split_once(". ")?;
        let digits = rest.chars().take_while(char::is_ascii_digit).count();
        let unit = rest.get(digits..)?.trim_start();
        let sound = body.len() <= LONGEST_SPACED
            && whole.ends_with(|c: char| c.is_ascii_digit())
            && !whole.contains('.')
            && (1..=4).contains(&digits)
            && !unit.is_empty()
            && !unit.contains(|c: char| c.is_ascii_digit() || is_ideograph(c));
        sound.then(|| format!("{whole}.{rest}"))
    };
    spaced().map_or(Cow::Borrowed(body), Cow::Owned)
}

/// Takes 余 or 多 (and some more) between a number and its unit: 20余次. Only before a word.
fn take_and_more(after: &str) -> (bool, &str) {
    match after.strip_prefix(['余', '多']) {
        Some(rest) if rest.starts_with(is_ideograph) => (true, rest),
        _ => (false, after),
    }
}

/// Reads the words around the number.
fn read(body: &str, number: &NumberInText) -> Value {
    let before = body.get(..number.start).unwrap_or("").trim_end();
    let after = body.get(number.end..).unwrap_or("").trim_start();
    let (more_before, after) = take_and_more(after);
    let (scale, after) = take_scale(after);
    let (more_behind, after) = take_and_more(after);
    let (unit, after) = take_unit(after);
    let (op_after, rest_after) = take_words_after(after);
    let (op_before, rest_before) = take_words_before(before);

    let mut kind = ValueKind::Number;
    let mut ops = [op_before.op, op_after.op];
    if !rest_before.is_empty() || !rest_after.is_empty() {
        kind = ValueKind::NumberInText;
        if ops == [None, None] {
            ops[0] = op_of_sentence(rest_before, unit.as_deref());
        }
    }
    let approx = op_before.approx || op_after.approx || more_before || more_behind;
    let op = ops.into_iter().flatten().next().unwrap_or(if approx { "~" } else { "=" });
    Value {
        kind,
        op: Some(op.to_owned()),
        number: Some(number.value),
        scale: scale.map(|(word, _)| word.to_owned()),
        unit,
        number_base: scaled(Some(number.value), scale.map_or(1, |(_, factor)| factor)),
        approx,
        ..Value::default()
    }
}

/// What the words around a number say of it.
#[derive(Default)]
struct Said {
    op: Option<&'static str>,
    approx: bool,
}

impl Said {
    fn take(&mut self, word: &Word) {
        match word.op {
            "~" => self.approx = true,
            "" => {}
            op => self.take_op(op),
        }
    }

    fn take_op(&mut self, op: &'static str) {
        self.op = Some(match (self.op, op) {
            (None, op) => op,
            (Some("="), ">") | (Some(">"), "=") => ">=",
            (Some("="), "<") | (Some("<"), "=") => "<=",
            (Some(nearer), _) => nearer,
        });
    }
}

/// Takes closing words such as 以上, 以内, （含） and 左右; returns what they say and the text behind them.
fn take_words_after(mut rest: &str) -> (Said, &str) {
    let mut said = Said::default();
    while let Some(word) = AFTER.iter().find(|word| rest.starts_with(word.text)) {
        said.take(word);
        rest = rest.get(word.text.len()..).unwrap_or("");
    }
    (said, rest)
}

/// Takes opening words such as ≥, 不低于 and 约; returns what they say and the text before them.
fn take_words_before(mut rest: &str) -> (Said, &str) {
    let mut said = Said::default();
    while let Some(word) = longest_suffix(BEFORE, rest) {
        // 》 stands for > only where it closes no title.
        if word.text == "》" && rest.contains('《') {
            break;
        }
        rest = rest.get(..rest.len() - word.text.len()).unwrap_or("").trim_end();
        match negation_before(rest).filter(|_| word.text.starts_with(is_ideograph) && negated(word.op) != word.op) {
            Some(negation) => {
                said.take_op(negated(word.op));
                rest = rest.get(..rest.len() - negation.len()).unwrap_or("").trim_end();
            }
            None => said.take(word),
        }
    }
    (said, rest)
}

/// The comparison a sentence before the number states, where none stands directly at the number: 进度达全年资金的70%.
/// A duration behind 后 (after) is a limit: 受理后30个工作日.
fn op_of_sentence(before: &str, unit: Option<&str>) -> Option<&'static str> {
    if before.ends_with('后') && unit.is_some_and(|unit| DURATIONS.contains(&unit)) {
        return Some("<=");
    }
    let clause = before.rsplit(['，', ',', '；', ';', '。']).next().unwrap_or(before);
    // The one nearest to the number; of 不大于 and 大于 the longer.
    let plain = ANYWHERE_BEFORE.iter().filter_map(|word| Some((word, clause.rfind(word.text)?, word.op)));
    let turned = BEFORE.iter().filter(|word| negated(word.op) != word.op).filter_map(|word| {
        let at = clause.rfind(word.text)?;
        negation_before(clause.get(..at)?).map(|_| (word, at, negated(word.op)))
    });
    let nearest = plain
        .chain(turned)
        .map(|(word, at, op)| (at + word.text.len(), word.text.len(), op))
        .max_by_key(|&(end, length, _)| (end, length));
    if let Some((_, _, op)) = nearest {
        return Some(op);
    }
    // 达 (reach) is also the head of 达标, 达成: up to standard, achieve.
    let reached = clause
        .match_indices('达')
        .any(|(at, reach)| !clause.get(at + reach.len()..).unwrap_or("").starts_with(['标', '成', '产', '州', '人']));
    reached.then_some(">=")
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_end_of_a_name_may_state_the_comparison() {
        let op = |name: &str, text: &str| {
            let mut value = super::parse_value(text);
            super::take_op_of_name(&mut value, name);
            value.op
        };
        assert_eq!(op("业务可用性≥", "99.90%").as_deref(), Some(">="));
        assert_eq!(op("设备巡检每年不少于", "12次").as_deref(), Some(">="));
        assert_eq!(op("投诉小于", "5起").as_deref(), Some("<"));
        assert_eq!(op("总支出不超过", "15万元").as_deref(), Some("<="));
        assert_eq!(op("总支出不超过", "=15万元").as_deref(), Some("="));
        assert_eq!(op("运行成本最低", "15万元").as_deref(), Some("="));
        assert_eq!(op("验收合格率大于", "合格"), None);
    }

    use super::*;

    #[test]
    fn a_month_is_no_amount() {
        let number = |text: &str| {
            let mut value = parse_value(text);
            take_for_month(&mut value);
            (value.raw, value.number.is_some())
        };
        assert_eq!(number("2022.12"), ("2022.12".to_owned(), false));
        assert_eq!(number("2022.13"), ("2022.13".to_owned(), true));
        assert_eq!(number("2022.12万元"), ("2022.12万元".to_owned(), true));
    }

    #[test]
    fn fractions_called_by_name_are_percentages() {
        let number = |text: &str| {
            let value = parse_value(text);
            value
                .number
                .map(|number| format!("{} {number}{}", value.op.unwrap_or_default(), value.unit.unwrap_or_default()))
        };
        assert_eq!(number("≤万分之三").as_deref(), Some("<= 0.03%"));
        assert_eq!(number("百分之九十五以上").as_deref(), Some(">= 95%"));
        assert_eq!(number("百万分之三"), None);
    }

    fn read(text: &str) -> String {
        let v = parse_value(text);
        let show = |n: Option<Decimal>| n.map_or_else(|| "-".to_owned(), |n| n.to_string());
        format!(
            "{:?} {} {} {} {} {}",
            v.kind,
            v.op.as_deref().unwrap_or("-"),
            show(v.number),
            v.scale.as_deref().unwrap_or("-"),
            v.unit.as_deref().unwrap_or("-"),
            show(v.number_base)
        )
    }

    #[test]
    fn a_blank_behind_the_point_is_none() {
        assert_eq!(parse_value("98. 32%").number.map(|n| n.to_string()).as_deref(), Some("98.32"));
        assert_eq!(parse_value("98. 32%").raw, "98. 32%");
        assert_eq!(parse_value("1. 2项").number, None);
    }

    #[test]
    fn numbers_with_their_unit() {
        let cases = [
            ("10万册以上", "Number >= 10 万 册 100000"),
            ("≥85%", "Number >= 85 - % 85"),
            (">= 85 ％", "Number >= 85 - % 85"),
            ("不超过2小时", "Number <= 2 - 小时 2"),
            ("约 503 万人", "Number ~ 503 万 人 5030000"),
            ("节约47.06万千瓦时", "Number = 47.06 万 千瓦时 470600"),
            ("达到80%以上", "Number >= 80 - % 80"),
            ("达到95%及以上", "Number >= 95 - % 95"),
            ("1个", "Number = 1 - 个 1"),
            ("0", "Number = 0 - - 0"),
            ("25000", "Number = 25000 - - 25000"),
            ("140.7万人次", "Number = 140.7 万 人次 1407000"),
            ("≥240万元", "Number >= 240 万 元 2400000"),
            ("30个工作日内", "Number <= 30 - 个工作日 30"),
            ("超过3次", "Number > 3 - 次 3"),
            ("不足5%", "Number < 5 - % 5"),
            ("大于等于90分", "Number >= 90 - 分 90"),
            ("675元/人", "Number = 675 - 元/人 675"),
            ("12次/年", "Number = 12 - 次/年 12"),
            ("100(%)", "Number = 100 - % 100"),
            ("5场次左右", "Number ~ 5 - 场次 5"),
            ("98.50¹", "Number = 98.50 - - 98.5"),
            ("≤-2.5‰", "Number <= -2.5 - ‰ -2.5"),
            ("1,234.5亿元。", "Number = 1234.5 亿 元 123450000000"),
            ("3囤以上", "Number >= 3 - 囤 3"),
            ("≤ 12.345678 万元", "Number <= 12.345678 万 元 123456.78"),
            ("30余次", "Number ~ 30 - 次 30"),
            ("3万多人", "Number ~ 3 万 人 30000"),
            ("250元/人月", "Number = 250 - 元/人月 250"),
            ("≤320元/人/天", "Number <= 320 - 元/人/天 320"),
            ("18万元/标准展位", "Number = 18 万 元/标准展位 180000"),
            ("40万/年", "Number = 40 万 /年 400000"),
            ("≤22微克/立方米", "Number <= 22 - 微克/立方米 22"),
            ("≤800（毫秒）", "Number <= 800 - 毫秒 800"),
            ("﹤7秒", "Number < 7 - 秒 7"),
            ("》75%", "Number > 75 - % 75"),
            ("3.", "Number = 3 - - 3"),
            ("﹥=75%", "Number >= 75 - % 75"),
            ("=<6次", "Number <= 6 - 次 6"),
            ("≤25μg/m³", "Number <= 25 - μg/m³ 25"),
            ("900+", "Number >= 900 - - 900"),
            ("逾40场", "Number > 40 - 场 40"),
            ("￥70元", "Number = 70 - 元 70"),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn numbers_inside_words() {
        let cases = [
            ("市域内覆盖100%", "NumberInText = 100 - % 100"),
            ("受理后30个工作日", "NumberInText <= 30 - 个工作日 30"),
            ("上半年拨付进度达全年资金的70%", "NumberInText >= 70 - % 70"),
            ("达标率100%", "NumberInText = 100 - % 100"),
            ("2023年完成5个", "NumberInText = 5 - 个 5"),
            ("覆盖率不低于九成即90%", "NumberInText >= 90 - % 90"),
            ("不超年初预算25万元", "NumberInText <= 25 万 元 250000"),
            ("大于应到人数70%", "NumberInText > 70 - % 70"),
            ("总费用不超上年且各项不低于8元", "NumberInText >= 8 - 元 8"),
            ("达到《规划》30%", "NumberInText >= 30 - % 30"),
            ("实施《规划》30项", "NumberInText = 30 - 项 30"),
            ("7.5成本", "NumberInText = 7.5 - - 7.5"),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn words_have_no_number() {
        for text in [
            "",
            "合格",
            "降低一半",
            "2023年12月底前",
            "20××年",
            "……",
            "90%-95%",
            "3个项目5次",
            "第3季度",
            "不超过LPR+40BPs",
            "8-12项",
            "11月底前",
            "到位率=（到位数/计划数）×100%",
        ] {
            assert_eq!(read(text), "Text - - - - -", "{text}");
        }
        assert_eq!(parse_value("成效 明显").raw, "成效明显");
    }

    fn in_columns(text: &str, op: &str, unit: &str) -> String {
        let v = parse_value_in_columns(text, op, unit);
        let base = v.number_base.map_or_else(|| "-".to_owned(), |base| base.to_string());
        format!("{} {base} {}", v.op.as_deref().unwrap_or("-"), v.unit.as_deref().unwrap_or("-"))
    }

    #[test]
    fn columns_of_their_own_complete_the_value() {
        assert_eq!(in_columns("3", "≥", "万人次"), ">= 30000 人次");
        assert_eq!(in_columns("3", "＝", "万"), "= 30000 -");
        assert_eq!(in_columns("12", "≤", "月"), "<= 12 月");
        assert_eq!(in_columns("40", "＜", "元/人*月"), "< 40 元/人*月");
        assert_eq!(in_columns("2", "", "科"), "= 2 科");
        assert_eq!(in_columns("2", "", "-"), "= 2 -");
        assert_eq!(in_columns("5万", "≥", "元"), ">= 50000 元");
        assert_eq!(in_columns("95", "定性", "%"), "- 95 %");
        assert_eq!(in_columns("95%以上", "定性", "%"), ">= 95 %");
        assert_eq!(in_columns("优", "定性", "其他"), "- - -");
    }

    #[test]
    fn a_negation_turns_a_comparison_round() {
        for (words, op) in [
            ("不得低于", ">="),
            ("不能少于", ">="),
            ("未低于", ">="),
            ("不应小于", ">="),
            ("不得超过", "<="),
            ("不允许高于", "<="),
            ("没有超出", "<="),
            ("未突破", "<="),
            ("严禁超", "<="),
            ("未达到", "<"),
            ("不到", "<"),
            ("最多", "<="),
            ("最少", ">="),
            ("上限为", "<="),
        ] {
            assert_eq!(read(&format!("{words}40次")), format!("Number {op} 40 - 次 40"), "{words}");
        }
        assert_eq!(read("支出未超过批复数30万元"), "NumberInText <= 30 万 元 300000");
        assert_eq!(read("各校不得少于一名即1人"), "NumberInText >= 1 - 人 1");
    }

    #[test]
    fn a_month_is_a_duration_only_under_a_limit() {
        assert_eq!(read("11月"), "Text - - - - -");
        assert_eq!(read("≤11月"), "Number <= 11 - 月 11");
        assert_eq!(in_columns("11月", "≤", ""), "<= 11 月");
        assert_eq!(in_columns("11", "", "月"), "= 11 月");
    }

    #[test]
    fn full_width_commas_part_thousands() {
        assert_eq!(read("2，300人"), "Number = 2300 - 人 2300");
        assert_eq!(read("≥1，234，567.8元"), "Number >= 1234567.8 - 元 1234567.8");
        assert_eq!(read("2，30人"), "Text - - - - -");
        assert_eq!(read("±3%以内"), "Text - - - - -");
    }

    #[test]
    fn an_approximate_value_may_also_be_a_limit() {
        let value = parse_value("不超过约30人");
        assert_eq!((value.op.as_deref(), value.approx), (Some("<="), true));
    }
}
