//! 绩效目标 (performance targets): the matrix in its old and its coded style, and the form grid.

use super::agencies;
use crate::figures::{Print, Zero};
use crate::model::{Cell, ColumnKind, Document, Indicator, Table, columns, header};
use gongkai_model::disclosure::{DocType, DocumentScope};
use gongkai_model::record::Phase;
use gongkai_model::table::Form;

use ColumnKind::{Money, Text};

struct Project {
    name: &'static str,
    content: &'static str,
    money: i64,
    goal: &'static str,
    indicators: &'static [(&'static str, &'static str, &'static str, &'static str)],
}

const PROJECTS: &[Project] = &[
    Project {
        name: "公园绿地养护经费",
        content: "根据《云岭市城市绿地养护定额（试行）》（云园规〔2021〕6号），对12处市属公园的乔灌木、草坪和花境开展日常养护。",
        money: 86_500,
        goal: "按二级以上养护标准完成市属公园绿地养护，保持植物长势良好、设施完好，为市民提供整洁安全的游憩环境。",
        indicators: &[
            ("产出指标", "数量指标", "养护绿地面积", "≥238万平方米"),
            ("产出指标", "质量指标", "养护考核达标率", "≥95%"),
            ("效益指标", "社会效益指标", "市民游园环境", "持续改善"),
            ("满意度指标", "服务对象满意度指标", "游客满意度", "≥90%"),
        ],
    },
    Project {
        name: "古树名木保护专项经费",
        content: "对全市416株在册古树开展复壮、支撑和病虫害防治，更新保护标识牌。",
        money: 12_460,
        goal: "完成年度复壮计划，濒危古树得到抢救，建立一树一档。",
        indicators: &[
            ("产出指标", "数量指标", "复壮古树数量", "30株"),
            ("产出指标", "时效指标", "防治任务完成时间", "10月底前"),
            ("效益指标", "生态效益指标", "古树存活率", "≥99%"),
        ],
    },
    Project {
        name: "环卫设施维修改造经费",
        content: "维修垃圾中转站5座，更换渗滤液收集装置。",
        money: 21_040,
        goal: "消除设施隐患，减少异味扰民。",
        indicators: &[
            ("产出指标", "数量指标", "维修中转站数量", "5座"),
            ("产出指标", "成本指标", "单站维修成本", "不超过45万元"),
            ("满意度指标", "服务对象满意度指标", "周边居民满意度", "85%以上"),
        ],
    },
];

const TITLE: &str = "项目支出绩效目标表（含转移支付项目）";

fn document(doc_type: DocType, year: Option<u16>, issuer: &str) -> Document {
    Document {
        title: None,
        doc_type,
        fiscal_year: year,
        issuer: Some(issuer.to_owned()),
        phase: Some(Phase::Budget),
        ..Document::default()
    }
}

fn old_style(project: &Project) -> String {
    let many = project.indicators.len() > 1;
    project
        .indicators
        .iter()
        .enumerate()
        .map(|(i, (level1, _, name, value))| {
            let number = if many { format!("{}、", i + 1) } else { String::new() };
            format!("{number}{level1}：{name}，年度指标值：{value}。")
        })
        .collect()
}

/// The levels with their codes, as the coded style prints them.
fn coded_levels(level1: &str, level2: &str) -> (String, String) {
    let one = match level1 {
        "产出指标" => 1,
        "效益指标" => 2,
        _ => 3,
    };
    let two = match level2 {
        "数量指标" => 11,
        "质量指标" => 12,
        "时效指标" => 13,
        "成本指标" => 14,
        "社会效益指标" => 22,
        "生态效益指标" => 23,
        _ => 31,
    };
    (format!("{one}-{level1}"), format!("{two}-{level2}"))
}

fn coded_style(project: &Project) -> String {
    project
        .indicators
        .iter()
        .enumerate()
        .map(|(i, (level1, level2, name, value))| {
            let (one, two) = coded_levels(level1, level2);
            format!("{}、{one}；{two}；{name}；实施周期指标值：{value}；年度指标值：{value}。", i + 1)
        })
        .collect()
}

