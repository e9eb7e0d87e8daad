//! What the words before a figure say: whose figure it is, what it is compared with, and which way it moved.

use crate::fact_figures::Kind;
use gongkai_normalize::blanks::tidy_blanks;
use gongkai_normalize::chars::is_ideograph;
use gongkai_normalize::label::strip_list_mark;
use gongkai_normalize::rate::{Direction, direction};

/// What a clause says of the figure that ends it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Clause {
    /// What the clause itself names; empty where it speaks of the subject before it.
    pub(crate) subject: String,
    /// What the figure is compared with: 比上年; or what it is a share of: 年初预算.
    pub(crate) comparison: Option<String>,
    /// The figure is a change, and which way.
    pub(crate) moved: Option<Direction>,
    /// The figure is what another is compared with: 比2024年预算数 8 万元减少….
    pub(crate) is_base: bool,
    /// A share of what stood before: 为预算的, 占支出的.
    pub(crate) is_share: bool,
    /// 安排, 投入: the clause begins with money being given.
    pub(crate) allots: bool,
    /// Begins with 其中 (of which).
    pub(crate) of_which: bool,
}

/// Words of a change.
const CHANGES: &[&str] = &[
    "增加",
    "减少",
    "增长",
    "下降",
    "降低",
    "上升",
    "提高",
    "上涨",
    "压减",
    "缩减",
    "增幅",
    "减幅",
    "降幅",
    "涨幅",
    "减支",
    "增支",
    "增收",
    "减收",
    "多支出",
    "少支出",
    "持平",
    "增至",
    "减至",
    "降至",
    "降到",
    "增到",
];

/// Words that end a subject and are not part of it.
const VERBS: &[&str] = &[
    "为", "共计", "共", "达到", "达", "约", "是", "完成", "实现", "安排", "支出", "购置", "保有", "有", "：", ":",
    "占", "均", "各", "分别", "由", "从", "将", "较", "与",
];

/// Words by which money is given to what follows.
const ALLOTTING: &[&str] = &["安排", "共安排", "投入", "统筹安排", "下达", "拨付", "新增安排", "年初预算安排"];

/// Words before a subject that are not part of it.
const LEADS: &[&str] = &[
    "加上",
    "其中：",
    "其中:",
    "其中",
    "一是",
    "二是",
    "三是",
    "四是",
    "五是",
    "主要是",
    "主要用于",
    "用于",
    "包括",
    "同时",
    "并",
];

/// Reads the clause between the figure before and this one. `after` is what follows the figure.
pub(crate) fn read_clause(before: &str, after: &str, kind: Kind) -> Clause {
    let text = tidy_blanks(before);
    let text = text.trim_start_matches(['，', '。', '；', '、', '）', ')', ',', ';', ' ', '和', '及']);
    let bare = LEADS.iter().fold(text, |rest, lead| rest.strip_prefix(lead).unwrap_or(rest));
    let allots = ALLOTTING.iter().any(|word| bare.starts_with(word));
    let mut clause = Clause { of_which: text.starts_with("其中"), allots, ..Clause::default() };
    let change = change_at_end(text);
    let mut named = text;
    if let Some((at, level, tail)) = change {
        clause.moved = if level { None } else { direction_of(text) };
        let (head, comparison) = split_comparison(text.get(..at).unwrap_or(""));
        clause.comparison = comparison;
        named = if names_something(tail) { tail } else { head };
    } else if let Some(base) = base_of_comparison(text).filter(|_| begins_with_change(after)) {
        clause.is_base = true;
        named = base;
    } else if let Some(whole) = whole_of_share(text, after).filter(|_| kind == Kind::Money) {
        clause.is_base = true;
        named = whole;
    } else if kind == Kind::Rate && text == "的" {
        clause.is_share = true;
        named = "";
    } else if matches!(kind, Kind::Rate | Kind::Points)
        && let Some((head, whole)) = split_share(text)
    {
        clause.is_share = true;
        clause.comparison = Some(whole.to_owned());
        named = head;
    }
    clause.subject = subject_in(named);
    // 主要原因是新增: what cannot be named shorter is named as it stands.
    if clause.subject.is_empty() && clause.moved.is_none() && !clause.is_share && text.contains("原因") {
        clause.subject = strip_list_mark(text).to_owned();
    }
    clause
}

