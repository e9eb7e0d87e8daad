//! The table of contents (目录): its entries look like headings and are none.

use super::source::ProseLine;
use gongkai_normalize::chars::{comparison_key, digit_of};
use gongkai_normalize::heading::MarkKind;

/// Most lines of a table of contents.
const MAX_ENTRIES: usize = 300;

/// Marks entries of the table of contents: lines with dot leaders, and the lines behind 目录 up to where the first
/// entry appears again as a heading.
pub(super) fn mark_contents(lines: &mut [ProseLine<'_>]) {
    for line in lines.iter_mut() {
        line.in_contents = has_leader(line.text);
    }
    if let Some(title) = lines.iter().position(|line| is_contents_title(line.text)) {
        let end = end_of_contents(lines, title + 1 + usize::from(has_head(lines, title + 1)));
        for line in lines.iter_mut().take(end).skip(title + 1) {
            line.in_contents = true;
        }
    }
    mark_pages_of_entries(lines);
}

/// Fewest lines of a page of entries.
const MIN_ENTRIES: usize = 8;

/// Marks the pages that hold numbered entries and nothing else: the contents go on there, or list the forms of a part. A
/// part that begins on such a page keeps its title.
fn mark_pages_of_entries(lines: &mut [ProseLine<'_>]) {
    let mut goes_on = false;
    for page in lines.chunk_by_mut(|above, below| above.page == below.page) {
        let is_entry = |line: &ProseLine<'_>| {
            line.dump.is_none()
                && !line.after_table
                && line.text.chars().count() <= LONGEST_ENTRY
                && !line.text.contains(['。', '；', '，'])
        };
        let numbered = page.iter().filter(|line| line.is_numbered()).count();
        let entries = page.len() >= MIN_ENTRIES && numbered * 5 >= page.len() * 3 && page.iter().all(is_entry);
        // Entries with their page numbers, and what stands between them.
        let led = page.iter().filter(|line| has_leader(line.text) || is_leader_alone(line.text)).count();
        let titled = page.iter().any(|line| is_contents_title(line.text));
        let untouched = !titled && !page.iter().any(|line| line.in_contents);
        if goes_on && !titled && page.len() >= MIN_ENTRIES && led * 2 >= page.len() && page.iter().all(is_entry) {
            page.iter_mut().for_each(|line| line.in_contents = true);
        } else if entries && untouched {
            let is_part = |line: &&mut ProseLine<'_>| line.mark.is_some_and(|m| m.kind == MarkKind::Part);
            let title = if goes_on { 0 } else { page.iter_mut().take_while(is_part).count() };
            page.iter_mut().skip(title).for_each(|line| line.in_contents = true);
        }
        goes_on = page.last().is_some_and(|line| line.in_contents);
    }
}

/// Longest entry, in characters.
const LONGEST_ENTRY: usize = 60;

/// Whether a line is the title of a table of contents.
pub(super) fn is_contents_title(text: &str) -> bool {
    matches!(comparison_key(text).as_str(), "目录" | "目次" | "目錄")
}

/// Whether a line with the names of columns stands above the entries: 序号 (number), 报表名称 (name of the form).
fn has_head(lines: &[ProseLine<'_>], at: usize) -> bool {
    let (Some(head), Some(entry)) = (lines.get(at), lines.get(at + 1)) else { return false };
    let key = comparison_key(head.text);
    !head.is_numbered() && entry.is_numbered() && key.starts_with("序号") && key.chars().count() <= 12
}

/// The line behind the last entry.
fn end_of_contents(lines: &[ProseLine<'_>], start: usize) -> usize {
    let limit = lines.len().min(start.saturating_add(MAX_ENTRIES));
    let Some(first) = lines.get(start) else { return start };
    let first_key = entry_key(first.text);
    let again = (start + 1..limit).find(|&i| {
        let line = &lines[i];
        !first_key.is_empty() && !has_leader(line.text) && entry_key(line.text) == first_key
    });
    if let Some(end) = again {
        // Prose before the first entry comes again: that is no table of contents.
        let prose = lines[start..end].iter().filter(|l| l.text.chars().count() > 60 && !has_leader(l.text)).count();
        if prose == 0 {
            return end;
        }
    }
    (start..limit)
        .find(|&i| {
            let line = &lines[i];
            let is_entry = has_leader(line.text)
                || is_leader_alone(line.text)
                || lines.get(i + 1).is_some_and(|next| is_leader_alone(next.text))
                || line.page == first.page && longest_leader(line.text) >= 6
                || ((line.is_numbered() || line.text.starts_with(['表', '附']) || ends_with_page(line.text))
                    && line.text.chars().count() <= LONGEST_ENTRY
                    && line.page == first.page);
            !is_entry
        })
        .unwrap_or(limit)
}

/// Whether dots lead to a page number: `一、概况………3`.
pub(super) fn has_leader(text: &str) -> bool {
    if longest_leader(text) < 5 {
        return false;
    }
    // Template residue such as `……` alone is not an entry.
    ends_with_page(text) && text.chars().filter(|c| c.is_alphabetic()).count() >= 2
}

/// The most dots in a row, blanks between them apart.
fn longest_leader(text: &str) -> usize {
    let (mut run, mut longest) = (0usize, 0usize);
    for c in text.chars() {
        run = match c {
            '.' | '·' | '．' | '﹒' | '-' | '_' | '—' | '•' => run + 1,
            '…' | '⋯' => run + 3,
            ' ' => run,
            _ => 0,
        };
        longest = longest.max(run);
    }
    longest
}

fn ends_with_page(text: &str) -> bool {
    let text = text.trim_end_matches([')', '）', ' ', '-', '—', '页']);
    text.ends_with(|c: char| digit_of(c).is_some()) && text.len() > 4
}

/// The dots and the page number of an entry whose text stands in the line above: `········（24）`.
pub(super) fn is_leader_alone(text: &str) -> bool {
    longest_leader(text) >= 5
        && ends_with_page(text)
        && !text.contains(|c: char| c.is_alphabetic() && c != '页' && c != '第')
}

/// Whether an entry ends with a line: that leads to a page number.
pub(super) fn ends_entry(text: &str) -> bool {
    longest_leader(text) >= 2 && ends_with_page(text)
}

/// An entry without its leader and page number.
fn entry_key(text: &str) -> String {
    comparison_key(text)
        .trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '·' | '-' | '_' | '(' | ')' | '•'))
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaders_need_a_page_number() {
        assert!(has_leader("一、部门职责………………3"));
        assert!(has_leader("第二部分 决算表 ........ 12"));
        assert!(has_leader("1全县一般公共预算收入表…………第1页"));
        assert!(has_leader("收入表（１）…………５４"));
        assert!(is_leader_alone("················（24）") && !is_leader_alone("一、部门职责………………3"));
        assert!(!has_leader("20××年……"));
        assert!(!has_leader("……"));
        assert!(!has_leader("2024-01-05"));
        assert!(!has_leader("一、部门职责"));
    }

    #[test]
    fn an_entry_is_its_text() {
        assert_eq!(entry_key("一、部门职责……………3"), entry_key("一、 部门职责"));
    }
}
