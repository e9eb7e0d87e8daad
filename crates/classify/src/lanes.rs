//! Lanes: a table may print two or more lists beside each other, 收入 (income) left and 支出 (expenditure) right.
//!
//! A lane is some columns that name a row (codes, labels, organisations) followed by the amounts of that row. A new
//! lane begins where naming columns follow amounts and amounts follow them.

pub(crate) mod closing_sums;
pub(crate) mod row;

use crate::columns::meaning::{ColumnMeaning, Holds, MEMBER};
use crate::document::region::is_place;
use gongkai_model::record::{CodeSystem, LaneKind, Side};
use gongkai_model::table::{Column, Form};
use gongkai_normalize::chars::comparison_key;
use std::collections::BTreeSet;
use std::rc::Rc;

/// Columns of one classification: its code in one to four cells, and its name.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct ClassColumns {
    /// Code columns with the part of the code they hold, 0 for the whole.
    pub(crate) codes: Vec<(usize, u8)>,
    /// Column of the name.
    pub(crate) label: Option<usize>,
    /// Columns of names below that one, under the same header: a group and its members.
    pub(crate) members: Vec<usize>,
    /// Classification the headers name.
    pub(crate) system: Option<CodeSystem>,
}

/// Header of the projects that pay for what a list of purchases names.
pub(crate) const PAYING_PROJECT: &str = "专项名称";

/// One lane.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Lane {
    /// First column.
    pub(crate) start: usize,
    /// Column behind the last.
    pub(crate) end: usize,
    /// Classifications, in column order.
    pub(crate) classes: Vec<ClassColumns>,
    pub(crate) row_no: Option<usize>,
    pub(crate) project_code: Option<usize>,
    pub(crate) unit_code: Option<usize>,
    pub(crate) unit_name: Option<usize>,
    pub(crate) region: Option<usize>,
    /// 年度 (year) of the row.
    pub(crate) year: Option<usize>,
    /// 债券性质 (kind of bond), 资金性质 (kind of funds): the fund of the row.
    pub(crate) fund: Vec<usize>,
    /// Unit of the row.
    pub(crate) unit: Option<usize>,
    /// 序号 (number of the row).
    pub(crate) number: Option<usize>,
    /// Columns that name things bought or done, where no label does.
    pub(crate) words: Vec<usize>,
    /// Comparison keys of the organisations that other tables of the document list.
    pub(crate) units: Rc<BTreeSet<String>>,
    /// Amounts.
    pub(crate) money: Vec<usize>,
    pub(crate) side: Side,
    pub(crate) kind: Option<LaneKind>,
    /// It is of a form that lists purchases, with the project that pays for each beside it.
    pub(crate) of_purchases: bool,
    /// It is of one of the standard forms, which one department publishes.
    pub(crate) of_form: bool,
    /// Its rows are organisations and the projects for which they have targets.
    pub(crate) of_targets: bool,
}