/// The word of change a clause ends with: where it begins, whether the figure is the new level (增加到), and what was
/// changed where that stands behind the word (增加人员经费).
fn change_at_end(text: &str) -> Option<(usize, bool, &str)> {
    let (at, word) = CHANGES
        .iter()
        .filter_map(|word| text.rfind(word).map(|at| (at, *word)))
        .max_by_key(|(at, w)| (*at, w.len()))?;
    let tail = text.get(at + word.len()..)?;
    let level = tail.starts_with(['到', '至']) || word.ends_with(['到', '至']);
    let near = tail.chars().count() <= 8 && !tail.contains(['，', '。', '；', '：', '、']);
    let tail = tail.trim_start_matches(['了', '约', '近', '到', '至', '为']);
    near.then_some((at, level, tail))
}

fn direction_of(text: &str) -> Option<Direction> {
    let words = [("增支", Direction::Increase), ("增收", Direction::Increase), ("涨幅", Direction::Increase)];
    let fewer = [("减支", Direction::Decrease), ("减收", Direction::Decrease), ("少支出", Direction::Decrease)];
    let ends = |word: &str| text.ends_with(word);
    words.iter().chain(&fewer).find(|(word, _)| ends(word)).map(|(_, direction)| *direction).or_else(|| direction(text))
}

/// Whether the words between a change and its figure name what changed, and are not 支出, 收入, 资金 alone.
fn names_something(tail: &str) -> bool {
    let rest = ["支出", "收入", "投入", "资金", "安排", "幅度", "预算", "经费", "额", "数", "为", "约", "了"]
        .iter()
        .fold(tail.to_owned(), |rest, word| rest.replace(word, ""));
    rest.chars().filter(|c| is_ideograph(*c)).count() >= 2
}

/// Splits 同比, 比上年, 较年初预算, 与上年相比 off the end of what stands before a change.
fn split_comparison(head: &str) -> (&str, Option<String>) {
    for mark in ["同口径", "年均", "同比", "环比"] {
        if let Some(at) = head.rfind(mark).filter(|at| head.len() - at <= "同口径相比".len() + 6) {
            return (head.get(..at).unwrap_or(""), head.get(at..).map(str::to_owned));
        }
    }
    match comparison_start(head) {
        Some(at) => {
            let phrase = head.get(at..).unwrap_or("").trim_end_matches(['，', ',']);
            (head.get(..at).unwrap_or(""), Some(phrase.to_owned()))
        }
        None => (head, None),
    }
}

/// Where 比…, 较…, 与…相比 begins; 占比, 比例, 较大 are none.
pub(crate) fn comparison_start(text: &str) -> Option<usize> {
    if let Some(at) = text.find("相比").or_else(|| text.find("相较")) {
        let head = text.get(..at)?;
        return head.rfind(['与', '同', '和']).or(Some(at));
    }
    text.char_indices().find_map(|(at, c)| {
        let (head, tail) = (text.get(..at)?, text.get(at + c.len_utf8()..)?);
        let found = match c {
            '比' => {
                !head.ends_with(['占', '同', '环', '对', '百', '之'])
                    && !tail.starts_with(['例', '重', '率', '较', '值'])
            }
            '较' => !head.ends_with('比') && !tail.starts_with(['大', '好', '快', '高', '多', '少', '低', '为']),
            _ => false,
        };
        (found && !tail.is_empty()).then_some(at)
    })
}

/// What a figure is the base of: 2024年预算数 in 比2024年预算数, 年初预算 in 由年初预算的.
fn base_of_comparison(text: &str) -> Option<&str> {
    if let Some(at) = comparison_start(text) {
        return text.get(at..).map(|phrase| phrase.trim_start_matches(['比', '较', '与', '同']).trim_end_matches('的'));
    }
    let at = text.rfind(['由', '从'])?;
    text.get(at + '由'.len_utf8()..).map(|base| base.trim_end_matches('的'))
}

