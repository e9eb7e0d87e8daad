//! Lines and rules to tables: whole grids with merged cells, one table over all the pages it stands on.
//!
//! | module | what it does |
//! |---|---|
//! | `edges` | rules as drawn to lattices of edges |
//! | `grid` | a lattice to a grid of cells with spans |
//! | `bare` | tables whose grid is not drawn |
//! | `missing` | cells that run together because pieces of rules are missing |
//! | `labels` | labels one below the other in the first columns, where no rules part them |
//! | `joints`, `stacked`, `text_height` | rows that no rule divides |
//! | `cell_text` | runs into cells, pieces to text |
//! | `look` | where labels begin, which lines are full or cut, which sides no rule closes |
//! | `fragment` | the tables of one page |
//! | `around`, `texts_around` | what stands around a table: the lines above it, notes below it |
//! | `running_titles` | titles that recur at the head of pages |
//! | `above` | title, unit line, form number and organisation above a table |
//! | `inside` | title, unit line, form number and notes inside its grid |
//! | `facing` | tables that run over two facing pages |
//! | `appended` | wide tables printed in parts that repeat the labels |
//! | `columns` | column edges of one table on different pages |
//! | `continuation` | pieces of one table on several pages to one table |
//! | `page_end`, `placed`, `cut_row`, `cut_label`, `cut_text` | rows, labels and merged cells that a page's end cuts |
//! | `repeated` | headers printed again in the middle of a page |
//! | `indent` | how far labels are indented |
//! | `dump` | tables of text dumps |
//!
//! What a table and its columns mean is not decided here.

mod above;
mod appended;
mod around;
mod bare;
mod cell_text;
mod columns;
mod continuation;
mod cut_label;
mod cut_row;
mod cut_text;
mod dump;
mod edges;
mod facing;
mod found;
mod fragment;
mod grid;
mod indent;
mod inside;
mod joints;
mod labels;
mod look;
mod missing;
mod options;
mod page_end;
mod placed;
mod repeated;
mod running_titles;
mod stacked;
mod tables;
mod text_height;
mod texts_around;

pub use found::Tables;
pub use options::Options;
pub use tables::tables;
