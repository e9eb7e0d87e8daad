//! A Type 1 font program of digits and marks with its encoding in its clear-text part.

use super::shapes::{GLYPHS, code, rectangles};

/// The font program and the lengths of its three parts.
#[must_use]
pub fn font() -> (Vec<u8>, [usize; 3]) {
    let mut clear = String::from(
        "%!PS-AdobeFont-1.0: CorpusDigits 001.000\n11 dict begin\n/FontInfo 2 dict dup begin /version (001.000) readonly \
         def end readonly def\n/FontName /CorpusDigits def\n/PaintType 0 def\n/FontType 1 def\n/FontMatrix [0.001 0 0 0.001 \
         0 0] readonly def\n/FontBBox {0 -100 500 700} readonly def\n/Encoding 256 array\n0 1 255 {1 index exch /.notdef \
         put} for\n",
    );
    for (i, (_, name, _)) in GLYPHS.iter().enumerate() {
        clear.push_str(&format!("dup {} /{name} put\n", code(i)));
    }
    clear.push_str("readonly def\ncurrentdict end\ncurrentfile eexec\n");
    let mut private = b"dup /Private 8 dict dup begin\n/RD {string currentfile exch readstring pop} executeonly def\n/ND \
        {noaccess def} executeonly def\n/NP {noaccess put} executeonly def\n/BlueValues [] def\n/MinFeature {16 16} def\n\
        /password 5839 def\n"
        .to_vec();
    private.extend(format!("2 index /CharStrings {} dict dup begin\n", GLYPHS.len() + 1).bytes());
    let mut put = |name: &str, ch: Option<char>| {
        let data = encrypt(&charstring(ch), 4330);
        private.extend(format!("/{name} {} RD ", data.len()).bytes());
        private.extend(data);
        private.extend(b" ND\n");
    };
    put(".notdef", None);
    for (ch, name, _) in GLYPHS {
        put(name, Some(*ch));
    }
    private.extend(
        b"end\nend\nreadonly put\nnoaccess put\ndup /FontName get exch definefont pop\nmark currentfile \
        closefile\n",
    );
    let hidden = encrypt(&private, 55665);
    let mut tail = String::new();
    for _ in 0..8 {
        tail.push_str(&"0".repeat(64));
        tail.push('\n');
    }
    tail.push_str("cleartomark\n");
    let lengths = [clear.len(), hidden.len(), tail.len()];
    let mut out = clear.into_bytes();
    out.extend(hidden);
    out.extend(tail.bytes());
    (out, lengths)
}

/// Type 1 encryption with four leading blanks as the random bytes.
fn encrypt(data: &[u8], key: u16) -> Vec<u8> {
    let mut r = key;
    b"    "
        .iter()
        .chain(data)
        .map(|plain| {
            let cipher = plain ^ (r >> 8) as u8;
            r = (u16::from(cipher).wrapping_add(r)).wrapping_mul(52845).wrapping_add(22719);
            cipher
        })
        .collect()
}

fn push(out: &mut Vec<u8>, v: i32) {
    if (-107..=107).contains(&v) {
        out.push(u8::try_from(v + 139).unwrap_or(139));
    } else {
        out.push(255);
        out.extend(v.to_be_bytes());
    }
}

fn charstring(ch: Option<char>) -> Vec<u8> {
    let mut out = Vec::new();
    push(&mut out, 0);
    push(&mut out, 500);
    out.push(13);
    let mut pen = (0, 0);
    for [x, y, w, h] in ch.map(rectangles).unwrap_or_default() {
        push(&mut out, x - pen.0);
        push(&mut out, y - pen.1);
        out.push(21);
        push(&mut out, w);
        out.push(6);
        push(&mut out, h);
        out.push(7);
        push(&mut out, -w);
        out.push(6);
        out.push(9);
        pen = (x, y + h);
    }
    out.push(14);
    out
}
