//! What must hold for any bytes at all, at each place where a file is taken apart: it ends, it panics at nothing, and what
//! comes out is whole. The same functions are run with seeded bytes (`make soak`) and under a fuzzer (`make fuzz`).
#![expect(clippy::panic, reason = "what does not hold is to be found")]

use crate::numbers::Numbers;
use crate::tiny_pdf::{pdf_of_objects, stream};
use gongkai_dataset::document_file::{each_entity, write_document};
use gongkai_model::Table;
use gongkai_normalize::{date, document_number, footnote, heading, number, numeral, rate, unit, value, year};
use gongkai_pipeline::{Conversion, Options, convert};
use std::collections::BTreeMap;

/// A place where a file is taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Content streams of pages and forms.
    Content,
    /// CMaps: codes to glyphs and to characters.
    CMap,
    /// Text dumps.
    Dump,
    /// Lines, rules and text on a page to tables.
    Tables,
    /// Numbers, units, dates and the like in a text.
    Values,
    /// A whole file.
    Document,
}

impl Place {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Content, Self::CMap, Self::Dump, Self::Tables, Self::Values, Self::Document];

    /// Its name, which is that of its fuzz target.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Content => "content",
            Self::CMap => "cmap",
            Self::Dump => "dump",
            Self::Tables => "tables",
            Self::Values => "values",
            Self::Document => "document",
        }
    }

    /// Pieces of its language; none where any byte is as good as another.
    #[must_use]
    pub const fn words(self) -> &'static [&'static str] {
        match self {
            Self::Content => &CONTENT_WORDS,
            Self::CMap => &CMAP_WORDS,
            Self::Dump | Self::Values => &TEXT_WORDS,
            Self::Tables => &[],
            Self::Document => &FILE_WORDS,
        }
    }

    /// Takes the bytes apart at this place.
    ///
    /// # Panics
    /// When something does not hold.
    pub fn hold(self, bytes: &[u8]) {
        match self {
            Self::Content => check(&convert(&pdf_with_content(bytes), "a.pdf", &Options::default())),
            Self::CMap => check(&convert(&pdf_with_cmap(bytes), "a.pdf", &Options::default())),
            Self::Dump => check(&convert(bytes, "a.txt", &Options::default())),
            Self::Tables => check(&convert(&pdf_with_content(&drawing(bytes)), "a.pdf", &Options::default())),
            Self::Values => values(&String::from_utf8_lossy(bytes)),
            Self::Document => check(&convert(bytes, "a.pdf", &Options::default())),
        }
    }

    /// Bytes that come further at this place than any would: pieces of its language in any order.
    #[must_use]
    pub fn likely_bytes(self, numbers: &mut Numbers) -> Vec<u8> {
        if self == Self::Tables {
            return numbers_of_drawing(numbers);
        }
        let words = self.words();
        let mut bytes = Vec::new();
        for _ in 0..numbers.below(400) {
            match numbers.below(12) {
                0 => bytes.extend(numbers.below(3_000).to_string().bytes()),
                1 => bytes.extend(numbers.bytes(3)),
                _ => bytes.extend(numbers.one_of(words).bytes()),
            }
            bytes.push(*numbers.one_of(b"  \n\t"));
        }
        bytes
    }
}

