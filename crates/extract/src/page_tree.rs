//! The page tree of a PDF, also where branches of it are missing.

use crate::budget::Options;
use crate::error::ExtractError;
use crate::object::Objects;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::HashSet;

/// A leaf of the page tree with what it inherits.
pub(crate) struct Leaf<'a> {
    pub(crate) id: Option<ObjectId>,
    /// The page itself; none where the tree names a page that is not in the file.
    pub(crate) dict: Option<&'a Dictionary>,
    pub(crate) resources: Option<&'a Dictionary>,
    pub(crate) media_box: Option<[f32; 4]>,
    pub(crate) crop_box: Option<[f32; 4]>,
    pub(crate) rotate: f32,
}

#[derive(Clone, Copy, Default)]
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

    fn leaf(self, id: Option<ObjectId>, dict: Option<&'a Dictionary>) -> Leaf<'a> {
        let Self { resources, media_box, crop_box, rotate } = self;
        Leaf { id, dict, resources, media_box, crop_box, rotate }
    }
}

/// Leaves of the page tree in order. Where the tree is lost: those of what is left of it, then every other page object
/// in order of its number.
pub(crate) fn page_list<'a>(objects: &Objects<'a>, options: &Options) -> Result<Vec<Leaf<'a>>, ExtractError> {
    let root = objects.doc().catalog().ok().and_then(|catalog| catalog.get(b"Pages").ok());
    let mut walk = Walk { objects, limit: options.max_pages, pages: Vec::new(), seen: HashSet::new() };
    if let Some(root) = root.filter(|root| objects.as_dict(root).is_some()) {
        walk.below(root)?;
    }
    if walk.pages.iter().all(|leaf| leaf.dict.is_none()) {
        walk.pages.clear();
        walk.without_root()?;
    }
    if walk.pages.is_empty() {
        return Err(ExtractError::Damaged { detail: "no page found".to_owned() });
    }
    Ok(walk.pages)
}

struct Walk<'a, 'o> {
    objects: &'o Objects<'a>,
    limit: usize,
    pages: Vec<Leaf<'a>>,
    seen: HashSet<ObjectId>,
}

impl<'a> Walk<'a, '_> {
    /// Leaves below a node. A child that is not in the file is a page that is lost.
    fn below(&mut self, node: &'a Object) -> Result<(), ExtractError> {
        let mut open = vec![(node, Inherited::default())];
        while let Some((object, inherited)) = open.pop() {
            let id = object.as_reference().ok();
            if id.is_some_and(|id| !self.seen.insert(id)) {
                continue;
            }
            match self.objects.as_dict(object) {
                Some(dict) => {
                    let inherited = inherited.with(self.objects, dict);
                    match self.objects.array(dict, b"Kids") {
                        Some(kids) => open.extend(kids.iter().rev().map(|kid| (kid, inherited))),
                        None => self.push(inherited.leaf(id, Some(dict)))?,
                    }
                }
                None if id.is_some() => self.push(inherited.leaf(id, None))?,
                None => {}
            }
        }
        Ok(())
    }

    fn push(&mut self, leaf: Leaf<'a>) -> Result<(), ExtractError> {
        self.pages.push(leaf);
        let (pages, limit) = (self.pages.len(), self.limit);
        if pages > limit {
            return Err(ExtractError::PageLimit { pages: pages as u32, limit: limit as u32 });
        }
        Ok(())
    }

    fn without_root(&mut self) -> Result<(), ExtractError> {
        self.seen.clear();
        let of_type = |wanted: &'static [u8]| {
            let doc: &'a Document = self.objects.doc();
            doc.objects.iter().filter(move |(_, object)| object.as_dict().is_ok_and(|dict| dict.has_type(wanted)))
        };
        let (nodes, leaves) = (of_type(b"Pages"), of_type(b"Page"));
        for (id, node) in nodes {
            let parent = node.as_dict().ok().and_then(|dict| self.objects.dict(dict, b"Parent"));
            if parent.is_none() && self.seen.insert(*id) {
                self.below(node)?;
            }
        }
        for (id, leaf) in leaves {
            if let Ok(dict) = leaf.as_dict()
                && self.seen.insert(*id)
            {
                self.push(Inherited::default().with(self.objects, dict).leaf(Some(*id), Some(dict)))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    /// Numbers of the leaves of a file whose catalog is 1 and whose root is 2; 0 where the page is lost.
    fn leaves(objects: Vec<(u32, Dictionary)>) -> Vec<(u32, bool)> {
        let mut doc = Document::new();
        doc.trailer.set("Root", (1, 0));
        doc.objects.extend(objects.into_iter().map(|(number, dict)| ((number, 0), dict.into())));
        let objects = Objects::new(&doc, 1 << 20);
        let pages = page_list(&objects, &Options::default()).unwrap_or_default();
        pages.iter().map(|leaf| (leaf.id.map_or(0, |id| id.0), leaf.dict.is_some())).collect()
    }

    fn node(kids: &[u32], parent: u32) -> Dictionary {
        let kids: Vec<Object> = kids.iter().map(|kid| Object::Reference((*kid, 0))).collect();
        dictionary! { "Type" => "Pages", "Kids" => kids, "Parent" => (parent, 0) }
    }

    fn page() -> Dictionary {
        dictionary! { "Type" => "Page" }
    }

    #[test]
    fn a_page_that_is_not_in_the_file_keeps_its_number() {
        let catalog = dictionary! { "Type" => "Catalog", "Pages" => (2, 0) };
        let found = leaves(vec![(1, catalog), (2, node(&[5, 6, 4], 0)), (5, page()), (4, page())]);
        assert_eq!(found, [(5, true), (6, false), (4, true)]);
    }

    #[test]
    fn without_a_root_the_rest_of_the_tree_comes_before_single_pages() {
        let catalog = dictionary! { "Type" => "Catalog", "Pages" => (2, 0) };
        let rest = vec![(1, catalog.clone()), (3, page()), (7, node(&[9, 8], 2)), (8, page()), (9, page())];
        assert_eq!(leaves(rest), [(9, true), (8, true), (3, true)]);
        assert_eq!(leaves(vec![(1, catalog)]), []);
    }

    #[test]
    fn a_tree_that_holds_itself_ends() {
        let catalog = dictionary! { "Type" => "Catalog", "Pages" => (2, 0) };
        assert_eq!(leaves(vec![(1, catalog), (2, node(&[2, 3], 2)), (3, page())]), [(3, true)]);
    }
}
