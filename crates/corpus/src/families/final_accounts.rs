//! 决算公开 (final accounts as published): overview, tables, explanation, glossary.

use super::accounts::{Accounts, Source};
use super::final_tables::{self as forms, Style};
use super::{agencies, codes};
use crate::figures::{Print, Zero, percent, plain};
use crate::model::Document;
use gongkai_model::disclosure::{DocType, DocumentScope};
use gongkai_model::layout::SectionKind;
use gongkai_model::record::Phase;

/// Final accounts of a whole department with all nine forms, in 万元.
#[must_use]
pub fn department() -> Document {
    let books = agencies::parks();
    let style = Style {
        unit: "万元",
        print: Print { marks: true, zero: Zero::Digits },
        staircase: false,
        spaced: true,
        owner: Some(format!("部门：{}", agencies::PARKS)),
        numbered: true,
    };
    let mut d = Document {
        title: Some(format!("{}2023年度部门决算", agencies::PARKS)),
        doc_type: DocType::DepartmentFinalAccounts,
        fiscal_year: Some(2023),
        issuer: Some(agencies::PARKS.to_owned()),
        scope: Some(DocumentScope::Department),
        phase: Some(Phase::Final),
        ..Document::default()
    };
    overview(&mut d);
    d.new_page();
    d.heading(1, "第二部分 2023年度部门决算表");
    d.table(forms::totals(&books, &style));
    for table in [
        forms::income(&books, &style),
        forms::expenditure(&books, &style),
        forms::fiscal_totals(&books, &style),
        forms::general_expenditure(&books, &style),
        forms::basic_by_economic_class(&books, &style),
        forms::three_public(&books, &style),
        forms::government_fund(&books, &style),
        forms::state_capital(&style),
    ] {
        d.new_page();
        d.table(table);
    }
    d.new_page();
    explanation(&mut d, &books);
    glossary(&mut d);
    d
}

/// Final accounts of one unit in 元, tables only, codes as a staircase of three columns, an empty cell for nothing.
#[must_use]
pub fn unit_tables() -> Document {
    let books = agencies::farming();
    let style = Style {
        unit: "元",
        print: Print { marks: true, zero: Zero::Blank },
        staircase: true,
        spaced: false,
        owner: Some(format!("单位名称：{}", agencies::FARMING)),
        numbered: true,
    };
    let mut d = Document {
        title: Some(format!("{}2024年度单位决算", agencies::FARMING)),
        doc_type: DocType::UnitFinalAccounts,
        fiscal_year: Some(2024),
        issuer: Some(agencies::FARMING.to_owned()),
        scope: Some(DocumentScope::Unit),
        phase: Some(Phase::Final),
        ..Document::default()
    };
    let tables = [
        forms::income(&books, &style),
        forms::expenditure(&books, &style),
        forms::general_expenditure(&books, &style),
        forms::basic_by_economic_class(&books, &style),
        forms::three_public(&books, &style),
        forms::state_capital(&style),
    ];
    for (i, table) in tables.into_iter().enumerate() {
        if i > 0 {
            d.new_page();
        }
        d.table(table);
    }
    d
}

/// A page or two of one unit's final accounts: prose that wraps and two tables. It is what the producers of fonts and
/// encodings draw.
#[must_use]
pub fn short(owner_label: &str) -> Document {
    let books = agencies::archive();
    let style = Style {
        unit: "万元",
        print: Print { marks: true, zero: Zero::Digits },
        staircase: false,
        spaced: false,
        owner: Some(format!("{owner_label}：{}", agencies::ARCHIVE)),
        numbered: true,
    };
    let spent = books.spent(|_| true);
    let mut d = Document {
        title: Some(format!("{}2023年度单位决算", agencies::ARCHIVE)),
        doc_type: DocType::UnitFinalAccounts,
        fiscal_year: Some(2023),
        issuer: Some(agencies::ARCHIVE.to_owned()),
        scope: Some(DocumentScope::Unit),
        phase: Some(Phase::Final),
        ..Document::default()
    };
    d.heading(2, "一、单位基本情况");
    d.paragraph(
        "青禾县档案服务中心是县档案馆所属公益一类事业单位，主要承担馆藏档案的接收、整理、保管和数字化加工，\
         向社会公众提供查阅服务，并指导乡镇和县直单位的归档工作。截至年末，馆藏纸质档案21.6万卷，数字化率达到83.5%。",
    );
    d.heading(2, "二、支出决算情况说明");
    d.paragraph(format!(
        "2023年度支出合计{}万元，其中：基本支出{}万元，占{}%；项目支出{}万元，占{}%。项目支出主要用于库房恒温恒湿\
         改造、民生档案数字化加工和档案利用平台运行维护。",
        plain(spent.total(), true),
        plain(spent.basic, true),
        percent(spent.basic, spent.total()),
        plain(spent.project, true),
        percent(spent.project, spent.total()),
    ));
    d.table(forms::general_expenditure(&books, &style));
    d.table(forms::basic_by_economic_class(&books, &style));
    d
}

