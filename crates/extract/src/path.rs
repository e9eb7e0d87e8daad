//! Paths: what is stroked or filled as ruling lines and rectangles (ISO 32000-1, 8.5).

use crate::matrix::Matrix;
use crate::sink::Sink;
use gongkai_model::BBox;
use gongkai_model::page::{Axis, Fill, Rule};

/// The path under construction, in coordinates of the displayed page.
#[derive(Debug, Default)]
pub(crate) struct Path {
    points: Vec<(f32, f32)>,
    subpaths: Vec<Subpath>,
    /// Where the open subpath began, in user space.
    start: (f32, f32),
}

#[derive(Debug, Clone, Copy)]
struct Subpath {
    first: usize,
    closed: bool,
    curved: bool,
}

/// How a path is painted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paint {
    /// Colour as `0xRRGGBB`.
    pub(crate) colour: u32,
    /// Where ink can be seen.
    pub(crate) clip: BBox,
    /// A filled rectangle no thicker than this is a rule.
    pub(crate) max_rule_thickness: f32,
}

/// A line that strays from its axis by no more than this (points) is parallel to it.
const AXIS_TOLERANCE: f32 = 0.7;

impl Path {
    pub(crate) fn clear(&mut self) {
        self.points.clear();
        self.subpaths.clear();
    }

    pub(crate) fn move_to(&mut self, m: &Matrix, x: f32, y: f32) {
        // A move right after a move replaces it.
        if let Some(last) = self.subpaths.last()
            && last.first + 1 == self.points.len()
        {
            self.points.pop();
            self.subpaths.pop();
        }
        self.subpaths.push(Subpath { first: self.points.len(), closed: false, curved: false });
        self.points.push(m.apply(x, y));
        self.start = (x, y);
    }

    pub(crate) fn line_to(&mut self, m: &Matrix, x: f32, y: f32) {
        if self.subpaths.is_empty() {
            return self.move_to(m, x, y);
        }
        if self.subpaths.last().is_some_and(|s| s.closed) {
            let (sx, sy) = self.start;
            self.move_to(m, sx, sy);
        }
        self.points.push(m.apply(x, y));
    }

    pub(crate) fn curve_to(&mut self, m: &Matrix, x: f32, y: f32) {
        self.line_to(m, x, y);
        if let Some(s) = self.subpaths.last_mut() {
            s.curved = true;
        }
    }

    pub(crate) fn close(&mut self) {
        if let Some(s) = self.subpaths.last_mut() {
            s.closed = true;
        }
    }

    pub(crate) fn rectangle(&mut self, m: &Matrix, x: f32, y: f32, w: f32, h: f32) {
        self.move_to(m, x, y);
        self.points.push(m.apply(x + w, y));
        self.points.push(m.apply(x + w, y + h));
        self.points.push(m.apply(x, y + h));
        self.close();
    }

    fn subpath_points(&self) -> impl Iterator<Item = (Subpath, &[(f32, f32)])> {
        self.subpaths.iter().enumerate().map(|(i, s)| {
            let end = self.subpaths.get(i + 1).map_or(self.points.len(), |n| n.first);
            (*s, self.points.get(s.first..end).unwrap_or_default())
        })
    }

    /// Box of the whole path; `None` where it is empty.
    pub(crate) fn bbox(&self) -> Option<BBox> {
        bbox_of(&self.points)
    }

    /// The rectangle that the path is, where it is nothing else.
    pub(crate) fn as_rectangle(&self) -> Option<BBox> {
        let mut parts = self.subpath_points();
        let (sub, points) = parts.next()?;
        if parts.next().is_some() { None } else { rectangle(sub, points, 0.0) }
    }

    /// Strokes the path: axis-parallel segments become rules; of a shape that has others, only the sides of its box.
    pub(crate) fn stroke(&self, paint: &Paint, width: f32, sink: &mut impl Sink) {
        for (sub, points) in self.subpath_points() {
            if sub.curved {
                sink.other_ink();
            }
            let closing = match (points.last(), points.first()) {
                (Some(a), Some(b)) if sub.closed && points.len() > 2 => Some((*a, *b)),
                _ => None,
            };
            let pairs = || points.windows(2).map(|w| (w[0], w[1])).chain(closing);
            let is_shape = points.len() > 2 && (sub.curved || pairs().any(|(a, b)| is_slanted(a, b)));
            let bbox = bbox_of(points);
            for (a, b) in pairs() {
                match segment_rule(a, b, width, paint.colour) {
                    Some(rule) if is_shape && !bbox.is_some_and(|bbox| is_side(&rule, &bbox)) => {}
                    Some(rule) => clip_rule(rule, &paint.clip).into_iter().for_each(|r| sink.rule(r)),
                    None if !sub.curved && is_slanted(a, b) => sink.other_ink(),
                    None => {}
                }
            }
        }
    }

