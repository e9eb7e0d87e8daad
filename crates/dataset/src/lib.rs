//! Writes, sorts and describes the files of the dataset.
