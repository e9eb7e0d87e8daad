//! Identities of budgets (预算), within a form and between forms.

use super::places::{
    AMOUNT, GENERAL_OR_TOTAL, GENERAL_PUBLIC, GOVERNMENT_FUND, Row, STATE_CAPITAL, SamePlaces, TOTAL, at_most, mostly,
    place, same,
};
use crate::equation::Check;
use Row::*;
use gongkai_model::record::Side::{Both, Expenditure, Income};
use gongkai_model::table::Form::*;

/// Identities of the forms.
pub(super) static IDENTITIES: &[SamePlaces] = &[
    same(
        Check {
            key: "income_total=bu02.total",
            zh: "收支总表的收入合计等于收入总表的合计",
            en: "income in the summary equals the total of the income table",
        },
        &[place(BU01, Income, Total, AMOUNT)],
        &[place(BU02, Income, Total, &["total"])],
    ),
    same(
        Check {
            key: "expenditure_total=bu03.total",
            zh: "收支总表的支出合计等于支出总表的合计",
            en: "expenditure in the summary equals the total of the expenditure table",
        },
        &[place(BU01, Expenditure, Total, AMOUNT)],
        &[place(BU03, Expenditure, Total, &["total"])],
    ),
    same(
        Check {
            key: "class=bu03.class",
            zh: "收支总表的各类支出等于支出总表的同类支出",
            en: "each class in the summary equals the class in the expenditure table",
        },
        &[place(BU01, Expenditure, EachClass, AMOUNT)],
        &[place(BU03, Expenditure, EachClass, &["total"])],
    ),
    same(
        Check {
            key: "general_public=bu05.total",
            zh: "财政拨款收支总表的一般公共预算支出等于一般公共预算支出表的合计",
            en: "general public budget expenditure is the same in both tables",
        },
        &[place(BU04, Expenditure, Total, &["general_public"])],
        &[place(BU05, Expenditure, Total, &["total"])],
    ),
    same(
        Check {
            key: "general_public_class=bu05.class",
            zh: "财政拨款收支总表的各类一般公共预算支出等于一般公共预算支出表的同类支出",
            en: "each class of general public budget expenditure is the same in both tables",
        },
        &[place(BU04, Expenditure, EachClass, &["general_public"])],
        &[place(BU05, Expenditure, EachClass, &["total"])],
    ),
    same(
        Check {
            key: "government_fund=bu08.total",
            zh: "财政拨款收支总表的政府性基金支出等于政府性基金预算支出表的合计",
            en: "government fund expenditure is the same in both tables",
        },
        &[place(BU04, Expenditure, Total, &["government_fund"])],
        &[place(BU08, Expenditure, Total, &["total", "expenditure_subtotal"])],
    ),
    same(
        Check {
            key: "state_capital=bu09.total",
            zh: "财政拨款收支总表的国有资本经营预算支出等于国有资本经营预算支出表的合计",
            en: "state capital budget expenditure is the same in both tables",
        },
        &[place(BU04, Expenditure, Total, &["state_capital"])],
        &[place(BU09, Expenditure, Total, &["total"])],
    ),
    same(
        Check {
            key: "basic=bu06.total",
            zh: "一般公共预算基本支出等于基本支出预算表的合计",
            en: "basic expenditure equals the total by economic class",
        },
        &[place(BU05, Expenditure, Total, &["basic"])],
        &[place(BU06, Expenditure, TotalOfLanes, GENERAL_OR_TOTAL)],
    ),
    same(
        Check {
            key: "personnel+public=bu06.total",
            zh: "一般公共预算支出表的人员经费与公用经费之和等于基本支出预算表的合计",
            en: "personnel and public costs of the general public budget equal the total by economic class",
        },
        &[place(BU05, Expenditure, Total, &["personnel"]), place(BU05, Expenditure, Total, &["public"])],
        &[place(BU06, Expenditure, TotalOfLanes, GENERAL_OR_TOTAL)],
    ),
    mostly(
        Check {
            key: "30108=2080505",
            zh: "经济科目30108机关事业单位基本养老保险缴费通常等于功能科目2080505",
            en: "basic pension contributions by economic item 30108 are mostly those of functional item 2080505",
        },
        &[place(BU06, Expenditure, Code("30108"), TOTAL)],
        &[place(BU05, Expenditure, Code("2080505"), &["total", "basic"])],
    ),
    mostly(
        Check {
            key: "30109=2080506",
            zh: "经济科目30109职业年金缴费通常等于功能科目2080506",
            en: "occupational pension contributions by economic item 30109 are mostly those of functional item 2080506",
        },
        &[place(BU06, Expenditure, Code("30109"), TOTAL)],
        &[place(BU05, Expenditure, Code("2080506"), &["total", "basic"])],
    ),
    mostly(
        Check {
            key: "30113=2210201",
            zh: "经济科目30113住房公积金通常等于功能科目2210201",
            en: "housing fund contributions by economic item 30113 are mostly those of functional item 2210201",
        },
        &[place(BU06, Expenditure, Code("30113"), TOTAL)],
        &[place(BU05, Expenditure, Code("2210201"), &["total", "basic"])],
    ),
    mostly(
        Check {
            key: "30304=20808",
            zh: "经济科目30304抚恤金通常等于功能科目20808",
            en: "death and disability benefits by economic item 30304 are mostly those of functional item 20808",
        },
        &[place(BU06, Expenditure, Code("30304"), TOTAL)],
        &[place(BU05, Expenditure, Code("20808"), &["total", "basic"])],
    ),
    at_most(
        Check {
            key: "economic_item<=three_public",
            zh: "基本支出中的该经济科目不大于“三公”经费对应项目",
            en: "this economic item of basic expenditure is no more than the item of the three public expenses it is part of",
        },
        &[place(BU06, Expenditure, Code("30212"), TOTAL)],
        &[place(BU07, Both, Whole, &["abroad"])],
    ),
    at_most(
        Check {
            key: "economic_item<=three_public",
            zh: "基本支出中的该经济科目不大于“三公”经费对应项目",
            en: "this economic item of basic expenditure is no more than the item of the three public expenses it is part of",
        },
        &[place(BU06, Expenditure, Code("31013"), TOTAL)],
        &[place(BU07, Both, Whole, &["vehicle_purchase"])],
    ),
    at_most(
        Check {
            key: "economic_item<=three_public",
            zh: "基本支出中的该经济科目不大于“三公”经费对应项目",
            en: "this economic item of basic expenditure is no more than the item of the three public expenses it is part of",
        },
        &[place(BU06, Expenditure, Code("30231"), TOTAL)],
        &[place(BU07, Both, Whole, &["vehicle_operation"])],
    ),
    at_most(
        Check {
            key: "economic_item<=three_public",
            zh: "基本支出中的该经济科目不大于“三公”经费对应项目",
            en: "this economic item of basic expenditure is no more than the item of the three public expenses it is part of",
        },
        &[place(BU06, Expenditure, Code("30217"), TOTAL)],
        &[place(BU07, Both, Whole, &["reception"])],
    ),
    same(
        Check {
            key: "institutional=bu02.institutional",
            zh: "收支总表的事业收入等于收入总表的事业收入",
            en: "institutional income is the same in both tables",
        },
        &[place(BU01, Income, Label(&["事业收入"]), AMOUNT)],
        &[place(BU02, Income, Total, &["institutional"])],
    ),
    same(
        Check {
            key: "superior_subsidy=bu02.superior_subsidy",
            zh: "收支总表的上级补助收入等于收入总表的上级补助收入",
            en: "subsidies from superiors is the same in both tables",
        },
        &[place(BU01, Income, Label(&["上级补助收入"]), AMOUNT)],
        &[place(BU02, Income, Total, &["superior_subsidy"])],
    ),
    same(
        Check {
            key: "affiliate_remittance=bu02.affiliate_remittance",
            zh: "收支总表的附属单位上缴收入等于收入总表的附属单位上缴收入",
            en: "money handed up by affiliates is the same in both tables",
        },
        &[place(BU01, Income, Label(&["附属单位上缴收入"]), AMOUNT)],
        &[place(BU02, Income, Total, &["affiliate_remittance"])],
    ),
    same(
        Check {
            key: "other=bu02.other",
            zh: "收支总表的其他收入等于收入总表的其他收入",
            en: "other income is the same in both tables",
        },
        &[place(BU01, Income, Label(&["其他收入"]), AMOUNT)],
        &[place(BU02, Income, Total, &["other"])],
    ),
    same(
        Check {
            key: "general_public=bu02.general_public",
            zh: "收支总表的一般公共预算拨款收入等于收入总表的一般公共预算拨款收入",
            en: "appropriation of the general public budget is the same in both tables",
        },
        &[place(BU01, Income, Label(GENERAL_PUBLIC), AMOUNT)],
        &[place(BU02, Income, Total, &["general_public"])],
    ),
    same(
        Check {
            key: "government_fund=bu02.government_fund",
            zh: "收支总表的政府性基金预算拨款收入等于收入总表的政府性基金预算拨款收入",
            en: "appropriation of the government fund budget is the same in both tables",
        },
        &[place(BU01, Income, Label(GOVERNMENT_FUND), AMOUNT)],
        &[place(BU02, Income, Total, &["government_fund"])],
    ),
    same(
        Check {
            key: "state_capital=bu02.state_capital",
            zh: "收支总表的国有资本经营预算拨款收入等于收入总表的国有资本经营预算拨款收入",
            en: "appropriation of the state capital budget is the same in both tables",
        },
        &[place(BU01, Income, Label(STATE_CAPITAL), AMOUNT)],
        &[place(BU02, Income, Total, &["state_capital"])],
    ),
    same(
        Check {
            key: "special_account=bu02.special_account",
            zh: "收支总表的财政专户管理资金收入等于收入总表的财政专户管理资金收入",
            en: "money of the special account is the same in both tables",
        },
        &[place(BU01, Income, Label(&["财政专户"]), AMOUNT)],
        &[place(BU02, Income, Total, &["special_account"])],
    ),
    same(
        Check {
            key: "fiscal_appropriation=bu02.fiscal_appropriation",
            zh: "收支总表的财政拨款收入等于收入总表的财政拨款收入",
            en: "fiscal appropriation is the same in both tables",
        },
        &[place(BU01, Income, Label(&["财政拨款"]), AMOUNT)],
        &[place(BU02, Income, Total, &["fiscal_appropriation"])],
    ),
    mostly(
        Check {
            key: "general_public=bu04.general_public",
            zh: "两张总表的一般公共预算拨款收入通常一致",
            en: "appropriation of the general public budget is mostly the same in both summaries",
        },
        &[place(BU01, Income, Label(GENERAL_PUBLIC), AMOUNT)],
        &[place(BU04, Income, Label(GENERAL_PUBLIC), AMOUNT)],
    ),
    mostly(
        Check {
            key: "government_fund=bu04.government_fund",
            zh: "两张总表的政府性基金预算拨款收入通常一致",
            en: "appropriation of the government fund budget is mostly the same in both summaries",
        },
        &[place(BU01, Income, Label(GOVERNMENT_FUND), AMOUNT)],
        &[place(BU04, Income, Label(GOVERNMENT_FUND), AMOUNT)],
    ),
    mostly(
        Check {
            key: "state_capital=bu04.state_capital",
            zh: "两张总表的国有资本经营预算拨款收入通常一致",
            en: "appropriation of the state capital budget is mostly the same in both summaries",
        },
        &[place(BU01, Income, Label(STATE_CAPITAL), AMOUNT)],
        &[place(BU04, Income, Label(STATE_CAPITAL), AMOUNT)],
    ),
    same(
        Check {
            key: "expenditure=bu05+bu08+bu09",
            zh: "财政拨款收支总表的支出等于一般公共预算、政府性基金、国有资本经营预算支出之和",
            en: "expenditure of fiscal appropriation equals that of the three budgets",
        },
        &[place(BU04, Expenditure, Total, TOTAL)],
        &[
            place(BU05, Expenditure, Total, TOTAL),
            place(BU08, Expenditure, Total, TOTAL).if_printed(),
            place(BU09, Expenditure, Total, TOTAL).if_printed(),
        ],
    ),
    at_most(
        Check {
            key: "code<=bu03.code",
            zh: "一般公共预算支出的各科目不大于支出总表的同一科目",
            en: "each item of general public budget expenditure is no more than the item of all expenditure",
        },
        &[place(BU05, Expenditure, EachCode, &["total"])],
        &[place(BU03, Expenditure, EachCode, &["total"])],
    ),
    at_most(
        Check {
            key: "basic<=bu03.basic",
            zh: "一般公共预算的基本支出不大于支出总表的基本支出",
            en: "basic expenditure of the general public budget is no more than all basic expenditure",
        },
        &[place(BU05, Expenditure, Total, &["basic"])],
        &[place(BU03, Expenditure, Total, &["basic"])],
    ),
    at_most(
        Check {
            key: "project<=bu03.project",
            zh: "一般公共预算的项目支出不大于支出总表的项目支出",
            en: "project expenditure of the general public budget is no more than all project expenditure",
        },
        &[place(BU05, Expenditure, Total, &["project"])],
        &[place(BU03, Expenditure, Total, &["project"])],
    ),
    mostly(
        Check {
            key: "basic=bu05.basic",
            zh: "支出总表的基本支出通常等于一般公共预算的基本支出",
            en: "basic expenditure is mostly that of the general public budget alone",
        },
        &[place(BU03, Expenditure, Total, &["basic"])],
        &[place(BU05, Expenditure, Total, &["basic"])],
    ),
    mostly(
        Check {
            key: "total=bu03.project",
            zh: "项目支出表的合计通常等于支出总表的项目支出",
            en: "the total of the projects is mostly the project expenditure of the expenditure table",
        },
        &[place(BU10, Expenditure, Total, TOTAL)],
        &[place(BU03, Expenditure, Total, &["project"])],
    ),
    mostly(
        Check {
            key: "total=bu05.special_business",
            zh: "项目支出表的合计通常等于一般公共预算的专项业务经费支出",
            en: "the total of the projects is mostly what the general public budget spends on special business",
        },
        &[place(BU10, Expenditure, Total, TOTAL)],
        &[place(BU05, Expenditure, Total, &["special_business"])],
    ),
];
