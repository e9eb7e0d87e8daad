//! Names of the functional classes the corpus uses, as printed in published tables.

/// 类 (classes) in the order in which 收入支出决算总表 lists them.
pub const CLASSES: &[(&str, &str)] = &[
    ("201", "一般公共服务支出"),
    ("202", "外交支出"),
    ("203", "国防支出"),
    ("204", "公共安全支出"),
    ("205", "教育支出"),
    ("206", "科学技术支出"),
    ("207", "文化旅游体育与传媒支出"),
    ("208", "社会保障和就业支出"),
    ("210", "卫生健康支出"),
    ("211", "节能环保支出"),
    ("212", "城乡社区支出"),
    ("213", "农林水支出"),
    ("214", "交通运输支出"),
    ("215", "资源勘探工业信息等支出"),
    ("216", "商业服务业等支出"),
    ("217", "金融支出"),
    ("219", "援助其他地区支出"),
    ("220", "自然资源海洋气象等支出"),
    ("221", "住房保障支出"),
    ("222", "粮油物资储备支出"),
    ("223", "国有资本经营预算支出"),
    ("224", "灾害防治及应急管理支出"),
    ("229", "其他支出"),
    ("231", "债务还本支出"),
    ("232", "债务付息支出"),
];

/// 款 (divisions) that the fictional agencies spend on.
const DIVISIONS: &[(&str, &str)] = &[
    ("20126", "档案事务"),
    ("20805", "行政事业单位养老支出"),
    ("21011", "行政事业单位医疗"),
    ("21201", "城乡社区管理事务"),
    ("21203", "城乡社区公共设施"),
    ("21205", "城乡社区环境卫生"),
    ("21208", "国有土地使用权出让收入安排的支出"),
    ("21301", "农业农村"),
    ("22102", "住房改革支出"),
];

/// Name of a class or a division; empty where unknown.
#[must_use]
pub fn name(code: &str) -> &'static str {
    CLASSES.iter().chain(DIVISIONS).find(|(c, _)| *c == code).map_or("", |(_, n)| n)
}

/// `一、` and so on, for lists of classes.
#[must_use]
pub fn ordinal(n: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match n {
        0..10 => DIGITS[n].to_owned(),
        10..20 => format!("十{}", DIGITS[n - 10]),
        _ => format!("{}十{}", DIGITS[(n / 10).min(9)], DIGITS[n % 10]),
    }
}
