//! Tables of text dumps.

use crate::tables::Tables;
use gongkai_model::layout::PageLayout;
use gongkai_model::page::Page;

/// Finds the tables among the lines of a dump.
pub(crate) fn dump_tables(_: &[Page], _: &[PageLayout], found: Tables) -> Tables {
    found
}
