//! Whether a line goes on in the next one: the place between two lines.

use super::broken::goes_on_below_break;
use super::column::{Column, DumpMeasure, INDENT, Measure, raw_width};
use super::contents::{ends_entry, is_contents_title, is_leader_alone};
use super::line_signs::{LONG_LINE, ends_sentence, has_punctuation, is_centred, is_date, is_heading_like, starts_note};
use super::source::ProseLine;
use gongkai_normalize::chars::is_ideograph;
use gongkai_normalize::document_number::find_all;
use gongkai_normalize::heading::MarkKind;
use gongkai_normalize::width::{first_piece, is_opening};

/// Shortest line of a dump with one line per paragraph that a page end can have cut, in ems.
const MIN_CUT_LINE: usize = 12;

/// Longest title of a part of the document, in characters.
const LONG_TITLE: usize = 30;

/// Most lines of a cover.
const MOST_ON_COVER: usize = 8;

/// Longest last word of a heading, in characters.
const LAST_WORD: usize = 4;

/// How far apart headings numbered alike stand, in lines of prose.
const HEADINGS_AROUND: usize = 30;

/// Shortest text that is a paragraph and no item of a list, in characters.
const LONG_TEXT: usize = 60;

/// Shortest line of a note that may be full, in ems, and how far its next line may be set in.
const NOTE_LINE: f32 = 25.0;
const NOTE_INDENT: f32 = 3.5;

/// The place between two lines.
pub(super) struct Joint<'a, 'b> {
    pub(super) lines: &'a [ProseLine<'b>],
    /// First line of the paragraph so far.
    pub(super) start: usize,
    /// The line that may go on with it.
    pub(super) at: usize,
    /// A bracket of the paragraph so far is not closed.
    pub(super) open: bool,
}

impl Joint<'_, '_> {
    /// Whether the line belongs to the paragraph so far.
    pub(super) fn goes_on(&self, measure: &Measure) -> bool {
        let (Some(above), Some(below)) = (self.lines.get(self.at - 1), self.lines.get(self.at)) else { return false };
        if below.after_table || is_contents_title(above.text) || is_contents_title(below.text) {
            return false;
        }
        if above.in_contents || below.in_contents {
            return contents_go_on(above, below) || self.entry_wraps(above, below, measure);
        }
        if self.lines.get(self.start).is_some_and(|first| below.counts_on_from(first)) {
            return false;
        }
        if above.dump.is_some() && self.is_end_of_heading(above, below) {
            return true;
        }
        match (above.dump, below.dump) {
            (None, None) => self.goes_on_in_pdf(above, below, measure),
            (Some(_), Some(_)) => match measure.dump.full {
                Some(full) => self.goes_on_in_wrapped_dump(above, below, full, &measure.dump),
                None => goes_on_in_unwrapped_dump(above, below),
            },
            _ => false,
        }
    }

    /// 备注：… below a table, where no other text tells how wide a line is: a long line of a note that ends within a sentence
    /// goes on in the one below it, which is no wider.
    fn is_line_of_note(&self, above: &ProseLine<'_>, below: &ProseLine<'_>, em: f32) -> bool {
        let of_note = self.lines.get(self.start).is_some_and(|first| starts_note(first.text));
        let drop = below.baseline - above.baseline;
        let in_place = (above.bbox.x0 - below.bbox.x0).abs() <= NOTE_INDENT * em;
        of_note
            && above.page == below.page
            && above.bbox.width() >= NOTE_LINE * em
            && !ends_sentence(above.text)
            && !starts_note(below.text)
            // 长期债务=…: definitions stand one to a line.
            && !below.text.contains('=')
            && !below.is_numbered()
            && (0.5 * em..=1.8 * em).contains(&drop)
            && in_place
            && below.bbox.x1 <= above.bbox.x1 + em
    }

