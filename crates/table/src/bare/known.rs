//! Columns of a table as far as its lines with numbers have shown them: what lies within one may be the rest of a long cell.

use crate::bare::words::{Kind, Word};

/// A text begins where others of its column do within this part of the font size.
const FLUSH: f32 = 0.4;

/// The same where columns may stand a little aside.
const DRIFT: f32 = 0.8;

/// A column: where its words stand, and where its texts begin.
#[derive(Debug, Clone, PartialEq)]
struct Shown {
    x0: f32,
    x1: f32,
    lefts: Vec<f32>,
    /// Rules draw it on another page: its texts may begin anywhere.
    drawn: bool,
}

/// The columns that lines with numbers have shown, from left to right.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct KnownColumns {
    columns: Vec<Shown>,
    /// Left and right end of the texts of the header and their baselines, the lowest first.
    headers: Vec<(f32, f32, f32)>,
    /// They are those of another page, below the same header: they may stand a little aside.
    pub(crate) may_drift: bool,
}

impl KnownColumns {
    /// Columns of which only the header is known.
    pub(crate) fn under<'a>(header: impl Iterator<Item = &'a Word>) -> Self {
        let mut headers: Vec<(f32, f32, f32)> = header.map(|w| (w.bbox.x0, w.bbox.x1, w.baseline)).collect();
        headers.sort_by(|a, b| b.2.total_cmp(&a.2));
        Self { headers, ..Self::default() }
    }

    /// The columns between these edges, which rules draw.
    pub(crate) fn between(edges: &[f32]) -> Self {
        let column = |pair: &[f32]| Shown { x0: pair[0], x1: pair[1], lefts: Vec::new(), drawn: true };
        Self { columns: edges.windows(2).map(column).collect(), ..Self::default() }
    }

    /// Takes in the words of a line whose numbers stand apart. Labels of totals show no column.
    pub(crate) fn add_line(&mut self, words: &[Word]) {
        for word in words.iter().filter(|w| !w.may_span()) {
            self.add(word);
        }
    }

    fn add(&mut self, word: &Word) {
        let mut own = Shown { x0: word.bbox.x0, x1: word.bbox.x1, lefts: Vec::new(), drawn: false };
        let middle = word.bbox.center_x();
        if self.columns.iter().any(|c| c.drawn && c.x0 <= middle && middle <= c.x1) {
            return;
        }
        let from = self.columns.partition_point(|c| c.x1 < own.x0);
        let to = from + self.columns[from..].partition_point(|c| c.x0 <= own.x1);
        for column in self.columns.drain(from..to) {
            own.x0 = own.x0.min(column.x0);
            own.x1 = own.x1.max(column.x1);
            own.lefts.extend(column.lefts);
        }
        let is_new = |l: &f32| (l - word.bbox.x0).abs() > 0.5 * FLUSH * word.size;
        if !word.is_numeric() && own.lefts.iter().all(is_new) {
            own.lefts.push(word.bbox.x0);
        }
        self.columns.insert(from, own);
    }

    /// The one column that a word stands in: it reaches into no other. And whether it begins where texts of the column do.
    /// Where no column is known, the text or code below a header begins one.
    fn column_of(&self, word: &Word) -> Option<(usize, bool)> {
        let from = self.columns.partition_point(|c| c.x1 < word.bbox.x0);
        let shown = self.columns.get(from).filter(|c| c.x0 <= word.bbox.x1);
        let Some(column) = shown else {
            let of_one = self.is_below_one_header(word);
            return (of_one && word.kind != Kind::Amount).then_some((from, true));
        };
        let slack = if column.drawn { FLUSH * word.size } else { 0.0 };
        let in_next = self.columns.get(from + 1).is_some_and(|c| c.x0 <= word.bbox.x1 - slack);
        let aside = if self.may_drift { DRIFT } else { FLUSH };
        let flush = |l: &f32| (l - word.bbox.x0).abs() <= aside * word.size;
        (!in_next).then_some((from, column.drawn || word.is_numeric() || column.lefts.iter().any(flush)))
    }

    /// The lowest texts of the header over a word stand over each other: wrapped lines of one header.
    fn is_below_one_header(&self, word: &Word) -> bool {
        let mut shared = (f32::MIN, f32::MAX);
        let mut last = None;
        for (x0, x1, y) in self.headers.iter().filter(|h| h.0 < word.bbox.x1 && h.1 > word.bbox.x0) {
            let both = (shared.0.max(*x0), shared.1.min(*x1));
            if both.0 >= both.1 {
                // One beside it; else one above that stands over several.
                return last.is_none_or(|last: f32| last - y > 0.5 * word.size);
            }
            shared = both;
            last = Some(*y);
        }
        last.is_some()
    }

    /// The words of a line stand in columns as the lines of long cells do. `Some` with the last of these columns.
    pub(crate) fn last_column(&self, words: &[Word]) -> Option<usize> {
        let mut last = None;
        for word in words.iter().filter(|_| self.columns.len() >= 2) {
            let (column, flush) = self.column_of(word)?;
            if !flush && last != Some(column) {
                return None;
            }
            last = Some(column);
        }
        last
    }

    /// Left and right end of the columns; `None` where none is known.
    pub(crate) fn extent(&self) -> Option<(f32, f32)> {
        Some((self.columns.first()?.x0, self.columns.last()?.x1))
    }

    /// The words of a line stand in different columns, each in one.
    pub(crate) fn part(&self, words: &[Word]) -> bool {
        let columns: Option<Vec<usize>> =
            words.iter().filter(|w| !w.may_span()).map(|w| Some(self.column_of(w)?.0)).collect();
        columns.is_some_and(|c| c.len() >= 2 && c.windows(2).all(|pair| pair[0] < pair[1]))
    }

    /// Each word of a line stands in one column.
    pub(crate) fn reach(&self, words: &[Word]) -> bool {
        self.columns.len() >= 2 && words.iter().all(|w| self.column_of(w).is_some())
    }

    /// The words of a line stand in columns as the lines of long cells do.
    pub(crate) fn hold(&self, words: &[Word]) -> bool {
        self.last_column(words).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_model::BBox;

    fn word(text: &str, x0: f32) -> Word {
        let numeric = text.chars().all(|c| c.is_ascii_digit() || c == '.');
        let width: f32 = text.chars().map(|c| if c.is_ascii() { 5.0 } else { 10.0 }).sum();
        Word {
            bbox: BBox::new(x0, 0.0, x0 + width, 10.0),
            baseline: 9.0,
            size: 10.0,
            line: 0,
            text: text.to_owned(),
            kind: if numeric { Kind::Amount } else { Kind::Text },
        }
    }

    #[test]
    fn a_text_below_a_header_and_one_over_several_begins_a_column() {
        let header = |text: &str, x0: f32, y: f32| Word { baseline: y, ..word(text, x0) };
        let words = [header("收入", 100.0, 9.0), header("项目", 40.0, 24.0), header("金额", 160.0, 24.0)];
        let mut known = KnownColumns::under(words.iter());
        known.add_line(&[word("2.50", 160.0), word("3.00", 300.0)]);
        assert!(known.hold(&[word("一、一般公共预算收入", 20.0)]));
        // Two headers of one line are over it.
        let known = KnownColumns::under(words[1..].iter());
        assert!(known.column_of(&word("本年收入决算情况如下所述并无其他", 20.0)).is_none());
    }

    #[test]
    fn lines_of_long_cells_stand_in_one_column() {
        let mut known = KnownColumns::default();
        known.add_line(&[word("合计", 40.0), word("12.50", 120.0)]);
        known.add_line(&[word("校舍修缮", 0.0), word("2.50", 125.0), word("完成屋面防水", 200.0)]);
        assert_eq!(known.last_column(&[word("及外墙粉刷工程", 200.0)]), Some(2));
        assert!(known.hold(&[word("工程", 0.0), word("验收。", 200.0)]));
        // Prose runs on over the white between columns; a title stands where no text of the column begins.
        assert!(!known.hold(&[word("本年收入决算情况如下所述并无其他", 0.0)]));
        assert!(!known.hold(&[word("收入决算表", 222.0)]));
    }
}
