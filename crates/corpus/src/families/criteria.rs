//! The criteria of an evaluation: what each indicator means and how it is scored, in a table longer than a page.

use crate::model::{Cell, ColumnKind, Document, Indicator, Table, columns, header};
use gongkai_model::disclosure::DocType;
use gongkai_model::table::Form;

use ColumnKind::{Figure, Text};

/// An indicator: name, weight, what it means, how it is scored.
type Criterion = (&'static str, &'static str, &'static str, &'static str);

/// Indicators by their first and second level.
const CRITERIA: &[(&str, &str, &[Criterion])] = &[
    (
        "决策",
        "项目立项",
        &[
            ("立项依据充分性", "4", "项目是否符合供水发展规划", "①符合规划，得2分；②属于部门职责，得2分。"),
            ("立项程序规范性", "4", "申请和批复是否齐全", "①按程序申请，得2分；②经过集体决策，得2分。"),
        ],
    ),
    (
        "决策",
        "绩效目标",
        &[
            ("目标合理性", "3", "目标与预算是否匹配", "目标与资金量相匹配，得3分。"),
            ("指标明确性", "3", "指标是否细化、可衡量", "①指标细化，得2分；②有衡量的标准，得1分。"),
        ],
    ),
    (
        "过程",
        "资金管理",
        &[
            ("资金到位率", "5", "实际到位与预算之比", "到位率乘以5分。"),
            ("预算执行率", "5", "实际支出与到位资金之比", "执行率乘以5分，低于六成不得分。"),
            ("资金合规性", "6", "支出是否符合管理办法", "①审批完整，得3分；②专款专用，得3分。"),
        ],
    ),
    (
        "过程",
        "组织实施",
        &[
            ("制度健全性", "5", "养护和验收制度是否齐全", "有养护制度，得3分；有验收制度，得2分。"),
            ("制度执行力", "5", "养护记录是否完整", "抽查记录十份，缺一份扣0.5分。"),
        ],
    ),
    (
        "产出指标",
        "产出数量",
        &[
            ("改造管网长度", "20", "完成改造的管网长度", "不少于18公里，每少1公里扣2分。"),
            ("更换水表数量", "10", "更换智能水表的户数", "不少于2600户，按比例得分。"),
        ],
    ),
    ("产出指标", "产出质量", &[("验收合格率", "10", "合格工程与全部工程之比", "达到100%，得10分。")]),
    (
        "效益指标",
        "社会效益",
        &[
            ("漏损率下降", "10", "管网漏损率比上年下降", "下降3个百分点以上，得10分。"),
            ("居民满意度", "10", "受访居民中满意的比例", "不低于90%，每低1个百分点扣1分。"),
        ],
    ),
];

/// Report whose table of criteria goes on over pages, its merged levels with it.
#[must_use]
pub fn criteria() -> Document {
    let mut d = Document {
        title: Some("2023年度云岭市供水管网改造项目绩效评价报告".to_owned()),
        doc_type: DocType::PerformanceEvaluationReport,
        fiscal_year: Some(2023),
        ..Document::default()
    };
    d.paragraph(
        "评价指标体系按照决策、过程、产出、效益四个方面设置，满分100分。评价组查阅项目资料，抽查施工现场六处，访谈居民\
         一百二十户，各项指标的含义和评分标准见下表。",
    );
    let mut t = Table {
        title: Some("供水管网改造项目绩效评价指标体系".to_owned()),
        form: Form::ER,
        columns: columns(&[(8.0, Text), (12.0, Text), (18.0, Text), (8.0, Figure), (24.0, Text), (34.0, Text)]),
        header_rows: 1,
        ..Table::default()
    };
    t.rows.push(header(&["一级指标", "二级指标", "三级指标", "分值", "指标解释", "评分标准"]));
    let mut above = "";
    for (level1, level2, criteria) in CRITERIA {
        for (i, (name, weight, meaning, standard)) in criteria.iter().enumerate() {
            let mut row = Vec::new();
            if *level1 != above {
                let of_level: usize = CRITERIA.iter().filter(|c| c.0 == *level1).map(|c| c.2.len()).sum();
                row.push(Cell::new(*level1).centered().span(of_level, 1));
                above = level1;
            }
            if i == 0 {
                row.push(Cell::new(*level2).centered().span(criteria.len(), 1));
            }
            row.extend([Cell::new(*name).centered(), Cell::new(*weight).centered()]);
            row.extend([Cell::new(*meaning), Cell::new(*standard)]);
            t.rows.push(row);
            d.indicators.push(Indicator {
                level1: Some((*level1).to_owned()),
                level2: Some((*level2).to_owned()),
                name: (*name).to_owned(),
                ..Indicator::default()
            });
        }
    }
    d.table(t);
    d
}