fn overview(d: &mut Document) {
    d.heading(1, "第一部分 部门概况");
    d.heading(2, "一、主要职责");
    d.paragraph(
        "云岭市园林绿化局负责全市园林绿化和城市环境卫生的行业管理，拟订绿地系统规划和年度建设计划并组织实施，指导公园、\
         广场和道路绿地的养护，监督生活垃圾的清扫、收集和运输，组织开展古树名木的调查与保护。",
    );
    d.heading(2, "二、部门决算单位构成");
    d.paragraph("纳入2023年度部门决算编报范围的单位共3个，包括局本级和下属2个单位，具体情况如下：");
    for item in ["1.云岭市园林绿化局（本级）", "2.云岭市公园管理中心", "3.云岭市环境卫生事务中心"]
    {
        d.prose(SectionKind::ListItem, 0, item);
    }
}

fn explanation(d: &mut Document, books: &Accounts) {
    let spent = books.spent(|_| true);
    let general = books.spent_from(Source::General);
    let money = |v: i64| plain(v, true);
    d.heading(1, "第三部分 2023年度部门决算情况说明");
    d.heading(2, "一、收入支出决算总体情况说明");
    d.paragraph(format!(
        "2023年度收入总计{}万元，支出总计{}万元。与上年相比，收入、支出总计各增加1,250.40万元，增长2.31%，主要原因是老城区\
         道路绿地提升工程集中支付工程款。",
        money(books.income() + books.carried_in),
        money(spent.total() + books.carried_out),
    ));
    d.heading(2, "二、支出决算情况说明");
    d.paragraph(format!(
        "2023年度支出合计{}万元，其中：基本支出{}万元，占{}%；项目支出{}万元，占{}%。",
        money(spent.total()),
        money(spent.basic),
        percent(spent.basic, spent.total()),
        money(spent.project),
        percent(spent.project, spent.total()),
    ));
    d.heading(2, "三、一般公共预算财政拨款支出决算情况说明");
    d.heading(3, "（一）总体情况");
    d.paragraph(format!(
        "2023年度一般公共预算财政拨款支出{}万元，占本年支出合计的{}%。",
        money(general.total()),
        percent(general.total(), spent.total()),
    ));
    d.heading(3, "（二）结构情况");
    let classes: Vec<String> = codes::CLASSES
        .iter()
        .map(|(code, name)| (name, books.spent(|i| i.fund == Source::General && i.code.starts_with(code)).total()))
        .filter(|(_, v)| *v > 0)
        .map(|(name, v)| format!("{name}{}万元，占{}%", money(v), percent(v, general.total())))
        .collect();
    d.paragraph(format!("按功能分类科目划分：{}。", classes.join("；")));
    d.heading(2, "四、“三公”经费支出决算情况说明");
    let (plan, fact) = (books.public_budget, books.public_final);
    d.paragraph(format!(
        "2023年度“三公”经费财政拨款支出决算为{}万元，完成全年预算{}万元的{}%。其中：公务用车运行维护费{}万元，公务接待费{}万元，\
         接待外地来访7批次、58人次。",
        money(fact.total()),
        money(plan.total()),
        percent(fact.total(), plan.total()),
        money(fact.operation),
        money(fact.reception),
    ));
}

fn glossary(d: &mut Document) {
    d.heading(1, "第四部分 名词解释");
    for entry in [
        "一、财政拨款收入：指单位从本级财政部门取得的财政预算资金。",
        "二、基本支出：指为保障机构正常运转、完成日常工作任务而发生的人员经费和公用经费。",
        "三、项目支出：指在基本支出之外为完成特定的工作任务和事业发展目标所发生的支出。",
    ] {
        d.prose(SectionKind::Glossary, 0, entry);
    }
}
