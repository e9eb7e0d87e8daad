//! The JSONL files: the entities of all documents, one per line, rebuilt from the document files.

use crate::document_file::each_entity;
use crate::entity::Entity;
use crate::error::DatasetError;
use crate::whole_file::WholeFile;
use gongkai_model::manifest::ManifestLine;
use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::Path;

/// Rebuilds `<entity>.jsonl` in `out` from the documents that the manifest lists, in its order. Entities keep the order
/// of their document, and each begins with the `doc_id` of the document. One line at a time is in memory.
///
/// # Errors
/// When a document file cannot be read or a JSONL file cannot be written.
pub fn rebuild_lines(out: &Path, manifest: &[ManifestLine]) -> Result<(), DatasetError> {
    let mut files = Vec::with_capacity(Entity::ALL.len());
    for entity in Entity::ALL {
        files.push((entity, WholeFile::create(&out.join(format!("{}.jsonl", entity.name())))?));
    }
    for line in manifest {
        let (Some(output), Some(doc_id)) = (&line.output, &line.doc_id) else { continue };
        let path = out.join(output);
        let document = File::open(&path).map_err(DatasetError::read(&path))?;
        let head = format!("{{\"doc_id\":\"{doc_id}\"");
        each_entity(BufReader::with_capacity(1 << 17, document), |entity, json| {
            match files.iter_mut().find(|(of, _)| *of == entity) {
                Some((_, file)) => write_line(file, entity, head.as_bytes(), json),
                None => Ok(()),
            }
        })
        .map_err(DatasetError::read(&path))?;
    }
    files.into_iter().try_for_each(|(_, file)| file.publish())
}

fn write_line(file: &mut impl Write, entity: Entity, head: &[u8], json: &[u8]) -> io::Result<()> {
    // A document names its own id; every other entity gets it in front of its fields.
    match json.strip_prefix(b"{") {
        Some(fields) if entity != Entity::Documents => {
            file.write_all(head)?;
            if fields != b"}" {
                file.write_all(b",")?;
            }
            file.write_all(fields)?;
        }
        _ => file.write_all(json)?,
    }
    file.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entity_gets_its_document_in_front() {
        let mut line = Vec::new();
        write_line(&mut line, Entity::Tables, b"{\"doc_id\":\"d1\"", b"{\"table_id\":\"t001\"}").unwrap();
        assert_eq!(line, b"{\"doc_id\":\"d1\",\"table_id\":\"t001\"}\n");
    }
}
