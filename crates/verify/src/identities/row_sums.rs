//! Sums over the columns of one row.

use super::{Part, RowSum};
use crate::equation::Check;
use gongkai_model::table::Form::*;

/// The three budgets whose money is 财政拨款 (fiscal appropriation).
const BUDGETS: &[&str] = &["general_public", "government_fund", "state_capital"];

/// What 单位资金 (money of the unit's own) is made of.
const UNIT_FUNDS: &[&str] = &["institutional", "operating", "superior_subsidy", "affiliate_remittance", "other"];

/// Columns of income.
const INCOME: &[Part] = &[
    Part::Whole("fiscal_appropriation", BUDGETS),
    Part::Whole("special_account", &["education_fees", "other_special_account"]),
    Part::Whole("unit_funds", UNIT_FUNDS),
    Part::One("other_funds"),
    Part::Maybe("non_fiscal_balance_used"),
    Part::Maybe("unit_account_balance"),
    Part::Maybe("carried_in"),
];

/// Columns of expenditure.
const EXPENDITURE: &[Part] = &[
    Part::Whole("basic", &["personnel", "public"]),
    Part::Whole("project", &["special_business"]),
    Part::One("to_superior"),
    Part::Maybe("operating"),
    Part::One("to_affiliate"),
    Part::Maybe("reserve"),
    Part::Maybe("carried_out"),
    // Beside a total that holds it, basic and project are of new money alone.
    Part::Maybe("carried_in"),
];

/// Sums over the columns of a row.
pub(crate) static ROW_SUMS: &[RowSum] = &[
    RowSum {
        check: Check {
            key: "total=income_columns",
            zh: "合计等于各项收入之和",
            en: "total equals the sum of the income columns",
        },
        forms: &[FA02, BU02],
        total: "total",
        parts: INCOME,
        across_funds: true,
        complete: false,
    },
    RowSum {
        check: Check {
            key: "total=basic+project",
            zh: "合计等于基本支出、项目支出等各项支出之和",
            en: "total equals basic, project and other kinds of expenditure",
        },
        forms: &[FA03, FA05, FA09, BU03, BU05, BU08, BU09],
        total: "total",
        parts: EXPENDITURE,
        across_funds: false,
        complete: false,
    },
    RowSum {
        check: Check {
            key: "total=budgets",
            zh: "合计等于一般公共预算、政府性基金预算、国有资本经营预算三本预算之和",
            en: "total equals the general public, government fund and state capital budgets",
        },
        forms: &[FA04, BU04],
        total: "total",
        parts: &[
            Part::One("general_public"),
            Part::One("government_fund"),
            Part::One("state_capital"),
            Part::Maybe("special_account"),
        ],
        across_funds: true,
        complete: false,
    },
    RowSum {
        check: Check {
            key: "fiscal_appropriation=budgets",
            zh: "财政拨款小计等于三本预算之和",
            en: "fiscal appropriation equals the sum of the three budgets",
        },
        forms: &[FA02, BU02, BU10],
        total: "fiscal_appropriation",
        parts: &[Part::One("general_public"), Part::One("government_fund"), Part::One("state_capital")],
        across_funds: true,
        complete: true,
    },
    RowSum {
        check: Check {
            key: "basic=personnel+public",
            zh: "基本支出等于人员经费与公用经费之和",
            en: "basic expenditure equals personnel and public costs",
        },
        forms: &[FA03, FA05, BU03, BU05],
        total: "basic",
        parts: &[Part::One("personnel"), Part::One("public")],
        across_funds: false,
        complete: true,
    },
    RowSum {
        check: Check {
            key: "total=personnel+public",
            zh: "合计等于人员经费与公用经费之和",
            en: "total equals personnel and public costs",
        },
        forms: &[FA06, BU06],
        total: "total",
        parts: &[Part::One("personnel"), Part::One("public")],
        across_funds: false,
        complete: true,
    },
    RowSum {
        check: Check {
            key: "vehicle_subtotal=purchase+operation",
            zh: "公务用车购置及运行费小计等于购置费与运行费之和",
            en: "official cars equal buying plus running them",
        },
        forms: &[FA07, BU07],
        total: "vehicle_subtotal",
        parts: &[Part::One("vehicle_purchase"), Part::One("vehicle_operation")],
        across_funds: false,
        complete: true,
    },
    RowSum {
        check: Check {
            key: "total=abroad+vehicle+reception",
            zh: "“三公”经费合计等于因公出国（境）费、公务用车购置及运行费、公务接待费之和",
            en: "the three public expenses equal trips abroad, official cars and receptions",
        },
        forms: &[FA07, BU07],
        total: "total",
        parts: &[
            Part::One("abroad"),
            Part::Whole("vehicle_subtotal", &["vehicle_purchase", "vehicle_operation"]),
            Part::One("reception"),
            Part::Maybe("meeting"),
            Part::Maybe("training"),
            Part::Maybe("operating_cost"),
        ],
        across_funds: false,
        complete: false,
    },
    RowSum {
        check: Check {
            key: "expenditure=basic+project",
            zh: "本年支出小计等于基本支出与项目支出之和",
            en: "expenditure equals basic and project expenditure",
        },
        forms: &[FA08, BU08],
        total: "expenditure_subtotal",
        parts: &[Part::One("basic"), Part::One("project")],
        across_funds: false,
        complete: true,
    },
    RowSum {
        check: Check {
            key: "closing=opening+income-expenditure",
            zh: "年末结转和结余等于年初结转和结余加本年收入减本年支出",
            en: "closing balance equals opening balance plus income less expenditure",
        },
        forms: &[FA08],
        total: "closing_balance",
        parts: &[Part::One("opening_balance"), Part::One("income"), Part::Minus("expenditure_subtotal")],
        across_funds: false,
        complete: true,
    },
    RowSum {
        check: Check {
            key: "total=in_budget+special_account",
            zh: "合计等于纳入预算管理与纳入财政专户管理之和",
            en: "total equals what goes through the budget and through the special account",
        },
        forms: &[FA10],
        total: "total",
        parts: &[Part::One("in_budget"), Part::One("special_account")],
        across_funds: true,
        complete: true,
    },
    RowSum {
        check: Check {
            key: "total=fund_columns",
            zh: "合计等于各资金来源之和",
            en: "total equals the sum of the sources of money",
        },
        forms: &[BU10],
        total: "total",
        parts: INCOME,
        across_funds: true,
        complete: false,
    },
    RowSum {
        check: Check {
            key: "total=goods+works+services",
            zh: "合计等于货物、工程、服务采购之和",
            en: "total equals goods, works and services",
        },
        forms: &[BU11],
        total: "total",
        parts: &[Part::One("goods"), Part::One("works"), Part::One("services")],
        across_funds: false,
        complete: true,
    },
];
