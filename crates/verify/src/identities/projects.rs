//! Sums over the amounts of a project and over projects.

use crate::equation::Check;

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
        parts: &["midterm_fiscal", "midterm_carried_in", "midterm_other"],
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
            "annual_carried_in",
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
