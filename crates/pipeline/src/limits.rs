//! What one document may cost in a worker process.

use std::time::Duration;

/// What one document may cost, and how long a worker lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Time for one document.
    pub timeout: Option<Duration>,
    /// Time without a sign that a document gets on: each of its steps is one, and, while it is read, each page. A document
    /// may be long, but no page and no later step of a sound one takes as long as this.
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
