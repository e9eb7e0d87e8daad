//! Characters, numbers, units, dates and document numbers: pure functions on strings.
//!
//! Published Chinese budgets are full of layout artefacts: blanks between the characters of a word, radicals instead
//! of characters, numbers cut by a line end, thousands marks followed by blanks. The functions here undo that, one
//! module per kind of artefact, and read what is left: numbers, money units, rates, years, dates, document numbers,
//! indicator values. They never guess: what is not certainly a number is garbled, an unnamed unit is `None`.
//!
//! | module | reads or repairs |
//! |---|---|
//! | [`chars`] | single characters, and keys to compare labels by |
//! | [`blanks`] | blanks inside Chinese words |
//! | [`join`] | words and numbers cut by line ends |
//! | [`number`] | money cells, decimal numbers, numbers in prose |
//! | [`numeral`] | numbers in Chinese characters: 十一, 二〇二三 |
//! | [`mod@unit`] | money units and the lines that declare them |
//! | [`rate`] | percentages, percentage points, directions of change |
//! | [`year`] | fiscal years |
//! | [`date`] | dates and ranges of dates |
//! | [`document_number`] | numbers of cited documents |
//! | [`value`] | values of performance indicators |
//! | [`heading`] | heading and list marks |
//! | [`mod@form_number`] | numbers of forms, alone or before their titles |
//! | [`label`] | row labels of tables |
//! | [`footnote`] | footnote marks and left-over markup |
//! | [`quality`] | garbled text and placeholders |
//! | [`width`] | how wide text is in print |
//!
//! No function here panics, whatever the input, and all take time linear in it.
//!
//! ```
//! use gongkai_normalize::{number, unit};
//!
//! let cell = number::parse_cell("5, 616.1");
//! let unit = unit::find_unit_line("金额单位：万元");
//! let yuan = cell.value.zip(unit).map(|(v, u)| u.to_yuan(v).to_string());
//! assert_eq!(yuan.as_deref(), Some("56161000.00"));
//! ```

pub mod blanks;
pub mod chars;
pub mod date;
pub mod document_number;
pub mod footnote;
pub mod form_number;
pub mod heading;
pub mod join;
pub mod label;
pub mod number;
pub mod numeral;
pub mod quality;
mod radicals;
pub mod rate;
pub mod unit;
pub mod value;
mod value_number;
mod value_unit;
mod value_words;
pub mod width;
pub mod year;
