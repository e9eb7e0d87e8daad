//! Keeps what a page draws and judges whether its text can be trusted.

use crate::budget::Options;
use crate::character_strokes::drop_character_strokes;
use crate::cover::Coverable;
use crate::font::is_unknown;
use crate::interpret::text_string;
use crate::language::is_expected;
use crate::misnamed_marks::name_marks;
use crate::overprint::Overprints;
use crate::show_text::share;
use crate::sink::{DrawnGlyph, Sink};
use gongkai_model::BBox;
use gongkai_model::page::{Fill, Font, Glyph, GlyphFlags, Page, Rule, TextLayer};
use gongkai_normalize::chars::{fold_char, is_ideograph};

/// Collects one page.
#[derive(Debug)]
pub(crate) struct PageBuilder {
    page: Page,
    spans: Vec<Option<(String, usize)>>,
    other_ink: usize,
    coverable: Coverable,
}

/// Other ink (curves, slanted lines) from which a page without text is taken for one whose text was drawn as shapes.
const SHAPES_OF_TEXT: usize = 100;

/// Share of the page that images cover from which invisible text over them is machine-read text.
const OCR_IMAGE_SHARE: f32 = 0.5;

/// Characters of a page number with what stands around it.
const PAGE_NUMBER_LENGTH: usize = 12;

/// Whether nothing is read on a page but its number: `- 3 -`, 第3页共20页.
fn is_page_number(page: &Page) -> bool {
    let mut shown = page.glyphs.iter().filter(|g| g.is_shown() && !g.ch.is_whitespace());
    shown.all(|g| g.ch.is_ascii_digit() || "-—–－·/第页共".contains(g.ch))
}

/// Fewest pictures of the height of a line that are taken for words.
const WORDS_AS_PICTURES: usize = 12;

/// Whether the words of a page are drawn as pictures, line by line, and only its figures are text.
fn words_are_pictures(page: &Page) -> bool {
    if page.images.len() < WORDS_AS_PICTURES {
        return false;
    }
    let shown = || page.glyphs.iter().filter(|g| g.is_shown() && !g.ch.is_whitespace());
    let mut sizes: Vec<f32> = shown().map(|g| g.size).collect();
    sizes.sort_by(f32::total_cmp);
    let Some(&size) = sizes.get(sizes.len() / 2) else { return false };
    let of_line = |b: &&BBox| (0.8 * size..=2.5 * size).contains(&b.height()) && b.width() >= b.height();
    let pictures = page.images.iter().filter(of_line).count();
    let words = shown().filter(|g| is_ideograph(g.ch)).count();
    pictures >= WORDS_AS_PICTURES && words < pictures
}

/// How machine-read text is kept from being seen: not drawn, or drawn before the picture of the page.
const UNDER_AN_IMAGE: GlyphFlags = GlyphFlags(GlyphFlags::INVISIBLE.0 | GlyphFlags::COVERED.0);

impl PageBuilder {
    pub(crate) fn new(number: u32, width: f32, height: f32, rotation: u16) -> Self {
        let page = Page { number, width, height, rotation, ..Page::default() };
        Self { page, spans: Vec::new(), other_ink: 0, coverable: Coverable::new(width, height) }
    }

    /// The page, its overprints flagged and its text layer judged.
    pub(crate) fn finish(mut self, options: &Options, overprints: &mut Overprints) -> Page {
        while !self.spans.is_empty() {
            self.end_span();
        }
        name_marks(&mut self.page.glyphs);
        self.page.text_layer = self.judge(options);
        if self.page.text_layer == TextLayer::Ocr {
            for g in &mut self.page.glyphs {
                g.flags.clear(UNDER_AN_IMAGE);
            }
        }
        overprints.mark(&mut self.page.glyphs);
        drop_character_strokes(&mut self.page.rules, &self.page.glyphs);
        self.page
    }

    fn judge(&self, options: &Options) -> TextLayer {
        let page = &self.page;
        let page_area = (page.width * page.height).max(1.0);
        let image_area: f32 = page.images.iter().map(|b| b.width() * b.height()).sum();
        let (mut shown, mut invisible, mut strange) = (0usize, 0usize, 0usize);
        for g in page.glyphs.iter().filter(|g| !g.ch.is_whitespace()) {
            if g.flags.any(UNDER_AN_IMAGE) && !g.flags.any(GlyphFlags::OFF_PAGE) {
                invisible += 1;
            }
            if g.is_shown() {
                shown += 1;
            }
            if (g.is_shown() || g.flags.any(UNDER_AN_IMAGE))
                && (g.flags.any(GlyphFlags::UNMAPPED) || !is_expected(g.ch))
            {
                strange += 1;
            }
        }
        let ocr = invisible > shown && image_area >= OCR_IMAGE_SHARE * page_area;
        let read = if ocr { shown + invisible } else { shown };
        if read == 0 || (!ocr && shown <= PAGE_NUMBER_LENGTH && !page.images.is_empty() && is_page_number(page)) {
            let ink = !page.images.is_empty() || self.other_ink >= SHAPES_OF_TEXT;
            return if ink { TextLayer::Missing } else { TextLayer::Blank };
        }
        if !ocr && words_are_pictures(page) {
            return TextLayer::Missing;
        }
        if strange as f32 >= options.unmapped_share * read as f32 && strange > 3 {
            TextLayer::Unmapped
        } else if ocr {
            TextLayer::Ocr
        } else {
            TextLayer::Sound
        }
    }

