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
    StatedAmount {
        subjects: &[
            "\"三公\"经费",
            "\"三公\"经费财政拨款",
            "财政拨款\"三公\"经费",
            "财政拨款安排\"三公\"经费",
            "一般公共预算\"三公\"经费",
        ],
        forms: THREE_PUBLIC,
        measures: &["total"],
    },
    StatedAmount {
        subjects: &["因公出国(境)费", "因公出国(境)费用", "因公出国(境)经费", "因公出国(境)"],
        forms: THREE_PUBLIC,
        measures: &["abroad"],
    },
    StatedAmount {
        subjects: &["公务接待费", "公务接待费用"], forms: THREE_PUBLIC, measures: &["reception"]
    },
    StatedAmount {
        subjects: &[
            "公务用车购置及运行费",
            "公务用车购置及运行维护费",
            "公务用车购置和运行费",
            "公务用车购置和运行维护费",
        ],
        forms: THREE_PUBLIC,
        measures: &["vehicle_subtotal"],
    },
    StatedAmount {
        subjects: &["公务用车购置费", "公务用车购置"],
        forms: THREE_PUBLIC,
        measures: &["vehicle_purchase"],
    },
    StatedAmount {
        subjects: &["公务用车运行费", "公务用车运行维护费", "公务用车运行维护"],
        forms: THREE_PUBLIC,
        measures: &["vehicle_operation"],
    },
    StatedAmount {
        subjects: &["机关运行经费", "机关运行经费财政拨款", "一般公共预算机关运行经费"],
        forms: THREE_PUBLIC,
        measures: &["operating_cost"],
    },
    // 收入总计 of final accounts holds what was brought forward, 本年收入合计 does not; a budget has one total.
    StatedAmount { subjects: &["本年收入合计", "收入合计"], forms: INCOME, measures: &["total"] },
    StatedAmount { subjects: &["本年支出合计", "支出合计"], forms: EXPENDITURE, measures: &["total"] },
    StatedAmount {
        subjects: &["总收入", "收入总计", "收入预算", "收入年初预算", "收入总预算"],
        forms: &[BU02],
        measures: &["total"],
    },
    StatedAmount {
        subjects: &["总支出", "支出总计", "支出预算", "支出年初预算", "支出总预算"],
        forms: &[BU03],
        measures: &["total"],
    },
    StatedAmount { subjects: &["本年收入"], forms: &[FA02], measures: &["total"] },
    StatedAmount { subjects: &["其他收入"], forms: &[FA02], measures: &["other"] },
    StatedAmount { subjects: &["经营收入"], forms: &[FA02], measures: &["operating"] },
    StatedAmount { subjects: &["基本支出"], forms: EXPENDITURE, measures: &["basic"] },
    StatedAmount { subjects: &["项目支出"], forms: EXPENDITURE, measures: &["project"] },
    StatedAmount {
        subjects: &[
            "一般公共预算财政拨款支出",
            "一般公共预算拨款支出",
            "一般公共预算当年拨款支出",
            "当年一般公共预算拨款支出",
        ],
        forms: GENERAL_PUBLIC,
        measures: &["total"],
    },
    StatedAmount {
        subjects: &["一般公共预算财政拨款基本支出", "一般公共预算拨款基本支出", "一般公共预算基本支出"],
        forms: GENERAL_PUBLIC,
        measures: &["basic"],
    },
    StatedAmount { subjects: &["财政拨款收入"], forms: INCOME, measures: &["fiscal_appropriation"] },
    StatedAmount { subjects: &["事业收入"], forms: INCOME, measures: &["institutional"] },
    StatedAmount { subjects: &["上级补助收入"], forms: INCOME, measures: &["superior_subsidy"] },
    StatedAmount { subjects: &["附属单位上缴收入"], forms: INCOME, measures: &["affiliate_remittance"] },
    StatedAmount {
        subjects: &["政府采购", "政府采购预算", "政府采购预算总额"],
        forms: PROCUREMENT,
        measures: &["total", "amount"],
    },
];
