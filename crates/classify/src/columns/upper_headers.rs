//! What the headers above a column add to its measure, and columns that only the headers above them tell from the total
//! of a table: 本年收入 | 小计 beside 合计, 基本支出 | 总计 in the form of basic expenditure.

use crate::columns::meaning::{ColumnMeaning, Holds};
use crate::grid::Grid;
use crate::units::read_money_cell;
use crate::vocabulary::{Kind, header_wording};
use gongkai_model::record::{Basis, Fund};
use gongkai_model::table::{Form, Table};
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::label::strip_of_which;
use rust_decimal::Decimal;

/// Kinds of income that make up 单位资金 (money of the unit's own), besides 其他收入 (other income).
const UNIT_FUNDS: &[&str] =
    &["institutional", "operating", "superior_subsidy", "affiliate_remittance", "unit_account_balance"];

/// What debt is paid from, and what of it is paid.
const PAYERS: &[&str] = &["paid_from_budget", "paid_from_own_funds", "refinanced"];
const PAYMENTS: &[&str] = &["principal_repayment", "interest_payment", "debt_service"];

/// Adds what the headers above a money column say: 实有人数 | 小计 counts persons, 上年结转 | 基本支出 was carried in for
/// basic expenditure.
pub(crate) fn add_upper_headers(meaning: &mut ColumnMeaning, bare: &[String], form: Form) {
    let mut above = bare.iter().rev().filter(|key| !key.is_empty()).skip(1).filter_map(|key| header_wording(key));
    if meaning.field == "total" && above.clone().any(|w| w.kind == Kind::Count) {
        meaning.holds = Holds::Count;
        "count".clone_into(&mut meaning.field);
        return;
    }
    // These forms name what was carried in a balance.
    let balances = matches!(form, Form::FA08 | Form::FA09);
    let carried = above.find(|w| matches!(w.field, "carried_in" | "carried_out")).map(|w| w.field);
    if let Some(carried) = carried.filter(|_| !balances && !is_whole(&meaning.field)) {
        meaning.field = format!("{carried}_{}", meaning.field);
    }
    // 还本 | 自有资金偿还: what paid is told beside what was paid.
    let paid = PAYERS.contains(&meaning.field.as_str());
    let due = bare.iter().filter_map(|key| header_wording(key)).find(|w| PAYMENTS.contains(&w.field));
    if let Some(due) = due.filter(|_| paid) {
        meaning.field = format!("{}_{}", due.field, meaning.field);
    }
    let of_unit = UNIT_FUNDS.contains(&meaning.field.as_str())
        || (meaning.field == "other" && bare.iter().any(|key| key.contains("其他收入")));
    let spent = bare.iter().any(|key| key.contains("支出"));
    if of_unit && !spent && form != Form::Other && matches!(meaning.fund, None | Some(Fund::Other)) {
        meaning.fund = Some(Fund::UnitFunds);
    }
}

/// Whether a measure is no part of what was carried over.
fn is_whole(field: &str) -> bool {
    field.starts_with("carried_") || matches!(field, "total" | "amount" | "opening_balance" | "closing_balance")
}

/// Headers of a part of a total, and the measure of that part where the whole stands beside it.
const PARTS: &[(&str, &str)] = &[
    ("本年收入", "current_income"),
    ("本年支出", "current_expenditure"),
    // 当年预算, 编制预算: new money, without what was carried in.
    ("当年预算", "current_budget"),
    ("编制预算", "current_budget"),
    // What the department itself plans.
    ("部门预算", "department_budget"),
];

