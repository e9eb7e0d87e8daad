//! Reading dictionaries of a loaded PDF: references resolved, types checked, sizes bounded.

use lopdf::{Dictionary, Document, Object, Stream};

/// A loaded document and the limit on decoded streams.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Objects<'a> {
    doc: &'a Document,
    max_stream_bytes: usize,
}

static NULL: Object = Object::Null;

impl<'a> Objects<'a> {
    pub(crate) fn new(doc: &'a Document, max_stream_bytes: usize) -> Self {
        Self { doc, max_stream_bytes }
    }

    pub(crate) fn doc(&self) -> &'a Document {
        self.doc
    }

    pub(crate) fn max_stream_bytes(&self) -> usize {
        self.max_stream_bytes
    }

    /// The object itself, or what a reference leads to; `null` for a dangling one.
    pub(crate) fn resolve<'b>(&self, object: &'b Object) -> &'b Object
    where
        'a: 'b,
    {
        match object {
            Object::Reference(_) => self.doc.dereference(object).map_or(&NULL, |(_, o)| o),
            other => other,
        }
    }

    /// Value of a key, resolved; `None` where missing or null.
    pub(crate) fn get<'b>(&self, dict: &'b Dictionary, key: &[u8]) -> Option<&'b Object>
    where
        'a: 'b,
    {
        match self.resolve(dict.get(key).ok()?) {
            Object::Null => None,
            other => Some(other),
        }
    }

    /// Value of a key as a name.
    pub(crate) fn name<'b>(&self, dict: &'b Dictionary, key: &[u8]) -> Option<&'b [u8]>
    where
        'a: 'b,
    {
        match self.get(dict, key)? {
            Object::Name(n) => Some(n),
            _ => None,
        }
    }

    /// Value of a key as a dictionary, or the dictionary of a stream.
    pub(crate) fn dict<'b>(&self, dict: &'b Dictionary, key: &[u8]) -> Option<&'b Dictionary>
    where
        'a: 'b,
    {
        self.as_dict(self.get(dict, key)?)
    }

    pub(crate) fn as_dict<'b>(&self, object: &'b Object) -> Option<&'b Dictionary>
    where
        'a: 'b,
    {
        match self.resolve(object) {
            Object::Dictionary(d) => Some(d),
            Object::Stream(s) => Some(&s.dict),
            _ => None,
        }
    }

    /// Value of a key as an array.
    pub(crate) fn array<'b>(&self, dict: &'b Dictionary, key: &[u8]) -> Option<&'b [Object]>
    where
        'a: 'b,
    {
        match self.get(dict, key)? {
            Object::Array(a) => Some(a),
            _ => None,
        }
    }

    /// First element of an array of dictionaries, or the dictionary itself where the array is missing.
    pub(crate) fn first_dict<'b>(&self, dict: &'b Dictionary, key: &[u8]) -> Option<&'b Dictionary>
    where
        'a: 'b,
    {
        match self.get(dict, key)? {
            Object::Array(a) => self.as_dict(a.first()?),
            other => self.as_dict(other),
        }
    }

    /// Value of a key as a number.
    pub(crate) fn number(&self, dict: &Dictionary, key: &[u8]) -> Option<f32> {
        self.as_number(dict.get(key).ok()?)
    }

    /// An integer or real, resolved.
    pub(crate) fn as_number(&self, object: &Object) -> Option<f32> {
        let resolved = match object {
            Object::Reference(_) => self.doc.dereference(object).ok()?.1,
            other => other,
        };
        match resolved {
            Object::Integer(i) => Some(*i as f32),
            Object::Real(r) if r.is_finite() => Some(*r),
            _ => None,
        }
    }

    /// Value of a key as a row of numbers; empty where missing.
    pub(crate) fn numbers(&self, dict: &Dictionary, key: &[u8]) -> Vec<f32> {
        match dict.get(key).map(|o| match o {
            Object::Reference(_) => self.doc.dereference(o).map_or(&NULL, |(_, o)| o),
            other => other,
        }) {
            Ok(Object::Array(a)) => a.iter().take(64).filter_map(|o| self.as_number(o)).collect(),
            _ => Vec::new(),
        }
    }

    /// Decoded bytes of a stream; `None` where its filters cannot be undone within the limit.
    pub(crate) fn stream_bytes(&self, stream: &Stream) -> Option<Vec<u8>> {
        stream.decompressed_content_with_limit(self.max_stream_bytes).ok()
    }
}
