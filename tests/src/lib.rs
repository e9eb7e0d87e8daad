//! What the tests share.

pub mod against_truth;
pub mod corpus;
pub mod folder;
pub mod golden;
pub mod hostile;
pub mod hostile_seeds;
pub mod long_files;
pub mod mutants;
pub mod numbers;
pub mod peak;
pub mod program;
pub mod table_bench;
pub mod tally;
pub mod tiny_pdf;