/// 合计 | 本年收入: 小计 …: beside the total of all, the subtotal of 本年收入 (income of the year) is one of its parts.
/// 本年预算 | 编制预算: so is a single amount.
pub(crate) fn tell_parts_of_total(meanings: &mut [ColumnMeaning]) {
    for &(word, field) in PARTS {
        let heads = |header: &str| comparison_key(header).strip_prefix(word).is_some_and(|rest| !rest.contains("分类"));
        let under = |m: &ColumnMeaning| m.label.split(' ').any(heads);
        // 预算数 below 本年收入 is the only amount of its side.
        let general = |m: &ColumnMeaning| m.field == "total" || (m.field == "amount" && word == "编制预算");
        let whole = |m: &ColumnMeaning| m.holds == Holds::Money && general(m);
        let parts: Vec<usize> = (0..meanings.len())
            .filter(|&at| {
                let Some(own) = meanings.get(at).filter(|m| whole(m) && under(m)) else { return false };
                meanings.iter().any(|m| whole(m) && !under(m) && is_alike(m, own))
            })
            .collect();
        for at in parts {
            if let Some(own) = meanings.get_mut(at) {
                field.clone_into(&mut own.field);
            }
        }
    }
}

/// Whether two columns are of the same measure, year and unit; a part may be of one fund, the whole of all.
fn is_alike(whole: &ColumnMeaning, part: &ColumnMeaning) -> bool {
    let basis = |m: &ColumnMeaning| m.basis.unwrap_or(Basis::Current);
    whole.field == part.field && basis(whole) == basis(part) && whole.year == part.year && whole.scope == part.scope
}

/// 小计 | 其中：专项资金: a column that a header of its own calls a part of the one before it. 合计 | 其中：基本支出 | 项目支出 divides
/// the whole, as do several such columns that add up to it in every row.
pub(crate) fn tell_columns_of_which(meanings: &mut [ColumnMeaning], table: &Table, grid: &Grid<'_>) {
    let path = |col: usize| table.columns.get(col).map(|column| column.path.as_slice()).unwrap_or_default();
    let is_part = |col: usize| {
        let named = path(col).last().and_then(|leaf| strip_of_which(leaf));
        named.is_some_and(|rest| !rest.trim().is_empty())
    };
    let above = |col: usize| path(col).split_last().map_or(&[][..], |(_, above)| above);
    let is_money = |m: Option<&ColumnMeaning>| m.is_some_and(|m| m.holds == Holds::Money);
    let mut whole = 0;
    while whole < meanings.len() {
        let end = (whole + 1..meanings.len()).find(|col| !is_part(*col)).unwrap_or(meanings.len());
        let parts: Vec<usize> = (whole + 1..end).filter(|col| is_money(meanings.get(*col))).collect();
        // The next column of the group is another part of the whole.
        let goes_on = !above(whole).is_empty() && end < meanings.len() && above(end) == above(whole);
        let divides = || parts.len() > 1 && add_up(grid, table.header_rows as usize, whole, &parts);
        if is_money(meanings.get(whole)) && !parts.is_empty() && !goes_on && !divides() {
            for col in parts {
                if let Some(part) = meanings.get_mut(col) {
                    part.of_which = true;
                }
            }
        }
        whole = end.max(whole + 1);
    }
}

/// Whether some columns add up to another in every row that prints it.
fn add_up(grid: &Grid<'_>, header_rows: usize, whole: usize, parts: &[usize]) -> bool {
    let amount = |row: usize, col: usize| read_money_cell(&grid.anchored(row, col)?.text, None).0.value;
    (header_rows..grid.rows).all(|row| {
        let mut addends = parts.iter().filter_map(|col| amount(row, *col));
        amount(row, whole).is_none_or(|own| {
            addends.try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part)).is_some_and(|sum| sum == own)
        })
    })
}

/// 基本支出 | 合计, 人员经费, 公用经费: in the form of basic expenditure that is the whole, whatever heads it.
pub(crate) fn tell_whole_of_basic(meanings: &mut [ColumnMeaning]) {
    let money = |m: &&mut ColumnMeaning, field: &str| m.holds == Holds::Money && m.field == field;
    if meanings.iter_mut().any(|m| money(&m, "total")) {
        return;
    }
    let mut basic: Vec<&mut ColumnMeaning> = meanings.iter_mut().filter(|m| money(m, "basic")).collect();
    if let [only] = basic.as_mut_slice() {
        "total".clone_into(&mut only.field);
    }
}

