//! Evaluations: 自评表 (self-evaluation), 部门整体支出 (a department as a whole), 绩效评价报告 (evaluation report).

use super::agencies;
use crate::figures::plain;
use crate::model::{Cell, ColumnKind, Document, Indicator, Table, columns, header};
use gongkai_model::disclosure::DocType;
use gongkai_model::table::Form;

use ColumnKind::{Figure, Text};

fn target(level1: &str, level2: &str, name: &str, value: &str, actual: Option<&str>) -> Indicator {
    Indicator {
        project: None,
        level1: Some(level1.to_owned()),
        level2: Some(level2.to_owned()),
        name: name.to_owned(),
        target: Some(value.to_owned()),
        actual: actual.map(str::to_owned),
    }
}

/// Self-evaluation of one project.
#[must_use]
pub fn self_evaluation() -> Document {
    let mut d = Document { doc_type: DocType::ProjectSelfEvaluation, fiscal_year: Some(2023), ..Document::default() };
    let mut t = Table {
        title: Some("项目支出绩效自评表".to_owned()),
        form: Form::SE,
        year_line: Some("（2023年度）".to_owned()),
        columns: columns(&[
            (9.0, Text),
            (11.0, Text),
            (13.0, Text),
            (20.0, Text),
            (15.0, Text),
            (15.0, Text),
            (7.0, Figure),
            (7.0, Figure),
            (20.0, Text),
        ]),
        ..Table::default()
    };
    let wide = |text: &str, cols: usize| Cell::new(text).span(1, cols);
    t.rows.push(vec![wide("项目名称", 2).centered(), wide("环卫设施维修改造经费", 7)]);
    t.rows.push(vec![
        wide("主管部门", 2).centered(),
        wide(agencies::PARKS, 2),
        wide("实施单位", 2).centered(),
        wide("云岭市环境卫生事务中心", 3),
    ]);
    let mut funds = vec![Cell::new("项目资金（万元）").centered().span(4, 2)];
    funds.push(Cell::new(""));
    funds.extend(header(&["年初预算数", "全年预算数", "全年执行数", "分值", "得分", "执行率"]));
    t.rows.push(funds);
    for (label, plan, fact, rest) in [
        ("年度资金总额", 21_040, 20_198, ["10", "9.60", "96.00%"]),
        ("其中：当年财政拨款", 21_040, 20_198, ["—", "—", "96.00%"]),
        ("其他资金", 0, 0, ["—", "—", "—"]),
    ] {
        let mut row = vec![Cell::new(label)];
        row.extend([plan, plan, fact].map(|v| Cell::new(plain(v, true)).right()));
        row.extend(header(&rest));
        t.rows.push(row);
    }
    t.rows.push(vec![
        Cell::new("年度总体目标").centered().span(2, 1),
        wide("预期目标", 4).centered(),
        wide("实际完成情况", 4).centered(),
    ]);
    t.rows.push(vec![
        wide("维修垃圾中转站5座，消除设施隐患，减少异味扰民。", 4),
        wide("全年维修垃圾中转站5座，更换渗滤液收集装置4套，周边投诉量下降三成。", 4),
    ]);
    let rows = [
        ("产出指标", "数量指标", "维修中转站数量", "5座", "5座", "20", "20.00", "无"),
        ("产出指标", "质量指标", "工程验收合格率", "100%", "100%", "15", "15.00", "无"),
        (
            "产出指标",
            "时效指标",
            "工程完工时间",
            "9月底前",
            "10月中旬",
            "15",
            "12.00",
            "汛期施工受阻，今后提前安排工期",
        ),
        ("效益指标", "社会效益指标", "异味投诉下降率", "≥20%", "31%", "30", "30.00", "无"),
        ("满意度指标", "服务对象满意度指标", "周边居民满意度", "≥85%", "88.5%", "10", "10.00", "无"),
    ];
    let mut head = vec![Cell::new("绩效指标").centered().span(rows.len() + 1, 1)];
    head.extend(header(&[
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
    ]));
    t.rows.push(head);
    for (i, r) in rows.iter().enumerate() {
        let mut row = Vec::new();
        match i {
            0 => row.push(Cell::new(r.0).centered().span(3, 1)),
            1 | 2 => {}
            _ => row.push(Cell::new(r.0).centered()),
        }
        row.push(Cell::new(r.1).centered());
        row.push(Cell::new(r.2));
        row.extend([r.3, r.4, r.5, r.6].map(|v| Cell::new(v).centered()));
        row.push(Cell::new(r.7));
        t.rows.push(row);
        let mut i = target(r.0, r.1, r.2, r.3, Some(r.4));
        i.project = Some("环卫设施维修改造经费".to_owned());
        d.indicators.push(i);
    }
    t.rows.push(vec![
        wide("总分", 6).centered(),
        Cell::new("100").centered(),
        Cell::new("96.60").centered(),
        Cell::new(""),
    ]);
    d.table(t);
    d
}

