//! CMaps: codes to glyphs and to characters.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gongkai_tests::hostile::Place::CMap.hold(bytes));
