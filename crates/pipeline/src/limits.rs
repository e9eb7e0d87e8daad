//! What one document may cost in a worker process.

use std::time::Duration;

/// What one document may cost, and how long a worker lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Time for one document.
    pub timeout: Option<Duration>,
    /// Time for one step of a document: no step that gets on takes as long.
    pub stall: Option<Duration>,
    /// Bytes of memory beyond what a worker has when it starts.
    pub memory: Option<u64>,
    /// Documents after which a worker is replaced, so that memory it has lost comes back.
    pub recycle: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            timeout: Some(Duration::from_secs(120)),
            stall: Some(Duration::from_secs(60)),
            memory: Some(2 << 30),
            recycle: 250,
        }
    }
}