    fn goes_on_in_pdf(&self, above: &ProseLine<'_>, below: &ProseLine<'_>, measure: &Measure) -> bool {
        let em = above.size.max(below.size).max(1.0);
        if self.is_title_of_part(above, below, measure) || self.is_title_of_cover(above, below, measure) {
            return true;
        }
        let sheet_ends = above.page != below.page;
        let titled = above.mark.is_some_and(|m| m.kind == MarkKind::Part) || is_centred(above, measure);
        if (above.size - below.size).abs() > em * 0.15 || (sheet_ends && titled) {
            return false;
        }
        if self.is_line_of_note(above, below, em) {
            return true;
        }
        let column = |line: &ProseLine<'_>| measure.columns.get(line.page).copied().flatten();
        let (Some(col_above), Some(col_below)) = (column(above), column(below)) else { return false };
        let same_page = above.page == below.page && above.column == below.column;
        let drop = below.baseline - above.baseline;
        if same_page && (drop < em * 0.5 || drop > (col_above.pitch * 1.7).max(em * 2.6)) {
            return false;
        }
        if begins_behind_word(below.text) || self.value_goes_on(above, below, &col_above, em) {
            return true;
        }
        let title_size = measure.scale(below) > 1.12;
        match (is_centred(above, measure), is_centred(below, measure)) {
            (true, true) => return title_goes_on(above, below),
            (true, false) => return false,
            (false, true) if !title_size => return false,
            (false, true) => return is_full(above, below, &col_above, em) && title_goes_on(above, below),
            (false, false) => {}
        }
        if label_of(below.text).is_some() && self.lines.get(self.start).is_some_and(|l| label_of(l.text).is_some()) {
            return false;
        }
        if !is_full(above, below, &col_above, em) {
            if self.is_rest_of_item(above, below, em) {
                return true;
            }
            if below.is_numbered() {
                return false;
            }
            let next_line = if same_page { drop <= col_above.pitch * 1.3 } else { below.page == above.page + 1 };
            if next_line && goes_on_below_break(self.lines.get(self.start..self.at).unwrap_or_default(), below) {
                return true;
            }
            let first = self.start + 1 == self.at;
            // Below a first line the text moves back to the edge; below any other it keeps its place.
            let back = above.bbox.x0 - below.bbox.x0;
            let in_place = if first { (em * 1.2..em * 3.2).contains(&back) } else { back.abs() < em * 0.5 };
            // A sentence that stops in its middle goes on at the place of its first line, too.
            let in_sentence = above.text.contains('，')
                && (above.mark.is_none() || above.text.contains(['：', '。']))
                && has_punctuation(below.text);
            let in_place = in_place || (in_sentence && back.abs() < em * 0.7);
            let indented = below.bbox.x0 - col_below.left > em * 1.1 && !in_place;
            // The edge was measured on other lines: a long line in the middle of a sentence goes on all the same.
            let long = above.bbox.width() >= (col_above.right - col_above.left) * LONG_LINE;
            let cut = long
                && (has_punctuation(above.text) || has_punctuation(below.text))
                && !ends_sentence(above.text)
                && !is_heading_like(above)
                && above.bold == below.bold
                && (!same_page || drop <= col_above.pitch * 1.3);
            return (cut || ends_open(above.text) || self.open) && !indented;
        }
        let indent_above = above.bbox.x0 - col_above.left;
        let indent_below = below.bbox.x0 - col_below.left;
        if col_below.indents {
            if self.is_heading_between(below, &col_below, em) {
                return false;
            }
            if indent_below < em * 1.1 {
                return !(below.is_numbered() && ends_sentence(above.text) && indent_above < em * 1.1);
            }
            // A block set in as a whole goes on at its own edge; a first line stands further right than the line above.
            let block = (indent_above - indent_below).abs() < em * 0.5;
            let first = self.start + 1 == self.at;
            // The text is set back to the edge from the first line of an item.
            let back = above.bbox.x0 - below.bbox.x0;
            if first && above.mark.is_some() && (em * 1.2..em * 3.2).contains(&back) && same_page {
                return !ends_sentence(above.text) && !below.is_numbered();
            }
            let other_font = above.is_numbered() && above.font.is_some() && above.font != below.font;
            let is_heading = first && ((above.bold && !below.bold) || (other_font && same_page));
            return block && !is_heading && !ends_sentence(above.text) && !below.is_numbered();
        }
        if below.is_numbered() {
            return !ends_sentence(above.text) && indent_below < indent_above + em * 0.5;
        }
        let hanging = self.lines.get(self.start).is_some_and(|l| l.mark.is_some());
        // A first line stands further right than the line above, or as far as the one line of the paragraph above.
        let is_one_line = self.start + 1 == self.at && ends_sentence(above.text);
        let edge = if is_one_line { 0.0 } else { indent_above };
        if indent_below > edge + em * 1.2 && !hanging {
            return false;
        }
        !(ends_sentence(above.text) && same_page && drop > col_above.pitch * 1.25)
    }

