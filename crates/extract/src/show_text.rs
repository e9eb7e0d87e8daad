//! Text operators: strings to placed glyphs (ISO 32000-1, 9.4).

use crate::content::Damage;
use crate::font::CodeGlyph;
use crate::interpret::Interpreter;
use crate::lexer::{Operand, Operands};
use crate::matrix::Matrix;
use crate::sink::{DrawnGlyph, Sink};
use gongkai_model::BBox;
use gongkai_model::page::{Direction, Glyph, GlyphFlags};
use std::rc::Rc;

impl<S: Sink> Interpreter<'_, S> {
    pub(crate) fn text_operator(&mut self, op: &[u8], o: &Operands) {
        let one = o.numbers::<1>().map(|[n]| n);
        let text = &mut self.state.text;
        match op {
            b"BT" => {
                self.text_matrix = Matrix::IDENTITY;
                self.line_matrix = Matrix::IDENTITY;
            }
            b"Tc" => text.char_space = one.unwrap_or(0.0),
            b"Tw" => text.word_space = one.unwrap_or(0.0),
            b"Tz" => text.scale = one.unwrap_or(100.0) / 100.0,
            b"TL" => text.leading = one.unwrap_or(0.0),
            b"Ts" => text.rise = one.unwrap_or(0.0),
            b"Tr" => text.mode = one.unwrap_or(0.0).clamp(0.0, 7.0) as u8,
            b"Td" => o.numbers().into_iter().for_each(|[x, y]| self.next_line(x, y)),
            b"TD" => {
                if let Some([x, y]) = o.numbers() {
                    self.state.text.leading = -y;
                    self.next_line(x, y);
                }
            }
            b"Tm" => {
                if let Some(m) = o.numbers::<6>().and_then(|n| Matrix::from_slice(&n)) {
                    self.text_matrix = m;
                    self.line_matrix = m;
                }
            }
            b"T*" => self.next_line(0.0, -self.state.text.leading),
            b"Tj" | b"TJ" => self.show(o),
            b"'" => {
                self.next_line(0.0, -self.state.text.leading);
                self.show(o);
            }
            b"\"" => {
                if let [Operand::Number(word), Operand::Number(character), ..] = o.items[..] {
                    self.state.text.word_space = word;
                    self.state.text.char_space = character;
                }
                self.next_line(0.0, -self.state.text.leading);
                self.show(o);
            }
            _ => {}
        }
    }

    fn next_line(&mut self, x: f32, y: f32) {
        self.line_matrix = Matrix::new(1.0, 0.0, 0.0, 1.0, x, y).then(&self.line_matrix);
        self.text_matrix = self.line_matrix;
    }

    /// Shows the strings among the operands; numbers between them move the pen (`TJ`).
    fn show(&mut self, o: &Operands) {
        let text = self.state.text.clone();
        let Some((font, font_index)) = text.font.clone() else {
            // Its characters cannot be told.
            if o.items.iter().any(|item| matches!(item, Operand::Text(a, b) if a < b)) {
                self.damage = Damage::Cut;
            }
            return;
        };
        let vertical = font.vertical;
        for item in &o.items {
            match item {
                Operand::Number(n) => {
                    let shift = -n / 1000.0 * text.size;
                    if vertical {
                        self.move_pen(0.0, shift);
                    } else {
                        self.move_pen(shift * text.scale, 0.0);
                    }
                }
                Operand::Text(a, b) => {
                    let font = Rc::clone(&font);
                    self.show_string(&font, font_index, o.slice(*a, *b));
                }
                _ => {}
            }
        }
    }

    fn move_pen(&mut self, x: f32, y: f32) {
        self.text_matrix = Matrix::new(1.0, 0.0, 0.0, 1.0, x, y).then(&self.text_matrix);
    }

    fn show_string(&mut self, font: &crate::font::Font, font_index: u16, string: &[u8]) {
        let text = &self.state.text;
        let (size, scale, char_space, word_space) = (text.size, text.scale, text.char_space, text.word_space);
        // From glyph space in em to the displayed page, at the start of the string.
        let em =
            Matrix::new(size * scale, 0.0, 0.0, size, 0.0, text.rise).then(&self.text_matrix).then(&self.state.ctm);
        let unit = self.text_matrix.then(&self.state.ctm);
        let direction = if font.vertical { vertical_direction(&em) } else { direction(&em) };
        let mut flags = GlyphFlags::default();
        if text.mode == 3 || text.mode == 7 || (self.state.fill.alpha <= 0.0 && text.mode != 1) {
            flags.set(GlyphFlags::INVISIBLE);
        }
        // Filled and stroked in the same ink: bold without a bold font.
        if font.face.bold || (text.mode == 2 && self.state.fill.rgb == self.state.stroke.rgb) {
            flags.set(GlyphFlags::BOLD);
        }
        let drawn_size = em.y_scale();
        let clip = self.state.clip;
        let (mut x, mut y) = (0.0f32, 0.0f32);
        let (budget, sink) = (&mut self.budget, &mut self.sink);
        font.for_each_glyph(string, |glyph| {
            if !budget.glyph() {
                return false;
            }
            let mut placed = em;
            placed.e = em.e + unit.a * x + unit.c * y;
            placed.f = em.f + unit.b * x + unit.d * y;
            let bbox = glyph_box(&placed, &glyph, font.vertical);
            let mut flags = flags;
            let bbox = if is_visible(&bbox, &clip) {
                seen_box(&bbox, &clip, direction)
            } else if matches!(glyph.chars(), [only] if is_dash(*only)) && is_stroke_seen(&bbox, &clip, direction) {
                bbox
            } else {
                flags.set(GlyphFlags::CLIPPED);
                bbox
            };
            if !glyph.mapped {
                flags.set(GlyphFlags::UNMAPPED);
            }
            emit(sink, &glyph, DrawnGlyph { ch: ' ', font: font_index, direction, flags, size: drawn_size, bbox });
            let spacing = char_space + if glyph.word_space { word_space } else { 0.0 };
            if font.vertical {
                y += glyph.advance * size + spacing;
            } else {
                x += (glyph.advance * size + spacing) * scale;
            }
            true
        });
        self.move_pen(x, y);
    }
}

