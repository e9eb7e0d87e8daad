//! Lines that were drawn over each other, told apart.
//!
//! A cell lower than its text shows a part of its first and last lines; the last line of one row and the first line of
//! the next then stand a point or two apart, one over the other.

use crate::runs::Draft;
use gongkai_model::page::Page;

/// Fewest characters of a run that is a line of its own.
const FEWEST: usize = 4;

/// Part of the font size by which two characters must overlap to stand over each other.
const OVERLAP: f32 = 0.3;

/// Part of the font size by which the baselines of two lines differ at least; what stands on one baseline is one line.
const APART: f32 = 0.1;

/// Parts each group of runs on about one baseline into lines whose characters do not stand over each other. The groups
/// and their runs keep their order.
pub(crate) fn parted(page: &Page, groups: Vec<Vec<Draft>>) -> Vec<Vec<Draft>> {
    let mut parted = Vec::with_capacity(groups.len());
    for group in groups {
        if !may_overlap(&group) {
            parted.push(group);
            continue;
        }
        let mut lines: Vec<Vec<Draft>> = Vec::new();
        for run in group {
            let free = |line: &&mut Vec<Draft>| line.last().is_none_or(|last| !stands_over(page, last, &run));
            match lines.iter_mut().find(free) {
                Some(line) => line.push(run),
                None => lines.push(vec![run]),
            }
        }
        lines.sort_by(|a, b| baseline(a).total_cmp(&baseline(b)));
        parted.append(&mut lines);
    }
    parted
}

/// Whether two long neighbours of a group, sorted from left to right, share more than a character's width.
fn may_overlap(group: &[Draft]) -> bool {
    group.windows(2).any(|pair| match pair {
        [a, b] => {
            a.glyphs.len().min(b.glyphs.len()) >= FEWEST
                && a.bbox.x1 - b.bbox.x0 > a.size.max(b.size)
                && (a.baseline - b.baseline).abs() >= APART * a.size.max(b.size)
        }
        _ => false,
    })
}

fn baseline(line: &[Draft]) -> f32 {
    line.first().map_or(0.0, |run| run.baseline)
}

/// Whether most characters of the shorter of two runs stand over characters of the other: digits drawn into the gaps
/// of a line do not.
fn stands_over(page: &Page, a: &Draft, b: &Draft) -> bool {
    let size = a.size.max(b.size);
    let are_lines = a.glyphs.len().min(b.glyphs.len()) >= FEWEST && (a.baseline - b.baseline).abs() >= APART * size;
    if !are_lines || a.bbox.x1 - b.bbox.x0 <= size {
        return false;
    }
    let spans = |run: &Draft| -> Vec<(f32, f32)> {
        let drawn = run.glyphs.iter().filter_map(|at| page.glyphs.get(*at as usize));
        drawn.filter(|g| !g.ch.is_whitespace()).map(|g| (g.bbox.x0, g.bbox.x1)).collect()
    };
    let (first, second) = (spans(a), spans(b));
    let (mut at, mut over) = (0, 0);
    for &(x0, x1) in &second {
        while first.get(at).is_some_and(|&(_, end)| end <= x0 + OVERLAP * size) {
            at += 1;
        }
        over += usize::from(first.get(at).is_some_and(|&(start, _)| x1 - start > OVERLAP * size));
    }
    over >= FEWEST && over * 2 >= first.len().min(second.len())
}

#[cfg(test)]
mod tests {
    use crate::lines::lines;
    use crate::options::Options;
    use gongkai_model::BBox;
    use gongkai_model::page::{Direction, Glyph, GlyphFlags, Page};

    fn put(page: &mut Page, text: &str, x: f32, baseline: f32) {
        for (at, ch) in (0_u16..).zip(text.chars()) {
            let left = x + 10.0 * f32::from(at);
            let bbox = BBox::new(left, baseline - 8.8, left + 10.0, baseline + 1.2);
            let flags = GlyphFlags::default();
            page.glyphs.push(Glyph { ch, font: 0, direction: Direction::Right, flags, size: 10.0, bbox });
        }
    }

    #[test]
    fn lines_drawn_over_each_other_are_two() {
        let mut page = Page { number: 1, width: 600.0, height: 800.0, ..Page::default() };
        put(&mut page, "整理馆藏档案并编目", 100.0, 100.0);
        put(&mut page, "开展数字化加工工作", 103.0, 102.5);
        put(&mut page, "12.50", 300.0, 101.0);
        let texts: Vec<String> = lines(&page, &Options::default()).lines.into_iter().map(|line| line.text).collect();
        assert_eq!(texts.len(), 2, "{texts:?}");
        assert!(texts.iter().any(|text| text.contains("整理馆藏档案并编目")), "{texts:?}");
        assert!(texts.iter().any(|text| text.contains("开展数字化加工工作")), "{texts:?}");
    }
}
