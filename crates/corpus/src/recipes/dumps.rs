//! Text dumps, as users bring them.

use super::recipe;
use crate::families::{budget, evaluation, final_accounts, government, targets};
use crate::recipe::{Dump, Encoding, Producer, Recipe};

pub(super) fn documents() -> Vec<Recipe> {
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
