//! Objects of a PDF file and how they are put together.

use std::io::Write as _;

/// Objects being gathered. Numbers are given out from 1.
#[derive(Debug, Default)]
pub struct PdfFile {
    objects: Vec<Vec<u8>>,
}

/// How the file ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// A sound cross-reference table.
    Table,
    /// A table whose offsets are wrong and a `startxref` that points nowhere, as after a broken transfer.
    Damaged,
    /// A sound file to which an update was added whose end is missing, as after a download that broke off.
    CutUpdate,
}

impl PdfFile {
    /// Reserves an object number.
    pub fn reserve(&mut self) -> usize {
        self.objects.push(Vec::new());
        self.objects.len()
    }

    /// Gives a reserved number its content.
    pub fn set(&mut self, number: usize, content: impl Into<Vec<u8>>) {
        if let Some(slot) = number.checked_sub(1).and_then(|i| self.objects.get_mut(i)) {
            *slot = content.into();
        }
    }

    /// Adds an object.
    pub fn add(&mut self, content: impl Into<Vec<u8>>) -> usize {
        let number = self.reserve();
        self.set(number, content);
        number
    }

    /// Adds a stream, compressed; `entries` go into its dictionary.
    pub fn add_stream(&mut self, entries: &str, data: &[u8]) -> usize {
        let number = self.reserve();
        self.set_stream(number, entries, data);
        number
    }

    /// Gives a reserved number a stream.
    pub fn set_stream(&mut self, number: usize, entries: &str, data: &[u8]) {
        let packed = miniz_oxide::deflate::compress_to_vec_zlib(data, 9);
        let dict = format!("<< {entries} /Filter /FlateDecode /Length {} >>\nstream\n", packed.len());
        let mut content = dict.into_bytes();
        content.extend(packed);
        content.extend(b"\nendstream");
        self.set(number, content);
    }

    /// The file, with this catalogue as its root.
    #[must_use]
    pub fn finish(&self, root: usize, ending: Ending) -> Vec<u8> {
        let mut out = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
        let mut offsets = Vec::new();
        for (i, object) in self.objects.iter().enumerate() {
            offsets.push(out.len());
            let _ = writeln!(out, "{} 0 obj", i + 1);
            out.extend(object);
            out.extend(b"\nendobj\n");
        }
        let start = out.len();
        let shift = if ending == Ending::Damaged { 37 } else { 0 };
        let _ = write!(out, "xref\n0 {}\n0000000000 65535 f \n", offsets.len() + 1);
        for offset in offsets {
            let _ = writeln!(out, "{:010} 00000 n ", offset + shift);
        }
        let id = "<676F6E676B616920636F7270757320>";
        let _ = write!(
            out,
            "trailer\n<< /Size {} /Root {root} 0 R /ID [{id} {id}] >>\nstartxref\n{}\n%%EOF\n",
            self.objects.len() + 1,
            if ending == Ending::Damaged { start * 3 } else { start },
        );
        if ending == Ending::CutUpdate {
            let changed = self.objects.get(root - 1).map_or(&[][..], Vec::as_slice);
            let _ = writeln!(out, "{root} 0 obj");
            out.extend(changed);
            out.extend(b"\nendobj\nxref\n0 1\n0000000000 655");
        }
        out
    }
}

/// Bytes as a hexadecimal string of a content stream.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let mut out = String::from("<");
    for b in bytes {
        out.push_str(&format!("{b:02X}"));
    }
    out.push('>');
    out
}

/// A number without needless digits.
#[must_use]
pub fn number(v: f32) -> String {
    let text = format!("{v:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" || text.is_empty() { "0".to_owned() } else { text.to_owned() }
}

/// A ToUnicode CMap for codes of `width` bytes.
#[must_use]
pub fn to_unicode(pairs: &[(u32, String)], width: usize) -> String {
    let digits = width * 2;
    let last = "F".repeat(digits);
    let first = "0".repeat(digits);
    let mut out = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) \
         /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n",
    );
    out.push_str(&format!("1 begincodespacerange\n<{first}> <{last}>\nendcodespacerange\n"));
    for chunk in pairs.chunks(100) {
        out.push_str(&format!("{} beginbfchar\n", chunk.len()));
        for (code, text) in chunk {
            let units: String = text.encode_utf16().map(|u| format!("{u:04X}")).collect();
            out.push_str(&format!("<{code:0digits$X}> <{units}>\n"));
        }
        out.push_str("endbfchar\n");
    }
    out.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    out
}
