//! Column edges of one table on different pages, relative to its left edge.

/// Whether the table is as wide as the other and each of its inner edges is one of the other's.
pub(crate) fn fit(some: &[f32], all: &[f32], slack: f32) -> bool {
    let width = |v: &[f32]| v.last().copied().unwrap_or(0.0);
    some.len() >= 2
        && (width(some) - width(all)).abs() <= 2.0 * slack
        && some.iter().all(|x| near(all, *x, slack).is_some())
}

/// Whether the table is as wide as the other.
pub(crate) fn as_wide(some: &[f32], other: &[f32], slack: f32) -> bool {
    some.last().zip(other.last()).is_some_and(|(own, other)| (own - other).abs() <= 2.0 * slack)
}

/// Whether the table is as wide as the other and most of its inner edges are the other's: another block of one form.
pub(crate) fn mostly_fit(some: &[f32], all: &[f32], slack: f32) -> bool {
    let (Some(width), Some(other)) = (some.last(), all.last()) else { return false };
    let inner = some.get(1..some.len() - 1).unwrap_or_default();
    let shared = inner.iter().filter(|x| near(all, **x, slack).is_some()).count();
    (width - other).abs() <= 2.0 * slack && shared >= 2 && 4 * shared >= 3 * inner.len()
}

/// Four columns or more that are the first of the other's: nothing stands in the others.
pub(crate) fn fit_left(some: &[f32], all: &[f32], slack: f32) -> bool {
    some.len() > 4 && some.len() < all.len() && some.iter().all(|x| near(all, *x, slack).is_some())
}

/// As many columns, three or more, each nearly as wide as the other's: a page whose columns were set anew.
pub(crate) fn widths_alike(some: &[f32], other: &[f32]) -> bool {
    let widths = |v: &[f32]| -> Vec<f32> { v.windows(2).map(|w| w[1] - w[0]).collect() };
    some.len() == other.len()
        && some.len() >= 4
        && widths(some).iter().zip(widths(other)).all(|(a, b)| (a - b).abs() <= WIDTH_SLACK * a.max(b))
}

/// Columns of one table differ from page to page by no more than this part of their width.
const WIDTH_SLACK: f32 = 0.15;

/// Edges of both, those within `slack` of each other once.
pub(crate) fn union(a: &[f32], b: &[f32], slack: f32) -> Vec<f32> {
    let mut edges = a.to_vec();
    edges.extend(b.iter().filter(|x| near(a, **x, slack).is_none()));
    edges.sort_by(f32::total_cmp);
    edges
}

/// For each edge of a page, its index among all edges of the table.
pub(crate) fn remap(own: &[f32], all: &[f32], slack: f32) -> Vec<u32> {
    let last = all.len().saturating_sub(1);
    let index = |(i, x): (usize, &f32)| {
        if i == 0 {
            0
        } else if i + 1 == own.len() {
            near(all, *x, slack).unwrap_or(last)
        } else {
            near(all, *x, slack).unwrap_or_else(|| all.partition_point(|e| e < x).min(last))
        }
    };
    own.iter().enumerate().map(|pair| index(pair) as u32).collect()
}

/// Index of the nearest edge, where one is within `slack`. The outer edges may differ by twice as much.
fn near(edges: &[f32], x: f32, slack: f32) -> Option<usize> {
    let after = edges.partition_point(|e| *e < x);
    let candidates = [after.checked_sub(1), Some(after)];
    let (index, distance) = candidates
        .into_iter()
        .flatten()
        .filter_map(|i| Some((i, (edges.get(i)? - x).abs())))
        .min_by(|a, b| a.1.total_cmp(&b.1))?;
    let allowed = if index + 1 == edges.len() { 2.0 * slack } else { slack };
    (distance <= allowed).then_some(index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_edges_of_a_table_fit_all_of_them() {
        let all = [0.0, 50.0, 100.0, 200.0];
        assert!(fit(&[0.0, 98.0, 203.0], &all, 4.0));
        assert!(!fit(&[0.0, 80.0, 200.0], &all, 4.0));
        assert!(!fit(&[0.0, 50.0, 150.0], &all, 4.0));
        assert!(mostly_fit(&[0.0, 50.0, 80.0, 98.0, 120.0, 200.0], &[0.0, 50.0, 80.0, 100.0, 150.0, 200.0], 4.0));
        assert!(!mostly_fit(&[0.0, 50.0, 80.0, 200.0], &all, 4.0));
        let wide = [0.0, 30.0, 50.0, 100.0, 150.0, 200.0];
        assert!(
            fit_left(&wide[..5], &wide, 4.0)
                && !fit_left(&[0.0, 30.0, 60.0, 100.0, 150.0], &wide, 4.0)
                && !fit_left(&wide, &wide, 4.0)
        );
        assert_eq!(remap(&wide[..5], &wide, 4.0), [0, 1, 2, 3, 4]);
        assert_eq!(remap(&[0.0, 98.0, 203.0], &all, 4.0), [0, 2, 3]);
        assert_eq!(union(&[0.0, 100.0, 200.0], &[0.0, 52.0, 99.0, 201.0], 4.0), [0.0, 52.0, 100.0, 200.0]);
    }
}