/// Cuts a table into lanes and tells the side and the kind of each.
pub(crate) fn lanes(meanings: &[ColumnMeaning], columns: &[Column], form: Form, title_key: &str) -> Vec<Lane> {
    let mut lanes: Vec<Lane> = Vec::new();
    let mut lane = Lane::default();
    for (col, meaning) in meanings.iter().enumerate() {
        let names = match meaning.holds {
            Holds::Code { part, .. } => part <= 1,
            Holds::Label { .. } => true,
            _ => meaning.opens_lane,
        };
        let money_follows = meanings.iter().skip(col).any(|m| m.holds == Holds::Money);
        if names && !lane.money.is_empty() && money_follows {
            let next = begin_lane(&mut lane, meanings, col);
            lanes.push(std::mem::replace(&mut lane, next));
        }
        lane.end = col + 1;
        match meaning.holds {
            Holds::Code { part, system } => add_code(&mut lane, col, part, system),
            Holds::Label { system } => add_label(&mut lane, (col, system, meaning.field == MEMBER), columns),
            Holds::RowNo => lane.row_no = lane.row_no.or(Some(col)),
            Holds::ProjectCode => lane.project_code = lane.project_code.or(Some(col)),
            Holds::UnitCode => lane.unit_code = lane.unit_code.or(Some(col)),
            Holds::UnitName => lane.unit_name = lane.unit_name.or(Some(col)),
            Holds::Region => lane.region = lane.region.or(Some(col)),
            Holds::Money => lane.money.push(col),
            Holds::Text if matches!(meaning.field.as_str(), "bond_kind" | "fund_kind") => {
                lane.fund.push(col);
            }
            Holds::Text if meaning.field == "row_unit" => lane.unit = lane.unit.or(Some(col)),
            Holds::Text if meaning.field == "year" => lane.year = lane.year.or(Some(col)),
            Holds::Text if meaning.field == "seq" => lane.number = lane.number.or(Some(col)),
            Holds::Text if meaning.field == "item_name" => lane.words.push(col),
            Holds::Rate | Holds::Count | Holds::Text => {}
        }
    }
    // A list of targets may leave out what its projects cost.
    let of_targets = form == Form::PT && lanes.is_empty() && lane.classes.iter().any(|class| class.label.is_some());
    if !lane.money.is_empty() || of_targets {
        lanes.push(lane);
    } else if let Some(last) = lanes.last_mut() {
        last.end = lane.end;
    }
    for lane in &mut lanes {
        name_by_words(lane, meanings);
    }
    let count = lanes.len();
    for (index, lane) in lanes.iter_mut().enumerate() {
        lane.side = side(lane, columns, form, title_key, index, count);
        if lane.side == Side::Both && form == Form::Other && !title_key.contains("债") {
            lane.side = side_of_columns(lane, meanings);
        }
        lane.kind = kind(lane, meanings, form, index, count);
        lane.of_targets = form == Form::PT;
        lane.of_purchases = form == Form::BU11 && meanings.iter().any(|m| m.leaf == PAYING_PROJECT);
        lane.of_form = !matches!(form, Form::Other | Form::PT);
    }
    lanes
}

/// Where no column names rows, the columns of words before the money do: 债务类型 (kind of debt), 年份 (year).
fn name_by_words(lane: &mut Lane, meanings: &[ColumnMeaning]) {
    let labelled = lane.classes.iter().any(|class| class.label.is_some());
    if labelled || lane.unit_name.is_some() || lane.region.is_some() || !lane.words.is_empty() {
        return;
    }
    let before_money = lane.start..lane.money.first().copied().unwrap_or(lane.start);
    let of_words =
        |m: &ColumnMeaning| m.holds == Holds::Text && !matches!(m.field.as_str(), "" | "seq" | "note" | "row_unit");
    lane.words.extend(before_money.filter(|col| meanings.get(*col).is_some_and(of_words)));
}

/// A lane that begins at a label or code, with the numbers, organisations and places right before it, which the lane
/// before did not need: 序号 | 部门 | 政策名称 | 额度 printed twice.
fn begin_lane(before: &mut Lane, meanings: &[ColumnMeaning], col: usize) -> Lane {
    let leads = |m: &ColumnMeaning| {
        matches!(m.holds, Holds::RowNo | Holds::UnitCode | Holds::UnitName | Holds::Region) || m.field == "seq"
    };
    let money = before.money.last().copied().unwrap_or(0);
    let led = meanings.get(money + 1..col).map_or(0, |between| between.iter().rev().take_while(|m| leads(m)).count());
    let start = col - led;
    let take = |slot: &mut Option<usize>, holds: Holds| {
        // A lane keeps what names its own rows.
        *slot = slot.filter(|own| *own < start);
        (start..col).find(|at| meanings.get(*at).is_some_and(|m| m.holds == holds))
    };
    before.number = before.number.filter(|own| *own < start);
    before.end = start;
    Lane {
        start,
        row_no: take(&mut before.row_no, Holds::RowNo),
        unit_code: take(&mut before.unit_code, Holds::UnitCode),
        unit_name: take(&mut before.unit_name, Holds::UnitName),
        region: take(&mut before.region, Holds::Region),
        number: (start..col).find(|at| meanings.get(*at).is_some_and(|m| m.field == "seq")),
        ..Lane::default()
    }
}

