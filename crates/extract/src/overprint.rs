//! Fake bold: the same character drawn again at nearly the same place is one glyph.

use gongkai_model::page::{Glyph, GlyphFlags};
use std::collections::HashMap;

/// Offsets up to this part of the font size are the same place. Two equal digits that follow each other are at least
/// 0.25 em apart.
const SAME_PLACE: f32 = 0.15;

/// Width and height in points of the boxes by which places are looked up: equal digits may follow each other closely, lines
/// stand farther apart.
const BOX: (f32, f32) = (2.0, 8.0);

/// Words of the filter: 2^20 bits.
const FILTER_WORDS: usize = 1 << 14;

/// Finds glyphs drawn over each other. Kept over pages to reuse its memory.
#[derive(Debug)]
pub(crate) struct Overprints {
    filter: Vec<u64>,
}

impl Default for Overprints {
    fn default() -> Self {
        Self { filter: vec![0; FILTER_WORDS] }
    }
}

impl Overprints {
    /// Flags every later copy as an overprint and the first one as bold. Returns how many were flagged.
    pub(crate) fn mark(&mut self, glyphs: &mut [Glyph]) -> usize {
        self.filter.fill(0);
        // Most glyphs meet an empty filter; the few others are looked at closely.
        let mut candidates = Vec::new();
        for (i, g) in glyphs.iter().enumerate() {
            if !is_compared(g) {
                continue;
            }
            let mut hit = false;
            for_each_place(g, |key| hit |= self.test(key));
            if hit {
                candidates.push(i);
            }
            self.set(place_key(g.ch, g.bbox.x0, g.bbox.y0));
        }
        if candidates.is_empty() {
            return 0;
        }
        let mut by_place: HashMap<u64, Vec<usize>> = HashMap::new();
        let wanted: std::collections::HashSet<char> =
            candidates.iter().filter_map(|i| glyphs.get(*i)).map(|g| g.ch).collect();
        for (i, g) in glyphs.iter().enumerate() {
            if is_compared(g) && wanted.contains(&g.ch) {
                by_place.entry(place_key(g.ch, g.bbox.x0, g.bbox.y0)).or_default().push(i);
            }
        }
        let mut marked = 0;
        for i in candidates {
            let Some(copy) = glyphs.get(i).copied() else { continue };
            let mut first = None;
            for_each_place(&copy, |key| {
                let here = by_place.get(&key).into_iter().flatten().take(64);
                for j in here {
                    let earlier = *j < i && glyphs.get(*j).is_some_and(|g| is_same_place(g, &copy));
                    if earlier && first.is_none_or(|f| *j < f) {
                        first = Some(*j);
                    }
                }
            });
            if let Some(first) = first {
                if let Some(g) = glyphs.get_mut(first) {
                    g.flags.set(GlyphFlags::BOLD);
                }
                if let Some(g) = glyphs.get_mut(i) {
                    g.flags.set(GlyphFlags::OVERPRINT);
                }
                marked += 1;
            }
        }
        marked
    }

    fn test(&self, key: u64) -> bool {
        let at = hash(key);
        self.filter.get(at >> 6).is_some_and(|w| w >> (at & 63) & 1 == 1)
    }

    fn set(&mut self, key: u64) {
        let at = hash(key);
        if let Some(w) = self.filter.get_mut(at >> 6) {
            *w |= 1 << (at & 63);
        }
    }
}

fn is_compared(g: &Glyph) -> bool {
    !g.ch.is_whitespace()
        && !g.flags.any(GlyphFlags(GlyphFlags::INVISIBLE.0 | GlyphFlags::CLIPPED.0 | GlyphFlags::OFF_PAGE.0))
}

fn is_same_place(a: &Glyph, b: &Glyph) -> bool {
    let slack = SAME_PLACE * a.size.min(b.size);
    a.ch == b.ch
        && a.direction == b.direction
        && (a.bbox.x0 - b.bbox.x0).abs() <= slack
        && (a.bbox.y1 - b.bbox.y1).abs() <= slack
        && (a.size - b.size).abs() <= 0.2 * a.size
}

fn column(x: f32) -> i32 {
    floor(x / BOX.0)
}

fn row(y: f32) -> i32 {
    floor(y / BOX.1)
}

/// The integer at or below `v`, within bounds. Cheaper than `f32::floor`, which is a call where the processor is not known.
fn floor(v: f32) -> i32 {
    let v = v.clamp(-1e6, 1e6);
    let towards_zero = v as i32;
    towards_zero - i32::from(towards_zero as f32 > v)
}

fn place_key(ch: char, x: f32, y: f32) -> u64 {
    key(ch, column(x), row(y))
}

fn key(ch: char, x: i32, y: i32) -> u64 {
    u64::from(u32::from(ch)) << 40 ^ u64::from(x as u32 & 0xf_ffff) << 20 ^ u64::from(y as u32 & 0xf_ffff)
}

/// Every box in which a copy of the glyph may start.
fn for_each_place(g: &Glyph, mut each: impl FnMut(u64)) {
    let slack = (SAME_PLACE * g.size).clamp(0.0, 8.0);
    let (x0, x1) = (column(g.bbox.x0 - slack), column(g.bbox.x0 + slack));
    // The lower edge is compared, but boxes go by the upper one: sizes may differ a little.
    let (y0, y1) = (row(g.bbox.y0 - 2.0 * slack), row(g.bbox.y0 + 2.0 * slack));
    for x in x0..=x1 {
        for y in y0..=y1 {
            each(key(g.ch, x, y));
        }
    }
}

fn hash(key: u64) -> usize {
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 44) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_model::BBox;
    use gongkai_model::page::Direction;

    fn glyph(ch: char, x: f32, y: f32) -> Glyph {
        let bbox = BBox::new(x, y, x + 6.0, y + 12.0);
        Glyph { ch, font: 0, direction: Direction::Right, flags: GlyphFlags::default(), size: 12.0, bbox }
    }

    #[test]
    fn the_second_of_two_copies_is_an_overprint_and_the_first_is_bold() {
        let mut g = vec![
            glyph('合', 100.0, 50.0),
            glyph('计', 112.0, 50.0),
            glyph('合', 100.4, 50.0),
            glyph('计', 112.4, 50.1),
        ];
        assert_eq!(Overprints::default().mark(&mut g), 2);
        assert!(g[0].flags.any(GlyphFlags::BOLD) && g[0].is_shown());
        assert!(g[2].flags.any(GlyphFlags::OVERPRINT) && !g[3].is_shown());
    }

    #[test]
    fn equal_digits_side_by_side_stay() {
        let mut g = vec![glyph('0', 100.0, 50.0), glyph('0', 103.0, 50.0), glyph('0', 100.0, 62.0)];
        assert_eq!(Overprints::default().mark(&mut g), 0);
    }
}
