//! What a clause says of the figure behind it: its subject, whether it changed, and what it is compared with.

use super::subject::without_year;
use super::words::{
    Class, behind_last, ends_with, ideographs, is_made_of_weak, without_end, without_list_mark, without_opener,
    without_start, without_weak_start,
};
use gongkai_normalize::blanks::tidy_blanks;
use gongkai_normalize::rate::{ChangeInText, Direction, find_changes};

/// A clause up to its figure.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Clause {
    /// What stands before a colon, or before 由 (from): 采购项目：全年预算数.
    pub(crate) head: String,
    /// What the clause names; empty where it names nothing.
    pub(crate) subject: String,
    /// What the figure is compared with, as printed.
    pub(crate) comparison: Option<String>,
    pub(crate) role: Role,
    /// It opens the parts of a sum: 其中 (of which).
    pub(crate) of_which: bool,
    /// It gives a reason, and speaks of something of its own.
    pub(crate) reason: bool,
    /// Several figures follow, one for each thing named: 分别 (respectively).
    pub(crate) distributes: bool,
    /// A change starts from the figure: 由年初预算的. What arrives is of `head`.
    pub(crate) starts_change: bool,
    /// The figure is a rule, a limit or a manner: 按照 (according to) 5%.
    pub(crate) manner: bool,
}

/// What the figure behind a clause is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Role {
    /// How much there is.
    #[default]
    Level,
    /// How much there is after a change: 增加到.
    Arrived,
    /// By how much it changed. No direction: 增加（减少） printed side by side.
    Change(Option<Direction>),
    /// Its share of, or against, what `comparison` names: 占, 为预算的.
    Share,
    /// What a change that follows starts from: 比上年预算数10万元减少….
    Base,
}

