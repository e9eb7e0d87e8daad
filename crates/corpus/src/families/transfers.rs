//! What a city's government passes on to its districts and counties (转移支付, transfer payments), one column each.

use crate::families::government::CITY;
use crate::figures::{Print, Zero};
use crate::model::{Cell, ColumnKind, Document, Table, columns, header};
use gongkai_model::disclosure::DocType;
use gongkai_model::record::Phase;
use gongkai_model::table::Form;

use ColumnKind::{Money, Text};

/// Fictional districts and counties.
const PLACES: [&str; 7] = ["青禾县", "霁川市", "松坪区", "柳湾区", "石桥县", "白塔县", "云溪区"];

/// A class of transfers and what is passed on under it; the last number is what the first place gets.
type Class = (&'static str, &'static [(&'static str, i64)]);

const CLASSES: &[Class] = &[
    (
        "一、返还性支出",
        &[("增值税税收返还支出", 412_000), ("所得税基数返还支出", 138_500), ("成品油税费改革税收返还支出", 56_300)],
    ),
    (
        "二、一般性转移支付",
        &[
            ("均衡性转移支付支出", 1_260_000),
            ("县级基本财力保障机制奖补资金支出", 735_400),
            ("结算补助支出", 98_700),
            ("资源枯竭型城市转移支付补助支出", 0),
            ("产粮（油）大县奖励资金支出", 84_000),
            ("重点生态功能区转移支付支出", 127_600),
            ("固定数额补助支出", 310_250),
            ("欠发达地区转移支付支出", 76_900),
            ("教育共同财政事权转移支付支出", 548_320),
            ("社会保障和就业共同财政事权转移支付支出", 467_180),
            ("医疗卫生共同财政事权转移支付支出", 395_640),
            ("农林水共同财政事权转移支付支出", 612_070),
        ],
    ),
    (
        "三、专项转移支付",
        &[
            ("文化旅游体育与传媒", 23_450),
            ("节能环保", 145_600),
            ("城乡社区", 0),
            ("交通运输", 208_900),
            ("资源勘探工业信息等", 31_700),
            ("商业服务业等", 12_860),
        ],
    ),
];

/// What each place gets, in hundredths of 万元: the first the stated amount, the others more or less of it, some nothing.
fn shares(first: i64, row: usize) -> [i64; 7] {
    let mut out = [0; 7];
    for (place, share) in (0..).zip(&mut out) {
        let percent = 100 + (place * 37 + i64::try_from(row).unwrap_or(0) * 11) % 83 - 41 * i64::from(place > 0);
        *share = if (place + first / 10) % 9 == 5 { 0 } else { first * percent / 100 };
    }
    out
}

fn line(label: Cell, shares: &[i64; 7]) -> Vec<Cell> {
    let print = Print { marks: true, zero: Zero::Blank };
    let mut row = vec![label, print.cell(shares.iter().sum())];
    row.extend(shares.iter().map(|share| print.cell(*share)));
    row
}

/// The draft of the transfers of one year, by project and place; its title stands on two lines.
#[must_use]
pub fn by_place() -> Document {
    let mut d =
        Document::of_government(format!("{CITY}2025年政府预算公开"), DocType::GovernmentBudget, 2025, Phase::Budget);
    let mut spec = vec![(20.0, Text), (10.0, Money("total"))];
    spec.extend(PLACES.map(|_| (10.0, Money("amount"))));
    let mut t = Table {
        title: Some(format!("2025年{CITY}一般公共预算税收返还和转移支付预算表\n（按项目分地区）")),
        form: Form::Other,
        form_number: Some("表8".to_owned()),
        unit: Some("万元".to_owned()),
        columns: columns(&spec),
        header_rows: 1,
        ..Table::default()
    };
    let mut heads = vec!["项目", "合计"];
    heads.extend(PLACES);
    t.rows.push(header(&heads));
    let mut all = [0; 7];
    for (class, items) in CLASSES {
        let mut sums = [0; 7];
        let mut rows = Vec::new();
        for (row, (label, first)) in items.iter().enumerate() {
            let shares = shares(*first, row);
            for (sum, share) in sums.iter_mut().zip(shares) {
                *sum += share;
            }
            rows.push(line(Cell::new(*label).indented(1), &shares));
        }
        t.rows.push(line(Cell::new(*class), &sums));
        t.rows.extend(rows);
        for (sum, class) in all.iter_mut().zip(sums) {
            *sum += class;
        }
    }
    t.rows.push(line(Cell::new("合计").centered(), &all));
    d.table(t);
    d
}