const OVERALL: &[(&str, &str, &str, &str, &str)] = &[
    ("产出指标", "数量指标", "新建口袋公园数量", "15处", "16处"),
    ("产出指标", "质量指标", "绿地养护达标率", "≥95%", "96.2%"),
    ("产出指标", "时效指标", "预算执行进度", "≥92%", "94.7%"),
    ("效益指标", "生态效益指标", "建成区绿化覆盖率", "≥41%", "41.3%"),
    ("满意度指标", "服务对象满意度指标", "市民满意度", "≥90%", "91.5%"),
];

/// Targets of a department as a whole.
#[must_use]
pub fn overall_targets() -> Document {
    overall(false)
}

/// Self-evaluation of a department as a whole.
#[must_use]
pub fn overall_self_evaluation() -> Document {
    overall(true)
}

fn overall(evaluated: bool) -> Document {
    let mut d = Document {
        doc_type: if evaluated { DocType::OverallSelfEvaluation } else { DocType::OverallPerformanceTargets },
        fiscal_year: Some(if evaluated { 2023 } else { 2025 }),
        issuer: Some(agencies::PARKS.to_owned()),
        ..Document::default()
    };
    let mut spec = vec![(12.0, Text), (14.0, Text), (16.0, Text), (24.0, Text), (16.0, Text)];
    if evaluated {
        spec.extend([(16.0, Text), (8.0, Figure), (8.0, Figure)]);
    }
    let cols = spec.len();
    let mut t = Table {
        title: Some(if evaluated { "部门整体支出绩效自评表" } else { "部门整体支出绩效目标表" }.to_owned()),
        form: Form::OP,
        year_line: Some(if evaluated { "（2023年度）" } else { "（2025年度）" }.to_owned()),
        columns: columns(&spec),
        ..Table::default()
    };
    let wide = |text: &str, n: usize| Cell::new(text).span(1, n);
    t.rows.push(vec![wide("部门名称", 1).centered(), wide(agencies::PARKS, cols - 1)]);
    t.rows.push(vec![
        wide("年度总体目标", 1).centered(),
        wide("优化城市绿地布局，提升公园养护和环境卫生管理水平，不断满足群众对优美生态环境的需要。", cols - 1),
    ]);
    let mut head = vec![Cell::new("绩效指标").centered().span(OVERALL.len() + 1, 1)];
    head.extend(header(&["一级指标", "二级指标", "三级指标", "指标值"]));
    if evaluated {
        head.extend(header(&["实际完成值", "分值", "得分"]));
    }
    t.rows.push(head);
    for (i, (level1, level2, name, value, actual)) in OVERALL.iter().enumerate() {
        let mut row = Vec::new();
        match i {
            0 => row.push(Cell::new(*level1).centered().span(3, 1)),
            1 | 2 => {}
            _ => row.push(Cell::new(*level1).centered()),
        }
        row.push(Cell::new(*level2).centered());
        row.push(Cell::new(*name));
        row.push(Cell::new(*value).centered());
        if evaluated {
            row.extend([*actual, "20", "20"].map(|v| Cell::new(v).centered()));
        }
        t.rows.push(row);
        d.indicators.push(target(level1, level2, name, value, evaluated.then_some(*actual)));
    }
    if evaluated {
        t.rows.push(vec![wide("总分", 6).centered(), Cell::new("100").centered(), Cell::new("100").centered()]);
    }
    d.table(t);
    d
}

