//! Rules that are strokes of characters: text that is drawn as shapes, or whose outline is drawn over it to make it bold.

use gongkai_model::BBox;
use gongkai_model::page::{Axis, Direction, Glyph, GlyphFlags, Rule};
use std::collections::BTreeMap;

/// Side in points of the squares in which glyphs are looked for.
const SQUARE: f32 = 32.0;

/// Squares along each side of a page; what lies farther out is looked for in the last one.
const SQUARES: usize = 64;

/// Larger glyphs, as multiples of the size of most of the type, are not looked at: rules run under a watermark.
const LARGEST: f32 = 2.5;

/// Nor are glyphs larger than this, in points.
const LARGEST_POINTS: f32 = 96.0;

/// Glyphs looked at on one page; a page that needs more is drawn to cost time, and its rules stay.
const MAX_LOOKED_AT: usize = 20_000_000;

/// An outline runs out of the box of its glyph by no more than this part of its size.
const OUTSIDE: f32 = 0.08;

/// A rule of a table may cross a character; so many in the box of one are its strokes.
const STROKES: usize = 2;

/// Drops the rules that lie within the box of a character with others.
pub(crate) fn drop_character_strokes(rules: &mut Vec<Rule>, glyphs: &[Glyph]) {
    let mut sizes: Vec<f32> = glyphs.iter().filter(|g| !g.ch.is_whitespace()).map(|g| g.size).collect();
    let middle = sizes.len() / 2;
    if sizes.is_empty() {
        return;
    }
    let largest = (LARGEST * *sizes.select_nth_unstable_by(middle, f32::total_cmp).1).min(LARGEST_POINTS);
    if !rules.iter().any(|r| r.to - r.from <= largest) {
        return;
    }
    let reach = |(index, glyph): (usize, &Glyph)| {
        let is_apart = glyph.direction == Direction::Skewed || glyph.flags.any(GlyphFlags::OFF_PAGE);
        if glyph.ch.is_whitespace() || glyph.size > largest || is_apart {
            return None;
        }
        let (b, out) = (glyph.bbox, OUTSIDE * glyph.size);
        let b = BBox::new(b.x0 - out, b.y0 - out, b.x1 + out, b.y1 + out);
        (b.width().max(b.height()) <= 2.0 * largest).then_some((index, b))
    };
    let squares = Squares::of(glyphs.iter().enumerate().filter_map(reach).collect());
    let mut looked_at = 0;
    let mut character = |rule: &Rule| {
        let middle = (rule.from + rule.to) * 0.5;
        let ((x0, y0), (x1, y1), (x, y)) = match rule.axis {
            Axis::Horizontal => ((rule.from, rule.at), (rule.to, rule.at), (middle, rule.at)),
            Axis::Vertical => ((rule.at, rule.from), (rule.at, rule.to), (rule.at, middle)),
        };
        if rule.to - rule.from > largest || looked_at > MAX_LOOKED_AT {
            return None;
        }
        let mut near = squares.at(x, y);
        looked_at += near.len();
        near.find(|(_, b)| b.contains(x0, y0) && b.contains(x1, y1)).map(|(index, _)| *index)
    };
    let of_character: Vec<Option<usize>> = rules.iter().map(&mut character).collect();
    let mut strokes: BTreeMap<usize, usize> = BTreeMap::new();
    for index in of_character.iter().flatten() {
        *strokes.entry(*index).or_default() += 1;
    }
    let mut of_character = of_character.into_iter();
    rules.retain(|_| {
        let index = of_character.next().flatten();
        index.is_none_or(|index| strokes.get(&index).is_none_or(|count| *count < STROKES))
    });
}

/// Boxes of glyphs with their indices, by the squares of the page that they touch.
struct Squares {
    boxes: Vec<(usize, BBox)>,
    /// Where in `touching` the boxes of each square begin, and behind the last one its end.
    begins: Vec<usize>,
    /// Indices into `boxes`, in order within each square.
    touching: Vec<usize>,
}

impl Squares {
    fn of(boxes: Vec<(usize, BBox)>) -> Self {
        let mut begins = vec![0; SQUARES * SQUARES + 1];
        for square in boxes.iter().flat_map(|(_, b)| squares_of(b)) {
            begins[square + 1] += 1;
        }
        for square in 1..begins.len() {
            begins[square] += begins[square - 1];
        }
        let mut ends = begins.clone();
        let mut touching = vec![0; begins.last().copied().unwrap_or_default()];
        for (at, (_, b)) in boxes.iter().enumerate() {
            for square in squares_of(b) {
                touching[ends[square]] = at;
                ends[square] += 1;
            }
        }
        Self { boxes, begins, touching }
    }

    /// What touches the square of a point, in order.
    fn at(&self, x: f32, y: f32) -> impl ExactSizeIterator<Item = &(usize, BBox)> {
        let square = place(y) * SQUARES + place(x);
        self.touching[self.begins[square]..self.begins[square + 1]].iter().map(|at| &self.boxes[*at])
    }
}

/// Row or column of squares of a coordinate.
fn place(v: f32) -> usize {
    // A conversion takes what is negative to 0.
    ((v / SQUARE) as usize).min(SQUARES - 1)
}

fn squares_of(b: &BBox) -> impl Iterator<Item = usize> + use<> {
    let columns = place(b.x0)..=place(b.x1);
    (place(b.y0)..=place(b.y1)).flat_map(move |row| columns.clone().map(move |column| row * SQUARES + column))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(axis: Axis, at: f32, from: f32, to: f32) -> Rule {
        Rule { axis, at, from, to, width: 0.5, colour: 0 }
    }

    #[test]
    fn rules_under_a_watermark_stay() {
        let glyph = |size: f32, x: f32| {
            let bbox = BBox::new(x, 50.0, x + size, 50.0 + size);
            Glyph { ch: '样', font: 0, direction: Direction::Right, flags: GlyphFlags::default(), size, bbox }
        };
        let mut rules: Vec<Rule> = (0..3).map(|i| rule(Axis::Vertical, 110.0 + 5.0 * i as f32, 60.0, 75.0)).collect();
        drop_character_strokes(&mut rules, &[glyph(54.0, 100.0), glyph(9.0, 200.0), glyph(9.0, 209.0)]);
        assert_eq!(rules.len(), 3);
    }

    #[test]
    fn the_outline_of_a_character_is_no_rule() {
        let bbox = BBox::new(100.0, 50.0, 112.0, 62.0);
        let flags = GlyphFlags::default();
        let glyph = Glyph { ch: '口', font: 0, direction: Direction::Right, flags, size: 12.0, bbox };
        let border = rule(Axis::Vertical, 106.0, 50.0, 61.0);
        let outline =
            [52.0, 60.0].map(|y| rule(Axis::Horizontal, y, 101.0, 111.0)).into_iter().chain([border]).collect();
        let dropped = |mut rules: Vec<Rule>| {
            drop_character_strokes(&mut rules, &[glyph]);
            rules.len()
        };
        assert_eq!(dropped(outline), 0);
        // A rule that crosses a character, a longer one, one beside it.
        assert_eq!(dropped(vec![border]), 1);
        assert_eq!(dropped(vec![rule(Axis::Horizontal, 60.0, 90.0, 140.0), border]), 2);
        assert_eq!(dropped(vec![rule(Axis::Horizontal, 70.0, 101.0, 111.0); 3]), 3);
    }
}
