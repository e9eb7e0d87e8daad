//! Accounting identities over records.
