//! The money unit of every table: printed with it, in its header, on another part of the same table, or declared for
//! the document's other tables. Never assumed: where nothing is printed the unit is unknown.

use gongkai_model::layout::Section;
use gongkai_model::record::CellState;
use gongkai_model::table::{Cell, Table, UnitBasis};
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::number::{NumberCell, parse_cell};
use gongkai_normalize::unit::{MoneyUnit, find_header_unit, find_money, find_unit_line, parse_money};
use std::collections::{BTreeMap, BTreeSet};

/// Rows at the top of a table that may hold a unit.
const HEADER_ROWS: u32 = 8;

/// Rows of a form about one project in which its funds are named.
const FORM_ROWS: u32 = 14;

/// Fills units that are printed with the table itself: by the table stage, in the title, in the header.
pub(crate) fn own_units(tables: &mut [Table]) {
    for table in tables {
        if let Some(unit) = table.unit.as_deref().and_then(MoneyUnit::parse) {
            set(table, unit, UnitBasis::Table);
            continue;
        }
        table.unit = None;
        table.unit_basis = UnitBasis::None;
        let title = table.title.as_deref().and_then(|t| find_unit_line(t).or_else(|| find_header_unit(t)));
        let noted = || table.notes.iter().find_map(|n| find_unit_line(n)).or_else(|| unit_of_noted_amount(table));
        if let Some(unit) = title.or_else(noted) {
            set(table, unit, UnitBasis::Table);
            continue;
        }
        // One unit for all header cells that name one; two different ones are left to their columns.
        let mut found: Option<MoneyUnit> = None;
        let mut several = false;
        let last = table.header_rows.clamp(1, HEADER_ROWS);
        // 资金金额 / （万元）, parted by a rule.
        let below_funds = |unit: &Cell| {
            let above = |c: &&Cell| c.col == unit.col && c.row + c.row_span.max(1) == unit.row;
            unit.text.trim().starts_with(['(', '（'])
                && table.cells.iter().find(above).is_some_and(|c| names_funds(&c.text))
        };
        let of_form = |c: &Cell| c.row < FORM_ROWS && (names_funds(&c.text) || below_funds(c));
        for cell in table.cells.iter().filter(|c| c.row < last || of_form(c)) {
            if let Some(unit) = find_header_unit(&cell.text) {
                several |= found.is_some_and(|f| f != unit);
                found = Some(unit);
            }
        }
        if let Some(unit) = found.filter(|_| !several) {
            set(table, unit, UnitBasis::Header);
        }
    }
}

/// Smallest amount by which a note tells the unit of its table: smaller ones meet others by chance.
const SMALLEST_NOTED: u32 = 100;

/// 12,521 in a table, 支出12521万元 in the note below it: the note names the unit of what the table prints.
fn unit_of_noted_amount(table: &Table) -> Option<MoneyUnit> {
    let stated: Vec<_> = table.notes.iter().flat_map(|note| find_money(note)).collect();
    let mut found = None;
    for cell in table.cells.iter().filter(|cell| cell.row >= table.header_rows && !stated.is_empty()) {
        let Some(value) = parse_cell(&cell.text).value.filter(|value| *value >= SMALLEST_NOTED.into()) else {
            continue;
        };
        for money in stated.iter().filter(|money| money.amount == value) {
            if found.is_some_and(|unit| unit != money.unit) {
                return None;
            }
            found = Some(money.unit);
        }
    }
    found
}

/// The funds field of a form about one project: 项目资金（万元）.
fn names_funds(text: &str) -> bool {
    if text.chars().count() > 20 {
        return false;
    }
    let key = comparison_key(text);
    // 2026年预算金额(元)
    let bare = key.trim_start_matches(|c: char| c.is_ascii_digit());
    let bare = bare.strip_prefix("年度").or_else(|| bare.strip_prefix('年')).unwrap_or(bare);
    [
        "项目资金",
        "专项资金情况",
        "资金金额",
        "资金情况",
        "总体资金",
        "资金总额",
        "预算资金",
        "年度资金",
        "预算金额",
        "全年预算数",
    ]
    .iter()
    .any(|w| bare.starts_with(w))
}