/// Part of a glyph's box that must lie inside the clipping path for the glyph to be read: a third of a character at the edge
/// of a cell can be told.
const VISIBLE_SHARE: f32 = 0.3;

/// Points by which a clipping path may be too narrow.
const CLIP_SLACK: f32 = 0.5;

fn is_visible(bbox: &BBox, clip: &BBox) -> bool {
    let share = |from: f32, to: f32, lo: f32, hi: f32| (to.min(hi) - from.max(lo) + CLIP_SLACK) / (to - from).max(0.01);
    share(bbox.x0, bbox.x1, clip.x0, clip.x1) >= VISIBLE_SHARE
        && share(bbox.y0, bbox.y1, clip.y0, clip.y1) >= VISIBLE_SHARE
}

/// A character that is one stroke in the middle of its line.
fn is_dash(ch: char) -> bool {
    "-‐‑–—―－−─━一".contains(ch)
}

/// Where the stroke of a dash stands in its box, from the top.
const STROKE: (f32, f32) = (0.35, 0.75);

/// Whether the stroke of a dash is seen: programs that clip what they draw to its ink leave nothing else of its box.
fn is_stroke_seen(bbox: &BBox, clip: &BBox, direction: Direction) -> bool {
    let (from, to) = (bbox.y0 + STROKE.0 * bbox.height(), bbox.y0 + STROKE.1 * bbox.height());
    let wide = (bbox.x1.min(clip.x1) - bbox.x0.max(clip.x0) + CLIP_SLACK) / bbox.width().max(0.01);
    let middle = (clip.y0.max(bbox.y0) + clip.y1.min(bbox.y1)) * 0.5;
    direction == Direction::Right && wide >= VISIBLE_SHARE && clip.y0 < clip.y1 && from <= middle && middle <= to
}

/// The part of a visible glyph's box that lies inside the clipping path. Along the line, so that text cut by both sides of
/// its cell stands in its cell alone; across it, only where hardly more than half is seen: a line cut by the end of a
/// page stands where its rest is seen.
fn seen_box(bbox: &BBox, clip: &BBox, direction: Direction) -> BBox {
    let seen = |from: f32, to: f32, lo: f32, hi: f32, below: f32| {
        let (start, end) = (from.max(lo), to.min(hi));
        let is_cut = start < end && end - start < below * (to - from) && to - from - (end - start) > CLIP_SLACK;
        if is_cut { (start, end) } else { (from, to) }
    };
    let (wide, high) = match direction {
        Direction::Right | Direction::Left => (1.0, CUT_ACROSS),
        Direction::Down | Direction::Up => (CUT_ACROSS, 1.0),
        Direction::Vertical | Direction::Skewed => return *bbox,
    };
    let (x0, x1) = seen(bbox.x0, bbox.x1, clip.x0, clip.x1, wide);
    let (y0, y1) = seen(bbox.y0, bbox.y1, clip.y0, clip.y1, high);
    BBox { x0, y0, x1, y1 }
}

/// A line of which no more than this share of its height is seen is cut.
const CUT_ACROSS: f32 = 0.6;

