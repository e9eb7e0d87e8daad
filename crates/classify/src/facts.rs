//! Amounts, rates and counts stated in prose: `公务接待费2.11万元，比上年减少0.35万元，下降14.2%。`
//!
//! Each figure is one fact. Its subject is what the clause names before the figure; a clause that names nothing but a
//! change (比上年减少…) speaks of the subject before it.

use gongkai_model::layout::{Section, SectionKind};
use gongkai_model::record::{Fact, Provenance};
use gongkai_normalize::blanks::tidy_blanks;
use gongkai_normalize::chars::is_ideograph;
use gongkai_normalize::label::strip_list_mark;
use gongkai_normalize::number::find_numbers;
use gongkai_normalize::rate::{RateKind, direction, find_rates};
use gongkai_normalize::unit::find_money;
use rust_decimal::Decimal;

/// Units of counts that budgets state in prose.
const COUNTED: &[&str] =
    &["人次", "人", "辆", "台", "套", "个", "批次", "批", "次", "家", "户", "项", "件", "团组", "平方米"];

/// Words that end a subject and are not part of it.
const VERBS: &[&str] = &[
    "预算数为",
    "决算数为",
    "预算为",
    "决算为",
    "支出为",
    "金额为",
    "合计为",
    "总计为",
    "为",
    "共计",
    "共",
    "达到",
    "达",
    "约",
    "是",
    "完成",
    "实现",
    "安排",
    "支出",
    "购置",
    "保有",
    "有",
    "：",
    ":",
    "占",
];

/// Most facts of one document; prose with more figures than this is a table in disguise.
const MOST: usize = 20_000;
/// Bytes of the longest sentence that is taken for one.
const LONGEST_SENTENCE: usize = 3_000;

/// One figure of a sentence.
struct Figure {
    start: usize,
    end: usize,
    value: Decimal,
    unit: String,
    yuan: Option<Decimal>,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Money,
    Rate,
    Points,
    Count,
}

/// The facts of the document's prose, in order.
pub(crate) fn facts_in(sections: &[Section]) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    for section in sections {
        if matches!(section.kind, SectionKind::Heading | SectionKind::Glossary) || facts.len() >= MOST {
            continue;
        }
        for sentence in sentences(&section.text) {
            sentence_facts(sentence, section, &mut facts);
        }
    }
    for (index, fact) in facts.iter_mut().enumerate() {
        fact.fact_id = format!("f{:04}", index + 1);
    }
    facts
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['。', '；', '！', '\n'])
        .flat_map(pieces)
        .map(str::trim)
        .filter(|s| s.chars().any(|c| c.is_ascii_digit() || ('０'..='９').contains(&c)))
}

/// A sentence as it is, or, where it is longer than any, in pieces that end at commas: each fact carries its sentence, and
/// a text of a million characters without a full stop has thousands of them.
fn pieces(sentence: &str) -> impl Iterator<Item = &str> {
    let mut rest = sentence;
    std::iter::from_fn(move || {
        let limit = rest.floor_char_boundary(LONGEST_SENTENCE);
        let (head, tail) = rest.split_at(limit);
        let comma =
            head.char_indices().rev().find(|(_, c)| matches!(c, '，' | '、' | ',')).filter(|_| !tail.is_empty());
        let (piece, left) = rest.split_at(comma.map_or(limit, |(at, c)| at + c.len_utf8()));
        rest = left;
        (!piece.is_empty()).then_some(piece)
    })
}

fn sentence_facts(sentence: &str, section: &Section, facts: &mut Vec<Fact>) {
    let figures = figures(sentence);
    if figures.is_empty() {
        return;
    }
    let sentence_text = tidy_blanks(sentence);
    let mut last_subject = String::new();
    let mut last_end = 0;
    for figure in figures {
        let clause_start = clause_start(sentence, figure.start).max(last_end.min(figure.start));
        let before = sentence.get(clause_start..figure.start).unwrap_or("");
        let (subject, comparison) = subject_of(before);
        let moved = if changes(before) { direction(before) } else { None };
        let subject = if subject.is_empty() { last_subject.clone() } else { subject };
        last_end = figure.end;
        if subject.is_empty() {
            continue;
        }
        if moved.is_none() {
            last_subject.clone_from(&subject);
        }
        let measure = match (figure.kind, moved.is_some()) {
            (Kind::Money, false) => "amount",
            (Kind::Count, false) => "count",
            (Kind::Money | Kind::Count, true) => "change",
            (Kind::Rate, false) => "rate",
            (Kind::Rate, true) => "change_rate",
            (Kind::Points, _) => "change_points",
        };
        facts.push(Fact {
            fact_id: String::new(),
            subject,
            measure: measure.to_owned(),
            value: Some(figure.value),
            unit: Some(figure.unit),
            amount_yuan: figure.yuan,
            direction: moved.map(|d| d.as_str().to_owned()),
            comparison,
            sentence: sentence_text.clone(),
            section_id: (!section.section_id.is_empty()).then(|| section.section_id.clone()),
            provenance: Provenance {
                page: section.page_start,
                bbox: section.bbox,
                line: section.line_start,
                row: None,
                col: None,
            },
        });
    }
}

/// Amounts, rates and counts of a sentence in order; a number is one of them once.
fn figures(sentence: &str) -> Vec<Figure> {
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
            end: number.end,
            value: value.normalize(),
            unit: (*unit).to_owned(),
            yuan: None,
            kind: Kind::Count,
        });
    }
    figures.sort_by_key(|f| (f.start, f.end));
    figures.dedup_by_key(|f| f.start);
    figures
}

