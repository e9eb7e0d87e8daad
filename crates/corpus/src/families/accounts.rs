//! The books of one fictional agency, from which every table of its disclosure is computed.

use std::collections::BTreeMap;

/// Money of an agency in hundredths of the printed unit.
#[derive(Debug, Clone)]
pub struct Accounts {
    /// Expenditure by functional item.
    pub items: Vec<Item>,
    /// 基本支出 (basic expenditure) of the general budget by economic class.
    pub economic: Vec<Economic>,
    /// Brought forward from the year before, general budget.
    pub carried_in: i64,
    /// Carried into the next year, general budget.
    pub carried_out: i64,
    /// “三公”经费 (travel abroad, cars, receptions) as budgeted.
    pub public_budget: ThreePublic,
    /// The same as spent.
    pub public_final: ThreePublic,
}

/// Expenditure of one functional item.
#[derive(Debug, Clone, Copy)]
pub struct Item {
    /// Seven digits.
    pub code: &'static str,
    /// Name.
    pub name: &'static str,
    /// 基本支出 (basic expenditure).
    pub basic: i64,
    /// 项目支出 (project expenditure).
    pub project: i64,
    /// Where the money comes from.
    pub fund: Source,
}

/// Where the money of an item comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// 一般公共预算 (general budget)
    General,
    /// 政府性基金预算 (government funds)
    Fund,
    /// 事业收入 (own income of an institution)
    Own,
}

/// Expenditure of one economic class.
#[derive(Debug, Clone, Copy)]
pub struct Economic {
    /// Five digits.
    pub code: &'static str,
    /// Name.
    pub name: &'static str,
    /// Money.
    pub amount: i64,
}

/// “三公”经费.
#[derive(Debug, Clone, Copy)]
pub struct ThreePublic {
    /// 因公出国（境）费 (travel abroad)
    pub abroad: i64,
    /// 公务用车购置费 (cars bought)
    pub purchase: i64,
    /// 公务用车运行维护费 (cars run)
    pub operation: i64,
    /// 公务接待费 (receptions)
    pub reception: i64,
}

impl ThreePublic {
    /// Cars together.
    #[must_use]
    pub const fn cars(self) -> i64 {
        self.purchase + self.operation
    }

    /// All together.
    #[must_use]
    pub const fn total(self) -> i64 {
        self.abroad + self.cars() + self.reception
    }
}

/// Basic and project expenditure of one row of a table by functional class.
#[derive(Debug, Clone, Copy, Default)]
pub struct Spent {
    /// 基本支出
    pub basic: i64,
    /// 项目支出
    pub project: i64,
    /// Part of the sum that own income pays.
    pub own: i64,
}

impl Spent {
    /// Both together.
    #[must_use]
    pub const fn total(self) -> i64 {
        self.basic + self.project
    }
}

/// One row of a table by functional class: 类 (class), 款 (division) or 项 (item).
#[derive(Debug, Clone)]
pub struct ClassRow {
    /// Three, five or seven digits.
    pub code: String,
    /// Name.
    pub name: &'static str,
    /// Its money.
    pub spent: Spent,
}

impl Accounts {
    /// Sets the first item's basic expenditure so that the general budget's basic expenditure equals the sum by
    /// economic class.
    #[must_use]
    pub fn balanced(mut self) -> Self {
        let economic: i64 = self.economic.iter().map(|e| e.amount).sum();
        let others: i64 = self.items.iter().skip(1).filter(|i| i.fund == Source::General).map(|i| i.basic).sum();
        if let Some(first) = self.items.first_mut() {
            first.basic = economic - others;
        }
        self
    }

    /// Money of the items that `keep` admits.
    #[must_use]
    pub fn spent(&self, keep: impl Fn(&Item) -> bool) -> Spent {
        self.items.iter().filter(|i| keep(i)).fold(Spent::default(), |sum, i| Spent {
            basic: sum.basic + i.basic,
            project: sum.project + i.project,
            own: sum.own + if i.fund == Source::Own { i.basic + i.project } else { 0 },
        })
    }

    /// Money by source.
    #[must_use]
    pub fn spent_from(&self, fund: Source) -> Spent {
        self.spent(|i| i.fund == fund)
    }

    /// Income of the general budget: what was spent, less what was brought forward, plus what is left.
    #[must_use]
    pub fn general_income(&self) -> i64 {
        self.spent_from(Source::General).total() + self.carried_out - self.carried_in
    }

    /// Income of the year from all sources.
    #[must_use]
    pub fn income(&self) -> i64 {
        self.general_income() + self.spent_from(Source::Fund).total() + self.spent_from(Source::Own).total()
    }

    /// Rows of all three levels for the items that `keep` admits, in the order of the codes.
    #[must_use]
    pub fn class_rows(&self, keep: impl Fn(&Item) -> bool) -> Vec<ClassRow> {
        let mut rows: BTreeMap<String, ClassRow> = BTreeMap::new();
        for item in self.items.iter().filter(|i| keep(i)) {
            for digits in [3, 5, 7] {
                let code = &item.code[..digits];
                let name = if digits == 7 { item.name } else { super::codes::name(code) };
                let row = rows.entry(code.to_owned()).or_insert_with(|| ClassRow {
                    code: code.to_owned(),
                    name,
                    spent: Spent::default(),
                });
                row.spent.basic += item.basic;
                row.spent.project += item.project;
                if item.fund == Source::Own {
                    row.spent.own += item.basic + item.project;
                }
            }
        }
        rows.into_values().collect()
    }

    /// Sum of the economic classes whose code begins so.
    #[must_use]
    pub fn economic_sum(&self, prefix: &str) -> i64 {
        self.economic.iter().filter(|e| e.code.starts_with(prefix)).map(|e| e.amount).sum()
    }

    /// 人员经费 (staff): 301 and 303.
    #[must_use]
    pub fn personnel(&self) -> i64 {
        self.economic_sum("301") + self.economic_sum("303")
    }

    /// 公用经费 (running costs): all but staff.
    #[must_use]
    pub fn running(&self) -> i64 {
        self.economic.iter().map(|e| e.amount).sum::<i64>() - self.personnel()
    }
}
