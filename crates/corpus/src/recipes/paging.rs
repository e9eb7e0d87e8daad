//! Tables that go on over pages, and tables whose grid is only partly ruled.

use super::{direct, drawn, recipe, short};
use crate::families::{crowded, final_accounts, government, targets, transfers};
use crate::pdf_writer::draw::{Habits, Rules};
use crate::recipe::{Direct, Fonts, Halves, Producer, Recipe};

/// Wide and low, so that tables go on over many pages.
const LOW: (f32, f32) = (842.0, 420.0);

pub(super) fn documents() -> Vec<Recipe> {
    let plain = Habits::default();
    vec![
        recipe("rules-absent", short, drawn(Habits { rules: Rules::Absent, ..plain }), &["rules"], "no rules at all"),
        recipe(
            "rules-columns",
            government::final_accounts_centered,
            Producer::Direct(Direct { column_rules: true, page: (595.0, 420.0), ..Direct::default() }),
            &["rules", "many pages", "government"],
            "only the border, the columns and the header are ruled; figures stand in the middle",
        ),
        recipe(
            "scan-second-page",
            final_accounts::department,
            Producer::Direct(Direct {
                page: (842.0, 595.0),
                habits: Habits { scanned_from: Some(2), ..plain },
                ..Direct::default()
            }),
            &["scan", "partial"],
            "the first page has text, the others are pictures",
        ),
        recipe(
            "header-once",
            final_accounts::unit_tables,
            Producer::Direct(Direct { repeat_header: false, page: LOW, ..Direct::default() }),
            &["many pages"],
            "tables go on over pages without repeating their header",
        ),
        recipe(
            "title-repeated",
            final_accounts::unit_tables,
            Producer::Direct(Direct { repeat_header: false, repeat_title: true, page: LOW, ..Direct::default() }),
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
            "title-two-lines",
            transfers::by_place,
            Producer::Direct(Direct { repeat_title: true, page: LOW, ..Direct::default() }),
            &["many pages", "government", "title on two lines"],
            "tables go on over pages and repeat their header and their title, which stands on two lines",
        ),
        recipe(
            "pages-facing",
            transfers::by_place,
            Producer::Direct(Direct {
                halves: Some(Halves::Facing),
                page: (595.0, 520.0),
                ..direct(Fonts::CMap("GBK-EUC-H"))
            }),
            &["many pages", "government", "facing pages"],
            "tables twice as wide as a page: their right half stands on the facing page",
        ),
        recipe(
            "pages-behind",
            transfers::by_place,
            Producer::Direct(Direct {
                halves: Some(Halves::Behind),
                page: (595.0, 420.0),
                ..direct(Fonts::CMap("GBK-EUC-H"))
            }),
            &["many pages", "government", "facing pages"],
            "tables twice as wide as a page: their right half stands behind all pages of the left one",
        ),
        recipe(
            "rows-stacked",
            crowded::grouped,
            Producer::Direct(Direct { group_rules: true, ..direct(Fonts::CMap("GBK-EUC-H")) }),
            &["rules", "rows without rules", "government"],
            "rules part groups of rows, whose label stands in their middle",
        ),
        recipe(
            "cells-low",
            crowded::described,
            Producer::Direct(Direct { row_height: Some(26.5), ..direct(Fonts::CMap("GBK-EUC-H")) }),
            &["BU10", "clipped"],
            "cells lower than their three lines; the last line of a row and the first of the next stand over each other",
        ),
        recipe(
            "label-cut",
            crowded::narrow_labels,
            Producer::Direct(Direct { cut_rows: true, page: (595.0, 391.0), ..direct(Fonts::CMap("GBK-EUC-H")) }),
            &["report", "many pages", "row cut by page end"],
            "the end of a page cuts the last character off a label",
        ),
        recipe(
            "header-again",
            crowded::two_classes,
            Producer::Direct(Direct {
                header_again: Some(4),
                habits: Habits { digits_apart: true, ..plain },
                ..direct(Fonts::CMap("GBK-EUC-H"))
            }),
            &["government", "header among the rows", "digits set one by one"],
            "the header is printed again among the rows; each digit is shown by itself",
        ),
        recipe(
            "header-repeated",
            final_accounts::unit_tables,
            Producer::Direct(Direct { page: LOW, ..direct(Fonts::CMap("GBK-EUC-H")) }),
            &["many pages"],
            "tables go on over pages and repeat their header",
        ),
    ]
}
