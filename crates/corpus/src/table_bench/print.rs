//! Lays the documents of the benchmark out on pages: prose, and tables that go on over page ends.

use super::look::{Look, Repeat};
use super::press::{Press, Printed};
use super::sheet::Text;
use super::table_pages::{TablePages, part};
use super::truth::TableTruth;
use crate::model::{Align, Block, Document, Table};
use std::collections::BTreeMap;

/// Lays the document out. `advance` is the width of a character in ems.
#[must_use]
pub fn print(document: &Document, look: &Look, advance: &dyn Fn(char) -> f32) -> Printed {
    let spaced = |c: char| advance(c) + look.spacing;
    let mut press = Press { look, advance: &spaced, printed: Printed::default(), page: look.page, y: 0.0 };
    press.new_page();
    if let Some(title) = &document.title {
        press.lines(title, 18.0, 30.0, true, Align::Center, 0.0);
        press.y += 8.0;
    }
    for block in &document.blocks {
        match block {
            Block::Prose(p) => press.prose(p),
            Block::Table(t) => press.table(t),
            Block::PageBreak => press.new_page(),
        }
    }
    press.furniture(document);
    press.printed
}

impl Press<'_> {
    fn table(&mut self, t: &Table) {
        let (width, height) = self.page;
        let turned = self.look.turns && t.columns.len() >= 8;
        if turned {
            self.page = (height, width);
            self.new_page();
        }
        self.table_here(t);
        if turned {
            self.page = (width, height);
            self.new_page();
        }
    }

    fn table_here(&mut self, t: &Table) {
        let fit = super::grid_fit::fit(t, self.width(), self.look, self.advance);
        let mut head: f32 = fit.heights.iter().take(t.header_rows + 1).sum();
        head += if t.title.is_some() { 26.0 } else { 0.0 } + if t.unit.is_some() { 15.0 } else { 0.0 } + 16.0;
        if head > self.room() {
            self.new_page();
        } else if self.y > self.top() {
            self.y += 12.0;
        }
        self.table_head(t, "");
        let mut truth = TableTruth::of(t);
        let mut printed = BTreeMap::new();
        let mut pages = TablePages::new(t, &fit, self.look);
        loop {
            let room = self.room();
            let strips = pages.next_strips(room);
            let page = self.printed.sheets.len();
            part(self, t, &fit, &strips, page, &mut printed, &mut truth);
            if pages.is_done() {
                break;
            }
            self.new_page();
            match self.look.repeat {
                Repeat::Nothing | Repeat::Header => {}
                Repeat::Mark | Repeat::MarkAndHeader => self.lines("续表", 10.5, 16.0, false, Align::Right, 0.0),
                Repeat::All => self.table_head(t, "（续）"),
            }
        }
        self.printed.tables.push(truth);
        self.y += 4.0;
        for note in &t.notes {
            self.lines(note, 9.0, 13.0, false, Align::Left, 0.0);
        }
        self.y += 8.0;
    }

    fn table_head(&mut self, t: &Table, mark: &str) {
        if let Some(title) = &t.title {
            self.lines(&format!("{title}{mark}"), 14.0, 24.0, true, Align::Center, 0.0);
        }
        if let Some(year) = &t.year_line {
            self.lines(year, 10.5, 18.0, false, Align::Center, 0.0);
        }
        if let Some(number) = &t.form_number {
            self.lines(number, 9.0, 13.0, false, Align::Right, 0.0);
        }
        let unit = t.unit.as_ref().map(|u| format!("单位：{u}"));
        if t.owner_line.is_none() && unit.is_none() {
            return;
        }
        let y = self.y + 10.0;
        let (left, right) = (self.look.margin, self.page.0 - self.look.margin);
        if let Some(owner) = &t.owner_line {
            self.put(owner, left, y, 9.0, false);
        }
        if let Some(unit) = unit {
            let x = right - self.text_width(&unit, 9.0);
            self.put(&unit, x, y, 9.0, false);
        }
        self.y += 15.0;
    }

    /// Page numbers, running titles, watermarks and seals.
    fn furniture(&mut self, document: &Document) {
        let pages = self.printed.sheets.len();
        let running = document.title.clone().filter(|_| self.look.running_title);
        for i in 0..pages {
            let number = match self.look.page_numbers {
                1 => format!("- {} -", i + 1),
                2 => format!("第 {} 页 共 {pages} 页", i + 1),
                3 => (i + 1).to_string(),
                _ => String::new(),
            };
            let x = (self.printed.sheets[i].width - self.text_width(&number, 9.0)) / 2.0;
            let text = |text: &str, x, y| Text { x, y, size: 9.0, text: text.to_owned(), bold: false, place: None };
            let sheet = &mut self.printed.sheets[i];
            if !number.is_empty() {
                sheet.texts.push(text(&number, x, sheet.height - 26.0));
            }
            if let Some(running) = &running {
                sheet.texts.push(text(running, self.look.margin, 28.0));
            }
            sheet.watermark.clone_from(&self.look.watermark);
            if self.look.seal && i + 1 == pages {
                sheet.seal = Some([sheet.width * 0.7, sheet.height * 0.4, 55.0]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table_bench::chance::Chance;
    use crate::table_bench::families::Family;
    use crate::table_bench::look::{Borders, Wants};
    use crate::table_bench::words::Words;

    fn sorted(texts: impl Iterator<Item = String>) -> Vec<char> {
        let mut out: Vec<char> = texts.flat_map(|t| t.chars().collect::<Vec<_>>()).collect();
        out.retain(|c| !c.is_whitespace());
        out.sort_unstable();
        out
    }

    #[test]
    fn every_letter_of_every_cell_is_printed_once() {
        for (seed, family) in (1..=4).flat_map(|seed| Family::ALL.map(|f| (seed, f))) {
            let document = family.document(&mut Words::new(Chance::of(seed, &["words"])));
            let wants = Wants { landscape: 50, long_rows: true };
            let look = Look::new(Borders::Full, wants, &mut Chance::of(seed, &["look"]));
            let look = Look { repeat: Repeat::Nothing, repeat_total: false, cut_rows: true, ..look };
            let printed = print(&document, &look, &|c| if c.is_ascii() { 0.5 } else { 1.0 });
            let in_cells = printed.sheets.iter().flat_map(|s| &s.texts).filter(|t| t.place.is_some());
            let known = document.tables().flat_map(Table::placed).map(|(_, _, cell)| cell.shown().to_owned());
            assert!(sorted(in_cells.map(|t| t.text.clone())) == sorted(known), "{seed} {family:?}");
            let filled: Vec<_> = printed.tables.iter().flat_map(TableTruth::filled).collect();
            assert!(filled.iter().all(|c| !c.pages.is_empty()) && filled.len() > 20, "{seed} {family:?}");
        }
    }

    #[test]
    fn nothing_is_printed_below_the_foot() {
        for (seed, family) in (1..=4).flat_map(|seed| Family::ALL.map(|f| (seed, f))) {
            let document = family.document(&mut Words::new(Chance::of(seed, &["words"])));
            let wants = Wants { landscape: 50, long_rows: true };
            let look = Look::new(Borders::Inner, wants, &mut Chance::of(seed, &["look"]));
            let printed = print(&document, &look, &|c| if c.is_ascii() { 0.5 } else { 1.0 });
            for sheet in &printed.sheets {
                let cells = sheet.texts.iter().filter(|t| t.place.is_some());
                assert!(
                    cells.clone().all(|t| t.y < sheet.height - look.margin && t.x >= look.margin),
                    "{seed} {family:?}"
                );
            }
        }
    }
}
