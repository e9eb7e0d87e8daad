//! Why a file yields nothing at all.

use thiserror::Error;

/// Why nothing could be read from a file. What goes wrong on a single page is an [`Issue`](gongkai_model::Issue)
/// instead, and the other pages are still read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ExtractError {
    /// The file has no bytes, or nothing but blanks.
    #[error("the file is empty")]
    EmptyFile,
    /// The bytes are neither a PDF nor text: a web page, a picture, an office document.
    #[error("neither a PDF nor text: {found}")]
    NotAPdf {
        /// What the bytes look like.
        found: String,
    },
    /// The PDF opens only with a password.
    #[error("the PDF needs a password")]
    Encrypted,
    /// The bytes claim to be a PDF or text and cannot be read as such.
    #[error("damaged: {detail}")]
    Damaged {
        /// What is broken.
        detail: String,
    },
    /// The document has more pages than allowed.
    #[error("{pages} pages, {limit} allowed")]
    PageLimit {
        /// Pages in the document.
        pages: u32,
        /// Pages allowed.
        limit: u32,
    },
    /// A sound file that this program does not read.
    #[error("unsupported: {detail}")]
    Unsupported {
        /// What is not supported.
        detail: String,
    },
}

impl ExtractError {
    /// The stable reason code of the manifest: `empty_file`, `not_a_pdf`, `encrypted`, `damaged`, `page_limit`,
    /// `unsupported`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::EmptyFile => "empty_file",
            Self::NotAPdf { .. } => "not_a_pdf",
            Self::Encrypted => "encrypted",
            Self::Damaged { .. } => "damaged",
            Self::PageLimit { .. } => "page_limit",
            Self::Unsupported { .. } => "unsupported",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_says_what_and_a_code_stays_stable() {
        let e = ExtractError::Damaged { detail: "no cross-reference table".to_owned() };
        assert_eq!(e.to_string(), "damaged: no cross-reference table");
        assert_eq!(e.code(), "damaged");
    }
}
