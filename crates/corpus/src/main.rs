//! `gongkai-corpus [--external] [FOLDER] [--only ID]...`: makes the corpus.

use anyhow::Result;
use std::path::PathBuf;

fn main() -> Result<()> {
    let mut external = false;
    let mut folder = PathBuf::from("corpus");
    let mut only = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--external" => external = true,
            "--only" => only.extend(arguments.next()),
            _ => folder = PathBuf::from(argument),
        }
    }
    let mut recipes = gongkai_corpus::recipes::all();
    if !only.is_empty() {
        // The manifest lists all documents, so a part of them is made in another folder.
        recipes.retain(|r| only.iter().any(|id| id == r.id));
    }
    gongkai_corpus::make::make(&recipes, &folder, external)
}