/// Reads the text of a clause up to its figure. `is_rate`: the figure is a rate.
pub(crate) fn read_clause(text: &str, is_rate: bool) -> Clause {
    let mut clause = Clause::default();
    let text = tidy_blanks(text);
    let mut rest = without_list_mark(text.trim().trim_start_matches(['—', '-', '－'])).trim_matches(['。', ' ']);
    // （一）收入预算：2026年收入预算: what stands behind the colon is said of the figure.
    if let Some((head, behind)) = rest.rsplit_once(['：', ':'])
        && ideographs(behind) >= 1
    {
        let list = without_end(head, Class::Parts);
        clause.of_which = list.is_some();
        list.unwrap_or(head).clone_into(&mut clause.head);
        rest = behind.trim();
    }
    // 债务（包括外债）余额: what brackets enclose lists no parts of the figure behind them.
    let enclosed = |behind: &&str| behind.matches(['）', ')']).count() > behind.matches(['（', '(']).count();
    if let Some(behind) = behind_last(rest, Class::Parts).filter(|behind| !enclosed(behind)) {
        clause.of_which = true;
        rest = behind.trim_start_matches(['：', ':', ' ']);
    }
    if let Some(behind) = behind_last(rest, Class::Reason) {
        clause.reason = true;
        rest = behind.trim();
    }
    // 收入加上转移性收入: what is added is of the figure.
    if let Some(added) = rest.rfind("加上").and_then(|at| rest.get(at + '加'.len_utf8()..)) {
        let own = added.strip_prefix('上').filter(|_| without_start(added, Class::Addend).is_none());
        rest = own.filter(|own| ideographs(own) >= 2).unwrap_or(rest);
    }
    // 加上…8万元后收入总计
    if let Some(sum) = rest.strip_prefix('后').filter(|sum| without_start(sum, Class::Stage).is_some()) {
        rest = sum;
    }
    while let Some(shorter) = without_opener(rest) {
        rest = shorter.trim_start_matches(['：', ':', ' ']);
    }
    clause.manner = without_start(rest, Class::Manner).is_some();

    let (before, behind) = match find_comparison(rest) {
        Some(found) => {
            clause.comparison = rest.get(found.start..found.end).map(|c| c.trim().to_owned());
            let behind = rest.get(found.behind..).unwrap_or("");
            if found.is_base && !is_rate {
                clause.role = Role::Base;
                clause.comparison = None;
                clause.subject = named(rest.get(found.start..found.end).unwrap_or("").trim_start_matches(['比', '较']));
                clause.head = named(rest.get(..found.start).unwrap_or(""));
                return clause;
            }
            (rest.get(..found.start).unwrap_or(""), behind)
        }
        None => ("", rest),
    };
    let own = |inner: &str| named(if ideographs(before) >= 2 { before } else { inner });
    if let Some((change, both)) = last_change(behind) {
        let inner = behind.get(..change.start).unwrap_or("");
        let tail = behind.get(change.end..).unwrap_or("").trim_start_matches(['）', ')']);
        let noun = behind.get(change.start..change.end).is_some_and(|word| word.ends_with(['幅', '率', '度']));
        let arrived = without_start(tail, Class::Level).filter(|_| !noun).map(without_fillers);
        // 提高到2025年的
        if arrived.is_some_and(|at| without_year(at).trim_end_matches('的').is_empty()) {
            clause.role = Role::Arrived;
            clause.subject = own(inner);
            return finish(clause, inner, before);
        }
        let object = without_fillers(if noun { tail.trim_start_matches(['为', '是']) } else { tail });
        let moved = Role::Change((!both).then_some(change.direction));
        if object.is_empty() {
            clause.role = moved;
            clause.subject = own(inner);
            return finish(clause, inner, before);
        }
        let is_object = !noun
            && change.direction != Direction::Flat
            && ideographs(object) >= 2
            && !["后", "前", "时", "以", "部分", "幅", "率", "到", "至", "为", "点", "值", "类"]
                .iter()
                .any(|word| object.starts_with(word));
        if is_object {
            clause.role = moved;
            clause.subject = named(object);
            return finish(clause, object, "");
        }
    }
    // 同比增39%
    if let Some((inner, direction)) = one_character_change(behind).filter(|_| clause.comparison.is_some()) {
        clause.role = Role::Change(Some(direction));
        clause.subject = own(inner);
        return finish(clause, inner, before);
    }
    if is_rate && let Some((subject, whole)) = share(rest) {
        clause.role = Role::Share;
        clause.comparison = (!whole.is_empty()).then(|| whole.to_owned());
        clause.subject = named(subject);
        return finish(clause, subject, "");
    }
    if let Some((subject, stage)) = start_of_change(rest) {
        clause.comparison = None;
        clause.starts_change = true;
        clause.head = named(subject);
        clause.subject = named(stage);
        if clause.subject.is_empty() {
            clause.subject = std::mem::take(&mut clause.head);
        }
        return clause;
    }
    clause.subject = if before.is_empty() { named(behind) } else { own(behind) };
    finish(clause, behind, before)
}

fn finish(mut clause: Clause, text: &str, before: &str) -> Clause {
    clause.distributes = text.contains("分别") || before.contains("分别");
    clause
}

/// Where a comparison stands in a clause.
struct Comparison {
    start: usize,
    end: usize,
    /// Where the text behind it begins.
    behind: usize,
    /// The clause ends with it: the figure is the one compared with.
    is_base: bool,
}

