//! Balances of a fund in the table of its income and expenditure: 收入 − 支出 = 本年收支结余 (balance of the year), and what had
//! gathered before with that makes 年末滚存结余 (what has gathered by the end of the year).

use crate::equation::{Check, Equation, Term};
use crate::ledger::Ledger;
use gongkai_model::record::BudgetLine;
use gongkai_model::table::Form;
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::label::strip_list_mark;
use std::collections::BTreeMap;

/// 本年收支结余.
const BALANCE_OF_YEAR: Check = Check {
    key: "year_balance=income-expenditure",
    zh: "本年收支结余等于本年收入减本年支出",
    en: "the balance of the year equals its income less its expenditure",
};

/// 年末滚存结余.
const GATHERED_BALANCE: Check = Check {
    key: "cumulative_balance=prior+year_balance",
    zh: "年末滚存结余等于上年滚存结余加本年收支结余",
    en: "the cumulative balance equals that of the year before and the balance of the year",
};

/// What a row is in the account of a fund, by its label without list mark.
const ROLES: &[(Role, &[&str])] = &[
    (Role::Income, &["收入", "本年收入", "当年收入", "收入合计", "本年收入合计", "当年收入合计", "基金收入"]),
    (Role::Expenditure, &["支出", "本年支出", "当年支出", "支出合计", "本年支出合计", "当年支出合计", "基金支出"]),
    (Role::OfYear, &["本年收支结余", "当年收支结余", "本年结余", "当年结余", "当期结余", "收支结余"]),
    (Role::Before, &["上年结余", "上年滚存结余", "上年末滚存结余", "年初结余", "上年累计结余", "上年结余收入"]),
    (Role::Gathered, &["滚存结余", "年末滚存结余", "累计结余", "年末累计结余", "本年滚存结余"]),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Income,
    Expenditure,
    OfYear,
    Before,
    Gathered,
}

fn role(line: &BudgetLine) -> Option<Role> {
    let key = comparison_key(&line.label);
    let name = strip_list_mark(&key);
    ROLES.iter().find(|(_, names)| names.contains(&name)).map(|(role, _)| *role).filter(|_| !line.of_which)
}

/// Appends the equations of one table.
pub(crate) fn equations(ledger: &Ledger<'_>, table: usize, equations: &mut Vec<Equation>) {
    let Some(of_table) = ledger.tables.get(table).filter(|t| t.form == Form::Other) else { return };
    // Income and expenditure may stand beside each other: columns of one meaning belong together, first with first.
    let mut ordinals: BTreeMap<(u32, String), Vec<u32>> = BTreeMap::new();
    let mut accounts: BTreeMap<(String, usize), BTreeMap<Role, Vec<usize>>> = BTreeMap::new();
    for &at in &of_table.lines {
        let Some(line) = ledger.lines.get(at) else { continue };
        let meaning = format!(
            "{}|{:?}|{:?}|{:?}|{:?}|{:?}",
            line.measure, line.phase, line.fiscal_year, line.basis, line.scope, line.region
        );
        let columns = ordinals.entry((line.lane, meaning.clone())).or_default();
        let Some(column) = line.provenance.col else { continue };
        let ordinal = columns.iter().position(|own| *own == column).unwrap_or_else(|| {
            columns.push(column);
            columns.len() - 1
        });
        if let Some(role) = role(line) {
            accounts.entry((meaning, ordinal)).or_default().entry(role).or_default().push(at);
        }
    }
    for account in accounts.values() {
        // A table of several funds prints each row more than once.
        let only = |role: Role| account.get(&role).and_then(|rows| <[usize; 1]>::try_from(rows.as_slice()).ok());
        let equation = |check: Check, left: usize, right: Vec<Term>| {
            Equation::of_rows(check, (table, of_table.form), vec![Term::plus(left)], right)
        };
        let Some([of_year]) = only(Role::OfYear) else { continue };
        if let (Some([income]), Some([spent])) = (only(Role::Income), only(Role::Expenditure)) {
            let right = vec![Term::plus(income), Term { figure: spent, negative: true }];
            equations.push(equation(BALANCE_OF_YEAR, of_year, right));
        }
        if let (Some([before]), Some([gathered])) = (only(Role::Before), only(Role::Gathered)) {
            equations.push(equation(GATHERED_BALANCE, gathered, vec![Term::plus(before), Term::plus(of_year)]));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::test_tables::{Sheet, statuses, statuses_of};
    use gongkai_model::finding::CheckStatus::*;
    use gongkai_model::record::Side;
    use gongkai_model::table::Form;

    #[test]
    fn what_is_left_of_income_gathers() {
        let sheet = |of_year: &'static str| {
            Sheet::new(Form::Other, &["amount"])
                .row("", "一、收入", &["900.00"])
                .row("", "二、支出", &["700.00"])
                .row("", "三、本年收支结余", &[of_year])
                .row("", "四、上年结余", &["50.00"])
                .row("", "五、年末滚存结余", &["250.00"])
        };
        assert_eq!(statuses(sheet("200.00"), "year_balance=income-expenditure"), [Exact]);
        assert_eq!(statuses(sheet("200.00"), "cumulative_balance=prior+year_balance"), [Exact]);
    }

    #[test]
    fn income_may_stand_beside_expenditure() {
        let income = Sheet::new(Form::Other, &["amount"])
            .side(Side::Income)
            .total("六、本年收入合计", &["900.00"])
            .row("", "七、上年结余", &["50.00"]);
        let spent = Sheet::new(Form::Other, &["amount"])
            .lane(1)
            .total("四、本年支出合计", &["700.00"])
            .row("", "五、本年收支结余", &["200.00"])
            .row("", "六、年末滚存结余", &["250.00"]);
        assert_eq!(statuses_of(vec![income, spent], "year_balance=income-expenditure"), [Exact]);
    }
}
