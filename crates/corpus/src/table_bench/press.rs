//! Pages being filled: lines of text at the place that was reached, a new page where there is no room.

use super::look::Look;
use super::sheet::{Sheet, Text};
use super::truth::TableTruth;
use crate::layout::wrap;
use crate::model::{Align, Prose};
use gongkai_model::layout::SectionKind;

/// Pages and what stands on them.
#[derive(Debug, Clone, Default)]
pub struct Printed {
    /// The pages.
    pub sheets: Vec<Sheet>,
    /// The tables.
    pub tables: Vec<TableTruth>,
}

pub(crate) struct Press<'a> {
    pub(crate) look: &'a Look,
    pub(crate) advance: &'a dyn Fn(char) -> f32,
    pub(crate) printed: Printed,
    /// Width and height of the pages from here on.
    pub(crate) page: (f32, f32),
    pub(crate) y: f32,
}

const BODY: f32 = 12.0;
const BODY_LINE: f32 = 20.0;

impl Press<'_> {
    pub(crate) fn sheet(&mut self) -> &mut Sheet {
        if self.printed.sheets.is_empty() {
            self.new_page();
        }
        let last = self.printed.sheets.len() - 1;
        &mut self.printed.sheets[last]
    }

    pub(crate) fn new_page(&mut self) {
        let (width, height) = self.page;
        let sideways = self.look.sideways && width > height;
        // A page that nothing was put on is another one now.
        self.printed.sheets.pop_if(|sheet| sheet.texts.is_empty() && sheet.rules.is_empty());
        self.printed.sheets.push(Sheet { width, height, sideways, ..Sheet::default() });
        self.y = self.top();
    }

    pub(crate) fn top(&self) -> f32 {
        self.look.margin
    }

    pub(crate) fn bottom(&self) -> f32 {
        self.page.1 - self.look.margin
    }

    pub(crate) fn room(&self) -> f32 {
        self.bottom() - self.y
    }

    pub(crate) fn width(&self) -> f32 {
        self.page.0 - 2.0 * self.look.margin
    }

    pub(crate) fn text_width(&self, text: &str, size: f32) -> f32 {
        text.chars().map(|c| (self.advance)(c) * size).sum()
    }

    pub(crate) fn put(&mut self, text: &str, x: f32, y: f32, size: f32, bold: bool) {
        let text = Text { x, y, size, text: text.to_owned(), bold, place: None };
        self.sheet().texts.push(text);
    }

    pub(crate) fn lines(&mut self, text: &str, size: f32, leading: f32, bold: bool, align: Align, indent: f32) {
        let full = self.width();
        let left = self.look.margin;
        for (i, line) in wrap(text, size, full - indent, full, self.advance).iter().enumerate() {
            if leading > self.room() {
                self.new_page();
            }
            let x = match align {
                Align::Left => left + if i == 0 { indent } else { 0.0 },
                Align::Center => left + (full - self.text_width(line, size)) / 2.0,
                Align::Right => left + full - self.text_width(line, size),
            };
            let y = self.y + leading * 0.5 + size * 0.38;
            self.put(line, x, y, size, bold);
            self.y += leading;
        }
    }

    pub(crate) fn prose(&mut self, p: &Prose) {
        match (p.kind, p.level) {
            (SectionKind::Heading, 1) => {
                self.y += 6.0;
                self.lines(&p.text, 15.0, 26.0, true, Align::Center, 0.0);
            }
            (SectionKind::Heading, _) => self.lines(&p.text, BODY, BODY_LINE, true, Align::Left, BODY * 2.0),
            _ => self.lines(&p.text, BODY, BODY_LINE, false, Align::Left, BODY * 2.0),
        }
    }
}
