//! Lists whose order nothing but their columns, their organisations, the names of classes or their sums tells: 专项业务经费
//! (projects), 政府采购 (purchases), 政府性基金支出 (spending of funds), and 评分表 (scores) of a report.

use super::agencies;
use crate::figures::row;
use crate::model::{Cell, ColumnKind, Document, Indicator, Table, columns, header};
use gongkai_model::disclosure::{DocType, DocumentScope};
use gongkai_model::record::Phase;
use gongkai_model::table::Form;

use ColumnKind::{Figure, Money, RowNumber, Text};

/// Projects and purchases of a budget. Groups stand among the projects in one column without mark or indent; the
/// organisation is told from them by its code. Purchases go down in steps from column to column.
#[must_use]
pub fn projects_and_purchases() -> Document {
    let mut d = Document {
        title: Some(format!("{}2025年部门预算", agencies::PARKS)),
        doc_type: DocType::DepartmentBudget,
        fiscal_year: Some(2025),
        issuer: Some(agencies::PARKS.to_owned()),
        scope: Some(DocumentScope::Department),
        phase: Some(Phase::Budget),
        ..Document::default()
    };
    d.paragraph(
        "2025年本部门政府采购预算98.00万元，比上年减少4.00万元，其中政府采购货物预算38.00万元，政府采购服务预算60.00万元。",
    );
    let mut projects = Table {
        title: Some("部门综合预算专项业务经费支出表".to_owned()),
        form: Form::BU10,
        form_number: Some("表10".to_owned()),
        unit: Some("万元".to_owned()),
        columns: columns(&[(12.0, Text), (34.0, Text), (16.0, Money("amount")), (38.0, Text)]),
        header_rows: 1,
        ..Table::default()
    };
    projects.rows.push(header(&["单位编码", "单位（项目）名称", "项目金额", "项目简介"]));
    for texts in [
        ["", "合计", "612.50", ""],
        ["318001", agencies::PARKS, "412.50", ""],
        ["", "通用项目", "62.50", ""],
        ["", "业务培训", "12.50", "绿化养护工人技能培训两期"],
        ["", "购买服务", "50.00", ""],
        ["", "古树名木鉴定服务", "50.00", "委托专业机构鉴定古树名木树龄"],
        ["", "专用项目", "350.00", ""],
        ["", "行道树补植", "350.00", "主干道补植行道树一千二百株"],
        ["318002", "云岭市公园管理中心", "200.00", ""],
        ["", "专用项目", "200.00", ""],
        ["", "园路维修", "120.00", "维修三处公园园路"],
        ["", "灌溉改造", "80.00", "两处公园改为喷灌"],
    ] {
        projects.rows.push(row(&texts));
    }
    d.table(projects);
    d.new_page();
    let mut purchases = Table {
        title: Some("政府采购预算表".to_owned()),
        form: Form::BU11,
        form_number: Some("表11".to_owned()),
        unit: Some("万元".to_owned()),
        columns: columns(&[(16.0, Text), (22.0, Text), (18.0, Text), (26.0, Text), (18.0, Money("total"))]),
        header_rows: 1,
        ..Table::default()
    };
    purchases.rows.push(header(&["采购品目大类", "专项名称", "经济科目", "采购物品名称", "总计"]));
    for texts in [
        ["合计", "", "", "", "98.00"],
        ["一、货物A", "", "", "", "38.00"],
        ["", "设备更新", "办公设备购置", "", "26.00"],
        ["", "", "", "台式计算机", "16.00"],
        ["", "", "", "打印设备", "10.00"],
        ["", "", "专用设备购置", "", "12.00"],
        ["", "", "", "测树仪器", "12.00"],
        ["二、服务C", "", "", "", "60.00"],
        ["", "绿地养护", "委托业务费", "", "60.00"],
        ["", "", "", "园林养护服务", "60.00"],
    ] {
        purchases.rows.push(row(&texts));
    }
    d.table(purchases);
    d
}

