//! How the tables of one document look: which rules are drawn, sizes, what later pages repeat.

use super::chance::Chance;

/// Which rules of a table are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Borders {
    /// All.
    Full,
    /// All but those at the left and the right side.
    OpenSides,
    /// All but the four outer ones.
    Inner,
    /// Only horizontal ones.
    Rows,
    /// Three: above and below the header, and at the foot.
    Header,
    /// The header closed, below it only vertical ones and the foot.
    Columns,
    /// Only vertical ones.
    ColumnsOnly,
    /// All, but no horizontal ones in the first columns of the body, where the labels stand.
    LabelGaps,
    /// Those around cells that hold something.
    Filled,
    /// None.
    Nothing,
    /// None, every other row shaded.
    Zebra,
}

/// How much of a table's grid is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Every cell is closed by rules.
    Ruled,
    /// Some rules are missing.
    HalfRuled,
    /// There are none.
    Borderless,
}

impl Borders {
    /// All kinds.
    pub const ALL: [Self; 11] = [
        Self::Full,
        Self::OpenSides,
        Self::Inner,
        Self::Rows,
        Self::Header,
        Self::Columns,
        Self::ColumnsOnly,
        Self::LabelGaps,
        Self::Filled,
        Self::Nothing,
        Self::Zebra,
    ];

    /// The group it is counted in.
    #[must_use]
    pub const fn group(self) -> Group {
        match self {
            Self::Full => Group::Ruled,
            Self::Nothing | Self::Zebra => Group::Borderless,
            _ => Group::HalfRuled,
        }
    }

    /// Short name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::OpenSides => "open-sides",
            Self::Inner => "inner",
            Self::Rows => "rows",
            Self::Header => "header",
            Self::Columns => "columns",
            Self::ColumnsOnly => "columns-only",
            Self::LabelGaps => "label-gaps",
            Self::Filled => "filled",
            Self::Nothing => "nothing",
            Self::Zebra => "zebra",
        }
    }

    /// Whether rows of the body are parted by rules.
    #[must_use]
    pub const fn parts_rows(self) -> bool {
        matches!(self, Self::Full | Self::OpenSides | Self::Inner | Self::Rows | Self::LabelGaps | Self::Filled)
    }

    /// Whether columns are parted by rules.
    #[must_use]
    pub const fn parts_columns(self) -> bool {
        !matches!(self, Self::Rows | Self::Header | Self::Nothing | Self::Zebra)
    }
}

impl Group {
    /// All groups.
    pub const ALL: [Self; 3] = [Self::Ruled, Self::HalfRuled, Self::Borderless];

    /// Short name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ruled => "ruled",
            Self::HalfRuled => "half-ruled",
            Self::Borderless => "borderless",
        }
    }
}

/// The stroke of a rule.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Width in points.
    pub width: f32,
    /// Two thin lines at this distance; 0 for one line.
    pub double: f32,
    /// Dashes.
    pub dashed: bool,
    /// How far each piece ends before the crossing it should reach; negative where it runs past it.
    pub miss: f32,
}

/// What a table repeats at the top of its later pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// Nothing: the rows go on.
    Nothing,
    /// The header rows.
    Header,
    /// 续表 (continued table) and nothing else.
    Mark,
    /// 续表 and the header rows.
    MarkAndHeader,
    /// Title, unit line and header rows.
    All,
}

/// The look of one document.
#[derive(Debug, Clone)]
pub struct Look {
    /// Width and height of the page.
    pub page: (f32, f32),
    /// Margins at the sides, at the head and at the foot.
    pub margin: f32,
    /// Font size in cells.
    pub size: f32,
    /// Distance of lines in a cell in font sizes.
    pub leading: f32,
    /// Room between text and the sides of its cell.
    pub pad_x: f32,
    /// Room above and below the text of a cell.
    pub pad_y: f32,
    /// Which rules are drawn.
    pub borders: Borders,
    /// How.
    pub stroke: Stroke,
    /// What later pages repeat.
    pub repeat: Repeat,
    /// Later pages repeat the first row of the body where it is a total.
    pub repeat_total: bool,
    /// Rows may be cut by the end of the page.
    pub cut_rows: bool,
    /// The page end closes the cells it cuts with a rule.
    pub closed_cuts: bool,
    /// Text stands in the middle of its cell's height; else at its top. Cells over several rows stand at the top wherever
    /// no rules show which rows they are.
    pub middle: bool,
    /// The header is shaded.
    pub shaded: bool,
    /// Rules part the levels of a header that has rules only above and below it.
    pub header_rules: bool,
    /// Words drawn large and grey over the page.
    pub watermark: Option<String>,
    /// A round seal over the table.
    pub seal: bool,
    /// Style of page numbers, 0 for none.
    pub page_numbers: usize,
    /// A line at the head of each page.
    pub running_title: bool,
    /// How much wider or narrower columns are on later pages, as a part of their width.
    pub drift: f32,
    /// Wide tables stand on landscape pages among portrait ones.
    pub turns: bool,
    /// Landscape pages are portrait ones with `/Rotate`.
    pub sideways: bool,
    /// Names are not broken where they have room over the blank cell beside them.
    pub overflows: bool,
    /// Added to the width of every character, in ems.
    pub spacing: f32,
}

