//! One identity on certain figures: a left side and the terms it should equal.

use gongkai_model::table::Form;

/// The identity an equation is an instance of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Check {
    /// Name within its form: `total=basic+project`.
    pub(crate) key: &'static str,
    /// The identity in Chinese.
    pub(crate) zh: &'static str,
    /// The identity in English.
    pub(crate) en: &'static str,
}

/// How sure it is that the terms belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trust {
    /// By codes or by the columns of a known form.
    Strong,
    /// By numbering marks, indentation, or position.
    Weak,
}

/// What a difference would mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// A sum that does not add up.
    Sum,
    /// One quantity printed twice.
    SameQuantity,
    /// A part that is no more than its whole.
    AtMost,
    /// A rate that is the first amount divided by the second.
    Quotient,
    /// A rate that is the change from the second amount to the first.
    Growth,
    /// A rate that is a rise, the first amount, divided by what was there before it led to the second.
    IncreaseRate,
    /// The same for a fall.
    DecreaseRate,
}

/// What names a term in the statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Naming {
    /// The header of its column.
    Column,
    /// The label of its row.
    Row,
}

/// One figure in an equation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Term {
    /// Index of the figure.
    pub(crate) figure: usize,
    /// It is subtracted.
    pub(crate) negative: bool,
}

impl Term {
    pub(crate) const fn plus(figure: usize) -> Self {
        Self { figure, negative: false }
    }
}

/// `left = sum of right`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Equation {
    pub(crate) check: Check,
    /// Form the identity is counted for.
    pub(crate) form: Form,
    /// Position of the table whose structure the equation rests on.
    pub(crate) table: usize,
    pub(crate) left: Vec<Term>,
    pub(crate) right: Vec<Term>,
    pub(crate) trust: Trust,
    pub(crate) meaning: Meaning,
    pub(crate) naming: Naming,
    /// Why the equation proves nothing if it does not close: `unknown_column`, `row_not_unique`…
    pub(crate) doubt: Option<&'static str>,
    /// Why it cannot be evaluated at all: `missing_table`, `table_not_unique`…
    pub(crate) obstacle: Option<&'static str>,
}

impl Equation {
    /// The sum of rows in one column of a table, told by nothing but where they stand.
    pub(crate) const fn of_rows(check: Check, (table, form): (usize, Form), left: Vec<Term>, right: Vec<Term>) -> Self {
        Self {
            check,
            form,
            table,
            left,
            right,
            trust: Trust::Weak,
            meaning: Meaning::Sum,
            naming: Naming::Row,
            doubt: None,
            obstacle: None,
        }
    }
}
