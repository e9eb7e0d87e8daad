//! A small PDF writer for what office programs do not let one choose: encodings without ToUnicode, fonts with built-in
//! encodings, text drawn twice or clipped away, turned pages, damaged files.
//!
//! It writes the same bytes every time.

pub mod cff;
pub mod draw;
pub mod embedded;
pub mod faces;
pub mod file;
pub mod page_image;
pub mod proportional;
pub mod shapes;
pub mod simple;
pub mod type1;
