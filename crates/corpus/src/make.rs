//! Carries out recipes: makes the files, their truth and the manifest.

use crate::dump::{self, Drift};
use crate::facing_pages::{facing_width, part_sheets};
use crate::layout::{Laid, LayoutOptions, lay_out};
use crate::manifest::{Entry, Manifest};
use crate::model::Document;
use crate::office::print::{print_html, print_with_office, run};
use crate::office::{html, sheet, text};
use crate::pdf_writer::draw::draw;
use crate::pdf_writer::embedded::Embedded;
use crate::pdf_writer::faces::{FaceSet, Predefined};
use crate::pdf_writer::simple::Simple;
use crate::recipe::{Direct, Dump, Encoding, Fonts, Producer, Recipe};
use crate::sheet_cut::{LONG_SHEET, cut_sheet};
use crate::truth::{CellTruth, Truth, truth_of};
use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};
use std::path::Path;
use std::process::Command;

/// TrueType font from Debian's package fonts-wqy-zenhei.
const FONT: &str = "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc";

/// Makes the documents of these recipes in a folder. Files of programs outside this crate are made anew only with
/// `external`; else those that exist are kept.
///
/// # Errors
/// Where a file cannot be written or a program fails.
pub fn make(recipes: &[Recipe], folder: &Path, external: bool) -> Result<()> {
    for sub in ["documents", "truth"] {
        std::fs::create_dir_all(folder.join(sub))?;
    }
    let mut manifest = Manifest::default();
    for recipe in recipes {
        let entry = make_one(recipe, folder, external).with_context(|| format!("document {}", recipe.id))?;
        manifest.documents.push(entry);
    }
    manifest.documents.sort_by(|a, b| a.id.cmp(&b.id));
    let mut json = serde_json::to_string_pretty(&manifest)?;
    json.push('\n');
    std::fs::write(folder.join("manifest.json"), json)?;
    Ok(())
}

fn make_one(recipe: &Recipe, folder: &Path, external: bool) -> Result<Entry> {
    let document = (recipe.document)();
    let mut truth = truth_of(&document);
    let is_dump = matches!(recipe.producer, Producer::Dump(..));
    let path = format!("documents/{}.{}", recipe.id, if is_dump { "txt" } else { "pdf" });
    let file = folder.join(&path);
    let truth_file = folder.join(format!("truth/{}.json", recipe.id));
    let by_others =
        matches!(recipe.producer, Producer::Writer(_) | Producer::Calc(_) | Producer::Chromium(_) | Producer::Qpdf(_));
    let producer = match &recipe.producer {
        Producer::Writer(_) => "LibreOffice Writer",
        Producer::Calc(_) => "LibreOffice Calc",
        Producer::Chromium(_) => "Chromium",
        Producer::Qpdf(_) => "gongkai-corpus, qpdf",
        Producer::Direct(_) | Producer::Dump(..) => "gongkai-corpus",
    };
    if by_others && !external && file.exists() && truth_file.exists() {
        // Page numbers were read off the printed file and stand in the truth beside it.
        let old: Truth = serde_json::from_slice(&std::fs::read(&truth_file)?)?;
        truth.document.pages = old.document.pages;
        truth.furniture = old.furniture;
        for (new, old) in truth.tables.iter_mut().zip(old.tables) {
            new.pages = old.pages;
        }
    } else {
        write_document(recipe, &document, &mut truth, &file)?;
    }
    let mut json = serde_json::to_string(&truth)?;
    json = json.replace("],[{\"col\":0", "],\n[{\"col\":0").replace("},{\"table\"", "},\n{\"table\"");
    json.push('\n');
    std::fs::write(&truth_file, json)?;
    let bytes = std::fs::read(&file)?;
    let mut checks = vec!["truth".to_owned()];
    // Wrapped prose of a page set in columns is not joined, so that joining it again joins more.
    if !matches!(recipe.producer, Producer::Dump(Dump::Columns, _)) {
        checks.push("invariants".to_owned());
    }
    checks.push(if recipe.every_stage { "golden" } else { "golden_extract" }.to_owned());
    if !is_dump {
        checks.push("second_reader".to_owned());
    }
    Ok(Entry {
        id: recipe.id.to_owned(),
        path,
        sha256: Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect(),
        pages: truth.document.pages,
        licence: "CC0-1.0".to_owned(),
        tags: recipe.tags.iter().map(|t| (*t).to_owned()).collect(),
        producer: producer.to_owned(),
        recipe: recipe.words.to_owned(),
        checks,
    })
}

