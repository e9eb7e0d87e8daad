//! PDF files: loading, the page tree, one page after the other.

use crate::budget::Options;
use crate::error::ExtractError;
use crate::interpret::{Fonts, Interpreter};
use crate::matrix::Matrix;
use crate::object::Objects;
use crate::overprint::Overprints;
use crate::page_builder::{PageBuilder, metadata_text};
use crate::state::State;
use gongkai_model::page::{Extraction, MediaType, Metadata, OutlineEntry, Page, TextLayer};
use gongkai_model::{BBox, Issue, Severity};
use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};
use std::collections::{HashMap, HashSet};

/// Reads a PDF, and tells the number of each page as it begins to read it.
///
/// # Errors
///
/// `Encrypted` where a password is needed, `PageLimit`, and `Damaged` where no page can be found.
pub fn extract_pdf(bytes: &[u8], options: &Options, on_page: &mut dyn FnMut(u32)) -> Result<Extraction, ExtractError> {
    let doc = load(bytes, options)?;
    let objects = Objects::new(&doc, options.max_stream_bytes);
    let pages = page_list(&objects, options)?;
    let mut issues = Vec::new();
    if doc.xref_recovery.is_some() {
        issues.push(Issue::new(
            "xref_repaired",
            Severity::Info,
            "",
            "the cross-reference table was rebuilt or corrected",
        ));
    }
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
        pages: read,
        outline,
        metadata: metadata(&objects),
        issues,
    })
}

fn load(bytes: &[u8], options: &Options) -> Result<Document, ExtractError> {
    let load_options = LoadOptions { max_decompressed_size: Some(options.max_stream_bytes), ..LoadOptions::default() };
    let doc = Document::load_mem_with_options(bytes, load_options).map_err(|e| match e {
        lopdf::Error::Decryption(_) | lopdf::Error::InvalidPassword | lopdf::Error::UnsupportedSecurityHandler(_) => {
            ExtractError::Encrypted
        }
        other => ExtractError::Damaged { detail: other.to_string() },
    })?;
    // A document that waits for its password loads without objects.
    if doc.trailer.has(b"Encrypt") && doc.encryption_state.is_none() {
        return Err(ExtractError::Encrypted);
    }
    Ok(doc)
}

/// A leaf of the page tree with what it inherits.
struct Leaf<'a> {
    id: Option<ObjectId>,
    dict: &'a Dictionary,
    resources: Option<&'a Dictionary>,
    media_box: Option<[f32; 4]>,
    crop_box: Option<[f32; 4]>,
    rotate: f32,
}

#[derive(Clone, Copy)]
struct Inherited<'a> {
    resources: Option<&'a Dictionary>,
    media_box: Option<[f32; 4]>,
    crop_box: Option<[f32; 4]>,
    rotate: f32,
}

impl<'a> Inherited<'a> {
    fn with(self, objects: &Objects<'a>, dict: &'a Dictionary) -> Self {
        let rectangle = |key: &[u8]| <[f32; 4]>::try_from(objects.numbers(dict, key)).ok();
        Self {
            resources: objects.dict(dict, b"Resources").or(self.resources),
            media_box: rectangle(b"MediaBox").or(self.media_box),
            crop_box: rectangle(b"CropBox").or(self.crop_box),
            rotate: objects.number(dict, b"Rotate").unwrap_or(self.rotate),
        }
    }

