//! The families of published documents, each built from the books of fictional agencies.
//!
//! Titles, codes and column heads are those of the official forms; names, sentences and figures are invented.

pub mod accounts;
pub mod agencies;
pub mod budget;
pub mod budget_tables;
pub mod codes;
pub mod criteria;
pub mod crowded;
pub mod evaluation;
pub mod final_accounts;
pub mod final_tables;
pub mod government;
pub mod lists;
pub mod papers;
pub mod places;
pub mod second_views;
pub mod targets;
pub mod transfers;
