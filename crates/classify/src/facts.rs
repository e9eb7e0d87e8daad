//! Amounts, rates and counts stated in prose: `公务接待费2.11万元，比上年减少0.35万元，下降14.2%。`
//!
//! Each figure is one fact. Its subject is what the clause names before the figure; a clause that names nothing but a
//! change or a share (比上年减少, 为预算的) speaks of the subject before it, and one that names nothing but a stage of the
//! budget (年初预算) of what its paragraph begins with.

use crate::fact_clause::{Clause, comparison_start, is_stage_alone, read_clause, without_stage};
use crate::fact_figures::{Figure, Kind, figures};
use gongkai_model::layout::{Section, SectionKind};
use gongkai_model::record::{Fact, Provenance};
use gongkai_normalize::blanks::tidy_blanks;
use gongkai_normalize::chars::is_ideograph;
use gongkai_normalize::label::strip_list_mark;
use std::collections::VecDeque;

/// Most facts of one document; prose with more figures than this is a table in disguise.
const MOST: usize = 20_000;
/// Bytes of the longest sentence that is taken for one.
const LONGEST_SENTENCE: usize = 3_000;

/// The facts of the document's prose, in order.
pub(crate) fn facts_in(sections: &[Section]) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    let mut heading = String::new();
    for section in sections {
        if section.kind == SectionKind::Heading {
            heading = topic_of(&section.text).unwrap_or_default();
            continue;
        }
        if section.kind == SectionKind::Glossary || facts.len() >= MOST {
            continue;
        }
        let mut speech =
            Speech { topic: topic_of_item(&section.text).unwrap_or_else(|| heading.clone()), ..Speech::default() };
        for sentence in sentences(&section.text) {
            sentence_facts(sentence, section, &mut speech, &mut facts);
        }
    }
    for (index, fact) in facts.iter_mut().enumerate() {
        fact.fact_id = format!("f{:04}", index + 1);
    }
    facts
}

/// Longest name of what an item is about, in characters.
const LONGEST_TOPIC: usize = 60;

/// Words of headings that tell of a text and not of a thing.
const OF_TEXTS: &[&str] =
    &["说明", "概况", "部分", "如下", "按照", "根据", "其中", "表", "机构设置", "职能", "名词解释"];

/// What a heading is about, where it names a thing.
fn topic_of(heading: &str) -> Option<String> {
    let name = strip_list_mark(heading.trim()).trim_end_matches(['。', '：', ':', '.']);
    let name = ["绩效自评综述", "自评综述", "具体情况", "情况"]
        .iter()
        .find_map(|tail| name.strip_suffix(tail))
        .unwrap_or(name);
    let named = name.chars().filter(|c| is_ideograph(*c)).count() >= 2 && name.chars().count() <= LONGEST_TOPIC;
    (named && !name.contains(['，', '；']) && !OF_TEXTS.iter().any(|word| name.contains(word)))
        .then(|| tidy_blanks(name))
}

/// What an item is about that begins with a name of its own: 1.公务接待费。年初预算为….
fn topic_of_item(text: &str) -> Option<String> {
    let text = text.trim_start();
    let end = text.char_indices().take(LONGEST_TOPIC + 8).find(|(_, c)| matches!(c, '。' | '：' | ':'))?.0;
    let head = text.get(..end)?;
    // A statement with its figures is no name.
    if !figures(head).is_empty() {
        return None;
    }
    topic_of(head)
}

/// Sentences with a digit. A full stop inside brackets ends none.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_u32;
    let mut start = 0;
    let mut ends: Vec<(usize, usize)> = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            // A bracket that is never closed holds no sentences.
            '\n' => depth = 0,
            _ => {}
        }
        let long = at - start > LONGEST_SENTENCE;
        if matches!(c, '！' | '\n') || (matches!(c, '。' | '；') && (depth == 0 || long)) {
            let end = at + c.len_utf8();
            ends.push((start, end));
            start = end;
            depth = 0;
        }
    }
    ends.push((start, text.len()));
    ends.into_iter()
        .filter_map(|(start, end)| text.get(start..end))
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

/// What has been spoken of so far.
#[derive(Default)]
struct Speech {
    /// What the paragraph or its heading is about.
    topic: String,
    /// First subject of the sentence before.
    before: String,
    /// Last subject, one for each bracket that is open.
    last: Vec<String>,
    /// The whole that 其中 (of which) divides, and how many parts were named.
    whole: Option<(String, usize)>,
    /// What the last figure was compared with.
    comparison: Option<String>,
    /// What the figure before changed, where it was a change.
    changed: Option<String>,
    /// Brackets open at the figure before.
    depth: usize,
    /// Names that 分别 (respectively) gives one figure each.
    respectively: VecDeque<String>,
}

