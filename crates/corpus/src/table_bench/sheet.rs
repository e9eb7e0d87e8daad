//! Pages as they will be drawn: texts, rules and shades with their places. Points from the top left.

/// One page.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
    /// Drawn on a page of the other format that is turned to be read.
    pub sideways: bool,
    /// Texts.
    pub texts: Vec<Text>,
    /// Rules of tables.
    pub rules: Vec<Rule>,
    /// Boxes of cells whose four sides are drawn: left, top, right, bottom.
    pub boxes: Vec<[f32; 4]>,
    /// Shaded boxes under everything: left, top, right, bottom.
    pub shades: Vec<[f32; 4]>,
    /// Centre and radius of a round seal.
    pub seal: Option<[f32; 3]>,
    /// Words across the page.
    pub watermark: Option<String>,
}

/// A line of text.
#[derive(Debug, Clone)]
pub struct Text {
    /// Left end.
    pub x: f32,
    /// Baseline.
    pub y: f32,
    /// Size.
    pub size: f32,
    /// The characters.
    pub text: String,
    /// Bold.
    pub bold: bool,
    /// Table on the page, row, column and line of the cell it stands in.
    pub place: Option<[usize; 4]>,
}

/// A piece of a rule along one cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// Along x, or along y.
    pub along_x: bool,
    /// The other coordinate.
    pub at: f32,
    /// Start.
    pub from: f32,
    /// End.
    pub to: f32,
}