fn set(table: &mut Table, unit: MoneyUnit, basis: UnitBasis) {
    table.unit = Some(unit.label().to_owned());
    if table.unit_basis == UnitBasis::None {
        table.unit_basis = basis;
    }
}

/// Gives tables with amounts but no unit the unit of another part of the same table, else the one unit that all other
/// tables of the document declare.
pub(crate) fn inherited_units(tables: &mut [Table], with_money: &[bool], sections: &[Section]) {
    let mut by_title: BTreeMap<String, Option<String>> = BTreeMap::new();
    let mut by_form: BTreeMap<String, Option<String>> = BTreeMap::new();
    let mut declared: Vec<String> = Vec::new();
    for table in tables.iter() {
        let Some(unit) = table.unit.clone() else { continue };
        if table.unit_basis != UnitBasis::Header && !declared.contains(&unit) {
            declared.push(unit.clone());
        }
        for (map, key) in [(&mut by_title, title_of(table)), (&mut by_form, form_of(table))] {
            if let Some(key) = key {
                map.entry(key)
                    .and_modify(|known| {
                        if known.as_ref() != Some(&unit) {
                            *known = None;
                        }
                    })
                    .or_insert_with(|| Some(unit.clone()));
            }
        }
    }
    if declared.is_empty() {
        for section in sections {
            if section.text.chars().count() <= 40
                && let Some(unit) = find_unit_line(&section.text)
                && !declared.iter().any(|d| d == unit.label())
            {
                declared.push(unit.label().to_owned());
            }
        }
    }
    let default = match declared.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    };
    let told = units_of_pages(sections);
    for (table, money) in tables.iter_mut().zip(with_money) {
        if table.unit.is_some() || !money {
            continue;
        }

        let chunk = title_of(table)
            .and_then(|key| by_title.get(&key).cloned().flatten())
            .or_else(|| form_of(table).and_then(|key| by_form.get(&key).cloned().flatten()));
        let basis = if chunk.is_some() { UnitBasis::Chunk } else { UnitBasis::Inherited };
        let Some(unit) = chunk.or_else(|| default.clone()) else { continue };
        // A table without a title among sentences that count in another unit is not one of the titled tables.
        let foreign = table.title.is_none() && stands_in_prose(table, &told, &unit);
        let no_money = basis == UnitBasis::Inherited && names_quantity(table);
        if !foreign && !no_money {
            table.unit = Some(unit);
            table.unit_basis = basis;
        }
    }
}

/// Words of titles of tables about what is no money.
const QUANTITIES: &[&str] = &["指数", "运输量", "产量", "周转量", "人口", "人数", "面积", "万吨", "万人"];

/// Whether a title names a physical quantity or an index, whose figures no unit of money fits.
fn names_quantity(table: &Table) -> bool {
    let title = table.title.as_deref().unwrap_or("");
    QUANTITIES.iter().any(|word| title.contains(word))
        && !["金额", "预算", "决算", "经费"].iter().any(|w| title.contains(w))
}

/// Whether the prose on the page of a table, or on the page before, names amounts and none in this unit.
fn stands_in_prose(table: &Table, told: &BTreeMap<u32, BTreeSet<&str>>, unit: &str) -> bool {
    let Some(page) = table.pages.first().copied() else { return false };
    let mut near = told.range(page.saturating_sub(1)..=page).peekable();
    near.peek().is_some() && near.all(|(_, units)| !units.contains(unit))
}

