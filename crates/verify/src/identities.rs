//! Which identities there are: tables of data.
//!
//! Sources: the layouts of the public forms (财预〔2016〕143号 and the yearly forms of final accounts) and what holds in
//! published sets. Measures are keys of the output vocabulary.

use crate::equation::Check;
use gongkai_model::record::Side;
use gongkai_model::table::Form;
use gongkai_model::table::Form::*;

/// One part of a sum over the columns of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// This column, where the table has it.
    One(&'static str),
    /// This column, or where the table lacks it, the columns it is made of.
    Whole(&'static str, &'static [&'static str]),
    /// This column in some tables, in others it stands outside the sum. What closes in most rows of a table counts.
    Maybe(&'static str),
    /// This column is subtracted.
    Minus(&'static str),
}

/// A sum over the columns of one row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RowSum {
    pub(crate) check: Check,
    pub(crate) forms: &'static [Form],
    pub(crate) total: &'static str,
    pub(crate) parts: &'static [Part],
    /// Parts may be of another fund than the total.
    pub(crate) across_funds: bool,
    /// All parts must be there, else there is no such identity.
    pub(crate) complete: bool,
}

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
    Part::One("operating"),
    Part::One("to_affiliate"),
    Part::Maybe("reserve"),
    Part::Maybe("carried_out"),
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

/// A row equals the rows below it in the hierarchy.
pub(crate) const PARENT: Check = Check {
    key: "parent=children",
    zh: "上级科目等于所属各科目之和",
    en: "a heading equals the sum of the rows below it",
};

/// 合计 equals the rows.
pub(crate) const TOTAL_OF_ROWS: Check =
    Check { key: "total=rows", zh: "合计行等于各行之和", en: "the total row equals the sum of the rows" };

/// A column equals the columns its header is divided into.
pub(crate) const TOTAL_OF_COLUMNS: Check = Check {
    key: "total=columns",
    zh: "合计栏等于其各分栏之和",
    en: "a column equals the sum of the columns its header is divided into",
};

/// A column of rates and the columns it is made of.
pub(crate) const RATE_OF_COLUMNS: Check =
    Check { key: "rate=quotient", zh: "比率等于两栏之比", en: "a rate equals one column divided by another" };

/// A column of growth rates.
pub(crate) const GROWTH_RATE: Check = Check {
    key: "rate=growth",
    zh: "增减率等于两栏之差除以基数",
    en: "a growth rate equals the change between two columns divided by the earlier",
};

/// A rate of change in prose.
pub(crate) const CHANGE_RATE: Check = Check {
    key: "prose.rate=change/base",
    zh: "文字所述增减率等于增减额除以原数",
    en: "the rate of change in the text equals the change divided by the amount before it",
};

/// An amount in prose and in a table.
pub(crate) const STATED: Check = Check {
    key: "table=prose",
    zh: "表中数据与文字说明一致",
    en: "the figure in the table is the one stated in the text",
};

/// 其中 (of which): a part.
pub(crate) const PART_OF_WHOLE: Check = Check {
    key: "part<=whole",
    zh: "“其中”项不大于所属项目",
    en: "an item of which is no more than what it is part of",
};

/// Economic items of basic expenditure and the items of 三公经费 they are part of.
pub(crate) const ECONOMIC_PART: Check = Check {
    key: "economic_item<=three_public",
    zh: "基本支出中的该经济科目不大于“三公”经费对应项目",
    en: "this economic item of basic expenditure is no more than the item of the three public expenses it is part of",
};

/// Economic codes and the item of 三公经费 each is a part of. Equality is not required: 三公经费 include projects.
pub(crate) static ECONOMIC_PARTS: &[(&str, &str)] =
    &[("30212", "abroad"), ("31013", "vehicle_purchase"), ("30231", "vehicle_operation"), ("30217", "reception")];

/// 总分 of a form of indicators: weights.
pub(crate) const TOTAL_WEIGHT: Check = Check {
    key: "total_weight=weights",
    zh: "总分值等于各项分值之和",
    en: "the total weight equals the sum of the weights",
};

/// 总分 of a form of indicators: scores.
pub(crate) const TOTAL_SCORE: Check = Check {
    key: "total_score=scores",
    zh: "总得分等于各项得分之和",
    en: "the total score equals the sum of the scores",
};

/// 总计 equals 合计 and the balances between them.
pub(crate) const GRAND_TOTAL: Check = Check {
    key: "grand_total=total+balances",
    zh: "总计等于合计与结转结余等各行之和",
    en: "the grand total equals the total and the balance rows",
};

/// Total of totals.
pub(crate) const TOTAL_OF_SUBTOTALS: Check =
    Check {
        key: "total=subtotals", zh: "合计行等于各小计之和", en: "the total row equals the sum of the subtotals"
    };

/// 收入总计 equals 支出总计.
pub(crate) const INCOME_IS_EXPENDITURE: Check =
    Check {
        key: "income=expenditure", zh: "收入总计等于支出总计", en: "total income equals total expenditure"
    };

/// Which row of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Row {
    /// A total row; where a lane has several (本年收入合计, 收入总计), the one that fits.
    Total,
    /// The total rows of all lanes together: 人员经费合计 and 公用经费合计.
    TotalOfLanes,
    /// The only row whose label contains one of these words.
    Label(&'static [&'static str]),
    /// Each functional class (类) by its code or name.
    EachClass,
}

/// Certain figures of a form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) form: Form,
    pub(crate) side: Side,
    pub(crate) row: Row,
    /// Measures; the first one the table has counts.
    pub(crate) measures: &'static [&'static str],
}

