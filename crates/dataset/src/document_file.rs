//! One document as a file: JSON with one entity per line.
//!
//! The line breaks are for readers of diffs and for [`crate::lines`], which takes the entities out again without
//! parsing them. JSON escapes every line break inside a string, so a line is always a whole entity.

use crate::entity::Entity;
use gongkai_model::Disclosure;
use serde::Serialize;
use std::io::{self, BufRead, Write};

/// Writes a document, one entity per line.
///
/// # Errors
/// When `out` fails.
pub fn write_document(out: &mut impl Write, disclosure: &Disclosure) -> io::Result<()> {
    // Taken apart by name, so that a field added to the model cannot be forgotten here.
    let Disclosure {
        schema_version,
        document,
        tables,
        budget_lines,
        projects,
        indicators,
        sections,
        facts,
        findings,
        issues,
    } = disclosure;
    out.write_all(b"{\"schema_version\":")?;
    serde_json::to_writer(&mut *out, schema_version)?;
    out.write_all(b",\n\"document\":")?;
    serde_json::to_writer(&mut *out, document)?;
    write_entities(out, "tables", tables)?;
    write_entities(out, "budget_lines", budget_lines)?;
    write_entities(out, "projects", projects)?;
    write_entities(out, "indicators", indicators)?;
    write_entities(out, "sections", sections)?;
    write_entities(out, "facts", facts)?;
    write_entities(out, "findings", findings)?;
    write_entities(out, "issues", issues)?;
    out.write_all(b"}\n")
}

fn write_entities<T: Serialize>(out: &mut impl Write, name: &str, entities: &[T]) -> io::Result<()> {
    write!(out, ",\n\"{name}\":[")?;
    // An entity is hundreds of small pieces; a vector takes them faster than a file does.
    let mut line = Vec::new();
    for (i, entity) in entities.iter().enumerate() {
        line.clear();
        line.extend_from_slice(if i == 0 { b"\n" } else { b",\n" });
        serde_json::to_writer(&mut line, entity)?;
        out.write_all(&line)?;
    }
    out.write_all(if entities.is_empty() { b"]" } else { b"\n]" })
}

/// Reads a file made by [`write_document`] and hands over each entity that has a JSONL file, as the bytes of its JSON
/// object, in the order of the file.
///
/// # Errors
/// When `file` or `each` fails, and with [`io::ErrorKind::InvalidData`] when the file is not of this form.
pub fn each_entity(mut file: impl BufRead, mut each: impl FnMut(Entity, &[u8]) -> io::Result<()>) -> io::Result<()> {
    let mut line = Vec::new();
    let mut list: Option<Entity> = None;
    let mut ended = false;
    loop {
        line.clear();
        if file.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        let text = line.trim_ascii_end();
        let text = text.strip_suffix(b",").unwrap_or(text);
        if let Some(object) = text.strip_prefix(b"\"document\":") {
            each(Entity::Documents, object)?;
        } else if let Some(name) = text.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\":[")) {
            list = Entity::named(name);
        } else if let (Some(entity), true) = (list, text.starts_with(b"{") && text.ends_with(b"}")) {
            each(entity, text)?;
        }
        ended = text.ends_with(b"]}");
    }
    if ended { Ok(()) } else { Err(io::Error::new(io::ErrorKind::InvalidData, "cut short or not a document file")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_model::layout::Section;
    use gongkai_model::{Issue, Severity, Table};

    fn sample() -> Disclosure {
        Disclosure {
            schema_version: "1.0".to_owned(),
            tables: vec![Table { table_id: "t001".to_owned(), ..Table::default() }; 2],
            sections: vec![Section { text: "一行\n两行 \"]}".to_owned(), ..Section::default() }],
            issues: vec![Issue::new("x", Severity::Info, "", "{")],
            ..Disclosure::default()
        }
    }

    #[test]
    fn nothing_of_a_document_is_lost() {
        for disclosure in [sample(), Disclosure::default()] {
            let mut bytes = Vec::new();
            write_document(&mut bytes, &disclosure).unwrap();
            assert_eq!(serde_json::from_slice::<Disclosure>(&bytes).unwrap(), disclosure);
        }
    }

    #[test]
    fn entities_come_out_as_they_were_written() {
        let mut bytes = Vec::new();
        write_document(&mut bytes, &sample()).unwrap();
        let mut seen = Vec::new();
        each_entity(bytes.as_slice(), |entity, json| {
            seen.push((entity.name(), json.len()));
            serde_json::from_slice::<serde_json::Value>(json)?;
            Ok(())
        })
        .unwrap();
        let names: Vec<_> = seen.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["documents", "tables", "tables", "sections"]);
        assert!(each_entity(&bytes[..bytes.len() - 9], |_, _| Ok(())).is_err());
    }
}
