//! Characters, numbers, units, dates and document numbers: pure functions on strings.
