//! Lines and rules to tables.
