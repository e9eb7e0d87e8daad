//! PDF files of a few hundred bytes, written by the tests that need them.

/// A page of a tiny PDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TinyPage {
    /// This ASCII text in Helvetica.
    Text(&'static str),
    /// A picture over the whole page and no text, as a scanner makes it.
    Scan,
    /// Nothing.
    Blank,
}

/// A sound PDF with these pages.
#[must_use]
pub fn tiny_pdf(pages: &[TinyPage]) -> Vec<u8> {
    tiny_pdf_with_trailer(pages, "")
}

/// A PDF with these pages and more entries in its trailer.
#[must_use]
pub fn tiny_pdf_with_trailer(pages: &[TinyPage], trailer: &str) -> Vec<u8> {
    // Objects: 1 catalogue, 2 pages, 3 font, then a page and its content for each.
    let page_object = |i: usize| 4 + 2 * i;
    let kids: Vec<String> = (0..pages.len()).map(|i| format!("{} 0 R", page_object(i))).collect();
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len()).into_bytes(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec(),
    ];
    for (i, page) in pages.iter().enumerate() {
        let content = match page {
            TinyPage::Text(text) => format!("BT /F1 12 Tf 72 700 Td ({text}) Tj ET"),
            TinyPage::Scan => "q 500 0 0 700 40 40 cm BI /W 1 /H 1 /CS /G /BPC 8 ID 0 EI Q".to_owned(),
            TinyPage::Blank => String::new(),
        };
        let page = format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
            page_object(i) + 1
        );
        objects.extend([page.into_bytes(), stream("", content.as_bytes())]);
    }
    pdf_of_objects(&objects, trailer)
}

/// A stream with these entries in its dictionary.
#[must_use]
pub fn stream(entries: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("<< /Length {} {entries} >>\nstream\n", content.len());
    [head.as_bytes(), content, b"\nendstream"].concat()
}

/// A PDF of these objects, numbered from 1; the first is the catalogue.
#[must_use]
pub fn pdf_of_objects(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut pdf = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (i, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", pdf.len()));
        pdf.extend_from_slice(format!("{} 0 obj\n", i + 1).as_bytes());
        pdf.extend_from_slice(object);
        pdf.extend_from_slice(b"\nendobj\n");
    }
    let xref = pdf.len();
    let size = objects.len() + 1;
    let end = format!("{table}trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{xref}\n%%EOF\n");
    pdf.extend_from_slice(end.as_bytes());
    pdf
}