fn sentence_facts(sentence: &str, section: &Section, speech: &mut Speech, facts: &mut Vec<Fact>) {
    let figures = figures(sentence);
    if figures.is_empty() {
        return;
    }
    let sentence_text = tidy_blanks(sentence);
    speech.last = vec![String::new()];
    (speech.whole, speech.comparison, speech.changed, speech.depth) = (None, None, None, 0);
    speech.respectively.clear();
    let mut first = String::new();
    let mut last_end = 0;
    for (at, figure) in figures.iter().enumerate() {
        let own = clause_start(sentence, figure.start, false).max(last_end.min(figure.start));
        let long = clause_start(sentence, figure.start, true).max(last_end.min(figure.start));
        let enumerates = sentence.get(own..figure.start).is_some_and(ends_enumeration);
        let before = sentence.get(if enumerates { long } else { own }..figure.start).unwrap_or("");
        let after = sentence.get(figure.end..).unwrap_or("");
        let depth = depth_at(sentence, figure.start).min(DEEPEST);
        let outer = speech.last.last().cloned().unwrap_or_default();
        speech.last.resize(depth + 1, outer);
        if depth != speech.depth {
            (speech.depth, speech.changed, speech.comparison) = (depth, None, None);
        }
        let between = sentence.get(last_end..figure.start).unwrap_or("");
        last_end = figure.end;
        let mut clause = read_clause(before, after, figure.kind);
        if figure.kind == Kind::Times && clause.moved.is_none() {
            continue;
        }
        pair_names(sentence, &figures, at, &mut clause, speech);
        let subject = settle_subject(&clause, between, after, speech);
        if subject.is_empty() {
            continue;
        }
        if clause.moved.is_some() && clause.comparison.is_none() {
            clause.comparison = speech.comparison.clone().or_else(|| comparison_ahead(between));
        }
        speech.changed = clause.moved.map(|_| subject.clone());
        speech.comparison = match (clause.is_base, clause.moved) {
            (true, _) if clause.is_share || after.trim_start().starts_with('的') => None,
            (true, _) => Some(format!("比{subject}")),
            (_, Some(_)) => clause.comparison.clone(),
            _ => None,
        };
        if clause.moved.is_none() && !clause.is_base {
            if let Some(last) = speech.last.last_mut() {
                last.clone_from(&subject);
            }
            if first.is_empty() {
                first.clone_from(&subject);
            }
        }
        facts.push(fact(figure, clause, subject, &sentence_text, section));
    }
    if !first.is_empty() {
        speech.before = first;
    }
}

/// Most brackets inside one another that are told apart.
const DEEPEST: usize = 8;

/// Brackets open at a place.
fn depth_at(sentence: &str, at: usize) -> usize {
    sentence.get(..at).unwrap_or("").chars().fold(0_usize, |depth, c| match c {
        '（' | '(' => depth + 1,
        '）' | ')' => depth.saturating_sub(1),
        _ => depth,
    })
}

/// 收入、支出均为, 收入、支出分别为, 债券等收入: names joined by 、 that belong together.
fn ends_enumeration(clause: &str) -> bool {
    let each = ["各增", "各减", "各为"].iter().any(|word| clause.contains(word)) || clause.trim_end().ends_with('各');
    each || clause.contains("均") || clause.contains("分别") || clause.contains('等') && !clause.contains("等于")
}

/// Gives names before 分别 one figure each, where there are as many.
fn pair_names(sentence: &str, figures: &[Figure], at: usize, clause: &mut Clause, speech: &mut Speech) {
    if let Some(name) = speech.respectively.pop_front() {
        clause.subject = name;
        return;
    }
    let Some(figure) = figures.get(at) else { return };
    let start = clause_start(sentence, figure.start, true);
    let Some((names, _)) = sentence.get(start..figure.start).and_then(|text| text.rsplit_once("分别")) else {
        return;
    };
    let names: Vec<String> = names.split(['、', '和', '与', '及']).map(tidy_blanks).filter(|n| !n.is_empty()).collect();
    let mut values = 1;
    for pair in figures.get(at..).unwrap_or(&[]).windows(2) {
        let [left, right] = pair else { break };
        let joined = sentence.get(left.end..right.start).map(str::trim);
        if !matches!(joined, Some("、" | "和" | "及" | "与" | "，")) || left.kind != right.kind {
            break;
        }
        values += 1;
    }
    if names.len() > 1 && names.len() == values {
        speech.respectively = names.into();
        clause.subject = speech.respectively.pop_front().unwrap_or_default();
        clause.moved = None;
    }
}

