//! Which identities there are: tables of data.
//!
//! Sources: the layouts of the public forms (财预〔2016〕143号 and the yearly forms of final accounts) and what holds in
//! published sets. Measures are keys of the output vocabulary.

mod budgets;
mod final_accounts;
mod places;
mod projects;
mod row_sums;

use crate::equation::Check;
use gongkai_model::table::Form;

pub(crate) use places::{Place, Row, SamePlaces};
pub(crate) use projects::{PROJECT_SUMS, TOTAL_OF_PROJECTS, TOTAL_OF_UNITS, UNIT_OF_PROJECTS};
pub(crate) use row_sums::ROW_SUMS;

/// All identities between rows and between forms.
pub(crate) fn same_places() -> impl Iterator<Item = &'static SamePlaces> {
    final_accounts::IDENTITIES.iter().chain(budgets::IDENTITIES)
}

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

/// A rate in prose at which a budget was carried out.
pub(crate) const EXECUTION_RATE: Check = Check {
    key: "prose.rate=amount/base",
    zh: "文字所述完成比例等于完成数除以预算数",
    en: "the share carried out stated in the text equals the amount divided by the budget",
};

/// A share in prose.
pub(crate) const SHARE: Check = Check {
    key: "prose.rate=part/whole",
    zh: "文字所述占比等于该项金额除以总额",
    en: "the share stated in the text equals the amount divided by the whole",
};

/// A sum told in prose with what it is made of.
pub(crate) const STATED_SUM: Check = Check {
    key: "prose.total=parts",
    zh: "文字所述总计等于各项之和",
    en: "the total stated in the text is the sum of the amounts told before it",
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

/// 总分 of a form of indicators: weights.
pub(crate) const TOTAL_WEIGHT: Check = Check {
    key: "total_weight=weights",
    zh: "总分值等于各项分值之和",
    en: "the total weight equals the sum of the weights",
};

/// The weight printed with the name of a level: 产出指标（50分）.
pub(crate) const LEVEL_WEIGHT: Check = Check {
    key: "level_weight=weights",
    zh: "指标类别所印分值等于其下各项分值之和",
    en: "the weight printed with a level equals the sum of the weights below it",
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
