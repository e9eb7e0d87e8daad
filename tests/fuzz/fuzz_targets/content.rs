//! Content streams of pages and forms.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gongkai_tests::hostile::Place::Content.hold(bytes));
