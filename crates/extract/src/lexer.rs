//! Content streams: bytes to operands and operators (ISO 32000-1, 7.8.2).
//!
//! Operands of one operator are kept flat in [`Operands`], nested arrays and dictionaries between markers, and strings
//! in one scratch buffer, so that a page is read without an allocation per token.

use std::ops::Range;

/// One operand, or a bracket of a nested one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Operand {
    Number(f32),
    /// Range in [`Operands::bytes`], `#xx` decoded, without the slash.
    Name(usize, usize),
    /// Range in [`Operands::bytes`], decoded.
    Text(usize, usize),
    ArrayStart,
    ArrayEnd,
    DictStart,
    DictEnd,
    /// `true`, `false`, `null` and whatever stands where none should.
    Other,
}

/// Operands that stand before an operator.
#[derive(Debug, Default)]
pub(crate) struct Operands {
    pub(crate) items: Vec<Operand>,
    pub(crate) bytes: Vec<u8>,
}

impl Operands {
    pub(crate) fn clear(&mut self) {
        self.items.clear();
        self.bytes.clear();
    }

    /// The last `N` numbers, or `None` where fewer stand there.
    pub(crate) fn numbers<const N: usize>(&self) -> Option<[f32; N]> {
        let tail = self.items.get(self.items.len().checked_sub(N)?..)?;
        let mut out = [0.0; N];
        for (o, item) in out.iter_mut().zip(tail) {
            match item {
                Operand::Number(n) => *o = *n,
                _ => return None,
            }
        }
        Some(out)
    }

    /// All plain numbers in order.
    pub(crate) fn all_numbers(&self) -> impl Iterator<Item = f32> + '_ {
        self.items.iter().filter_map(|i| match i {
            Operand::Number(n) => Some(*n),
            _ => None,
        })
    }

    /// The last name.
    pub(crate) fn name(&self) -> Option<&[u8]> {
        self.items.iter().rev().find_map(|i| match i {
            Operand::Name(a, b) => self.bytes.get(*a..*b),
            _ => None,
        })
    }

    /// The first operand where it is a name: the tag of a marked-content operator.
    pub(crate) fn tag(&self) -> Option<&[u8]> {
        match self.items.first()? {
            Operand::Name(a, b) => self.bytes.get(*a..*b),
            _ => None,
        }
    }

    pub(crate) fn slice(&self, a: usize, b: usize) -> &[u8] {
        self.bytes.get(a..b).unwrap_or_default()
    }
}

/// What ended a run of operands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Token {
    /// An operator: its range in the stream.
    Operator(Range<usize>),
    /// End of the stream.
    End,
}

/// Reads a content stream.
#[derive(Debug)]
pub(crate) struct Lexer<'a> {
    data: &'a [u8],
    pos: usize,
}

/// Operands kept for one operator; the rest of a longer row is dropped.
const MAX_OPERANDS: usize = 200_000;

const REGULAR: u8 = 0;
const SPACE: u8 = 1;
const DELIMITER: u8 = 2;

const CLASS: [u8; 256] = {
    let mut t = [REGULAR; 256];
    let spaces = [0u8, 9, 10, 12, 13, 32];
    let mut i = 0;
    while i < spaces.len() {
        t[spaces[i] as usize] = SPACE;
        i += 1;
    }
    let delimiters = *b"()<>[]{}/%";
    let mut i = 0;
    while i < delimiters.len() {
        t[delimiters[i] as usize] = DELIMITER;
        i += 1;
    }
    t
};

fn class(b: u8) -> u8 {
    CLASS[b as usize]
}

fn hex_digit(b: u8) -> Option<u8> {
    (b as char).to_digit(16).map(|d| d as u8)
}

impl<'a> Lexer<'a> {
    pub(crate) fn new(data: &'a [u8]) -> Self {
        Self { data, pos: 0 }
    }

