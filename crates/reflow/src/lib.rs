//! Glyphs to lines, paragraphs and sections.
