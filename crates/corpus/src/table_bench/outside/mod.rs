//! Documents of the benchmark printed by programs outside this crate, where they are installed.

mod html;
mod print_pages;

use super::grid_fit::{Fit, fit};
use super::look::Look;
use super::made::Made;
use super::truth::TableTruth;
use crate::model::{Block, Document};
use crate::office::print::{print_html, print_with_office};
use crate::office::sheet::document_to_fods;
use crate::office::text::{Sheet, document_to_fodt};
use anyhow::Result;
use sha2::{Digest as _, Sha256};
use std::path::Path;

/// A program that prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outside {
    /// Chromium, from HTML.
    Chromium,
    /// LibreOffice Writer.
    Writer,
    /// LibreOffice Calc.
    Calc,
}

const FONTS: [&str; 4] = ["Noto Sans CJK SC", "Noto Serif CJK SC", "WenQuanYi Zen Hei", "AR PL UMing CN"];

impl Outside {
    /// Short name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Writer => "writer",
            Self::Calc => "calc",
        }
    }

    /// Whether it is installed here, with what is needed to look at its pages.
    #[must_use]
    pub fn is_installed(self) -> bool {
        let program = if self == Self::Chromium { "chromium" } else { "soffice" };
        let folders = std::env::var_os("PATH").unwrap_or_default();
        [program, "pdftotext"]
            .iter()
            .all(|name| std::env::split_paths(&folders).any(|folder| folder.join(name).is_file()))
    }

    /// Prints the document into the folder `cache`, or takes what was printed there before from the same source.
    ///
    /// # Errors
    /// Where the program fails.
    pub(crate) fn make(self, id: &str, document: &Document, look: &Look, cache: &Path) -> Result<Made> {
        let mut document = document.clone();
        let mut fits = Vec::new();
        for block in &mut document.blocks {
            if let Block::Table(table) = block {
                let fit = fitted(table, look, self);
                for (i, column) in table.columns.iter_mut().enumerate() {
                    column.width = fit.edges[i + 1] - fit.edges[i];
                }
                fits.push(fit);
            }
        }
        let font = FONTS[id.len() % FONTS.len()];
        let landscape = look.page.0 > look.page.1;
        let source = match self {
            Self::Chromium => html::document_to_html(&document, &fits, look, font),
            Self::Writer => {
                let table_size = fits.iter().map(|f| f.size).fold(look.size, f32::min);
                document_to_fodt(&document, &Sheet { landscape, font, table_size, ruled: true })
            }
            Self::Calc => document_to_fods(&document, font),
        };
        std::fs::create_dir_all(cache)?;
        let hash: String = Sha256::digest(source.as_bytes()).iter().take(6).map(|b| format!("{b:02x}")).collect();
        let file = cache.join(format!("{id}-{hash}.pdf"));
        if !file.exists() {
            let part = cache.join(format!("{id}-{hash}.part"));
            match self {
                Self::Chromium => print_html(id, &source, &part)?,
                Self::Writer => print_with_office(id, "fodt", &source, &part)?,
                Self::Calc => print_with_office(id, "fods", &source, &part)?,
            }
            std::fs::rename(&part, &file)?;
        }
        let mut tables: Vec<TableTruth> = document.tables().map(TableTruth::of).collect();
        for (table, fit) in tables.iter_mut().zip(&fits) {
            for (cell, fitted) in table.cells.iter_mut().zip(&fit.cells) {
                cell.lines = fitted.lines.len();
            }
        }
        let pages = print_pages::note_pages(&mut tables, &file)?;
        Ok(Made { pdf: std::fs::read(&file)?, pages, tables })
    }
}

/// The table fitted to the page as the program will print it, nearly: which of its cells take several lines.
fn fitted(table: &crate::model::Table, look: &Look, outside: Outside) -> Fit {
    let width = match outside {
        Outside::Chromium => look.page.0 - 2.0 * look.margin,
        Outside::Writer if look.page.0 > look.page.1 => 714.0,
        Outside::Writer => 467.0,
        Outside::Calc => 737.0,
    };
    let size = if outside == Outside::Calc { 10.0 } else { look.size };
    let look = Look { size, drift: 0.0, ..look.clone() };
    fit(table, width, &look, &|c| if c.is_ascii() { 0.58 } else { 1.0 })
}