/// Report on the evaluation of one project, by a later year's plan.
#[must_use]
pub fn report() -> Document {
    let mut d = Document {
        title: Some("2022年度云岭市公园管理中心公园绿地养护项目绩效评价报告".to_owned()),
        doc_type: DocType::PerformanceEvaluationReport,
        fiscal_year: Some(2022),
        cited: vec!["云财绩〔2023〕11号".to_owned()],
        ..Document::default()
    };
    d.paragraph(
        "根据《云岭市财政局关于开展2023年市级财政资金绩效评价工作的通知》（云财绩〔2023〕11号）要求，市园林绿化局对云岭市公园\
         管理中心2022年度公园绿地养护项目开展绩效评价。经综合评定，项目得分91.6分，评价等级为“优”。",
    );
    d.heading(2, "一、项目概况");
    d.heading(3, "（一）项目背景");
    d.paragraph(
        "随着城市建成区扩大，市属公园由2016年的7处增加到12处，绿地面积达到238.4万平方米。为统一养护标准、降低养护成本，\
         2021年起养护作业全部通过公开招标委托专业企业实施。",
    );
    d.heading(3, "（二）资金安排");
    d.paragraph(
        "项目年初预算安排865.00万元，调整后预算861.20万元，全年实际支出858.90万元，预算执行率99.73%，资金全部为一般公共预算。",
    );
    d.heading(2, "二、绩效目标完成情况");
    d.paragraph("项目共设置4个绩效指标，全部完成，具体情况如下表：");
    let mut t = Table {
        title: None,
        form: Form::ER,
        columns: columns(&[(16.0, Text), (18.0, Text), (26.0, Text), (18.0, Text), (18.0, Text)]),
        header_rows: 1,
        ..Table::default()
    };
    t.rows.push(header(&["一级指标", "二级指标", "指标内容", "指标值", "完成值"]));
    let rows = [
        ("产出指标", "数量指标", "养护绿地面积", "≥238万平方米", "238.4万平方米"),
        ("产出指标", "质量指标", "养护考核达标率", "≥95%", "97.5%"),
        ("效益指标", "社会效益指标", "公园年接待游客量", "≥600万人次", "642.8万人次"),
        ("满意度指标", "服务对象满意度指标", "游客满意度", "≥90%", "93.1%"),
    ];
    for (i, r) in rows.iter().enumerate() {
        let mut row = Vec::new();
        match i {
            0 => row.push(Cell::new(r.0).span(2, 1)),
            1 => {}
            _ => row.push(Cell::new(r.0)),
        }
        row.extend([r.1, r.2, r.3, r.4].map(Cell::new));
        t.rows.push(row);
        d.indicators.push(target(r.0, r.1, r.2, r.3, Some(r.4)));
    }
    d.table(t);
    d.heading(2, "三、存在问题和建议");
    d.heading(4, "1.养护巡查记录不够完整");
    d.paragraph(
        "部分标段的巡查记录未注明整改时限，考核扣分缺少影像资料。建议统一使用巡查系统，按月汇总并与养护费用支付挂钩。",
    );
    d.heading(4, "2.节水灌溉覆盖不足");
    d.paragraph("12处公园中有5处仍以人工浇灌为主，用水成本偏高。建议结合公园改造逐步建设喷灌和滴灌设施。");
    d
}

/// Report on a project whose table of indicators has narrow columns, so that nearly every cell is cut into lines.
#[must_use]
pub fn report_of_narrow_cells() -> Document {
    let mut d = report();
    d.indicators.clear();
    let rows: [(&str, usize, &str, &str, &str, &str); 6] = [
        (
            "产出数量",
            2,
            "绿地养护面积",
            "纳入考核的公园绿地养护总面积",
            "不少于二百三十八万平方米",
            "全年养护二百三十八点四万平方米",
        ),
        ("", 0, "行道树补植", "主干道行道树缺株补植的株数", "≥1200株", "1265株"),
        ("产出质量", 1, "养护考核达标", "各标段月度考核得分达标的比例", "≥95%", "97.5%"),
        ("社会效益", 2, "游客接待能力", "公园全年接待游客的总人次", "达到600万人次以上", "642.8万人次"),
        ("", 0, "改善人居环境", "城区居民出行五百米可达公园绿地", "有所改善", "有所改善"),
        ("服务对象满意度", 1, "游客满意程度", "受访游客中表示满意的人数占受访总人数的比率", "≥90%", "93.1%"),
    ];
    for block in &mut d.blocks {
        let crate::model::Block::Table(t) = block else { continue };
        if t.form != Form::ER {
            continue;
        }
        t.columns = columns(&[(2.0, Text), (4.0, Text), (6.0, Text), (6.0, Text), (7.0, Text)]);
        t.rows.truncate(t.header_rows);
        for (level1, span, level2, name, value, actual) in rows {
            let mut row = Vec::new();
            if span > 0 {
                row.push(Cell::new(level1).span(span, 1));
            }
            row.extend([level2, name, value, actual].map(Cell::new));
            t.rows.push(row);
        }
    }
    let mut above = "";
    for (level1, span, level2, name, value, actual) in rows {
        above = if span > 0 { level1 } else { above };
        d.indicators.push(target(above, level2, name, value, Some(actual)));
    }
    d
}