    fn apply_actual_text(&mut self, text: &str, start: usize) {
        let Some(drawn) = self.page.glyphs.get(start..).filter(|g| !g.is_empty()) else { return };
        let chars: Vec<char> =
            text.chars().map(fold_char).filter(|c| *c != '\0' && !c.is_control() && *c != '\u{ad}').collect();
        if chars.is_empty() || drawn.iter().map(|g| g.ch).eq(chars.iter().copied()) {
            return;
        }
        if drawn.len() == chars.len() {
            for (g, ch) in self.page.glyphs.iter_mut().skip(start).zip(&chars) {
                g.ch = *ch;
                g.flags.set(GlyphFlags::ACTUAL_TEXT);
                if !is_unknown(*ch) {
                    g.flags.clear(GlyphFlags::UNMAPPED);
                }
            }
            return;
        }
        let union = drawn.iter().skip(1).fold(drawn[0].bbox, |b, g| b.union(&g.bbox));
        let model = drawn[0];
        // A span over several lines cannot be dealt out by place.
        if union.height().min(union.width()) > 1.6 * model.size {
            return;
        }
        self.page.glyphs.truncate(start);
        self.coverable.replaced_from(start);
        for (i, ch) in chars.iter().enumerate() {
            let mut glyph = model;
            glyph.ch = *ch;
            glyph.bbox = share(&union, model.direction, i, chars.len());
            glyph.flags.set(GlyphFlags::ACTUAL_TEXT);
            if !is_unknown(*ch) {
                glyph.flags.clear(GlyphFlags::UNMAPPED);
            }
            self.page.glyphs.push(glyph);
        }
    }
}

impl Sink for PageBuilder {
    fn font(&mut self, face: &Font) -> u16 {
        let fonts = &mut self.page.fonts;
        let index = fonts.iter().position(|f| f == face).unwrap_or_else(|| {
            fonts.push(face.clone());
            fonts.len() - 1
        });
        u16::try_from(index).unwrap_or(u16::MAX)
    }

    fn glyph(&mut self, drawn: DrawnGlyph) {
        let DrawnGlyph { ch, font, direction, mut flags, size, bbox } = drawn;
        if ![size, bbox.x0, bbox.y0, bbox.x1, bbox.y1].iter().all(|v| v.is_finite()) {
            return;
        }
        let (cx, cy) = (bbox.center_x(), bbox.center_y());
        if cx < 0.0 || cy < 0.0 || cx > self.page.width || cy > self.page.height {
            flags.set(GlyphFlags::OFF_PAGE);
        }
        self.page.glyphs.push(Glyph { ch, font, direction, flags, size, bbox });
    }

    fn rule(&mut self, rule: Rule) {
        if [rule.at, rule.from, rule.to, rule.width].iter().all(|v| v.is_finite()) {
            self.page.rules.push(rule);
        }
    }

    fn fill(&mut self, fill: Fill) {
        self.page.fills.push(fill);
    }

    fn image(&mut self, bbox: BBox) {
        if bbox.width() > 0.0 && bbox.height() > 0.0 {
            self.page.images.push(bbox);
        }
    }

    fn cover(&mut self, bbox: &BBox) {
        self.coverable.cover(bbox, &mut self.page.glyphs);
    }

    fn other_ink(&mut self) {
        self.other_ink += 1;
    }

    fn begin_span(&mut self, actual_text: Option<String>) {
        self.spans.push(actual_text.map(|t| (t, self.page.glyphs.len())));
    }

    fn end_span(&mut self) {
        if let Some(Some((text, start))) = self.spans.pop() {
            self.apply_actual_text(&text, start);
        }
    }
}

/// Texts of a page of which a part is seen and the part beside it is clipped away.
pub(crate) fn texts_cut_off(page: &Page) -> usize {
    let is_clipped = |g: &Glyph| g.flags.any(GlyphFlags::CLIPPED);
    let cut = |pair: &&[Glyph]| {
        let [left, right] = pair else { return false };
        is_clipped(left) != is_clipped(right)
            && (is_clipped(left) || left.is_shown())
            && (is_clipped(right) || right.is_shown())
            && !left.ch.is_whitespace()
            && !right.ch.is_whitespace()
            && left.direction == right.direction
            && beside(&left.bbox, &right.bbox, 0.2 * left.size)
    };
    page.glyphs.windows(2).filter(cut).count()
}