fn add_code(lane: &mut Lane, col: usize, part: u8, system: Option<CodeSystem>) {
    if part > 1
        && let Some(class) = lane.classes.last_mut()
        && class.label.is_none()
        && class.codes.last().is_some_and(|(_, p)| *p > 0 && *p < part)
    {
        class.codes.push((col, part));
        return;
    }
    // A code behind its name: 科目名称 | 科目编码.
    if part <= 1
        && let Some(class) = lane.classes.last_mut()
        && class.codes.is_empty()
        && class.label.is_some()
        && (class.system.is_none() || class.system == system)
        && lane.money.is_empty()
        && class.label == col.checked_sub(1)
        && system.is_none()
    {
        class.codes.push((col, part));
        return;
    }
    lane.classes.push(ClassColumns { codes: vec![(col, part)], system, ..ClassColumns::default() });
}

fn add_label(lane: &mut Lane, (col, system, is_member): (usize, Option<CodeSystem>, bool), columns: &[Column]) {
    let path = |col: usize| columns.get(col).map(|c| &c.path).filter(|path| !path.is_empty());
    if let Some(class) = lane.classes.last_mut()
        && class.codes.is_empty()
        && lane.money.is_empty()
        && class.label.is_some_and(|label| {
            // Under the same header, or under none.
            let same = is_member || path(col).is_none() || path(label) == path(col);
            (is_member || label + class.members.len() + 1 == col) && same && path(label).is_some()
        })
    {
        class.members.push(col);
        return;
    }
    if let Some(class) = lane.classes.last_mut()
        && class.label.is_none()
    {
        class.label = Some(col);
        class.system = class.system.or(system);
    } else {
        lane.classes.push(ClassColumns { label: Some(col), system, ..ClassColumns::default() });
    }
}

fn side(lane: &Lane, columns: &[Column], form: Form, title: &str, index: usize, count: usize) -> Side {
    use Form::*;
    if form == Other && is_received_transfer(title) {
        return Side::Income;
    }
    // The topmost header of the lane names its side in two-lane tables.
    let top = columns.get(lane.start).and_then(|c| c.path.first()).map(|t| comparison_key(t)).unwrap_or_default();
    let (income, expenditure) = (top.contains("收入"), top.contains("支出"));
    if count > 1 && income != expenditure {
        return if income { Side::Income } else { Side::Expenditure };
    }
    match form {
        FA01 | FA04 | BU01 | BU04 if count > 1 => {
            if index == 0 {
                Side::Income
            } else {
                Side::Expenditure
            }
        }
        FA02 | BU02 | FA10 => Side::Income,
        FA03 | FA05 | FA06 | FA07 | FA09 | BU03 | BU05 | BU06 | BU07 | BU08 | BU09 | BU10 | BU11 | PT | PG | SE => {
            Side::Expenditure
        }
        FA08 => Side::Both,
        _ => match (title.contains("收入") || title.contains("收支"), title.contains("支出") || title.contains("收支"))
        {
            (true, false) => Side::Income,
            (false, true) => Side::Expenditure,
            _ if income != expenditure => {
                if income {
                    Side::Income
                } else {
                    Side::Expenditure
                }
            }
            // A list of projects, or of what became of their money, is of money spent.
            (false, false) if (form == FUND || names_projects(lane, columns)) && !title.contains("债") => {
                Side::Expenditure
            }
            _ if EXPENDITURE_TITLES.iter().any(|word| title.contains(word)) => Side::Expenditure,
            _ => Side::Both,
        },
    }
}

/// 中央对某省转移支付, 省级对某市税收返还: what one place is given by the level above is its income; what a level gives to all
/// below it (对各市, 对市县) it spends.
fn is_received_transfer(title: &str) -> bool {
    let of_transfers = |rest: &&str| rest.contains("转移支付") || rest.contains("税收返还");
    let Some((giver, rest)) = title.split_once('对').filter(|(_, rest)| of_transfers(rest)) else { return false };
    let given = ["转移支付", "税收返还"].iter().filter_map(|word| rest.find(word)).min();
    let place = given.and_then(|at| rest.get(..at)).unwrap_or("");
    ["中央", "省级", "省", "自治区"].iter().any(|level| giver.ends_with(level)) && is_place(place)
}

