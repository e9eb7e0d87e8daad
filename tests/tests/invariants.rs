//! What must hold for every document, whatever it says.
#![expect(clippy::expect_used, reason = "a test that cannot go on has failed")]

use gongkai_corpus::pdf_writer::file::{Ending, PdfFile};
use gongkai_model::manifest::Reason;
use gongkai_model::page::{Extraction, Page};
use gongkai_normalize::chars::fold_char;
use gongkai_pipeline::{Options, convert, stages};
use gongkai_tests::corpus::{Case, cases_of};
use proptest::prelude::*;
use std::collections::BTreeMap;

type Bag = BTreeMap<char, i64>;

fn add(bag: &mut Bag, text: &str, by: i64) {
    for c in text.chars().map(fold_char).filter(|c| !c.is_whitespace() && *c != '\0') {
        *bag.entry(c).or_insert(0) += by;
    }
}

fn extraction(case: &Case) -> Option<Extraction> {
    gongkai_extract::extract(&case.bytes, &Options::default().extract).ok()
}

/// Every shown glyph that is no blank stands in exactly one run of exactly one line.
fn check_glyphs(page: &Page, options: &Options, name: &str) {
    let layout = gongkai_reflow::lines(page, &options.reflow);
    let mut uses = vec![0_u32; page.glyphs.len()];
    let mut run_uses = vec![0_u32; layout.runs.len()];
    for line in &layout.lines {
        for run in line.runs.clone() {
            run_uses[run as usize] += 1;
        }
    }
    assert!(run_uses.iter().all(|n| *n == 1), "{name}: a run stands in no line or in two");
    for run in &layout.runs {
        for at in run.glyphs.clone() {
            uses[layout.order[at as usize] as usize] += 1;
        }
    }
    for (glyph, uses) in page.glyphs.iter().zip(uses) {
        let blank = glyph.ch.is_whitespace() || fold_char(glyph.ch) == '\0';
        let wanted = u32::from(glyph.is_shown());
        assert!(uses == wanted || (blank && uses <= wanted), "{name}: {:?} is used {uses} times", glyph.ch);
    }
}

#[test]
fn no_glyph_is_lost_or_used_twice() {
    let options = Options::default();
    for case in cases_of("invariants") {
        for page in &extraction(&case).unwrap_or_default().pages {
            check_glyphs(page, &options, &format!("{} page {}", case.entry.id, page.number));
        }
    }
}

/// Characters of lines that no table used and that are no furniture are those of the sections: none lost, none added.
#[test]
fn prose_holds_every_character_outside_tables() {
    let options = Options::default();
    for case in cases_of("invariants") {
        let Some(mut read) = extraction(&case) else { continue };
        let reflowed = stages::reflow(&mut read.pages, &options);
        let tables = gongkai_table::tables(&read.pages, &reflowed.layouts, &options.table);
        let (sections, _) = gongkai_reflow::sections(&read.pages, &reflowed.layouts, &tables.used);
        let mut bag = Bag::new();
        for (layout, used) in reflowed.layouts.iter().zip(&tables.used) {
            for (line, _) in layout.lines.iter().zip(used).filter(|(l, used)| !**used && l.furniture.is_none()) {
                add(&mut bag, &line.text, 1);
            }
        }
        for section in &sections {
            add(&mut bag, &section.text, -1);
        }
        bag.retain(|_, n| *n != 0);
        assert!(bag.is_empty(), "{}: lines less sections leave {bag:?}", case.entry.id);
    }
}

/// Tables say nothing that is not printed in the lines they used.
#[test]
fn tables_add_no_character() {
    let options = Options::default();
    for case in cases_of("invariants") {
        let Some(mut read) = extraction(&case) else { continue };
        let reflowed = stages::reflow(&mut read.pages, &options);
        let tables = gongkai_table::tables(&read.pages, &reflowed.layouts, &options.table);
        let mut bag = Bag::new();
        for (layout, used) in reflowed.layouts.iter().zip(&tables.used) {
            for (line, _) in layout.lines.iter().zip(used).filter(|(_, used)| **used) {
                add(&mut bag, &line.text, 1);
            }
        }
        for table in &tables.tables {
            let texts = table.cells.iter().map(|c| &c.text).chain(&table.title).chain(&table.notes);
            texts.for_each(|text| add(&mut bag, text, -1));
        }
        bag.retain(|_, n| *n < 0);
        assert!(bag.is_empty(), "{}: cells hold more than was printed: {bag:?}", case.entry.id);
    }
}

