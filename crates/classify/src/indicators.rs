//! Performance indicators of tables: from single cells that hold many, and from rows under an indicator header.

use crate::budget_lines::provenance;
use crate::grid::Grid;
use crate::indicator_text::indicators_in_text;
use crate::understood::Understood;
use crate::vocabulary::{header_wording, indicator_level};
use gongkai_model::record::{Indicator, Value};
use gongkai_model::table::{Form, Table};
use gongkai_normalize::blanks::tidy_blanks;
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::value::parse_value;
use std::collections::BTreeMap;

/// Hands out indicator ids in document order.
#[derive(Debug, Default)]
pub(crate) struct IndicatorIds(u32);

impl IndicatorIds {
    /// `i0001` and on.
    pub(crate) fn next(&mut self) -> String {
        self.0 += 1;
        format!("i{:04}", self.0)
    }
}

/// Splits the code off a level name: `11-数量指标`.
pub(crate) fn level_code(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    if !(1..=3).contains(&digits) {
        return None;
    }
    let name = text.get(digits..)?.strip_prefix(['-', '－', '—'])?;
    Some((text.get(..digits)?, name.trim_start()))
}

/// The unit a name ends with in brackets: 覆盖率（%）.
pub(crate) fn unit_in_name(name: &str) -> Option<String> {
    let key = name.trim_end();
    let body = key.strip_suffix(['）', ')'])?;
    let open = body.rfind(['（', '('])?;
    let inside = body.get(open..)?.trim_start_matches(['（', '(']).trim();
    let count = inside.chars().count();
    let unit_like = (1..=4).contains(&count) && !inside.chars().any(|c| c.is_ascii_digit());
    let known = matches!(inside, "%" | "％" | "‰" | "元" | "万元" | "亿元" | "平方米" | "公里" | "千米" | "工作日")
        || (count <= 2
            && inside.chars().next_back().is_some_and(|c| {
                "个次人件套篇家册天月年日时户宗项份台辆名场期批亩吨米处所座条页本幅只株车班队".contains(c)
            }));
    (unit_like && known).then(|| inside.to_owned())
}

/// Indicators of a matrix of targets: of its 绩效指标 column, or of its level columns.
pub(crate) fn table_indicators(
    table: &Table,
    understood: &Understood,
    projects: &BTreeMap<usize, String>,
    ids: &mut IndicatorIds,
    indicators: &mut Vec<Indicator>,
) {
    let grid = Grid::new(table);
    if let Some(col) = understood.meanings.iter().position(|m| m.field == "indicators") {
        let mut any = false;
        for row in table.header_rows as usize..grid.rows {
            let Some(cell) = grid.anchored(row, col) else { continue };
            let project = projects.get(&row).map(String::as_str);
            let found = indicators_in_text(&cell.text, project, &table.table_id, provenance(cell), ids);
            any |= !found.is_empty();
            indicators.extend(found);
        }
        if any {
            return;
        }
    }
    for block in blocks(&grid) {
        read_block(table, &grid, &block, projects, ids, indicators);
    }
}

/// Fields of an indicator as columns under one header row.
#[derive(Debug, Default, Clone)]
struct Half {
    level0: Option<usize>,
    level1: Option<usize>,
    level2: Option<usize>,
    name: Option<usize>,
    op: Option<usize>,
    unit: Option<usize>,
    target: Option<usize>,
    annual: Option<usize>,
    actual: Option<usize>,
    standard: Option<usize>,
    weight: Option<usize>,
    score: Option<usize>,
    reason: Option<usize>,
}

/// Rows under one indicator header.
struct Block {
    first: usize,
    last: usize,
    /// One half, or two where mid-term and annual targets stand side by side.
    halves: Vec<Half>,
    /// Header keys, to notice the header again.
    header: Vec<String>,
}

/// Finds the rows that are indicator headers and what stands below each.
fn blocks(grid: &Grid<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for row in 0..grid.rows {
        let Some(halves) = header_halves(grid, row) else { continue };
        let header = (0..grid.cols).map(|col| comparison_key(grid.text(row, col))).collect::<Vec<_>>();
        if let Some(before) = blocks.last_mut() {
            if before.header == header {
                continue;
            }
            before.last = row;
        }
        blocks.push(Block { first: row + 1, last: grid.rows, halves, header });
    }
    blocks
}