/// The side of a lane whose amounts are headed 实际支出 (spent) and nowhere 收入 (income), or the other way round.
fn side_of_columns(lane: &Lane, meanings: &[ColumnMeaning]) -> Side {
    let headed =
        |word: &str| lane.money.iter().filter_map(|col| meanings.get(*col)).filter(|m| m.label.contains(word)).count();
    // 政府性基金收入 among the sources of what is spent is one column of many.
    match (headed("收入"), headed("支出")) {
        (income, 0) if income > 0 && income * 2 >= lane.money.len() => Side::Income,
        (0, 1..) => Side::Expenditure,
        _ => Side::Both,
    }
}

/// Whether the rows of a lane are projects by the header of their names.
fn names_projects(lane: &Lane, columns: &[Column]) -> bool {
    let headed = |col: usize| columns.get(col).and_then(|c| c.path.last()).map(|text| comparison_key(text));
    lane.project_code.is_some()
        || lane.classes.iter().filter_map(|class| class.label).filter_map(headed).any(|key| key.starts_with("项目名称"))
}

/// Words of titles that tell of money spent without the word 支出: transfers to other levels, purchases, official trips
/// and cars, what bonds were spent on.
const EXPENDITURE_TITLES: &[&str] = &[
    "转移支付",
    "税收返还",
    "三公",
    "政府采购",
    "购买服务",
    "债券使用",
    "资金使用",
    "资金安排",
    "专项资金预算安排",
    "项目明细",
    "项目用途",
    "会议费",
    "培训费",
];

/// The side of one amount: in a lane of both sides the column tells, and income and balances are what they are beside what
/// is spent of them.
pub(crate) fn side_of_measure(lane: Side, measure: &str) -> Side {
    const SPENT: [&str; 8] = [
        "expenditure_subtotal",
        "basic",
        "project",
        "principal_repayment",
        "interest_payment",
        "debt_service",
        "principal",
        "interest",
    ];
    match measure {
        "income" => Side::Income,
        "opening_balance" | "closing_balance" => Side::Both,
        _ if lane != Side::Both => lane,
        "bond_issue" => Side::Income,
        _ if SPENT
            .iter()
            .any(|word| measure.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))) =>
        {
            Side::Expenditure
        }
        _ => Side::Both,
    }
}

