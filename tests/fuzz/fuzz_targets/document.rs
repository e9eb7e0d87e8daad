//! A whole file.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gongkai_tests::hostile::Place::Document.hold(bytes));