/// Whether two boxes of a line touch, along the one axis or the other.
fn beside(a: &BBox, b: &BBox, slack: f32) -> bool {
    let near = |x: f32, y: f32| (x - y).abs() <= slack;
    (near(a.x1, b.x0) && near(a.y1, b.y1)) || (near(a.y1, b.y0) && near(a.x0, b.x0))
}

/// Text of a string object in the document's metadata, trimmed; `None` where empty.
pub(crate) fn metadata_text(bytes: &[u8]) -> Option<String> {
    let text = text_string(bytes);
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\0');
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_model::page::Direction;

    fn drawn(ch: char, x: f32) -> DrawnGlyph {
        let bbox = BBox::new(x, 100.0, x + 10.0, 110.0);
        DrawnGlyph { ch, font: 0, direction: Direction::Right, flags: GlyphFlags::default(), size: 10.0, bbox }
    }

    fn finish(b: PageBuilder) -> Page {
        b.finish(&Options::default(), &mut Overprints::default())
    }

    #[test]
    fn actual_text_replaces_what_was_drawn() {
        let mut b = PageBuilder::new(1, 595.0, 842.0, 0);
        b.begin_span(Some("预算".to_owned()));
        b.glyph(drawn('\u{fffd}', 10.0));
        b.end_span();
        let page = finish(b);
        let text: String = page.glyphs.iter().map(|g| g.ch).collect();
        assert_eq!(text, "预算");
        assert_eq!((page.glyphs[0].bbox.x1, page.glyphs[1].bbox.x1), (15.0, 20.0));
    }

    #[test]
    fn a_scan_with_invisible_text_is_ocr_and_one_without_has_no_text_layer() {
        let mut b = PageBuilder::new(1, 100.0, 200.0, 0);
        b.image(BBox::new(0.0, 0.0, 100.0, 200.0));
        let mut g = drawn('算', 10.0);
        g.flags.set(GlyphFlags::INVISIBLE);
        b.glyph(g);
        let page = finish(b);
        assert_eq!(page.text_layer, TextLayer::Ocr);
        assert!(page.glyphs[0].is_shown());
        let mut b = PageBuilder::new(1, 100.0, 200.0, 0);
        b.image(BBox::new(0.0, 0.0, 100.0, 200.0));
        assert_eq!(finish(b).text_layer, TextLayer::Missing);
    }

    #[test]
    fn figures_between_pictures_of_words_are_not_the_text_of_a_page() {
        let page = |words: usize| {
            let mut b = PageBuilder::new(1, 595.0, 842.0, 0);
            for line in 0..15_u8 {
                let y = 100.0 + 20.0 * f32::from(line);
                b.image(BBox::new(100.0, y, 300.0, y + 15.0));
                b.glyph(drawn('7', 310.0));
            }
            (0..words).for_each(|_| b.glyph(drawn('收', 320.0)));
            finish(b).text_layer
        };
        assert_eq!((page(3), page(20)), (TextLayer::Missing, TextLayer::Sound));
    }

    #[test]
    fn texts_of_which_a_part_is_clipped_are_counted() {
        let mut b = PageBuilder::new(1, 595.0, 842.0, 0);
        let clipped = |ch, x| DrawnGlyph { flags: GlyphFlags::CLIPPED, ..drawn(ch, x) };
        // 支 is clipped, 出 seen; 基本 is seen, 支 clipped; 合 and 计 stand far from each other.
        for g in [clipped('支', 10.0), drawn('出', 20.0)] {
            b.glyph(g);
        }
        for g in [drawn('基', 100.0), drawn('本', 110.0), clipped('支', 120.0)] {
            b.glyph(g);
        }
        for g in [drawn('合', 200.0), clipped('计', 300.0)] {
            b.glyph(g);
        }
        assert_eq!(texts_cut_off(&finish(b)), 2);
    }

    #[test]
    fn a_picture_with_a_page_number_is_not_read() {
        let page = |text: &str, image: bool| {
            let mut b = PageBuilder::new(1, 595.0, 842.0, 0);
            (0_u16..).zip(text.chars()).for_each(|(i, ch)| b.glyph(drawn(ch, 200.0 + 10.0 * f32::from(i))));
            if image {
                b.image(BBox::new(100.0, 300.0, 400.0, 340.0));
            }
            finish(b).text_layer
        };
        assert_eq!(page("-1-", true), TextLayer::Missing);
        assert_eq!(page("第3页", true), TextLayer::Missing);
        assert_eq!(page("-1-", false), TextLayer::Sound);
        assert_eq!(page("2024年", true), TextLayer::Sound);
    }

    #[test]
    fn strange_characters_are_no_text() {
        let mut b = PageBuilder::new(1, 595.0, 842.0, 0);
        for (i, ch) in "Āāƀɐʮ预算".chars().enumerate() {
            b.glyph(drawn(ch, 10.0 * i as f32));
        }
        assert_eq!(finish(b).text_layer, TextLayer::Unmapped);
    }
}
