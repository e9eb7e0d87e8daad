//! Headers of indicators inside a table: which rows they are and which column holds what below them.

use crate::grid::Grid;
use crate::vocabulary::{Wording, header_wording};
use gongkai_normalize::chars::comparison_key;

/// Columns of an indicator below one header.
#[derive(Debug, Default, Clone)]
pub(crate) struct Half {
    pub(crate) level0: Option<usize>,
    pub(crate) level1: Option<usize>,
    pub(crate) level2: Option<usize>,
    pub(crate) name: Option<usize>,
    /// 活动 (activity) the indicator measures.
    pub(crate) activity: Option<usize>,
    pub(crate) op: Option<usize>,
    pub(crate) unit: Option<usize>,
    pub(crate) target: Option<usize>,
    pub(crate) period: Option<usize>,
    pub(crate) annual: Option<usize>,
    pub(crate) actual: Option<usize>,
    pub(crate) standard: Option<usize>,
    pub(crate) weight: Option<usize>,
    pub(crate) score: Option<usize>,
    pub(crate) reason: Option<usize>,
    /// Level names stand in the same cell as the indicator: 产出指标数量指标评审项目数量.
    pub(crate) levels_in_name: bool,
}

/// Rows under one indicator header.
pub(crate) struct Block {
    pub(crate) first: usize,
    pub(crate) last: usize,
    /// One half, or two where mid-term and annual targets stand side by side.
    pub(crate) halves: Vec<Half>,
    /// Header keys, to notice the header again.
    header: Vec<String>,
    /// What the levels add up to: 分值权重（90分）.
    pub(crate) weight_header: Option<String>,
}

impl Block {
    /// Whether a row repeats the header.
    pub(crate) fn is_header(&self, grid: &Grid<'_>, row: usize) -> bool {
        let key = |col| comparison_key(grid.text(row, col));
        (0..grid.cols).all(|col| key(col) == *self.header.get(col).map_or("", |h| h))
            // The cell left of the header, 绩效指标 down the side, may be blank on a later page.
            || (1..grid.cols).all(|col| key(col) == *self.header.get(col).map_or("", |h| h)) && grid.cols > 3
    }
}

/// Finds the rows that are indicator headers and what stands below each.
pub(crate) fn blocks(grid: &Grid<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for row in 0..grid.rows {
        let Some(halves) = header_halves(grid, row) else { continue };
        if let Some(before) = blocks.last_mut() {
            if before.is_header(grid, row) && !begins_form(grid, before.first, row) {
                continue;
            }
            before.last = row;
        }
        let header = (0..grid.cols).map(|col| comparison_key(grid.text(row, col))).collect::<Vec<_>>();
        let weight = halves.first().and_then(|half| half.weight);
        let weight_header = weight.map(|col| grid.text(row, col).to_owned());
        blocks.push(Block { first: row + 1, last: grid.rows, halves, header, weight_header });
    }
    blocks
}

/// Whether another form begins between two rows: the names of its fields stand there.
fn begins_form(grid: &Grid<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|row| grid.row_cells(row).take(1).any(|cell| crate::projects::form_fields::is_form_head(&cell.text)))
}

/// Tallest cell of a header; taller ones stand beside it, such as 绩效指标 printed down the side of the indicators.
const TALLEST: u32 = 3;

