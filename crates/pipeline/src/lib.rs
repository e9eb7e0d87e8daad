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
//! | [`inputs`] | which files of the arguments are inputs, and what they are called |
//! | [`source_name`] | paths to names that are the same on every machine |
//! | [`duplicates`] | inputs with equal content |
//! | [`job`], [`executor`] | one input from file to file; many of them at a time |
//! | [`batch`] | a whole run |
//! | [`census`] | what is counted in a run |
//!
//! ```
//! use gongkai_model::manifest::{Reason, Status};
//! use gongkai_pipeline::{Options, convert};
//! let conversion = convert(b"", "empty.pdf", &Options::default());
//! assert_eq!((conversion.status, conversion.reason), (Status::Failed, Some(Reason::EmptyFile)));
//! ```

pub mod batch;
pub mod census;
pub mod convert;
pub mod duplicates;
pub mod executor;
pub mod inputs;
pub mod job;
pub mod source_name;
pub mod stages;
pub mod turned;

pub use convert::{Conversion, convert};
pub use stages::Options;

/// Version of the program, written to the manifest and to `run.json`.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
