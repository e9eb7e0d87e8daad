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
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    for (i, page) in pages.iter().enumerate() {
        let content = match page {
            TinyPage::Text(text) => format!("BT /F1 12 Tf 72 700 Td ({text}) Tj ET"),
            TinyPage::Scan => "q 500 0 0 700 40 40 cm BI /W 1 /H 1 /CS /G /BPC 8 ID 0 EI Q".to_owned(),
            TinyPage::Blank => String::new(),
        };
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
            page_object(i) + 1
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    let mut pdf = String::from("%PDF-1.7\n");
    let mut offsets = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        offsets.push(pdf.len());
        pdf.push_str(&format!("{} 0 obj\n{object}\nendobj\n", i + 1));
    }
    let xref = pdf.len();
    pdf.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    for offset in offsets {
        pdf.push_str(&format!("{offset:010} 00000 n \n"));
    }
    pdf.push_str(&format!(
        "trailer\n<< /Size {} /Root 1 0 R {trailer} >>\nstartxref\n{xref}\n%%EOF\n",
        objects.len() + 1
    ));
    pdf.into_bytes()
}
