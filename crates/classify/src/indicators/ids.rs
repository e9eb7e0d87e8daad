//! Identities of indicators.

/// Hands out indicator ids in document order.
#[derive(Debug, Default)]
pub(crate) struct IndicatorIds(u32);

impl IndicatorIds {
    /// `i0001` and on.
    pub(crate) fn next(&mut self) -> String {
        self.0 += 1;
        format!("i{:04}", self.0)
    }
}
