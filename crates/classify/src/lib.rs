//! Document family, table forms and typed records.