    /// The last word of a numbered heading of a dump on a line of its own: the headings numbered alike end so, too.
    fn is_end_of_heading(&self, above: &ProseLine<'_>, below: &ProseLine<'_>) -> bool {
        let Some(mark) = above.mark.filter(|_| is_heading_like(above)) else { return false };
        let word = (2..=LAST_WORD).contains(&below.text.chars().count())
            && below.text.chars().all(is_ideograph)
            && below.mark.is_none()
            && !above.text.ends_with(below.text);
        let first = self.at.saturating_sub(HEADINGS_AROUND);
        let around = self.lines.get(first..self.lines.len().min(self.at + HEADINGS_AROUND)).unwrap_or_default();
        let alike = |line: &&ProseLine<'_>| line.mark.is_some_and(|m| m.kind == mark.kind) && is_heading_like(line);
        word && around.iter().filter(alike).filter(|line| line.text.ends_with(below.text)).count() >= 2
    }

    /// An entry of the contents that fills its line goes on in the next without a number.
    fn entry_wraps(&self, above: &ProseLine<'_>, below: &ProseLine<'_>, measure: &Measure) -> bool {
        let column = measure.columns.get(above.page).copied().flatten();
        let em = above.size.max(1.0);
        above.in_contents
            && below.in_contents
            && above.page == below.page
            && above.dump.is_none()
            && (above.size - below.size).abs() <= em * 0.15
            && !below.is_numbered()
            && !above.text.ends_with(|c: char| c.is_ascii_digit())
            && !ends_entry(above.text)
            && !above.text.ends_with(['表', '）', ')'])
            && column.is_some_and(|column| is_full(above, below, &column, em))
    }

    /// 第二部分 with its title in a line of its own.
    fn is_title_of_part(&self, above: &ProseLine<'_>, below: &ProseLine<'_>, measure: &Measure) -> bool {
        let bare = above.mark.is_some_and(|m| m.kind == MarkKind::Part && m.rest.is_empty());
        let large = |line: &ProseLine<'_>| measure.scale(line) > 1.12 || line.bold;
        self.start + 1 == self.at
            && bare
            && above.page == below.page
            && large(above)
            && large(below)
            && below.mark.is_none()
            && below.text.chars().count() <= LONG_TITLE
            && !has_punctuation(below.text)
    }

    /// A cover that parts its title: who, and far below in another size what.
    fn is_title_of_cover(&self, above: &ProseLine<'_>, below: &ProseLine<'_>, measure: &Measure) -> bool {
        let opens_page = |at: usize| at == 0 || self.lines.get(at - 1).is_some_and(|line| line.page != above.page);
        let ends_page = self.lines.get(self.at + MOST_ON_COVER).is_none_or(|line| line.page != above.page);
        self.start + 1 == self.at
            && above.page == below.page
            && opens_page(self.start)
            && ends_page
            && [above, below].iter().all(|line| measure.scale(line) > 1.25)
            && label_of(above.text).is_none()
            && is_title_cut(above, below)
    }

    /// The value behind a label of a cover goes on below itself, not below the label.
    fn value_goes_on(&self, above: &ProseLine<'_>, below: &ProseLine<'_>, column: &Column, em: f32) -> bool {
        self.start + 1 == self.at
            && label_of(above.text).is_some()
            && label_of(below.text).is_none()
            && !ends_sentence(above.text)
            && !below.is_numbered()
            && is_full(above, below, column, em)
            && below.bbox.x0 > above.bbox.x0 + em * 3.0
    }