/// The columns of an indicator header, where the row is one: at least a name column and a value column or two levels.
fn header_halves(grid: &Grid<'_>, row: usize) -> Option<Vec<Half>> {
    let mut halves = vec![Half::default()];
    let mut known = 0;
    let mut last = None;
    for col in 0..grid.cols {
        let Some(cell) = grid.cell(row, col) else { continue };
        if last == Some((cell.row, cell.col)) {
            continue;
        }
        last = Some((cell.row, cell.col));
        let key = comparison_key(&cell.text);
        if key.is_empty() || key.chars().count() > 24 {
            continue;
        }
        let Some(wording) = header_wording(&key) else { continue };
        let half = halves.last_mut()?;
        let Some(slot) = slot(half, wording.field) else { continue };
        known += 1;
        if slot.is_some() {
            // The field again: the second half begins, with the level-1 column of the first.
            let mut next = Half { level1: half.level1, ..Half::default() };
            if let Some(slot) = self::slot(&mut next, wording.field) {
                *slot = Some(col);
            }
            halves.push(next);
        } else {
            *slot = Some(col);
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
    let first = halves.first()?;
    let named = first.name.is_some() && (first.target.is_some() || first.annual.is_some() || first.actual.is_some());
    let levels = first.level2.is_some() && (first.name.is_some() || first.annual.is_some() || first.target.is_some());
    let executed = first.name.is_some() && first.actual.is_some() && (first.annual.is_some() || first.target.is_some());
    (known >= 3 && (levels || executed || (named && first.level1.is_some()))).then_some(halves)
}

/// Where a half keeps the column of a field; `None` for fields that no indicator has.
fn slot<'h>(half: &'h mut Half, field: &str) -> Option<&'h mut Option<usize>> {
    Some(match field {
        "level0" => &mut half.level0,
        "level1" => &mut half.level1,
        "level2" => &mut half.level2,
        "name" => &mut half.name,
        "indicator_op" => &mut half.op,
        "indicator_unit" | "measuring_unit" => &mut half.unit,
        "target_value" => &mut half.target,
        "annual_value" => &mut half.annual,
        "actual_value" => &mut half.actual,
        "standard" => &mut half.standard,
        "weight" => &mut half.weight,
        "score" => &mut half.score,
        "deviation_reason" => &mut half.reason,
        _ => return None,
    })
}

