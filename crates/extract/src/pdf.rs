//! PDF files: loading, the page tree, one page after the other.

use crate::budget::Options;
use crate::content::Damage;
use crate::error::ExtractError;
use crate::interpret::{Fonts, Interpreter};
use crate::load::{Loaded, load};
use crate::matrix::Matrix;
use crate::object::Objects;
use crate::overprint::Overprints;
use crate::page_builder::{PageBuilder, metadata_text, texts_cut_off};
use crate::page_tree::{Leaf, page_list};
use crate::state::State;
use gongkai_model::page::{Extraction, MediaType, Metadata, OutlineEntry, Page, TextLayer};
use gongkai_model::{BBox, Issue, Severity};
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::{HashMap, HashSet};

/// Reads a PDF, and tells the number of each page as it begins to read it.
///
/// # Errors
///
/// `Encrypted` where a password is needed, `PageLimit`, and `Damaged` where no page can be found.
pub fn extract_pdf(bytes: &[u8], options: &Options, on_page: &mut dyn FnMut(u32)) -> Result<Extraction, ExtractError> {
    let Loaded { doc, is_cut, issue } = load(bytes, options)?;
    let objects = Objects::new(&doc, options.max_stream_bytes);
    let pages = page_list(&objects, options)?;
    let mut issues: Vec<Issue> = issue.into_iter().collect();
    let mut fonts = Fonts::default();
    let mut overprints = Overprints::default();
    let outline = outline(&objects, &pages);
    let read = pages
        .iter()
        .zip(1u32..)
        .map(|(leaf, number)| {
            on_page(number);
            read_page(&objects, leaf, number, options, &mut fonts, &mut overprints, &mut issues)
        })
        .collect();
    Ok(Extraction {
        media_type: MediaType::Pdf,
        encoding: None,
        is_cut,
        pages: read,
        outline,
        metadata: metadata(&objects),
        issues,
    })
}

/// The page as displayed: its size, its rotation, and the way from user space to it.
fn displayed(leaf: &Leaf<'_>) -> (f32, f32, u16, Matrix) {
    let normal = |b: [f32; 4]| BBox::new(b[0].min(b[2]), b[1].min(b[3]), b[0].max(b[2]), b[1].max(b[3]));
    let a4 = BBox::new(0.0, 0.0, 595.0, 842.0);
    let usable = |b: &BBox| b.width() >= 1.0 && b.height() >= 1.0 && b.width() < 1e5 && b.height() < 1e5;
    let media = leaf.media_box.map(normal).filter(usable).unwrap_or(a4);
    let shown =
        leaf.crop_box.map(normal).and_then(|c| crate::path::intersection(&media, &c)).filter(usable).unwrap_or(media);
    let turns = ((leaf.rotate / 90.0).round() as i64).rem_euclid(4);
    let (w, h) = (shown.width(), shown.height());
    let (x0, y0, x1, y1) = (shown.x0, shown.y0, shown.x1, shown.y1);
    match turns {
        1 => (h, w, 90, Matrix::new(0.0, 1.0, 1.0, 0.0, -y0, -x0)),
        2 => (w, h, 180, Matrix::new(-1.0, 0.0, 0.0, 1.0, x1, -y0)),
        3 => (h, w, 270, Matrix::new(0.0, -1.0, -1.0, 0.0, y1, x1)),
        _ => (w, h, 0, Matrix::new(1.0, 0.0, 0.0, -1.0, -x0, y1)),
    }
}