    /// The rest of a numbered entry of a list, set in below it, with the next number at the place of its own below that.
    fn is_rest_of_item(&self, above: &ProseLine<'_>, below: &ProseLine<'_>, em: f32) -> bool {
        let set_in = below.bbox.x0 - above.bbox.x0;
        let next = self.lines.get(self.at + 1).filter(|next| next.page == above.page && next.counts_on_from(above));
        self.start + 1 == self.at
            && above.page == below.page
            && below.mark.is_none()
            && (em * 0.5..em * 3.2).contains(&set_in)
            && below.bbox.width() < above.bbox.width()
            && !has_punctuation(above.text)
            && !has_punctuation(below.text)
            && next.is_some_and(|next| (next.bbox.x0 - above.bbox.x0).abs() < em * 0.5)
    }

    /// A short line that begins with 三、 and has no punctuation, with a line set further in below it: a heading, though
    /// the line above it is full and has no full stop.
    fn is_heading_between(&self, below: &ProseLine<'_>, column: &Column, em: f32) -> bool {
        let Some(next) = self.lines.get(self.at + 1) else { return false };
        is_heading_like(below)
            && below.mark.is_some_and(|m| matches!(m.kind, MarkKind::Part | MarkKind::Numeral) && !m.rest.is_empty())
            && !is_full(below, next, column, em)
            && next.page == below.page
            && next.bbox.x0 > below.bbox.x0 + em
    }

    fn goes_on_in_wrapped_dump(
        &self,
        above: &ProseLine<'_>,
        below: &ProseLine<'_>,
        full: f32,
        measure: &DumpMeasure,
    ) -> bool {
        let blank = below.dump.is_some_and(|d| d.blank_before > 0);
        if measure.blank_ends && blank {
            return false;
        }
        let is_first = self.start + 1 == self.at;
        if self.start == 0 && is_first && is_title_cut(above, below) {
            return true;
        }
        let indent = if above.dump.is_some_and(|d| d.indented) { INDENT } else { measure.lost_indent };
        let length = raw_width(above) + if is_first { indent } else { 0.0 };
        if full - length > first_piece(below.text) + 0.9 {
            return (ends_open(above.text) || self.open) && !below.is_numbered();
        }
        if below.dump.is_some_and(|d| d.indented) && measure.lost_indent == 0.0 {
            return false;
        }
        // A full line that ends in a semicolon ends an item of a list, or nothing: only a mark on the next line tells.
        if !ends_sentence(above.text) || above.text.ends_with(['；', ';']) && !below.is_numbered() {
            return !(below.is_numbered() && is_first && above.is_numbered() && is_heading_like(above));
        }
        if below.mark.is_some() {
            return false;
        }
        // The line above ends with a full stop at the edge. The line below is a first line if, as a first line, it is
        // full, and as any other it had room for more.
        let length = raw_width(below);
        let room = self.lines.get(self.at + 1).map_or(0.0, |next| first_piece(next.text));
        measure.lost_indent > 0.0
            && length <= full - measure.lost_indent + 0.5
            && length + room > full - 2.9
            && length + room <= full - 0.5
    }
}

/// Whether the line was full: what comes next did not fit.
fn is_full(above: &ProseLine<'_>, below: &ProseLine<'_>, column: &Column, em: f32) -> bool {
    column.right - above.bbox.x1 <= first_piece(below.text) * em + em * 0.6
}

/// The label of a line of a cover or a form: 项目名称：…. Sentences that begin so are longer than a label.
fn label_of(text: &str) -> Option<&str> {
    let (label, _) = text.split_once(['：', ':'])?;
    let count = label.chars().count();
    let named = ["名称", "单位", "部门", "类型", "金额", "日期", "负责人", "时间", "电话", "地址", "情况"]
        .iter()
        .any(|end| label.ends_with(end));
    ((2..=14).contains(&count) && named && !has_punctuation(label)).then_some(label)
}

/// Titles set over two lines are one; dates and names of authorities below them stand alone.
fn title_goes_on(above: &ProseLine<'_>, below: &ProseLine<'_>) -> bool {
    let stands_alone = |line: &ProseLine<'_>| {
        is_date(line.text)
            || line.text.starts_with(['（', '('])
            || label_of(line.text).is_some()
            || is_document_number(line.text)
    };
    // 在…会议上: where the report was given; who gave it stands below.
    !above.text.ends_with("会议上")
        && !stands_alone(above)
        && !stands_alone(below)
        && !below.is_numbered()
        && !ends_sentence(above.text)
}

