//! Pages whose text was drawn sideways without `/Rotate`: read as if the sheet were turned, then put back.
//!
//! The stages after `extract` read upright text. A landscape table drawn on a portrait page runs along the page; it is
//! turned before they see it, and every box they yield is turned back, so that boxes stay those of the page as displayed.

use gongkai_model::layout::Section;
use gongkai_model::page::{Axis, Direction, Glyph, Page};
use gongkai_model::{BBox, Table};
use serde::Serialize;
use std::collections::BTreeMap;

/// How a page was turned to read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Turn {
    /// A quarter clockwise: its text ran upwards.
    Clockwise,
    /// A quarter anticlockwise: its text ran downwards.
    Anticlockwise,
}

/// Turned pages by number, with the size of the page as displayed.
pub type Turns = BTreeMap<u32, (Turn, f32, f32)>;

/// Share of a page's characters that run sideways from which the page is turned.
const SIDEWAYS_SHARE: f32 = 0.8;

/// Fewer characters say nothing about a page.
const MIN_CHARACTERS: usize = 20;

/// Turns the pages whose text runs sideways, in place.
pub fn turn_pages(pages: &mut [Page]) -> Turns {
    let mut turns = Turns::new();
    for page in pages {
        if let Some(turn) = sideways(page) {
            turns.insert(page.number, (turn, page.width, page.height));
            turn_page(page, turn);
        }
    }
    turns
}

fn sideways(page: &Page) -> Option<Turn> {
    let shown = || page.glyphs.iter().filter(|g| g.is_shown() && !g.ch.is_whitespace());
    let all = shown().count();
    let share = |d: Direction| shown().filter(|g| g.direction == d).count() as f32 / all.max(1) as f32;
    if all < MIN_CHARACTERS {
        None
    } else if share(Direction::Up) >= SIDEWAYS_SHARE {
        Some(Turn::Clockwise)
    } else if share(Direction::Down) >= SIDEWAYS_SHARE {
        Some(Turn::Anticlockwise)
    } else {
        None
    }
}

/// A box of a page of this size after turning it.
fn turn_box(b: &BBox, turn: Turn, width: f32, height: f32) -> BBox {
    match turn {
        Turn::Clockwise => BBox::new(height - b.y1, b.x0, height - b.y0, b.x1),
        Turn::Anticlockwise => BBox::new(b.y0, width - b.x1, b.y1, width - b.x0),
    }
}

/// The box on the displayed page (of this size) of a box on its turned form.
fn turn_box_back(b: &BBox, turn: Turn, width: f32, height: f32) -> BBox {
    match turn {
        Turn::Clockwise => BBox::new(b.y0, height - b.x1, b.y1, height - b.x0),
        Turn::Anticlockwise => BBox::new(width - b.y1, b.x0, width - b.y0, b.x1),
    }
}

fn turn_direction(d: Direction, turn: Turn) -> Direction {
    use Direction::{Down, Left, Right, Skewed, Up, Vertical};
    match (d, turn) {
        (Up, Turn::Clockwise) | (Down, Turn::Anticlockwise) => Right,
        (Right, Turn::Clockwise) | (Left, Turn::Anticlockwise) => Down,
        (Down, Turn::Clockwise) | (Up, Turn::Anticlockwise) => Left,
        (Left, Turn::Clockwise) | (Right, Turn::Anticlockwise) => Up,
        (Vertical | Skewed, _) => Skewed,
    }
}

fn turn_page(page: &mut Page, turn: Turn) {
    let (width, height) = (page.width, page.height);
    let turned = |b: &BBox| turn_box(b, turn, width, height);
    for glyph in &mut page.glyphs {
        let Glyph { bbox, direction, .. } = glyph;
        *bbox = turned(bbox);
        *direction = turn_direction(*direction, turn);
    }
    for rule in &mut page.rules {
        let b = match rule.axis {
            Axis::Horizontal => turned(&BBox::new(rule.from, rule.at, rule.to, rule.at)),
            Axis::Vertical => turned(&BBox::new(rule.at, rule.from, rule.at, rule.to)),
        };
        (rule.axis, rule.at, rule.from, rule.to) = match rule.axis {
            Axis::Horizontal => (Axis::Vertical, b.x0, b.y0, b.y1),
            Axis::Vertical => (Axis::Horizontal, b.y0, b.x0, b.x1),
        };
    }
    for fill in &mut page.fills {
        fill.bbox = turned(&fill.bbox);
    }
    for image in &mut page.images {
        *image = turned(image);
    }
    (page.width, page.height) = (height, width);
}

/// Puts the boxes of tables and sections on turned pages back to the pages as displayed.
pub fn turn_results_back(turns: &Turns, tables: &mut [Table], sections: &mut [Section]) {
    if turns.is_empty() {
        return;
    }
    let back = |page: u32, bbox: &mut BBox| {
        if let Some((turn, width, height)) = turns.get(&page) {
            *bbox = turn_box_back(bbox, *turn, *width, *height);
        }
    };
    for cell in tables.iter_mut().flat_map(|t| &mut t.cells) {
        if let (Some(page), Some(bbox)) = (cell.page, &mut cell.bbox) {
            back(page, bbox);
        }
        for region in &mut cell.regions {
            back(region.page, &mut region.bbox);
        }
    }
    for section in sections {
        if let (Some(page), Some(bbox)) = (section.page_start, &mut section.bbox) {
            back(page, bbox);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_model::page::{GlyphFlags, Rule};

    #[test]
    fn text_that_runs_upwards_is_turned_and_its_boxes_come_back() {
        let mut page = Page { number: 1, width: 600.0, height: 800.0, ..Page::default() };
        for i in 0..30 {
            let y1 = 700.0 - 10.0 * i as f32;
            let bbox = BBox::new(100.0, y1 - 10.0, 110.0, y1);
            page.glyphs.push(Glyph {
                ch: '算',
                font: 0,
                direction: Direction::Up,
                flags: GlyphFlags::default(),
                size: 10.0,
                bbox,
            });
        }
        page.rules.push(Rule { axis: Axis::Vertical, at: 95.0, from: 400.0, to: 710.0, width: 0.5, colour: 0 });
        let before = page.glyphs[3].bbox;
        let mut pages = vec![page];
        let turns = turn_pages(&mut pages);
        let page = &pages[0];
        assert_eq!((page.width, page.height), (800.0, 600.0));
        assert_eq!(page.glyphs[0].direction, Direction::Right);
        // The line runs from left to right, the rule lies above it.
        assert!(page.glyphs[0].bbox.x0 < page.glyphs[1].bbox.x0);
        assert_eq!((page.rules[0].axis, page.rules[0].at), (Axis::Horizontal, 95.0));
        assert!(page.rules[0].at < page.glyphs[0].bbox.y0);
        let (turn, w, h) = turns[&1];
        assert_eq!(turn_box_back(&page.glyphs[3].bbox, turn, w, h), before);
    }

    #[test]
    fn both_turns_come_back() {
        let b = BBox::new(10.0, 20.0, 30.0, 60.0);
        for turn in [Turn::Clockwise, Turn::Anticlockwise] {
            assert_eq!(turn_box_back(&turn_box(&b, turn, 600.0, 800.0), turn, 600.0, 800.0), b);
        }
    }
}
