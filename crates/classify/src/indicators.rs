//! Performance indicators of tables: from single cells that hold many, and from rows under an indicator header.

pub(crate) mod header;
pub(crate) mod ids;
pub(crate) mod levels;
pub(crate) mod prose;
pub(crate) mod text;

use crate::amounts::provenance;
use crate::grid::Grid;
use crate::indicators::header::{Block, Half, blocks};
use crate::indicators::ids::IndicatorIds;
use crate::indicators::levels::{is_level, level, level_texts, level1_of, split_levels, standard_level};
use crate::indicators::text::indicators_in_text;
use crate::projects::form_fields::is_form_head;
use crate::understood::Understood;
use gongkai_model::record::{Indicator, Value};
use gongkai_model::table::{Cell, Form, Table};
use gongkai_normalize::blanks::tidy_blanks;
use gongkai_normalize::chars::{comparison_key, is_ideograph};
use gongkai_normalize::number::is_nothing_mark;
use gongkai_normalize::value::{parse_value_in_columns, take_for_month, take_op_of_name, unit_in_name};
use std::collections::BTreeMap;

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
    let level1 = level_texts(grid, left.level1, block.first, block.last, None);
    let level2 = level_texts(grid, left.level2, block.first, block.last, Some(&level1));
    let mut seq: BTreeMap<Option<String>, u32> = BTreeMap::new();
    for row in block.first..block.last {
        if block.is_header(grid, row) || row < table.header_rows as usize {
            continue;
        }
        if grid.row_cells(row).find(|c| !c.text.trim().is_empty()).is_some_and(|c| is_form_head(&c.text)) {
            break;
        }
        let Some(cell) = indicator_cell(grid, left, row) else { continue };
        let text = |col: Option<usize>| col.map(|col| grid.text(row, col)).unwrap_or("");
        let at = row - block.first;
        let mut levels = (level1.get(at).cloned().unwrap_or_default(), level2.get(at).cloned().unwrap_or_default());
        let mut name = tidy_blanks(without_code(text(left.name)));
        if left.levels_in_name {
            let (first, second, rest) = split_levels(&name);
            levels = (first.to_owned(), second.to_owned());
            name = rest.to_owned();
        }
        if is_end_of_name(grid, left, row, &name)
            && let Some(above) =
                indicators.last_mut().filter(|above| above.provenance.row.is_some_and(|at| at as usize + 1 == row))
        {
            above.name.push_str(&name);
            above.unit_in_name = unit_in_name(&above.name);
            continue;
        }
        let mut flags = Vec::new();
        let mut values = values_of(table.form, left, right, &text);
        if let Some(right) = right {
            let right_name = tidy_blanks(text(right.name));
            if name.is_empty() && !right_name.is_empty() {
                name = right_name;
                flags.push("name_from_annual_half".to_owned());
            }
            // The two halves name the same indicators: one makes up for what the other lost.
            let right_level2 = tidy_blanks(text(right.level2));
            if text(left.level2).is_empty() && is_level(&right_level2) {
                levels.1 = right_level2;
            }
            if values.annual.is_empty() && !name.is_empty() {
                flags.push("annual_value_missing".to_owned());
            }
        }
        if left.name.is_none() {
            // Two levels and a value: the second level is the indicator.
            name.clone_from(&levels.1);
        }
        let empty = values.is_empty() && text(left.actual).is_empty();
        // A row with a target and what came of it, or what it counts, is an indicator even if nobody can read its name.
        let told = [left.actual, left.weight, left.score].into_iter().any(|col| !text(col).is_empty());
        if name.is_empty() && !values.is_empty() && told && left.name.is_some() {
            flags.push("name_missing".to_owned());
        } else if name.is_empty()
            || is_sum(&name)
            || (is_placeholder(&name) && is_placeholder_row(&values, &text, left))
            || (empty && is_template(&name))
            || (empty && text(left.weight).is_empty() && is_level(&name))
        {
            continue;
        }
        if table.form == Form::SE && values.annual.is_empty() {
            // What was to be achieved is the target of the year.
            std::mem::swap(&mut values.annual, &mut values.target);
        }
        let project = projects.get(&row).cloned();
        let number = seq.entry(project.clone()).or_insert(0);
        *number += 1;
        let mut indicator = Indicator {
            indicator_id: ids.next(),
            project_id: project,
            table_id: Some(table.table_id.clone()),
            seq: *number,
            activity: printed(text(left.activity)),
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
        (indicator.level1, indicator.level1_std) = level(&levels.0, 1);
        if left.name != left.level2 || left.levels_in_name {
            (indicator.level2, indicator.level2_std) = level(&levels.1, 2);
        }
        if left.name.is_none() {
            (indicator.level2, indicator.level2_std) = (None, None);
        }
        let (op, unit) = (text(left.op), text(left.unit));
        let of_name = comparison_key(&indicator.name);
        let target = |text: &str| {
            let mut read = value(text, op, unit);
            if let Some(value) = read.as_mut().filter(|_| op.is_empty()) {
                take_op_of_name(value, &of_name);
            }
            read
        };
        indicator.period_value = target(values.period);
        indicator.annual_value = target(values.annual);
        indicator.target_value = target(values.target);
        indicator.actual_value = value(text(left.actual), "", unit);
        let own = [&mut indicator.period_value, &mut indicator.annual_value, &mut indicator.target_value];
        if indicator.level2_std.as_deref() == Some("timeliness") && indicator.unit_in_name.is_none() {
            own.into_iter().chain([&mut indicator.actual_value]).flatten().for_each(take_for_month);
        }
        if left.level1.is_some_and(|col| grid.text(row, col).is_empty()) {
            forget_foreign_level1(&mut indicator);
        }
        tell_level1(&mut indicator, level1.iter().skip(at).find(|text| !text.is_empty() && **text != levels.0));
        indicators.push(indicator);
    }
}

