//! PDF bytes or a text dump to pages of glyphs, rules and images.

mod dump;
mod error;

pub use dump::extract_dump;
pub use error::ExtractError;
