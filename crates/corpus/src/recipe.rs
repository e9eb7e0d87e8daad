//! Which document is given to which producer.

use crate::families::{budget, criteria, evaluation, final_accounts, government, lists, targets};
use crate::model::Document;
use crate::office::{html::Look, text::Sheet};
use crate::pdf_writer::draw::{Bold, Habits, Layer, Rules};
use crate::pdf_writer::embedded::Says;
use crate::pdf_writer::file::Ending;
use crate::pdf_writer::simple::Kind;

/// One document of the corpus: what it says and how it is made.
pub struct Recipe {
    /// Name; the file is named for it.
    pub id: &'static str,
    /// The document.
    pub document: fn() -> Document,
    /// Who makes the file.
    pub producer: Producer,
    /// What it is an example of.
    pub tags: &'static [&'static str],
    /// How it was made, in words.
    pub words: &'static str,
    /// Golden files hold every stage, or only the first: documents that differ in nothing but fonts and drawing are the
    /// same from there on.
    pub every_stage: bool,
}

/// Who makes a file.
pub enum Producer {
    /// LibreOffice Writer.
    Writer(Sheet),
    /// LibreOffice Calc.
    Calc(&'static str),
    /// Chromium.
    Chromium(Look),
    /// The writer of this crate.
    Direct(Direct),
    /// The writer of this crate, then qpdf with these arguments.
    Qpdf(&'static [&'static str]),
    /// A text dump.
    Dump(Dump, Encoding),
}

/// How the writer of this crate makes a file.
#[derive(Clone, Copy)]
pub struct Direct {
    /// Fonts.
    pub fonts: Fonts,
    /// Habits of drawing.
    pub habits: Habits,
    /// Page in points.
    pub page: (f32, f32),
    /// Tables repeat their headers.
    pub repeat_header: bool,
    /// Tables repeat their titles.
    pub repeat_title: bool,
    /// The document is one long sheet, cut into pages wherever a row ends.
    pub long_sheet: bool,
    /// Rows may be cut by the end of a page.
    pub cut_rows: bool,
    /// Line at the head of every page.
    pub running_title: Option<&'static str>,
    /// Narrow labels are written downwards.
    pub vertical_labels: bool,
    /// Below the header only the columns and the border of a table are ruled.
    pub column_rules: bool,
    /// Merged cells are parted by the end of the page, with this in the place of their text on the later one.
    pub carried_label: Option<&'static str>,
    /// Reason code where nothing can be read.
    pub unreadable: Option<&'static str>,
}

/// Fonts of a file.
#[derive(Clone, Copy)]
pub enum Fonts {
    /// A predefined CMap.
    CMap(&'static str),
    /// A predefined CMap, and its vertical sister for labels.
    CMaps(&'static str, &'static str),
    /// A predefined CMap for Chinese, a font of one byte for figures.
    Figures(Kind),
    /// An embedded subset.
    Embedded(Says),
}

/// Style of a dump.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Dump {
    /// Printed lines.
    Lines,
    /// Rows of cells.
    Tabs,
    /// Rows of cells that drift.
    Drifting,
    /// Rows of cells, some of them on two lines of text.
    Broken,
    /// Printed lines of narrow cells.
    Narrow,
    /// Markdown by a text recogniser.
    Markdown,
    /// Columns kept apart by blanks.
    Columns,
    /// Words and figures with single blanks between them.
    Running,
}

/// Encoding of a dump.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, little end first, with a mark.
    Utf16,
    /// GB18030.
    Gb18030,
}

const PORTRAIT: (f32, f32) = (595.0, 842.0);
const LANDSCAPE: (f32, f32) = (842.0, 595.0);
const MINCHO: &str = "Noto Serif CJK SC";
const GOTHIC: &str = "Noto Sans CJK SC";

