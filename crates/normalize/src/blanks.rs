//! Blanks inside Chinese text. Chinese is written without blanks; those that extraction or layout leaves beside a
//! Chinese character mean nothing: `市 域 内 覆 盖`, `约 20 万人`, `单位名称 ：`.

use crate::chars::{is_blank, is_cjk};
use std::borrow::Cow;

/// Deletes every blank that has a Chinese or full-width character on one side, keeps one blank between two other
/// words, and trims. Line ends count as blanks.
///
/// One blank with meaning stays: between two issuers inside 《》 (title marks), as in `《中共中央 国务院关于…》`.
#[must_use]
pub fn tidy_blanks(text: &str) -> String {
    tidy(text, false)
}

/// [`tidy_blanks`] of a line that begins inside 《》, whose opening mark stands on a line above.
#[must_use]
pub fn tidy_blanks_in_title(text: &str) -> String {
    tidy(text, true)
}

/// Whether a text leaves a title open: 《 without its 》. `open`: it begins inside one.
#[must_use]
pub fn leaves_title_open(text: &str, open: bool) -> bool {
    match (text.rfind('《'), text.rfind('》')) {
        (Some(open), Some(close)) => open > close,
        (Some(_), None) => true,
        (None, Some(_)) => false,
        (None, None) => open,
    }
}

/// Whether a line end inside 《》 parts two issuers of one place, which a blank parts elsewhere: 《甲市财政局 | 甲市林业局
/// 关于….
pub(crate) fn parts_issuers(text: &str, line: &str) -> bool {
    // The name of one issuer is no longer.
    let from = text.char_indices().rev().nth(ISSUER_REACH).map_or(0, |(at, _)| at);
    let Some(name) = text.get(from..).and_then(|tail| tail.rsplit_once('《')).map(|(_, name)| name) else {
        return false;
    };
    let name = name.rsplit(is_blank).next().unwrap_or(name);
    let place: String = name.chars().take(2).collect();
    !name.contains('》') && ends_as_organisation(name) && line.starts_with(&place) && begins_as_organisation(line)
}

fn tidy(text: &str, in_title: bool) -> String {
    let mut tidy = String::with_capacity(text.len());
    // Byte offset in `tidy` behind the last opening title mark that is not closed yet.
    let mut title_from: Option<usize> = in_title.then_some(0);
    let mut last: Option<char> = None;
    let mut blank = false;
    for (at, c) in text.char_indices() {
        if is_blank(c) {
            blank = true;
            continue;
        }
        if blank {
            if let Some(last) = last
                && (keeps_blank(last, c)
                    || title_from.is_some_and(|from| {
                        tidy.get(from..).is_some_and(ends_as_organisation) && begins_as_organisation(&text[at..])
                    }))
            {
                tidy.push(' ');
            }
            blank = false;
        }
        tidy.push(c);
        match c {
            '《' => title_from = Some(tidy.len()),
            '》' => title_from = None,
            _ => {}
        }
        last = Some(c);
    }
    tidy
}

/// Whether a blank between these two characters separates words.
fn keeps_blank(before: char, after: char) -> bool {
    !(is_cjk(before)
        || is_cjk(after)
        || matches!(before, '(' | '[')
        || matches!(after, ')' | ']' | ',' | ';' | ':' | '%'))
}

/// Deletes the blanks within figures that were set digit by digit: `2 0 3 0年`, `2, 6 7 8 . 6 8`, `1, 240 . 0 0`. Three or
/// more single digits are one figure; others are where a blank stands beside the point or a separator and an amount comes
/// of them.
#[must_use]
pub fn close_spaced_figures(text: &str) -> Cow<'_, str> {
    if !text.as_bytes().contains(&b' ') {
        return Cow::Borrowed(text);
    }
    let of_figure = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ');
    let mut closed = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let behind = &rest[start..];
        let end = behind.find(|c| !of_figure(c)).unwrap_or(behind.len());
        let stretch = behind[..end].trim_end_matches(|c: char| !c.is_ascii_digit());
        closed.push_str(&rest[..start]);
        match spaced_figure(stretch) {
            Some(figure) => closed.push_str(&figure),
            None => closed.push_str(stretch),
        }
        rest = &behind[stretch.len()..];
    }
    if closed.is_empty() {
        return Cow::Borrowed(text);
    }
    closed.push_str(rest);
    Cow::Owned(closed)
}

/// The figure in a stretch of digits, separators and blanks, where it is one that was set digit by digit.
fn spaced_figure(stretch: &str) -> Option<String> {
    let figure: String = stretch.chars().filter(|c| *c != ' ').collect();
    let digits = figure.bytes().filter(u8::is_ascii_digit).count();
    let single = stretch.as_bytes().windows(2).all(|pair| !(pair[0].is_ascii_digit() && pair[1].is_ascii_digit()));
    let beside = [" .", ". ", " ,", ", "].iter().any(|gap| stretch.contains(gap));
    let plain = digits == figure.len();
    (stretch.contains(' ') && (single && digits >= 3 && plain || (single || beside) && is_amount(&figure)))
        .then_some(figure)
}

/// `2,678.68`: groups of three digits, and two decimals.
fn is_amount(figure: &str) -> bool {
    let Some((whole, decimals)) = figure.split_once('.') else { return false };
    let of_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let groups = whole
        .split(',')
        .enumerate()
        .all(|(i, g)| of_digits(g) && if i == 0 { (1..=3).contains(&g.len()) } else { g.len() == 3 });
    groups && decimals.len() == 2 && of_digits(decimals)
}