fn write_document(recipe: &Recipe, document: &Document, truth: &mut Truth, file: &Path) -> Result<()> {
    match &recipe.producer {
        Producer::Direct(direct) => {
            let (bytes, laid) = draw_directly(document, direct)?;
            laid_truth(truth, &laid, direct);
            std::fs::write(file, bytes)?;
        }
        Producer::Qpdf(arguments) => {
            let direct = Direct::default();
            let (bytes, laid) = draw_directly(document, &direct)?;
            laid_truth(truth, &laid, &direct);
            let scratch = std::env::temp_dir().join(format!("gongkai-{}.pdf", recipe.id));
            std::fs::write(&scratch, bytes)?;
            run(Command::new("qpdf").args(*arguments).arg(&scratch).arg(file))?;
            std::fs::remove_file(&scratch)?;
        }
        Producer::Dump(style, encoding) => {
            if !matches!(style, Dump::Lines | Dump::Narrow | Dump::Columns | Dump::Running) {
                truth.as_rows_of_cells();
            }
            let text = dump_text(document, *style);
            std::fs::write(file, encoded(&text, *encoding))?;
        }
        Producer::Writer(look) => {
            print_with_office(recipe.id, "fodt", &text::document_to_fodt(document, look), file)?;
            pages_from_print(truth, file)?;
        }
        Producer::Calc(font) => {
            print_with_office(recipe.id, "fods", &sheet::document_to_fods(document, font), file)?;
            pages_from_print(truth, file)?;
        }
        Producer::Chromium(look) => {
            print_html(recipe.id, &html::document_to_html(document, look), file)?;
            pages_from_print(truth, file)?;
        }
    }
    Ok(())
}

fn faces(fonts: Fonts) -> Result<FaceSet> {
    let mut set = FaceSet::default();
    let predefined = |cmap| Predefined { cmap, base_font: "STSong-Light", without_ascii: false };
    match fonts {
        Fonts::CMap(name) => set.faces.push(Box::new(predefined(name))),
        Fonts::CMaps(name, vertical) => {
            set.faces.push(Box::new(predefined(name)));
            set.faces.push(Box::new(predefined(vertical)));
        }
        Fonts::Figures(kind) => {
            set.faces.push(Box::new(Simple { kind }));
            set.faces.push(Box::new(predefined("UniGB-UCS2-H")));
        }
        Fonts::Embedded(says) => set.faces.push(Box::new(Embedded::open(FONT, 0, "WenQuanYiZenHei", says)?)),
    }
    Ok(set)
}

fn draw_directly(document: &Document, direct: &Direct) -> Result<(Vec<u8>, Laid)> {
    let mut faces = faces(direct.fonts)?;
    let laid = {
        let advance = |c: char| faces.advance(c);
        let laid = lay_out(document, &layout_options(direct, &advance));
        match (direct.long_sheet, direct.halves) {
            (true, _) => cut_sheet(&laid, direct.page),
            (_, Some(halves)) => part_sheets(&laid, direct.page, halves),
            _ => laid,
        }
    };
    let bytes = draw(&laid, &mut faces, &direct.habits)?;
    Ok((bytes, laid))
}

fn layout_options<'a>(direct: &Direct, advance: &'a dyn Fn(char) -> f32) -> LayoutOptions<'a> {
    LayoutOptions {
        page: match (direct.long_sheet, direct.halves) {
            (true, _) => (direct.page.0, LONG_SHEET),
            (_, Some(_)) => (facing_width(direct.page.0), direct.page.1),
            _ => direct.page,
        },
        advance,
        repeat_header: direct.repeat_header,
        repeat_title: direct.repeat_title,
        cut_rows: direct.cut_rows,
        page_numbers: !direct.long_sheet && direct.halves.is_none(),
        running_title: direct.running_title,
        vertical_labels: direct.vertical_labels,
        column_rules: direct.column_rules,
        facing: direct.halves.is_some(),
        row_height: direct.row_height,
        header_again: direct.header_again,
        group_rules: direct.group_rules,
        carried_label: direct.carried_label,
    }
}

