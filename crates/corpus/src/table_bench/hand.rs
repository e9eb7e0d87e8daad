//! The hands that draw the benchmark: fonts, strokes, order and placement as different programs do it.

use crate::pdf_writer::faces::{FaceSet, Predefined};
use crate::pdf_writer::proportional::Proportional;
use crate::pdf_writer::simple::{Kind, Simple};

/// How a program draws rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleDrawing {
    /// Long strokes, pieces in line joined.
    Strokes,
    /// Thin filled rectangles, one per side of a cell.
    Fills,
    /// A stroked rectangle per cell, where all its sides are drawn.
    Boxes,
    /// Thin filled quadrilaterals, one per long rule.
    Polygons,
}

/// How a program places characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placing {
    /// A line at a time.
    Lines,
    /// Every character by itself.
    Single,
    /// A line at a time with a shift between any two characters.
    Shifted,
}

/// In which order a program draws the cells of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Row by row, cell by cell.
    Rows,
    /// Column by column.
    Columns,
    /// Printed line by printed line across the cells.
    Lines,
    /// Cells from the last to the first.
    Backwards,
}

/// A program that prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hand {
    /// Short name.
    pub name: &'static str,
    /// Which fonts.
    pub fonts: HandFonts,
    /// Rules.
    pub rules: RuleDrawing,
    /// Characters.
    pub placing: Placing,
    /// Order of cells.
    pub order: Order,
    /// Rules are drawn after the text.
    pub rules_last: bool,
    /// Everything inside a form XObject at ten times the size.
    pub scaled: bool,
}

/// Fonts of a hand. None is embedded, so the files are the same on every machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandFonts {
    /// One font, ASCII half as wide as Chinese.
    HalfWidth(&'static str),
    /// Chinese, and figures in a font of one byte per character.
    Figures(Kind),
    /// One font with proportional ASCII.
    Proportional,
}

/// The hands that development may look at.
pub const HANDS: [Hand; 4] = [
    Hand {
        name: "strokes",
        fonts: HandFonts::HalfWidth("UniGB-UCS2-H"),
        rules: RuleDrawing::Strokes,
        placing: Placing::Lines,
        order: Order::Rows,
        rules_last: false,
        scaled: false,
    },
    Hand {
        name: "fills",
        fonts: HandFonts::Figures(Kind::Standard),
        rules: RuleDrawing::Fills,
        placing: Placing::Single,
        order: Order::Lines,
        rules_last: false,
        scaled: false,
    },
    Hand {
        name: "boxes",
        fonts: HandFonts::HalfWidth("GBK-EUC-H"),
        rules: RuleDrawing::Boxes,
        placing: Placing::Lines,
        order: Order::Columns,
        rules_last: true,
        scaled: false,
    },
    Hand {
        name: "shifted",
        fonts: HandFonts::Proportional,
        rules: RuleDrawing::Fills,
        placing: Placing::Shifted,
        order: Order::Rows,
        rules_last: true,
        scaled: false,
    },
];

/// The hand that is held out of development.
pub const HELD_OUT: Hand = Hand {
    name: "scaled",
    fonts: HandFonts::Figures(Kind::Differences),
    rules: RuleDrawing::Polygons,
    placing: Placing::Lines,
    order: Order::Backwards,
    rules_last: false,
    scaled: true,
};

impl Hand {
    /// Its fonts, ready to be used.
    #[must_use]
    pub fn faces(&self) -> FaceSet {
        let song = |cmap| Box::new(Predefined { cmap, base_font: "STSong-Light", without_ascii: false });
        let mut set = FaceSet::default();
        match self.fonts {
            HandFonts::HalfWidth(cmap) => set.faces.push(song(cmap)),
            HandFonts::Figures(kind) => {
                set.faces.push(Box::new(Simple { kind }));
                set.faces.push(song("UniGB-UCS2-H"));
            }
            HandFonts::Proportional => {
                set.faces.push(Box::new(Proportional));
            }
        }
        set
    }
}