/// Start of the clause that ends at `at`. A bracket that is closed before `at`, as in 因公出国（境）费, parts no clause.
fn clause_start(sentence: &str, at: usize) -> usize {
    let mut closed = 0_u32;
    for (found, c) in sentence.get(..at).unwrap_or("").char_indices().rev() {
        match c {
            '）' | ')' => closed += 1,
            '（' | '(' if closed > 0 => closed -= 1,
            '，' | '。' | '；' | '、' | '（' | '(' | ',' | ';' if closed == 0 => return found + c.len_utf8(),
            _ => {}
        }
    }
    0
}

/// Whether a clause states a change: 比上年减少, 同比增长, 增加.
fn changes(before: &str) -> bool {
    let ending: String = before.chars().rev().take(8).collect::<Vec<_>>().into_iter().rev().collect();
    ["增加", "减少", "增长", "下降", "降低", "上升", "持平", "提高", "压减", "多支出", "少支出"]
        .iter()
        .any(|w| ending.contains(w))
}

/// The subject named before a figure, and what the figure is compared with.
fn subject_of(before: &str) -> (String, Option<String>) {
    let mut text = tidy_blanks(before);
    let mut comparison = None;
    for mark in ["比", "较", "与", "同比"] {
        if let Some(at) = text.find(mark)
            && changes(&text)
        {
            let tail = text.get(at..).unwrap_or("");
            let end = ["增加", "减少", "增长", "下降", "降低", "上升", "持平", "提高"]
                .iter()
                .filter_map(|w| tail.find(w))
                .min()
                .unwrap_or(tail.len());
            comparison = tail.get(..end).map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
            text.truncate(at);
            break;
        }
    }
    let mut subject = strip_list_mark(text.trim());
    // （一）收入预算：2026年收入预算: what stands behind the colon is said of the figure.
    if let Some((_, behind)) = subject.rsplit_once(['：', ':'])
        && behind.chars().filter(|c| is_ideograph(*c)).count() >= 2
    {
        subject = behind.trim();
    }
    for prefix in ["其中：", "其中:", "其中", "一是", "二是", "三是", "主要是", "包括"] {
        subject = subject.strip_prefix(prefix).unwrap_or(subject).trim_start();
    }
    loop {
        let shorter = ["增加", "减少", "增长", "下降", "上升", "提高"]
            .iter()
            .chain(VERBS)
            .find_map(|verb| subject.strip_suffix(verb).filter(|s| s.chars().count() >= 2 || s.is_empty()));
        match shorter {
            // 项目支出 keeps its 支出: only a verb behind a noun goes.
            Some(_) if subject.ends_with("支出") && !subject.ends_with("费支出") => break,
            Some(rest) => subject = rest.trim_end(),
            None => break,
        }
    }
    let named = subject.chars().filter(|c| is_ideograph(*c)).count() >= 2;
    (if named { subject.to_owned() } else { String::new() }, comparison)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(text: &str) -> Vec<Fact> {
        facts_in(&[Section { text: text.to_owned(), ..Section::default() }])
    }

    #[test]
    fn amounts_and_changes_keep_their_subject() {
        let found = facts("公务接待费支出2.11万元，比上年减少0.35万元，下降14.2%。");
        let told: Vec<_> = found.iter().map(|f| (f.subject.as_str(), f.measure.as_str(), f.unit.as_deref())).collect();
        assert_eq!(
            told,
            [
                ("公务接待费", "amount", Some("万元")),
                ("公务接待费", "change", Some("万元")),
                ("公务接待费", "change_rate", Some("%"))
            ]
        );
        assert_eq!(found[0].amount_yuan.map(|a| a.to_string()).as_deref(), Some("21100.00"));
        assert_eq!(found[1].direction.as_deref(), Some("decrease"));
        assert_eq!(found[1].comparison.as_deref(), Some("比上年"));
    }

    #[test]
    fn parts_of_a_sum_are_told_apart() {
        let found = facts("政府采购支出总额12.5万元，其中：政府采购货物支出2.5万元、政府采购服务支出10万元。");
        let subjects: Vec<_> = found.iter().map(|f| f.subject.as_str()).collect();
        assert_eq!(subjects, ["政府采购支出总额", "政府采购货物支出", "政府采购服务支出"]);
    }

    #[test]
    fn brackets_inside_a_subject_belong_to_it() {
        let subject = |text: &str| facts(text).first().map(|fact| fact.subject.clone()).unwrap_or_default();
        assert_eq!(subject("因公出国（境）费支出3.5万元。"), "因公出国（境）费");
        assert_eq!(subject("（三）对个人补助支出6.8万元。"), "对个人补助支出");
        assert_eq!(subject("（一）收入预算：2026年收入预算358万元，其中其他收入8万元。"), "2026年收入预算");
        assert_eq!(subject("共计（其中公务接待费2万元）。"), "公务接待费");
    }

    #[test]
    fn a_text_without_full_stops_is_taken_in_pieces() {
        let found = facts(&"公务接待费支出2.11万元，".repeat(2_000));
        assert_eq!(found.len(), 2_000);
        assert!(found.iter().all(|fact| fact.sentence.len() <= LONGEST_SENTENCE && fact.sentence.ends_with('，')));
        let no_comma = "算".repeat(2_500);
        assert_eq!(pieces(&no_comma).collect::<String>(), no_comma);
    }

    #[test]
    fn counts_have_their_unit() {
        let found = facts("公务用车保有量3辆；接待国内来访1.2万人次。");
        assert_eq!(found[0].measure, "count");
        assert_eq!(found[1].value.map(|v| v.to_string()).as_deref(), Some("12000"));
        assert_eq!(found[1].unit.as_deref(), Some("人次"));
        assert!(facts("依据〔2021〕3号文件，2023年3个月内完成。").is_empty());
    }
}
