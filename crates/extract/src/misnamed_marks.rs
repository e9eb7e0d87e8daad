//! Marks of punctuation that a font names as characters of other scripts.
//!
//! Typesetting systems of presses write the two bytes of a mark in the code of simplified Chinese (GB 2312) where a PDF
//! wants Unicode: `，` is A3AC there, which Unicode gives to a syllable of the Yi script. Others give Chinese brackets the
//! number of quotation marks of the same shape. What stands around such a mark tells what it is.

use gongkai_model::page::Glyph;
use gongkai_normalize::chars::{is_cjk, is_ideograph};

/// Syllables of the Yi script.
const YI: std::ops::RangeInclusive<u32> = 0xA000..=0xA48F;

/// The codes of the full-width forms in GB 2312, as numbers of Unicode.
const ROW_OF_FORMS: std::ops::RangeInclusive<u32> = 0xA3A1..=0xA3FE;

/// The first full-width form in Unicode.
const FIRST_FORM: u32 = 0xFF01;

/// The code of the full-width point, which presses set for a full stop.
const POINT: u32 = 0xA3AE;

/// Names the marks of a page, whose glyphs come in drawing order, as what they are. Where the page has other syllables of
/// the Yi script it is written in it.
pub(crate) fn name_marks(glyphs: &mut [Glyph]) {
    let code = |g: &Glyph| u32::from(g.ch);
    let has_marks = |g: &Glyph| YI.contains(&code(g)) || matches!(g.ch, '«' | '»' | '„' | '‟');
    if !glyphs.iter().any(has_marks) {
        return;
    }
    let is_yi = glyphs.iter().any(|g| YI.contains(&code(g)) && !ROW_OF_FORMS.contains(&code(g)));
    let shown: Vec<usize> = (0..glyphs.len()).filter(|i| !glyphs[*i].ch.is_whitespace()).collect();
    for (at, i) in shown.iter().enumerate() {
        let around = |step: Option<usize>| step.and_then(|s| shown.get(s)).map(|i| glyphs[*i].ch);
        let (before, after) = (around(at.checked_sub(1)), around(at.checked_add(1)));
        let named = match glyphs[*i].ch {
            '«' if after.is_some_and(is_cjk) => Some('《'),
            '»' if before.is_some_and(is_cjk) => Some('》'),
            '„' if after.is_some_and(|c| c.is_ascii_digit()) => Some('〔'),
            '‟' if before.is_some_and(|c| c.is_ascii_digit()) => Some('〕'),
            ch => form_of(u32::from(ch), before).filter(|_| !is_yi),
        };
        if let (Some(named), Some(glyph)) = (named, glyphs.get_mut(*i)) {
            glyph.ch = named;
        }
    }
}

/// The full-width form of a code of GB 2312.
fn form_of(code: u32, before: Option<char>) -> Option<char> {
    if !ROW_OF_FORMS.contains(&code) {
        return None;
    }
    if code == POINT && before.is_some_and(|c| is_ideograph(c) || "）》〕】”’％".contains(c)) {
        return Some('。');
    }
    char::from_u32(code - ROW_OF_FORMS.start() + FIRST_FORM)
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_model::BBox;
    use gongkai_model::page::{Direction, GlyphFlags};

    fn glyph(ch: char) -> Glyph {
        let bbox = BBox::new(0.0, 0.0, 10.0, 10.0);
        Glyph { ch, font: 0, direction: Direction::Right, flags: GlyphFlags::default(), size: 10.0, bbox }
    }

    fn named(text: &str) -> String {
        let mut glyphs: Vec<Glyph> = text.chars().map(glyph).collect();
        name_marks(&mut glyphs);
        glyphs.iter().map(|g| g.ch).collect()
    }

    #[test]
    fn codes_of_marks_are_the_marks() {
        assert_eq!(named("«办法»第三条\u{A3AC}自发布起\u{A3BB}施行\u{A3AE}"), "《办法》第三条，自发布起；施行。");
        assert_eq!(named("共１\u{A3AE}５万元\u{A3AE}"), "共１．５万元。");
        assert_eq!(named("财预„2031‟8号"), "财预〔2031〕8号");
    }

    #[test]
    fn a_page_in_yi_stays() {
        assert_eq!(named("\u{A188}\u{A3AC}州"), "\u{A188}\u{A3AC}州");
        assert_eq!(named("„other‟ «x»"), "„other‟ «x»");
    }
}
