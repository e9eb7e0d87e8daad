//! Lines of a text dump in the form of the lines of a PDF page.

use gongkai_model::BBox;
use gongkai_model::layout::{Line, PageLayout};
use gongkai_model::page::{DumpLine, Page};
use gongkai_normalize::blanks::{leaves_title_open, tidy_blanks, tidy_blanks_in_title};
use gongkai_normalize::chars::fold_text;

/// One [`Line`] for each line of the dump, in the same order, without geometry. The cells of a row are joined by one
/// blank; whoever needs them apart finds them in [`Page::dump_lines`].
pub(crate) fn dump_page_to_layout(page: &Page) -> PageLayout {
    let mut in_title = false;
    let mut lines = Vec::with_capacity(page.dump_lines.len());
    for line in &page.dump_lines {
        lines.push(dump_line_to_line(line, in_title));
        in_title = line.cells.is_empty() && leaves_title_open(&line.text, in_title);
    }
    PageLayout { page: page.number, lines, ..PageLayout::default() }
}

/// `in_title`: the line begins inside 《》.
fn dump_line_to_line(line: &DumpLine, in_title: bool) -> Line {
    let text = if line.cells.is_empty() {
        let folded = fold_text(&line.text);
        if in_title { tidy_blanks_in_title(&folded) } else { tidy_blanks(&folded) }
    } else {
        let cells = line.cells.iter().map(|cell| tidy_blanks(&fold_text(cell)));
        cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ")
    };
    Line {
        runs: 0..0,
        number: Some(line.number),
        bbox: BBox::default(),
        baseline: 0.0,
        size: 0.0,
        bold: line.bold,
        column: None,
        text,
        furniture: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_one_line_and_layout_blanks_go() {
        let row = DumpLine {
            number: 7,
            text: "林业 支出\t\t12.00".to_owned(),
            cells: vec!["林业 支出".to_owned(), String::new(), "12.00".to_owned()],
            ..DumpLine::default()
        };
        let prose =
            DumpLine { number: 8, text: "单位名称 ：青禾县林业局".to_owned(), ..DumpLine::default() };
        let page = Page { number: 2, dump_lines: vec![row, prose], ..Page::default() };
        let layout = dump_page_to_layout(&page);
        assert_eq!(layout.page, 2);
        assert_eq!(layout.lines[0].text, "林业支出 12.00");
        assert_eq!(layout.lines[1].text, "单位名称：青禾县林业局");
        assert_eq!(layout.lines[1].number, Some(8));
    }
}
