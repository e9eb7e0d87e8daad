//! Glyphs to lines, paragraphs and sections.

mod dump_lines;
mod furniture;
mod sections;

pub use furniture::mark_furniture;
pub use sections::sections;
