//! Document family, table forms and typed records.
//!
//! Chinese budget units publish sets of standard forms whose numbers, order and wording differ by place and year. This
//! stage recognises each form by its title, header or note, tells what every column and row is, and writes the amounts
//! in long form, in exact yuan. It also names the document: family, year, issuer, place.
//!
//! It reads no glyphs, finds no tables and checks no sums; those are other stages. Wordings, titles and code lists are
//! data under `data/`, not code.
//!
//! | module | what it does |
//! |---|---|
//! | `stage` | the steps in order |
//! | `document`, `quality` | title, family, years, issuer, place; how well it was read |
//! | `grid`, `header` | positions of a table; header rows and column paths |
//! | `forms`, `units`, `codes` | which form a table is; its money unit; codes of classifications |
//! | `columns`, `lanes`, `rows`, `hierarchy` | what columns are; lists side by side; rows one by one; what stands above them |
//! | `understood` | a table with all of that |
//! | `budget_lines`, `amounts`, `facts` | records of money tables and of prose |
//! | `projects` | projects of matrices, of forms, of departments |
//! | `indicators` | performance indicators of tables, forms and prose |
//! | `identity` | stable ids and confidence |
//! | `vocabulary` | the word lists |

mod amounts;
mod budget_lines;
mod codes;
mod columns;
mod document;
mod facts;
mod forms;
mod grid;
mod header;
mod hierarchy;
mod identity;
mod indicators;
mod lanes;
mod projects;
mod quality;
mod rows;
mod stage;
mod understood;
mod units;
mod vocabulary;

pub use stage::{Input, classify};
