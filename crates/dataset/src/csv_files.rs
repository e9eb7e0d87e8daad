//! CSV files beside an output folder: one per entity, made from its JSONL file, for spreadsheets.
//!
//! A field that is an object (where a value stands, the value of an indicator) becomes a column per member:
//! `provenance_page`, `annual_value_number`. A list of words is joined by `; `, any other list is JSON in one cell. The
//! cells of tables are left out, as a spreadsheet could not hold them; their amounts are in `budget_lines.csv`. A blank
//! cell is `null` or an empty text, never a zero.

use crate::entity::Entity;
use crate::error::DatasetError;
use crate::whole_file::WholeFile;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

/// How CSV files are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CsvStyle {
    /// For Excel: a byte order mark in front, by which it knows UTF-8, and an apostrophe before text that it would take
    /// for a formula.
    pub for_excel: bool,
}

/// A column of a CSV file: a field, or a member of a field that is an object.
#[derive(Debug, Clone, PartialEq, Eq)]
struct CsvColumn {
    name: String,
    field: String,
    member: Option<String>,
}

/// Fields left out: too long for a cell of a spreadsheet.
const LEFT_OUT: &[(Entity, &str)] = &[(Entity::Tables, "cells")];

/// Writes `<entity>.csv` into `target` for each JSONL file of the output folder `out`. Returns the number of rows of each.
///
/// # Errors
/// When a JSONL file cannot be read or a CSV file cannot be written.
pub fn write_csv_files(out: &Path, target: &Path, style: CsvStyle) -> Result<BTreeMap<String, u64>, DatasetError> {
    let mut written = BTreeMap::new();
    for entity in Entity::ALL {
        let path = target.join(format!("{}.csv", entity.name()));
        let mut file = WholeFile::create(&path)?;
        let lines = out.join(format!("{}.jsonl", entity.name()));
        let source = File::open(&lines).map_err(DatasetError::read(&lines))?;
        let rows = write_rows(entity, BufReader::with_capacity(1 << 17, source), &mut file, style);
        let rows = rows.map_err(|error| match error {
            Unwritten::Read(error) => DatasetError::read(&lines)(error),
            Unwritten::Write(error) => DatasetError::write(&path)(error),
        })?;
        file.publish()?;
        written.insert(entity.name().to_owned(), rows);
    }
    Ok(written)
}

enum Unwritten {
    Read(io::Error),
    Write(io::Error),
}

fn write_rows(entity: Entity, lines: impl BufRead, file: &mut impl Write, style: CsvStyle) -> Result<u64, Unwritten> {
    let columns = csv_columns(entity);
    if style.for_excel {
        file.write_all("\u{FEFF}".as_bytes()).map_err(Unwritten::Write)?;
    }
    let head: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
    write_record(file, &head).map_err(Unwritten::Write)?;
    let mut rows = 0;
    for line in lines.lines() {
        let line = line.map_err(Unwritten::Read)?;
        if line.is_empty() {
            continue;
        }
        let record: Map<String, Value> =
            serde_json::from_str(&line).map_err(|error| Unwritten::Read(io::Error::other(error)))?;
        let cells: Vec<String> = columns.iter().map(|column| cell(&record, column, style)).collect();
        write_record(file, &cells).map_err(Unwritten::Write)?;
        rows += 1;
    }
    Ok(rows)
}

/// The columns of an entity, in the order of its fields.
fn csv_columns(entity: Entity) -> Vec<CsvColumn> {
    let schema = entity.json_schema();
    let mut columns = Vec::new();
    let plain = |name: &str| CsvColumn { name: name.to_owned(), field: name.to_owned(), member: None };
    if entity != Entity::Documents {
        columns.push(plain("doc_id"));
    }
    for (name, property) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        if LEFT_OUT.contains(&(entity, name.as_str())) {
            continue;
        }
        match members(property, &schema, 0) {
            Some(members) => columns.extend(members.into_iter().map(|member| CsvColumn {
                name: format!("{name}_{member}"),
                field: name.clone(),
                member: Some(member),
            })),
            None => columns.push(plain(name)),
        }
    }
    columns
}

