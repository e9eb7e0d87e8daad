//! Tables whose cells are crowded: several rows between two rules, cells lower than their texts, headers printed again
//! among the rows, narrow labels.

use super::agencies;
use crate::families::government::CITY;
use crate::figures::row;
use crate::model::{Cell, ColumnKind, Document, Indicator, Table, columns, header};
use gongkai_model::disclosure::{DocType, DocumentScope};
use gongkai_model::record::Phase;
use gongkai_model::table::Form;

use ColumnKind::{Figure, Money, Text};

/// Projects of a city in groups, whose label stands in the middle of its rows.
#[must_use]
pub fn grouped() -> Document {
    let mut d = Document::of_government(
        format!("{CITY}2024年市本级财政决算"),
        DocType::GovernmentFinalAccounts,
        2024,
        Phase::Final,
    );
    let mut t = Table {
        title: Some("2024年市本级重点项目支出情况表".to_owned()),
        form: Form::Other,
        unit: Some("万元".to_owned()),
        columns: columns(&[(22.0, Text), (38.0, Text), (20.0, Money("amount")), (20.0, Money("amount"))]),
        header_rows: 1,
        ..Table::default()
    };
    t.rows.push(header(&["项目类别", "项目名称", "预算数", "决算数"]));
    let groups: [(&str, &[[&str; 3]]); 3] = [
        (
            "园林绿化",
            &[["行道树补植", "350.00", "343.00"], ["公园灌溉改造", "80.00", "78.50"], ["园路维修", "120.00", "118.20"]],
        ),
        (
            "水利工程",
            &[["河道清淤", "410.00", "402.00"], ["水闸维修", "95.00", "95.00"], ["堤防加固", "260.00", "251.30"]],
        ),
        (
            "文化场馆",
            &[["画库恒温改造", "46.00", "45.80"], ["剧院灯光更新", "60.00", "58.90"], ["古籍修复", "35.00", "34.70"]],
        ),
    ];
    for (label, items) in groups {
        for (at, item) in items.iter().enumerate() {
            let mut cells = row(item);
            if at == 0 {
                cells.insert(0, Cell::new(label).span(items.len(), 1).centered());
            }
            t.rows.push(cells);
        }
    }
    t.rows.push(vec![
        Cell::new("合计").span(1, 2).centered(),
        Cell::new("1456.00").right(),
        Cell::new("1427.40").right(),
    ]);
    d.table(t);
    d
}

/// Projects of a bureau with descriptions of three lines each.
#[must_use]
pub fn described() -> Document {
    let mut d = Document {
        title: Some(format!("{}2025年部门预算", agencies::PARKS)),
        doc_type: DocType::DepartmentBudget,
        fiscal_year: Some(2025),
        issuer: Some(agencies::PARKS.to_owned()),
        scope: Some(DocumentScope::Department),
        phase: Some(Phase::Budget),
        ..Document::default()
    };
    let mut t = Table {
        title: Some("部门预算项目支出表".to_owned()),
        form: Form::BU10,
        unit: Some("万元".to_owned()),
        columns: columns(&[(26.0, Text), (18.0, Money("amount")), (56.0, Text)]),
        header_rows: 1,
        ..Table::default()
    };
    t.rows.push(header(&["项目名称", "项目金额", "项目简介"]));
    for texts in [
        ["合计", "600.00", ""],
        [
            "行道树补植",
            "350.00",
            "主干道补植行道树一千二百株，树种以香樟和银杏为主，栽植后由养护单位连续养护两年，成活率不低于百分之九十五，未达到的由施工单位无偿补栽。",
        ],
        [
            "公园灌溉设施改造",
            "170.00",
            "两处公园的漫灌改为喷灌和滴灌，更换老旧管道三千六百米，加装土壤湿度监测设备四十套，预计每年节约用水两万立方米以上，当年完工。",
        ],
        [
            "古树名木鉴定和保护",
            "80.00",
            "委托专业机构鉴定古树名木的树龄和健康状况，建立一树一档的电子台账，对其中长势衰弱的二十六株实施复壮和支撑，并设立保护标牌。",
        ],
    ] {
        t.rows.push(row(&texts));
    }
    d.table(t);
    d
}

