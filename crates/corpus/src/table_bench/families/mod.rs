//! The documents of the benchmark, a module for each family of tables.

pub mod budget_codes;
pub mod coded;
pub mod form_grid;
pub mod matrix;
pub mod narrative;
pub mod three_level;
pub mod two_lane;

use super::words::Words;
use crate::figures::{Print, Zero};
use crate::model::{Cell, Document, Table};
use gongkai_model::layout::SectionKind;

/// A family of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Two lanes side by side, income and expenditure.
    TwoLane,
    /// Rows by classification code, with a column or three for the code.
    Coded,
    /// Headers of three levels over many columns of figures.
    ThreeLevel,
    /// Projects with goals and indicators in long cells.
    Matrix,
    /// Forms with labels merged in both directions.
    FormGrid,
    /// Prose with small tables.
    Narrative,
}

impl Family {
    /// All families.
    pub const ALL: [Self; 6] =
        [Self::TwoLane, Self::Coded, Self::ThreeLevel, Self::Matrix, Self::FormGrid, Self::Narrative];

    /// Short name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::TwoLane => "two-lane",
            Self::Coded => "coded",
            Self::ThreeLevel => "three-level",
            Self::Matrix => "matrix",
            Self::FormGrid => "form-grid",
            Self::Narrative => "narrative",
        }
    }

    /// A document of the family.
    #[must_use]
    pub fn document(self, words: &mut Words) -> Document {
        match self {
            Self::TwoLane => two_lane::document(words),
            Self::Coded => coded::document(words),
            Self::ThreeLevel => three_level::document(words),
            Self::Matrix => matrix::document(words),
            Self::FormGrid => form_grid::document(words),
            Self::Narrative => narrative::document(words),
        }
    }
}

/// How the figures of a document are printed.
pub(crate) fn any_print(words: &mut Words) -> Print {
    Print {
        marks: words.chance().in_hundred(70),
        zero: words.chance().value(&[Zero::Blank, Zero::Blank, Zero::Digits, Zero::Dash]),
    }
}

/// A table with its title, its number among the public forms and the lines above it.
pub(crate) fn headed(words: &mut Words, title: &str, number: usize) -> Table {
    let owner = match words.chance().below(3) {
        0 => Some(format!("部门：{}", words.agency)),
        1 => Some(format!("编制单位：{}", words.agency)),
        _ => None,
    };
    let numbered = words.chance().in_hundred(50);
    Table {
        title: Some(title.to_owned()),
        form_number: numbered.then(|| format!("公开{number:02}表")),
        owner_line: owner,
        unit: Some(words.chance().one_of(&["万元", "万元", "元"]).to_owned()),
        ..Table::default()
    }
}

/// A header cell; short words are sometimes printed with blanks inside.
pub(crate) fn label(words: &mut Words, text: &str) -> Cell {
    let cell = Cell::new(text).centered();
    if text.chars().count() == 2 && words.chance().in_hundred(40) {
        let spaced: Vec<String> = text.chars().map(String::from).collect();
        let blank = words.chance().one_of(&["　", " ", "  "]);
        return cell.printed_as(&spaced.join(blank));
    }
    cell
}

/// A row of 栏次 (column numbers): the word over `labels` columns, then numbers.
pub(crate) fn column_numbers(labels: usize, figures: usize) -> Vec<Cell> {
    let mut row = vec![Cell::new("栏次").centered().span(1, labels)];
    row.extend((1..=figures).map(|n| Cell::new(n.to_string()).centered()));
    row
}

/// Prose before the tables of a document.
pub(crate) fn opening(document: &mut Document, words: &mut Words, paragraphs: usize) {
    for _ in 0..paragraphs {
        let text = words.paragraph();
        document.prose(SectionKind::Paragraph, 0, text);
    }
}

/// Divides a sum among this many receivers; some get nothing.
pub(crate) fn divided(words: &mut Words, sum: i64, receivers: usize, empty: usize) -> Vec<i64> {
    let mut out = vec![0; receivers];
    let mut left = sum;
    for slot in out.iter_mut().skip(1) {
        if left > 0 && !words.chance().in_hundred(empty) {
            *slot = i64::try_from(words.chance().below(usize::try_from(left).unwrap_or(0))).unwrap_or(0);
            left -= *slot;
        }
    }
    if let Some(first) = out.first_mut() {
        *first = left;
    }
    out
}
