//! `datapackage.json`: describes the JSONL files (Frictionless Data Package).

use crate::entity::Entity;
use crate::error::DatasetError;
use crate::table_schema::table_schema;
use crate::whole_file::write_whole;
use serde_json::{Value, json};
use std::path::Path;

/// Name of the file in the output folder.
pub const DATA_PACKAGE: &str = "datapackage.json";

/// The description of the JSONL files. It depends on the version alone, not on what is in the files.
#[must_use]
pub fn data_package(version: &str) -> Value {
    let resources: Vec<Value> = Entity::ALL
        .into_iter()
        .map(|entity| {
            json!({
                "name": entity.name(),
                "path": format!("{}.jsonl", entity.name()),
                "description": entity.description(),
                "format": "ndjson",
                "mediatype": "application/x-ndjson",
                "encoding": "utf-8",
                "schema": table_schema(entity),
            })
        })
        .collect();
    json!({
        "name": "gongkai",
        "title": "Government budget disclosures, normalized",
        "description": "Amounts are exact decimal strings in yuan (CNY); null where nothing is printed or the unit is \
            unknown. columnType names the Fiscal Data Package type of a field.",
        "version": version,
        "schema_version": gongkai_model::SCHEMA_VERSION,
        "currencyCode": "CNY",
        "resources": resources,
    })
}

/// Writes `datapackage.json`. Returns its name and size.
///
/// # Errors
/// When it cannot be written.
pub fn write_data_package(out: &Path, version: &str) -> Result<(String, u64), DatasetError> {
    let path = out.join(DATA_PACKAGE);
    let mut bytes =
        serde_json::to_vec_pretty(&data_package(version)).map_err(|e| DatasetError::write(&path)(e.into()))?;
    bytes.push(b'\n');
    write_whole(&path, &bytes)?;
    Ok((DATA_PACKAGE.to_owned(), bytes.len().try_into().unwrap_or(u64::MAX)))
}