fn matrix(coded: bool) -> Document {
    let print = Print { marks: true, zero: Zero::Blank };
    let mut d = document(DocType::ProjectPerformanceTargets, None, agencies::PARKS);
    let mut spec = vec![(14.0, Text)];
    if !coded {
        spec.push((20.0, Text));
    }
    for key in ["total", "fiscal_appropriation", "special_account_appropriation", "other_funds"] {
        spec.push((9.0, Money(key)));
    }
    spec.extend([(22.0, Text), (34.0, Text)]);
    let mut t = Table {
        title: Some(TITLE.to_owned()),
        form: Form::PT,
        owner_line: Some(format!("单位名称：{}（本级）", agencies::PARKS)),
        unit: Some("万元".to_owned()),
        columns: columns(&spec),
        header_rows: 1,
        ..Table::default()
    };
    let mut head = vec!["项目名称（资金使用单位）"];
    if !coded {
        head.push("项目内容");
    }
    head.extend(["总计", "财政拨款", "财政专户拨款", "其他资金", "绩效目标", "绩效指标"]);
    t.rows.push(header(&head));
    let total: i64 = PROJECTS.iter().map(|p| p.money).sum();
    let line = |name: Cell, content: &str, money: i64, goal: &str, targets: String| {
        let mut row = vec![name];
        if !coded {
            row.push(Cell::new(content));
        }
        row.extend([money, money, 0, 0].map(|v| print.cell(v)));
        row.extend([Cell::new(goal), Cell::new(targets)]);
        row
    };
    t.rows.push(line(Cell::new("合计"), "", total, "", String::new()));
    t.rows.push(line(Cell::new("云岭市园林绿化局（本级）"), "", total, "", String::new()));
    for p in PROJECTS {
        let targets = if coded { coded_style(p) } else { old_style(p) };
        t.rows.push(line(Cell::new(p.name).indented(1), p.content, p.money, p.goal, targets));
        d.indicators.extend(p.indicators.iter().map(|(level1, level2, name, value)| {
            let (one, two) = coded_levels(level1, level2);
            Indicator {
                project: Some(p.name.to_owned()),
                level1: Some(if coded { one } else { (*level1).to_owned() }),
                level2: coded.then_some(two),
                name: (*name).to_owned(),
                target: Some((*value).to_owned()),
                actual: None,
            }
        }));
    }
    d.table(t);
    d.issuer = Some(agencies::PARKS.to_owned());
    d.scope = Some(DocumentScope::OwnOffice);
    if !coded {
        d.cited = vec!["云园规〔2021〕6号".to_owned()];
    }
    d
}

/// Targets as a matrix, indicators as `1、产出指标：NAME，年度指标值：VALUE。`
#[must_use]
pub fn matrix_old() -> Document {
    matrix(false)
}

/// Targets as a matrix, indicators with codes and two values.
#[must_use]
pub fn matrix_coded() -> Document {
    matrix(true)
}

/// Targets as a matrix with one indicator to a row, the cells of each project merged over its rows.
#[must_use]
pub fn matrix_merged() -> Document {
    let print = Print { marks: false, zero: Zero::Blank };
    let mut d = document(DocType::ProjectPerformanceTargets, None, agencies::PARKS);
    let mut t = Table {
        title: Some("项目支出绩效目标表".to_owned()),
        form: Form::PT,
        unit: Some("万元".to_owned()),
        columns: columns(&[
            (12.0, Text),
            (9.0, Money("total")),
            (10.0, Text),
            (11.0, Text),
            (13.0, Text),
            (20.0, Text),
            (12.0, Text),
        ]),
        header_rows: 1,
        ..Table::default()
    };
    t.rows.push(header(&["项目名称", "项目总额", "绩效目标", "一级指标", "二级指标", "三级指标", "年度指标值"]));
    for p in PROJECTS.iter().cycle().take(2 * PROJECTS.len()).enumerate().map(|(i, p)| (i / PROJECTS.len(), p)) {
        let (round, p) = p;
        let name = if round == 0 { p.name.to_owned() } else { format!("{}（续建）", p.name) };
        let rows = p.indicators.len();
        for (i, (level1, level2, indicator, value)) in p.indicators.iter().enumerate() {
            let mut row = Vec::new();
            if i == 0 {
                row.push(Cell::new(name.as_str()).span(rows, 1));
                row.push(print.cell(p.money).span(rows, 1));
                row.push(Cell::new(p.goal).span(rows, 1));
            }
            row.extend([*level1, *level2, *indicator, *value].map(Cell::new));
            t.rows.push(row);
            d.indicators.push(Indicator {
                project: Some(name.clone()),
                level1: Some((*level1).to_owned()),
                level2: Some((*level2).to_owned()),
                name: (*indicator).to_owned(),
                target: Some((*value).to_owned()),
                actual: None,
            });
        }
    }
    d.table(t);
    d.issuer = None;
    d
}