fn laid_truth(truth: &mut Truth, laid: &Laid, direct: &Direct) {
    truth.document.pages = u32::try_from(laid.pages.len()).ok();
    truth.document.unreadable = direct.unreadable.map(str::to_owned);
    truth.furniture.clone_from(&laid.furniture);
    for (table, pages) in truth.tables.iter_mut().zip(&laid.table_pages) {
        table.pages.clone_from(pages);
    }
    let scanned = direct.habits.scanned_from.and_then(|from| u32::try_from(from).ok());
    if direct.unreadable.is_some() || scanned.is_some() {
        // Nothing can be known of a picture.
        let readable =
            |pages: &[u32]| direct.unreadable.is_none() && pages.iter().all(|p| scanned.is_none_or(|s| *p < s));
        truth.tables.retain(|t| readable(&t.pages));
        truth.amounts.retain(|a| (a.table as usize) < truth.tables.len());
        truth.indicators.clear();
        let text: String = laid
            .pages
            .iter()
            .take(scanned.map_or(0, |s| s as usize - 1))
            .flat_map(|p| p.texts.iter().map(|t| t.text.as_str()))
            .collect();
        let flat: String = text.chars().filter(|c| *c != ' ').collect();
        truth.paragraphs.retain(|p| direct.unreadable.is_none() && flat.contains(&p.text.replace(' ', "")));
        truth.furniture.truncate(scanned.map_or(0, |s| s as usize - 1));
    }
}

fn dump_text(document: &Document, style: Dump) -> String {
    let laid = || {
        let half = |c: char| if c.is_ascii() { 0.5 } else { 1.0 };
        let options = LayoutOptions {
            page: (595.0, 842.0),
            advance: &half,
            repeat_header: true,
            repeat_title: false,
            cut_rows: false,
            page_numbers: false,
            running_title: None,
            vertical_labels: false,
            column_rules: false,
            facing: false,
            row_height: None,
            header_again: None,
            group_rules: false,
            carried_label: None,
        };
        lay_out(document, &options)
    };
    match style {
        Dump::Lines => dump::printed_lines(&laid()),
        Dump::Columns => dump::columns_of_blanks(&laid()),
        Dump::Running => dump::running_words(&laid()),
        Dump::Tabs => dump::tab_rows(document, Drift::Straight),
        Dump::Broken => dump::tab_rows(document, Drift::Broken),
        Dump::Narrow => dump::narrow_cells(document),
        Dump::Drifting => dump::tab_rows(document, Drift::Shifted),
        Dump::Markdown => dump::recognised_markdown(document),
    }
}

fn encoded(text: &str, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Utf16 => [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
        Encoding::Gb18030 => encoding_rs::GB18030.encode(text).0.into_owned(),
    }
}

/// Reads off the printed file which pages each table stands on: from the page of its title to the page of its last row.
fn pages_from_print(truth: &mut Truth, file: &Path) -> Result<()> {
    let output = Command::new("pdftotext").args(["-layout", "-enc", "UTF-8"]).arg(file).arg("-").output()?;
    let flat = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut pages: Vec<String> = text.split('\u{c}').map(flat).collect();
    if pages.last().is_some_and(String::is_empty) {
        pages.pop();
    }
    truth.document.pages = u32::try_from(pages.len()).ok();
    truth.furniture.clear();
    let mut page = 0;
    for table in &mut truth.tables {
        let title = flat(table.title.as_deref().unwrap_or_default());
        // Words may be wrapped and stand between the lines of their neighbours; figures are not.
        let start = |cell: &CellTruth| {
            let text = flat(&cell.text);
            if text.is_ascii() { text } else { text.chars().take(2).collect() }
        };
        let row = |row: Option<&Vec<CellTruth>>| -> Vec<String> { row.into_iter().flatten().map(start).collect() };
        let holds = |page: &str, row: &[String]| row.iter().all(|cell| page.contains(cell.as_str()));
        let (first, last) = (row(table.rows.first()), row(table.rows.last()));
        while page + 1 < pages.len() && !(pages[page].contains(&title) && holds(&pages[page], &first)) {
            page += 1;
        }
        let mut end = page;
        if !table.empty {
            while end + 1 < pages.len() && !holds(&pages[end], &last) {
                end += 1;
            }
        }
        table.pages = (page..=end).filter_map(|p| u32::try_from(p + 1).ok()).collect();
        page = end;
    }
    Ok(())
}
