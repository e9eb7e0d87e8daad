//! The words of a header set in columns of blanks as texts: wrapped lines together.

use super::set_line::{SetLine, Word};
use gongkai_normalize::chars::{comparison_key, is_ideograph};

/// Lines of one wrapped header stand no further apart.
const WRAPPED: usize = 2;
/// The same where the line above stops within a word.
const FAR_WRAPPED: usize = 4;

/// Words of the header that stand over each other: line and word.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) words: Vec<(usize, usize)>,
    pub(super) x0: usize,
    pub(super) x1: usize,
    pub(super) top: usize,
    pub(super) bottom: usize,
    /// Its last line stops within a word.
    cut: bool,
    /// Its text as it is compared.
    pub(super) key: String,
    pub(super) content: Content,
}

impl Block {
    pub(super) fn center(&self) -> f32 {
        (self.x0 + self.x1) as f32 * 0.5
    }

    pub(super) fn middle(&self) -> f32 {
        (self.top + self.bottom) as f32 * 0.5
    }

    pub(super) fn over(&self, x0: usize, x1: usize) -> bool {
        self.x0 < x1 && x0 < self.x1
    }
}

/// What stands in a column, or below a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    Text,
    Code,
    Figures,
}

/// What stands below a header.
fn content_below(header: &str) -> Content {
    const CODES: &[&str] = &["编码", "代码", "编号", "序号", "行次"];
    const TEXTS: &[&str] = &[
        "名称", "项目", "科目", "单位", "地区", "部门", "备注", "说明", "内容", "类别", "事项", "依据", "日期", "时间",
        "市县", "目录",
    ];
    if matches!(header, "类" | "款" | "项") || CODES.iter().any(|end| header.ends_with(end)) {
        Content::Code
    } else if header == "目" || TEXTS.iter().any(|end| header.ends_with(end)) {
        Content::Text
    } else {
        Content::Figures
    }
}

/// The words of a header as blocks: wrapped lines together.
pub(super) fn blocks_of(header: &[SetLine]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for (l, line) in header.iter().enumerate().filter(|(_, line)| !line.is_numbers()) {
        let above = blocks.len();
        // What a line says twice stands under groups, unless all of it goes on from the line above: 支付 below 转移.
        let twice = |word: &Word| line.words.iter().filter(|other| other.text == word.text).count() > 1;
        let goes_on =
            |word: &Word| blocks.iter().any(|b| line.row <= b.bottom + WRAPPED && b.over(word.at, word.end()));
        let in_groups = line.words.iter().any(|word| twice(word) && !goes_on(word));
        let codes = line.words.iter().filter(|word| word.is_code_level()).count();
        let whole =
            |word: &Word| is_whole_header(word) || (in_groups && twice(word)) || (codes > 1 && word.is_code_level());
        let whole: Vec<bool> = line.words.iter().map(whole).collect();
        for (w, word) in line.words.iter().enumerate() {
            let mut over = (0..above).filter(|b| {
                let block = &blocks[*b];
                let within = if block.cut || word.text.first() == Some(&'（') { FAR_WRAPPED } else { WRAPPED };
                block.over(word.at, word.end()) && line.row <= block.bottom + within && line.row > block.bottom
            });
            let only = over.next().filter(|_| over.next().is_none());
            let alone = |block: &Block| line.words.iter().filter(|o| block.over(o.at, o.end())).count() == 1;
            // 基本支出 below 一般公共预算支出 stands under a group, as its neighbours do.
            let only = only.filter(|_| whole.get(w) == Some(&false));
            match only.filter(|b| alone(&blocks[*b]) && word.text.len() <= blocks[*b].x1 - blocks[*b].x0 + 2) {
                Some(b) => {
                    let block = &mut blocks[b];
                    block.words.push((l, w));
                    block.x0 = block.x0.min(word.at);
                    block.x1 = block.x1.max(word.end());
                    block.bottom = line.row;
                    block.cut = is_cut(&text_of(block, header));
                }
                None => blocks.push(Block {
                    words: vec![(l, w)],
                    x0: word.at,
                    x1: word.end(),
                    top: line.row,
                    bottom: line.row,
                    cut: is_cut(&word.text.iter().collect::<String>()),
                    key: String::new(),
                    content: Content::Figures,
                }),
            }
        }
    }
    for block in &mut blocks {
        block.key = comparison_key(&text_of(block, header));
        block.content = content_below(&block.key);
    }
    blocks
}

/// Whether a header stops within a word: they end in what they count or name.
fn is_cut(text: &str) -> bool {
    const ENDS: &[&str] = &[
        "收入", "支出", "拨款", "费", "预算", "决算", "数", "额", "计", "资金", "基金", "名称", "项目", "科目", "编码",
        "债券", "债务", "利息", "类别", "地区", "单位", "情况", "年", "结转", "结余", "专户",
    ];
    text.chars().count() >= 3 && text.ends_with(is_ideograph) && !ENDS.iter().any(|end| text.ends_with(end))
}

/// Whether a word is a header by itself and not the end of one that was wrapped.
fn is_whole_header(word: &Word) -> bool {
    const WHOLE: &[&str] = &[
        "小计",
        "合计",
        "基本支出",
        "项目支出",
        "其中:基本支出",
        "其中:项目支出",
        "人员经费",
        "公用经费",
        "日常公用经费",
    ];
    word.text.len() <= 8 && WHOLE.contains(&comparison_key(&word.text.iter().collect::<String>()).as_str())
}

pub(super) fn text_of(block: &Block, header: &[SetLine]) -> String {
    let words = block.words.iter().filter_map(|(l, w)| header.get(*l)?.words.get(*w));
    words.flat_map(|word| word.text.iter()).collect()
}
