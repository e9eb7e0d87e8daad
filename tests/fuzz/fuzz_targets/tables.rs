//! Lines, rules and text on a page to tables.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gongkai_tests::hostile::Place::Tables.hold(bytes));
