//! Lists in which every organisation has a row for each year.

use crate::lanes::row::LaneRow;
use gongkai_model::record::Basis;
use std::collections::BTreeMap;

/// Where each organisation has a row for every year, a row stands below the row of its own year.
pub(crate) fn hang_by_year(rows: &mut [LaneRow]) {
    let of_year = |row: &LaneRow| (row.unit_name.clone(), row.year, row.basis == Some(Basis::Change));
    if rows.iter().filter(|row| row.unit_name.is_some() && row.year.is_some()).count() * 2 < rows.len() {
        return;
    }
    let mut latest: BTreeMap<(Option<String>, Option<u16>, bool), usize> = BTreeMap::new();
    for index in 0..rows.len() {
        let Some(own) = rows.get(index).map(of_year) else { break };
        if let Some(above) = rows.get(index).and_then(|row| row.parent).and_then(|at| rows.get(at)) {
            let wanted = (above.unit_name.clone(), own.1, own.2);
            if let (Some(same), Some(row)) = (latest.get(&wanted), rows.get_mut(index)) {
                row.parent = Some(*same);
            }
        }
        latest.insert(own, index);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_stands_below_the_row_of_its_year() {
        let row = |unit: &str, year: Option<u16>, parent: Option<usize>| LaneRow {
            unit_name: Some(unit.to_owned()),
            year,
            basis: year.is_none().then_some(Basis::Change),
            parent,
            ..LaneRow::default()
        };
        let (bureau, centre) = ("青山市水务局", "青山市水务中心");
        let mut rows = [
            row(bureau, Some(2025), None),
            row(bureau, Some(2026), None),
            row(bureau, None, None),
            row(centre, Some(2025), Some(2)),
            row(centre, Some(2026), Some(2)),
            row(centre, None, Some(2)),
        ];
        hang_by_year(&mut rows);
        let parents: Vec<_> = rows.iter().map(|row| row.parent).collect();
        assert_eq!(parents, [None, None, None, Some(0), Some(1), Some(2)]);
    }
}
