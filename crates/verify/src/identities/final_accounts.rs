//! Identities of final accounts (决算), within a form and between forms.

use super::places::{
    AMOUNT, GENERAL_PUBLIC, GOVERNMENT_FUND, Row, STATE_CAPITAL, SamePlaces, TOTAL, at_most, mostly, place, same, sum,
};
use crate::equation::Check;
use Row::*;
use gongkai_model::record::Side::{Both, Expenditure, Income};
use gongkai_model::table::Form::*;

/// Identities of the forms.
pub(super) static IDENTITIES: &[SamePlaces] = &[
    same(
        Check {
            key: "income_total=fa02.total",
            zh: "收入支出决算总表的本年收入合计等于收入决算表的合计",
            en: "income of the year in the summary equals the total of the income table",
        },
        &[place(FA01, Income, Total, AMOUNT)],
        &[place(FA02, Income, Total, &["total"])],
    ),
    same(
        Check {
            key: "expenditure_total=fa03.total",
            zh: "收入支出决算总表的本年支出合计等于支出决算表的合计",
            en: "expenditure of the year in the summary equals the total of the expenditure table",
        },
        &[place(FA01, Expenditure, Total, AMOUNT)],
        &[place(FA03, Expenditure, Total, &["total"])],
    ),
    same(
        Check {
            key: "class=fa03.class",
            zh: "收入支出决算总表的各类支出等于支出决算表的同类支出",
            en: "each class in the summary equals the class in the expenditure table",
        },
        &[place(FA01, Expenditure, EachClass, AMOUNT)],
        &[place(FA03, Expenditure, EachClass, &["total"])],
    ),
    same(
        Check {
            key: "institutional=fa02.institutional",
            zh: "收入支出决算总表的事业收入等于收入决算表的事业收入",
            en: "institutional income is the same in both tables",
        },
        &[place(FA01, Income, Label(&["事业收入"]), AMOUNT)],
        &[place(FA02, Income, Total, &["institutional"])],
    ),
    same(
        Check {
            key: "superior_subsidy=fa02.superior_subsidy",
            zh: "收入支出决算总表的上级补助收入等于收入决算表的上级补助收入",
            en: "subsidies from superiors are the same in both tables",
        },
        &[place(FA01, Income, Label(&["上级补助收入"]), AMOUNT)],
        &[place(FA02, Income, Total, &["superior_subsidy"])],
    ),
    same(
        Check {
            key: "other=fa02.other",
            zh: "收入支出决算总表的其他收入等于收入决算表的其他收入",
            en: "other income is the same in both tables",
        },
        &[place(FA01, Income, Label(&["其他收入"]), AMOUNT)],
        &[place(FA02, Income, Total, &["other"])],
    ),
    same(
        Check {
            key: "fiscal_appropriation=fa04.income_total",
            zh: "收入决算表的财政拨款收入等于财政拨款收入支出决算总表的本年收入合计",
            en: "fiscal appropriation equals the income of the fiscal appropriation table",
        },
        &[place(FA02, Income, Total, &["fiscal_appropriation"])],
        &[place(FA04, Income, Total, AMOUNT)],
    ),
    same(
        Check {
            key: "general_public=fa05.total",
            zh: "财政拨款收入支出决算总表的一般公共预算支出等于一般公共预算财政拨款支出决算表的合计",
            en: "general public budget expenditure is the same in both tables",
        },
        &[place(FA04, Expenditure, Total, &["general_public"])],
        &[place(FA05, Expenditure, Total, &["total"])],
    ),
    same(
        Check {
            key: "general_public_class=fa05.class",
            zh: "财政拨款收入支出决算总表的各类一般公共预算支出等于一般公共预算财政拨款支出决算表的同类支出",
            en: "each class of general public budget expenditure is the same in both tables",
        },
        &[place(FA04, Expenditure, EachClass, &["general_public"])],
        &[place(FA05, Expenditure, EachClass, &["total"])],
    ),
    same(
        Check {
            key: "government_fund=fa08.expenditure",
            zh: "财政拨款收入支出决算总表的政府性基金支出等于政府性基金决算表的本年支出",
            en: "government fund expenditure is the same in both tables",
        },
        &[place(FA04, Expenditure, Total, &["government_fund"])],
        &[place(FA08, Expenditure, Total, &["expenditure_subtotal", "total"])],
    ),
    same(
        Check {
            key: "government_fund_income=fa08.income",
            zh: "财政拨款收入支出决算总表的政府性基金收入等于政府性基金决算表的本年收入",
            en: "government fund income is the same in both tables",
        },
        &[place(FA04, Income, Label(GOVERNMENT_FUND), AMOUNT)],
        &[place(FA08, Income, Total, &["income"])],
    ),
    same(
        Check {
            key: "state_capital=fa09.total",
            zh: "财政拨款收入支出决算总表的国有资本经营预算支出等于国有资本经营预算决算表的合计",
            en: "state capital budget expenditure is the same in both tables",
        },
        &[place(FA04, Expenditure, Total, &["state_capital"])],
        &[place(FA09, Expenditure, Total, &["total"])],
    ),
    same(
        Check {
            key: "basic=fa06.total",
            zh: "一般公共预算基本支出等于基本支出决算表的人员经费与公用经费合计",
            en: "basic expenditure equals personnel and public costs by economic class",
        },
        &[place(FA05, Expenditure, Total, &["basic"])],
        &[place(FA06, Expenditure, TotalOfLanes, TOTAL)],
    ),
    same(
        Check {
            key: "operating=fa02.operating",
            zh: "收入支出决算总表的经营收入等于收入决算表的经营收入",
            en: "operating income is the same in both tables",
        },
        &[place(FA01, Income, Label(&["经营收入"]), AMOUNT)],
        &[place(FA02, Income, Total, &["operating"])],
    ),
    same(
        Check {
            key: "affiliate_remittance=fa02.affiliate_remittance",
            zh: "收入支出决算总表的附属单位上缴收入等于收入决算表的附属单位上缴收入",
            en: "money handed up by affiliates is the same in both tables",
        },
        &[place(FA01, Income, Label(&["附属单位上缴收入"]), AMOUNT)],
        &[place(FA02, Income, Total, &["affiliate_remittance"])],
    ),
    same(
        Check {
            key: "budgets=fa02.fiscal_appropriation",
            zh: "收入支出决算总表的三本预算财政拨款收入之和等于收入决算表的财政拨款收入",
            en: "the appropriations of the three budgets in the summary add up to the fiscal appropriation of the income table",
        },
        &[
            place(FA01, Income, Label(GENERAL_PUBLIC), AMOUNT),
            place(FA01, Income, Label(GOVERNMENT_FUND), AMOUNT).if_printed(),
            place(FA01, Income, Label(STATE_CAPITAL), AMOUNT).if_printed(),
        ],
        &[place(FA02, Income, Total, &["fiscal_appropriation"])],
    ),
    same(
        Check {
            key: "fiscal_appropriation=fa02.fiscal_appropriation",
            zh: "收入支出决算总表的财政拨款收入等于收入决算表的财政拨款收入",
            en: "fiscal appropriation is the same in both tables",
        },
        &[place(FA01, Income, Label(&["财政拨款收入"]), AMOUNT)],
        &[place(FA02, Income, Total, &["fiscal_appropriation"])],
    ),
    same(
        Check {
            key: "budgets=fa04.income_total",
            zh: "收入支出决算总表的三本预算财政拨款收入之和等于财政拨款收入支出决算总表的本年收入合计",
            en: "the appropriations of the three budgets in the summary add up to the income of the fiscal appropriation table",
        },
        &[
            place(FA01, Income, Label(GENERAL_PUBLIC), AMOUNT),
            place(FA01, Income, Label(GOVERNMENT_FUND), AMOUNT).if_printed(),
            place(FA01, Income, Label(STATE_CAPITAL), AMOUNT).if_printed(),
        ],
        &[place(FA04, Income, Total, AMOUNT)],
    ),
    same(
        Check {
            key: "general_public=fa04.general_public",
            zh: "两张总表的一般公共预算财政拨款收入一致",
            en: "appropriation of the general public budget is the same in both summaries",
        },
        &[place(FA01, Income, Label(GENERAL_PUBLIC), AMOUNT)],
        &[place(FA04, Income, Label(GENERAL_PUBLIC), AMOUNT)],
    ),
    same(
        Check {
            key: "government_fund=fa04.government_fund",
            zh: "两张总表的政府性基金预算财政拨款收入一致",
            en: "appropriation of the government fund budget is the same in both summaries",
        },
        &[place(FA01, Income, Label(GOVERNMENT_FUND), AMOUNT)],
        &[place(FA04, Income, Label(GOVERNMENT_FUND), AMOUNT)],
    ),
    same(
        Check {
            key: "state_capital=fa04.state_capital",
            zh: "两张总表的国有资本经营预算财政拨款收入一致",
            en: "appropriation of the state capital budget is the same in both summaries",
        },
        &[place(FA01, Income, Label(STATE_CAPITAL), AMOUNT)],
        &[place(FA04, Income, Label(STATE_CAPITAL), AMOUNT)],
    ),
    sum(
        Check {
            key: "opening=budgets",
            zh: "年初财政拨款结转和结余等于三本预算结转和结余之和",
            en: "money carried in equals that of the three budgets",
        },
        &[place(FA04, Income, Balance(&["年初"]), AMOUNT)],
        &[
            place(FA04, Income, Balance(GENERAL_PUBLIC), AMOUNT),
            place(FA04, Income, Balance(GOVERNMENT_FUND), AMOUNT),
            place(FA04, Income, Balance(STATE_CAPITAL), AMOUNT).if_printed(),
        ],
    ),
    sum(
        Check {
            key: "closing=opening+income-expenditure",
            zh: "年末财政拨款结转和结余等于年初结转和结余加本年收入减本年支出",
            en: "closing balance equals opening balance plus income less expenditure",
        },
        &[place(FA04, Expenditure, Balance(&["年末"]), TOTAL)],
        &[
            place(FA04, Income, Balance(&["年初"]), AMOUNT),
            place(FA04, Income, Total, AMOUNT),
            place(FA04, Expenditure, Total, TOTAL).minus(),
        ],
    ),
    sum(
        Check {
            key: "general_public_total=income+opening",
            zh: "一般公共预算支出总计等于该预算本年财政拨款收入加年初结转和结余",
            en: "the grand total of the general public budget equals its income and what it carried in",
        },
        &[place(FA04, Expenditure, GrandTotal, &["general_public"])],
        &[place(FA04, Income, Label(GENERAL_PUBLIC), AMOUNT), place(FA04, Income, Balance(GENERAL_PUBLIC), AMOUNT)],
    ),
    sum(
        Check {
            key: "government_fund_total=income+opening",
            zh: "政府性基金预算支出总计等于该预算本年财政拨款收入加年初结转和结余",
            en: "the grand total of the government fund budget equals its income and what it carried in",
        },
        &[place(FA04, Expenditure, GrandTotal, &["government_fund"])],
        &[place(FA04, Income, Label(GOVERNMENT_FUND), AMOUNT), place(FA04, Income, Balance(GOVERNMENT_FUND), AMOUNT)],
    ),
    sum(
        Check {
            key: "state_capital_total=income+opening",
            zh: "国有资本经营预算支出总计等于该预算本年财政拨款收入加年初结转和结余",
            en: "the grand total of the state capital budget equals its income and what it carried in",
        },
        &[place(FA04, Expenditure, GrandTotal, &["state_capital"])],
        &[place(FA04, Income, Label(STATE_CAPITAL), AMOUNT), place(FA04, Income, Balance(STATE_CAPITAL), AMOUNT)],
    ),
    at_most(
        Check {
            key: "code<=fa03.code",
            zh: "一般公共预算财政拨款支出的各科目不大于支出决算表的同一科目",
            en: "each item of general public budget expenditure is no more than the item of all expenditure",
        },
        &[place(FA05, Expenditure, EachCode, &["total"])],
        &[place(FA03, Expenditure, EachCode, &["total"])],
    ),
    at_most(
        Check {
            key: "basic<=fa03.basic",
            zh: "一般公共预算财政拨款的基本支出不大于支出决算表的基本支出",
            en: "basic expenditure of the general public budget is no more than all basic expenditure",
        },
        &[place(FA05, Expenditure, Total, &["basic"])],
        &[place(FA03, Expenditure, Total, &["basic"])],
    ),
    at_most(
        Check {
            key: "project<=fa03.project",
            zh: "一般公共预算财政拨款的项目支出不大于支出决算表的项目支出",
            en: "project expenditure of the general public budget is no more than all project expenditure",
        },
        &[place(FA05, Expenditure, Total, &["project"])],
        &[place(FA03, Expenditure, Total, &["project"])],
    ),
    at_most(
        Check {
            key: "expenditure<=fa03.total",
            zh: "政府性基金支出不大于支出决算表的合计",
            en: "expenditure of government funds is no more than all expenditure",
        },
        &[place(FA08, Expenditure, Total, &["expenditure_subtotal", "total"])],
        &[place(FA03, Expenditure, Total, &["total"])],
    ),
    mostly(
        Check {
            key: "basic=fa05.basic",
            zh: "支出决算表的基本支出通常等于一般公共预算财政拨款的基本支出",
            en: "basic expenditure is mostly that of the general public budget alone",
        },
        &[place(FA03, Expenditure, Total, &["basic"])],
        &[place(FA05, Expenditure, Total, &["basic"])],
    ),
    mostly(
        Check {
            key: "30108=2080505",
            zh: "经济科目30108机关事业单位基本养老保险缴费通常等于功能科目2080505",
            en: "basic pension contributions by economic item 30108 are mostly those of functional item 2080505",
        },
        &[place(FA06, Expenditure, Code("30108"), TOTAL)],
        &[place(FA05, Expenditure, Code("2080505"), &["total", "basic"])],
    ),
    mostly(
        Check {
            key: "30109=2080506",
            zh: "经济科目30109职业年金缴费通常等于功能科目2080506",
            en: "occupational pension contributions by economic item 30109 are mostly those of functional item 2080506",
        },
        &[place(FA06, Expenditure, Code("30109"), TOTAL)],
        &[place(FA05, Expenditure, Code("2080506"), &["total", "basic"])],
    ),
    mostly(
        Check {
            key: "30113=2210201",
            zh: "经济科目30113住房公积金通常等于功能科目2210201",
            en: "housing fund contributions by economic item 30113 are mostly those of functional item 2210201",
        },
        &[place(FA06, Expenditure, Code("30113"), TOTAL)],
        &[place(FA05, Expenditure, Code("2210201"), &["total", "basic"])],
    ),
    mostly(
        Check {
            key: "30304=20808",
            zh: "经济科目30304抚恤金通常等于功能科目20808",
            en: "death and disability benefits by economic item 30304 are mostly those of functional item 20808",
        },
        &[place(FA06, Expenditure, Code("30304"), TOTAL)],
        &[place(FA05, Expenditure, Code("20808"), &["total", "basic"])],
    ),
    at_most(
        Check {
            key: "economic_item<=three_public",
            zh: "基本支出中的该经济科目不大于“三公”经费对应项目",
            en: "this economic item of basic expenditure is no more than the item of the three public expenses it is part of",
        },
        &[place(FA06, Expenditure, Code("30212"), TOTAL)],
        &[place(FA07, Both, Whole, &["abroad"])],
    ),
    at_most(
        Check {
            key: "economic_item<=three_public",
            zh: "基本支出中的该经济科目不大于“三公”经费对应项目",
            en: "this economic item of basic expenditure is no more than the item of the three public expenses it is part of",
        },
        &[place(FA06, Expenditure, Code("31013"), TOTAL)],
        &[place(FA07, Both, Whole, &["vehicle_purchase"])],
    ),
    at_most(
        Check {
            key: "economic_item<=three_public",
            zh: "基本支出中的该经济科目不大于“三公”经费对应项目",
            en: "this economic item of basic expenditure is no more than the item of the three public expenses it is part of",
        },
        &[place(FA06, Expenditure, Code("30231"), TOTAL)],
        &[place(FA07, Both, Whole, &["vehicle_operation"])],
    ),
    at_most(
        Check {
            key: "economic_item<=three_public",
            zh: "基本支出中的该经济科目不大于“三公”经费对应项目",
            en: "this economic item of basic expenditure is no more than the item of the three public expenses it is part of",
        },
        &[place(FA06, Expenditure, Code("30217"), TOTAL)],
        &[place(FA07, Both, Whole, &["reception"])],
    ),
];
