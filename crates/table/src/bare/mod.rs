//! Tables whose grid is not drawn, or only in part: columns from the white between words, rows from baselines, the header
//! from what stands in the middle of what.
//!
//! | module | what it does |
//! |---|---|
//! | `words` | lines to words |
//! | `regions` | where on a page such tables stand |
//! | `columns` | the columns of a region |
//! | `rows` | the rows of a region |
//! | `header` | which header text stands over which columns |
//! | `lattice` | all of it to the lattice that rules would have drawn |

mod columns;
mod header;
mod lattice;
mod regions;
mod rows;
mod words;

pub(crate) use lattice::region_to_lattice;
pub(crate) use regions::page_regions;
