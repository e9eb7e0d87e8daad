//! Marks that recognition programs leave in text: markdown, HTML tags, entities.

use gongkai_normalize::chars::superscript;

/// Tags that are taken off. Anything else between angle brackets is text: `<100 万元`.
const TAGS: &[&str] = &[
    "a",
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "center",
    "code",
    "del",
    "div",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "hr",
    "html",
    "i",
    "img",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "s",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
];

/// Longest tag that is looked for, in bytes.
const MAX_TAG: usize = 2000;

/// How often tags and entities are taken off before the rest is believed to be text: `&amp;lt;b&amp;gt;` takes three.
const MAX_ROUNDS: usize = 8;

/// `### title` to its level and `title`.
pub(super) fn heading(text: &str) -> Option<(u8, &str)> {
    let level = text.bytes().take_while(|b| *b == b'#').count();
    let rest = text.get(level..)?;
    let level = u8::try_from(level).ok().filter(|l| (1..=6).contains(l))?;
    rest.starts_with(' ').then(|| (level, rest.trim().trim_end_matches('#').trim_end()))
}

/// `- item` to `item`. A page number between dashes is none: `- 10 -`.
pub(super) fn bullet(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("- ").or_else(|| text.strip_prefix("* "))?;
    let rest = rest.trim_start();
    let is_page_number = rest.trim_end_matches(['-', '—', ' ']).len() < rest.len()
        && rest.trim_end_matches(['-', '—', ' ']).chars().all(|c| c.is_ascii_digit());
    (!rest.is_empty() && !is_page_number).then_some(rest)
}

/// Whether a line is only a rule: `---`, `***`, `___`.
pub(super) fn is_rule(text: &str) -> bool {
    let mut marks = text.chars().filter(|c| !c.is_whitespace());
    let Some(first) = marks.next().filter(|c| matches!(c, '-' | '*' | '_' | '=')) else { return false };
    text.chars().filter(|c| *c == first).count() >= 3 && marks.all(|c| c == first)
}

/// Whether a line opens or closes a block of code.
pub(super) fn is_fence(text: &str) -> bool {
    text.starts_with("```") && !text.trim_matches('`').contains(' ')
}

/// Whether all of the text stands between `**` or in `<b>`.
pub(super) fn is_all_bold(text: &str) -> bool {
    let inner = |open: &str, close: &str| {
        text.strip_prefix(open).and_then(|t| t.strip_suffix(close)).is_some_and(|t| !t.is_empty() && !t.contains(open))
    };
    inner("**", "**") || inner("<b>", "</b>") || inner("<strong>", "</strong>")
}

/// Takes off tags, entities and emphasis until nothing changes. A number in `<sup>` becomes superscript digits, for
/// it is the mark of a footnote and not part of the figure before it.
pub(super) fn strip_inline(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..MAX_ROUNDS {
        let stripped = unescape_entities(&strip_tags(&text));
        if stripped == text {
            break;
        }
        text = stripped;
    }
    let text = strip_emphasis(&text);
    text.chars().filter(|c| *c == '\t' || !c.is_control()).collect::<String>().trim().to_owned()
}

fn strip_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, tagged) = rest.split_at(at);
        out.push_str(before);
        if let Some(after) = tagged.strip_prefix("<!--") {
            rest = after.find("-->").and_then(|end| after.get(end + 3..)).unwrap_or_default();
            continue;
        }
        let Some((name, closing, after)) = tag(tagged) else {
            out.push('<');
            rest = tagged.get(1..).unwrap_or_default();
            continue;
        };
        rest = after;
        match (name.as_str(), closing) {
            ("sup", false) => {
                let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
                let (number, tail) = rest.split_at(digits);
                if (1..=3).contains(&digits) && (tail.is_empty() || tail.starts_with(['<', ' '])) {
                    if out.ends_with(' ') {
                        out.truncate(out.trim_end().len());
                    }
                    out.extend(number.chars().map(|digit| superscript(digit).unwrap_or(digit)));
                    rest = tail;
                }
            }
            ("br" | "td" | "th" | "p" | "div" | "li", _) if !out.ends_with(' ') && !out.is_empty() => out.push(' '),
            _ => {}
        }
    }
    out.push_str(rest);
    out
}

