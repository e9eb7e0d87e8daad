//! Documents for office programs, which then print them: OpenDocument text and sheets for LibreOffice, HTML for Chromium.

pub mod html;
pub mod print;
pub mod sheet;
pub mod text;

/// Text with the five characters of XML spelled out.
#[must_use]
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
