//! Stand-ins for stages that are not there yet.
#![allow(missing_docs, reason = "temporary")]

pub mod gongkai_extract {
    pub use ::gongkai_extract::ExtractError;
    use gongkai_model::page::Extraction;
    #[derive(Debug, Clone, Default)]
    pub struct Options;
    pub fn extract(bytes: &[u8], _: &Options) -> Result<Extraction, ExtractError> {
        if bytes.trim_ascii().is_empty() {
            return Err(ExtractError::EmptyFile);
        }
        if bytes.starts_with(b"%PDF-") {
            return Err(ExtractError::Damaged { detail: "PDFs are not read yet".to_owned() });
        }
        ::gongkai_extract::extract_dump(bytes)
    }
}

pub mod gongkai_reflow {
    use gongkai_model::Issue;
    use gongkai_model::layout::{PageLayout, Section};
    use gongkai_model::page::Page;
    #[derive(Debug, Clone, Default)]
    pub struct Options;
    pub fn lines(page: &Page, _: &Options) -> PageLayout {
        PageLayout { page: page.number, ..PageLayout::default() }
    }
    pub fn mark_furniture(_: &[Page], _: &mut [PageLayout]) -> Vec<Issue> {
        Vec::new()
    }
    pub fn sections(_: &[Page], _: &[PageLayout], _: &[Vec<bool>]) -> (Vec<Section>, Vec<Issue>) {
        Default::default()
    }
}

pub mod gongkai_table {
    use gongkai_model::layout::PageLayout;
    use gongkai_model::page::Page;
    use gongkai_model::{Issue, Table};
    #[derive(Debug, Clone, Default)]
    pub struct Options;
    pub struct Tables {
        pub tables: Vec<Table>,
        pub used: Vec<Vec<bool>>,
        pub issues: Vec<Issue>,
    }
    pub fn tables(_: &[Page], layouts: &[PageLayout], _: &Options) -> Tables {
        let used = layouts.iter().map(|layout| vec![false; layout.lines.len()]).collect();
        Tables { tables: Vec::new(), used, issues: Vec::new() }
    }
}

pub mod gongkai_classify {
    use gongkai_model::layout::Section;
    use gongkai_model::page::Extraction;
    use gongkai_model::{Disclosure, Document, Issue, Table};
    pub struct Input<'a> {
        pub source: &'a str,
        pub doc_id: &'a str,
        pub extraction: &'a Extraction,
        pub tables: Vec<Table>,
        pub sections: Vec<Section>,
        pub issues: Vec<Issue>,
    }
    pub fn classify(input: Input<'_>) -> Disclosure {
        let mut issues = input.extraction.issues.clone();
        issues.extend(input.issues);
        Disclosure {
            schema_version: gongkai_model::SCHEMA_VERSION.to_owned(),
            document: Document {
                doc_id: input.doc_id.to_owned(),
                source: input.source.to_owned(),
                encoding: input.extraction.encoding.clone(),
                ..Document::default()
            },
            tables: input.tables,
            sections: input.sections,
            issues,
            ..Disclosure::default()
        }
    }
}

pub mod gongkai_verify {
    use gongkai_model::{Disclosure, Finding};
    pub struct Verification {
        pub findings: Vec<Finding>,
    }
    pub fn verify(_: &Disclosure) -> Verification {
        Verification { findings: Vec::new() }
    }
}
