//! Thresholds of line building.

/// How glyphs become runs and lines. Lengths are parts of the font size.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// A gap wider than this ends a run.
    pub run_gap: f32,
    /// A gap wider than this inside a run is a blank.
    pub blank_gap: f32,
    /// Equal gaps between the digits of a run, no wider than this, are letter spacing.
    pub spaced_digits: f32,
    /// Glyphs whose baselines differ by no more than this stand on one line of text as it was drawn.
    pub baseline_slack: f32,
    /// Runs whose baselines differ by no more than this stand on one line: superscripts, mixed sizes.
    pub line_slack: f32,
}

impl Default for Options {
    fn default() -> Self {
        Self { run_gap: 1.0, blank_gap: 0.25, spaced_digits: 0.4, baseline_slack: 0.12, line_slack: 0.4 }
    }
}
