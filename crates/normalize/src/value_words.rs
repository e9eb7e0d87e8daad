//! Words that stand around the number of an indicator's value: tables of data.

/// A word and the comparison it states: `>=`, `<=`, `>`, `<`, `=`, `~` for about, empty for none.
pub(crate) struct Word {
    /// As printed.
    pub(crate) text: &'static str,
    /// What it states.
    pub(crate) op: &'static str,
}

const fn word(text: &'static str, op: &'static str) -> Word {
    Word { text, op }
}

/// Words directly before the number; a negation before them turns them round. 超过 (exceeds) does not include the number.
/// Two of them beside each other are one: > and = are ≥, 大于 and 等于 too.
pub(crate) static BEFORE: &[Word] = &[
    word("≥", ">="),
    word("≧", ">="),
    word("⩾", ">="),
    word("≮", ">="),
    word("大于或等于", ">="),
    word("至少", ">="),
    word("最少", ">="),
    word("最低", ">="),
    word("下限", ">="),
    word("达到", ">="),
    word("达", ">="),
    word("≤", "<="),
    word("≦", "<="),
    word("⩽", "<="),
    word("≯", "<="),
    word("小于或等于", "<="),
    word("至多", "<="),
    word("最多", "<="),
    word("最高", "<="),
    word("上限", "<="),
    word("控制在", "<="),
    word("超过", ">"),
    word("超", ">"),
    word("超出", ">"),
    word("突破", ">"),
    word("逾", ">"),
    word("大于", ">"),
    word("高于", ">"),
    word("多于", ">"),
    word("＞", ">"),
    word("﹥", ">"),
    word(">", ">"),
    word("》", ">"),
    word("不足", "<"),
    word("不到", "<"),
    word("小于", "<"),
    word("低于", "<"),
    word("少于", "<"),
    word("＜", "<"),
    word("﹤", "<"),
    word("<", "<"),
    word("《", "<"),
    word("等于", "="),
    word("＝", "="),
    word("﹦", "="),
    word("=", "="),
    word("约", "~"),
    word("大约", "~"),
    word("约为", "~"),
    word("将近", "~"),
    word("接近", "~"),
    // Words that end in 约 (about) and say nothing of it: saved, fulfilled, signed, reserved.
    word("节约", ""),
    word("履约", ""),
    word("签约", ""),
    word("预约", ""),
    word("为", ""),
    word("¥", ""),
    word("￥", ""),
];

/// Words directly behind the number and its unit, longer ones before their parts.
pub(crate) static AFTER: &[Word] = &[
    word("（含）以上", ">="),
    word("(含)以上", ">="),
    word("及以上", ">="),
    word("或以上", ">="),
    word("以上", ">="),
    word("（含）以下", "<="),
    word("(含)以下", "<="),
    word("（含）以内", "<="),
    word("及以下", "<="),
    word("以下", "<="),
    word("及以内", "<="),
    word("以内", "<="),
    word("之内", "<="),
    word("内", "<="),
    word("+", ">="),
    word("＋", ">="),
    word("左右", "~"),
    word("上下", "~"),
    word("（含）", ""),
    word("(含)", ""),
];

/// What turns a comparison round: 不得低于 (must not be below) is at least.
pub(crate) static NEGATIONS: &[&str] = &[
    "不",
    "未",
    "无",
    "没有",
    "不得",
    "不能",
    "不应",
    "不可",
    "不会",
    "不宜",
    "不允许",
    "不再",
    "严禁",
    "不准",
    "禁止",
];

/// Words that state a comparison although other words stand between them and the number. Those of `BEFORE` that are
/// negated do too.
pub(crate) static ANYWHERE_BEFORE: &[Word] = &[
    word("至少", ">="),
    word("大于等于", ">="),
    word("≥", ">="),
    word("≧", ">="),
    word("小于等于", "<="),
    word("≤", "<="),
    word("≦", "<="),
    word("控制在", "<="),
    word("大于", ">"),
    word("＞", ">"),
    word(">", ">"),
    word("小于", "<"),
    word("＜", "<"),
    word("<", "<"),
];

/// What the column of the comparison prints, as comparison keys; empty where it states that there is none.
pub(crate) static OP_COLUMN: &[Word] = &[
    word("≥", ">="),
    word(">=", ">="),
    word("大于等于", ">="),
    word("正向指标", ">="),
    word("≤", "<="),
    word("<=", "<="),
    word("小于等于", "<="),
    word("反向指标", "<="),
    word("=", "="),
    word("等于", "="),
    word(">", ">"),
    word("大于", ">"),
    word("<", "<"),
    word("小于", "<"),
    word("定性", ""),
    word("定性指标", ""),
];

/// Marks a value may end with.
pub(crate) const CLOSERS: [char; 8] = ['。', '；', ';', '，', ',', '、', ' ', '.'];

/// Scales of a number.
pub(crate) static SCALES: [(&str, u64); 5] =
    [("万亿", 1_000_000_000_000), ("百万", 1_000_000), ("千万", 10_000_000), ("亿", 100_000_000), ("万", 10_000)];