/// The subject of a figure: what its clause names, with what the paragraph is about where that is a stage alone, else the
/// subject before it.
fn settle_subject(clause: &Clause, between: &str, after: &str, speech: &mut Speech) -> String {
    let last = speech.last.last().cloned().unwrap_or_default();
    if clause.of_which {
        speech.whole = Some((last.clone(), 0));
    }
    if let Some((_, parts)) = &mut speech.whole
        && !clause.subject.is_empty()
        && clause.moved.is_none()
    {
        *parts += 1;
    }
    if !clause.subject.is_empty() {
        if clause.is_base || !is_stage_alone(&clause.subject) {
            return clause.subject.clone();
        }
        let named = without_stage(&last);
        let about = if !speech.topic.is_empty() && !is_stage_alone(&speech.topic) {
            speech.topic.as_str()
        } else if named != last && !is_stage_alone(named) {
            named
        } else {
            ""
        };
        return if clause.subject.starts_with(about) {
            clause.subject.clone()
        } else {
            format!("{about}{}", clause.subject)
        };
    }
    let carries = clause.moved.is_some() || clause.is_share;
    // 甲增加5万元，增长8%: the rate is of the same change.
    if clause.moved.is_some()
        && let Some(changed) = &speech.changed
    {
        return changed.clone();
    }
    if clause.allots && !carries {
        let purpose = purpose_of(after);
        if !purpose.is_empty() {
            return purpose;
        }
    }
    // 其中：甲5万元、乙8万元，较上年增加: the whole increased.
    if carries
        && between.trim_start().starts_with(['，', ','])
        && let Some((whole, parts)) = speech.whole.take_if(|(whole, parts)| *parts > 1 && !whole.is_empty())
    {
        let _ = parts;
        if let Some(last) = speech.last.last_mut() {
            last.clone_from(&whole);
        }
        return whole;
    }
    if !last.is_empty() {
        return last;
    }
    if carries && !speech.before.is_empty() {
        return speech.before.clone();
    }
    if !speech.topic.is_empty() {
        return speech.topic.clone();
    }
    purpose_of(after)
}

/// Verbs of what money is given for.
const PURPOSES: &[&str] = &[
    "用于",
    "支持",
    "推动",
    "推进",
    "保障",
    "促进",
    "加强",
    "加大",
    "开展",
    "实施",
    "落实",
    "完善",
    "提升",
    "建设",
    "深入推进",
];

/// 安排5万元，用于校舍维修: a sum that is named by what it is for.
fn purpose_of(after: &str) -> String {
    let purpose = after.trim_start().trim_start_matches(['，', ',']);
    let Some(verb) = PURPOSES.iter().find(|verb| purpose.starts_with(**verb)) else { return String::new() };
    let end = purpose.find(['，', '。', '；', '、', ',', ';', '（']).unwrap_or(purpose.len());
    let name = tidy_blanks(purpose.get(..end).unwrap_or(""));
    let name = if *verb == "用于" { name.trim_start_matches(verb) } else { &name };
    let named = name.chars().filter(|c| is_ideograph(*c)).count() >= 4 && name.chars().count() <= LONGEST_TOPIC;
    if named { name.to_owned() } else { String::new() }
}

/// 与上年相比，支出增加: a comparison in the clause before that of the change.
fn comparison_ahead(between: &str) -> Option<String> {
    let (head, _) = between.rsplit_once(['，', ','])?;
    let clause = head.rsplit(['，', ',', '。', '；']).next()?;
    let phrase = clause.get(comparison_start(clause)?..)?;
    (phrase.chars().count() <= 20).then(|| tidy_blanks(phrase))
}

fn fact(figure: &Figure, clause: Clause, subject: String, sentence: &str, section: &Section) -> Fact {
    let measure = match (figure.kind, clause.moved.is_some()) {
        (Kind::Money, false) => "amount",
        (Kind::Count, false) => "count",
        (Kind::Money | Kind::Count, true) => "change",
        (Kind::Rate | Kind::Times, false) => "rate",
        (Kind::Rate | Kind::Times, true) => "change_rate",
        (Kind::Points, _) => "change_points",
    };
    Fact {
        fact_id: String::new(),
        subject,
        measure: measure.to_owned(),
        value: Some(figure.value),
        unit: Some(figure.unit.clone()),
        amount_yuan: figure.yuan,
        direction: clause.moved.map(|d| d.as_str().to_owned()),
        comparison: clause.comparison,
        sentence: sentence.to_owned(),
        section_id: (!section.section_id.is_empty()).then(|| section.section_id.clone()),
        provenance: Provenance {
            page: section.page_start,
            bbox: section.bbox,
            line: section.line_start,
            row: None,
            col: None,
        },
    }
}