/// The columns of an indicator header, where the row is one: at least a name column and a value column or two levels.
fn header_halves(grid: &Grid<'_>, row: usize) -> Option<Vec<Half>> {
    let mut halves = vec![Half::default()];
    let mut known = 0;
    let mut last = None;
    let mut in_cell = None;
    for col in 0..grid.cols {
        let Some(cell) = grid.cell(row, col) else { continue };
        if last == Some((cell.row, cell.col)) || cell.row_span > TALLEST {
            continue;
        }
        last = Some((cell.row, cell.col));
        let key = comparison_key(&cell.text);
        if key.is_empty() || key.chars().count() > 24 {
            continue;
        }
        let Some(wording) = wording_of(&key) else { continue };
        if wording.field == "indicators" && col > 0 {
            in_cell = in_cell.or(Some(col));
            continue;
        }
        let half = halves.last_mut()?;
        let named = half.name.or(half.level2);
        // 三级指标 | … | 指标内容: what an indicator with a name of its own measures.
        let explains = key == "指标内容" && half.name.is_some();
        let Some(slot) = slot(half, if explains { "standard" } else { wording.field }) else { continue };
        known += 1;
        match (*slot, wording.field) {
            (None, _) => *slot = Some(col),
            (Some(_), "level2" | "name") | (Some(_), "target_value" | "annual_value") if known > 3 => {
                // The field again: the second half begins, with the level-1 column of the first.
                let mut next = Half { level1: half.level1, ..Half::default() };
                if let Some(slot) = self::slot(&mut next, wording.field) {
                    *slot = Some(col);
                }
                halves.push(next);
            }
            // 二级指标 | 分值 | 三级指标 | 分值: the weight behind the indicator is the indicator's own.
            (Some(first), "weight") if named.is_some_and(|name| first < name && name < col) => *slot = Some(col),
            _ => {}
        }
    }
    // 指标类别 | 一级指标 | 二级指标: the class is the first level, the second level the indicator itself.
    if let Some(first) = halves.first_mut()
        && first.name.is_none()
        && first.level0.is_some()
        && first.level2.is_some()
    {
        first.name = first.level2;
        first.level2 = first.level1;
        first.level1 = first.level0;
    }
    // 绩效指标 | 指标性质 | 指标值 | 度量单位: levels and indicator in one cell.
    if let (Some(first), Some(col)) = (halves.first_mut(), in_cell)
        && first.name.is_none()
        && first.level1.is_none()
        && (first.target.is_some() || first.annual.is_some())
        && (first.op.is_some() || first.unit.is_some())
    {
        first.name = Some(col);
        first.levels_in_name = true;
        return Some(halves);
    }
    let first = halves.first()?;
    let valued = first.target.is_some() || first.annual.is_some() || first.period.is_some();
    let named = first.name.is_some() && (valued || first.actual.is_some());
    let levels = first.level2.is_some() && (first.name.is_some() || valued);
    let executed = first.name.is_some() && first.actual.is_some() && valued;
    // 指标名称 | 指标性质 | 指标值 | 计量单位 | 指标权重: indicators without levels.
    let defined = first.name.is_some() && valued && first.op.is_some() && first.weight.or(first.unit).is_some();
    (known >= 3 && (levels || executed || defined || (named && first.level1.is_some()))).then_some(halves)
}

/// The wording of a header, its brackets left out where they hide it: 指标值（评分标准）.
fn wording_of(key: &str) -> Option<&'static Wording> {
    let open = key.find('(');
    header_wording(key).or_else(|| header_wording(key.get(..open.filter(|at| *at > 0)?)?))
}

/// Where a half keeps the column of a field; `None` for fields that no indicator has.
fn slot<'h>(half: &'h mut Half, field: &str) -> Option<&'h mut Option<usize>> {
    Some(match field {
        "level0" => &mut half.level0,
        "level1" => &mut half.level1,
        "level2" => &mut half.level2,
        "name" => &mut half.name,
        "activity" => &mut half.activity,
        "indicator_op" => &mut half.op,
        "indicator_unit" | "measuring_unit" => &mut half.unit,
        "target_value" => &mut half.target,
        "period_value" => &mut half.period,
        "annual_value" => &mut half.annual,
        "actual_value" => &mut half.actual,
        "standard" => &mut half.standard,
        "weight" => &mut half.weight,
        "score" => &mut half.score,
        "deviation_reason" => &mut half.reason,
        _ => return None,
    })
}
