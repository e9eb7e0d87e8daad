//! A text dump to pages of lines: what other programs left of a document whose PDF is not at hand.
//!
//! Dumps come in several styles: the text layer of a PDF line by line (often with an empty line after every printed
//! line), rows with tabs between the cells, and the markdown that recognition programs write. The reader takes off
//! markup and tells rows from prose; it joins nothing and judges nothing.

mod decode;
mod line;
mod markup;
mod row;

use crate::error::ExtractError;
use gongkai_model::page::{DumpLine, Extraction, MediaType, Page, TextLayer};
use gongkai_model::{Issue, Severity};

/// Largest dump that is read, in bytes. A long budget is about a hundred kilobytes.
const MAX_BYTES: usize = 64 << 20;

/// Most pages a dump may have.
const MAX_PAGES: usize = 20_000;

/// Reads a text dump. One page for each form feed, line numbers as in the file.
///
/// # Errors
///
/// [`ExtractError::EmptyFile`] without any text, [`ExtractError::NotAPdf`] for a web page, picture or archive,
/// [`ExtractError::Damaged`] where the bytes are no known encoding of text, [`ExtractError::Unsupported`] and
/// [`ExtractError::PageLimit`] where the file is too large.
pub fn extract_dump(bytes: &[u8]) -> Result<Extraction, ExtractError> {
    if bytes.len() > MAX_BYTES {
        return Err(ExtractError::Unsupported { detail: format!("a text of {} bytes", bytes.len()) });
    }
    let decoded = decode::decode(bytes)?;
    let mut issues = decoded.issues;
    let mut raw = line::split_lines(&decoded.text, &mut issues);
    row::mark_pipe_rows(&mut raw);
    row::mark_tab_rows(&mut raw);

    let mut pages: Vec<Page> = Vec::new();
    let mut blank_before = 0u16;
    let mut rule_rows = Vec::new();
    for source in &raw {
        while pages.len() <= source.page {
            if pages.len() >= MAX_PAGES {
                let pages = u32::try_from(source.page.saturating_add(1)).unwrap_or(u32::MAX);
                return Err(ExtractError::PageLimit { pages, limit: MAX_PAGES as u32 });
            }
            pages.push(empty_page(pages.len()));
            blank_before = 0;
        }
        match line::read_line(source) {
            line::Reading::Blank => blank_before = blank_before.saturating_add(1),
            line::Reading::Markup => rule_rows.push(source.number),
            line::Reading::Text(mut read) => {
                read.blank_before = blank_before;
                blank_before = 0;
                push_line(&mut pages, source.page, read);
            }
        }
    }
    if let (Some(first), n) = (rule_rows.first(), rule_rows.len()) {
        let detail = format!("{n} lines of markup without text left out");
        issues.push(Issue::new("dump_markup", Severity::Info, format!("line {first}"), detail));
    }
    while pages.len() > 1 && pages.last().is_some_and(|p| p.dump_lines.is_empty()) {
        pages.pop();
    }
    if pages.iter().all(|p| p.dump_lines.is_empty()) {
        return Err(ExtractError::EmptyFile);
    }
    Ok(Extraction {
        media_type: MediaType::Text,
        encoding: Some(decoded.encoding.to_owned()),
        pages,
        issues,
        ..Extraction::default()
    })
}

fn empty_page(index: usize) -> Page {
    Page {
        number: u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1),
        text_layer: TextLayer::Blank,
        ..Page::default()
    }
}

fn push_line(pages: &mut [Page], page: usize, line: DumpLine) {
    if let Some(page) = pages.get_mut(page) {
        page.text_layer = TextLayer::Sound;
        page.dump_lines.push(line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<DumpLine> {
        extract_dump(text.as_bytes()).unwrap().pages.into_iter().flat_map(|p| p.dump_lines).collect()
    }

    #[test]
    fn line_numbers_are_those_of_the_file() {
        let l = lines("\n\n青禾县林业局\r\n\r\n  一、概况\r\n");
        assert_eq!(l.len(), 2);
        assert_eq!((l[0].number, l[0].blank_before, l[0].indented), (3, 2, false));
        assert_eq!((l[1].number, l[1].blank_before, l[1].indented), (5, 1, true));
        assert_eq!(l[1].text, "一、概况");
    }

    #[test]
    fn a_form_feed_ends_a_page_and_the_last_one_opens_none() {
        let e = extract_dump("第一页\n\u{c}第二页\n\u{c}".as_bytes()).unwrap();
        assert_eq!(e.pages.len(), 2);
        assert_eq!(e.pages[1].dump_lines[0].text, "第二页");
        assert_eq!(e.pages[1].dump_lines[0].number, 2);
    }

    #[test]
    fn markup_of_recognition_programs_is_taken_off() {
        let l = lines("# 职责\n- **一是**抓好落实。\n**小计**\n- 10 -\n----\n");
        assert_eq!((l[0].heading, l[0].text.as_str()), (1, "职责"));
        assert_eq!((l[1].bullet, l[1].bold, l[1].text.as_str()), (true, false, "一是抓好落实。"));
        assert!(l[2].bold);
        assert_eq!((l[3].bullet, l[3].text.as_str()), (false, "- 10 -"));
        assert_eq!(l.len(), 4);
    }

    #[test]
    fn rows_keep_their_blank_cells() {
        let l = lines("项目\t预算数\t\n\t12.00\t\n---\t----\t\n");
        assert_eq!(l[0].cells, ["项目", "预算数", ""]);
        assert_eq!(l[1].cells, ["", "12.00", ""]);
        assert_eq!(l.len(), 2);
    }

    #[test]
    fn pipe_tables_are_rows() {
        let l = lines("| 项目 | 金额 |\n|:---|---:|\n| 印刷费 | 1 \\| 2 |\n");
        assert_eq!(l.len(), 2);
        assert_eq!(l[1].cells, ["印刷费", "1 | 2"]);
        assert_eq!(l[1].number, 3);
    }

    #[test]
    fn a_lone_tab_before_prose_is_an_indent() {
        let l = lines("概况\n\t我局负责林业工作。\n如下：\n");
        assert!(l[1].cells.is_empty());
        assert!(l[1].indented);
    }

    #[test]
    fn nothing_but_blanks_is_an_empty_file() {
        assert_eq!(extract_dump(b" \n\t\n\x0c"), Err(ExtractError::EmptyFile));
        assert_eq!(extract_dump(b""), Err(ExtractError::EmptyFile));
    }
}
