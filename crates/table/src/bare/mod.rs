//! Tables whose grid is not drawn, or only in part: columns from the white between words, rows from baselines, the header
//! from what stands in the middle of what.
//!
//! | module | what it does |
//! |---|---|
//! | `words` | lines to words |
//! | `candidates` | lines as far as it matters where tables begin and end |
//! | `area` | the lines that make such a table |
//! | `areas` | where on a page such tables stand |
//! | `shades` | headers on a coloured band |
//! | `known` | columns as far as lines with numbers have shown them |
//! | `columns` | the columns of a area |
//! | `bands` | rows that more white parts than lines |
//! | `centred` | lines that stand about their number |
//! | `rows` | the rows of a area |
//! | `left_head` | headers that end a page, above rows on the next one |
//! | `header` | which header text stands over which columns |
//! | `series` | columns of a table over several pages |
//! | `lattice` | all of it to the lattice that rules would have drawn |

mod area;
mod areas;
mod bands;
mod candidates;
mod centred;
mod columns;
mod header;
mod known;
mod lattice;
mod left_head;
mod rows;
mod series;
mod shades;
mod words;

pub(crate) use area::{Area, AreaGrid};
pub(crate) use areas::{Ended, PageAreas, page_areas};
pub(crate) use bands::{Band, row_bands, row_white};
pub(crate) use lattice::area_to_lattice;
pub(crate) use left_head::head_over_rows;
pub(crate) use rows::row_edges;
pub(crate) use series::{PageArea, grids_of_areas};
pub(crate) use shades::shades;
pub(crate) use words::{Kind, Word, is_spaced_out, piece_word};
