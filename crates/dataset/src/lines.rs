//! The JSONL files: the entities of all documents, one per line, rebuilt from the document files.

use crate::document_file::each_entity;
use crate::entity::Entity;
use crate::error::DatasetError;
use crate::whole_file::WholeFile;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};

/// The JSONL files of an output folder while they are rebuilt. One line at a time is in memory.
#[derive(Debug)]
pub struct LineFiles {
    out: PathBuf,
    files: Vec<(Entity, WholeFile)>,
}

impl LineFiles {
    /// Begins `<entity>.jsonl` for each entity. Those that are there stay until these are published.
    ///
    /// # Errors
    /// When they cannot be made.
    pub fn create(out: &Path) -> Result<Self, DatasetError> {
        let create = |entity: Entity| Ok((entity, WholeFile::create(&out.join(file_name(entity)))?));
        let files = Entity::ALL.into_iter().map(create).collect::<Result<_, DatasetError>>()?;
        Ok(Self { out: out.to_owned(), files })
    }

    /// Adds the entities of the document file `output`, in its order, each with `doc_id` in front.
    ///
    /// # Errors
    /// When the document file cannot be read or a JSONL file cannot be written.
    pub fn add(&mut self, output: &str, doc_id: &str) -> Result<(), DatasetError> {
        let path = self.out.join(output);
        let document = File::open(&path).map_err(DatasetError::read(&path))?;
        let head = format!("{{\"doc_id\":\"{doc_id}\"");
        let mut unwritten = None;
        let read = each_entity(BufReader::with_capacity(1 << 17, document), |entity, json| {
            let Some((_, file)) = self.files.iter_mut().find(|(of, _)| *of == entity) else { return Ok(()) };
            write_line(file, entity, head.as_bytes(), json).inspect_err(|_| unwritten = Some(file.path().to_owned()))
        });
        read.map_err(|error| match unwritten {
            Some(path) => DatasetError::write(&path)(error),
            None => DatasetError::read(&path)(error),
        })
    }

    /// Puts the files in their places. Returns their sizes by name.
    ///
    /// # Errors
    /// When the disk is full.
    pub fn publish(self) -> Result<BTreeMap<String, u64>, DatasetError> {
        let publish = |(entity, file): (Entity, WholeFile)| Ok((file_name(entity), file.publish_for_good()?));
        self.files.into_iter().map(publish).collect()
    }
}

fn file_name(entity: Entity) -> String {
    format!("{}.jsonl", entity.name())
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