/// Hands the characters of one drawn glyph on; several share its box along the line.
fn emit(sink: &mut impl Sink, glyph: &CodeGlyph, drawn: DrawnGlyph) {
    let chars = glyph.chars();
    for (i, ch) in chars.iter().enumerate() {
        let bbox = if chars.len() == 1 { drawn.bbox } else { share(&drawn.bbox, drawn.direction, i, chars.len()) };
        sink.glyph(DrawnGlyph { ch: *ch, bbox, ..drawn });
    }
}

/// The `i`-th of `n` equal parts of a box along the direction of writing.
pub(crate) fn share(bbox: &BBox, direction: Direction, i: usize, n: usize) -> BBox {
    let (a, b) = (i as f32 / n as f32, (i + 1) as f32 / n as f32);
    let (w, h) = (bbox.width(), bbox.height());
    match direction {
        Direction::Right | Direction::Skewed => BBox { x0: bbox.x0 + w * a, x1: bbox.x0 + w * b, ..*bbox },
        Direction::Left => BBox { x0: bbox.x1 - w * b, x1: bbox.x1 - w * a, ..*bbox },
        Direction::Down | Direction::Vertical => BBox { y0: bbox.y0 + h * a, y1: bbox.y0 + h * b, ..*bbox },
        Direction::Up => BBox { y0: bbox.y1 - h * b, y1: bbox.y1 - h * a, ..*bbox },
    }
}

fn glyph_box(em: &Matrix, glyph: &CodeGlyph, vertical: bool) -> BBox {
    if vertical {
        // The origin is the middle of the top edge.
        let half = glyph.width.abs() * 0.5;
        return em.bbox(-half, glyph.advance.min(0.0), half, 0.0);
    }
    if em.b == 0.0 && em.c == 0.0 && em.a > 0.0 && em.d < 0.0 {
        return BBox::new(
            em.e,
            em.f + em.d * Glyph::ASCENT,
            em.e + em.a * glyph.width.max(0.0),
            em.f + em.d * -Glyph::DESCENT,
        );
    }
    em.bbox(0.0, -Glyph::DESCENT, glyph.width, Glyph::ASCENT)
}

/// Direction of a line of text: that of the x axis of glyph space on the page (y downwards).
fn direction(em: &Matrix) -> Direction {
    let (x, y) = (em.a, em.b);
    // Within about three degrees.
    let slack = 0.05;
    if y.abs() <= x.abs() * slack {
        if x >= 0.0 { Direction::Right } else { Direction::Left }
    } else if x.abs() <= y.abs() * slack {
        if y >= 0.0 { Direction::Down } else { Direction::Up }
    } else {
        Direction::Skewed
    }
}

/// Direction of a line in vertical writing mode: downwards while the glyphs stand upright.
fn vertical_direction(em: &Matrix) -> Direction {
    match direction(em) {
        Direction::Right => Direction::Vertical,
        // A whole page turned by a quarter: its columns run along x.
        Direction::Up => Direction::Right,
        Direction::Down => Direction::Left,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dash_of_which_the_stroke_is_seen_is_seen() {
        let dash = BBox::new(100.0, 50.0, 104.0, 62.0);
        let band = |y: f32| BBox::new(100.0, y, 104.0, y + 1.0);
        assert!(!is_visible(&dash, &band(57.0)) && is_stroke_seen(&dash, &band(57.0), Direction::Right));
        assert!(!is_stroke_seen(&dash, &band(51.0), Direction::Right));
        assert!(!is_stroke_seen(&dash, &BBox::new(110.0, 57.0, 120.0, 58.0), Direction::Right));
    }

    #[test]
    fn a_glyph_cut_at_the_edge_of_its_cell_stands_in_its_cell() {
        let clip = BBox::new(104.0, 0.0, 200.0, 100.0);
        let glyph = BBox::new(100.0, 10.0, 110.0, 20.0);
        assert_eq!(seen_box(&glyph, &clip, Direction::Right), BBox::new(104.0, 10.0, 110.0, 20.0));
        // Of a column written downwards the same glyph is seen for more than a half.
        assert_eq!(seen_box(&glyph, &clip, Direction::Down), glyph);
        assert_eq!(seen_box(&BBox::new(98.0, 10.0, 108.0, 20.0), &clip, Direction::Down).x0, 104.0);
    }

    #[test]
    fn a_line_stands_where_its_rest_is_seen() {
        let clip = BBox::new(0.0, 16.0, 200.0, 100.0);
        assert_eq!(
            seen_box(&BBox::new(5.0, 10.0, 15.0, 20.0), &clip, Direction::Right),
            BBox::new(5.0, 16.0, 15.0, 20.0)
        );
        let half = BBox::new(5.0, 12.0, 15.0, 22.0);
        assert_eq!(seen_box(&half, &clip, Direction::Right), half);
    }
}