    /// Fills the path: thin rectangles become rules, frames become four rules, others become fills.
    pub(crate) fn fill(&self, paint: &Paint, sink: &mut impl Sink) {
        let rectangles: Vec<Option<BBox>> =
            self.subpath_points().map(|(s, p)| rectangle(s, p, paint.max_rule_thickness)).collect();
        if let [Some(a), Some(b)] = rectangles.as_slice()
            && let Some(frame) = frame_rules(a, b, paint)
        {
            frame.into_iter().filter_map(|r| clip_rule(r, &paint.clip)).for_each(|r| sink.rule(r));
            return;
        }
        for rectangle in rectangles {
            match rectangle {
                Some(bbox) => fill_rectangle(bbox, paint, sink),
                None => sink.other_ink(),
            }
        }
    }
}

/// The segment can be seen and is parallel to no axis.
fn is_slanted(a: (f32, f32), b: (f32, f32)) -> bool {
    (a.0 - b.0).abs().min((a.1 - b.1).abs()) > AXIS_TOLERANCE
}

fn bbox_of(points: &[(f32, f32)]) -> Option<BBox> {
    points.iter().map(|(x, y)| BBox::new(*x, *y, *x, *y)).reduce(|a, b| a.union(&b))
}

/// A rule that is most of one side of the box of its shape: that of a box with round corners, not the stroke of a character.
fn is_side(rule: &Rule, bbox: &BBox) -> bool {
    let (first, last, whole) = match rule.axis {
        Axis::Horizontal => (bbox.y0, bbox.y1, bbox.width()),
        Axis::Vertical => (bbox.x0, bbox.x1, bbox.height()),
    };
    let at_side = (rule.at - first).abs().min((rule.at - last).abs()) <= AXIS_TOLERANCE;
    at_side && rule.to - rule.from >= SIDE_SHARE * whole
}

/// Share of a side that is straight between round corners.
const SIDE_SHARE: f32 = 0.6;

fn segment_rule(a: (f32, f32), b: (f32, f32), width: f32, colour: u32) -> Option<Rule> {
    let (dx, dy) = ((a.0 - b.0).abs(), (a.1 - b.1).abs());
    if dy <= AXIS_TOLERANCE && dx > dy {
        Some(Rule {
            axis: Axis::Horizontal,
            at: (a.1 + b.1) * 0.5,
            from: a.0.min(b.0),
            to: a.0.max(b.0),
            width,
            colour,
        })
    } else if dx <= AXIS_TOLERANCE && dy > dx {
        Some(Rule { axis: Axis::Vertical, at: (a.0 + b.0) * 0.5, from: a.1.min(b.1), to: a.1.max(b.1), width, colour })
    } else {
        None
    }
}

/// The rectangle that a subpath is, where it is one. A shape so thin that only its length can be seen counts as one,
/// whatever its ends: borders drawn as mitred trapezoids.
fn rectangle(sub: Subpath, points: &[(f32, f32)], thin: f32) -> Option<BBox> {
    if sub.curved || points.len() < 3 {
        return None;
    }
    let closed = match points {
        [first, rest @ .., last] if (first.0 - last.0).abs() < 0.01 && (first.1 - last.1).abs() < 0.01 => {
            rest.len() + 1
        }
        _ => points.len(),
    };
    let corners = points.get(..closed)?;
    let bbox = corners
        .iter()
        .fold(BBox::new(f32::MAX, f32::MAX, f32::MIN, f32::MIN), |b, (x, y)| b.union(&BBox::new(*x, *y, *x, *y)));
    let on_edge = |v: f32, lo: f32, hi: f32| (v - lo).abs() <= AXIS_TOLERANCE || (v - hi).abs() <= AXIS_TOLERANCE;
    let at_corners = corners.iter().all(|(x, y)| on_edge(*x, bbox.x0, bbox.x1) && on_edge(*y, bbox.y0, bbox.y1));
    // Three corners of a triangle are corners of its box too.
    ((at_corners && corners.len() == 4) || bbox.width().min(bbox.height()) <= thin).then_some(bbox)
}

