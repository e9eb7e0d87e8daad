//! Rows that their names make totals of others: of a budget, of an organisation, of all classes.

use crate::hierarchy::by_label::mark_rank;
use crate::lanes::closing_sums::is_sum;
use crate::lanes::row::LaneRow;
use gongkai_normalize::chars::comparison_key;
use rust_decimal::Decimal;

/// 全市一般公共预算收入 behind 一、税收收入 and 二、非税收入, before 转移性收入: names the budget whose rows stand above it. Where
/// these add up to it, it is their total.
pub(crate) fn name_subtotals(rows: &mut [LaneRow]) {
    let (mut sum, mut addends) = (Decimal::ZERO, 0);
    for row in rows.iter_mut() {
        if row.total {
            (sum, addends) = (Decimal::ZERO, 0);
        }
        let Some(amount) = row.amount.filter(|_| row.parent.is_none() && !row.total && !row.of_which) else { continue };
        if addends > 0 && names_budget(&row.label) && !amount.is_zero() && is_sum(amount, sum, addends) {
            row.total = true;
            (sum, addends) = (Decimal::ZERO, 0);
        } else {
            (sum, addends) = (sum.saturating_add(amount), addends + 1);
        }
    }
}

/// 全州一般公共预算收入, 市级政府性基金预算支出: the whole of one budget of one level of government.
fn names_budget(label: &str) -> bool {
    let key = comparison_key(label);
    let Some(body) = ["收入", "支出"].iter().find_map(|side| key.strip_suffix(side)) else { return false };
    let body = body.strip_suffix("预算").unwrap_or(body);
    let level = |fund: &str| body.strip_suffix(fund).filter(|level| (2..=5).contains(&level.chars().count()));
    let level = ["一般公共", "政府性基金", "国有资本经营", "社会保险基金"].into_iter().find_map(level);
    level.is_some_and(|level| level.starts_with('全') || level.ends_with(['级', '区', '县', '市', '州', '省']))
}

/// Classified rows below the row of an organisation are its rows. The organisation's own row is their total.
pub(crate) fn name_units(rows: &mut [LaneRow]) {
    let mut unit: Option<(String, Option<String>)> = None;
    for row in rows {
        if row.codes.is_empty() && !row.total && row.unit_name.as_deref() == Some(row.label.as_str()) {
            unit = row.unit_name.clone().map(|name| (name, row.unit_code.clone()));
            row.total = true;
        } else if row.codes.is_empty() {
            unit = None;
        } else if let (Some((name, code)), None) = (&unit, &row.unit_name) {
            row.unit_name = Some(name.clone());
            if row.unit_code.is_none() {
                row.unit_code.clone_from(code);
            }
        }
    }
}

/// Fewest classified rows below a row that is the whole of them.
const FEWEST_OF_WHOLE: usize = 3;

/// 一般公共预算支出 above the classes of a table that prints no 合计: the whole.
pub(crate) fn name_whole(rows: &mut [LaneRow]) {
    let Some((first, others)) = rows.split_first_mut() else { return };
    let whole = ["支出", "收入"].iter().any(|end| comparison_key(&first.label).ends_with(end));
    let plain = first.codes.is_empty() && first.unit_code.is_none() && mark_rank(&first.label).is_none();
    let coded = others.len() >= FEWEST_OF_WHOLE && others.iter().all(|row| !row.codes.is_empty());
    first.total |= whole && plain && coded && !first.of_which;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_budget_behind_its_rows_is_their_total() {
        let list = |whole: i64| {
            let amounts =
                [("一、税收收入", 50), ("二、非税收入", 30), ("全州一般公共预算收入", whole), ("转移性收入", 40)];
            let mut rows = amounts.map(|(label, amount)| LaneRow {
                label: label.to_owned(),
                amount: Some(Decimal::from(amount)),
                ..LaneRow::default()
            });
            name_subtotals(&mut rows);
            rows.map(|row| row.total)
        };
        assert_eq!(list(80), [false, false, true, false]);
        assert_eq!(list(90), [false; 4]);
    }
}
