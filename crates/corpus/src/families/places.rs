//! Tables of a province and a city whose rows are places, or are told apart by their names alone: the whole without the word
//! 合计 (total), groups of places, the name of a budget behind its rows.

use crate::families::government::CITY;
use crate::figures::row;
use crate::model::{Cell, ColumnKind, Document, Table, columns, header};
use gongkai_model::disclosure::DocType;
use gongkai_model::record::Phase;
use gongkai_model::table::Form;

use ColumnKind::{Code, Money, Text};

fn money_table(title: &str, heads: &[&str]) -> Table {
    let mut spec = vec![(40.0, Text)];
    spec.extend(heads.iter().skip(1).map(|_| (20.0, Money("amount"))));
    let mut table = Table {
        title: Some(title.to_owned()),
        form: Form::Other,
        unit: Some("万元".to_owned()),
        columns: columns(&spec),
        header_rows: 1,
        ..Table::default()
    };
    table.rows.push(header(heads));
    table
}

/// Budget of a province with rows for places.
#[must_use]
pub fn by_place() -> Document {
    let mut d = Document::of_government("青山省2025年省级政府预算", DocType::GovernmentBudget, 2025, Phase::Budget);
    let mut groups = money_table("2025年专项债券资金分地区安排表", &["地区", "2024年执行数", "2025年预算数"]);
    for texts in [
        ["全省", "2700.00", "3000.00"],
        ["省本级", "500.00", "600.00"],
        ["市县合计", "2200.00", "2400.00"],
        ["云岭市合计", "1350.00", "1500.00"],
        ["市本级", "600.00", "700.00"],
        ["青禾县", "300.00", "300.00"],
        ["松坪区", "450.00", "500.00"],
        ["霁川市合计", "850.00", "900.00"],
        ["市本级", "380.00", "400.00"],
        ["石桥县", "470.00", "500.00"],
    ] {
        groups.rows.push(row(&texts));
    }
    d.table(groups);
    let mut levels = money_table("2025年基层治理补助资金分配表", &["地区", "合计", "中央资金", "省级资金"]);
    for texts in [
        ["全省", "880.00", "500.00", "380.00"],
        ["省级", "100.00", "0.00", "100.00"],
        ["云岭市", "430.00", "280.00", "150.00"],
        ["霁川市", "350.00", "220.00", "130.00"],
    ] {
        levels.rows.push(row(&texts));
    }
    d.table(levels);
    d
}

/// Budget of a city in which the names of budgets head their rows or close them.
#[must_use]
pub fn by_name() -> Document {
    let mut d =
        Document::of_government(format!("{CITY}2025年全市预算草案"), DocType::GovernmentBudget, 2025, Phase::Budget);
    let heads = ["项目", "2024年执行数", "2025年预算数"];
    let mut income = money_table("2025年全市一般公共预算收入预算表", &heads);
    for (indent, texts) in [
        (0, ["一、税收收入", "6200.00", "6500.00"]),
        (1, ["增值税", "3100.00", "3250.00"]),
        (1, ["企业所得税", "1900.00", "2000.00"]),
        (1, ["契税", "1200.00", "1250.00"]),
        (0, ["二、非税收入", "1750.00", "1800.00"]),
        (1, ["专项收入", "950.00", "980.00"]),
        (1, ["行政事业性收费收入", "800.00", "820.00"]),
        (0, ["全市一般公共预算收入", "7950.00", "8300.00"]),
        (0, ["转移性收入", "4050.00", "4200.00"]),
        (0, ["收入总计", "12000.00", "12500.00"]),
    ] {
        let mut cells = row(&texts);
        if let Some(label) = cells.first_mut() {
            label.indent = indent;
        }
        income.rows.push(cells);
    }
    d.table(income);
    let mut spending = Table {
        title: Some("2025年市本级一般公共预算支出预算表".to_owned()),
        form: Form::Other,
        unit: Some("万元".to_owned()),
        columns: columns(&[(18.0, Code), (52.0, Text), (30.0, Money("amount"))]),
        header_rows: 1,
        ..Table::default()
    };
    spending.rows.push(header(&["科目编码", "科目名称", "预算数"]));
    for texts in [
        ["", "一般公共预算支出", "4600.00"],
        ["205", "教育支出", "3400.00"],
        ["20502", "普通教育", "3400.00"],
        ["2050202", "小学教育", "2100.00"],
        ["2050203", "初中教育", "1300.00"],
        ["213", "农林水支出", "1200.00"],
        ["21303", "水利", "1200.00"],
        ["2130305", "水利工程建设", "1200.00"],
    ] {
        spending.rows.push(
            texts
                .into_iter()
                .enumerate()
                .map(|(col, text)| {
                    let cell = Cell::new(text);
                    if col == 2 { cell.right() } else { cell }
                })
                .collect(),
        );
    }
    d.table(spending);
    d
}
