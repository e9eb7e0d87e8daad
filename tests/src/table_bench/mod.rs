//! Measures how tables are read, against the generated benchmark of `gongkai_corpus::table_bench`.
//!
//! | module | what it does |
//! |---|---|
//! | [`align`] | pairs the rows and columns of two grids, and the tables of two documents |
//! | [`score`] | counts of one document |
//! | [`report`] | sums over groups of documents |
//! | [`cost`] | time per page of long tables and of pages with many rules |

pub mod align;
pub mod cost;
pub mod report;
pub mod score;