/// The first comparison of a clause: 同比, 与上年相比, 比上年, 较年初预算数.
fn find_comparison(text: &str) -> Option<Comparison> {
    text.char_indices().find_map(|(at, c)| {
        let rest = text.get(at..)?;
        let before = text.get(..at)?;
        if without_start(rest, Class::NoBase).is_some() || before.ends_with(['占', '相', '之', '对', '可']) {
            return None;
        }
        match c {
            '同' | '环' if rest.starts_with("同比") || rest.starts_with("环比") => {
                let end = at + "同比".len();
                Some(Comparison { start: at, end, behind: end, is_base: false })
            }
            '与' | '和' | '同' | '跟' => {
                // 与上年持平
                if let Some(flat) = find_changes(rest).first().filter(|change| change.direction == Direction::Flat) {
                    let end = at + flat.start;
                    return is_base(rest.get(c.len_utf8()..flat.start)?).then_some(Comparison {
                        start: at,
                        end,
                        behind: end,
                        is_base: false,
                    });
                }
                let (mark, len) = ["相比", "比较", "对比", "比"].iter().find_map(|m| Some((rest.find(m)?, m.len())))?;
                let base = rest.get(c.len_utf8()..mark)?;
                let end = at + mark + len;
                is_base(base).then_some(Comparison { start: at, end, behind: end, is_base: false })
            }
            '比' | '较' => {
                let change = find_changes(rest).first().copied();
                let end = change.map_or(rest.len(), |change| change.start);
                let base = rest.get(c.len_utf8()..end)?;
                let base = base.find("同比").and_then(|same| base.get(..same)).unwrap_or(base);
                if !is_base(base) {
                    return None;
                }
                // 较上年公用经费增加: 公用经费 is what grew.
                let short = base_words(base);
                let object =
                    base.get(short..).filter(|o| before.is_empty() && ideographs(o) >= 2 && !ends_with(o, Class::Base));
                let used = if object.is_some() { short } else { base.len() };
                let start_of_rest = at + c.len_utf8() + used;
                Some(Comparison {
                    start: at,
                    end: start_of_rest,
                    behind: start_of_rest,
                    is_base: change.is_none() && one_character_change(rest).is_none(),
                })
            }
            _ => None,
        }
    })
}

/// Whether a text names what figures are compared with: a year, a budget, a plan.
fn is_base(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty()
        && text.chars().count() <= 40
        && (1..=text.len()).filter_map(|end| text.get(..end)).any(|head| ends_with(head, Class::Base))
}

/// Length of the words of time and stage at the start of a text: 上年, 2025年年初预算数.
fn base_words(text: &str) -> usize {
    let mut rest = text;
    loop {
        let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let shorter = if digits.len() < rest.len() {
            Some(digits)
        } else {
            without_start(rest, Class::Base).or_else(|| without_weak_start(rest))
        };
        match shorter {
            Some(shorter) => rest = shorter,
            None => return text.len() - rest.len(),
        }
    }
}

/// The last word of change, and whether its contrary stands beside it: 增加（减少）. Then both are the word.
fn last_change(text: &str) -> Option<(ChangeInText, bool)> {
    let changes = find_changes(text);
    let last = changes.last().copied()?;
    let beside = changes.len().checked_sub(2).and_then(|at| changes.get(at)).filter(|other| {
        let between = text.get(other.end..last.start).unwrap_or("").trim();
        other.direction != last.direction && matches!(between, "（" | "(" | "/" | "或" | "（或" | "、")
    });
    Some((ChangeInText { start: beside.map_or(last.start, |other| other.start), ..last }, beside.is_some()))
}

/// 增, 减, 升, 降 at the end of a clause.
fn one_character_change(text: &str) -> Option<(&str, Direction)> {
    let text = text.trim();
    let increase = text.strip_suffix(['增', '升']).map(|inner| (inner, Direction::Increase));
    increase.or_else(|| text.strip_suffix(['减', '降']).map(|inner| (inner, Direction::Decrease)))
}

/// Words between what a rate is a share of and the rate.
const BEHIND_SHARE: &[&str] = &[
    "的",
    "比例",
    "比重",
    "比率",
    "比",
    "均",
    "为",
    "约",
    "达到",
    "达",
    "百分",
    "保持在",
    "稳定在",
    "维持在",
    "保持",
    "超过",
    "超",
    "不低于",
    "不超过",
    "近",
    "分别",
];

