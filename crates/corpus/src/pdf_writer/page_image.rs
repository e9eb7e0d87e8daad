//! A picture of a page, as a scanner would make it: grey bars for text and lines for rules, no text at all.

use crate::layout::LaidPage;

/// Width and height in pixels, and one byte per pixel.
#[must_use]
pub fn scan(page: &LaidPage) -> (usize, usize, Vec<u8>) {
    let (w, h) = (page.width.max(1.0) as usize, page.height.max(1.0) as usize);
    let mut pixels = vec![250_u8; w * h];
    let mut ink = |x0: f32, y0: f32, x1: f32, y1: f32, shade: u8| {
        for y in y0.max(0.0) as usize..(y1.max(0.0) as usize).min(h) {
            for x in x0.max(0.0) as usize..(x1.max(0.0) as usize).min(w) {
                pixels[y * w + x] = shade;
            }
        }
    };
    for [x0, y0, x1, y1] in &page.boxes {
        for [a, b, c, d] in [[x0, y0, x1, y0], [x0, y1, x1, y1], [x0, y0, x0, y1], [x1, y0, x1, y1]] {
            ink(*a, *b, c + 1.0, d + 1.0, 40);
        }
    }
    for text in &page.texts {
        for (i, _) in text.text.chars().enumerate() {
            let x = text.x + i as f32 * text.size;
            for stroke in 0..3_u8 {
                let y = text.y - text.size * (0.2 + 0.25 * f32::from(stroke));
                ink(x + 1.0, y, x + text.size - 1.0, y + 1.2, 60);
            }
            ink(x + text.size * 0.5, text.y - text.size * 0.8, x + text.size * 0.5 + 1.2, text.y, 60);
        }
    }
    (w, h, pixels)
}