/// Endings of the names of authorities that issue documents together.
const AUTHORITY_ENDINGS: [&str; 20] = [
    "中央",
    "国务院",
    "办公厅",
    "办公室",
    "委员会",
    "人民政府",
    "政府",
    "省委",
    "市委",
    "区委",
    "县委",
    "党委",
    "总局",
    "法院",
    "检察院",
    "银行",
    "改革委",
    "健康委",
    "局",
    "厅",
];

/// 部 (ministry) ends names of ministries and many other words, so it is looked for with what stands before it.
const MINISTRY_ENDINGS: [&str; 8] = ["财政部", "教育部", "科技部", "民政部", "司法部", "建设部", "保障部", "农村部"];

/// Words that follow the issuers in a title.
const TITLE_VERBS: [&str; 4] = ["关于", "印发", "转发", "公布"];

/// How far to look for an issuer, in characters.
const ISSUER_REACH: usize = 24;

fn ends_as_organisation(before: &str) -> bool {
    ends_as_authority(before) && before.chars().rev().take_while(|&c| c != ' ').take(4).count() == 4
}

fn ends_as_authority(name: &str) -> bool {
    AUTHORITY_ENDINGS.iter().chain(&MINISTRY_ENDINGS).any(|ending| name.ends_with(ending))
}

fn begins_as_organisation(after: &str) -> bool {
    let end = after.char_indices().nth(ISSUER_REACH).map_or(after.len(), |(at, _)| at);
    let reach = after.get(..end).unwrap_or(after);
    let issuer_end = TITLE_VERBS.iter().filter_map(|verb| reach.find(verb)).min();
    let blank_end = reach.find(is_blank);
    let name_end = match (issuer_end, blank_end) {
        (Some(verb), Some(blank)) => verb.min(blank),
        (Some(end), None) | (None, Some(end)) => end,
        (None, None) => return false,
    };
    // 某某局关 于…: a verb cut by a line end.
    let whole = |name: &str| name.chars().nth(2).is_some() && ends_as_authority(name);
    reach.get(..name_end).is_some_and(|name| {
        let cut = TITLE_VERBS.iter().filter_map(|verb| verb.chars().next()).find_map(|head| name.strip_suffix(head));
        whole(name) || cut.is_some_and(whole)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_beside_chinese_go() {
        assert_eq!(tidy_blanks("市 域 内 覆 盖"), "市域内覆盖");
        assert_eq!(tidy_blanks(" 表 （含转移支付项目 ） "), "表（含转移支付项目）");
        assert_eq!(tidy_blanks("约 20 万人"), "约20万人");
        assert_eq!(tidy_blanks("合\u{3000}计\n12.5"), "合计12.5");
        assert_eq!(tidy_blanks("指标值 ：100 %"), "指标值：100%");
    }

    #[test]
    fn figures_set_digit_by_digit_are_closed() {
        for (text, closed) in [
            ("一、2 0 3 0年末余额", "一、2030年末余额"),
            ("2, 6 7 8 . 6 8", "2,678.68"),
            ("1, 240 . 0 0", "1,240.00"),
            ("3 . 2 0", "3.20"),
            ("12.3 5", "12.3 5"),
            ("2, 3", "2, 3"),
            ("1 2", "1 2"),
            ("1 40.00", "1 40.00"),
            ("12 340.00 9", "12 340.00 9"),
            ("", ""),
        ] {
            assert_eq!(close_spaced_figures(text), closed);
        }
    }

    #[test]
    fn blanks_between_words_stay() {
        assert_eq!(tidy_blanks("Open  Data   2024"), "Open Data 2024");
        assert_eq!(tidy_blanks("12.3 5"), "12.3 5");
        assert_eq!(tidy_blanks("2, 3"), "2, 3");
        assert_eq!(tidy_blanks("( a b )"), "(a b)");
    }

    #[test]
    fn two_issuers_of_one_document_stay_apart() {
        assert_eq!(tidy_blanks("《中共中央 国务院关于甲事的意见》"), "《中共中央 国务院关于甲事的意见》");
        assert_eq!(
            tidy_blanks("《海湾市财政局 海湾市教育局关于乙事的通知》"),
            "《海湾市财政局 海湾市教育局关于乙事的通知》"
        );
        assert_eq!(
            tidy_blanks("《海湾市财政局 海湾市教育局关 于乙事的通知》"),
            "《海湾市财政局 海湾市教育局关于乙事的通知》"
        );
        assert_eq!(tidy_blanks("《海湾市财政 局关于乙事的通知》"), "《海湾市财政局关于乙事的通知》");
        assert_eq!(tidy_blanks("《海湾市财政局 关于乙事的通知》"), "《海湾市财政局关于乙事的通知》");
        assert_eq!(tidy_blanks("中共中央 国务院关于甲事"), "中共中央国务院关于甲事");
        let second = "湾市财政局 海湾市教育局关于乙事";
        assert_eq!(tidy_blanks_in_title(second), second);
        assert!(leaves_title_open("《甲》《海", false) && !leaves_title_open("》甲", true));
    }

    #[test]
    fn nothing_is_nothing() {
        assert_eq!(tidy_blanks(""), "");
        assert_eq!(tidy_blanks(" \u{3000}\u{200B}\n"), "");
    }

    #[test]
    fn tidying_twice_changes_nothing() {
        for text in ["《中共中央 国务院关于甲》 a b", "a ,b % ( c", "1 . 2 中 3"] {
            let once = tidy_blanks(text);
            assert_eq!(tidy_blanks(&once), once);
        }
    }
}