/// One quantity that two forms print.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SamePlaces {
    pub(crate) check: Check,
    pub(crate) left: Place,
    /// Several places are added up.
    pub(crate) right: &'static [Place],
}

const fn place(form: Form, side: Side, row: Row, measures: &'static [&'static str]) -> Place {
    Place { form, side, row, measures }
}

use Row::{EachClass, Label, Total, TotalOfLanes};
use Side::{Expenditure, Income};

/// Label of the row of government funds in the income lanes.
const FUND_INCOME: &[&str] = &["政府性基金"];
const AMOUNT: &[&str] = &["amount", "total"];
const TOTAL: &[&str] = &["total", "amount"];

/// Quantities that two forms print.
pub(crate) static SAME_PLACES: &[SamePlaces] = &[
    SamePlaces {
        check: Check {
            key: "income_total=fa02.total",
            zh: "收入支出决算总表的本年收入合计等于收入决算表的合计",
            en: "income of the year in the summary equals the total of the income table",
        },
        left: place(FA01, Income, Total, AMOUNT),
        right: &[place(FA02, Income, Total, &["total"])],
    },
    SamePlaces {
        check: Check {
            key: "expenditure_total=fa03.total",
            zh: "收入支出决算总表的本年支出合计等于支出决算表的合计",
            en: "expenditure of the year in the summary equals the total of the expenditure table",
        },
        left: place(FA01, Expenditure, Total, AMOUNT),
        right: &[place(FA03, Expenditure, Total, &["total"])],
    },
    SamePlaces {
        check: Check {
            key: "class=fa03.class",
            zh: "收入支出决算总表的各类支出等于支出决算表的同类支出",
            en: "each class in the summary equals the class in the expenditure table",
        },
        left: place(FA01, Expenditure, EachClass, AMOUNT),
        right: &[place(FA03, Expenditure, EachClass, &["total"])],
    },
    SamePlaces {
        check: Check {
            key: "institutional=fa02.institutional",
            zh: "收入支出决算总表的事业收入等于收入决算表的事业收入",
            en: "institutional income is the same in both tables",
        },
        left: place(FA01, Income, Label(&["事业收入"]), AMOUNT),
        right: &[place(FA02, Income, Total, &["institutional"])],
    },
    SamePlaces {
        check: Check {
            key: "superior_subsidy=fa02.superior_subsidy",
            zh: "收入支出决算总表的上级补助收入等于收入决算表的上级补助收入",
            en: "subsidies from superiors are the same in both tables",
        },
        left: place(FA01, Income, Label(&["上级补助收入"]), AMOUNT),
        right: &[place(FA02, Income, Total, &["superior_subsidy"])],
    },
    SamePlaces {
        check: Check {
            key: "other=fa02.other",
            zh: "收入支出决算总表的其他收入等于收入决算表的其他收入",
            en: "other income is the same in both tables",
        },
        left: place(FA01, Income, Label(&["其他收入"]), AMOUNT),
        right: &[place(FA02, Income, Total, &["other"])],
    },
    SamePlaces {
        check: Check {
            key: "fiscal_appropriation=fa04.income_total",
            zh: "收入决算表的财政拨款收入等于财政拨款收入支出决算总表的本年收入合计",
            en: "fiscal appropriation equals the income of the fiscal appropriation table",
        },
        left: place(FA02, Income, Total, &["fiscal_appropriation"]),
        right: &[place(FA04, Income, Total, AMOUNT)],
    },
    SamePlaces {
        check: Check {
            key: "general_public=fa05.total",
            zh: "财政拨款收入支出决算总表的一般公共预算支出等于一般公共预算财政拨款支出决算表的合计",
            en: "general public budget expenditure is the same in both tables",
        },
        left: place(FA04, Expenditure, Total, &["general_public"]),
        right: &[place(FA05, Expenditure, Total, &["total"])],
    },
    SamePlaces {
        check: Check {
            key: "general_public_class=fa05.class",
            zh: "财政拨款收入支出决算总表的各类一般公共预算支出等于一般公共预算财政拨款支出决算表的同类支出",
            en: "each class of general public budget expenditure is the same in both tables",
        },
        left: place(FA04, Expenditure, EachClass, &["general_public"]),
        right: &[place(FA05, Expenditure, EachClass, &["total"])],
    },
    SamePlaces {
        check: Check {
            key: "government_fund=fa08.expenditure",
            zh: "财政拨款收入支出决算总表的政府性基金支出等于政府性基金决算表的本年支出",
            en: "government fund expenditure is the same in both tables",
        },
        left: place(FA04, Expenditure, Total, &["government_fund"]),
        right: &[place(FA08, Expenditure, Total, &["expenditure_subtotal", "total"])],
    },
    SamePlaces {
        check: Check {
            key: "government_fund_income=fa08.income",
            zh: "财政拨款收入支出决算总表的政府性基金收入等于政府性基金决算表的本年收入",
            en: "government fund income is the same in both tables",
        },
        left: place(FA04, Income, Label(FUND_INCOME), AMOUNT),
        right: &[place(FA08, Income, Total, &["income"])],
    },
    SamePlaces {
        check: Check {
            key: "state_capital=fa09.total",
            zh: "财政拨款收入支出决算总表的国有资本经营预算支出等于国有资本经营预算决算表的合计",
            en: "state capital budget expenditure is the same in both tables",
        },
        left: place(FA04, Expenditure, Total, &["state_capital"]),
        right: &[place(FA09, Expenditure, Total, &["total"])],
    },
    SamePlaces {
        check: Check {
            key: "basic=fa06.total",
            zh: "一般公共预算基本支出等于基本支出决算表的人员经费与公用经费合计",
            en: "basic expenditure equals personnel and public costs by economic class",
        },
        left: place(FA05, Expenditure, Total, &["basic"]),
        right: &[place(FA06, Expenditure, TotalOfLanes, TOTAL)],
    },
    SamePlaces {
        check: Check {
            key: "income_total=bu02.total",
            zh: "收支总表的收入合计等于收入总表的合计",
            en: "income in the summary equals the total of the income table",
        },
        left: place(BU01, Income, Total, AMOUNT),
        right: &[place(BU02, Income, Total, &["total"])],
    },
    SamePlaces {
        check: Check {
            key: "expenditure_total=bu03.total",
            zh: "收支总表的支出合计等于支出总表的合计",
            en: "expenditure in the summary equals the total of the expenditure table",
        },
        left: place(BU01, Expenditure, Total, AMOUNT),
        right: &[place(BU03, Expenditure, Total, &["total"])],
    },
    SamePlaces {
        check: Check {
            key: "class=bu03.class",
            zh: "收支总表的各类支出等于支出总表的同类支出",
            en: "each class in the summary equals the class in the expenditure table",
        },
        left: place(BU01, Expenditure, EachClass, AMOUNT),
        right: &[place(BU03, Expenditure, EachClass, &["total"])],
    },
    SamePlaces {
        check: Check {
            key: "general_public=bu05.total",
            zh: "财政拨款收支总表的一般公共预算支出等于一般公共预算支出表的合计",
            en: "general public budget expenditure is the same in both tables",
        },
        left: place(BU04, Expenditure, Total, &["general_public"]),
        right: &[place(BU05, Expenditure, Total, &["total"])],
    },
    SamePlaces {
        check: Check {
            key: "general_public_class=bu05.class",
            zh: "财政拨款收支总表的各类一般公共预算支出等于一般公共预算支出表的同类支出",
            en: "each class of general public budget expenditure is the same in both tables",
        },
        left: place(BU04, Expenditure, EachClass, &["general_public"]),
        right: &[place(BU05, Expenditure, EachClass, &["total"])],
    },
    SamePlaces {
        check: Check {
            key: "government_fund=bu08.total",
            zh: "财政拨款收支总表的政府性基金支出等于政府性基金预算支出表的合计",
            en: "government fund expenditure is the same in both tables",
        },
        left: place(BU04, Expenditure, Total, &["government_fund"]),
        right: &[place(BU08, Expenditure, Total, &["total", "expenditure_subtotal"])],
    },
    SamePlaces {
        check: Check {
            key: "state_capital=bu09.total",
            zh: "财政拨款收支总表的国有资本经营预算支出等于国有资本经营预算支出表的合计",
            en: "state capital budget expenditure is the same in both tables",
        },
        left: place(BU04, Expenditure, Total, &["state_capital"]),
        right: &[place(BU09, Expenditure, Total, &["total"])],
    },
    SamePlaces {
        check: Check {
            key: "basic=bu06.total",
            zh: "一般公共预算基本支出等于基本支出预算表的合计",
            en: "basic expenditure equals the total by economic class",
        },
        left: place(BU05, Expenditure, Total, &["basic"]),
        right: &[place(BU06, Expenditure, TotalOfLanes, TOTAL)],
    },
];