/// 2025年执行数 beside 2026年预算数 | 小计: where a form divides the amounts of one year, its only amount of another year is the total
/// of that year.
pub(crate) fn tell_totals_of_other_years(meanings: &mut [ColumnMeaning], form: Form) {
    use Form::*;
    if !matches!(form, FA02 | FA03 | FA05 | FA09 | BU02 | BU03 | BU05 | BU09) {
        return;
    }
    let is_total = |m: &&ColumnMeaning| m.holds == Holds::Money && m.field == "total";
    let stage = |m: &ColumnMeaning| (m.year, m.phase, m.basis.unwrap_or(Basis::Current));
    let totals: Vec<_> = meanings.iter().filter(is_total).map(stage).collect();
    let open = |m: &&mut ColumnMeaning| m.holds == Holds::Money && m.field == "amount" && !totals.contains(&stage(m));
    for meaning in meanings.iter_mut().filter(open).filter(|_| !totals.is_empty()) {
        "total".clone_into(&mut meaning.field);
    }
}

/// Some places print 会议费 (meetings) and 培训费 (training) beside 三公经费: their 合计 adds up more than 三公经费, and
/// the 小计 of 三公经费 is what other places call the total.
pub(crate) fn tell_grand_total(meanings: &mut [ColumnMeaning]) {
    let is_total = |m: &ColumnMeaning| m.holds == Holds::Money && m.field == "total";
    let of_three_public = |m: &ColumnMeaning| m.label.contains("三公");
    let beside = meanings.iter().any(|m| matches!(m.field.as_str(), "meeting" | "training"));
    let inner = meanings.iter().any(|m| is_total(m) && of_three_public(m));
    if !(beside && inner) {
        return;
    }
    for meaning in meanings.iter_mut().filter(|m| is_total(m) && !of_three_public(m)) {
        "total_with_meeting_training".clone_into(&mut meaning.field);
    }
}

#[cfg(test)]
mod tests {
    use super::tell_columns_of_which;
    use crate::columns::column_meanings;
    use crate::columns::meaning::Holds;
    use crate::grid::{Grid, build};
    use crate::header::complete_header;
    use crate::understood::understand;
    use gongkai_model::record::Fund;
    use gongkai_model::table::Form;

    #[test]
    fn a_column_may_be_a_part_of_the_one_before_it() {
        let parts = |paths: &[&str], body: &[&str]| -> Vec<bool> {
            let mut table = build::table("", 1, &[paths, body]);
            complete_header(&mut table);
            for (column, path) in table.columns.iter_mut().zip(paths) {
                column.path = path.split('/').map(str::to_owned).collect();
            }
            let grid = Grid::new(&table);
            let mut meanings = column_meanings(&table, Form::BU02, &grid);
            tell_columns_of_which(&mut meanings, &table, &grid);
            meanings.iter().map(|m| m.of_which).collect()
        };
        let lone = ["单位名称", "拨款/小计", "拨款/其中：专项资金", "事业收入"];
        assert_eq!(parts(&lone, &["甲局", "5.00", "3.00", "1.00"]), [false, false, true, false]);
        let divided = ["科目名称", "支出/小计", "支出/其中：基本支出", "支出/项目支出"];
        assert_eq!(parts(&divided, &["甲", "5.00", "3.00", "2.00"]), [false; 4]);
        let named = ["科目名称", "支出", "其中：基本支出", "其中：项目支出"];
        assert_eq!(parts(&named, &["甲", "5.00", "3.00", "2.00"]), [false; 4]);
    }

    fn fields(form: Form, rows: &[&[&str]]) -> Vec<String> {
        let mut table = build::table("", 1, rows);
        table.form = form;
        table.unit = Some("万元".to_owned());
        complete_header(&mut table);
        understand(&mut table, &std::rc::Rc::default()).meanings.into_iter().map(|m| m.field).collect()
    }