    fn leaf(self, id: Option<ObjectId>, dict: &'a Dictionary) -> Leaf<'a> {
        let Self { resources, media_box, crop_box, rotate } = self;
        Leaf { id, dict, resources, media_box, crop_box, rotate }
    }
}

/// Leaves of the page tree in order. Where the tree is broken, every page object in order of its number.
fn page_list<'a>(objects: &Objects<'a>, options: &Options) -> Result<Vec<Leaf<'a>>, ExtractError> {
    let doc = objects.doc();
    let none = Inherited { resources: None, media_box: None, crop_box: None, rotate: 0.0 };
    let mut pages = Vec::new();
    let mut seen = HashSet::new();
    let root = doc.catalog().ok().and_then(|c| c.get(b"Pages").ok());
    let mut open: Vec<(&'a Object, Inherited<'a>)> = root.map(|r| (r, none)).into_iter().collect();
    while let Some((object, inherited)) = open.pop() {
        let id = object.as_reference().ok();
        if id.is_some_and(|id| !seen.insert(id)) {
            continue;
        }
        let Some(dict) = objects.as_dict(object) else { continue };
        let inherited = inherited.with(objects, dict);
        match objects.array(dict, b"Kids") {
            Some(kids) => open.extend(kids.iter().rev().map(|k| (k, inherited))),
            None => pages.push(inherited.leaf(id, dict)),
        }
        if pages.len() > options.max_pages {
            return Err(ExtractError::PageLimit { pages: pages.len() as u32, limit: options.max_pages as u32 });
        }
    }
    if pages.is_empty() {
        for (id, object) in doc.objects.iter().take(10_000_000) {
            if let Object::Dictionary(dict) = object
                && dict.has_type(b"Page")
                && pages.len() < options.max_pages
            {
                pages.push(none.with(objects, dict).leaf(Some(*id), dict));
            }
        }
    }
    if pages.is_empty() {
        return Err(ExtractError::Damaged { detail: "no page found".to_owned() });
    }
    Ok(pages)
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
    let place = || format!("page {number}");
    let builder = PageBuilder::new(number, width, height, rotation);
    let clip = BBox::new(-1e5, -1e5, 1e5, 1e5);
    let mut interpreter = Interpreter::new(*objects, options, fonts, builder, State::new(matrix, clip));
    let (content, damaged) = page_content(objects, leaf.dict);
    if interpreter.budget.bytes(content.len()) {
        interpreter.run(&content, leaf.resources);
    }
    let exhausted = interpreter.budget.exhausted;
    let mut page = interpreter.sink.finish(options, overprints);
    if damaged {
        issues.push(Issue::new(
            "page_content_damaged",
            Severity::Error,
            place(),
            "a content stream could not be decoded",
        ));
        if matches!(page.text_layer, TextLayer::Blank) {
            page.text_layer = TextLayer::Missing;
        }
    }
    if exhausted {
        issues.push(Issue::new(
            "page_limit_reached",
            Severity::Error,
            place(),
            "the page draws more than a page may; the rest was left out",
        ));
    }
    page
}

/// The content streams of a page, one after the other, and whether one of them could not be decoded.
fn page_content(objects: &Objects<'_>, page: &Dictionary) -> (Vec<u8>, bool) {
    let streams: Vec<&Object> = match objects.get(page, b"Contents") {
        Some(Object::Array(list)) => list.iter().map(|o| objects.resolve(o)).collect(),
        Some(other) => vec![other],
        None => Vec::new(),
    };
    let mut content = Vec::new();
    let mut damaged = false;
    for object in streams {
        match object {
            Object::Stream(s) => match objects.stream_bytes(s) {
                Some(bytes) if content.is_empty() => content = bytes,
                Some(bytes) => {
                    content.push(b'\n');
                    content.extend_from_slice(&bytes);
                }
                None => damaged = true,
            },
            _ => damaged = true,
        }
    }
    (content, damaged)
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

    fn leaf(dict: &Dictionary, rotate: f32) -> Leaf<'_> {
        Leaf {
            id: None,
            dict,
            resources: None,
            media_box: Some([0.0, 0.0, 600.0, 800.0]),
            crop_box: Some([100.0, 100.0, 500.0, 700.0]),
            rotate,
        }
    }

    #[test]
    fn pages_are_turned_and_cropped_as_displayed() {
        let dict = Dictionary::new();
        // The top left corner of the crop box as displayed, for each turn.
        for (rotate, corner, size) in [
            (0.0, (100.0, 700.0), (400.0, 600.0)),
            (90.0, (100.0, 100.0), (600.0, 400.0)),
            (180.0, (500.0, 100.0), (400.0, 600.0)),
            (-90.0, (500.0, 700.0), (600.0, 400.0)),
        ] {
            let (w, h, _, m) = displayed(&leaf(&dict, rotate));
            assert_eq!((w, h), size, "{rotate}");
            assert_eq!(m.apply(corner.0, corner.1), (0.0, 0.0), "{rotate}");
        }
    }
}