const CONTENT_WORDS: [&str; 46] = [
    "q",
    "Q",
    "cm",
    "1 0 0 1 0 0",
    "BT",
    "ET",
    "/F1",
    "/F2",
    "12 Tf",
    "Tf",
    "Td",
    "TD",
    "Tm",
    "T*",
    "(2024)",
    "<4e2d>",
    "Tj",
    "TJ",
    "[(a) -200 (b)]",
    "\"",
    "'",
    "re",
    "m",
    "l",
    "c",
    "h",
    "S",
    "f",
    "B*",
    "n",
    "W",
    "W*",
    "Do",
    "/X1",
    "/X2",
    "BI",
    "/W 1 /H 1",
    "ID",
    "EI",
    "BDC",
    "EMC",
    "/Span <</ActualText (x)>>",
    "gs",
    "99999999999999999999",
    "-0.0000001",
    "[[[[[[[[",
];
const CMAP_WORDS: [&str; 24] = [
    "begincmap",
    "endcmap",
    "1 begincodespacerange",
    "endcodespacerange",
    "<00>",
    "<ff>",
    "<0000>",
    "<ffff>",
    "<ffffffff>",
    "1 beginbfchar",
    "endbfchar",
    "2 beginbfrange",
    "endbfrange",
    "[",
    "]",
    "<4e2d6587>",
    "<d83d>",
    "begincidrange",
    "endcidrange",
    "begincidchar",
    "usecmap",
    "/GBK-EUC-H",
    "/WMode 1 def",
    "4294967295",
];
const TEXT_WORDS: [&str; 48] = [
    "单位：万元",
    "单位:元",
    "合计",
    "本年收入合计",
    "一、",
    "（一）",
    "1.",
    "2023年",
    "二〇二三年度",
    "120.50",
    "-3,000.00",
    "１２３",
    "100%",
    "≥95%",
    "|",
    "| --- |",
    "\t",
    "\t\t",
    "<table>",
    "<td>",
    "</table>",
    "<tr><td colspan=\"99999999\">",
    "科目编码",
    "科目名称",
    "213",
    "2130301",
    "[2010501]行政运行",
    "公开06表",
    "部门决算",
    "预算绩效目标表",
    "项目名称",
    "三级指标",
    "其中：",
    "年度目标",
    "亿元",
    "……",
    "—",
    "\u{feff}",
    "\u{3000}",
    "\u{c}",
    "（",
    "）",
    "㎡",
    "≤",
    "10万元以上",
    "99999999999999999999999999999999",
    "0.000000000000000000000000000000001",
    "〔2023〕5号",
];
const FILE_WORDS: [&str; 26] = [
    "%PDF-1.7",
    "1 0 obj",
    "2 0 obj",
    "endobj",
    "<<",
    ">>",
    "/Type /Catalog",
    "/Pages 2 0 R",
    "/Type /Pages",
    "/Kids [2 0 R 3 0 R]",
    "/Count 1000000000",
    "/Type /Page",
    "/Contents 1 0 R",
    "stream",
    "endstream",
    "/Length 99999999999",
    "/Filter /FlateDecode",
    "/Filter [/ASCIIHexDecode /LZWDecode]",
    "xref",
    "0 3",
    "0000000009 00000 n",
    "trailer",
    "/Root 1 0 R",
    "startxref",
    "/Prev 9",
    "%%EOF",
];

/// Whatever was read, its document can be written, its records read back, and its tables have a cell at every position.
fn check(conversion: &Conversion) {
    assert!(conversion.reason != Some(gongkai_model::manifest::Reason::Crashed), "{}", conversion.detail);
    let Some(disclosure) = &conversion.disclosure else { return };
    let mut file = Vec::new();
    write_document(&mut file, disclosure).unwrap_or_else(|error| panic!("{error}"));
    let each = each_entity(file.as_slice(), |_, entity| {
        serde_json::from_slice::<serde::de::IgnoredAny>(entity)?;
        Ok(())
    });
    each.unwrap_or_else(|error| panic!("{error}"));
    disclosure.tables.iter().for_each(check_grid);
}

fn check_grid(table: &Table) {
    let mut covered: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    for cell in &table.cells {
        for row in cell.row..cell.row + cell.row_span.max(1) {
            for col in cell.col..cell.col + cell.col_span.max(1) {
                *covered.entry((index(row), index(col))).or_default() += 1;
            }
        }
    }
    let positions = index(table.n_rows) * index(table.n_cols);
    assert_eq!(covered.len(), positions, "{}: positions without a cell", table.table_id);
    assert!(covered.values().all(|&n| n == 1), "{}: positions with two cells", table.table_id);
}

fn index(n: impl TryInto<usize>) -> usize {
    n.try_into().unwrap_or(usize::MAX)
}

fn values(text: &str) {
    let _ = (number::parse_cell(text), value::parse_value(text), numeral::parse_numeral(text), date::parse_date(text));
    let _ = (unit::parse_money(text), unit::find_money(text), unit::find_unit_line(text), unit::find_header_unit(text));
    let _ = (rate::find_rates(text), rate::parse_percent(text), year::find_years(text), year::fiscal_year(text));
    let _ = (date::find_dates(text), document_number::find_all(text), heading::heading_mark(text));
    let _ = (footnote::strip_markup(text), footnote::split_mark(text), number::find_numbers(text));
    let _ = (value::unit_in_name(text), value::parse_value_in_columns(text, text, text));
    if let Some(amount) = number::parse_decimal(text) {
        // What is published is read back as the same amount.
        assert_eq!(number::parse_decimal(&amount.to_string()), Some(amount), "{text}");
    }
}

