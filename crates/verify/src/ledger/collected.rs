//! Figures of a document while they are gathered, and the tables they stand in.

use super::figure::Figure;
use gongkai_model::record::Project;
use gongkai_model::table::Form;
use std::collections::HashMap;

/// The figures of one table.
#[derive(Debug)]
pub(crate) struct TableFigures<'a> {
    pub(crate) form: Form,
    /// It goes on over several pages.
    pub(crate) continued: bool,
    /// A note says that its totals hold amounts that it does not list.
    pub(crate) withholds: bool,
    /// 基本支出总表: it lists basic expenditure of all funds, in columns by fund.
    pub(crate) of_basic: bool,
    /// Budget lines as (figure, line), in document order. The figure of a line has the line's own position.
    pub(crate) lines: Vec<usize>,
    /// Projects with the positions of their amounts' figures.
    pub(crate) projects: Vec<(&'a Project, Vec<usize>)>,
    /// Cells of its columns of rates.
    pub(crate) rates: Vec<RateCell>,
    /// Weights and scores of the indicators of forms that print a total.
    pub(crate) weights: Vec<ProjectWeights>,
    /// Weights printed with the names of levels, and of the indicators below.
    pub(crate) level_weights: Vec<LevelWeight>,
}

/// One cell of a column of rates.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RateCell {
    pub(crate) lane: u32,
    pub(crate) row: u32,
    pub(crate) col: u32,
    pub(crate) figure: usize,
}

/// Figures of the weights and scores of one form.
#[derive(Debug, Default)]
pub(crate) struct ProjectWeights {
    pub(crate) weights: Vec<usize>,
    pub(crate) scores: Vec<usize>,
    pub(crate) total_weight: Option<usize>,
    pub(crate) total_score: Option<usize>,
    pub(crate) execution_weight: Option<usize>,
    pub(crate) execution_score: Option<usize>,
    /// Some indicator has no weight, or the form goes on over a page end.
    pub(crate) doubtful: bool,
}

/// The weight printed with the name of a level, 产出指标（50分）, and the weights of the indicators below it.
#[derive(Debug)]
pub(crate) struct LevelWeight {
    pub(crate) total: usize,
    pub(crate) weights: Vec<usize>,
}

/// Figures, and tables by their ids.
#[derive(Debug, Default)]
pub(crate) struct Collected<'a> {
    pub(crate) figures: Vec<Figure<'a>>,
    pub(crate) tables: Vec<TableFigures<'a>>,
    positions: HashMap<&'a str, usize>,
}

impl<'a> Collected<'a> {
    /// The table with this id; a new one of this form where none has it.
    pub(crate) fn table(&mut self, id: &'a str, form: Form) -> &mut TableFigures<'a> {
        let at = *self.positions.entry(id).or_insert_with(|| {
            self.tables.push(TableFigures {
                form,
                continued: false,
                withholds: false,
                of_basic: false,
                lines: Vec::new(),
                projects: Vec::new(),
                weights: Vec::new(),
                level_weights: Vec::new(),
                rates: Vec::new(),
            });
            self.tables.len() - 1
        });
        &mut self.tables[at]
    }

    /// Adds a figure; its position among all.
    pub(crate) fn add(&mut self, figure: Figure<'a>) -> usize {
        self.figures.push(figure);
        self.figures.len() - 1
    }
}