/// The cell an indicator of this row stands in; none where the row is only the lower part of merged cells, or a total,
/// a note or a field of the form.
fn indicator_cell<'a>(grid: &Grid<'a>, left: &Half, row: usize) -> Option<&'a Cell> {
    let cell = [left.name, left.level2, left.annual, left.target, left.period]
        .into_iter()
        .flatten()
        .find_map(|col| grid.cell(row, col).filter(|c| !c.text.trim().is_empty()))?;
    let begins = cell.row as usize == row || left.name.is_some_and(|n| grid.anchored(row, n).is_some());
    let first_key = comparison_key(grid.text(row, 0));
    let aside = ["总分", "合计", "注", "备注", "评价等级"].iter().any(|w| first_key.starts_with(w));
    let whole_row = cell.col_span as usize >= grid.cols && grid.cols > 1;
    // 决策指标得分合计 across the levels and the name names no indicator.
    let across = left.level2.is_some_and(|l| left.name.is_some_and(|n| l < n && (cell.col as usize) <= l))
        && left.level1.is_none_or(|l| (cell.col as usize) <= l);
    let summed = across && cell.col_span > 1;
    (begins && !aside && !whole_row && !summed).then_some(cell)
}

/// Targets of one row, by period.
struct Values<'t> {
    period: &'t str,
    annual: &'t str,
    /// Without a stated period.
    target: &'t str,
}

impl Values<'_> {
    const fn is_empty(&self) -> bool {
        self.period.is_empty() && self.annual.is_empty() && self.target.is_empty()
    }
}

/// Whose target a value is: two halves are mid-term and annual; in one half the header tells, else a form of targets
/// means the year and a report means no period.
fn values_of<'t>(
    form: Form,
    left: &Half,
    right: Option<&Half>,
    text: &impl Fn(Option<usize>) -> &'t str,
) -> Values<'t> {
    let (target, annual, period) = (text(left.target), text(left.annual), text(left.period));
    if let Some(right) = right {
        let period = if period.is_empty() { target } else { period };
        return Values { period, annual: text(right.target.or(right.annual)), target: "" };
    }
    let of_year = matches!(form, Form::PT | Form::PG | Form::SE | Form::OP);
    if of_year && annual.is_empty() {
        Values { period, annual: target, target: "" }
    } else {
        Values { period, annual, target: if of_year { "" } else { target } }
    }
}

/// 产出指标得分合计, 评价等级: rows below the indicators.
fn is_sum(name: &str) -> bool {
    let key = comparison_key(name);
    key.ends_with("合计") || key.ends_with("总分") || key == "评价等级"
}

/// 指标1： and …… are what a blank form prints.
fn is_template(name: &str) -> bool {
    let key = comparison_key(name);
    let rest = key.strip_prefix("指标").unwrap_or(&key);
    rest.trim_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | '…' | '、')).is_empty()
}

/// Most characters of the end of a name in a row of its own.
const LONGEST_END: usize = 3;

/// Fewest characters of the name that it ends.
const FEWEST_OF_NAME: usize = 8;

/// Whether a row holds nothing but the last characters of the name above, which a rule cut off: its value is that of the
/// row above.
fn is_end_of_name(grid: &Grid<'_>, left: &Half, row: usize, name: &str) -> bool {
    let Some(above) = left.name.zip(row.checked_sub(1)).map(|(col, above)| grid.text(above, col)) else { return false };
    let value = [left.target, left.annual, left.period].into_iter().flatten().find_map(|col| grid.cell(row, col));
    let shared = value.is_some_and(|cell| (cell.row as usize) < row && !cell.text.trim().is_empty());
    let alone = grid.row_cells(row).filter(|cell| !cell.text.trim().is_empty()).count() == 1;
    shared
        && alone
        && (1..=LONGEST_END).contains(&name.chars().count())
        && above.chars().count() >= FEWEST_OF_NAME
        && name.chars().all(|c| is_ideograph(c) || matches!(c, '）' | ')' | '”' | '》'))
}