/// Start of the clause that ends at `at`; with `names` also over 、, which parts names. A bracket that is closed before
/// `at`, as in 因公出国（境）费, parts no clause.
fn clause_start(sentence: &str, at: usize, names: bool) -> usize {
    let mut closed = 0_u32;
    for (found, c) in sentence.get(..at).unwrap_or("").char_indices().rev() {
        match c {
            '）' | ')' => closed += 1,
            '（' | '(' if closed > 0 => closed -= 1,
            '、' if names => {}
            '，' | '。' | '；' | '、' | '（' | '(' | ',' | ';' if closed == 0 => return found + c.len_utf8(),
            _ => {}
        }
    }
    0
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

    fn told(text: &str) -> Vec<(String, String, Option<String>)> {
        facts(text).into_iter().map(|f| (f.subject, f.measure, f.comparison)).collect()
    }

    fn subjects(text: &str) -> Vec<String> {
        facts(text).into_iter().map(|f| f.subject).collect()
    }

    #[test]
    fn shares_and_changes_speak_of_the_subject_before() {
        let found = told("全市某收入8.20亿元，为预算的98%，同比增长5%。");
        let whole =
            |measure: &str, than: Option<&str>| ("全市某收入".to_owned(), measure.to_owned(), than.map(str::to_owned));
        assert_eq!(found, [whole("amount", None), whole("rate", Some("预算")), whole("change_rate", Some("同比"))]);
        let found = told("2026年支出预算8万元，比2025年预算数9万元减少1万元，下降11%。");
        assert_eq!(found[1].0, "2025年预算数");
        assert_eq!(found[2].0, "2026年支出预算");
        assert_eq!(found[2].2.as_deref(), Some("比2025年预算数"));
        assert_eq!(found[3], ("2026年支出预算".into(), "change_rate".into(), Some("比2025年预算数".into())));
        let found = told("与上年相比，甲收入增加3万元，增长5%。");
        assert_eq!(found[1], ("甲收入".into(), "change_rate".into(), Some("与上年相比".into())));
    }

    #[test]
    fn stages_are_of_what_the_item_is_about() {
        assert_eq!(
            subjects("3.档案事务（款）档案馆（项）。年初预算为8万元，支出决算为7万元，完成年初预算的88%。"),
            [
                "档案事务（款）档案馆（项）年初预算",
                "档案事务（款）档案馆（项）支出决算",
                "档案事务（款）档案馆（项）支出决算"
            ]
        );
        assert_eq!(subjects("档案整理费年初预算8万元，支出决算7万元。"), ["档案整理费年初预算", "档案整理费支出决算"]);
    }

    #[test]
    fn limits_and_counts_inside_names_are_no_facts() {
        assert_eq!(subjects("单价100万元（含）以上设备2台。"), ["单价100万元（含）以上设备"]);
        assert_eq!(subjects("下属1家机关和2家事业单位的运行经费为8万元。"), ["下属1家机关和2家事业单位的运行经费"]);
        assert!(subjects("依据《关于甲等4户企业的办法》执行。").is_empty());
    }

    #[test]
    fn names_that_belong_together_stay_together() {
        assert_eq!(subjects("收入总计、支出总计均为8万元。"), ["收入总计、支出总计"]);
        assert_eq!(subjects("加返还、补助等收入8万元。"), ["加返还、补助等收入"]);
        assert_eq!(subjects("入园率和普惠率分别达96%和94%。"), ["入园率", "普惠率"]);
    }

    #[test]
    fn brackets_and_parts_do_not_take_the_subject_of_the_whole() {
        let found = told("车辆费0万元（购置费0万元，比上年减少3万元。）比上年减少8万元。");
        assert_eq!(found[3], ("车辆费".into(), "change".into(), Some("比上年".into())));
        let found = subjects("总收入9万元，其中：甲收入5万元、乙收入4万元，较上年增加2万元。");
        assert_eq!(found[3], "总收入");
        assert_eq!(subjects("安排8万元，用于校舍维修。安排9万元支持乡村建设。"), ["校舍维修", "支持乡村建设"]);
        let found = told("某收入同比增长3.2倍。");
        assert_eq!(found[0], ("某收入".into(), "change_rate".into(), Some("同比".into())));
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
