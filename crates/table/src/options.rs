//! Thresholds of table building.

/// How rules become grids. Lengths are points on the displayed page unless told otherwise.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Rules closer together than this are one line of the grid: doubled and broken lines, strokes and fills of one
    /// border.
    pub snap: f32,
    /// A rule may miss another by this much and still meet it.
    pub reach: f32,
    /// Pieces of one line no further apart than this belong together: dashes.
    pub dash_gap: f32,
    /// Shorter lines rule nothing.
    pub min_rule: f32,
    /// Rules lighter than this (0 black to 1 white) cannot be seen on paper.
    pub max_lightness: f32,
    /// Positions of one grid at most; a larger one is left alone and reported.
    pub max_positions: usize,
    /// Pairs of rules looked at per page at most.
    pub max_meetings: usize,
    /// Column edges of a table that goes on may differ by this much from page to page.
    pub column_slack: f32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            snap: 3.5,
            reach: 2.5,
            dash_gap: 3.0,
            min_rule: 5.0,
            max_lightness: 0.96,
            max_positions: 400_000,
            max_meetings: 20_000_000,
            column_slack: 5.5,
        }
    }
}