/// What a family asks of a look.
#[derive(Debug, Clone, Copy)]
pub struct Wants {
    /// Landscape pages: never 0, always 100.
    pub landscape: usize,
    /// Rows long enough to be cut.
    pub long_rows: bool,
}

impl Look {
    /// A look with these borders.
    #[must_use]
    pub fn new(borders: Borders, wants: Wants, chance: &mut Chance) -> Self {
        let landscape = chance.in_hundred(wants.landscape);
        let (w, h) = chance.value(&[(595.0, 842.0), (595.0, 842.0), (595.3, 841.9), (612.0, 792.0)]);
        let size = chance.value(&[7.5, 8.0, 9.0, 9.0, 10.0, 10.5]);
        let parted = borders.parts_rows();
        let leading: f32 = chance.length(1.12, if parted { 1.5 } else { 1.25 });
        // Without rules between rows, rows must be farther apart than lines.
        let pad_y = if parted { chance.length(1.0, 5.0) } else { size * chance.length(0.45, 0.9) };
        let pad_x = if borders.parts_columns() { chance.length(2.0, 5.0) } else { chance.length(4.5, 8.0) };
        let repeat = chance.value(&[
            Repeat::Nothing,
            Repeat::Nothing,
            Repeat::Header,
            Repeat::Header,
            Repeat::Header,
            Repeat::Mark,
            Repeat::MarkAndHeader,
            Repeat::All,
        ]);
        let drifts = borders.parts_columns() && chance.in_hundred(20);
        Self {
            page: if landscape { (h, w) } else { (w, h) },
            margin: chance.length(42.0, 72.0),
            size,
            leading,
            pad_x,
            pad_y,
            borders,
            stroke: Stroke::any(borders, chance),
            repeat,
            repeat_total: !matches!(repeat, Repeat::Nothing | Repeat::Mark) && chance.in_hundred(30),
            cut_rows: wants.long_rows && chance.in_hundred(75) || chance.in_hundred(25),
            closed_cuts: chance.in_hundred(60),
            middle: chance.in_hundred(60),
            shaded: chance.in_hundred(25),
            header_rules: chance.in_hundred(50),
            watermark: None,
            seal: chance.in_hundred(8),
            page_numbers: chance.below(4),
            running_title: chance.in_hundred(20),
            drift: if drifts { chance.length(0.01, 0.05) } else { 0.0 },
            turns: !landscape && chance.in_hundred(40),
            sideways: chance.in_hundred(40),
            overflows: borders.parts_columns() && !drifts && chance.in_hundred(10),
            spacing: if chance.in_hundred(15) { chance.length(0.02, 0.08) } else { 0.0 },
        }
    }

    /// Distance of lines in a cell in points.
    #[must_use]
    pub fn line(&self) -> f32 {
        self.size * self.leading
    }
}

impl Stroke {
    fn any(borders: Borders, chance: &mut Chance) -> Self {
        let plain = Self { width: chance.value(&[0.5, 0.5, 0.75, 1.0]), double: 0.0, dashed: false, miss: 0.0 };
        match chance.below(8) {
            0 => Self { width: chance.value(&[0.06, 0.12, 0.24]), ..plain },
            1 => Self { width: 0.4, double: chance.length(1.2, 2.0), ..plain },
            2 => Self { width: 0.5, dashed: true, ..plain },
            3 => Self { miss: chance.length(0.2, 0.9), ..plain },
            4 => Self { miss: -chance.length(0.2, 1.2), ..plain },
            5 if borders == Borders::Full => Self { width: 1.5, ..plain },
            _ => plain,
        }
    }
}