/// Units that measure time.
pub(crate) static DURATIONS: [&str; 14] =
    ["个工作日", "工作日", "个自然日", "自然日", "天", "日", "小时", "个小时", "分钟", "个月", "月", "周", "年", "秒"];

/// Units of counts, rates, time and size. The longest that fits counts, so the order means nothing.
pub(crate) static UNITS: &[&str] = &[
    "%",
    "％",
    "﹪",
    "‰",
    "个百分点",
    "百分点",
    "人",
    "人次",
    "人天",
    "人日",
    "人份",
    "人年",
    "人月",
    "名",
    "位",
    "户",
    "户次",
    "家",
    "家次",
    "个",
    "个次",
    "项",
    "项次",
    "件",
    "件次",
    "次",
    "场",
    "场次",
    "期",
    "期次",
    "批",
    "批次",
    "轮",
    "轮次",
    "篇",
    "篇次",
    "条",
    "条次",
    "份",
    "套",
    "册",
    "本",
    "部",
    "辆",
    "台",
    "台次",
    "台套",
    "台件",
    "架",
    "艘",
    "座",
    "处",
    "栋",
    "幢",
    "间",
    "所",
    "个工作日",
    "工作日",
    "个自然日",
    "自然日",
    "天",
    "日",
    "小时",
    "个小时",
    "分钟",
    "秒",
    "个月",
    "月",
    "周",
    "年",
    "季度",
    "个季度",
    "元",
    "美元",
    "港元",
    "分",
    "级",
    "星",
    "倍",
    "度",
    "℃",
    "米",
    "千米",
    "公里",
    "厘米",
    "毫米",
    "平方米",
    "平方千米",
    "平方公里",
    "立方米",
    "亩",
    "公顷",
    "㎡",
    "m²",
    "m2",
    "m³",
    "km",
    "km²",
    "m",
    "cm",
    "mm",
    "吨",
    "千克",
    "公斤",
    "克",
    "kg",
    "t",
    "升",
    "毫升",
    "L",
    "ml",
    "度电",
    "千瓦",
    "千瓦时",
    "兆瓦",
    "kW",
    "kWh",
    "dB",
    "分贝",
    "Mbps",
    "M",
    "G",
    "GB",
    "TB",
    "MB",
    "Hz",
    "头",
    "只",
    "羽",
    "株",
    "棵",
    "盏",
    "门",
    "课时",
    "学时",
    "节",
    "支",
    "张",
    "块",
    "枚",
    "根",
    "片",
    "幅",
    "例",
    "起",
    "宗",
    "笔",
    "类",
    "种",
    "门次",
    "车次",
    "辆次",
    "架次",
    "船次",
    "班次",
    "趟",
    "趟次",
    "罐次",
    "季",
    "半年",
    "半天",
    "学年",
    "学期",
    "毫秒",
    "m3",
    "微克",
    "毫克",
    "μg",
    "ug",
    "mg",
];

/// Units that count as such only where nothing else stands beside them: 页 is also the head of 页面.
pub(crate) static UNITS_ALONE: &[&str] = &[
    "页", "字", "路", "核", "层", "组", "则", "集", "卷", "车", "班", "队", "罐", "箱", "桶", "袋", "瓶", "盒", "颗",
    "时", "生",
];

/// Words behind a number that no unit has in it: 12.5成本 is a number and the word cost.
pub(crate) static NOT_IN_UNITS: &[&str] =
    &["前", "后", "底", "起", "止", "成本", "预算", "完成", "达标", "合格", "覆盖", "满意", "正常", "到位"];

/// Marks between the parts of a unit: 元/人·次, 元/人*月, 微克每立方米.
pub(crate) const DIVIDERS: [char; 11] = ['/', '／', '每', '·', '•', '・', '.', '．', '*', '＊', '×'];

/// The comparison a negation makes of another: not below is at least.
pub(crate) const fn negated(op: &'static str) -> &'static str {
    match op.as_bytes() {
        b"<" => ">=",
        b">" => "<=",
        b"<=" => ">",
        b">=" => "<",
        _ => op,
    }
}

/// The longest negation that the text ends with.
pub(crate) fn negation_before(text: &str) -> Option<&'static str> {
    NEGATIONS.iter().filter(|word| text.ends_with(**word)).max_by_key(|word| word.len()).copied()
}

/// The longest of these words that the text begins with.
pub(crate) fn longest_prefix<'a>(words: &[&'a str], text: &str) -> Option<&'a str> {
    words.iter().filter(|word| text.starts_with(**word)).max_by_key(|word| word.len()).copied()
}

/// The longest of these words that the text ends with.
pub(crate) fn longest_suffix<'a>(words: &'a [Word], text: &str) -> Option<&'a Word> {
    words.iter().filter(|word| text.ends_with(word.text)).max_by_key(|word| word.text.len())
}
