//! Outlines of digits and marks as upright rectangles, for the fonts the corpus makes itself.

/// Characters that have an outline, with their PostScript names and standard string numbers.
pub const GLYPHS: &[(char, &str, u16)] = &[
    ('%', "percent", 6),
    (',', "comma", 13),
    ('-', "hyphen", 14),
    ('.', "period", 15),
    ('0', "zero", 17),
    ('1', "one", 18),
    ('2', "two", 19),
    ('3', "three", 20),
    ('4', "four", 21),
    ('5', "five", 22),
    ('6', "six", 23),
    ('7', "seven", 24),
    ('8', "eight", 25),
    ('9', "nine", 26),
];

/// Code of the `index`-th glyph in the fonts' own encoding. It is not ASCII on purpose.
#[must_use]
pub const fn code(index: usize) -> u8 {
    0xA1 + index as u8
}

/// Index of a character in [`GLYPHS`].
#[must_use]
pub fn index_of(ch: char) -> Option<usize> {
    GLYPHS.iter().position(|g| g.0 == ch)
}

/// Rectangles of a character on an em of 1000 units: left, bottom, width, height. Digits are made of seven segments.
#[must_use]
pub fn rectangles(ch: char) -> Vec<[i32; 4]> {
    const SEGMENTS: [[i32; 4]; 7] = [
        [80, 620, 340, 60],
        [360, 350, 60, 330],
        [360, 0, 60, 350],
        [80, 0, 340, 60],
        [80, 0, 60, 350],
        [80, 350, 60, 330],
        [80, 310, 340, 60],
    ];
    let lit: &[usize] = match ch {
        '0' => &[0, 1, 2, 3, 4, 5],
        '1' => &[1, 2],
        '2' => &[0, 1, 6, 4, 3],
        '3' => &[0, 1, 6, 2, 3],
        '4' => &[5, 6, 1, 2],
        '5' => &[0, 5, 6, 2, 3],
        '6' => &[0, 5, 4, 3, 2, 6],
        '7' => &[0, 1, 2],
        '8' => &[0, 1, 2, 3, 4, 5, 6],
        '9' => &[6, 5, 0, 1, 2, 3],
        '-' => &[6],
        '.' => return vec![[200, 0, 80, 80]],
        ',' => return vec![[200, -90, 60, 170]],
        '%' => return vec![[60, 500, 120, 120], [320, 0, 120, 120], [220, 200, 60, 260]],
        _ => return Vec::new(),
    };
    lit.iter().map(|i| SEGMENTS[*i]).collect()
}
