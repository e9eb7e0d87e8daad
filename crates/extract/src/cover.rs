//! Text that something opaque was painted over: a white patch over an old title, a picture over a figure.

use gongkai_model::BBox;
use gongkai_model::page::{Glyph, GlyphFlags};

/// Side of the raster in which glyphs are looked for.
const SIDE: usize = 32;

/// Glyphs looked at for covers on one page; a page that needs more is drawn to cost time, and its text is left seen.
const MAX_LOOKED_AT: usize = 20_000_000;

/// Part of a glyph's box that may stick out of a cover on each side.
const OUTSIDE: f32 = 0.25;

/// The glyphs of a page that may still be covered.
#[derive(Debug)]
pub(crate) struct Coverable {
    width: f32,
    height: f32,
    /// Glyphs by the place of their middle.
    raster: Vec<Vec<usize>>,
    /// Glyphs up to here are in the raster.
    known: usize,
    looked_at: usize,
}

impl Coverable {
    pub(crate) fn new(width: f32, height: f32) -> Self {
        Self { width, height, raster: Vec::new(), known: 0, looked_at: 0 }
    }

    /// Glyphs from here on were replaced by others.
    pub(crate) fn replaced_from(&mut self, start: usize) {
        self.known = self.known.min(start);
    }

    /// Marks the glyphs drawn so far that lie under an opaque rectangle.
    pub(crate) fn cover(&mut self, bbox: &BBox, glyphs: &mut [Glyph]) {
        if glyphs.is_empty() || self.looked_at > MAX_LOOKED_AT {
            return;
        }
        self.raster.resize_with(SIDE * SIDE, Vec::new);
        for (at, glyph) in glyphs.iter().enumerate().skip(self.known) {
            let (column, row) = (self.column(glyph.bbox.center_x()), self.row(glyph.bbox.center_y()));
            self.raster[row * SIDE + column].push(at);
        }
        self.known = glyphs.len();
        for row in self.row(bbox.y0)..=self.row(bbox.y1) {
            for column in self.column(bbox.x0)..=self.column(bbox.x1) {
                let place = &mut self.raster[row * SIDE + column];
                self.looked_at += 1 + place.len();
                place.retain(|at| match glyphs.get_mut(*at) {
                    Some(glyph) if is_under(&glyph.bbox, bbox) => {
                        glyph.flags.set(GlyphFlags::COVERED);
                        false
                    }
                    glyph => glyph.is_some(),
                });
            }
        }
    }

    fn column(&self, x: f32) -> usize {
        place(x, self.width)
    }

    fn row(&self, y: f32) -> usize {
        place(y, self.height)
    }
}

/// Which of the raster's parts of a length a point lies in; points outside are in the first or last.
fn place(at: f32, length: f32) -> usize {
    ((at / length.max(1.0) * SIDE as f32).max(0.0) as usize).min(SIDE - 1)
}

fn is_under(glyph: &BBox, cover: &BBox) -> bool {
    let (dx, dy) = (glyph.width() * OUTSIDE, glyph.height() * OUTSIDE);
    cover.x0 <= glyph.x0 + dx && cover.y0 <= glyph.y0 + dy && cover.x1 >= glyph.x1 - dx && cover.y1 >= glyph.y1 - dy
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_model::page::Direction;

    fn glyph(x: f32, y: f32) -> Glyph {
        Glyph {
            ch: '预',
            font: 0,
            direction: Direction::Right,
            flags: GlyphFlags::default(),
            size: 10.0,
            bbox: BBox::new(x, y, x + 10.0, y + 10.0),
        }
    }

    fn covered(glyphs: &[Glyph]) -> Vec<bool> {
        glyphs.iter().map(|g| g.flags.any(GlyphFlags::COVERED)).collect()
    }

    #[test]
    fn what_lies_under_a_cover_is_covered_and_what_comes_later_is_not() {
        let mut coverable = Coverable::new(595.0, 842.0);
        let mut glyphs = vec![glyph(100.0, 100.0), glyph(118.0, 100.0), glyph(300.0, 100.0), glyph(-50.0, 2000.0)];
        coverable.cover(&BBox::new(98.0, 98.0, 122.0, 112.0), &mut glyphs);
        glyphs.push(glyph(100.0, 100.0));
        assert_eq!(covered(&glyphs), [true, false, false, false, false]);
        coverable.cover(&BBox::new(-1e9, -1e9, 1e9, 1e9), &mut glyphs);
        assert_eq!(covered(&glyphs), [true; 5]);
    }

    #[test]
    fn glyphs_that_replace_others_are_covered_in_their_place() {
        let mut coverable = Coverable::new(595.0, 842.0);
        let mut glyphs = vec![glyph(100.0, 100.0), glyph(200.0, 100.0)];
        coverable.cover(&BBox::new(0.0, 0.0, 5.0, 5.0), &mut glyphs);
        glyphs.truncate(1);
        coverable.replaced_from(1);
        glyphs.push(glyph(400.0, 100.0));
        coverable.cover(&BBox::new(390.0, 90.0, 420.0, 120.0), &mut glyphs);
        assert_eq!(covered(&glyphs), [false, true]);
    }
}
