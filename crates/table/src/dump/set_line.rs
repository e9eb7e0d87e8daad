//! Lines of a dump whose words stand in columns of blanks.

use gongkai_model::record::CellState;
use gongkai_normalize::number::parse_cell;

/// What a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Figure,
    /// A dash in the place of a figure.
    Dash,
}

/// Characters without a blank between them, or with single ones.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    /// Column of the first character.
    pub(super) at: usize,
    /// Line of the page, blank ones counted. Headers may stand between two lines.
    pub(super) row: f32,
    pub(super) text: Vec<char>,
    pub(super) kind: Kind,
    /// Characters it is spread over, where it is the header of several columns.
    pub(super) spread: Option<usize>,
}

impl Word {
    pub(super) fn new(at: usize, row: usize, text: Vec<char>) -> Self {
        let kind = kind_of(&text);
        Self { at, row: row as f32, text, kind, spread: None }
    }

    /// Appends a word that stands one blank behind this one.
    pub(super) fn append(&mut self, word: Self) {
        self.text.push(' ');
        self.text.extend(word.text);
        self.kind = kind_of(&self.text);
    }

    /// Appends the other half of a word that is spaced out.
    pub(super) fn spread_to(&mut self, word: Self) {
        self.spread = Some(word.end() - self.at);
        self.text.extend(word.text);
        self.kind = kind_of(&self.text);
    }

    /// The lines of a wrapped text as one word, as wide as the widest; `None` of none.
    pub(super) fn joined(lines: &[&Self], row: usize) -> Option<Self> {
        let at = lines.iter().map(|w| w.at).min()?;
        let width = lines.iter().map(|w| w.width()).max()?;
        let text: Vec<char> = lines.iter().flat_map(|w| &w.text).copied().collect();
        Some(Self { spread: Some(width), ..Self::new(at, row, text) })
    }

    pub(super) fn end(&self) -> usize {
        self.at + self.width()
    }

    /// Characters it covers.
    pub(super) fn width(&self) -> usize {
        self.spread.unwrap_or(self.text.len())
    }

    pub(super) fn is_figure(&self) -> bool {
        self.kind == Kind::Figure
    }

    /// A figure, or a dash in its place.
    pub(super) fn is_apart(&self) -> bool {
        self.kind != Kind::Text
    }

    /// An amount, not a small count or weight.
    pub(super) fn is_amount(&self) -> bool {
        self.is_figure() && (self.text.len() > 3 || self.text.iter().any(|c| matches!(c, '.' | ',' | '，')))
    }

    /// 类, 款, 项: the levels of a code, each in a column of its own.
    pub(super) fn is_code_level(&self) -> bool {
        matches!(self.text.as_slice(), ['类' | '款' | '项'])
    }

    /// Digits that may be a code: nothing parts thousands or decimals.
    pub(super) fn is_code(&self) -> bool {
        (2..=9).contains(&self.text.len()) && self.text.iter().all(char::is_ascii_digit)
    }
}

fn kind_of(text: &[char]) -> Kind {
    if text.iter().all(|c| matches!(c, '-' | '—' | '–' | '－')) {
        return Kind::Dash;
    }
    if !text.iter().any(char::is_ascii_digit) {
        return Kind::Text;
    }
    let text: String = text.iter().collect();
    match parse_cell(text.trim_end_matches(['%', '％'])).state {
        CellState::Number | CellState::Zero => Kind::Figure,
        _ => Kind::Text,
    }
}

/// A line with its words.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SetLine {
    /// Line of the page.
    pub(super) row: usize,
    pub(super) words: Vec<Word>,
}

impl SetLine {
    /// Its characters without blanks between words.
    pub(super) fn text(&self) -> String {
        self.words.iter().flat_map(|w| w.text.iter()).collect()
    }

    /// The printed numbers of the columns (栏次): `** | ** | 1 | 2 | 3`.
    pub(super) fn is_numbers(&self) -> bool {
        let mut next = 1;
        for word in &self.words {
            let text: String = word.text.iter().collect();
            if text.chars().all(|c| c == '*') || text.starts_with("栏次") {
                continue;
            }
            if text != next.to_string() {
                return false;
            }
            next += 1;
        }
        next > 3
    }

    /// A name behind its code, without figures: `2130203  机关服务`.
    pub(super) fn is_named_code(&self) -> bool {
        let is_code = |word: &Word| word.is_code() && matches!(word.text.len(), 3 | 5 | 7);
        matches!(self.words.as_slice(), [code, name, ..] if is_code(code) && !name.is_apart())
    }

    /// Figures stand apart in it.
    pub(super) fn is_data(&self) -> bool {
        if self.is_numbers() {
            return false;
        }
        let figures = self.words.iter().filter(|w| w.is_figure()).count();
        let ends = || self.words.last().is_some_and(Word::is_apart);
        self.words.len() >= 2 && (figures >= 2 || figures == 1 && ends())
    }
}