/// A page with this content, a simple and a composite font, and two forms that draw each other.
fn pdf_with_content(content: &[u8]) -> Vec<u8> {
    let resources = "<< /Font << /F1 4 0 R /F2 5 0 R >> /XObject << /X1 7 0 R /X2 8 0 R >> >>";
    let form = format!("/Type /XObject /Subtype /Form /BBox [0 0 600 900] /Resources {resources}");
    pdf_of_objects(
        &[
            b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
            format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 850] /Resources {resources} /Contents 6 0 R >>").into_bytes(),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec(),
            b"<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /GBK-EUC-H /DescendantFonts [9 0 R] >>".to_vec(),
            stream("", content),
            stream(&form, b"BT /F1 10 Tf 10 10 Td (form) Tj ET /X2 Do"),
            stream(&form, content),
            b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 >>".to_vec(),
        ],
        "",
    )
}

/// A page whose font has these bytes for its CMaps.
fn pdf_with_cmap(cmap: &[u8]) -> Vec<u8> {
    let codes: String = (0..128).map(|i| format!("{:02x}", i * 5 % 256)).collect();
    pdf_of_objects(
        &[
            b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 850] /Resources << /Font << /F1 4 0 R /F2 8 0 R >> >> /Contents 7 0 R >>".to_vec(),
            b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding 5 0 R /ToUnicode 5 0 R /DescendantFonts [6 0 R] >>".to_vec(),
            stream("/Type /CMap /CMapName /A", cmap),
            b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /A /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>".to_vec(),
            stream("", format!("BT /F1 9 Tf 50 700 Td <{codes}> Tj 0 -20 Td /F2 9 Tf <{codes}> Tj ET").as_bytes()),
            b"<< /Type /Font /Subtype /TrueType /BaseFont /B /FirstChar 0 /LastChar 255 /ToUnicode 5 0 R >>".to_vec(),
        ],
        "",
    )
}

/// Bytes to a drawing, five for each stroke: rules, boxes, words on a coarse grid, so that they meet and overlap.
fn drawing(bytes: &[u8]) -> Vec<u8> {
    const WORDS: [&[u8]; 8] = [
        b"1,234.50",
        b"-",
        b"2130301",
        b"0",
        &[0xba, 0xcf, 0xbc, 0xc6],
        &[0xb5, 0xa5, 0xce, 0xbb, 0xa3, 0xba, 0xcd, 0xf2, 0xd4, 0xaa],
        &[0xcf, 0xee, 0xc4, 0xbf],
        &[0xbf, 0xc6, 0xc4, 0xbf],
    ];
    let mut content = b"0.5 w\n".to_vec();
    for piece in bytes.chunks_exact(5) {
        let at = |byte: u8, step: f32| f32::from(byte % 40) * step;
        let (x, y) = (at(piece[1], 15.0), at(piece[2], 21.0));
        let (width, height) = (at(piece[3], 15.0), at(piece[4], 21.0));
        let operators = match piece[0] % 8 {
            0 | 1 => format!("{x} {y} m {} {y} l S\n", x + width),
            2 | 3 => format!("{x} {y} m {x} {} l S\n", y + height),
            4 => format!("{x} {y} {width} {height} re S\n"),
            5 => format!("{x} {y} {width} 0.6 re f\n"),
            _ => {
                let word: String = WORDS[usize::from(piece[3] % 8)].iter().map(|byte| format!("{byte:02x}")).collect();
                format!("BT /F2 {} Tf {x} {} Td <{word}> Tj ET\n", 6 + piece[4] % 8, y + 4.0)
            }
        };
        content.extend_from_slice(operators.as_bytes());
    }
    content
}

/// A drawing with a grid in it, and some strokes anywhere.
fn numbers_of_drawing(numbers: &mut Numbers) -> Vec<u8> {
    let small = |n: u64| u8::try_from(n).unwrap_or(0);
    let (columns, rows) = (2 + small(numbers.below(8)), 2 + small(numbers.below(20)));
    let mut bytes = Vec::new();
    for row in 0..=rows {
        bytes.extend([0, 2, 2 + row, columns * 4, 0]);
    }
    for column in 0..=columns {
        bytes.extend([2, 2 + column * 4, 2, 0, rows]);
    }
    for row in 0..rows {
        for column in 0..columns {
            bytes.extend([6, 2 + column * 4, 2 + row, small(numbers.below(8)), small(numbers.below(8))]);
        }
    }
    let strokes = numbers.index(30) * 5;
    let noise = numbers.bytes(strokes);
    // Noise replaces strokes of the grid or comes behind them.
    if numbers.below(2) == 0 && bytes.len() > noise.len() {
        let at = numbers.index((bytes.len() - noise.len()) / 5) * 5;
        bytes[at..at + noise.len()].copy_from_slice(&noise);
    } else {
        bytes.extend(noise);
    }
    bytes
}