fn begins_with_change(after: &str) -> bool {
    let after = after.trim_start().trim_start_matches(['，', ',', '相', '比']);
    CHANGES.iter().any(|word| after.starts_with(word)) || after.starts_with("调整为") || after.starts_with("调整到")
}

/// What a sum is that a rate right behind it is a share of: 完成全年预算 8 万元的80%.
fn whole_of_share<'a>(text: &'a str, after: &str) -> Option<&'a str> {
    let whole = ["完成", "占", "为", "达到"].iter().find_map(|verb| text.strip_prefix(verb))?;
    let share = after.trim_start().strip_prefix('的')?.trim_start();
    share.starts_with(|c: char| c.is_ascii_digit()).then_some(whole)
}

/// Splits 为预算的, 完成年初预算, 占支出的 off: the words before it, and what the rate is a share of.
fn split_share(text: &str) -> Option<(&str, &str)> {
    let body = text.trim_end_matches(['约', '近']);
    let cut = |verb: &str, at: usize| Some((body.get(..at)?, body.get(at + verb.len()..)?));
    if let Some(share) = body.strip_suffix('的') {
        let (at, verb) = ["完成", "达到", "相当于", "占到", "占", "为", "达", "是"]
            .iter()
            .filter_map(|verb| share.rfind(verb).map(|at| (at, *verb)))
            .max_by_key(|(at, verb)| (at + verb.len(), verb.len()))?;
        let (head, whole) = cut(verb, at)?;
        let whole = whole.trim_end_matches('的').trim();
        return (!whole.is_empty()).then_some((head, whole));
    }
    let (at, verb) = ["完成", "占", "为"].iter().filter_map(|verb| body.rfind(verb).map(|at| (at, *verb))).max()?;
    let (head, whole) = cut(verb, at)?;
    let whole = ["的比例", "的比重", "比例", "比重"].iter().find_map(|tail| whole.strip_suffix(tail)).unwrap_or(whole);
    let of_plan = whole.contains("预算") || whole.contains("任务") || whole.contains("计划");
    let told = (verb == "占" && whole != "比") || of_plan;
    (told && whole.chars().count() >= 2 && !whole.ends_with(['为', '达', '率'])).then_some((head, whole))
}

/// The name in what is left of a clause.
fn subject_in(named: &str) -> String {
    let mut subject = strip_list_mark(named.trim());
    // （一）收入预算：2026年收入预算: what stands behind the colon is said of the figure.
    if let Some((_, behind)) = subject.rsplit_once(['：', ':'])
        && behind.chars().filter(|c| is_ideograph(*c)).count() >= 2
    {
        subject = behind.trim();
    }
    // 主要原因一是…: the first of the reasons.
    if let Some((_, behind)) = subject.split_once("原因一是").or_else(|| subject.split_once("原因：")) {
        subject = behind;
    }
    for lead in LEADS {
        subject = subject.strip_prefix(lead).unwrap_or(subject).trim_start();
    }
    loop {
        let shorter = VERBS.iter().find_map(|verb| {
            let rest = subject.strip_suffix(verb)?;
            // 下达, 送达: a verb of its own, and no end of a name.
            let whole_word = *verb == "达" && rest.ends_with(['下', '送', '到', '传', '抵', '拨']);
            (!whole_word && (rest.chars().count() >= 2 || rest.is_empty())).then_some(rest)
        });
        match shorter {
            // 项目支出 keeps its 支出: only a verb behind a noun goes.
            Some(_) if subject.ends_with("支出") && !subject.ends_with("费支出") => break,
            Some(rest) => subject = rest.trim_end(),
            None => break,
        }
    }
    let subject = subject.trim_start_matches(['占']).trim();
    let named =
        subject.chars().filter(|c| is_ideograph(*c)).count() >= 2 && !matches!(subject, "占比" | "比上年" | "较上年");
    if named { subject.to_owned() } else { String::new() }
}