    /// Reads operands into `operands` up to the next operator.
    pub(crate) fn next_operator(&mut self, operands: &mut Operands) -> Token {
        operands.clear();
        loop {
            let Some(&b) = self.data.get(self.pos) else { return Token::End };
            match b {
                _ if class(b) == SPACE => self.pos += 1,
                b'0'..=b'9' | b'+' | b'-' | b'.' => {
                    let n = self.number();
                    self.push(operands, Operand::Number(n));
                }
                b'/' => {
                    let start = operands.bytes.len();
                    self.pos += 1;
                    self.name(&mut operands.bytes);
                    let end = operands.bytes.len();
                    self.push(operands, Operand::Name(start, end));
                }
                b'(' => {
                    let start = operands.bytes.len();
                    self.literal_string(&mut operands.bytes);
                    let end = operands.bytes.len();
                    self.push(operands, Operand::Text(start, end));
                }
                b'<' if self.data.get(self.pos + 1) == Some(&b'<') => {
                    self.pos += 2;
                    self.push(operands, Operand::DictStart);
                }
                b'<' => {
                    let start = operands.bytes.len();
                    self.hex_string(&mut operands.bytes);
                    let end = operands.bytes.len();
                    self.push(operands, Operand::Text(start, end));
                }
                b'>' => {
                    self.pos += if self.data.get(self.pos + 1) == Some(&b'>') { 2 } else { 1 };
                    self.push(operands, Operand::DictEnd);
                }
                b'[' => {
                    self.pos += 1;
                    self.push(operands, Operand::ArrayStart);
                }
                b']' => {
                    self.pos += 1;
                    self.push(operands, Operand::ArrayEnd);
                }
                b'%' => self.skip_comment(),
                b'{' | b'}' | b')' => self.pos += 1,
                _ => {
                    let start = self.pos;
                    while self.data.get(self.pos).is_some_and(|b| class(*b) == REGULAR) {
                        self.pos += 1;
                    }
                    match &self.data[start..self.pos] {
                        b"true" | b"false" | b"null" => self.push(operands, Operand::Other),
                        _ => return Token::Operator(start..self.pos),
                    }
                }
            }
        }
    }

    fn push(&self, operands: &mut Operands, item: Operand) {
        if operands.items.len() < MAX_OPERANDS {
            operands.items.push(item);
        }
    }

    fn skip_comment(&mut self) {
        while self.data.get(self.pos).is_some_and(|b| *b != b'\n' && *b != b'\r') {
            self.pos += 1;
        }
    }

    /// Reads a number as viewers do: `--5` is -5, `1.2.3` is 1.2, `5-3` is 5.
    fn number(&mut self) -> f32 {
        let mut negative = false;
        while let Some(b @ (b'+' | b'-')) = self.data.get(self.pos) {
            negative |= *b == b'-';
            self.pos += 1;
        }
        let mut mantissa: f64 = 0.0;
        let mut scale: f64 = 1.0;
        let mut seen_dot = false;
        while let Some(&b) = self.data.get(self.pos) {
            match b {
                b'0'..=b'9' if !seen_dot => mantissa = mantissa * 10.0 + f64::from(b - b'0'),
                b'0'..=b'9' => {
                    if scale < 1e12 {
                        mantissa = mantissa * 10.0 + f64::from(b - b'0');
                        scale *= 10.0;
                    }
                }
                b'.' if !seen_dot => seen_dot = true,
                _ => break,
            }
            self.pos += 1;
        }
        // What is left of a malformed number belongs to it: "1.2.3", "5-3", "1e5".
        while self.data.get(self.pos).is_some_and(|b| matches!(b, b'0'..=b'9' | b'.' | b'-')) {
            self.pos += 1;
        }
        let v = (mantissa / scale) as f32;
        if !v.is_finite() {
            0.0
        } else if negative {
            -v
        } else {
            v
        }
    }

    fn name(&mut self, out: &mut Vec<u8>) {
        while let Some(&b) = self.data.get(self.pos) {
            if class(b) != REGULAR {
                break;
            }
            self.pos += 1;
            if b == b'#'
                && let (Some(h), Some(l)) = (
                    self.data.get(self.pos).and_then(|b| hex_digit(*b)),
                    self.data.get(self.pos + 1).and_then(|b| hex_digit(*b)),
                )
            {
                out.push(h << 4 | l);
                self.pos += 2;
            } else {
                out.push(b);
            }
        }
    }

