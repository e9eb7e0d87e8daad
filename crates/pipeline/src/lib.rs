//! One document from bytes to the dataset's records, then many.