/// The members of a property that is an object, `null` aside.
fn members(property: &Value, root: &Value, depth: u8) -> Option<Vec<String>> {
    if depth > 4 {
        return None;
    }
    if let Some(own) = property.get("properties").and_then(Value::as_object) {
        return Some(own.keys().cloned().collect());
    }
    if let Some(pointer) = property.get("$ref").and_then(Value::as_str).and_then(|r| r.strip_prefix('#')) {
        return members(root.pointer(pointer)?, root, depth + 1);
    }
    let parts = ["anyOf", "oneOf", "allOf"].iter().filter_map(|list| property.get(*list).and_then(Value::as_array));
    parts.flatten().find_map(|part| members(part, root, depth + 1))
}

fn cell(record: &Map<String, Value>, column: &CsvColumn, style: CsvStyle) -> String {
    let field = record.get(&column.field);
    let value = match &column.member {
        Some(member) => field.and_then(|value| value.get(member)),
        None => field,
    };
    let text = match value {
        None | Some(Value::Null) => return String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(items)) if items.iter().all(|item| !item.is_object() && !item.is_array()) => {
            items.iter().map(plain_text).collect::<Vec<_>>().join("; ")
        }
        Some(value @ (Value::Array(_) | Value::Object(_))) => value.to_string(),
        Some(value) => plain_text(value),
    };
    if style.for_excel && is_formula(&text) { format!("'{text}") } else { text }
}

fn plain_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        value => value.to_string(),
    }
}

/// Whether a spreadsheet would compute a text: `=1+1`, `@x`, `-甲`; a number with its sign is a number.
fn is_formula(text: &str) -> bool {
    let number = |rest: &str| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    match text.chars().next() {
        Some('=' | '@' | '\t' | '\r') => true,
        Some('+' | '-') => text.get(1..).is_some_and(|rest| !rest.is_empty() && !number(rest)),
        _ => false,
    }
}

/// One record after RFC 4180.
fn write_record(file: &mut impl Write, cells: &[String]) -> io::Result<()> {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            file.write_all(b",")?;
        }
        if cell.contains(['"', ',', '\n', '\r']) {
            write!(file, "\"{}\"", cell.replace('"', "\"\""))?;
        } else {
            file.write_all(cell.as_bytes())?;
        }
    }
    file.write_all(b"\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(entity: Entity, line: &str, style: CsvStyle) -> String {
        let mut bytes = Vec::new();
        assert!(write_rows(entity, line.as_bytes(), &mut bytes, style).is_ok_and(|rows| rows == 1));
        String::from_utf8(bytes).unwrap_or_default()
    }

    #[test]
    fn objects_become_columns_and_null_is_blank() {
        let line = r#"{"doc_id":"d","line_id":"l","label":"办公费, 印刷费","amount_yuan":null,"provenance":{"page":3},"flags":["a","b"]}"#;
        let csv = written(Entity::BudgetLines, line, CsvStyle::default());
        let (head, row) = csv.split_once("\r\n").unwrap_or_default();
        let heads: Vec<&str> = head.split(',').collect();
        assert_eq!(heads.first(), Some(&"doc_id"));
        assert!(heads.contains(&"provenance_page") && heads.contains(&"amount_yuan"));
        assert!(row.contains("\"办公费, 印刷费\"") && row.contains("a; b") && row.contains(",3,"));
        let tables = csv_columns(Entity::Tables);
        assert!(tables.iter().all(|column| column.field != "cells"));
    }

    #[test]
    fn a_spreadsheet_is_told_the_encoding_and_computes_nothing() {
        let line = r#"{"doc_id":"d","label":"=HYPERLINK(1)","amount_printed":"-12.30"}"#;
        let csv = written(Entity::BudgetLines, line, CsvStyle { for_excel: true });
        assert!(csv.starts_with('\u{FEFF}'));
        assert!(csv.contains("'=HYPERLINK(1)") && csv.contains(",-12.30,"));
    }
}
