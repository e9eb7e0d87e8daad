//! One document from bytes to the dataset's records, then many.
//!
//! The only crate that knows the order of the stages. It reads and writes files, and talks to nobody: what happens is
//! told to a [`batch::Observer`].
//!
//! | module | does |
//! |---|---|
//! | [`stages`] | the stages in order, for one document |
//! | [`turned`] | pages drawn sideways, read upright and put back |
//! | [`mod@convert`] | one document to a status, a reason and a [`Disclosure`](gongkai_model::Disclosure); panics stay inside |
//! | [`request`], [`inputs`] | what is asked for; which files of the arguments are inputs, and what they are called |
//! | [`input_list`] | a list of inputs in a file |
//! | [`source_name`] | paths to names that are the same on every machine |
//! | [`content_hash`] | what tells one content from another |
//! | [`plan`] | what is to be done for each input: new, changed, unchanged, a duplicate |
//! | [`job`] | one input from file to file |
//! | [`executor`] | many jobs at a time, on [`threads`] or in [`workers`] |
//! | [`worker`], [`protocol`], [`limits`] | a worker process from inside; what is said to it; what a document may cost there |
//! | [`settle`] | the manifest and the JSONL files at the end of a run |
//! | [`batch`] | a whole run |
//! | [`merge`] | several output folders to one |
//! | [`census`], [`page_note`] | what is counted in a document, and on each page |
//!
//! ```
//! use gongkai_model::manifest::{Reason, Status};
//! use gongkai_pipeline::{Options, convert};
//! let conversion = convert(b"", "empty.pdf", &Options::default());
//! assert_eq!((conversion.status, conversion.reason), (Status::Failed, Some(Reason::EmptyFile)));
//! ```

pub mod batch;
pub mod census;
pub mod content_hash;
pub mod convert;
pub mod executor;
pub mod input_list;
pub mod inputs;
pub mod job;
pub mod limits;
pub mod merge;
pub mod page_note;
mod path_bytes;
pub mod plan;
#[cfg(feature = "poison")]
mod poison;
pub mod protocol;
pub mod request;
pub mod settle;
pub mod source_name;
pub mod stages;
pub mod step;
pub mod threads;
pub mod turned;
mod utc;
pub mod worker;
mod worker_process;
pub mod workers;

pub use convert::{Conversion, convert};
pub use stages::Options;

/// Version of the program, written to the manifest and to `run.json`.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