/// 支出完成年初预算的, 占支出总额的: the subject, and what the rate is a share of.
fn share(text: &str) -> Option<(&str, &str)> {
    if let Some(at) = text.rfind('占').filter(|at| !text.get(*at..).unwrap_or("").starts_with("占地")) {
        let mut whole = text.get(at + '占'.len_utf8()..)?.trim();
        while let Some(shorter) = BEHIND_SHARE.iter().find_map(|end| whole.strip_suffix(end)) {
            whole = shorter;
        }
        return Some((text.get(..at)?, whole));
    }
    ["完成", "为", "达到", "达", "相当于"].iter().find_map(|verb| {
        let at = text.rfind(verb)?;
        let behind = text.get(at + verb.len()..)?.trim();
        let whole = behind.strip_suffix('的').unwrap_or(behind).trim();
        // 为限额的: of what was named before.
        let of_something = at == 0 && behind.ends_with('的') && ideographs(whole) >= 2;
        let against = (behind.ends_with('的') || is_made_of_weak(whole)) && is_base(whole) || of_something;
        against.then(|| (text.get(..at).unwrap_or(""), whole))
    })
}

/// 总收入由年初预算的: the subject, and the stage of the figure a change starts from.
fn start_of_change(text: &str) -> Option<(&str, &str)> {
    ["由", "从"].iter().find_map(|from| {
        let at = text.rfind(from)?;
        let stage = text.get(at + from.len()..)?.trim();
        let weak = stage.strip_suffix('的').unwrap_or(stage);
        is_made_of_weak(without_year(weak)).then(|| (text.get(..at).unwrap_or(""), weak))
    })
}

fn without_fillers(text: &str) -> &str {
    let mut text = text.trim();
    while let Some(shorter) = without_start(text, Class::Filler) {
        text = shorter.trim();
    }
    text
}

/// Before what is taken off, and is no part of what is named next.
pub(crate) const DEDUCTING: [&str; 2] = ["剔除", "扣除"];

/// The subject without the verbs behind it; empty where fewer than two characters are left.
pub(crate) fn named(text: &str) -> String {
    let mut subject =
        without_list_mark(text).trim_start_matches(['”', '）', ')', '》', '和', '及', '，', '、', '。', '的']).trim();
    // （含再融资债券: a bracket that is closed further on, or nowhere.
    if let Some(inside) = subject.strip_prefix(['（', '(']).filter(|inside| !inside.contains(['）', ')'])) {
        subject = inside.strip_prefix('含').unwrap_or(inside).trim();
    }
    // （下同）, 剔除一次性因素后: what a comparison passes over.
    let aside = subject.starts_with(['（', '(']) && subject.find(['）', ')']).is_some_and(|at| at + 3 >= subject.len());
    let excluding = DEDUCTING.iter().any(|word| subject.starts_with(word))
        && ["后", "影响", "因素"].iter().any(|word| subject.ends_with(word));
    if aside || excluding {
        return String::new();
    }
    subject = DEDUCTING.iter().find_map(|word| subject.strip_prefix(word)).unwrap_or(subject);
    // 汇总各级人大批准的一般公共预算收入
    if let Some((_, approved)) = subject.rsplit_once("批准的").filter(|(_, approved)| ideographs(approved) >= 4) {
        subject = approved;
    }
    // 达70~80%
    if let Some(range) = subject.strip_suffix(['~', '～']) {
        subject = range.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    }
    // A quotation that goes on behind the figure.
    if subject.matches('"').count() == 1 || subject.starts_with('“') && !subject.contains('”') {
        subject = subject.trim_start_matches(['"', '“']);
    }
    while let Some(shorter) = without_opener(subject) {
        subject = shorter.trim_start_matches(['：', ':', ' ']);
    }
    subject = subject.trim_end_matches(['、', '，']);
    // 完成 alone tells the stage of what was named before.
    while !is_made_of_weak(subject) {
        // 项目支出 keeps its 支出: only a verb behind a noun goes.
        let kept = ends_with(subject, Class::Kept) || (subject.ends_with("支出") && !subject.ends_with("费支出"));
        match without_end(subject, Class::Verb).filter(|_| !kept) {
            Some(shorter) if shorter.is_empty() || shorter.chars().count() >= 2 => subject = shorter.trim_end(),
            _ => break,
        }
    }
    // 同口径¹ is the subject with the mark of a footnote.
    let plain = || subject.chars().filter(|c| !matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')).collect();
    if ideographs(subject) >= 2 { plain() } else { String::new() }
}