    /// The fields of columns with headers above one another, parted by `/`.
    fn of_paths(form: Form, paths: &[&str], body: &[&str]) -> Vec<String> {
        let mut table = build::table("", 1, &[paths, body]);
        table.form = form;
        table.unit = Some("万元".to_owned());
        complete_header(&mut table);
        for (column, path) in table.columns.iter_mut().zip(paths) {
            column.path = path.split('/').map(str::to_owned).collect();
        }
        understand(&mut table, &std::rc::Rc::default()).meanings.into_iter().map(|m| m.field).collect()
    }

    #[test]
    fn what_was_carried_in_is_told_from_new_money() {
        let found = of_paths(
            Form::BU03,
            &[
                "科目名称",
                "合计",
                "当年预算/小计",
                "当年预算/基本支出",
                "上年结转结余/小计",
                "上年结转结余/基本支出",
                "上年结转结余/项目支出",
            ],
            &["甲", "9.00", "5.00", "5.00", "4.00", "1.00", "3.00"],
        );
        let expected = ["total", "current_budget", "basic", "carried_in", "carried_in_basic", "carried_in_project"];
        assert_eq!(found[1..], expected);
        let found =
            fields(Form::BU01, &[&["项目", "本年预算", "编制预算", "上年结转"], &["一、甲", "5.00", "4.00", "1.00"]]);
        assert_eq!(found[1..], ["amount", "current_budget", "carried_in"]);
    }

    #[test]
    fn the_only_amount_of_another_year_is_its_total() {
        let found = of_paths(
            Form::BU05,
            &[
                "科目名称",
                "2030年执行数/执行数",
                "2031年预算数/小计",
                "2031年预算数/基本支出",
                "2031年预算数/项目支出",
                "2031年预算数比2030年执行数/增减额",
            ],
            &["甲", "8.00", "9.00", "5.00", "4.00", "1.00"],
        );
        assert_eq!(found[1..], ["total", "total", "basic", "project", "total"]);
    }

    #[test]
    fn basic_expenditure_is_the_whole_of_its_form() {
        let head: &[&str] = &["科目名称", "基本支出", "人员经费", "公用经费"];
        assert_eq!(fields(Form::BU06, &[head, &["甲", "3.00", "2.00", "1.00"]])[1..], ["total", "personnel", "public"]);
        let head: &[&str] = &["科目名称", "合计", "基本支出"];
        assert_eq!(fields(Form::BU06, &[head, &["甲", "3.00", "3.00"]])[1..], ["total", "basic"]);
    }

    #[test]
    fn persons_are_counted_and_income_of_the_unit_is_its_own() {
        let mut table =
            build::table("", 1, &[&["科目名称", "合计", "事业收入", "其他收入"], &["甲", "3.00", "2.00", "1.00"]]);
        complete_header(&mut table);
        let found = column_meanings(&table, Form::BU02, &Grid::new(&table));
        assert_eq!((found[2].fund, found[3].fund), (Some(Fund::UnitFunds), Some(Fund::UnitFunds)));
        let found = of_paths(Form::Other, &["单位名称", "实有人数/小计"], &["甲局", "12"]);
        assert_eq!(found[1], "count");
    }

    #[test]
    fn a_lone_of_which_divides_the_column_before_it() {
        let mut table =
            build::table("", 1, &[&["地区", "债务限额", "一般债务", "专项债务"], &["甲县", "3.00", "2.00", "1.00"]]);
        complete_header(&mut table);
        for column in table.columns.iter_mut().skip(2) {
            column.path.insert(0, "其中：".to_owned());
        }
        let found = column_meanings(&table, Form::Other, &Grid::new(&table));
        let told: Vec<_> = found.iter().skip(1).map(|m| (m.holds, m.field.as_str(), m.fund)).collect();
        let limit = |fund| (Holds::Money, "debt_limit", fund);
        assert_eq!(told, [limit(None), limit(Some(Fund::GeneralPublic)), limit(Some(Fund::GovernmentFund))]);
    }
}