    fn literal_string(&mut self, out: &mut Vec<u8>) {
        self.pos += 1;
        let mut depth = 1u32;
        while let Some(&b) = self.data.get(self.pos) {
            self.pos += 1;
            match b {
                b'(' => {
                    depth += 1;
                    out.push(b);
                }
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        return;
                    }
                    out.push(b);
                }
                b'\\' => self.escape(out),
                b'\r' => {
                    if self.data.get(self.pos) == Some(&b'\n') {
                        self.pos += 1;
                    }
                    out.push(b'\n');
                }
                _ => out.push(b),
            }
        }
    }

    fn escape(&mut self, out: &mut Vec<u8>) {
        let Some(&b) = self.data.get(self.pos) else { return };
        self.pos += 1;
        match b {
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'0'..=b'7' => {
                let mut v = u32::from(b - b'0');
                for _ in 0..2 {
                    match self.data.get(self.pos) {
                        Some(d @ b'0'..=b'7') => {
                            v = v * 8 + u32::from(d - b'0');
                            self.pos += 1;
                        }
                        _ => break,
                    }
                }
                out.push((v & 0xff) as u8);
            }
            b'\r' => {
                if self.data.get(self.pos) == Some(&b'\n') {
                    self.pos += 1;
                }
            }
            b'\n' => {}
            _ => out.push(b),
        }
    }

    fn hex_string(&mut self, out: &mut Vec<u8>) {
        self.pos += 1;
        let mut high: Option<u8> = None;
        while let Some(&b) = self.data.get(self.pos) {
            self.pos += 1;
            if b == b'>' {
                break;
            }
            let Some(d) = hex_digit(b) else { continue };
            match high.take() {
                None => high = Some(d),
                Some(h) => out.push(h << 4 | d),
            }
        }
        if let Some(h) = high {
            out.push(h << 4);
        }
    }

    /// Skips the data of an inline image; the lexer stands behind `ID`. `length` is the number of data bytes where the
    /// image says so, else the data is searched for its `EI`.
    pub(crate) fn skip_inline_image(&mut self, length: Option<usize>) {
        self.pos += 1;
        if let Some(n) = length {
            let end = self.pos.saturating_add(n);
            // Up to two bytes of white space may stand before EI.
            for at in end..=end.saturating_add(2) {
                if self.data.get(at..at + 2) == Some(b"EI") {
                    self.pos = at + 2;
                    return;
                }
            }
        }
        let mut at = self.pos;
        while let Some(window) = self.data.get(at..at + 2) {
            let before = at == self.pos || self.data.get(at - 1).is_some_and(|b| class(*b) == SPACE);
            let after = self.data.get(at + 2).is_none_or(|b| class(*b) == SPACE);
            if window == b"EI" && before && after && self.looks_like_content(at + 2) {
                self.pos = at + 2;
                return;
            }
            at += 1;
        }
        self.pos = self.data.len();
    }

    fn looks_like_content(&self, at: usize) -> bool {
        let end = self.data.len().min(at + 12);
        self.data.get(at..end).is_some_and(|s| s.iter().all(|b| matches!(b, 9 | 10 | 13 | 32..=126 | 0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(s: &[u8]) -> Vec<(Vec<Operand>, Vec<u8>, Vec<u8>)> {
        let mut lexer = Lexer::new(s);
        let mut operands = Operands::default();
        let mut out = Vec::new();
        while let Token::Operator(r) = lexer.next_operator(&mut operands) {
            out.push((operands.items.clone(), operands.bytes.clone(), s[r].to_vec()));
        }
        out
    }

    #[test]
    fn operands_stand_before_their_operator() {
        let got = read(b"1 -2.5 .25 m [(a\\)b) -12 <6162>]TJ");
        assert_eq!(
            got[0],
            (vec![Operand::Number(1.0), Operand::Number(-2.5), Operand::Number(0.25)], vec![], b"m".to_vec())
        );
        assert_eq!(got[1].0[1], Operand::Text(0, 3));
        assert_eq!(got[1].1, b"a)bab");
        assert_eq!(got[1].2, b"TJ");
    }

    #[test]
    fn the_tag_of_marked_content_is_its_first_name() {
        let tag = |s: &[u8]| {
            let mut operands = Operands::default();
            Lexer::new(s).next_operator(&mut operands);
            operands.tag().map(<[u8]>::to_vec)
        };
        assert_eq!(tag(b"/OC /MC0 BDC"), Some(b"OC".to_vec()));
        assert_eq!(tag(b"/Span << /ActualText (a) >> BDC"), Some(b"Span".to_vec()));
        assert_eq!(tag(b"1 0 Td"), None);
    }

    #[test]
    fn octal_escapes_and_odd_hex_digits_are_read() {
        let got = read(b"(\\101\\53\\1) Tj <4> Tj");
        assert_eq!(got[0].1, b"A+\x01");
        assert_eq!(got[1].1, b"@");
    }

    #[test]
    fn malformed_numbers_cost_no_operator() {
        let got = read(b"1.2.3 5-3 --7 re");
        assert_eq!(got[0].0, vec![Operand::Number(1.2), Operand::Number(5.0), Operand::Number(-7.0)]);
    }

    #[test]
    fn inline_image_data_is_skipped() {
        let s = b"BI /W 2 ID \x00EI\xff EI Q";
        let mut lexer = Lexer::new(s);
        let mut o = Operands::default();
        assert_eq!(lexer.next_operator(&mut o), Token::Operator(0..2));
        assert_eq!(lexer.next_operator(&mut o), Token::Operator(8..10));
        lexer.skip_inline_image(None);
        assert_eq!(lexer.next_operator(&mut o), Token::Operator(19..20));
    }

    #[test]
    fn unclosed_strings_end_with_the_stream() {
        assert!(read(b"(abc").is_empty());
        assert!(read(b"<abc").is_empty());
        assert!(read(b"[[[[").is_empty());
    }
}
