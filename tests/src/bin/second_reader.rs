//! `second_reader FILE`: the text of each page as another PDF reader sees it, as a JSON list. It may crash or hang; the
//! test that starts it knows.
#![expect(clippy::print_stdout, reason = "the text goes to the test that started the program")]

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args_os().nth(1).ok_or("no file given")?;
    let pages = pdf_extract::extract_text_by_pages(file)?;
    println!("{}", serde_json::to_string(&pages)?);
    Ok(())
}
