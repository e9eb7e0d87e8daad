//! PDF bytes or a text dump to pages of glyphs, rules and images.