/// Spending of government funds by functional class, without codes or indents, and official trips and cars compared
/// with the year before.
#[must_use]
pub fn funds_by_class() -> Document {
    let mut d =
        Document::of_government("云岭市2024年市本级财政决算", DocType::GovernmentFinalAccounts, 2024, Phase::Final);
    let mut funds = Table {
        title: Some("2024年市本级政府性基金支出决算表".to_owned()),
        form: Form::Other,
        unit: Some("万元".to_owned()),
        columns: columns(&[(56.0, Text), (22.0, Money("amount")), (22.0, Money("amount"))]),
        header_rows: 1,
        ..Table::default()
    };
    funds.rows.push(header(&["项目", "调整预算数", "决算数"]));
    for texts in [
        ["合计", "9060.00", "8790.00"],
        ["社会保障和就业支出", "60.00", "55.00"],
        ["小型水库移民扶助基金安排的支出", "60.00", "55.00"],
        ["城乡社区支出", "8400.00", "8215.00"],
        ["国有土地使用权出让收入安排的支出", "8100.00", "7930.00"],
        ["污水处理费安排的支出", "300.00", "285.00"],
        ["其他支出", "600.00", "520.00"],
        ["彩票公益金安排的支出", "600.00", "520.00"],
    ] {
        funds.rows.push(row(&texts));
    }
    d.table(funds);
    let mut trips = Table {
        title: Some("2024年市本级“三公”经费情况表".to_owned()),
        form: Form::FA07,
        unit: Some("万元".to_owned()),
        columns: columns(&[
            (36.0, Text),
            (16.0, Money("amount")),
            (16.0, Money("amount")),
            (16.0, Money("amount")),
            (16.0, Money("amount")),
        ]),
        header_rows: 1,
        ..Table::default()
    };
    trips.rows.push(header(&["项目", "2024年预算", "2024年决算", "2023年决算", "2024年决算比2023年决算"]));
    for texts in [
        ["合计", "150.00", "131.00", "140.00", "-9.00"],
        ["一、因公出国（境）费", "20.00", "16.00", "18.00", "-2.00"],
        ["二、公务用车运行维护费", "90.00", "82.00", "88.00", "-6.00"],
        ["三、公务接待费", "40.00", "33.00", "34.00", "-1.00"],
    ] {
        trips.rows.push(row(&texts));
    }
    d.table(trips);
    d
}

/// Indicators with their scores: level 1, level 2, name, target, weight and score.
const SCORES: &[[&str; 6]] = &[
    ["决策（40分）", "立项", "立项依据充分性", "有政策依据", "20", "20"],
    ["决策（40分）", "目标", "目标明确性", "目标细化量化", "20", "16"],
    ["产出（60分）", "产出数量", "补植行道树", "1200株", "30", "30"],
    ["产出（60分）", "产出质量", "成活率", "≥95%", "30", "27"],
];

/// Report with a list of money that sounds like a form of a budget, a table of scores, and the same scores under the
/// name of the project.
#[must_use]
pub fn scores() -> Document {
    let mut d = Document {
        title: Some("2023年度云岭市行道树补植项目绩效评价报告".to_owned()),
        doc_type: DocType::PerformanceEvaluationReport,
        fiscal_year: Some(2023),
        ..Document::default()
    };
    d.paragraph("项目资金使用情况和评分结果见下列各表，评价得分93分。");
    let mut money = Table {
        title: Some("项目支出情况表".to_owned()),
        form: Form::FUND,
        unit: Some("万元".to_owned()),
        columns: columns(&[
            (8.0, RowNumber),
            (32.0, Text),
            (15.0, Money("amount")),
            (15.0, Money("funds_received")),
            (15.0, Money("amount")),
            (15.0, Figure),
        ]),
        header_rows: 1,
        ..Table::default()
    };
    money.rows.push(header(&["序号", "项目名称", "预算批复", "预算到位", "实际执行", "执行率"]));
    for texts in [
        ["", "合计", "350.00", "350.00", "343.00", "98.00%"],
        ["1", "苗木采购", "200.00", "200.00", "200.00", "100.00%"],
        ["2", "栽植和养护", "150.00", "150.00", "143.00", "95.33%"],
    ] {
        money.rows.push(row(&texts));
    }
    d.table(money);
    let mut alone = Table {
        title: Some("项目绩效评价评分表".to_owned()),
        form: Form::ER,
        columns: columns(&[(18.0, Text), (16.0, Text), (22.0, Text), (20.0, Text), (12.0, Figure), (12.0, Figure)]),
        header_rows: 1,
        ..Table::default()
    };
    alone.rows.push(header(&["一级指标及分值", "二级指标", "三级指标", "指标值", "分数", "得分"]));
    let mut named = Table {
        title: Some("财政评价评分表（2023年度）".to_owned()),
        form: Form::ER,
        columns: alone.columns.clone(),
        ..Table::default()
    };
    named.rows.push(vec![Cell::new("专项名称").centered(), Cell::new("行道树补植资金").span(1, 5)]);
    named.rows.push(vec![Cell::new("年度总体目标").centered(), Cell::new("补植行道树，消除断档。").span(1, 5)]);
    named.rows.extend(alone.rows.clone());
    for project in [None, Some("行道树补植资金")] {
        let table = if project.is_some() { &mut named } else { &mut alone };
        for texts in SCORES {
            table.rows.push(row(texts));
            d.indicators.push(Indicator {
                project: project.map(str::to_owned),
                level1: Some(texts[0].to_owned()),
                level2: Some(texts[1].to_owned()),
                name: texts[2].to_owned(),
                target: Some(texts[3].to_owned()),
                actual: None,
            });
        }
    }
    d.table(alone);
    d.new_page();
    d.table(named);
    d
}
