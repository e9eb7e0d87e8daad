//! Advance widths: `/Widths`, `/W`, `/W2` and the base-14 fonts (ISO 32000-1, 9.7.4.3 and 9.6.2.2).

use crate::object::Objects;
use lopdf::Object;
use std::sync::LazyLock;

/// Widths of CIDs in em.
#[derive(Debug, Default)]
pub(crate) struct CidWidths {
    default: f32,
    /// First CID, last CID, width of the first, whether the widths of all are in `single` from that index.
    ranges: Vec<(u32, u32, CidWidth)>,
    single: Vec<f32>,
}

#[derive(Debug, Clone, Copy)]
enum CidWidth {
    Same(f32),
    From(usize),
}

/// CIDs are two bytes; what lies beyond is a lie.
const MAX_CID: u32 = 65_535;

impl CidWidths {
    /// Reads a `/W` array, `step` numbers per CID (1 for `/W`, 3 for `/W2`, of which the first is kept).
    pub(crate) fn read(objects: &Objects<'_>, array: Option<&[Object]>, default: f32, step: usize) -> Self {
        let mut widths = Self { default: default / 1000.0, ranges: Vec::new(), single: Vec::new() };
        let mut rest = array.unwrap_or_default();
        while let [first, second, tail @ ..] = rest {
            let Some(start) = objects.as_number(first).map(|n| n.max(0.0) as u32) else {
                rest = rest.get(1..).unwrap_or_default();
                continue;
            };
            if let Object::Array(list) = objects.resolve(second) {
                let at = widths.single.len();
                let values = list.chunks(step).take((MAX_CID + 1) as usize);
                widths
                    .single
                    .extend(values.map(|c| c.first().and_then(|o| objects.as_number(o)).unwrap_or(0.0) / 1000.0));
                let count = (widths.single.len() - at) as u32;
                if count > 0 && start <= MAX_CID {
                    widths.ranges.push((start, start.saturating_add(count - 1), CidWidth::From(at)));
                }
                rest = tail;
            } else {
                let end = objects.as_number(second).map_or(start, |n| n.max(0.0) as u32);
                let width = tail.first().and_then(|o| objects.as_number(o)).unwrap_or(0.0) / 1000.0;
                if start <= MAX_CID && end >= start {
                    widths.ranges.push((start, end.min(MAX_CID), CidWidth::Same(width)));
                }
                rest = tail.get(step..).unwrap_or_default();
            }
        }
        // A later entry wins over an earlier one, as in every viewer: look up from the back.
        widths.ranges.reverse();
        widths.ranges.sort_by_key(|r| r.0);
        widths
    }

    /// Width of a CID in em.
    pub(crate) fn get(&self, cid: u32) -> f32 {
        let end = self.ranges.partition_point(|r| r.0 <= cid);
        // Ranges hardly overlap: the nearest few starts decide.
        for (start, last, width) in self.ranges.iter().take(end).rev().take(8) {
            if cid <= *last {
                return match width {
                    CidWidth::Same(w) => *w,
                    CidWidth::From(at) => self.single.get(at + (cid - start) as usize).copied().unwrap_or(self.default),
                };
            }
        }
        self.default
    }
}

/// Width tables by font name: U+0020-007E, then U+00A0-00FF.
static BASE14: LazyLock<Vec<(&'static str, Vec<f32>)>> = LazyLock::new(|| {
    include_str!("../../data/base14.txt")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|line| {
            let mut words = line.split(' ');
            let name = words.next()?;
            Some((name, words.filter_map(|w| w.parse::<f32>().ok()).map(|w| w / 1000.0).collect()))
        })
        .collect()
});

/// Width in em of a character in the base-14 font that a font name means or comes nearest to.
pub(crate) fn base14_width(font: &str, ch: char) -> Option<f32> {
    let lower = font.to_ascii_lowercase();
    if lower.contains("courier") || lower.contains("mono") {
        return Some(0.6);
    }
    let bold = lower.contains("bold");
    let italic = lower.contains("italic") || lower.contains("oblique");
    let name = match (lower.contains("times") || lower.contains("serif") || lower.contains("georgia"), bold, italic) {
        (true, true, true) => "Times-BoldItalic",
        (true, true, false) => "Times-Bold",
        (true, false, true) => "Times-Italic",
        (true, false, false) => "Times-Roman",
        (false, true, _) => "Helvetica-Bold",
        (false, false, _) => "Helvetica",
    };
    let index = match u32::from(ch) {
        c @ 0x20..=0x7e => c - 0x20,
        c @ 0xa0..=0xff => c - 0xa0 + 95,
        _ => return None,
    };
    let table = BASE14.iter().find(|(n, _)| *n == name)?;
    table.1.get(index as usize).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base14_fonts_have_their_widths() {
        assert_eq!(base14_width("Helvetica", '0'), Some(0.556));
        assert_eq!(base14_width("Times-Bold", 'W'), Some(1.0));
        assert_eq!(base14_width("Courier-Oblique", 'i'), Some(0.6));
        assert_eq!(base14_width("Helvetica", '预'), None);
    }

    #[test]
    fn both_forms_of_w_are_read() {
        let doc = lopdf::Document::new();
        let objects = Objects::new(&doc, 1 << 20);
        let array: Vec<Object> = vec![
            1.into(),
            Object::Array(vec![500.into(), 600.into()]),
            10.into(),
            20.into(),
            250.into(),
            30.into(),
            4_294_967_294_i64.into(),
            500.into(),
        ];
        let w = CidWidths::read(&objects, Some(&array), 1000.0, 1);
        assert_eq!(
            [w.get(0), w.get(1), w.get(2), w.get(3), w.get(15), w.get(21), w.get(65_000)],
            [1.0, 0.5, 0.6, 1.0, 0.25, 1.0, 0.5]
        );
    }
}