/// Prose that was joined once has nothing left to join.
#[test]
fn reflowing_twice_equals_once() {
    let options = Options::default();
    for case in cases_of("invariants") {
        let Some(mut read) = extraction(&case) else { continue };
        let reflowed = stages::reflow(&mut read.pages, &options);
        let structured = stages::structure(&read.pages, reflowed, &options);
        if structured.tables.len() < case.truth.tables.len() {
            // The cells of a table that is not recognised are no prose.
            continue;
        }
        // 部门：… 单位：… belongs to the table below it; without its table it is no sentence.
        let prose = structured.sections.into_iter().map(|s| s.text).filter(|text| !text.contains("单位："));
        let once: Vec<String> = prose.collect();
        if once.is_empty() {
            continue;
        }
        let dump = once.join("\n\n") + "\n";
        let mut again = gongkai_extract::extract(dump.as_bytes(), &options.extract).expect("a dump can be read");
        let layouts = stages::reflow(&mut again.pages, &options).layouts;
        let unused: Vec<Vec<bool>> = layouts.iter().map(|l| vec![false; l.lines.len()]).collect();
        let (sections, _) = gongkai_reflow::sections(&again.pages, &layouts, &unused);
        let twice: Vec<String> = sections.into_iter().map(|s| s.text).collect();
        assert_eq!(twice, once, "{}", case.entry.id);
    }
}

#[test]
fn equal_bytes_give_equal_documents() {
    for case in cases_of("invariants") {
        let once = convert(&case.bytes, &case.entry.path, &Options::default());
        assert_eq!(once, convert(&case.bytes, &case.entry.path, &Options::default()), "{}", case.entry.id);
    }
}

/// Small documents, for the tests that read hundreds of spoilt ones.
fn small() -> Vec<Case> {
    let mut cases = cases_of("invariants");
    cases.retain(|c| c.bytes.len() < 16_000);
    cases
}

fn check_no_crash(bytes: &[u8], name: &str) {
    let conversion = convert(bytes, name, &Options::default());
    assert_ne!(conversion.reason, Some(Reason::Crashed), "{name}: {}", conversion.detail);
    if let Some(read) = conversion.disclosure {
        serde_json::to_string(&read).expect("whatever was read can be written");
    }
}

/// A way to spoil a file; positions are shares of its length.
#[derive(Debug, Clone)]
enum Spoil {
    Set(u16, u8),
    Cut(u16),
    Remove(u16, u8),
    Repeat(u16, u8),
}

fn spoil() -> impl Strategy<Value = Spoil> {
    prop_oneof![
        8 => (any::<u16>(), any::<u8>()).prop_map(|(at, byte)| Spoil::Set(at, byte)),
        1 => any::<u16>().prop_map(Spoil::Cut),
        2 => (any::<u16>(), any::<u8>()).prop_map(|(at, n)| Spoil::Remove(at, n)),
        2 => (any::<u16>(), any::<u8>()).prop_map(|(at, n)| Spoil::Repeat(at, n)),
    ]
}

fn spoilt(bytes: &[u8], spoils: &[Spoil]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for spoil in spoils {
        let place = |at: u16| usize::from(at) * out.len() / 65_536;
        match *spoil {
            Spoil::Set(at, byte) => {
                let at = place(at);
                if let Some(slot) = out.get_mut(at) {
                    *slot = byte;
                }
            }
            Spoil::Cut(at) => out.truncate(place(at)),
            Spoil::Remove(at, n) => {
                let at = place(at);
                let end = (at + usize::from(n)).min(out.len());
                out.drain(at..end);
            }
            Spoil::Repeat(at, n) => {
                let at = place(at);
                let end = (at + usize::from(n)).min(out.len());
                let piece = out[at..end].to_vec();
                out.splice(at..at, piece);
            }
        }
    }
    out
}

