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
//! | `document_title`, `document`, `organisation`, `public_body`, `region`, `quality` | title, family, years; issuer; place; how well it was read |
//! | `grid`, `header` | positions of a table; header rows and column paths |
//! | `forms`, `form_by_title`, `form_title`, `form_by_header`, `units` | which form a table is; its money unit |
//! | `columns`, `column_meaning`, `column_content`, `column_roles`, `column_dimensions`, `upper_headers`, `lanes`, `lane_row`, `rows`, `row_codes`, `row_places`, `row_dimensions`, `spenders`, `hierarchy`, `hierarchy_by_amount`, `hierarchy_by_class`, `hierarchy_by_code`, `hierarchy_by_label`, `hierarchy_by_name`, `hierarchy_by_place`, `hierarchy_by_purchase`, `hierarchy_by_year`, `closing_sums`, `unnamed_total`, `memo_rows`, `misplaced_rows`, `leaves`, `codes` | what columns, lanes and rows mean |
//! | `understood` | a table with all of that |
//! | `budget_lines`, `amounts`, `facts` | records of money tables and of prose |
//! | `projects`, `form_grid`, `form_fields`, `overall_form` | projects of matrices, of forms, of departments |
//! | `indicators`, `indicator_header`, `indicator_levels`, `indicator_prose`, `indicator_text` | performance indicators |
//! | `identity` | stable ids and confidence |
//! | `vocabulary` | the word lists |

mod amounts;
mod budget_lines;
mod closing_sums;
mod codes;
mod column_content;
mod column_dimensions;
mod column_meaning;
mod column_roles;
mod columns;
mod document;
mod document_title;
mod facts;
mod form_by_header;
mod form_by_title;
mod form_fields;
mod form_grid;
mod form_title;
mod forms;
mod grid;
mod header;
mod hierarchy;
mod hierarchy_by_amount;
mod hierarchy_by_class;
mod hierarchy_by_code;
mod hierarchy_by_label;
mod hierarchy_by_name;
mod hierarchy_by_place;
mod hierarchy_by_purchase;
mod hierarchy_by_year;
mod identity;
mod indicator_header;
mod indicator_levels;
mod indicator_prose;
mod indicator_text;
mod indicators;
mod lane_row;
mod lanes;
mod leaves;
mod memo_rows;
mod misplaced_rows;
mod organisation;
mod overall_form;
mod projects;
mod public_body;
mod quality;
mod region;
mod row_codes;
mod row_dimensions;
mod row_places;
mod rows;
mod spenders;
mod stage;
mod understood;
mod units;
mod unnamed_total;
mod upper_headers;
mod vocabulary;

pub use stage::{Input, classify};
