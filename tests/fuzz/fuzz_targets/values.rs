//! Numbers, units, dates and the like in a text.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gongkai_tests::hostile::Place::Values.hold(bytes));
