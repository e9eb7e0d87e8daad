//! Lists of purchases: what is bought, who buys it, and the purchases themselves.

use crate::lanes::row::LaneRow;
use gongkai_normalize::chars::comparison_key;

/// 货物 (goods), 工程 (works), 服务 (services): what is bought, with the organisations that buy it and their purchases below.
/// Tells whether the rows are such a list.
pub(crate) fn hierarchy_by_kind_of_purchase(rows: &mut [LaneRow]) -> bool {
    let is_kind = |row: &LaneRow| matches!(comparison_key(&row.label).as_str(), "货物" | "工程" | "服务");
    let buys = |row: &LaneRow| !row.total && row.unit_name.is_none() && row.names_organisation();
    let mut listed = rows.iter().filter(|row| !row.total && !row.label.is_empty());
    let first = listed.next().is_some_and(is_kind);
    if !first || !listed.next().is_some_and(buys) || rows.iter().any(|row| !row.codes.is_empty()) {
        return false;
    }
    let (mut kind, mut buyer) = (None, None);
    for index in 0..rows.len() {
        let Some(row) = rows.get_mut(index) else { break };
        if row.total {
            (kind, buyer) = (None, None);
        } else if is_kind(row) {
            (kind, buyer) = (Some(index), None);
            row.level = Some(1);
        } else if buys(row) {
            buyer = Some((index, row.label.clone()));
            row.is_unit = true;
            row.unit_name = Some(row.label.clone());
            (row.parent, row.level) = (kind, Some(2));
        } else {
            row.parent = buyer.as_ref().map(|(at, _)| *at).or(kind);
            row.level = Some(if buyer.is_some() { 3 } else { 2 });
            row.unit_name = row.unit_name.take().or_else(|| buyer.as_ref().map(|(_, name)| name.clone()));
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buyers_stand_below_what_they_buy() {
        let row = |label: &str| LaneRow { label: label.to_owned(), total: label == "合计", ..LaneRow::default() };
        let labels =
            ["合计", "货物", "青山市档案局", "设备购置", "青山市档案馆", "库房设备", "服务", "青山市档案局", "定额"];
        let mut rows: Vec<LaneRow> = labels.iter().map(|label| row(label)).collect();
        assert!(hierarchy_by_kind_of_purchase(&mut rows));
        let parents: Vec<_> = rows.iter().map(|row| row.parent).collect();
        assert_eq!(parents, [None, None, Some(1), Some(2), Some(1), Some(4), None, Some(6), Some(7)]);
        assert_eq!((rows[5].level, rows[5].unit_name.as_deref()), (Some(3), Some("青山市档案馆")));
        assert!(!hierarchy_by_kind_of_purchase(&mut [row("货物"), row("设备购置")]));
    }
}
