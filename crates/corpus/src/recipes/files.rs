//! The same short document in files that are damaged, compressed or encrypted.

use super::{drawn, recipe, short};
use crate::pdf_writer::draw::Habits;
use crate::pdf_writer::file::Ending;
use crate::recipe::{Producer, Recipe};

pub(super) fn documents() -> Vec<Recipe> {
    let damaged = Habits { ending: Ending::Damaged, ..Habits::default() };
    vec![
        recipe("xref-damaged", short, drawn(damaged), &["damaged"], "offsets of the cross-reference table are wrong"),
        recipe(
            "update-cut",
            short,
            drawn(Habits { ending: Ending::CutUpdate, ..Habits::default() }),
            &["damaged", "update"],
            "an update was added to the file and its end is missing",
        ),
        recipe(
            "xref-streams",
            short,
            Producer::Qpdf(&["--object-streams=generate", "--static-id"]),
            &["object streams"],
            "object and cross-reference streams by qpdf",
        ),
        recipe(
            "encrypted-rc4-40",
            short,
            Producer::Qpdf(&["--static-id", "--allow-weak-crypto", "--encrypt", "", "owner", "40", "--"]),
            &["encrypted"],
            "RC4, 40 bits, empty user password, by qpdf",
        ),
        recipe(
            "encrypted-rc4-128",
            short,
            Producer::Qpdf(&[
                "--static-id",
                "--allow-weak-crypto",
                "--encrypt",
                "",
                "owner",
                "128",
                "--use-aes=n",
                "--",
            ]),
            &["encrypted"],
            "RC4, 128 bits, empty user password, by qpdf",
        ),
        recipe(
            "encrypted-aes-128",
            short,
            Producer::Qpdf(&[
                "--static-id",
                "--static-aes-iv",
                "--allow-weak-crypto",
                "--encrypt",
                "",
                "owner",
                "128",
                "--use-aes=y",
                "--",
            ]),
            &["encrypted"],
            "AES, 128 bits, empty user password, by qpdf",
        ),
        recipe(
            "encrypted-aes-256",
            short,
            Producer::Qpdf(&["--static-id", "--static-aes-iv", "--encrypt", "", "owner", "256", "--"]),
            &["encrypted"],
            "AES, 256 bits, empty user password, by qpdf",
        ),
    ]
}
