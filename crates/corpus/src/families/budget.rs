//! 预算公开 (budgets as published).

use super::accounts::Source;
use super::final_tables::Style;
use super::{agencies, budget_tables as forms};
use crate::figures::{Print, Zero, percent, plain};
use crate::model::Document;
use gongkai_model::disclosure::{DocType, DocumentScope};
use gongkai_model::record::Phase;

/// Budget of a whole department, in 万元.
#[must_use]
pub fn department() -> Document {
    let mut books = agencies::parks();
    books.carried_in = 0;
    books.carried_out = 0;
    let style = Style {
        unit: "万元",
        print: Print { marks: false, zero: Zero::Digits },
        staircase: false,
        spaced: false,
        owner: Some(format!("编制部门：{}", agencies::PARKS)),
        numbered: true,
    };
    let mut d = Document {
        title: Some(format!("{}2025年部门预算", agencies::PARKS)),
        doc_type: DocType::DepartmentBudget,
        fiscal_year: Some(2025),
        issuer: Some(agencies::PARKS.to_owned()),
        scope: Some(DocumentScope::Department),
        phase: Some(Phase::Budget),
        ..Document::default()
    };
    d.heading(1, "第一部分 部门概况");
    d.paragraph(
        "云岭市园林绿化局是市政府工作部门，内设办公室、规划建设科、养护管理科、环境卫生科4个科室，下属云岭市公园管理中心、\
         云岭市环境卫生事务中心2个公益一类事业单位。",
    );
    d.heading(1, "第二部分 2025年部门预算编制说明");
    let spent = books.spent(|_| true);
    d.paragraph(format!(
        "2025年收入预算{}万元，其中一般公共预算拨款收入{}万元。2025年支出预算{}万元，其中基本支出{}万元，占{}%；项目支出{}万元，\
         占{}%。",
        plain(books.income(), false),
        plain(books.general_income(), false),
        plain(spent.total(), false),
        plain(spent.basic, false),
        percent(spent.basic, spent.total()),
        plain(spent.project, false),
        percent(spent.project, spent.total()),
    ));
    d.paragraph(
        "2025年本部门没有安排因公出国（境）费和公务用车购置费预算，公务接待费预算与上年持平，原因是继续从严控制一般性支出。",
    );
    d.new_page();
    d.heading(1, "第三部分 2025年部门预算表");
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
        forms::procurement(
            &style,
            &[
                ("道路绿地养护", 0, 0, 865_000),
                ("环卫车辆更新", 412_600, 0, 0),
                ("滨河公园驳岸修缮", 0, 530_800, 26_540),
            ],
        ),
    ] {
        d.new_page();
        d.table(table);
    }
    d
}

/// Budget of one unit, in 元, with two empty tables.
#[must_use]
pub fn unit() -> Document {
    let books = agencies::farming();
    let style = Style {
        unit: "元",
        print: Print { marks: true, zero: Zero::Blank },
        staircase: false,
        spaced: false,
        owner: None,
        numbered: false,
    };
    let mut d = Document {
        title: Some(format!("{}2024年单位预算", agencies::FARMING)),
        doc_type: DocType::UnitBudget,
        fiscal_year: Some(2024),
        issuer: Some(agencies::FARMING.to_owned()),
        scope: Some(DocumentScope::Unit),
        phase: Some(Phase::Budget),
        ..Document::default()
    };
    d.heading(2, "一、主要职能");
    d.paragraph(
        "霁川市农业技术推广中心承担全市种植业新品种、新技术的试验示范与推广，开展农作物病虫害监测预报和统防统治，\
         为农业经营主体提供测土配方施肥等公益性服务。",
    );
    d.heading(2, "二、收支预算情况");
    d.paragraph(format!(
        "2024年收支预算总额{}元，其中一般公共预算拨款{}元、事业收入{}元。",
        plain(books.income(), true),
        plain(books.general_income(), true),
        plain(books.spent_from(Source::Own).total(), true),
    ));
    for table in [
        forms::totals(&books, &style),
        forms::expenditure(&books, &style),
        forms::basic_by_economic_class(&books, &style),
        forms::three_public(&books, &style),
        forms::government_fund(&books, &style),
        forms::state_capital(&style),
    ] {
        d.new_page();
        d.table(table);
    }
    d
}