/// The name of the tag at the start of `text`, whether it closes, and what follows it.
fn tag(text: &str) -> Option<(String, bool, &str)> {
    let end = text.bytes().take(MAX_TAG).position(|b| b == b'>')?;
    let inner = text.get(1..end)?;
    let (inner, closing) = inner.strip_prefix('/').map_or((inner, false), |t| (t, true));
    let name: String = inner.chars().take_while(char::is_ascii_alphanumeric).take(12).collect();
    let name = name.to_ascii_lowercase();
    let follows = inner.get(name.len()..)?.chars().next();
    let known = TAGS.contains(&name.as_str()) && follows.is_none_or(|c| c.is_whitespace() || c == '/');
    known.then(|| (name, closing, text.get(end + 1..).unwrap_or_default()))
}

fn unescape_entities(text: &str) -> String {
    const NAMED: &[(&str, &str)] = &[
        ("lt;", "<"),
        ("gt;", ">"),
        ("amp;", "&"),
        ("quot;", "\""),
        ("apos;", "'"),
        ("nbsp;", " "),
        ("emsp;", " "),
        ("ensp;", " "),
        ("ge;", "≥"),
        ("le;", "≤"),
        ("times;", "×"),
        ("divide;", "÷"),
        ("mdash;", "—"),
        ("ldquo;", "“"),
        ("rdquo;", "”"),
        ("middot;", "·"),
    ];
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, entity) = rest.split_at(at);
        out.push_str(before);
        let body = entity.get(1..).unwrap_or_default();
        if let Some((name, value)) = NAMED.iter().find(|(name, _)| body.starts_with(name)) {
            out.push_str(value);
            rest = body.get(name.len()..).unwrap_or_default();
        } else if let Some((c, after)) = numeric_entity(body) {
            out.push(c);
            rest = after;
        } else {
            out.push('&');
            rest = body;
        }
    }
    out.push_str(rest);
    out
}

fn numeric_entity(body: &str) -> Option<(char, &str)> {
    let digits = body.strip_prefix('#')?;
    let end = digits.bytes().take(10).position(|b| b == b';')?;
    let (number, after) = (digits.get(..end)?, digits.get(end + 1..)?);
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    Some((char::from_u32(code)?, after))
}

/// Takes off `**` and the backslashes of markdown. A single `*` stays: it marks notes in tables.
fn strip_emphasis(text: &str) -> String {
    let text = text.replace("**", "");
    if !text.contains('\\') {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let escapes = c == '\\' && chars.peek().is_some_and(|n| "\\`*_{}[]()#+-.!<>~|&%$".contains(*n));
        match (escapes, chars.peek()) {
            (true, Some(&next)) => {
                chars.next();
                out.push(next);
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_entities_are_taken_off_until_nothing_changes() {
        assert_eq!(strip_inline("<sup>&</sup>lt;sup>1</sup> 说明:略"), "¹ 说明:略");
        assert_eq!(strip_inline("&amp;lt;b&amp;gt;合计"), "合计");
        assert_eq!(strip_inline("实现 <sup>2</sup>"), "实现²");
        assert_eq!(strip_inline("<sup>2.</sup> 本表单位为万元"), "2. 本表单位为万元");
    }

    #[test]
    fn angle_brackets_around_text_stay() {
        assert_eq!(strip_inline("人数<100 且 占比>5%"), "人数<100 且 占比>5%");
        assert_eq!(strip_inline("《办法》<试行>"), "《办法》<试行>");
    }

    #[test]
    fn emphasis_and_escapes_go() {
        assert_eq!(strip_inline("**收入**：1\\. 事业\\*收入*"), "收入：1. 事业*收入*");
        assert!(is_all_bold("**小计**"));
        assert!(!is_all_bold("**一是**完善**制度**"));
    }

    #[test]
    fn a_heading_needs_a_blank() {
        assert_eq!(heading("## 二、概况"), Some((2, "二、概况")));
        assert_eq!(heading("#1 楼"), None);
        assert_eq!(heading("####### 七"), None);
    }
}