fn kind(lane: &Lane, meanings: &[ColumnMeaning], form: Form, index: usize, count: usize) -> Option<LaneKind> {
    use Form::*;
    // Rows of projects and purchases have classifications beside their names.
    let named = matches!(form, BU10 | BU11 | PT);
    let system = lane.classes.iter().take(if named { 1 } else { usize::MAX }).find_map(|c| c.system);
    match system {
        Some(CodeSystem::Functional) => return Some(LaneKind::Functional),
        Some(CodeSystem::DepartmentEconomic | CodeSystem::GovernmentEconomic) => return Some(LaneKind::Economic),
        Some(CodeSystem::Revenue | CodeSystem::NonTax) => return Some(LaneKind::Income),
        None => {}
    }
    let leaf = lane.classes.first().and_then(|c| c.label).and_then(|col| meanings.get(col)).map(|m| m.leaf.as_str());
    if leaf == Some("支出用途") {
        return Some(LaneKind::Purpose);
    }
    match form {
        FA01 | FA04 | BU01 | BU04 if count > 1 && index == 0 => Some(LaneKind::Income),
        FA01 | FA04 | BU01 | BU04 if count > 1 && index == 1 => Some(LaneKind::Functional),
        FA10 => Some(LaneKind::Income),
        FA08 | FA09 | BU08 | BU09 if count > 1 && lane.side == Side::Income => Some(LaneKind::Income),
        FA06 | BU06 => Some(LaneKind::Economic),
        FA02 | FA03 | FA05 | FA08 | FA09 | BU05 | BU08 | BU09 => Some(LaneKind::Functional),
        BU02 | BU03 if lane.classes.iter().any(|c| !c.codes.is_empty()) => Some(LaneKind::Functional),
        _ if lane.side == Side::Income && count > 1 => Some(LaneKind::Income),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::column_meanings;
    use crate::grid::{Grid, build};
    use crate::header::complete_header;

    fn lanes_of(form: Form, rows: &[&[&str]]) -> Vec<Lane> {
        let mut table = build::table("", 1, rows);
        complete_header(&mut table);
        let meanings = column_meanings(&table, form, &Grid::new(&table));
        lanes(&meanings, &table.columns, form, "")
    }

    #[test]
    fn income_and_expenditure_stand_beside_each_other() {
        let found = lanes_of(
            Form::FA01,
            &[
                &["项目", "行次", "决算数", "项目", "行次", "决算数"],
                &["一、收入", "1", "2.00", "一、支出", "31", "2.00"],
            ],
        );
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].side, found[1].side), (Side::Income, Side::Expenditure));
        assert_eq!((found[1].start, found[1].row_no), (3, Some(4)));
    }

    #[test]
    fn a_list_printed_twice_is_two_lanes() {
        let head = ["序号", "部门", "政策名称", "额度", "项目数", "", "序号", "部门", "政策名称", "额度", "项目数"];
        let row = ["1", "甲局", "乙奖励", "8.00", "2", "", "2", "丙局", "丁补助", "9.00", "3"];
        let found = lanes_of(Form::Other, &[&head, &row]);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].number, found[0].unit_name, found[0].classes[0].label), (Some(0), Some(1), Some(2)));
        assert_eq!((found[1].start, found[1].number, found[1].unit_name), (6, Some(6), Some(7)));
        assert_eq!((found[1].classes[0].label, found[1].money.as_slice()), (Some(8), &[9][..]));
    }

    #[test]
    fn places_beside_a_list_of_projects_are_a_list_of_their_own() {
        let found = lanes_of(
            Form::Other,
            &[
                &["项目名称", "决算数", "市县别", "决算数"],
                &["甲补助", "9.00", "东山市", "2.00"],
                &["", "", "西山市", "3.00"],
                &["", "", "南山市", "3.50"],
                &["", "", "北山市", "0.50"],
            ],
        );
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].region, found[0].money.as_slice()), (None, &[1][..]));
        assert_eq!((found[1].region, found[1].money.as_slice()), (Some(2), &[3][..]));
        let beside = lanes_of(
            Form::Other,
            &[
                &["项目名称", "总投资", "市县别", "金额"],
                &["甲桥", "9.00", "东山市", "2.00"],
                &["乙桥", "3.00", "西山市", "1.00"],
            ],
        );
        assert_eq!(beside.len(), 1);
    }

    #[test]
    fn two_classifications_of_one_row_are_one_lane() {
        let found = lanes_of(
            Form::BU06,
            &[
                &["类", "款", "部门预算支出经济分类科目名称", "类", "款", "政府预算支出经济分类科目名称", "合计"],
                &["301", "01", "基本工资", "501", "01", "工资奖金津补贴", "8.00"],
            ],
        );
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].classes.len(), 2);
        assert_eq!(found[0].classes[0].codes, [(0, 1), (1, 2)]);
        assert_eq!(found[0].classes[1].label, Some(5));
    }

    #[test]
    fn what_a_place_is_given_is_its_income() {
        assert!(is_received_transfer("2024年中央对浙江省税收返还和一般公共预算转移支付决算表"));
        assert!(is_received_transfer("2025年省级对威海市转移支付情况表"));
        for spent in ["2024年省对各市税收返还决算表", "省级对市县转移支付表", "市对区县转移支付表", "对企业补助表"]
        {
            assert!(!is_received_transfer(spent), "{spent}");
        }
    }

    #[test]
    fn names_behind_the_last_amount_belong_to_the_lane_before() {
        let found = lanes_of(
            Form::Other,
            &[&["单位名称", "项目名称", "金额", "功能分类科目编码"], &["甲局", "乙项目", "8.00", "2010101"]],
        );
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].end, 4);
    }
}
