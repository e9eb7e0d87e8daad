//! Fictional agencies. No city, county or bureau of these names exists; the sums are invented.

use super::accounts::{Accounts, Economic, Item, Source, ThreePublic};

/// 云岭市园林绿化局: a bureau with two institutions, in 万元.
pub const PARKS: &str = "云岭市园林绿化局";
/// 青禾县档案服务中心: one institution, in 万元.
pub const ARCHIVE: &str = "青禾县档案服务中心";
/// 霁川市农业技术推广中心: one institution, in 元.
pub const FARMING: &str = "霁川市农业技术推广中心";

const fn item(code: &'static str, name: &'static str, basic: i64, project: i64, fund: Source) -> Item {
    Item { code, name, basic, project, fund }
}

const fn economic(code: &'static str, name: &'static str, amount: i64) -> Economic {
    Economic { code, name, amount }
}

/// The books of [`PARKS`].
#[must_use]
pub fn parks() -> Accounts {
    use Source::{Fund, General, Own};
    Accounts {
        items: vec![
            item("2120101", "行政运行", 0, 0, General),
            item("2120399", "其他城乡社区公共设施支出", 0, 3_120_655, General),
            item("2120501", "城乡社区环境卫生", 41_260, 1_876_330, General),
            item("2120803", "城市建设支出", 0, 905_000, Fund),
            item("2080501", "行政单位离退休", 12_418, 0, General),
            item("2080505", "机关事业单位基本养老保险缴费支出", 18_806, 0, General),
            item("2080506", "机关事业单位职业年金缴费支出", 9_403, 0, General),
            item("2101101", "行政单位医疗", 7_155, 0, General),
            item("2101102", "事业单位医疗", 2_960, 0, General),
            item("2210201", "住房公积金", 15_322, 0, General),
            item("2120303", "小城镇基础设施建设", 0, 24_000, Own),
        ],
        economic: vec![
            economic("30101", "基本工资", 61_204),
            economic("30102", "津贴补贴", 48_350),
            economic("30103", "奖金", 39_916),
            economic("30107", "绩效工资", 11_275),
            economic("30108", "机关事业单位基本养老保险缴费", 18_806),
            economic("30109", "职业年金缴费", 9_403),
            economic("30110", "职工基本医疗保险缴费", 10_115),
            economic("30112", "其他社会保障缴费", 1_207),
            economic("30113", "住房公积金", 15_322),
            economic("30199", "其他工资福利支出", 4_480),
            economic("30201", "办公费", 3_318),
            economic("30202", "印刷费", 260),
            economic("30205", "水费", 415),
            economic("30206", "电费", 2_190),
            economic("30207", "邮电费", 884),
            economic("30209", "物业管理费", 5_600),
            economic("30211", "差旅费", 1_042),
            economic("30213", "维修（护）费", 1_975),
            economic("30216", "培训费", 318),
            economic("30217", "公务接待费", 96),
            economic("30226", "劳务费", 2_250),
            economic("30228", "工会经费", 3_060),
            economic("30229", "福利费", 1_530),
            economic("30231", "公务用车运行维护费", 1_264),
            economic("30239", "其他交通费用", 6_903),
            economic("30299", "其他商品和服务支出", 2_417),
            economic("30302", "退休费", 12_418),
            economic("30304", "抚恤金", 1_866),
            economic("31002", "办公设备购置", 1_150),
        ],
        carried_in: 20_655,
        carried_out: 12_540,
        public_budget: ThreePublic { abroad: 0, purchase: 0, operation: 1_500, reception: 200 },
        public_final: ThreePublic { abroad: 0, purchase: 0, operation: 1_264, reception: 96 },
    }
    .balanced()
}

/// The books of [`ARCHIVE`].
#[must_use]
pub fn archive() -> Accounts {
    use Source::General;
    Accounts {
        items: vec![
            item("2012604", "档案馆", 0, 68_420, General),
            item("2080505", "机关事业单位基本养老保险缴费支出", 2_816, 0, General),
            item("2080506", "机关事业单位职业年金缴费支出", 1_408, 0, General),
            item("2101102", "事业单位医疗", 1_232, 0, General),
            item("2210201", "住房公积金", 2_112, 0, General),
        ],
        economic: vec![
            economic("30101", "基本工资", 9_650),
            economic("30102", "津贴补贴", 1_144),
            economic("30107", "绩效工资", 7_920),
            economic("30108", "机关事业单位基本养老保险缴费", 2_816),
            economic("30109", "职业年金缴费", 1_408),
            economic("30110", "职工基本医疗保险缴费", 1_232),
            economic("30113", "住房公积金", 2_112),
            economic("30201", "办公费", 620),
            economic("30206", "电费", 318),
            economic("30211", "差旅费", 145),
            economic("30217", "公务接待费", 38),
            economic("30228", "工会经费", 352),
            economic("30302", "退休费", 405),
        ],
        carried_in: 0,
        carried_out: 0,
        public_budget: ThreePublic { abroad: 0, purchase: 0, operation: 0, reception: 60 },
        public_final: ThreePublic { abroad: 0, purchase: 0, operation: 0, reception: 38 },
    }
    .balanced()
}

/// The books of [`FARMING`], in hundredths of a yuan.
#[must_use]
pub fn farming() -> Accounts {
    use Source::{General, Own};
    Accounts {
        items: vec![
            item("2130104", "事业运行", 0, 0, General),
            item("2130106", "科技转化与推广服务", 0, 312_000_000, General),
            item("2130108", "病虫害控制", 0, 86_450_000, General),
            item("2130135", "农业资源保护修复与利用", 0, 15_000_000, Own),
            item("2080502", "事业单位离退休", 21_360_000, 0, General),
            item("2080505", "机关事业单位基本养老保险缴费支出", 31_744_800, 0, General),
            item("2101102", "事业单位医疗", 14_880_375, 0, General),
            item("2210201", "住房公积金", 23_808_600, 0, General),
        ],
        economic: vec![
            economic("30101", "基本工资", 108_600_000),
            economic("30102", "津贴补贴", 12_345_600),
            economic("30107", "绩效工资", 77_505_000),
            economic("30108", "机关事业单位基本养老保险缴费", 31_744_800),
            economic("30110", "职工基本医疗保险缴费", 14_880_375),
            economic("30113", "住房公积金", 23_808_600),
            economic("30201", "办公费", 6_200_000),
            economic("30211", "差旅费", 4_815_000),
            economic("30217", "公务接待费", 300_000),
            economic("30228", "工会经费", 3_968_100),
            economic("30231", "公务用车运行维护费", 5_600_000),
            economic("30302", "退休费", 21_360_000),
        ],
        carried_in: 0,
        carried_out: 0,
        public_budget: ThreePublic { abroad: 0, purchase: 0, operation: 5_600_000, reception: 300_000 },
        public_final: ThreePublic { abroad: 0, purchase: 0, operation: 5_112_060, reception: 0 },
    }
    .balanced()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn basic_expenditure_is_the_sum_by_economic_class() {
        for books in [parks(), archive(), farming()] {
            assert_eq!(books.personnel() + books.running(), books.spent_from(Source::General).basic);
            assert!(books.items.iter().all(|i| i.basic >= 0 && i.project >= 0));
            let rows = books.class_rows(|_| true);
            let classes: i64 = rows.iter().filter(|r| r.code.len() == 3).map(|r| r.spent.total()).sum();
            assert_eq!(classes, books.spent(|_| true).total());
            assert!(rows.iter().all(|r| !r.name.is_empty()));
        }
    }
}
