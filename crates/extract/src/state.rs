//! The graphics state (ISO 32000-1, 8.4).

use crate::font::Font;
use crate::matrix::Matrix;
use gongkai_model::BBox;
use std::rc::Rc;

/// Everything that `q` saves and `Q` restores, as far as it is needed.
#[derive(Debug, Clone)]
pub(crate) struct State {
    /// From user space to the displayed page.
    pub(crate) ctm: Matrix,
    /// Box of the clipping path on the displayed page.
    pub(crate) clip: BBox,
    /// The clipping path is its box.
    pub(crate) clip_is_box: bool,
    /// A blend mode is set.
    pub(crate) blends: bool,
    /// A soft mask is set.
    pub(crate) is_masked: bool,
    /// What is drawn now belongs to a group that is drawn as a whole, and not opaquely.
    pub(crate) in_translucent_group: bool,
    pub(crate) fill: Colour,
    pub(crate) stroke: Colour,
    pub(crate) line_width: f32,
    pub(crate) text: TextState,
}

impl State {
    /// Whether what is filled now hides all that lies under it.
    pub(crate) fn fills_opaquely(&self) -> bool {
        self.is_opaque() && self.fill.space != Space::Unknown && self.clip_is_box && !self.in_translucent_group
    }

    /// Whether nothing shines through what is painted as it is: no transparency, blend mode or mask.
    pub(crate) fn is_opaque(&self) -> bool {
        self.fill.alpha >= 1.0 && !self.blends && !self.is_masked
    }
}

/// Text state.
#[derive(Debug, Clone)]
pub(crate) struct TextState {
    pub(crate) font: Option<(Rc<Font>, u16)>,
    pub(crate) size: f32,
    pub(crate) char_space: f32,
    pub(crate) word_space: f32,
    /// Horizontal scaling, 1 for none.
    pub(crate) scale: f32,
    pub(crate) leading: f32,
    pub(crate) rise: f32,
    pub(crate) mode: u8,
}

impl State {
    pub(crate) fn new(ctm: Matrix, clip: BBox) -> Self {
        Self {
            ctm,
            clip,
            clip_is_box: true,
            blends: false,
            is_masked: false,
            in_translucent_group: false,
            fill: Colour::BLACK,
            stroke: Colour::BLACK,
            line_width: 1.0,
            text: TextState {
                font: None,
                size: 0.0,
                char_space: 0.0,
                word_space: 0.0,
                scale: 1.0,
                leading: 0.0,
                rise: 0.0,
                mode: 0,
            },
        }
    }
}

/// A colour and the space its next components are in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Colour {
    pub(crate) space: Space,
    /// `0xRRGGBB`.
    pub(crate) rgb: u32,
    /// Constant alpha; 0 is invisible.
    pub(crate) alpha: f32,
}

/// Colour spaces as far as dark is to be told from light.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Space {
    /// Gray, RGB or CMYK by the number of components, calibrated or not.
    ByCount,
    /// Separation and the like: 1 is full ink.
    Tint,
    /// Indexed, Pattern: unknown.
    Unknown,
}

impl Colour {
    pub(crate) const BLACK: Self = Self { space: Space::ByCount, rgb: 0, alpha: 1.0 };

    /// Sets the colour from components in the current space.
    pub(crate) fn set(&mut self, components: &[f32]) {
        self.rgb = match (self.space, components) {
            (Space::ByCount, [g]) => gray(*g),
            (Space::Tint, [t]) => gray(1.0 - t),
            (Space::ByCount, [r, g, b]) => channel(*r) << 16 | channel(*g) << 8 | channel(*b),
            (Space::ByCount | Space::Tint, [c, m, y, k]) => {
                let mix = |v: f32| channel((1.0 - v.clamp(0.0, 1.0)) * (1.0 - k.clamp(0.0, 1.0)));
                mix(*c) << 16 | mix(*m) << 8 | mix(*y)
            }
            _ => 0x80_8080,
        };
    }
}

fn channel(v: f32) -> u32 {
    (v.clamp(0.0, 1.0) * 255.0).round() as u32
}

fn gray(v: f32) -> u32 {
    channel(v) * 0x01_0101
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_say_how_dark_ink_is() {
        let mut c = Colour::BLACK;
        c.set(&[1.0]);
        assert_eq!(c.rgb, 0xff_ffff);
        c.set(&[0.0, 0.0, 0.0, 1.0]);
        assert_eq!(c.rgb, 0);
        c.space = Space::Tint;
        c.set(&[1.0]);
        assert_eq!(c.rgb, 0);
    }
}