fn read_block(
    table: &Table,
    grid: &Grid<'_>,
    block: &Block,
    projects: &BTreeMap<usize, String>,
    ids: &mut IndicatorIds,
    indicators: &mut Vec<Indicator>,
) {
    let Some(left) = block.halves.first() else { return };
    let right = block.halves.get(1);
    let (mut level1, mut level2) = (String::new(), String::new());
    let mut seq: BTreeMap<Option<String>, u32> = BTreeMap::new();
    for row in block.first..block.last {
        if (0..grid.cols).all(|col| comparison_key(grid.text(row, col)) == *block.header.get(col).map_or("", |h| h)) {
            continue;
        }
        let text = |col: Option<usize>| col.map(|col| grid.text(row, col)).unwrap_or("");
        let cell = [left.name, left.level2, left.annual, left.target]
            .into_iter()
            .flatten()
            .find_map(|col| grid.cell(row, col).filter(|c| !c.text.trim().is_empty()));
        let Some(cell) =
            cell.filter(|c| c.row as usize == row || left.name.is_some_and(|n| grid.anchored(row, n).is_some()))
        else {
            continue;
        };
        // A cell across the whole table, a total, or a field of the form: the block is over.
        let first_key = comparison_key(grid.text(row, 0));
        if first_key.starts_with("总分")
            || first_key.starts_with("合计")
            || first_key.starts_with('注')
            || first_key.starts_with("备注")
        {
            continue;
        }
        if cell.col_span as usize >= grid.cols && grid.cols > 1 {
            continue;
        }
        for (slot, col) in [(&mut level1, left.level1), (&mut level2, left.level2)] {
            let printed = tidy_blanks(text(col));
            if !printed.is_empty() && *slot != printed {
                slot.clone_from(&printed);
            }
        }
        if !text(left.level1).is_empty() && text(left.level2).is_empty() && left.level2.is_some() {
            level2.clear();
        }
        let mut name = tidy_blanks(text(left.name));
        let mut target = text(left.target);
        let mut annual = text(left.annual);
        let mut flags = Vec::new();
        if let Some(right) = right {
            let right_name = tidy_blanks(text(right.name));
            if name.is_empty() && !right_name.is_empty() {
                name = right_name;
                flags.push("name_from_annual_half".to_owned());
            }
            annual = text(right.target.or(right.annual));
            // The two halves name the same indicators: one makes up for what the other lost.
            let right_level2 = tidy_blanks(text(right.level2));
            if text(left.level2).is_empty() && is_level(&right_level2) {
                level2 = right_level2;
            }
            if annual.is_empty() && !name.is_empty() {
                flags.push("annual_value_missing".to_owned());
            }
        }
        if left.name.is_none() {
            // Two levels and a value: the second level is the indicator.
            name.clone_from(&level2);
        }
        if name.is_empty()
            || (target.is_empty() && annual.is_empty() && text(left.actual).is_empty() && is_level(&name))
        {
            continue;
        }
        let values = (target, annual);
        if right.is_none() {
            // One half: whose value it is depends on the form.
            (target, annual) = match table.form {
                Form::ER => (if values.0.is_empty() { values.1 } else { values.0 }, ""),
                _ => ("", if values.1.is_empty() { values.0 } else { values.1 }),
            };
        }
        let project = projects.get(&row).cloned();
        let number = seq.entry(project.clone()).or_insert(0);
        *number += 1;
        let mut indicator = Indicator {
            indicator_id: ids.next(),
            project_id: project,
            table_id: Some(table.table_id.clone()),
            seq: *number,
            unit_in_name: unit_in_name(&name),
            name,
            standard: printed(text(left.standard)),
            weight: printed(text(left.weight)),
            score: printed(text(left.score)),
            deviation_reason: printed(text(left.reason)),
            flags,
            provenance: provenance(cell),
            ..Indicator::default()
        };
        (indicator.level1, indicator.level1_std) = level(&level1, 1);
        if left.name.is_some() {
            (indicator.level2, indicator.level2_std) = level(&level2, 2);
        }
        let (op, unit) = (text(left.op), text(left.unit));
        if right.is_some() {
            indicator.period_value = value(target, op, unit);
        } else {
            indicator.target_value = value(target, op, unit);
        }
        indicator.annual_value = value(annual, op, unit);
        indicator.actual_value = value(text(left.actual), "", unit);
        indicators.push(indicator);
    }
}

fn is_level(name: &str) -> bool {
    let key = comparison_key(name);
    indicator_level(&key, 1).is_some() || indicator_level(&key, 2).is_some()
}

fn printed(text: &str) -> Option<String> {
    let text = tidy_blanks(text);
    (!text.is_empty()).then_some(text)
}

fn level(printed: &str, depth: u8) -> (Option<String>, Option<String>) {
    if printed.is_empty() {
        return (None, None);
    }
    let name = level_code(printed).map_or(printed, |(_, name)| name);
    let key = comparison_key(name);
    // 成本指标（20分）: the weight of the level is printed with it.
    let bare = key.split('(').next().unwrap_or(&key);
    let standard = indicator_level(bare, depth).map(str::to_owned);
    (Some(printed.to_owned()), standard)
}