/// Targets as one form per project, mid-term at the left, the year at the right.
#[must_use]
pub fn form_grid() -> Document {
    let mut d = document(DocType::ProjectPerformanceTargets, Some(2023), agencies::ARCHIVE);
    d.title = Some(format!("{}2023年项目支出绩效目标表", agencies::ARCHIVE));
    d.scope = Some(DocumentScope::Unit);
    let forms = [
        (
            "馆藏档案数字化加工",
            42_000,
            "保障馆藏档案数字化工作有序开展",
            [
                ("产出指标", "数量指标", "数字化加工页数", "150万页"),
                ("产出指标", "质量指标", "图像合格率", "≥98%"),
                ("产出指标", "成本指标", "数字化加工成本", "≤420万元"),
                ("效益指标", "社会效益指标", "查档利用便利度", "明显提高"),
                ("满意度指标", "服务对象满意度指标", "查档群众满意度", "≥92%"),
            ],
        ),
        (
            "库房恒温恒湿运行维护",
            26_420,
            "保证库房温湿度符合档案保管要求",
            [
                ("产出指标", "数量指标", "维护空调机组", "6台"),
                ("产出指标", "时效指标", "故障响应时间", "2小时以内"),
                ("产出指标", "成本指标", "运行维护成本", "≤264.2万元"),
                ("效益指标", "可持续影响指标", "档案安全保管", "持续保障"),
                ("满意度指标", "服务对象满意度指标", "管理人员满意度", "≥95%"),
            ],
        ),
    ];
    for (i, (name, money, goal, indicators)) in forms.iter().enumerate() {
        if i > 0 {
            d.new_page();
        }
        d.heading(4, format!("{}.{name}项目", i + 1));
        d.table(grid(name, *money, goal, indicators));
        d.indicators.extend(indicators.iter().map(|(level1, level2, target_name, value)| Indicator {
            project: Some((*name).to_owned()),
            level1: Some((*level1).to_owned()),
            level2: Some((*level2).to_owned()),
            name: (*target_name).to_owned(),
            target: Some((*value).to_owned()),
            actual: None,
        }));
    }
    d
}

fn grid(name: &str, money: i64, goal: &str, indicators: &[(&str, &str, &str, &str); 5]) -> Table {
    let print = Print { marks: true, zero: Zero::Digits };
    let mut t = Table {
        title: Some("项目支出绩效目标表".to_owned()),
        form: Form::PG,
        year_line: Some("（2023年度）".to_owned()),
        unit: None,
        columns: columns(&[
            (8.0, Text),
            (9.0, Text),
            (11.0, Text),
            (16.0, Text),
            (12.0, Text),
            (11.0, Text),
            (16.0, Text),
            (12.0, Text),
        ]),
        header_rows: 0,
        ..Table::default()
    };
    let wide = |text: &str, cols: usize| Cell::new(text).span(1, cols);
    t.rows.push(vec![wide("项目名称", 2).centered(), wide(name, 6)]);
    t.rows.push(vec![wide("实施单位", 2).centered(), wide(agencies::ARCHIVE, 6)]);
    t.rows.push(vec![wide("项目属性", 2).centered(), wide("常年项目", 6)]);
    let funds = [("资金总额：", money), ("其中：财政拨款", money), ("其他资金", 0)];
    for (i, (label, value)) in funds.iter().enumerate() {
        let mut row = Vec::new();
        if i == 0 {
            row.push(Cell::new("项目资金（万元）").centered().span(3, 2));
        }
        let prefix = |p: &str| if i == 0 { format!("{p}{label}") } else { (*label).to_owned() };
        row.push(wide(&prefix("中期"), 2));
        row.push(print.cell(*value));
        row.push(wide(&prefix("年度"), 2));
        row.push(print.cell(*value));
        t.rows.push(row);
    }
    t.rows.push(vec![
        Cell::new("总体目标").centered().span(2, 1),
        wide("中期目标（2023年—2025年）", 4).centered(),
        wide("年度目标", 3).centered(),
    ]);
    t.rows.push(vec![wide(goal, 4), wide(goal, 3)]);
    let mut head = vec![Cell::new("绩效指标").centered().span(6, 1)];
    head.extend(header(&["一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"]));
    t.rows.push(head);
    for (i, (level1, level2, target_name, value)) in indicators.iter().enumerate() {
        let mut row = Vec::new();
        match i {
            0 => row.push(Cell::new(*level1).centered().span(3, 1)),
            1 | 2 => {}
            _ => row.push(Cell::new(*level1).centered()),
        }
        for _ in 0..2 {
            row.push(Cell::new(*level2).centered());
            row.push(Cell::new(*target_name));
            row.push(Cell::new(*value).centered());
        }
        t.rows.push(row);
    }
    t
}