fn fill_rectangle(bbox: BBox, paint: &Paint, sink: &mut impl Sink) {
    let (w, h) = (bbox.width(), bbox.height());
    let t = paint.max_rule_thickness;
    let rule = |axis| bbox_rule(&bbox, axis, paint.colour);
    if w <= t && h <= t {
        // A dot: the corner of a grid, or a piece of a dotted line of either direction.
        for r in [rule(Axis::Horizontal), rule(Axis::Vertical)] {
            clip_rule(r, &paint.clip).into_iter().for_each(|r| sink.rule(r));
        }
    } else if h <= t {
        clip_rule(rule(Axis::Horizontal), &paint.clip).into_iter().for_each(|r| sink.rule(r));
    } else if w <= t {
        clip_rule(rule(Axis::Vertical), &paint.clip).into_iter().for_each(|r| sink.rule(r));
    } else if let Some(bbox) = intersection(&bbox, &paint.clip) {
        sink.fill(Fill { bbox, colour: paint.colour });
    }
}

fn bbox_rule(bbox: &BBox, axis: Axis, colour: u32) -> Rule {
    match axis {
        Axis::Horizontal => {
            Rule { axis, at: bbox.center_y(), from: bbox.x0, to: bbox.x1, width: bbox.height(), colour }
        }
        Axis::Vertical => Rule { axis, at: bbox.center_x(), from: bbox.y0, to: bbox.y1, width: bbox.width(), colour },
    }
}

/// A border drawn as one rectangle inside another, the ring between them filled.
fn frame_rules(a: &BBox, b: &BBox, paint: &Paint) -> Option<Vec<Rule>> {
    let (outer, inner) = if a.width() > b.width() { (a, b) } else { (b, a) };
    let margins = [inner.x0 - outer.x0, inner.y0 - outer.y0, outer.x1 - inner.x1, outer.y1 - inner.y1];
    let is_frame = margins.iter().all(|m| *m >= 0.0 && *m <= paint.max_rule_thickness)
        && inner.width() > paint.max_rule_thickness
        && inner.height() > paint.max_rule_thickness;
    is_frame.then(|| {
        let side = |x0, y0, x1, y1, axis| bbox_rule(&BBox::new(x0, y0, x1, y1), axis, paint.colour);
        vec![
            side(outer.x0, outer.y0, outer.x1, inner.y0, Axis::Horizontal),
            side(outer.x0, inner.y1, outer.x1, outer.y1, Axis::Horizontal),
            side(outer.x0, outer.y0, inner.x0, outer.y1, Axis::Vertical),
            side(inner.x1, outer.y0, outer.x1, outer.y1, Axis::Vertical),
        ]
    })
}

/// The common part of two boxes; `None` where they do not touch.
pub(crate) fn intersection(a: &BBox, b: &BBox) -> Option<BBox> {
    let i = BBox::new(a.x0.max(b.x0), a.y0.max(b.y0), a.x1.min(b.x1), a.y1.min(b.y1));
    (i.x0 <= i.x1 && i.y0 <= i.y1).then_some(i)
}