/// One operator of a content stream with operands, sound or not.
fn operator() -> impl Strategy<Value = String> {
    let number = prop_oneof![
        Just("0".to_owned()),
        (-900_i32..900).prop_map(|v| v.to_string()),
        Just("1e30".to_owned()),
        Just("99999999999".to_owned()),
        Just("-.5".to_owned())
    ];
    let text = prop_oneof![
        Just("<4E00 5355>".to_owned()),
        Just("(ab\\)".to_owned()),
        Just("<6C47>".to_owned()),
        Just("[<4E00> -900 <3002>]".to_owned())
    ];
    let operand = prop_oneof![4 => number, 2 => text, 1 => Just("/F0".to_owned()), 1 => Just("/X".to_owned()), 1 => Just("<< /ActualText (x) >>".to_owned())];
    let names = [
        "q", "Q", "cm", "re", "m", "l", "c", "h", "S", "f", "f*", "B", "W", "W*", "n", "BT", "ET", "Tf", "Td", "TD",
        "Tm", "T*", "Tj", "TJ", "'", "\"", "Tr", "Tc", "Tw", "Tz", "TL", "Ts", "Do", "BDC", "BMC", "EMC", "gs", "w",
        "g", "rg", "k", "sh", "BI", "ID", "EI",
    ];
    (proptest::collection::vec(operand, 0..7), proptest::sample::select(names.to_vec()))
        .prop_map(|(operands, name)| format!("{} {name}\n", operands.join(" ")))
}

fn page_with(content: &str) -> Vec<u8> {
    let mut pdf = PdfFile::default();
    let (root, tree) = (pdf.reserve(), pdf.reserve());
    let font = pdf.add(
        "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font \
         /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>] >>",
    );
    let form = pdf.reserve();
    let resources = format!("<< /Font << /F0 {font} 0 R >> /XObject << /X {form} 0 R >> >>");
    let entries = format!("/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources {resources}");
    pdf.set_stream(form, &entries, content.as_bytes());
    let stream = pdf.add_stream("", format!("BT /F0 12 Tf 1 0 0 1 80 700 Tm <9884 7B97> Tj ET\n{content}").as_bytes());
    let page = pdf.add(format!(
        "<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 600 800] /Resources {resources} /Contents {stream} 0 R >>"
    ));
    pdf.set(tree, format!("<< /Type /Pages /Kids [{page} 0 R] /Count 1 >>"));
    pdf.set(root, format!("<< /Type /Catalog /Pages {tree} 0 R >>"));
    pdf.finish(root, Ending::Table)
}

fn dump_line() -> impl Strategy<Value = String> {
    let word = proptest::sample::select(vec![
        "合计",
        "单位：万元",
        "12,345.67",
        "一、",
        "（一）",
        "205",
        "2050101",
        "\t",
        "\t\t",
        "——",
        "# ",
        "- ",
        "|",
        "项目支出绩效目标表",
        "公开05表",
        "金额",
        "（",
        "〔2023",
        "〕14号",
        "\u{3000}",
        "<b>",
        "&lt;",
        "%",
        "\u{feff}",
        "。",
        "2023年度",
        "收入支出决算总表",
        "基本支出",
        "产出指标",
        "≥",
        "…",
        "\u{c}",
        "9999999999999999999999999999999",
        "1、产出指标：",
        "，年度指标值：",
        "总分",
        "一级指标",
        "科目编码",
        "科目名称",
    ]);
    proptest::collection::vec(word, 0..9).prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spoilt_files_do_not_crash(which in any::<prop::sample::Index>(), spoils in prop::collection::vec(spoil(), 1..12)) {
        let cases = small();
        let case = which.get(&cases);
        check_no_crash(&spoilt(&case.bytes, &spoils), &case.entry.path);
    }

    #[test]
    fn hostile_pages_do_not_crash(operators in prop::collection::vec(operator(), 0..60)) {
        let bytes = page_with(&operators.concat());
        let options = Options::default();
        if let Ok(read) = gongkai_extract::extract(&bytes, &options.extract) {
            for page in &read.pages {
                check_glyphs(page, &options, "hostile page");
            }
        }
        check_no_crash(&bytes, "hostile.pdf");
    }

    #[test]
    fn hostile_dumps_do_not_crash(lines in prop::collection::vec(dump_line(), 0..40)) {
        check_no_crash(lines.join("\n").as_bytes(), "hostile.txt");
    }

    #[test]
    fn any_bytes_do_not_crash(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        check_no_crash(&bytes, "noise.pdf");
        check_no_crash(&[b"%PDF-1.7\n".as_slice(), &bytes].concat(), "noise.pdf");
    }
}
