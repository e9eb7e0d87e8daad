//! Statements of a company's accounts, as reports on the creditworthiness of local companies print them.
//!
//! They list main items only (货币资金 cash and 存货 inventories out of 流动资产 current assets), so that no total of theirs is
//! the sum of the rows beside it. What must hold are the equations of the balance sheet and of the cash flow statement.

use crate::equation::{Check, Equation, Term};
use crate::ledger::Ledger;
use gongkai_model::table::Form;
use gongkai_normalize::chars::comparison_key;
use std::collections::{BTreeMap, BTreeSet};

/// Items that only the accounts of a company have.
const ITEMS: &[&str] = &[
    "货币资金",
    "存货",
    "应收账款",
    "其他应收款",
    "短期借款",
    "长期借款",
    "应付债券",
    "应付账款",
    "其他应付款",
    "一年内到期的非流动负债",
    "实收资本",
    "资本公积",
    "流动资产合计",
    "非流动资产合计",
    "资产总计",
    "流动负债合计",
    "非流动负债合计",
    "负债合计",
    "所有者权益合计",
    "营业总收入",
    "利润总额",
    "经营活动现金流入小计",
    "投资活动现金流入小计",
    "筹资活动现金流入小计",
];

/// Fewest items that tell a table to be such a statement.
const FEWEST_ITEMS: usize = 2;

/// One equation: its name, the row on the left, those added and the one taken off.
type Account = (Check, &'static str, &'static [&'static str], Option<&'static str>);

const ACCOUNTS: &[Account] = &[
    (ASSETS, "资产总计", &["流动资产合计", "非流动资产合计"], None),
    (LIABILITIES, "负债合计", &["流动负债合计", "非流动负债合计"], None),
    (BALANCE_SHEET, "资产总计", &["负债合计", "所有者权益合计"], None),
    (NET_CASH, "经营活动产生的现金流量净额", &["经营活动现金流入小计"], Some("经营活动现金流出小计")),
    (NET_CASH, "投资活动产生的现金流量净额", &["投资活动现金流入小计"], Some("投资活动现金流出小计")),
    (NET_CASH, "筹资活动产生的现金流量净额", &["筹资活动现金流入小计"], Some("筹资活动现金流出小计")),
];

const ASSETS: Check = Check {
    key: "assets=current+non_current",
    zh: "资产总计等于流动资产与非流动资产之和",
    en: "total assets equal current and non-current assets",
};

const LIABILITIES: Check = Check {
    key: "liabilities=current+non_current",
    zh: "负债合计等于流动负债与非流动负债之和",
    en: "total liabilities equal current and non-current liabilities",
};

const BALANCE_SHEET: Check = Check {
    key: "assets=liabilities+equity",
    zh: "资产总计等于负债与所有者权益之和",
    en: "total assets equal liabilities and equity",
};

const NET_CASH: Check = Check {
    key: "net_cash=inflow-outflow",
    zh: "现金流量净额等于现金流入减现金流出",
    en: "net cash flow equals inflow less outflow",
};

/// Whether a table is a statement of a company's accounts.
pub(crate) fn is_statement(ledger: &Ledger<'_>, table: usize) -> bool {
    let Some(of_table) = ledger.tables.get(table).filter(|of_table| of_table.form == Form::Other) else { return false };
    let mut found: BTreeSet<&str> = BTreeSet::new();
    let mut last = None;
    for line in of_table.lines.iter().filter_map(|&at| ledger.lines.get(at)).filter(|line| line.code.is_none()) {
        // The amounts of one row stand behind each other.
        if last.replace(line.label.as_str()) == Some(line.label.as_str()) {
            continue;
        }
        let key = comparison_key(&line.label);
        found.extend(ITEMS.iter().find(|item| **item == key));
        if found.len() >= FEWEST_ITEMS {
            return true;
        }
    }
    false
}

/// Appends the equations of one statement, column by column.
pub(crate) fn equations(ledger: &Ledger<'_>, table: usize, equations: &mut Vec<Equation>) {
    let Some(of_table) = ledger.tables.get(table) else { return };
    let lines = of_table.lines.iter().filter_map(|&at| Some((at, ledger.lines.get(at)?)));
    // Lines of each column by their label.
    let mut columns: BTreeMap<_, BTreeMap<String, Vec<usize>>> = BTreeMap::new();
    for (at, line) in lines {
        let column = columns.entry((line.lane, line.provenance.col)).or_default();
        column.entry(comparison_key(&line.label)).or_default().push(at);
    }
    for column in columns.values() {
        let only = |name: &str| match column.get(name).map(Vec::as_slice) {
            Some([at]) => Some(*at),
            _ => None,
        };
        for (check, left, added, taken_off) in ACCOUNTS {
            let added: Option<Vec<Term>> = added.iter().map(|name| only(name).map(Term::plus)).collect();
            let Some((left, mut right)) = only(left).zip(added) else { continue };
            if let Some(name) = taken_off {
                let Some(figure) = only(name) else { continue };
                right.push(Term { figure, negative: true });
            }
            equations.push(Equation::of_rows(*check, (table, of_table.form), vec![Term::plus(left)], right));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::test_tables::{Sheet, findings_of};
    use gongkai_model::finding::CheckStatus::{self, *};
    use gongkai_model::table::Form;

    #[test]
    fn main_items_of_a_company_make_no_total() {
        let sheet = Sheet::new(Form::Other, &["amount"])
            .row("", "货币资金", &["4.00"])
            .total("流动资产合计", &["10.00"])
            .row("", "固定资产", &["7.00"])
            .total("非流动资产合计", &["30.00"])
            .total("资产总计", &["40.00"])
            .total("负债合计", &["25.00"])
            .total("所有者权益合计", &["15.00"]);
        let found: Vec<(String, CheckStatus)> =
            findings_of(vec![sheet]).into_iter().map(|finding| (finding.check_id, finding.status)).collect();
        let expected = ["other.assets=current+non_current", "other.assets=liabilities+equity"];
        assert_eq!(found, expected.map(|check| (check.to_owned(), Exact)));
    }
}