fn direct(fonts: Fonts) -> Direct {
    Direct {
        fonts,
        habits: Habits::default(),
        page: PORTRAIT,
        repeat_header: true,
        repeat_title: false,
        long_sheet: false,
        cut_rows: false,
        running_title: None,
        vertical_labels: false,
        column_rules: false,
        carried_label: None,
        unreadable: None,
    }
}

fn drawn(habits: Habits) -> Producer {
    Producer::Direct(Direct { habits, ..direct(Fonts::CMap("UniGB-UCS2-H")) })
}

fn cmap(name: &'static str) -> Producer {
    Producer::Direct(direct(Fonts::CMap(name)))
}

fn short() -> Document {
    final_accounts::short("单位")
}

fn recipe(
    id: &'static str,
    document: fn() -> Document,
    producer: Producer,
    tags: &'static [&'static str],
    words: &'static str,
) -> Recipe {
    Recipe { id, document, producer, tags, words, every_stage: true }
}

/// All documents of the corpus.
#[must_use]
pub fn all() -> Vec<Recipe> {
    let mut alike = fonts();
    alike.extend(drawing());
    alike.extend(files());
    for recipe in &mut alike {
        recipe.every_stage = false;
    }
    let mut out = families();
    out.extend(paging());
    out.extend(dumps());
    out.extend(alike);
    out
}

fn families() -> Vec<Recipe> {
    let writer = |landscape, ruled| Producer::Writer(Sheet { landscape, font: MINCHO, table_size: 9.0, ruled });
    let chromium =
        |landscape, shaded, open| Producer::Chromium(Look { landscape, font: "WenQuanYi Zen Hei", shaded, open });
    vec![
        recipe(
            "fa-department",
            final_accounts::department,
            writer(true, true),
            &["FA01-FA09", "many pages"],
            "flat ODT printed by LibreOffice Writer",
        ),
        recipe(
            "fa-unit",
            final_accounts::unit_tables,
            Producer::Calc(GOTHIC),
            &["staircase codes", "yuan", "empty table"],
            "flat ODS printed by LibreOffice Calc",
        ),
        recipe(
            "bu-department",
            budget::department,
            chromium(false, true, false),
            &["BU01-BU11"],
            "HTML printed by Chromium",
        ),
        recipe(
            "bu-unit",
            budget::unit,
            writer(false, true),
            &["yuan", "empty table"],
            "flat ODT printed by LibreOffice Writer",
        ),
        recipe(
            "gov-final",
            government::final_accounts,
            Producer::Calc(MINCHO),
            &["government"],
            "flat ODS printed by LibreOffice Calc",
        ),
        recipe(
            "gov-budget",
            government::budget,
            chromium(false, false, true),
            &["government", "horizontal rules only"],
            "HTML printed by Chromium",
        ),
        recipe(
            "gov-execution",
            government::execution_report,
            writer(false, true),
            &["government", "report"],
            "flat ODT printed by LibreOffice Writer",
        ),
        recipe(
            "gov-debt",
            government::debt,
            chromium(false, false, false),
            &["government", "100 million yuan"],
            "HTML printed by Chromium",
        ),
        recipe(
            "pt-coded",
            targets::matrix_coded,
            Producer::Calc(GOTHIC),
            &["matrix", "coded indicators"],
            "flat ODS printed by LibreOffice Calc",
        ),
        recipe(
            "pt-old",
            targets::matrix_old,
            Producer::Direct(Direct { page: (595.0, 380.0), cut_rows: true, ..direct(Fonts::CMap("UniGB-UTF16-H")) }),
            &["matrix", "row cut by page end"],
            "direct writer, rows cut by the end of the page",
        ),
        recipe(
            "pg-grid",
            targets::form_grid,
            writer(false, true),
            &["form grid", "merged cells"],
            "flat ODT printed by LibreOffice Writer",
        ),
        recipe(
            "se-project",
            evaluation::self_evaluation,
            chromium(true, false, false),
            &["self-evaluation", "merged cells"],
            "HTML printed by Chromium",
        ),
        recipe(
            "op-targets",
            evaluation::overall_targets,
            Producer::Direct(Direct { vertical_labels: true, ..direct(Fonts::CMaps("UniGB-UCS2-H", "UniGB-UCS2-V")) }),
            &["overall targets", "vertical writing"],
            "direct writer, labels of merged cells written downwards",
        ),
        recipe(
            "se-overall",
            evaluation::overall_self_evaluation,
            writer(true, true),
            &["self-evaluation"],
            "flat ODT printed by LibreOffice Writer",
        ),
        recipe(
            "er-report",
            evaluation::report,
            writer(false, true),
            &["report", "prose"],
            "flat ODT printed by LibreOffice Writer",
        ),
        recipe(
            "er-direct",
            evaluation::report,
            Producer::Direct(Direct {
                page: (595.0, 360.0),
                running_title: Some("云岭市绩效评价报告汇编"),
                ..direct(Fonts::CMap("GBK-EUC-H"))
            }),
            &["report", "running title"],
            "direct writer, a running title on every page",
        ),
        recipe(
            "bu-lists",
            lists::projects_and_purchases,
            Producer::Direct(direct(Fonts::CMap("GBK-EUC-H"))),
            &["BU10", "BU11", "groups told by sums", "steps of columns"],
            "direct writer, lists without marks or indents",
        ),
        recipe(
            "gov-lists",
            lists::funds_by_class,
            Producer::Direct(direct(Fonts::CMap("GBK-EUC-H"))),
            &["government", "classes without codes"],
            "direct writer, lists ordered by the names of classes",
        ),
        recipe(
            "er-parted",
            criteria::criteria,
            Producer::Direct(Direct {
                page: (842.0, 313.0),
                repeat_header: false,
                carried_label: Some(""),
                ..direct(Fonts::CMap("UniGB-UCS2-H"))
            }),
            &["report", "merged cells", "many pages"],
            "direct writer, merged levels parted by the end of the page, the later part blank",
        ),
        recipe(
            "er-carried",
            criteria::criteria,
            Producer::Direct(Direct {
                page: (842.0, 360.0),
                carried_label: Some("续上页"),
                ..direct(Fonts::CMap("GBK-EUC-H"))
            }),
            &["report", "merged cells", "many pages"],
            "direct writer, merged levels parted by the end of the page, the later part marked",
        ),
        recipe(
            "er-scores",
            lists::scores,
            Producer::Direct(direct(Fonts::CMap("GBK-EUC-H"))),
            &["report", "scores"],
            "direct writer, scores with and without the name of the project",
        ),
    ]
}