/// Digits of the code of an indicator, at least.
const CODE_DIGITS: usize = 6;

/// 11120207167285-验收合格率: the name behind the code of an indicator.
fn without_code(text: &str) -> &str {
    let rest = text.trim().trim_start_matches(|c: char| c.is_ascii_digit());
    let name = rest.trim_start_matches(['-', '－', '—', '_']);
    let coded = text.trim().len() - rest.len() >= CODE_DIGITS && name.len() < rest.len() && !name.is_empty();
    if coded { name } else { text }
}

/// /, 无 (none), 不涉及 (does not apply) in place of a name or a value.
fn is_placeholder(text: &str) -> bool {
    is_nothing_mark(text) || matches!(comparison_key(text).as_str(), "不涉及" | "无指标" | "不适用")
}

/// Whether a row says nothing but placeholders, and counts nothing.
fn is_placeholder_row<'t>(values: &Values<'_>, text: &impl Fn(Option<usize>) -> &'t str, left: &Half) -> bool {
    let nothing = |text: &str| text.trim().is_empty() || is_placeholder(text);
    let counts = |col: Option<usize>| text(col).contains(|c: char| c.is_ascii_digit());
    [values.period, values.annual, values.target, text(left.actual)].into_iter().all(nothing)
        && ![left.weight, left.score].into_iter().any(counts)
}

/// A first level that stands in a row above and to which the second one does not belong is of that row alone.
fn forget_foreign_level1(indicator: &mut Indicator) {
    let told = indicator.level2_std.as_deref().and_then(level1_of);
    if told.is_some() && indicator.level1_std.is_some() && told != indicator.level1_std.as_deref() {
        (indicator.level1, indicator.level1_std) = (None, None);
    }
}

/// Where the first level is not printed on the page, the second one tells it.
fn tell_level1(indicator: &mut Indicator, below: Option<&String>) {
    if indicator.level1.is_none()
        && let Some(standard) = indicator.level2_std.as_deref().and_then(level1_of)
    {
        indicator.level1_std = Some(standard.to_owned());
        // Its label stands in a lower cell of a column that rules cut.
        if let Some(label) = below.filter(|label| standard_level(label, 1) == Some(standard)) {
            indicator.level1 = Some(label.clone());
            return;
        }
        indicator.flags.push("level1_inferred".to_owned());
    }
}

fn printed(text: &str) -> Option<String> {
    let text = tidy_blanks(text);
    (!text.is_empty()).then_some(text)
}

/// A value whose operator and unit may stand in columns of their own.
fn value(text: &str, op: &str, unit: &str) -> Option<Value> {
    (!text.trim().is_empty()).then(|| parse_value_in_columns(text, op, unit))
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
        let understood = understand(&mut table, &std::rc::Rc::default());
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
    fn the_code_of_an_indicator_is_no_part_of_its_name() {
        assert_eq!(without_code("11120207167285-验收合格率"), "验收合格率");
        assert_eq!(without_code("2026-2028年完成率"), "2026-2028年完成率");
    }

    #[test]
    fn placeholders_are_no_indicators() {
        let found = read(
            Form::PG,
            0,
            &[
                &["绩效指标", "一级指标", "二级指标", "指标内容", "指标值"],
                &["", "效益指标", "经济效益指标", "/", "/"],
                &["", "", "社会效益指标", "知晓率", "不涉及"],
                &["", "", "生态效益指标", "无", ""],
            ],
        );
        assert_eq!(found.iter().map(|i| i.name.as_str()).collect::<Vec<_>>(), ["知晓率"]);
    }

    #[test]
    fn the_end_of_a_name_below_a_rule_and_the_label_of_its_level_further_down() {
        let mut table = build::table(
            "",
            0,
            &[
                &["绩效指标", "一级指标", "二级指标", "指标内容", "指标值"],
                &["", "产出指标", "数量指标", "清淤长度", "十公里"],
                &["", "", "经济效益指标", "减轻暴雨给沿河居民和商户带来的损", "明显"],
                &["", "", "", "失", ""],
                &["", "效益指标", "社会效益指标", "出行便利", "提高"],
            ],
        );
        build::merge(&mut table, 2, 2, 2, 1);
        build::merge(&mut table, 2, 4, 2, 1);
        table.form = Form::PG;
        let understood = understand(&mut table, &std::rc::Rc::default());
        let mut found = Vec::new();
        table_indicators(&table, &understood, &BTreeMap::new(), &mut IndicatorIds::default(), &mut found);
        let names: Vec<_> = found.iter().map(|i| (i.level1.as_deref(), i.name.as_str())).collect();
        let expected = [
            (Some("产出指标"), "清淤长度"),
            (Some("效益指标"), "减轻暴雨给沿河居民和商户带来的损失"),
            (Some("效益指标"), "出行便利"),
        ];
        assert_eq!(names, expected);
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
