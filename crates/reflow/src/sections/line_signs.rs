//! What a line shows of what it is: a heading, a note, a date, the end of a sentence.

use super::column::Measure;
use super::source::ProseLine;
use gongkai_normalize::chars::comparison_key;

/// Shortest line, as a share of its column, that can be cut in the middle of a sentence.
pub(super) const LONG_LINE: f32 = 0.72;

/// Whether a line stands in the middle of its column, away from both edges.
pub(super) fn is_centred(line: &ProseLine<'_>, measure: &Measure) -> bool {
    let Some(column) = measure.columns.get(line.page).copied().flatten() else { return false };
    let em = line.size.max(1.0);
    let (before, behind) = (line.bbox.x0 - column.left, column.right - line.bbox.x1);
    // A title set large may be wider than a line of the text.
    let scale = measure.scale(line);
    let away = if scale > 1.25 {
        -em
    } else if scale > 1.12 {
        em * 0.9
    } else {
        em * 2.5
    };
    let short = scale > 1.12 || line.bbox.width() < (column.right - column.left) * LONG_LINE;
    short && before > away && behind > away && (before - behind).abs() <= em * 2.2
}

/// Whether the text is only a date: 2024年9月10日, 二〇二四年九月.
pub(super) fn is_date(text: &str) -> bool {
    let key = comparison_key(text);
    (key.ends_with('日') || key.ends_with('月'))
        && key.contains('年')
        && key.chars().all(|c| c.is_ascii_digit() || "年月日〇○一二三四五六七八九十零".contains(c))
}

/// Whether a line looks like a heading with a mark: short, no sentence.
pub(super) fn is_heading_like(line: &ProseLine<'_>) -> bool {
    line.mark.is_some_and(|m| m.rest.chars().count() <= 30 && !has_punctuation(m.rest))
}

/// Whether the text holds punctuation that headings do not have.
pub(super) fn has_punctuation(text: &str) -> bool {
    text.contains(['，', '。', '；', '：', '！', '？', ',', ';', ':', '!', '?'])
}

/// How notes begin.
const NOTES: [&str; 9] = ["注:", "备注:", "说明:", "附注:", "特别说明:", "注1", "注释:", "资料来源:", "数据来源:"];

/// Whether a text begins as notes and footnotes do.
pub(super) fn starts_note(text: &str) -> bool {
    let key = comparison_key(text);
    let mark = NOTES.iter().any(|start| key.starts_with(start));
    mark || starts_with_superscript(text)
}

/// Whether a text begins with the raised number of a footnote.
pub(super) fn starts_with_superscript(text: &str) -> bool {
    text.starts_with(['¹', '²', '³', '⁰', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'])
}

/// Whether a text ends as sentences end.
pub(super) fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['”', '"', '）', ')', '’', '》']);
    text.ends_with(['。', '！', '？', '；', '：', '…', '!', '?', ';', ':'])
}