/// The units of the amounts that the prose of each page names.
fn units_of_pages(sections: &[Section]) -> BTreeMap<u32, BTreeSet<&'static str>> {
    let mut units: BTreeMap<u32, BTreeSet<&'static str>> = BTreeMap::new();
    for section in sections {
        if let (Some(page), Some(unit)) = (section.page_end, unit_of_sentence(&section.text)) {
            units.entry(page).or_default().insert(unit);
        }
    }
    units
}

/// The unit of the first amount in a sentence.
fn unit_of_sentence(text: &str) -> Option<&'static str> {
    let at = text.find('元')?;
    let before = text.get(..at)?;
    let (digits, unit) = ["万", "亿"]
        .iter()
        .zip(["万元", "亿元"])
        .find_map(|(scale, unit)| Some((before.strip_suffix(scale)?, unit)))
        .unwrap_or((before, "元"));
    digits.ends_with(|c: char| c.is_ascii_digit()).then_some(unit)
}

fn title_of(table: &Table) -> Option<String> {
    table.title.as_deref().map(comparison_key).filter(|t| !t.is_empty())
}

/// Parts of one form published in pieces share a unit; target tables and unnamed tables do not count as such.
fn form_of(table: &Table) -> Option<String> {
    use gongkai_model::table::Form::*;
    let money = !matches!(table.form, Other | PT | PG | SE | OP | ER | FUND);
    money.then(|| format!("{:?}", table.form))
}

/// The number of a money cell and its unit: that of the table, unless the cell names one itself (`12.50万元`).
pub(crate) fn read_money_cell(text: &str, unit: Option<MoneyUnit>) -> (NumberCell, Option<MoneyUnit>) {
    let mut number = parse_cell(text);
    if number.state != CellState::Garbled {
        return (number, unit);
    }
    let Some(money) = parse_money(text) else { return (number, unit) };
    number.value = Some(money.amount);
    number.state = if money.amount.is_zero() { CellState::Zero } else { CellState::Number };
    (number, Some(money.unit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::build;

    fn table(title: &str, unit: Option<&str>) -> Table {
        let mut table = build::table(title, 1, &[&["项目", "金额"], &["甲", "1.00"]]);
        table.unit = unit.map(str::to_owned);
        table
    }

    #[test]
    fn units_come_from_title_header_chunk_and_other_tables() {
        let mut tables = vec![
            table("甲表 单位：万元", None),
            table("乙表", None),
            table("甲表 单位：万元", None),
            table("丙表", None),
        ];
        tables[1].cells[1].text = "金额（万元）".to_owned();
        own_units(&mut tables);
        inherited_units(&mut tables, &[true; 4], &[]);
        let bases: Vec<_> = tables.iter().map(|t| t.unit_basis).collect();
        assert_eq!(bases, [UnitBasis::Table, UnitBasis::Header, UnitBasis::Table, UnitBasis::Inherited]);
        assert!(tables.iter().all(|t| t.unit.as_deref() == Some("万元")));
    }

    #[test]
    fn a_note_that_repeats_an_amount_tells_its_unit() {
        let mut tables = vec![table("甲表", None), table("乙表", None)];
        for one in &mut tables {
            one.cells[3].text = "2,345".to_owned();
        }
        tables[0].notes = vec!["说明：2026年甲支出2345万元，增加15万元。".to_owned()];
        tables[1].notes = vec!["说明：2026年乙支出2346万元。".to_owned()];
        own_units(&mut tables);
        assert_eq!((tables[0].unit.as_deref(), tables[0].unit_basis), (Some("万元"), UnitBasis::Table));
        assert_eq!(tables[1].unit, None);
    }

    #[test]
    fn no_unit_is_assumed_where_tables_disagree() {
        let mut tables = vec![table("甲表", Some("元")), table("乙表", Some("万元")), table("丙表", None)];
        own_units(&mut tables);
        inherited_units(&mut tables, &[true; 3], &[]);
        assert_eq!(tables[2].unit, None);
        assert_eq!(tables[2].unit_basis, UnitBasis::None);
    }
}