/// Whether a line is the number of a document and nothing else: 云政办发〔2025〕18号.
fn is_document_number(text: &str) -> bool {
    find_all(text).first().is_some_and(|cited| cited.raw.trim() == text.trim())
}

/// Entries of the table of contents go on only to their own dot leader.
fn contents_go_on(above: &ProseLine<'_>, below: &ProseLine<'_>) -> bool {
    let cut = above.in_contents && below.in_contents && below.mark.is_none();
    if cut && is_leader_alone(below.text) {
        return !ends_entry(above.text);
    }
    // One word did not fit.
    let rest = below.text.chars().count() <= 4 && above.is_numbered() && above.text.chars().count() >= 20;
    if cut && rest && !above.text.ends_with(|c: char| c.is_ascii_digit()) && !below.is_numbered() {
        return true;
    }
    cut && super::contents::has_leader(below.text)
        && !super::contents::has_leader(above.text)
        && above.mark.is_some()
        && !above.text.ends_with(|c: char| c.is_ascii_digit())
        && above.text.chars().count() >= 15
}

/// In a dump with one line per paragraph only page ends cut: in the middle of a sentence that is long enough.
fn goes_on_in_unwrapped_dump(above: &ProseLine<'_>, below: &ProseLine<'_>) -> bool {
    let is_heading = above.dump.is_some_and(|d| d.heading > 0) && !above.text.contains(['，', ',', '。', '；']);
    let has_row = |line: &ProseLine<'_>| line.dump.is_some_and(|d| !d.cells.is_empty());
    if is_heading || has_row(above) || has_row(below) {
        return false;
    }
    let length = above.text.chars().count();
    // A long text that ends with a semicolon goes on; a short one is an item of a list.
    let quotes = above.text.matches('"').count() % 2 == 1
        || above.text.rfind('“').is_some_and(|open| above.text.rfind('”').is_none_or(|close| close < open));
    let clause = above.text.ends_with([';', '；']) && length >= LONG_TEXT && (above.text.contains('。') || quotes);
    let cut = (clause || !ends_sentence(above.text))
        && !above.text.ends_with(['）', ')', '”', '"', '》', '%'])
        && above.text.contains(['，', ',', '。', '；', ';', '、', '：', ':'])
        && length >= MIN_CUT_LINE;
    if !cut || below.mark.is_some() || starts_note(below.text) {
        return false;
    }
    // A figure at the end of an item is its end; one at the end of a long text was cut.
    let numbered_item = above.is_numbered() && length < 40 && !above.text.contains('。');
    let heading_below = below.dump.is_some_and(|d| d.heading > 0) && !ends_sentence(below.text);
    (!numbered_item || ends_open(above.text)) && !heading_below
}

/// A title over two lines: the first does not end as titles end, the second does.
fn is_title_cut(above: &ProseLine<'_>, below: &ProseLine<'_>) -> bool {
    let short =
        |line: &ProseLine<'_>| line.mark.is_none() && line.text.chars().count() <= 40 && !has_punctuation(line.text);
    short(above) && short(below) && !is_title_end(above.text) && is_title_end(below.text)
}

/// Words with which titles of these documents end.
const TITLE_ENDS: [&str; 14] =
    ["报告", "决算", "预算", "说明", "情况", "公开", "表", "草案", "方案", "目标", "通知", "结果", "信息", "）"];

fn is_title_end(text: &str) -> bool {
    TITLE_ENDS.iter().any(|end| text.ends_with(end))
}

/// Whether a text begins with a mark that stands behind words, as no paragraph does.
fn begins_behind_word(text: &str) -> bool {
    text.starts_with(['，', '。', '、', '；', '：', '）', '》', '”'])
}

/// Whether a text ends where no paragraph can end.
fn ends_open(text: &str) -> bool {
    text.ends_with(['，', '、', ',']) || text.ends_with(is_opening)
}
