//! A bare CFF font (`Type1C`) of digits and marks whose encoding is inside the font and nowhere else.

use super::shapes::{GLYPHS, code, rectangles};

fn index(items: &[Vec<u8>]) -> Vec<u8> {
    let mut out = u16::try_from(items.len()).unwrap_or(0).to_be_bytes().to_vec();
    if items.is_empty() {
        return out;
    }
    out.push(2);
    let mut offset: u16 = 1;
    out.extend(offset.to_be_bytes());
    for item in items {
        offset += u16::try_from(item.len()).unwrap_or(0);
        out.extend(offset.to_be_bytes());
    }
    out.extend(items.iter().flatten());
    out
}

/// A number in a DICT, always five bytes so that offsets do not change sizes.
fn dict_number(v: i32) -> Vec<u8> {
    let mut out = vec![29];
    out.extend(v.to_be_bytes());
    out
}

/// A number in a charstring.
fn charstring_number(v: i32) -> Vec<u8> {
    let mut out = vec![28];
    out.extend(i16::try_from(v).unwrap_or(0).to_be_bytes());
    out
}

fn charstring(ch: Option<char>) -> Vec<u8> {
    let mut out = charstring_number(500);
    let mut pen = (0, 0);
    for [x, y, w, h] in ch.map(rectangles).unwrap_or_default() {
        for v in [x - pen.0, y - pen.1] {
            out.extend(charstring_number(v));
        }
        out.push(21);
        for v in [w, h, -w] {
            out.extend(charstring_number(v));
        }
        out.push(6);
        pen = (x, y + h);
    }
    out.push(14);
    out
}

/// The font file.
#[must_use]
pub fn font() -> Vec<u8> {
    let name = index(&[b"GKCORP+CorpusDigits".to_vec()]);
    let strings = index(&[]);
    let subroutines = index(&[]);
    let mut charset = vec![0];
    charset.extend(GLYPHS.iter().flat_map(|g| g.2.to_be_bytes()));
    let mut encoding = vec![0, u8::try_from(GLYPHS.len()).unwrap_or(0)];
    encoding.extend((0..GLYPHS.len()).map(code));
    let mut outlines = vec![charstring(None)];
    outlines.extend(GLYPHS.iter().map(|g| charstring(Some(g.0))));
    let outlines = index(&outlines);
    let private = {
        let mut d = dict_number(500);
        d.push(20);
        d.extend(dict_number(500));
        d.push(21);
        d
    };
    let top = |at: [usize; 4]| {
        let at = at.map(|v| i32::try_from(v).unwrap_or(0));
        let mut d = dict_number(at[0]);
        d.push(15);
        d.extend(dict_number(at[1]));
        d.push(16);
        d.extend(dict_number(at[2]));
        d.push(17);
        d.extend(dict_number(i32::try_from(private.len()).unwrap_or(0)));
        d.extend(dict_number(at[3]));
        d.push(18);
        index(&[d])
    };
    let start = 4 + name.len() + top([0; 4]).len() + strings.len() + subroutines.len();
    let encoding_at = start + charset.len();
    let outlines_at = encoding_at + encoding.len();
    let private_at = outlines_at + outlines.len();
    let mut out = vec![1, 0, 4, 2];
    for part in [
        &name,
        &top([start, encoding_at, outlines_at, private_at]),
        &strings,
        &subroutines,
        &charset,
        &encoding,
        &outlines,
        &private,
    ] {
        out.extend(part);
    }
    out
}
