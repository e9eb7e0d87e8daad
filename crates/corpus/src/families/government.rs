//! Documents of a whole government: budgets, final accounts, the report on the budget's execution, and its debt.

use crate::figures::{Print, Zero, percent, plain};
use crate::model::{Align, Block, Cell, ColumnKind, Document, Table, columns, header};
use gongkai_model::disclosure::{DocType, DocumentScope};
use gongkai_model::layout::SectionKind;
use gongkai_model::record::Phase;
use gongkai_model::table::Form;

use ColumnKind::{Figure, Money, Text};

/// A fictional city.
pub const CITY: &str = "云岭市";
/// A fictional county.
pub const COUNTY: &str = "青禾县";

/// A row: label, planned, and what became of it.
type Row = (&'static str, i64, i64);

const TAXES: &[Row] = &[
    ("增值税", 18_450_000, 19_012_300),
    ("企业所得税", 7_260_000, 7_088_450),
    ("个人所得税", 2_135_000, 2_204_870),
    ("城市维护建设税", 2_940_000, 2_951_260),
    ("房产税", 1_875_000, 1_902_400),
    ("契税", 4_320_000, 3_986_150),
];
const NON_TAXES: &[Row] = &[
    ("专项收入", 2_480_000, 2_533_700),
    ("行政事业性收费收入", 1_320_000, 1_296_540),
    ("罚没收入", 985_000, 1_047_380),
    ("国有资源（资产）有偿使用收入", 3_650_000, 4_120_950),
];
const SPENDING: &[Row] = &[
    ("一、一般公共服务支出", 6_850_000, 6_724_180),
    ("二、公共安全支出", 4_120_000, 4_098_360),
    ("三、教育支出", 15_600_000, 15_482_970),
    ("四、科学技术支出", 1_240_000, 1_318_520),
    ("五、社会保障和就业支出", 9_870_000, 10_026_440),
    ("六、卫生健康支出", 6_430_000, 6_391_250),
    ("七、城乡社区支出", 5_260_000, 4_973_610),
    ("八、农林水支出", 7_180_000, 7_205_890),
];

fn sum(rows: &[Row]) -> (i64, i64) {
    rows.iter().fold((0, 0), |s, r| (s.0 + r.1, s.1 + r.2))
}

/// A table of 项目, 预算数, 执行数 or 决算数 and the rate between them.
fn plan_and_fact(title: &str, unit: &str, heads: [&str; 4], groups: &[(&str, &[Row])], total: &str) -> Table {
    let print = Print { marks: true, zero: Zero::Dash };
    let mut t = Table {
        title: Some(title.to_owned()),
        form: Form::Other,
        unit: Some(unit.to_owned()),
        columns: columns(&[(40.0, Text), (18.0, Money("budget")), (18.0, Money("final")), (18.0, Figure)]),
        header_rows: 1,
        ..Table::default()
    };
    t.rows.push(header(&heads));
    let line = |label: Cell, plan: i64, fact: i64| {
        vec![label, print.cell(plan), print.cell(fact), Cell::new(percent(fact, plan)).right()]
    };
    let mut all = (0, 0);
    for (name, rows) in groups {
        let s = sum(rows);
        all = (all.0 + s.0, all.1 + s.1);
        if !name.is_empty() {
            t.rows.push(line(Cell::new(*name), s.0, s.1));
        }
        for (label, plan, fact) in *rows {
            t.rows.push(line(Cell::new(*label).indented(u8::from(!name.is_empty())), *plan, *fact));
        }
    }
    t.rows.push(line(Cell::new(total).centered(), all.0, all.1));
    t
}

/// Final accounts of a city's government.
#[must_use]
pub fn final_accounts() -> Document {
    let mut d =
        Document::of_government("云岭市2023年政府决算公开", DocType::GovernmentFinalAccounts, 2023, Phase::Final);
    d.table(plan_and_fact(
        "2023年云岭市一般公共预算收入决算表",
        "万元",
        ["项目", "预算数", "决算数", "决算数为预算数的%"],
        &[("一、税收收入", TAXES), ("二、非税收入", NON_TAXES)],
        "收入合计",
    ));
    d.new_page();
    d.table(plan_and_fact(
        "2023年云岭市一般公共预算支出决算表",
        "万元",
        ["项目", "预算数", "决算数", "决算数为预算数的%"],
        &[("", SPENDING)],
        "支出合计",
    ));
    d
}

/// The same with its figures in the middle of their cells.
#[must_use]
pub fn final_accounts_centered() -> Document {
    let mut d = final_accounts();
    for block in &mut d.blocks {
        let Block::Table(table) = block else { continue };
        for cell in table.rows.iter_mut().flat_map(|row| row.iter_mut().skip(1)) {
            cell.align = Align::Center;
        }
    }
    d
}

/// Budget of a county's government: tables with the year before at the left.
#[must_use]
pub fn budget() -> Document {
    let mut d = Document::of_government("青禾县2025年政府预算", DocType::GovernmentBudget, 2025, Phase::Budget);
    d.heading(2, "一、编制原则");
    d.paragraph(
        "2025年预算编制坚持量入为出、收支平衡，优先保障基本民生、工资和运转支出，从严控制一般性支出，\
         所有项目先评估后入库、先入库后安排。",
    );
    d.table(plan_and_fact(
        "2025年青禾县一般公共预算收入表",
        "万元",
        ["项目", "上年执行数", "预算数", "预算数为上年执行数的%"],
        &[("一、税收收入", TAXES), ("二、非税收入", NON_TAXES)],
        "收入合计",
    ));
    d.new_page();
    d.table(plan_and_fact(
        "2025年青禾县一般公共预算支出表",
        "万元",
        ["项目", "上年执行数", "预算数", "预算数为上年执行数的%"],
        &[("", SPENDING)],
        "支出合计",
    ));
    d.heading(2, "二、转移支付说明");
    d.paragraph("2025年上级提前下达的转移支付已编入年初预算，其中一般性转移支付按要求全部下达到部门和乡镇。");
    for t in d.blocks.iter_mut().filter_map(|b| if let Block::Table(t) = b { Some(t) } else { None }) {
        t.columns[1].kind = Money("prior_final");
        t.columns[2].kind = Money("budget");
    }
    d
}

/// The report on one year's execution and the next year's draft.
#[must_use]
pub fn execution_report() -> Document {
    let mut d = Document {
        title: Some("关于云岭市2024年预算执行情况和2025年预算草案的报告".to_owned()),
        doc_type: DocType::BudgetExecutionReport,
        fiscal_year: Some(2024),
        budget_year: Some(2025),
        scope: Some(DocumentScope::Government),
        phase: Some(Phase::Execution),
        ..Document::default()
    };
    let (plan, fact) = (sum(TAXES).0 + sum(NON_TAXES).0, sum(TAXES).1 + sum(NON_TAXES).1);
    let (out_plan, out_fact) = sum(SPENDING);
    d.heading(2, "一、2024年预算执行情况");
    d.heading(3, "（一）一般公共预算执行情况");
    d.paragraph(format!(
        "全市一般公共预算收入完成{}万元，为预算的{}%。其中：税收收入完成{}万元，占一般公共预算收入的{}%。",
        plain(fact, true),
        percent(fact, plan),
        plain(sum(TAXES).1, true),
        percent(sum(TAXES).1, fact),
    ));
    d.paragraph(format!(
        "全市一般公共预算支出完成{}万元，为预算的{}%。支出进度与上年基本持平，民生领域支出占比继续保持在八成左右，\
         教育、社会保障和就业、卫生健康等重点支出得到较好保障。",
        plain(out_fact, true),
        percent(out_fact, out_plan),
    ));
    d.heading(3, "（二）落实人大决议情况");
    d.paragraph("一年来，我们主要做了以下工作：");
    d.prose(
        SectionKind::ListItem,
        0,
        "一是加强收入组织。健全税费协同共治机制，开展重点行业税源分析，全年清理盘活存量资产14处，增加财政收入的稳定性和可持续性。",
    );
    d.prose(
        SectionKind::ListItem,
        0,
        "二是兜牢基层底线。建立县乡工资专户，按月监测库款保障水平，对支付风险较高的3个乡镇提前调度资金，\
         确保基层平稳运行。",
    );
    d.new_page();
    d.heading(2, "二、2025年预算草案");
    d.heading(3, "（一）指导思想");
    d.paragraph(
        "坚持稳中求进，实施更加积极的财政政策，优化支出结构，强化重大战略任务财力保障，严肃财经纪律，防范化解地方政府债务风险。",
    );
    d.heading(3, "（二）收支安排");
    d.paragraph("2025年全市一般公共预算收入安排47.21亿元，比上年执行数增长2.33%。支出安排57.02亿元，增长1.42%。");
    d.new_page();
    d.table(plan_and_fact(
        "2024年云岭市一般公共预算收入执行情况表",
        "万元",
        ["项目", "预算数", "执行数", "执行数为预算数的%"],
        &[("一、税收收入", TAXES), ("二、非税收入", NON_TAXES)],
        "收入合计",
    ));
    for t in d.blocks.iter_mut().filter_map(|b| if let Block::Table(t) = b { Some(t) } else { None }) {
        t.form_number = Some("附表1".to_owned());
        t.columns[2].kind = Money("execution");
    }
    d
}

/// Disclosure of a county's debt, in 亿元.
#[must_use]
pub fn debt() -> Document {
    let print = Print { marks: false, zero: Zero::Digits };
    let mut d = Document {
        title: Some("青禾县2023年地方政府债务情况公开".to_owned()),
        doc_type: DocType::GovernmentDebtDisclosure,
        fiscal_year: Some(2023),
        scope: Some(DocumentScope::Government),
        ..Document::default()
    };
    d.heading(2, "一、债务限额和余额情况");
    d.paragraph(
        "2023年，上级核定我县政府债务限额63.50亿元，其中一般债务限额24.80亿元、专项债务限额38.70亿元。截至2023年末，\
         全县政府债务余额60.14亿元，控制在限额以内。",
    );
    let mut t = Table {
        title: Some("2023年青禾县地方政府债务限额及余额情况表".to_owned()),
        form: Form::Other,
        unit: Some("亿元".to_owned()),
        columns: columns(&[
            (20.0, Text),
            (12.0, Money("limit_total")),
            (12.0, Money("limit_general")),
            (12.0, Money("limit_special")),
            (12.0, Money("balance_total")),
            (12.0, Money("balance_general")),
            (12.0, Money("balance_special")),
        ]),
        header_rows: 2,
        ..Table::default()
    };
    t.rows.push(vec![
        Cell::new("地区").centered().span(2, 1),
        Cell::new("2023年债务限额").centered().span(1, 3),
        Cell::new("2023年债务余额（决算数）").centered().span(1, 3),
    ]);
    t.rows.push(header(&["小计", "一般债务", "专项债务", "小计", "一般债务", "专项债务"]));
    let mut row = vec![Cell::new(COUNTY)];
    row.extend([6350, 2480, 3870, 6014, 2396, 3618].map(|v| print.cell(v)));
    t.rows.push(row);
    t.notes.push("注：本表反映本地区、本级政府债务限额及余额决算数。".to_owned());
    d.table(t);
    d.heading(2, "二、还本付息情况");
    d.paragraph("2023年全县偿还政府债券本金4.26亿元，支付利息1.98亿元，资金来源为一般公共预算和政府性基金预算。");
    let mut t = Table {
        title: Some("2023年青禾县地方政府债券发行及还本付息情况表".to_owned()),
        form: Form::Other,
        unit: Some("亿元".to_owned()),
        columns: columns(&[(40.0, Text), (16.0, Money("amount"))]),
        header_rows: 1,
        ..Table::default()
    };
    t.rows.push(header(&["项目", "金额"]));
    for (label, indent, value) in [
        ("一、2023年发行额", 0, 745),
        ("其中：一般债券", 1, 233),
        ("专项债券", 1, 512),
        ("二、2023年还本额", 0, 426),
        ("其中：一般债券", 1, 185),
        ("专项债券", 1, 241),
        ("三、2023年付息额", 0, 198),
    ] {
        t.rows.push(vec![Cell::new(label).indented(indent), print.cell(value)]);
    }
    d.table(t);
    d
}