fn read_page(
    objects: &Objects<'_>,
    leaf: &Leaf<'_>,
    number: u32,
    options: &Options,
    fonts: &mut Fonts,
    overprints: &mut Overprints,
    issues: &mut Vec<Issue>,
) -> Page {
    let (width, height, rotation, matrix) = displayed(leaf);
    let builder = PageBuilder::new(number, width, height, rotation);
    let clip = BBox::new(-1e5, -1e5, 1e5, 1e5);
    let mut interpreter = Interpreter::new(*objects, options, fonts, builder, State::new(matrix, clip));
    match leaf.dict {
        Some(dict) => interpreter.page(dict, leaf.resources),
        None => interpreter.damage = Damage::Cut,
    }
    let (damage, exhausted) = (interpreter.damage, interpreter.budget.exhausted);
    let mut page = interpreter.sink.finish(options, overprints);
    let (code, severity, detail) = match damage {
        _ if leaf.dict.is_none() => ("page_lost", Severity::Error, "the page is not in the file"),
        Damage::Cut => ("page_content_damaged", Severity::Error, "a part of what the page draws is not in the file"),
        Damage::CheckSum => {
            ("page_content_doubtful", Severity::Warn, "what the page draws has a wrong check sum: a byte may be wrong")
        }
        Damage::None => ("", Severity::Info, ""),
    };
    if damage != Damage::None {
        issues.push(Issue::new(code, severity, format!("page {number}"), detail));
    }
    if exhausted {
        let detail = "the page draws more than a page may; the rest was left out";
        issues.push(Issue::new("page_limit_reached", Severity::Error, format!("page {number}"), detail));
    }
    let cut = texts_cut_off(&page);
    if cut > 0 {
        let detail =
            format!("{cut} texts are cut off by their cells or by the end of a sheet; what is not seen is not read");
        issues.push(Issue::new("text_cut_off", Severity::Info, format!("page {number}"), detail));
    }
    page.is_incomplete = exhausted || damage == Damage::Cut;
    if page.is_incomplete && page.text_layer == TextLayer::Blank {
        page.text_layer = TextLayer::Missing;
    }
    page
}

fn metadata(objects: &Objects<'_>) -> Metadata {
    let Some(info) = objects.dict(&objects.doc().trailer, b"Info") else { return Metadata::default() };
    let text = |key: &[u8]| match objects.get(info, key) {
        Some(Object::String(s, _)) => metadata_text(s),
        _ => None,
    };
    Metadata { title: text(b"Title"), author: text(b"Author"), creator: text(b"Creator"), producer: text(b"Producer") }
}

/// Bookmarks kept at most.
const MAX_BOOKMARKS: usize = 10_000;

fn outline(objects: &Objects<'_>, pages: &[Leaf<'_>]) -> Vec<OutlineEntry> {
    let numbers: HashMap<ObjectId, u32> = pages.iter().zip(1u32..).filter_map(|(p, n)| Some((p.id?, n))).collect();
    let mut entries = Vec::new();
    let Some(root) = objects.doc().catalog().ok().and_then(|c| objects.dict(c, b"Outlines")) else { return entries };
    let mut seen = HashSet::new();
    let mut open: Vec<(&Object, u8)> = root.get(b"First").map(|o| (o, 0)).into_iter().collect();
    while let Some((object, level)) = open.pop() {
        let is_new = object.as_reference().is_ok_and(|id| seen.insert(id));
        let Some(dict) = objects.as_dict(object).filter(|_| is_new && entries.len() < MAX_BOOKMARKS) else { continue };
        if let Some(Object::String(title, _)) = objects.get(dict, b"Title") {
            let page = destination_page(objects, dict).and_then(|id| numbers.get(&id).copied());
            entries.push(OutlineEntry { level, title: metadata_text(title).unwrap_or_default(), page });
        }
        open.extend(dict.get(b"Next").map(|o| (o, level)));
        open.extend(dict.get(b"First").map(|o| (o, level.saturating_add(1))));
    }
    entries
}

/// The page a bookmark leads to, where it says so itself.
fn destination_page(objects: &Objects<'_>, bookmark: &Dictionary) -> Option<ObjectId> {
    let target = objects
        .get(bookmark, b"Dest")
        .or_else(|| objects.dict(bookmark, b"A").and_then(|action| objects.get(action, b"D")))?;
    match target {
        Object::Array(a) => a.first()?.as_reference().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf(rotate: f32) -> Leaf<'static> {
        Leaf {
            id: None,
            dict: None,
            resources: None,
            media_box: Some([0.0, 0.0, 600.0, 800.0]),
            crop_box: Some([100.0, 100.0, 500.0, 700.0]),
            rotate,
        }
    }

    #[test]
    fn pages_are_turned_and_cropped_as_displayed() {
        // The top left corner of the crop box as displayed, for each turn.
        for (rotate, corner, size) in [
            (0.0, (100.0, 700.0), (400.0, 600.0)),
            (90.0, (100.0, 100.0), (600.0, 400.0)),
            (180.0, (500.0, 100.0), (400.0, 600.0)),
            (-90.0, (500.0, 700.0), (600.0, 400.0)),
        ] {
            let (w, h, _, m) = displayed(&leaf(rotate));
            assert_eq!((w, h), size, "{rotate}");
            assert_eq!(m.apply(corner.0, corner.1), (0.0, 0.0), "{rotate}");
        }
    }
}
