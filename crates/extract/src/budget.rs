//! Limits that keep a hostile page from costing more than a page may.

/// What reading one page may cost at most. Each limit is far above what real pages need (the largest of 2,570 published
/// pages draws 12,000 glyphs).
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Content operators per page, forms included.
    pub max_operators: u64,
    /// Glyphs per page.
    pub max_glyphs: usize,
    /// Path segments and rectangles per page.
    pub max_segments: usize,
    /// Decoded bytes of one stream, and of all content of a page.
    pub max_stream_bytes: usize,
    /// Nesting of form XObjects.
    pub max_form_depth: u32,
    /// Pages of a document; more is [`crate::ExtractError::PageLimit`].
    pub max_pages: usize,
    /// Fonts kept decoded at one time.
    pub max_cached_fonts: usize,
    /// A filled rectangle no thicker than this (points) is a ruling line, a thicker one is shading.
    pub max_rule_thickness: f32,
    /// Share of unknown characters from which a page counts as unmapped text.
    pub unmapped_share: f32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            max_operators: 5_000_000,
            max_glyphs: 1_000_000,
            max_segments: 1_000_000,
            max_stream_bytes: 256 << 20,
            max_form_depth: 12,
            max_pages: 20_000,
            max_cached_fonts: 512,
            max_rule_thickness: 3.5,
            unmapped_share: 0.3,
        }
    }
}

/// What is left of a page's budget.
#[derive(Debug, Clone)]
pub(crate) struct Budget {
    operators: u64,
    glyphs: usize,
    segments: usize,
    bytes: usize,
    /// Set once any limit was reached.
    pub(crate) exhausted: bool,
}

impl Budget {
    pub(crate) fn of_page(options: &Options) -> Self {
        Self {
            operators: options.max_operators,
            glyphs: options.max_glyphs,
            segments: options.max_segments,
            bytes: options.max_stream_bytes,
            exhausted: false,
        }
    }

    pub(crate) fn operator(&mut self) -> bool {
        let ok = self.operators > 0;
        self.operators = self.operators.saturating_sub(1);
        self.note(ok)
    }

    pub(crate) fn glyph(&mut self) -> bool {
        let ok = self.glyphs > 0;
        self.glyphs = self.glyphs.saturating_sub(1);
        self.note(ok)
    }

    pub(crate) fn segment(&mut self) -> bool {
        let ok = self.segments > 0;
        self.segments = self.segments.saturating_sub(1);
        self.note(ok)
    }

    pub(crate) fn bytes(&mut self, n: usize) -> bool {
        let ok = self.bytes >= n;
        self.bytes = self.bytes.saturating_sub(n);
        self.note(ok)
    }

    fn note(&mut self, ok: bool) -> bool {
        self.exhausted |= !ok;
        ok
    }
}
