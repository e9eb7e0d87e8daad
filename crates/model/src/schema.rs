//! The JSON Schema of the output, generated from the types.

use crate::disclosure::Disclosure;
use crate::manifest::ManifestLine;
use schemars::generate::SchemaSettings;
use serde_json::Value;

/// JSON Schema (draft 2020-12) of a document file, with the manifest line under `$defs/ManifestLine`.
#[must_use]
pub fn document_schema() -> Value {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let _ = generator.subschema_for::<ManifestLine>();
    let schema = generator.into_root_schema_for::<Disclosure>();
    schema.to_value()
}
