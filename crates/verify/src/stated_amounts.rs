//! Amounts that the prose of a disclosure states and one of its forms prints, as data: what the prose calls them, the
//! forms, and the measure in the total row.

use gongkai_model::table::Form::{self, *};

/// An amount that prose states and a form prints.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StatedAmount {
    /// Comparison keys of the subject, without the year and without 预算, 决算, 支出 at its end.
    pub(crate) subjects: &'static [&'static str],
    pub(crate) forms: &'static [Form],
    /// The measure of the figure: the first of these that the form prints.
    pub(crate) measures: &'static [&'static str],
    /// Words that the heading above the prose holds, all of them, where the subject alone does not say of what it is.
    pub(crate) below: &'static [&'static str],
    /// What the total row begins with where a form has a list, and a total, for this amount alone: 人员经费合计.
    pub(crate) list: Option<&'static str>,
}

/// An amount whose name says what it is.
const fn stated(
    subjects: &'static [&'static str],
    forms: &'static [Form],
    measures: &'static [&'static str],
) -> StatedAmount {
    StatedAmount { subjects, forms, measures, below: &[], list: None }
}

/// One of the two parts of basic expenditure of the general public budget. Other budgets have parts of the same names.
const fn part_of_basic(
    subjects: &'static [&'static str],
    measure: &'static [&'static str],
    list: &'static str,
) -> StatedAmount {
    StatedAmount {
        subjects,
        forms: &[FA06, BU06],
        measures: measure,
        below: &["一般公共预算", "基本支出"],
        list: Some(list),
    }
}

/// Forms of 三公经费 (official trips abroad, cars, receptions).
const THREE_PUBLIC: &[Form] = &[FA07, BU07];
/// 收入总表
const INCOME: &[Form] = &[FA02, BU02];
/// 支出总表
const EXPENDITURE: &[Form] = &[FA03, BU03];
/// 一般公共预算支出表
const GENERAL_PUBLIC: &[Form] = &[FA05, BU05];
/// 政府采购预算表
const PROCUREMENT: &[Form] = &[BU11];

/// Amounts that prose states and forms print.
pub(crate) static STATED_AMOUNTS: &[StatedAmount] = &[
    stated(
        &[
            "\"三公\"经费",
            "\"三公\"经费财政拨款",
            "财政拨款\"三公\"经费",
            "财政拨款安排\"三公\"经费",
            "一般公共预算\"三公\"经费",
        ],
        THREE_PUBLIC,
        &["total"],
    ),
    stated(&["因公出国(境)费", "因公出国(境)费用", "因公出国(境)经费", "因公出国(境)"], THREE_PUBLIC, &["abroad"]),
    stated(&["公务接待费", "公务接待费用"], THREE_PUBLIC, &["reception"]),
    stated(
        &["公务用车购置及运行费", "公务用车购置及运行维护费", "公务用车购置和运行费", "公务用车购置和运行维护费"],
        THREE_PUBLIC,
        &["vehicle_subtotal"],
    ),
    stated(&["公务用车购置费", "公务用车购置"], THREE_PUBLIC, &["vehicle_purchase"]),
    stated(&["公务用车运行费", "公务用车运行维护费", "公务用车运行维护"], THREE_PUBLIC, &["vehicle_operation"]),
    stated(&["机关运行经费", "机关运行经费财政拨款", "一般公共预算机关运行经费"], THREE_PUBLIC, &["operating_cost"]),
    // 收入总计 of final accounts holds what was brought forward, 本年收入合计 does not; a budget has one total.
    stated(&["本年收入合计", "收入合计"], INCOME, &["total"]),
    stated(&["本年支出合计", "支出合计"], EXPENDITURE, &["total"]),
    stated(&["总收入", "收入总计", "收入预算", "收入年初预算", "收入总预算"], &[BU02], &["total"]),
    stated(&["总支出", "支出总计", "支出预算", "支出年初预算", "支出总预算"], &[BU03], &["total"]),
    stated(&["本年收入"], &[FA02], &["total"]),
    stated(&["其他收入"], &[FA02], &["other"]),
    stated(&["经营收入"], &[FA02], &["operating"]),
    stated(&["基本支出"], EXPENDITURE, &["basic"]),
    stated(&["项目支出"], EXPENDITURE, &["project"]),
    stated(
        &["一般公共预算财政拨款支出", "一般公共预算拨款支出", "一般公共预算当年拨款支出", "当年一般公共预算拨款支出"],
        GENERAL_PUBLIC,
        &["total"],
    ),
    stated(
        &["一般公共预算财政拨款基本支出", "一般公共预算拨款基本支出", "一般公共预算基本支出"],
        GENERAL_PUBLIC,
        &["basic"],
    ),
    part_of_basic(&["人员经费"], &["personnel"], "人员经费"),
    part_of_basic(&["公用经费", "日常公用经费"], &["public"], "公用经费"),
    stated(&["财政拨款收入"], INCOME, &["fiscal_appropriation"]),
    stated(&["事业收入"], INCOME, &["institutional"]),
    stated(&["上级补助收入"], INCOME, &["superior_subsidy"]),
    stated(&["附属单位上缴收入"], INCOME, &["affiliate_remittance"]),
    stated(&["政府采购", "政府采购预算", "政府采购预算总额"], PROCUREMENT, &["total", "amount"]),
];
