//! Any number of lines put in order in bounded memory: sorted pieces go to temporary files, which are merged.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};
use std::path::{Path, PathBuf};

/// A key and the line it belongs to.
pub type KeyedLine = (Vec<u8>, Vec<u8>);

/// What a line costs in memory beside its bytes.
const LINE_OVERHEAD: usize = 64;

/// Takes lines in any order.
#[derive(Debug)]
pub struct LineSorter {
    folder: PathBuf,
    memory: usize,
    held: Vec<KeyedLine>,
    held_bytes: usize,
    pieces: Vec<File>,
}

impl LineSorter {
    /// Holds up to `memory` bytes; more goes to files without a name in `folder`, which disappear with the program
    /// however it ends.
    #[must_use]
    pub fn new(folder: &Path, memory: usize) -> Self {
        Self { folder: folder.to_owned(), memory, held: Vec::new(), held_bytes: 0, pieces: Vec::new() }
    }

    /// Takes a line.
    ///
    /// # Errors
    /// When a temporary file cannot be written.
    pub fn push(&mut self, key: &[u8], line: &[u8]) -> io::Result<()> {
        self.held_bytes += key.len() + line.len() + LINE_OVERHEAD;
        self.held.push((key.to_vec(), line.to_vec()));
        if self.held_bytes > self.memory { self.spill() } else { Ok(()) }
    }

    fn spill(&mut self) -> io::Result<()> {
        let mut piece = BufWriter::with_capacity(1 << 16, tempfile::tempfile_in(&self.folder)?);
        // Stable, as is the merge: lines of one key stay in the order in which they came.
        self.held.sort_by(|a, b| a.0.cmp(&b.0));
        for (key, line) in self.held.drain(..) {
            for part in [&key, &line] {
                piece.write_all(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes())?;
                piece.write_all(part)?;
            }
        }
        let mut file = piece.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        self.pieces.push(file);
        self.held_bytes = 0;
        Ok(())
    }

    /// The lines by key; lines of one key in the order in which they came.
    ///
    /// # Errors
    /// When a temporary file cannot be read back.
    pub fn sorted(mut self) -> io::Result<SortedLines> {
        self.held.sort_by(|a, b| a.0.cmp(&b.0));
        let mut sources: Vec<Piece> =
            self.pieces.into_iter().map(|file| Piece::File(BufReader::with_capacity(1 << 16, file))).collect();
        sources.push(Piece::Memory(self.held.into_iter()));
        let mut lines = SortedLines { heads: BinaryHeap::with_capacity(sources.len()), pieces: sources };
        for i in 0..lines.pieces.len() {
            lines.refill(i)?;
        }
        Ok(lines)
    }
}

/// Lines in order.
#[derive(Debug)]
pub struct SortedLines {
    pieces: Vec<Piece>,
    heads: BinaryHeap<Reverse<Head>>,
}

/// The next line of a piece: its key, which piece, the line.
type Head = (Vec<u8>, usize, Vec<u8>);

#[derive(Debug)]
enum Piece {
    File(BufReader<File>),
    Memory(std::vec::IntoIter<KeyedLine>),
}

impl SortedLines {
    fn refill(&mut self, i: usize) -> io::Result<()> {
        let next = match self.pieces.get_mut(i) {
            Some(Piece::Memory(lines)) => lines.next(),
            Some(Piece::File(file)) => read_pair(file)?,
            None => None,
        };
        if let Some((key, line)) = next {
            self.heads.push(Reverse((key, i, line)));
        }
        Ok(())
    }
}

impl Iterator for SortedLines {
    type Item = io::Result<KeyedLine>;

    fn next(&mut self) -> Option<Self::Item> {
        let Reverse((key, i, line)) = self.heads.pop()?;
        Some(self.refill(i).map(|()| (key, line)))
    }
}

fn read_pair(file: &mut impl Read) -> io::Result<Option<KeyedLine>> {
    let Some(key) = read_part(file)? else { return Ok(None) };
    let line = read_part(file)?.ok_or(io::ErrorKind::UnexpectedEof)?;
    Ok(Some((key, line)))
}

fn read_part(file: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 8];
    match file.read_exact(&mut length) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    }
    let mut part = Vec::new();
    let length = u64::from_le_bytes(length);
    file.take(length).read_to_end(&mut part)?;
    if u64::try_from(part.len()).ok() == Some(length) {
        Ok(Some(part))
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_the_same_in_memory_and_on_disk() {
        let folder = tempfile::tempdir().unwrap();
        let sorted = |memory: usize| -> Vec<KeyedLine> {
            let mut sorter = LineSorter::new(folder.path(), memory);
            for i in 0..500_u32 {
                let key = (i.wrapping_mul(2_654_435_761) % 97).to_string();
                sorter.push(key.as_bytes(), i.to_string().as_bytes()).unwrap();
            }
            sorter.sorted().unwrap().map(Result::unwrap).collect()
        };
        let in_memory = sorted(usize::MAX);
        assert_eq!(in_memory.len(), 500);
        assert!(in_memory.is_sorted_by(|a, b| a.0 <= b.0));
        let number = |line: &[u8]| -> u32 { String::from_utf8_lossy(line).parse().unwrap() };
        let came_in_order = |pair: &[KeyedLine]| pair[0].0 != pair[1].0 || number(&pair[0].1) < number(&pair[1].1);
        assert!(in_memory.windows(2).all(came_in_order));
        assert_eq!(sorted(1), in_memory);
        assert_eq!(sorted(4000), in_memory);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
