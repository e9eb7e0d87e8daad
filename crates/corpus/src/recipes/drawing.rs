//! The same short document drawn in the ways that mislead a reader: rules, bold, hidden words, turned pages, scans.

use super::{drawn, recipe, short};
use crate::pdf_writer::draw::{Bold, Habits, Layer, Rules};
use crate::recipe::{Direct, Producer, Recipe};

pub(super) fn documents() -> Vec<Recipe> {
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
                habits: Habits { layer: Layer::Scan, ..plain },
                ..Direct::default()
            }),
            &["scan"],
            "pictures of the pages",
        ),
        recipe(
            "figures-alone",
            short,
            Producer::Direct(Direct {
                unreadable: Some("no_text_layer"),
                habits: Habits { layer: Layer::WordsAsPictures, ..plain },
                ..Direct::default()
            }),
            &["words as pictures"],
            "a picture for each word; only figures are text",
        ),
    ]
}