fn fonts() -> Vec<Recipe> {
    let embedded = |says| Producer::Direct(direct(Fonts::Embedded(says)));
    let spelled = Habits { actual_text: true, ..Habits::default() };
    let mojibake = Direct { unreadable: Some("unmapped_text"), ..direct(Fonts::Embedded(Says::PrivateUse)) };
    let figures = |kind| Producer::Direct(direct(Fonts::Figures(kind)));
    vec![
        recipe(
            "font-tounicode",
            short,
            embedded(Says::Truth),
            &["Identity-H", "ToUnicode"],
            "embedded subset with a ToUnicode map",
        ),
        recipe(
            "font-reversed",
            short,
            embedded(Says::FontMap),
            &["Identity-H"],
            "embedded subset without ToUnicode; its own character map must be read backwards",
        ),
        recipe(
            "font-radicals",
            short,
            embedded(Says::Radicals),
            &["Identity-H", "radicals"],
            "ToUnicode map that names radicals for characters",
        ),
        recipe(
            "font-founder-points",
            government::execution_report,
            embedded(Says::FounderPoints),
            &["Identity-H", "private use"],
            "ToUnicode map that names the decimal point as the fonts of Founder do",
        ),
        recipe(
            "font-actualtext",
            short,
            Producer::Direct(Direct { habits: spelled, ..direct(Fonts::Embedded(Says::FalseWithActualText)) }),
            &["ActualText"],
            "a false ToUnicode map, true characters in ActualText",
        ),
        recipe(
            "font-mojibake",
            short,
            Producer::Direct(mojibake),
            &["unmapped"],
            "ToUnicode map into the private use area",
        ),
        recipe("cmap-unigb-ucs2", short, cmap("UniGB-UCS2-H"), &["predefined CMap"], "UniGB-UCS2-H, nothing embedded"),
        recipe(
            "cmap-unigb-utf16",
            short,
            cmap("UniGB-UTF16-H"),
            &["predefined CMap"],
            "UniGB-UTF16-H, nothing embedded",
        ),
        recipe("cmap-gbk", short, cmap("GBK-EUC-H"), &["predefined CMap"], "GBK-EUC-H, nothing embedded"),
        recipe("cmap-gb", short, cmap("GB-EUC-H"), &["predefined CMap"], "GB-EUC-H, nothing embedded"),
        recipe("cmap-gbkp", short, cmap("GBKp-EUC-H"), &["predefined CMap"], "GBKp-EUC-H, nothing embedded"),
        recipe(
            "cmap-gbk-vertical",
            evaluation::overall_targets,
            Producer::Direct(Direct { vertical_labels: true, ..direct(Fonts::CMaps("GBK-EUC-H", "GBK-EUC-V")) }),
            &["predefined CMap", "vertical writing"],
            "GBK-EUC-H and GBK-EUC-V",
        ),
        recipe(
            "simple-standard",
            short,
            figures(Kind::Standard),
            &["standard font"],
            "figures in Helvetica without widths or encoding",
        ),
        recipe(
            "simple-differences",
            short,
            figures(Kind::Differences),
            &["Differences"],
            "figures by Differences with uniXXXX names",
        ),
        recipe("simple-cff", short, figures(Kind::Cff), &["CFF"], "figures in a CFF font with a built-in encoding"),
        recipe(
            "simple-type1",
            short,
            figures(Kind::Type1),
            &["Type 1"],
            "figures in a Type 1 font with a built-in encoding",
        ),
        recipe("simple-type3", short, figures(Kind::Type3), &["Type 3"], "figures in a Type 3 font"),
    ]
}

