//! What a paragraph is: heading, list item, note, footnote, entry of the glossary, or plain prose.

use super::column::Measure;
use super::contents::is_contents_title;
use super::line_signs::{ends_sentence, has_punctuation, is_date, starts_note, starts_with_superscript};
use super::paragraph::Paragraph;
use super::source::ProseLine;
use gongkai_model::layout::SectionKind;
use gongkai_normalize::chars::is_ideograph;
use gongkai_normalize::heading::{HeadingMark, MarkKind, heading_mark};

/// Longest heading, in characters.
const MAX_HEADING: usize = 45;

/// Longest heading without a mark, in characters.
const MAX_PLAIN_HEADING: usize = 20;

/// Shortest paragraph that makes the short line above it a heading, in characters.
const MIN_BODY: usize = 30;

/// Kind and depth of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A heading with a mark that tells its depth.
    Numbered(u8),
    /// A title: depth 1.
    Title,
    /// A heading without a mark: below the numbered one above it.
    Plain,
    /// A heading without a mark that is set large in the middle: above the numbered ones of smaller size.
    Centred,
    /// Anything else.
    Text(SectionKind),
}

/// The kinds of all paragraphs, in their order.
pub(super) fn kinds_of(lines: &[ProseLine<'_>], paragraphs: &[Paragraph], measure: &Measure) -> Vec<Kind> {
    let mut kinds = Vec::with_capacity(paragraphs.len());
    let mut glossary: Option<Glossary> = None;
    let mut body_seen = false;
    for (i, paragraph) in paragraphs.iter().enumerate() {
        let here = Context {
            first: lines.get(paragraph.lines.start),
            paragraph,
            next: paragraphs.get(i + 1),
            above: kinds.last().copied(),
            before: i.checked_sub(1).and_then(|i| paragraphs.get(i)),
            lines,
            measure,
            body_seen,
        };
        let mut kind = here.kind();
        match kind {
            kind if glossary.as_ref().is_some_and(|g| g.ends_at(kind, &here)) => glossary = None,
            Kind::Text(SectionKind::Paragraph | SectionKind::ListItem) if glossary.is_some() => {
                kind = Kind::Text(SectionKind::Glossary);
            }
            Kind::Text(SectionKind::Paragraph) => body_seen = true,
            _ => {}
        }
        if !matches!(kind, Kind::Text(_)) && paragraph.text.contains("名词解释") {
            glossary = Some(Glossary { heading: kind, first: here.first });
        }
        kinds.push(kind);
    }
    mark_lists(lines, paragraphs, &mut kinds);
    kinds
}

/// Fewest headings of one kind in a row, with nothing said below any, that are the items of a list.
const MIN_LIST: usize = 3;

/// Turns headings into items of a list where several follow each other, counting on, with nothing between them. Two are
/// enough below one heading with another such list.
fn mark_lists(lines: &[ProseLine<'_>], paragraphs: &[Paragraph], kinds: &mut [Kind]) {
    let counts_on = |at: usize| {
        let line = |at: usize| paragraphs.get(at).and_then(|paragraph| lines.get(paragraph.lines.start));
        let bare = paragraphs.get(at).is_some_and(|p| heading_mark(&p.text).is_some_and(|m| m.kind != MarkKind::Part));
        line(at).zip(line(at + 1)).is_some_and(|(own, next)| bare && !next.after_table && next.counts_on_from(own))
    };
    let mut at = 0;
    // Depth of the last list, while the heading two steps above it lasts.
    let mut last_list: Option<u8> = None;
    while let Some(&kind) = kinds.get(at) {
        let Kind::Numbered(level) = kind else {
            at += 1;
            continue;
        };
        if last_list.is_some_and(|list| level + 1 < list) {
            last_list = None;
        }
        let mut end = at;
        while counts_on(end) && kinds.get(end + 1) == Some(&kind) {
            end += 1;
        }
        let count = end + 1 - at;
        if count >= MIN_LIST || (count == MIN_LIST - 1 && last_list == Some(level)) {
            kinds.iter_mut().take(end + 1).skip(at).for_each(|kind| *kind = Kind::Text(SectionKind::ListItem));
            last_list = Some(level);
        }
        at = end + 1;
    }
}

/// The section 名词解释 (explanation of terms) while it lasts.
struct Glossary<'a, 'b> {
    heading: Kind,
    first: Option<&'a ProseLine<'b>>,
}

impl Glossary<'_, '_> {
    /// Whether a heading ends the section: it has no lesser depth, and below it no term is explained.
    fn ends_at(&self, kind: Kind, here: &Context<'_, '_>) -> bool {
        let depth = match self.heading {
            Kind::Numbered(level) => level,
            _ => 1,
        };
        let (Some(own), Some(other)) = (self.first, here.first) else { return false };
        let explains = here.next.is_some_and(|next| next.text.starts_with(['指', '是', '即']));
        match kind {
            Kind::Text(_) => false,
            Kind::Numbered(level) => level <= depth,
            _ if explains => false,
            // Terms may be headings of their own: only the look tells.
            Kind::Centred | Kind::Title | Kind::Plain if matches!(self.heading, Kind::Numbered(_)) => {
                kind == Kind::Centred && other.size > own.size + 0.5
            }
            _ => match (own.dump, other.dump) {
                (Some(own), Some(other)) => other.heading > 0 && other.heading <= own.heading,
                _ => other.size >= own.size - 0.5 && here.paragraph.centred,
            },
        }
    }
}

struct Context<'a, 'b> {
    first: Option<&'a ProseLine<'b>>,
    paragraph: &'a Paragraph,
    next: Option<&'a Paragraph>,
    above: Option<Kind>,
    before: Option<&'a Paragraph>,
    lines: &'a [ProseLine<'b>],
    measure: &'a Measure,
    body_seen: bool,
}

impl Context<'_, '_> {
    fn kind(&self) -> Kind {
        let text = self.paragraph.text.as_str();
        let Some(first) = self.first else { return Kind::Text(SectionKind::Paragraph) };
        if first.in_contents {
            return Kind::Text(SectionKind::ListItem);
        }
        if is_contents_title(text) {
            return Kind::Title;
        }
        if self.is_footnote(first) {
            return Kind::Text(SectionKind::Footnote);
        }
        if starts_note(text) || self.continues_note(text) {
            return Kind::Text(SectionKind::Note);
        }
        match heading_mark(text) {
            Some(mark) if mark.kind == MarkKind::Firstly => Kind::Text(SectionKind::ListItem),
            Some(mark) if self.is_numbered_heading(&mark, first) && !self.is_last_item(&mark) => {
                Kind::Numbered(mark.level)
            }
            Some(mark) if mark.level == 1 => Kind::Text(SectionKind::Paragraph),
            Some(_) => Kind::Text(SectionKind::ListItem),
            None => self.unmarked(text, first),
        }
    }

    fn unmarked(&self, text: &str, first: &ProseLine<'_>) -> Kind {
        let count = text.chars().count();
        let has_words = text.chars().filter(|c| is_ideograph(*c)).count() >= 2;
        if first.names_drawing
            || is_date(text)
            || self.names_speaker(text)
            || names_maker(text)
            || !has_words
            || count > MAX_HEADING
        {
            return Kind::Text(SectionKind::Paragraph);
        }
        let large = first.dump.is_none() && self.measure.scale(first) > 1.12;
        let plain = !has_punctuation(text);
        if self.paragraph.centred && plain && (large || first.bold || !self.body_seen) {
            return match (self.body_seen, large) {
                (false, _) => Kind::Title,
                (true, true) => Kind::Centred,
                (true, false) => Kind::Plain,
            };
        }
        let opens_document = self.paragraph.lines.start == 0
            && (first.dump.is_some() && self.next.is_some() || self.measure.title_above_tables);
        if opens_document && plain {
            return Kind::Title;
        }
        let marked_up = first.dump.is_some_and(|d| d.heading > 0);
        if marked_up && !ends_sentence(text.trim_end_matches([':', '：'])) {
            return Kind::Plain;
        }
        let before_body = self.next.is_some_and(|next| {
            next.text.chars().count() >= MIN_BODY && has_punctuation(&next.text) && heading_mark(&next.text).is_none()
        });
        let emphatic = (large || first.bold) && first.dump.is_none();
        if plain && before_body && (emphatic || (count <= MAX_PLAIN_HEADING && !text.contains(['、', '“', '%']))) {
            return Kind::Plain;
        }
        Kind::Text(SectionKind::Paragraph)
    }

    /// ——2月4日在县人民代表大会会议上, and who spoke there.
    fn names_speaker(&self, text: &str) -> bool {
        let occasion = |text: &str| text.ends_with("会议上") || text.starts_with("——");
        occasion(text)
            || self.before.is_some_and(|before| before.text.ends_with("会议上"))
                && text.chars().count() <= MAX_PLAIN_HEADING
    }

    /// Whether a paragraph with a mark is a heading and not an item: a short phrase, not a sentence, not an amount.
    fn is_numbered_heading(&self, mark: &HeadingMark<'_>, first: &ProseLine<'_>) -> bool {
        let rest = mark.rest;
        let count = rest.chars().count();
        if count > MAX_HEADING {
            return false;
        }
        if mark.kind == MarkKind::Part {
            return !ends_sentence(rest);
        }
        if count == 0 || !rest.chars().any(is_ideograph) {
            return false;
        }
        let marked_up = first.dump.is_some_and(|d| d.heading > 0);
        let emphatic = marked_up || (first.dump.is_none() && (first.bold || self.measure.scale(first) > 1.12));
        let inner = rest.trim_end_matches(['。', '：', ':']);
        let short_ending = inner.len() < rest.len();
        let is_sentence = inner.contains(['。', '；', ';', '！', '？', '：', ':']);
        if has_punctuation(inner) && (is_sentence || !emphatic) {
            return !short_ending && self.is_long_heading(mark, inner);
        }
        if has_amount(rest) || rest.ends_with(['，', '、', ',']) {
            return false;
        }
        !short_ending || emphatic || (count <= 22 && self.is_followed_by_other(mark))
    }

    /// A heading may hold a comma where no sibling follows at once.
    fn is_long_heading(&self, mark: &HeadingMark<'_>, inner: &str) -> bool {
        mark.level <= 5
            && !inner.contains(['。', '；', ';', '！', '？', '：', ':'])
            && inner.matches(['，', ',']).count() == 1
            && !has_amount(inner)
            && self.is_followed_by_other(mark)
    }

    /// Whether the next paragraph is text or a lower heading, not the next item of a list.
    fn is_followed_by_other(&self, mark: &HeadingMark<'_>) -> bool {
        self.next.is_some_and(|next| heading_mark(&next.text).is_none_or(|below| below.level > mark.level))
    }

    /// Whether a short text with a mark ends the list above it: an item of the same kind stands there, or the words that
    /// open the list, and nothing is said below.
    fn is_last_item(&self, mark: &HeadingMark<'_>) -> bool {
        let Some(before) = self.before.filter(|_| mark.kind != MarkKind::Part) else { return false };
        let of_list = self.above == Some(Kind::Text(SectionKind::ListItem))
            && heading_mark(&before.text).is_some_and(|m| m.kind == mark.kind)
            && ends_sentence(&before.text) == ends_sentence(mark.rest);
        // A sentence after items that are sentences, with the next number.
        let counts =
            self.first.zip(self.lines.get(before.lines.start)).is_some_and(|(own, above)| own.counts_on_from(above));
        if of_list && counts && ends_sentence(mark.rest) {
            return true;
        }
        let opened = before.text.ends_with(['：', ':']) && mark.level >= 3 && !before.text.contains('。');
        let next = self.next.map(|next| (next, self.lines.get(next.lines.start)));
        let ends = next.is_none_or(|(next, line)| {
            let says = next.text.chars().count() >= MIN_BODY && has_punctuation(&next.text);
            let after_table = line.is_some_and(|l| l.after_table);
            let sibling = heading_mark(&next.text).is_some_and(|m| m.kind == mark.kind);
            let lower = heading_mark(&next.text).is_some_and(|m| m.level > mark.level);
            !after_table && !lower && (sibling || !says || heading_mark(&next.text).is_some())
        });
        (of_list || opened) && ends
    }

    /// A raised number, or small print at the foot of a page that begins with a number.
    fn is_footnote(&self, first: &ProseLine<'_>) -> bool {
        if starts_with_superscript(first.text) {
            return true;
        }
        let small = first.dump.is_none() && first.size > 0.0 && self.measure.scale(first) < 0.86;
        small && first.text.starts_with(|c: char| ('\u{2460}'..='\u{2473}').contains(&c) || c == '*' || c == '[')
    }

    /// `2. …` behind `注：1. …`.
    fn continues_note(&self, text: &str) -> bool {
        self.above == Some(Kind::Text(SectionKind::Note))
            && heading_mark(text).is_some_and(|m| m.kind == MarkKind::Digit && !m.number.starts_with("1."))
            && ends_sentence(text)
    }
}

/// Who made the document, at the foot of a cover: 某县财政局编制.
fn names_maker(text: &str) -> bool {
    let name = ["编制", "印制", "制", "编", "印"].iter().find_map(|end| text.strip_suffix(end));
    name.is_some_and(|name| name.ends_with(['局', '厅', '委', '部', '院', '室', '会']))
}

/// Whether the text states an amount, a rate or a count: headings do not.
fn has_amount(text: &str) -> bool {
    let mut digits = false;
    for c in text.chars() {
        match c {
            '0'..='9' => digits = true,
            '万' | '元' | '%' | '％' | '人' | '个' | '次' | '亿' | '辆' if digits => return true,
            ' ' | '.' | ',' => {}
            _ => digits = false,
        }
    }
    false
}
