//! The same short document in every kind of font: what a file says of its characters, and what it leaves out.

use super::{direct, recipe, short};
use crate::families::{evaluation, government};
use crate::pdf_writer::draw::Habits;
use crate::pdf_writer::embedded::Says;
use crate::pdf_writer::simple::Kind;
use crate::recipe::{Direct, Fonts, Producer, Recipe};

pub(super) fn documents() -> Vec<Recipe> {
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
        recipe(
            "cmap-unigb-ucs2",
            short,
            Producer::Direct(direct(Fonts::CMap("UniGB-UCS2-H"))),
            &["predefined CMap"],
            "UniGB-UCS2-H, nothing embedded",
        ),
        recipe(
            "cmap-unigb-utf16",
            short,
            Producer::Direct(direct(Fonts::CMap("UniGB-UTF16-H"))),
            &["predefined CMap"],
            "UniGB-UTF16-H, nothing embedded",
        ),
        recipe(
            "cmap-gbk",
            short,
            Producer::Direct(direct(Fonts::CMap("GBK-EUC-H"))),
            &["predefined CMap"],
            "GBK-EUC-H, nothing embedded",
        ),
        recipe(
            "cmap-gb",
            short,
            Producer::Direct(direct(Fonts::CMap("GB-EUC-H"))),
            &["predefined CMap"],
            "GB-EUC-H, nothing embedded",
        ),
        recipe(
            "cmap-gbkp",
            short,
            Producer::Direct(direct(Fonts::CMap("GBKp-EUC-H"))),
            &["predefined CMap"],
            "GBKp-EUC-H, nothing embedded",
        ),
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