/// The visible part of a rule.
fn clip_rule(rule: Rule, clip: &BBox) -> Option<Rule> {
    let half = rule.width * 0.5 + 0.5;
    let (lo, hi, from, to) = match rule.axis {
        Axis::Horizontal => (clip.y0, clip.y1, rule.from.max(clip.x0), rule.to.min(clip.x1)),
        Axis::Vertical => (clip.x0, clip.x1, rule.from.max(clip.y0), rule.to.min(clip.y1)),
    };
    (rule.at >= lo - half && rule.at <= hi + half && from <= to).then_some(Rule { from, to, ..rule })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sink::DrawnGlyph;

    #[derive(Default)]
    struct Kept {
        rules: Vec<Rule>,
        fills: Vec<Fill>,
        other: usize,
    }

    impl Sink for Kept {
        fn font(&mut self, _: &gongkai_model::page::Font) -> u16 {
            0
        }
        fn glyph(&mut self, _: DrawnGlyph) {}
        fn rule(&mut self, rule: Rule) {
            self.rules.push(rule);
        }
        fn cover(&mut self, _: &BBox) {}
        fn fill(&mut self, fill: Fill) {
            self.fills.push(fill);
        }
        fn image(&mut self, _: BBox) {}
        fn other_ink(&mut self) {
            self.other += 1;
        }
        fn begin_span(&mut self, _: Option<String>) {}
        fn end_span(&mut self) {}
    }

    const PAINT: Paint = Paint { colour: 0, clip: BBox::new(0.0, 0.0, 500.0, 500.0), max_rule_thickness: 3.5 };
    const M: Matrix = Matrix::IDENTITY;

    #[test]
    fn a_thin_filled_rectangle_is_a_rule_and_a_thick_one_a_fill() {
        let mut kept = Kept::default();
        let mut path = Path::default();
        path.rectangle(&M, 10.0, 10.0, 100.0, 0.5);
        path.fill(&PAINT, &mut kept);
        path.clear();
        path.rectangle(&M, 10.0, 10.0, 100.0, 20.0);
        path.fill(&PAINT, &mut kept);
        assert_eq!(kept.rules.len(), 1);
        assert_eq!((kept.rules[0].axis, kept.rules[0].at, kept.rules[0].to), (Axis::Horizontal, 10.25, 110.0));
        assert_eq!(kept.fills.len(), 1);
    }

    #[test]
    fn a_stroked_rectangle_has_four_sides_and_ends_at_the_clip() {
        let mut kept = Kept::default();
        let mut path = Path::default();
        path.rectangle(&M, 400.0, 10.0, 200.0, 50.0);
        path.stroke(&PAINT, 1.0, &mut kept);
        // The right side lies outside.
        assert_eq!(kept.rules.len(), 3);
        assert!(kept.rules.iter().filter(|r| r.axis == Axis::Horizontal).all(|r| r.to == 500.0));
    }

    #[test]
    fn a_ring_between_two_rectangles_is_a_border() {
        let mut kept = Kept::default();
        let mut path = Path::default();
        path.rectangle(&M, 10.0, 10.0, 100.0, 50.0);
        path.rectangle(&M, 11.0, 11.0, 98.0, 48.0);
        path.fill(&PAINT, &mut kept);
        assert_eq!((kept.rules.len(), kept.fills.len()), (4, 0));
    }

    #[test]
    fn a_mitred_border_is_a_rule() {
        let mut kept = Kept::default();
        let mut path = Path::default();
        path.move_to(&M, 10.0, 20.0);
        for (x, y) in [(200.0, 20.0), (199.25, 20.75), (10.75, 20.75)] {
            path.line_to(&M, x, y);
        }
        path.fill(&PAINT, &mut kept);
        assert_eq!((kept.rules.len(), kept.rules[0].axis), (1, Axis::Horizontal));
    }

    #[test]
    fn of_a_shape_only_the_sides_of_its_box_are_rules() {
        let drawn = |points: &[(f32, f32)], curves: &[usize]| {
            let mut path = Path::default();
            path.move_to(&M, points[0].0, points[0].1);
            for (i, (x, y)) in points.iter().enumerate().skip(1) {
                if curves.contains(&i) { path.curve_to(&M, *x, *y) } else { path.line_to(&M, *x, *y) }
            }
            let mut kept = Kept::default();
            path.stroke(&PAINT, 1.0, &mut kept);
            kept.rules.len()
        };
        // A box with a round corner.
        assert_eq!(drawn(&[(0.0, 0.0), (90.0, 0.0), (95.0, 5.0), (95.0, 40.0), (0.0, 40.0), (0.0, 0.0)], &[2]), 4);
        // Strokes of a character.
        let stroke = [(0.0, 10.0), (12.0, 10.0), (11.0, 14.0), (7.0, 14.0), (6.0, 0.0), (0.0, 2.0)];
        assert_eq!(drawn(&stroke, &[]), 0);
    }

    #[test]
    fn slanted_lines_are_ink_and_no_rules() {
        let mut kept = Kept::default();
        let mut path = Path::default();
        path.move_to(&M, 0.0, 0.0);
        path.line_to(&M, 100.0, 30.0);
        path.stroke(&PAINT, 1.0, &mut kept);
        assert_eq!((kept.rules.len(), kept.other), (0, 1));
    }
}
