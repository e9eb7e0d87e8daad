//! Which document is given to which producer.

mod drawing;
mod dumps;
mod families;
mod files;
mod fonts;
mod paging;

use crate::families::final_accounts;
use crate::model::Document;
use crate::pdf_writer::draw::Habits;
use crate::recipe::{Direct, Fonts, Producer, Recipe};

/// All documents of the corpus.
#[must_use]
pub fn all() -> Vec<Recipe> {
    let mut alike = fonts::documents();
    alike.extend(drawing::documents());
    alike.extend(files::documents());
    for recipe in &mut alike {
        recipe.every_stage = false;
    }
    let mut out = families::documents();
    out.extend(paging::documents());
    out.extend(dumps::documents());
    out.extend(alike);
    out
}

fn recipe(
    id: &'static str,
    document: fn() -> Document,
    producer: Producer,
    tags: &'static [&'static str],
    words: &'static str,
) -> Recipe {
    Recipe { id, document, producer, tags, words, every_stage: true }
}

/// The shortest document, for files that differ in nothing but fonts and drawing.
fn short() -> Document {
    final_accounts::short("单位")
}

fn direct(fonts: Fonts) -> Direct {
    Direct { fonts, ..Direct::default() }
}

fn drawn(habits: Habits) -> Producer {
    Producer::Direct(Direct { habits, ..Direct::default() })
}