fn drawing() -> Vec<Recipe> {
    let plain = Habits::default();
    vec![
        recipe(
            "rules-fills",
            short,
            drawn(Habits { rules: Rules::Fills, ..plain }),
            &["rules"],
            "rules as thin filled rectangles",
        ),
        recipe(
            "rules-cells",
            short,
            drawn(Habits { rules: Rules::Cells, ..plain }),
            &["rules"],
            "a stroked rectangle per cell",
        ),
        recipe(
            "bold-twice",
            short,
            drawn(Habits { bold: Bold::Twice, ..plain }),
            &["fake bold"],
            "bold drawn twice, 0.35 pt apart",
        ),
        recipe("bold-stroked", short, drawn(Habits { bold: Bold::Stroked, ..plain }), &["fake bold"], "bold by 2 Tr"),
        recipe(
            "bold-fill-stroke",
            short,
            drawn(Habits { bold: Bold::FilledThenStroked, ..plain }),
            &["fake bold"],
            "bold filled, then stroked over it",
        ),
        recipe(
            "ocr-layer",
            short,
            drawn(Habits { layer: Layer::Ocr, ..plain }),
            &["ocr"],
            "invisible text over a picture",
        ),
        recipe(
            "hidden-words",
            short,
            drawn(Habits { hidden_words: true, ..plain }),
            &["clipped", "off page", "painted over"],
            "words outside the clipping path, outside the page, and under a white patch",
        ),
        recipe(
            "forms-nested",
            short,
            drawn(Habits { forms: true, inline_image: true, ..plain }),
            &["form XObject", "inline image"],
            "everything inside two form XObjects with matrices",
        ),
        recipe("rotate-90", short, drawn(Habits { rotate: 90, ..plain }), &["rotated"], "/Rotate 90"),
        recipe(
            "rotate-180-crop",
            short,
            drawn(Habits { rotate: 180, crop: 30.0, ..plain }),
            &["rotated", "CropBox"],
            "/Rotate 180 and a CropBox",
        ),
        recipe(
            "rotate-270-crop",
            short,
            drawn(Habits { rotate: 270, crop: 18.0, ..plain }),
            &["rotated", "CropBox"],
            "/Rotate 270 and a CropBox",
        ),
        recipe(
            "scan",
            short,
            Producer::Direct(Direct {
                unreadable: Some("no_text_layer"),
                ..direct_with(Habits { layer: Layer::Scan, ..plain })
            }),
            &["scan"],
            "pictures of the pages",
        ),
    ]
}

