//! Generator of the small documents the tests read, with their truth.
