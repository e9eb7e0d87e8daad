//! Thresholds of table building.

/// How rules become grids. Lengths are points on a page with type of common sizes; on others they go with it.
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

/// Sizes of type (points) on which lengths are what they are.
const COMMON_TYPE: std::ops::RangeInclusive<f32> = 7.0..=12.0;

/// Lengths become smaller or larger by no more than this.
const MOST_SCALED: f32 = 3.0;

impl Options {
    /// The same for a page with type of this size: what was shrunk to fit its paper, or blown up to fill it, has narrower or
    /// wider gaps.
    pub(crate) fn for_type(&self, size: f32) -> Self {
        let common = size.clamp(*COMMON_TYPE.start(), *COMMON_TYPE.end());
        let factor = (size / common).clamp(1.0 / MOST_SCALED, MOST_SCALED);
        Self {
            snap: self.snap * factor,
            reach: self.reach * factor,
            dash_gap: self.dash_gap * factor,
            min_rule: self.min_rule * factor,
            ..self.clone()
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_go_with_type_that_is_small_or_large() {
        let snap = |size: f32| Options { snap: 4.0, ..Options::default() }.for_type(size).snap;
        assert_eq!([snap(3.5), snap(9.0), snap(24.0), snap(500.0)], [2.0, 4.0, 8.0, 12.0]);
        assert!((snap(0.0) - 4.0 / 3.0).abs() < 1e-6);
    }
}