/// Transfers of a city in two classes.
#[must_use]
pub fn two_classes() -> Document {
    let mut d =
        Document::of_government(format!("{CITY}2025年政府预算公开"), DocType::GovernmentBudget, 2025, Phase::Budget);
    let mut t = Table {
        title: Some("2025年市本级对下转移支付预算表".to_owned()),
        form: Form::Other,
        unit: Some("万元".to_owned()),
        columns: columns(&[(50.0, Text), (25.0, Money("amount")), (25.0, Money("amount"))]),
        header_rows: 1,
        ..Table::default()
    };
    t.rows.push(header(&["项目", "2024年执行数", "2025年预算数"]));
    for texts in [
        ["一、一般性转移支付", "1820.50", "1910.00"],
        ["均衡性转移支付", "1260.00", "1310.00"],
        ["结算补助", "560.50", "600.00"],
        ["二、专项转移支付", "379.50", "390.00"],
        ["节能环保", "145.60", "150.00"],
        ["交通运输", "233.90", "240.00"],
        ["合计", "2200.00", "2300.00"],
    ] {
        t.rows.push(row(&texts));
    }
    for cells in t.rows.iter_mut().skip(1) {
        if let Some(label) = cells.first_mut().filter(|label| !label.text.contains('、') && label.text != "合计") {
            label.indent = 1;
        }
    }
    d.table(t);
    d
}

/// Level 2, name, target, weight and score of indicators.
const SCORES: &[[&str; 5]] = &[
    ["数量指标", "补植行道树株数达到年度计划安排的数量", "≥1200株", "15", "15"],
    ["质量指标", "补植行道树经过一个生长季以后的成活比例", "≥95%", "15", "14"],
    ["时效指标", "年度补植任务按照合同约定的期限完成的比例", "100%", "10", "10"],
    ["社会效益", "市民对城区主干道林荫覆盖程度改善的感受", "明显改善", "15", "15"],
    [
        "服务对象满意度",
        "沿街居民和商户对补植施工组织以及养护质量表示满意的比例，以年末由第三方机构开展的问卷调查结果为准",
        "≥90%",
        "10",
        "9",
    ],
    ["可持续影响", "补植行道树的养护经费和养护责任单位落实情况", "全部落实", "10", "10"],
];

/// Scores of a report whose narrow labels run over several lines.
#[must_use]
pub fn narrow_labels() -> Document {
    let mut d = Document {
        title: Some(format!("2024年度{CITY}行道树补植项目绩效评价报告")),
        doc_type: DocType::PerformanceEvaluationReport,
        fiscal_year: Some(2024),
        ..Document::default()
    };
    let mut t = Table {
        title: Some("项目绩效评价评分表".to_owned()),
        form: Form::ER,
        columns: columns(&[(8.0, Text), (48.0, Text), (20.0, Text), (12.0, Figure), (12.0, Figure)]),
        header_rows: 1,
        ..Table::default()
    };
    t.rows.push(header(&["二级指标", "三级指标", "指标值", "分值", "得分"]));
    for texts in SCORES {
        t.rows.push(row(texts));
        d.indicators.push(Indicator {
            level2: Some(texts[0].to_owned()),
            name: texts[1].to_owned(),
            target: Some(texts[2].to_owned()),
            ..Indicator::default()
        });
    }
    d.table(t);
    d
}

/// Purchases of institutions whose names end as no office's name does.
#[must_use]
pub fn purchases() -> Document {
    let mut d = Document {
        title: Some("云岭市文化局2025年部门预算".to_owned()),
        doc_type: DocType::DepartmentBudget,
        fiscal_year: Some(2025),
        issuer: Some("云岭市文化局".to_owned()),
        scope: Some(DocumentScope::Department),
        phase: Some(Phase::Budget),
        ..Document::default()
    };
    let mut t = Table {
        title: Some("政府采购预算表".to_owned()),
        form: Form::BU11,
        unit: Some("万元".to_owned()),
        columns: columns(&[(36.0, Text), (28.0, Text), (14.0, Figure), (22.0, Money("amount"))]),
        header_rows: 1,
        ..Table::default()
    };
    t.rows.push(header(&["单位（项目）名称", "采购品目", "采购数量", "预算金额"]));
    for texts in [
        ["合计", "", "", "326.00"],
        ["云岭画院", "", "", "46.00"],
        ["画库恒温改造", "专用设备", "2", "30.00"],
        ["展柜更新", "家具", "8", "16.00"],
        ["云岭市青少年宫", "", "", "100.00"],
        ["剧场灯光更新", "专用设备", "1", "60.00"],
        ["物业管理", "物业管理服务", "1", "40.00"],
        ["云岭市民间剪纸传习所", "", "", "180.00"],
        ["传习场地修缮", "修缮工程", "1", "130.00"],
        ["口述史采集", "其他服务", "1", "50.00"],
    ] {
        t.rows.push(row(&texts));
    }
    d.table(t);
    d
}