/// A value whose operator and unit may stand in columns of their own.
fn value(text: &str, op: &str, unit: &str) -> Option<Value> {
    if text.trim().is_empty() {
        return None;
    }
    let mut value = parse_value(text);
    let op = comparison_key(op);
    let mapped = match op.as_str() {
        "≥" | ">=" | "大于等于" | "正向指标" => Some(">="),
        "≤" | "<=" | "小于等于" | "反向指标" => Some("<="),
        "=" | "等于" => Some("="),
        ">" | "大于" => Some(">"),
        "<" | "小于" => Some("<"),
        _ => None,
    };
    if value.number.is_some() {
        if let Some(mapped) = mapped {
            value.op = Some(mapped.to_owned());
        }
        let unit = tidy_blanks(unit);
        if value.unit.is_none() && !unit.is_empty() {
            let joined = parse_value(&format!("{text}{unit}"));
            if joined.number == value.number && joined.unit.is_some() {
                let raw = std::mem::take(&mut value.raw);
                value = Value { raw, op: value.op, ..joined };
            } else {
                value.unit = Some(unit);
            }
        }
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::build;
    use crate::header::complete_header;
    use crate::understood::understand;

    fn read(form: Form, header_rows: u32, rows: &[&[&str]]) -> Vec<Indicator> {
        let mut table = build::table("", header_rows, rows);
        table.form = form;
        complete_header(&mut table);
        let understood = understand(&mut table);
        let mut found = Vec::new();
        table_indicators(&table, &understood, &BTreeMap::new(), &mut IndicatorIds::default(), &mut found);
        found
    }

    #[test]
    fn level_columns_are_filled_down() {
        let found = read(
            Form::SE,
            0,
            &[
                &[
                    "一级指标",
                    "二级指标",
                    "三级指标",
                    "年度指标值",
                    "实际完成值",
                    "分值",
                    "得分",
                    "偏差原因分析及改进措施",
                ],
                &["产出指标", "数量指标", "巡查次数", "≥4次", "5次", "10", "10", "无"],
                &["", "质量指标", "合格率", "100%", "98%", "10", "9", ""],
                &["总分", "", "", "", "", "100", "99", ""],
            ],
        );
        assert_eq!(found.len(), 2);
        assert_eq!(found[1].level1_std.as_deref(), Some("output"));
        assert_eq!(found[1].level2_std.as_deref(), Some("quality"));
        assert_eq!(found[1].actual_value.as_ref().map(|v| v.raw.as_str()), Some("98%"));
        assert_eq!(found[0].weight.as_deref(), Some("10"));
        assert_eq!(found[0].deviation_reason.as_deref(), Some("无"));
    }

    #[test]
    fn a_class_column_moves_the_levels_up() {
        let found = read(
            Form::SE,
            0,
            &[
                &["指标类别", "一级指标", "二级指标", "年度指标值", "实际完成指标值", "分值", "得分"],
                &["产出指标", "数量指标", "巡查次数", "≥4次", "5次", "10", "10"],
            ],
        );
        assert_eq!(found[0].name, "巡查次数");
        assert_eq!(
            (found[0].level1_std.as_deref(), found[0].level2_std.as_deref()),
            (Some("output"), Some("quantity"))
        );
    }

    #[test]
    fn mid_term_and_annual_targets_stand_side_by_side() {
        let found = read(
            Form::PG,
            0,
            &[
                &["绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"],
                &["", "产出指标", "数量指标", "巡查", "12次", "数量指标", "巡查", "4次"],
            ],
        );
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].period_value.as_ref().map(|v| v.raw.as_str()), Some("12次"));
        assert_eq!(found[0].annual_value.as_ref().map(|v| v.raw.as_str()), Some("4次"));
    }

    #[test]
    fn operator_and_unit_columns_enter_the_value() {
        let found = read(
            Form::PT,
            0,
            &[
                &["一级指标", "二级指标", "三级指标", "绩效指标性质", "本年绩效指标值", "绩效度量单位"],
                &["产出指标", "数量指标", "培训人次", "≥", "3", "万人次"],
            ],
        );
        let value = found[0].annual_value.clone().unwrap_or_default();
        assert_eq!(value.op.as_deref(), Some(">="));
        assert_eq!(value.number_base.map(|n| n.to_string()).as_deref(), Some("30000"));
        assert_eq!(value.unit.as_deref(), Some("人次"));
    }
}
