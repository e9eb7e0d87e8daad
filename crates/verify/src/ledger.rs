//! Figures with their exactness, indexed by table.

mod collected;
mod exactness;
mod figure;
mod marks;
mod rates;

pub(crate) use collected::{ProjectWeights, TableFigures};
pub(crate) use figure::{Figure, Position};

use collected::Collected;
use gongkai_model::Disclosure;
use gongkai_model::record::{BudgetLine, Fact};
use gongkai_model::table::{Form, Table};
use gongkai_normalize::chars::comparison_key;
use std::collections::HashMap;

/// Words of notes by which a table holds amounts in its totals that it does not list: secret items, items left out.
const WITHHOLDING: &[&str] = &["涉密", "涉敏", "未逐项列示", "未全部列示", "不予公开", "未单独列示"];

/// 2031年基本支出预算总表: whether a title names basic expenditure, of all funds and by nothing else.
fn names_basic(title: &str) -> bool {
    let key = comparison_key(title).replace("预算", "");
    ["基本支出总表", "基本支出表"].iter().any(|end| key.ends_with(end))
}

/// All figures of a document.
#[derive(Debug)]
pub(crate) struct Ledger<'a> {
    /// Figures of the budget lines in their order, then those of the projects.
    pub(crate) figures: Vec<Figure<'a>>,
    pub(crate) lines: &'a [BudgetLine],
    /// Tables with figures, in document order.
    pub(crate) tables: Vec<TableFigures<'a>>,
    /// Figures of the prose; the figure of the first is `first_fact`, the others follow.
    pub(crate) facts: &'a [Fact],
    pub(crate) first_fact: usize,
}

impl<'a> Ledger<'a> {
    pub(crate) fn new(disclosure: &'a Disclosure) -> Self {
        let lines = disclosure.budget_lines.as_slice();
        let mut collected = Collected::default();
        for table in &disclosure.tables {
            let of_table = collected.table(&table.table_id, table.form);
            of_table.continued = table.continued || table.pages.len() > 1;
            of_table.of_basic = table.form == Form::Other && table.title.as_deref().is_some_and(names_basic);
            of_table.withholds = table.notes.iter().any(|note| WITHHOLDING.iter().any(|word| note.contains(word)));
        }
        for line in lines {
            let figure = collected.add(figure::line_figure(line));
            collected.table(&line.table_id, line.form).lines.push(figure);
        }
        let printed: HashMap<&str, &Table> = disclosure.tables.iter().map(|t| (t.table_id.as_str(), t)).collect();
        for project in &disclosure.projects {
            let table = printed.get(project.table_id.as_str()).copied();
            let row = collected.table(&project.table_id, Form::Other).projects.len();
            let row = u32::try_from(row).unwrap_or(u32::MAX);
            let amounts = project.amounts.iter();
            let figures =
                amounts.map(|amount| collected.add(figure::project_figure(project, row, amount, table))).collect();
            collected.table(&project.table_id, Form::Other).projects.push((project, figures));
        }
        marks::add_weights(disclosure, &printed, &mut collected);
        marks::add_level_weights(disclosure, &printed, &mut collected);
        for table in &disclosure.tables {
            rates::add_rates(table, &mut collected);
        }
        let first_fact = collected.figures.len();
        collected.figures.extend(disclosure.facts.iter().map(figure::fact_figure));
        let Collected { mut figures, tables, .. } = collected;
        exactness::set_exactness(&tables, &mut figures);
        Self { figures, lines, tables, facts: &disclosure.facts, first_fact }
    }
}
