//! Rows that count the same money twice or no money at all: a total broken down once more behind it, what a balance is made
//! of, the total of another zone, and insured persons.

use crate::families::government::CITY;
use crate::figures::row;
use crate::model::{ColumnKind, Document, Table, columns, header};
use gongkai_model::disclosure::DocType;
use gongkai_model::record::Phase;
use gongkai_model::table::Form;

use ColumnKind::{Figure, Money, Text};

/// A table of one column of labels and others of one kind.
fn list(title: &str, unit: &str, kind: &ColumnKind, rows: &[&[&str]]) -> Table {
    let width = rows.first().map_or(0, |row| row.len());
    let mut spec = vec![(56.0, Text)];
    spec.extend((1..width).map(|_| (22.0, kind.clone())));
    let mut table = Table {
        title: Some(title.to_owned()),
        form: Form::Other,
        unit: Some(unit.to_owned()),
        columns: columns(&spec),
        header_rows: 1,
        ..Table::default()
    };
    let mut rows = rows.iter();
    table.rows.extend(rows.next().map(|texts| header(texts)));
    table.rows.extend(rows.map(|texts| row(texts)));
    table
}

/// Final accounts of a city with second views of totals, and the persons its social insurance covers.
#[must_use]
pub fn second_views() -> Document {
    let mut d = Document::of_government(
        format!("{CITY}2024年市本级财政决算"),
        DocType::GovernmentFinalAccounts,
        2024,
        Phase::Final,
    );
    let money = Money("amount");
    d.table(list(
        "2024年市本级一般公共预算支出决算表",
        "万元",
        &money,
        &[
            &["项目", "调整预算数", "决算数"],
            &["一般公共服务支出", "5200.00", "5100.00"],
            &["教育支出", "8100.00", "8050.00"],
            &["农林水支出", "2700.00", "2650.00"],
            &["支出合计", "16000.00", "15800.00"],
            &["1.市本级支出", "13500.00", "13400.00"],
            &["2.补助区县支出", "2500.00", "2400.00"],
        ],
    ));
    d.table(list(
        "2024年市本级政府性基金预算支出决算表",
        "万元",
        &money,
        &[
            &["项目", "决算数"],
            &["城乡社区支出", "7900.00"],
            &["其他支出", "640.00"],
            &["上解上级支出", "360.00"],
            &["年终结余", "1200.00"],
            &["减：结转下年的支出", "900.00"],
            &["净结余", "300.00"],
            &["支出总计", "10100.00"],
        ],
    ));
    d.table(list(
        "2024年市本级国有资本经营预算支出决算表",
        "万元",
        &money,
        &[
            &["项目", "预算数", "决算数"],
            &["解决历史遗留问题及改革成本支出", "820.00", "800.00"],
            &["国有企业资本金注入", "200.00", "200.00"],
            &["支出合计", "1020.00", "1000.00"],
            &["云溪合作区支出合计", "150.00", "146.00"],
        ],
    ));
    d.table(list(
        "2024年市本级社会保险参保情况表",
        "人",
        &Figure,
        &[
            &["项目", "上年数", "本年数"],
            &["一、企业职工基本养老保险参保人数", "152300", "158420"],
            &["其中：在职职工", "121800", "125910"],
            &["离退休人员", "30500", "32510"],
            &["二、失业保险参保人数", "96400", "98250"],
            &["三、工伤保险参保人数", "101200", "104380"],
        ],
    ));
    d
}