fn paging() -> Vec<Recipe> {
    let plain = Habits::default();
    vec![
        recipe("rules-absent", short, drawn(Habits { rules: Rules::Absent, ..plain }), &["rules"], "no rules at all"),
        recipe(
            "rules-columns",
            government::final_accounts_centered,
            Producer::Direct(Direct {
                column_rules: true,
                page: (595.0, 420.0),
                ..direct(Fonts::CMap("UniGB-UCS2-H"))
            }),
            &["rules", "many pages", "government"],
            "only the border, the columns and the header are ruled; figures stand in the middle",
        ),
        recipe(
            "scan-second-page",
            final_accounts::department,
            Producer::Direct(Direct { page: LANDSCAPE, ..direct_with(Habits { scanned_from: Some(2), ..plain }) }),
            &["scan", "partial"],
            "the first page has text, the others are pictures",
        ),
        recipe(
            "header-once",
            final_accounts::unit_tables,
            Producer::Direct(Direct {
                repeat_header: false,
                page: (842.0, 420.0),
                ..direct(Fonts::CMap("UniGB-UCS2-H"))
            }),
            &["many pages"],
            "tables go on over pages without repeating their header",
        ),
        recipe(
            "title-repeated",
            final_accounts::unit_tables,
            Producer::Direct(Direct {
                repeat_header: false,
                repeat_title: true,
                page: (842.0, 420.0),
                ..direct(Fonts::CMap("UniGB-UCS2-H"))
            }),
            &["many pages"],
            "tables go on over pages and repeat their title without their header",
        ),
        recipe(
            "sheet-cut",
            targets::matrix_merged,
            Producer::Direct(Direct { long_sheet: true, page: (842.0, 360.0), ..direct(Fonts::CMap("GBK-EUC-H")) }),
            &["many pages", "merged cells", "clipped"],
            "one long sheet cut into pages: merged cells and lines of text go on over the cut",
        ),
        recipe(
            "header-repeated",
            final_accounts::unit_tables,
            Producer::Direct(Direct { page: (842.0, 420.0), ..direct(Fonts::CMap("GBK-EUC-H")) }),
            &["many pages"],
            "tables go on over pages and repeat their header",
        ),
    ]
}

fn direct_with(habits: Habits) -> Direct {
    Direct { habits, ..direct(Fonts::CMap("UniGB-UCS2-H")) }
}

