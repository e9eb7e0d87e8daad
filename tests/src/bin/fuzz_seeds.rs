//! Writes what `make fuzz` begins with: `fuzz_seeds DIR` makes a folder of seeds for each place where a file is taken apart,
//! and its dictionary beside it.
#![expect(clippy::print_stdout, reason = "it is a program for developers")]

use gongkai_pipeline::content_hash::content_hash;
use gongkai_tests::corpus::cases;
use gongkai_tests::hostile::Place;
use gongkai_tests::hostile_seeds::{dictionary, seeds};
use std::fs;
use std::io;
use std::path::PathBuf;

fn main() -> io::Result<()> {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        println!("usage: fuzz_seeds DIR");
        return Ok(());
    };
    let corpus = cases();
    for place in Place::ALL {
        let into = folder.join(place.name());
        fs::create_dir_all(&into)?;
        let seeds = seeds(place, &corpus);
        for seed in &seeds {
            fs::write(into.join(content_hash(seed)), seed)?;
        }
        fs::write(folder.join(format!("{}.dict", place.name())), dictionary(place))?;
        println!("{}: {} seeds", place.name(), seeds.len());
    }
    Ok(())
}
