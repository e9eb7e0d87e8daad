//! Which JSONL files there are, what is in them, and how they refer to each other.

use gongkai_model::layout::Section;
use gongkai_model::record::{BudgetLine, Fact, Indicator, Project};
use gongkai_model::{Document, Finding, Table};
use schemars::generate::SchemaSettings;
use serde_json::Value;

/// A kind of record with a JSONL file of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Entity {
    /// One line per published document.
    Documents,
    /// Tables.
    Tables,
    /// Amounts of tables.
    BudgetLines,
    /// Projects.
    Projects,
    /// Performance indicators.
    Indicators,
    /// Headings and paragraphs.
    Sections,
    /// Figures in prose.
    Facts,
    /// Arithmetic checks.
    Findings,
}

/// A reference from fields of one entity to fields of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference {
    /// Fields of the entity that refers. They are never `null`, but for a lone field, where `null` refers to nothing.
    pub fields: &'static [&'static str],
    /// The entity referred to.
    pub target: Entity,
    /// Its fields.
    pub target_fields: &'static [&'static str],
}

const TO_DOCUMENT: Reference = Reference { fields: &["doc_id"], target: Entity::Documents, target_fields: &["doc_id"] };
const TO_TABLE: Reference =
    Reference { fields: &["doc_id", "table_id"], target: Entity::Tables, target_fields: &["doc_id", "table_id"] };
const TO_PARENT_LINE: Reference =
    Reference { fields: &["parent_line_id"], target: Entity::BudgetLines, target_fields: &["line_id"] };

impl Entity {
    /// All of them, in the order in which a document holds them.
    pub const ALL: [Self; 8] = [
        Self::Documents,
        Self::Tables,
        Self::BudgetLines,
        Self::Projects,
        Self::Indicators,
        Self::Sections,
        Self::Facts,
        Self::Findings,
    ];

    /// Its name in a document file and before `.jsonl`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::Tables => "tables",
            Self::BudgetLines => "budget_lines",
            Self::Projects => "projects",
            Self::Indicators => "indicators",
            Self::Sections => "sections",
            Self::Facts => "facts",
            Self::Findings => "findings",
        }
    }

    /// The entity of this name.
    #[must_use]
    pub fn named(name: &[u8]) -> Option<Self> {
        Self::ALL.into_iter().find(|entity| entity.name().as_bytes() == name)
    }

    /// What a line is, for the reader of `datapackage.json`.
    #[must_use]
    pub const fn description(self) -> &'static str {
        match self {
            Self::Documents => {
                "One line per published document: what it is, who published it, how well it could be read."
            }
            Self::Tables => "Tables as printed; a table that goes on over several pages is one line.",
            Self::BudgetLines => {
                "Amounts of money tables in long form, one line per row and money column. Add up leaf rows only \
                 (is_leaf), or totals are counted twice."
            }
            Self::Projects => "Projects, and the total and unit rows of tables of projects.",
            Self::Indicators => "Performance indicators with their targets and what was achieved.",
            Self::Sections => "Headings, paragraphs and notes, their broken lines joined.",
            Self::Facts => "Amounts, rates and counts stated in prose.",
            Self::Findings => "Arithmetic checks: identities between figures, and whether they hold.",
        }
    }

    /// Fields that tell its lines apart.
    #[must_use]
    pub const fn primary_key(self) -> &'static [&'static str] {
        match self {
            Self::Documents => &["doc_id"],
            Self::Tables => &["doc_id", "table_id"],
            Self::BudgetLines => &["line_id"],
            Self::Projects => &["doc_id", "project_id"],
            Self::Indicators => &["doc_id", "indicator_id"],
            Self::Sections => &["doc_id", "section_id"],
            Self::Facts => &["doc_id", "fact_id"],
            Self::Findings => &["finding_id"],
        }
    }

    /// What it refers to.
    #[must_use]
    pub const fn references(self) -> &'static [Reference] {
        match self {
            Self::Documents => &[],
            Self::BudgetLines => &[TO_DOCUMENT, TO_TABLE, TO_PARENT_LINE],
            Self::Projects => &[TO_DOCUMENT, TO_TABLE],
            Self::Tables | Self::Indicators | Self::Sections | Self::Facts | Self::Findings => &[TO_DOCUMENT],
        }
    }

    /// JSON Schema of one of its records, without the `doc_id` that a line has before it.
    #[must_use]
    pub fn json_schema(self) -> Value {
        let generator = SchemaSettings::draft2020_12().into_generator();
        let schema = match self {
            Self::Documents => generator.into_root_schema_for::<Document>(),
            Self::Tables => generator.into_root_schema_for::<Table>(),
            Self::BudgetLines => generator.into_root_schema_for::<BudgetLine>(),
            Self::Projects => generator.into_root_schema_for::<Project>(),
            Self::Indicators => generator.into_root_schema_for::<Indicator>(),
            Self::Sections => generator.into_root_schema_for::<Section>(),
            Self::Facts => generator.into_root_schema_for::<Fact>(),
            Self::Findings => generator.into_root_schema_for::<Finding>(),
        };
        schema.to_value()
    }
}