/// Stages of the budget that say nothing of what is budgeted: 年初预算, 2026年预算数, 支出决算.
pub(crate) fn is_stage_alone(subject: &str) -> bool {
    let rest = subject.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '年' | '度' | '当'));
    matches!(
        rest,
        "初" | "初预算"
            | "初预算数"
            | "预算"
            | "预算数"
            | "决算"
            | "决算数"
            | "支出"
            | "支出决算"
            | "支出决算数"
            | "执行数"
            | "支出数"
            | "预算执行数"
    ) || matches!(
        subject,
        "年初"
            | "年初预算"
            | "年初预算数"
            | "全年预算"
            | "全年预算数"
            | "调整预算"
            | "调整预算数"
            | "全年执行数"
            | "支出预算数"
    )
}

/// A subject without the stage at its end: 公务接待费年初预算 is of 公务接待费.
pub(crate) fn without_stage(subject: &str) -> &str {
    let tails =
        ["年初预算数", "年初预算", "全年预算数", "调整预算数", "预算数", "支出决算", "决算数", "执行数", "决算"];
    tails.iter().find_map(|tail| subject.strip_suffix(tail)).filter(|rest| rest.chars().count() >= 2).unwrap_or(subject)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(before: &str, after: &str, kind: Kind) -> (String, Option<String>, Option<Direction>) {
        let clause = read_clause(before, after, kind);
        (clause.subject, clause.comparison, clause.moved)
    }

    #[test]
    fn stages_stay_with_their_subject() {
        assert_eq!(read("公务接待费年初预算为", "", Kind::Money).0, "公务接待费年初预算");
        assert!(is_stage_alone("年初预算") && is_stage_alone("2026年预算数") && is_stage_alone("支出决算"));
        assert!(!is_stage_alone("收入预算") && !is_stage_alone("支出预算"));
        assert_eq!(without_stage("公务接待费年初预算"), "公务接待费");
    }

    #[test]
    fn shares_are_of_the_subject_before_them() {
        assert_eq!(read("，为预算的", "", Kind::Rate), (String::new(), Some("预算".into()), None));
        assert_eq!(read("完成年初预算", "", Kind::Rate), (String::new(), Some("年初预算".into()), None));
        assert_eq!(read("全区支出完成调整预算的", "", Kind::Rate).0, "全区支出");
        assert_eq!(read("占比", "", Kind::Rate), (String::new(), None, None));
    }

    #[test]
    fn comparisons_are_whole() {
        assert_eq!(read("，同比增长", "", Kind::Rate).1.as_deref(), Some("同比"));
        assert_eq!(
            read("与上年相比增加", "", Kind::Money),
            (String::new(), Some("与上年相比".into()), Some(Direction::Increase))
        );
        assert_eq!(read("，较年初预算减支", "", Kind::Money).2, Some(Direction::Decrease));
        let base = read_clause("，比2024年预算数", "减少2万元", Kind::Money);
        assert_eq!((base.is_base, base.subject.as_str()), (true, "2024年预算数"));
        let whole = read_clause("，完成全年预算", "的80%", Kind::Money);
        assert_eq!((whole.is_base, whole.subject.as_str()), (true, "全年预算"));
        assert!(read_clause("的", "", Kind::Rate).is_share);
        assert_eq!(read("培训费占支出比例", "", Kind::Rate), ("培训费".into(), Some("支出".into()), None));
    }

    #[test]
    fn a_new_level_is_no_change() {
        assert_eq!(read("增加到", "", Kind::Money), (String::new(), None, None));
        assert_eq!(read("，降幅", "", Kind::Rate), (String::new(), None, Some(Direction::Decrease)));
        assert_eq!(read("指标下达", "", Kind::Money).0, "指标下达");
        assert_eq!(read("主要是增加人员经费", "", Kind::Money).0, "人员经费");
    }
}
