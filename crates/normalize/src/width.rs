//! Width of text in ems, as a line of print needs it.

use crate::chars::{is_blank, is_cjk};

/// Width of a text in ems: Chinese characters one, others half, blanks a quarter.
#[must_use]
pub fn width(text: &str) -> f32 {
    text.chars().map(char_width).sum()
}

fn char_width(c: char) -> f32 {
    if is_blank(c) {
        0.25
    } else if is_cjk(c) {
        1.0
    } else {
        0.5
    }
}

/// Width of what stays together at the start of a line, in ems: one character or one number or word, with the
/// punctuation that may not begin a line behind it and the opening brackets before it.
#[must_use]
pub fn first_piece(text: &str) -> f32 {
    let mut total = 0.0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next_if(|c| is_opening(*c)) {
        total += char_width(c);
    }
    match chars.next() {
        None => return total,
        Some(c) if is_wordlike(c) => {
            total += char_width(c);
            while let Some(c) = chars.next_if(|c| is_wordlike(*c)) {
                total += char_width(c);
            }
        }
        Some(c) => total += char_width(c),
    }
    while let Some(c) = chars.next_if(|c| is_closing(*c)) {
        total += char_width(c);
    }
    total
}

fn is_wordlike(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '%' | '/' | '-' | ':')
}

/// Opening brackets and quotation marks: they do not end a line.
#[must_use]
pub fn is_opening(c: char) -> bool {
    matches!(c, '《' | '“' | '‘' | '（' | '(' | '〔' | '【' | '[' | '「' | '〈')
}

fn is_closing(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '！'
            | '？'
            | '》'
            | '”'
            | '’'
            | '）'
            | ')'
            | '〕'
            | '】'
            | ']'
            | '」'
            | '%'
            | '％'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stays_together_is_measured_as_one() {
        assert_eq!(first_piece("万元"), 1.0);
        assert_eq!(first_piece("度，与"), 2.0);
        assert_eq!(first_piece("1,234.56万元"), 4.0);
        assert_eq!(first_piece("《办法》"), 2.0);
        assert_eq!(first_piece("（项）。"), 4.0);
        assert_eq!(first_piece(""), 0.0);
    }
}