/// A sum over the amounts of one project.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ProjectSum {
    pub(crate) check: Check,
    pub(crate) total: &'static str,
    pub(crate) parts: &'static [&'static str],
}

/// Sums over the amounts of one project.
pub(crate) static PROJECT_SUMS: &[ProjectSum] = &[
    ProjectSum {
        check: Check {
            key: "total=fiscal+special+other",
            zh: "总计等于财政拨款、财政专户拨款与其他资金之和",
            en: "total equals fiscal appropriation, special account and other money",
        },
        total: "total",
        parts: &["fiscal_appropriation", "special_account_appropriation", "other_funds"],
    },
    ProjectSum {
        check: Check {
            key: "midterm_total=fiscal+other",
            zh: "中期资金总额等于财政拨款与其他资金之和",
            en: "mid-term money equals fiscal appropriation and other money",
        },
        total: "midterm_total",
        parts: &["midterm_fiscal", "midterm_other"],
    },
    ProjectSum {
        check: Check {
            key: "annual_total=fiscal+other",
            zh: "年度资金总额等于财政拨款与其他资金之和",
            en: "money of the year equals fiscal appropriation and other money",
        },
        total: "annual_total",
        parts: &[
            "annual_fiscal",
            "annual_fiscal_central",
            "annual_fiscal_province",
            "annual_fiscal_city",
            "annual_fiscal_county",
            "annual_other",
        ],
    },
    ProjectSum {
        check: Check {
            key: "annual_fiscal=basic+project",
            zh: "财政拨款等于基本支出与项目支出之和",
            en: "fiscal appropriation equals basic and project expenditure",
        },
        total: "annual_fiscal",
        parts: &["annual_fiscal_basic", "annual_fiscal_project"],
    },
    ProjectSum {
        check: Check {
            key: "annual_other=basic+project",
            zh: "其他资金等于基本支出与项目支出之和",
            en: "other money equals basic and project expenditure",
        },
        total: "annual_other",
        parts: &["annual_other_basic", "annual_other_project"],
    },
    ProjectSum {
        check: Check {
            key: "budget_total=fiscal+other",
            zh: "预算总额等于财政拨款与非财政拨款之和",
            en: "budgeted money equals fiscal and other money",
        },
        total: "budget_total",
        parts: &["budget_fiscal", "budget_fiscal_transfer", "budget_carried_in", "budget_non_fiscal"],
    },
    ProjectSum {
        check: Check {
            key: "actual_total=fiscal+other",
            zh: "执行总额等于财政拨款与非财政拨款之和",
            en: "money spent equals fiscal and other money",
        },
        total: "actual_total",
        parts: &["actual_fiscal", "actual_fiscal_transfer", "actual_carried_in", "actual_non_fiscal"],
    },
];

/// The total row of a table of projects equals its projects.
pub(crate) const TOTAL_OF_PROJECTS: Check =
    Check {
        key: "total=projects", zh: "合计行等于各项目之和", en: "the total row equals the sum of the projects"
    };

/// The total row of a table of projects equals its units.
pub(crate) const TOTAL_OF_UNITS: Check =
    Check { key: "total=units", zh: "合计行等于各单位之和", en: "the total row equals the sum of the units" };

/// A unit's row equals its projects.
pub(crate) const UNIT_OF_PROJECTS: Check =
    Check {
        key: "unit=projects", zh: "单位行等于所属各项目之和", en: "a unit's row equals the sum of its projects"
    };
