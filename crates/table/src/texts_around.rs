//! Texts around a table.

use gongkai_normalize::blanks::tidy_blanks;
use gongkai_normalize::form_number::number_before_title;

/// Texts around a table and the lines they stand on.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Around {
    pub(crate) title: Option<String>,
    /// Text in brackets that the grid itself has for its first row; the title stands above it.
    pub(crate) qualifier: Option<String>,
    pub(crate) form_number: Option<String>,
    /// Money unit as printed: 万元.
    pub(crate) unit: Option<String>,
    /// 部门：…, 编制单位：…
    pub(crate) organisation: Option<String>,
    pub(crate) notes: Vec<String>,
    /// Lines that hold nothing but the above.
    pub(crate) lines: Vec<usize>,
}

impl Around {
    /// A title, given with its blanks, without the form number before it, which is kept.
    pub(crate) fn number_taken_off(&mut self, title: &str) -> String {
        let tidy = tidy_blanks(title);
        // A blank may stand within the number, or be all that parts it from the title.
        let Some((number, rest)) = number_before_title(&tidy).or_else(|| number_before_title(title)) else {
            return tidy;
        };
        self.form_number.get_or_insert(number);
        tidy_blanks(rest)
    }
}

/// 注：…, 说明：…, 本表反映…
pub(crate) fn begins_note(text: &str) -> bool {
    const MARKS: &[&str] =
        &["注：", "注:", "注释", "说明：", "说明:", "备注：", "备注:", "本表反映", "本表为空", "注1"];
    MARKS.iter().any(|mark| text.starts_with(mark))
}