fn files() -> Vec<Recipe> {
    let damaged = Habits { ending: Ending::Damaged, ..Habits::default() };
    vec![
        recipe("xref-damaged", short, drawn(damaged), &["damaged"], "offsets of the cross-reference table are wrong"),
        recipe(
            "xref-streams",
            short,
            Producer::Qpdf(&["--object-streams=generate", "--static-id"]),
            &["object streams"],
            "object and cross-reference streams by qpdf",
        ),
        recipe(
            "encrypted-rc4-40",
            short,
            Producer::Qpdf(&["--static-id", "--allow-weak-crypto", "--encrypt", "", "owner", "40", "--"]),
            &["encrypted"],
            "RC4, 40 bits, empty user password, by qpdf",
        ),
        recipe(
            "encrypted-rc4-128",
            short,
            Producer::Qpdf(&[
                "--static-id",
                "--allow-weak-crypto",
                "--encrypt",
                "",
                "owner",
                "128",
                "--use-aes=n",
                "--",
            ]),
            &["encrypted"],
            "RC4, 128 bits, empty user password, by qpdf",
        ),
        recipe(
            "encrypted-aes-128",
            short,
            Producer::Qpdf(&[
                "--static-id",
                "--static-aes-iv",
                "--allow-weak-crypto",
                "--encrypt",
                "",
                "owner",
                "128",
                "--use-aes=y",
                "--",
            ]),
            &["encrypted"],
            "AES, 128 bits, empty user password, by qpdf",
        ),
        recipe(
            "encrypted-aes-256",
            short,
            Producer::Qpdf(&["--static-id", "--static-aes-iv", "--encrypt", "", "owner", "256", "--"]),
            &["encrypted"],
            "AES, 256 bits, empty user password, by qpdf",
        ),
    ]
}

fn dumps() -> Vec<Recipe> {
    use Encoding::{Gb18030, Utf8, Utf16};
    vec![
        recipe(
            "dump-lines",
            evaluation::report,
            Producer::Dump(Dump::Lines, Utf8),
            &["dump", "wrapped lines"],
            "printed lines with an empty line after each",
        ),
        recipe(
            "dump-tabs",
            targets::matrix_coded,
            Producer::Dump(Dump::Tabs, Utf8),
            &["dump", "tab rows"],
            "rows of cells between tabs",
        ),
        recipe(
            "dump-drift",
            targets::form_grid,
            Producer::Dump(Dump::Drifting, Utf8),
            &["dump", "tab rows", "drifting columns"],
            "rows of cells, some of them shifted by one",
        ),
        recipe(
            "dump-broken",
            targets::form_grid,
            Producer::Dump(Dump::Broken, Utf8),
            &["dump", "tab rows", "rows on two lines"],
            "rows of cells, those with a long class on two lines of text",
        ),
        recipe(
            "dump-narrow",
            evaluation::report_of_narrow_cells,
            Producer::Dump(Dump::Narrow, Utf8),
            &["dump", "wrapped lines", "no separators"],
            "printed lines of narrow cells, one after the other",
        ),
        recipe(
            "dump-markdown",
            final_accounts::department,
            Producer::Dump(Dump::Markdown, Utf8),
            &["dump", "recognised"],
            "markdown with false headings, cut paragraphs and blanks inside figures",
        ),
        recipe(
            "dump-columns",
            budget::department,
            Producer::Dump(Dump::Columns, Utf8),
            &["dump", "columns of blanks"],
            "columns kept apart by blanks, Chinese characters as wide as digits",
        ),
        recipe(
            "dump-columns-accounts",
            final_accounts::unit_tables,
            Producer::Dump(Dump::Columns, Utf8),
            &["dump", "columns of blanks", "blank columns"],
            "columns kept apart by blanks, some columns blank",
        ),
        recipe(
            "dump-running",
            budget::department,
            Producer::Dump(Dump::Running, Utf8),
            &["dump", "single blanks"],
            "lines of words and figures with single blanks between them",
        ),
        recipe(
            "dump-utf16",
            government::execution_report,
            Producer::Dump(Dump::Tabs, Utf16),
            &["dump", "UTF-16"],
            "rows of cells in UTF-16 with a byte order mark",
        ),
        recipe(
            "dump-gb18030",
            budget::unit,
            Producer::Dump(Dump::Tabs, Gb18030),
            &["dump", "GB18030"],
            "rows of cells in GB18030",
        ),
    ]
}

/// How the writer of this crate makes a file that qpdf then rewrites.
#[must_use]
pub fn plain_direct() -> Direct {
    direct(Fonts::CMap("UniGB-UCS2-H"))
}
