//! The tables of one page, before it is known which of them go on from another page.

use crate::bare::{Area, AreaGrid, Ended, area_to_lattice, page_areas};
use crate::cell_text::{Piece, cell_text, piece_text, pieces_by_cell};
use crate::edges::{Edge, Lattice, rules_to_lattices};
use crate::grid::{Grid, GridCell, lattice_to_grid};
use crate::missing::missing_edges;
use crate::options::Options;
use crate::stacked::stacked_row_edges;
use gongkai_model::layout::PageLayout;
use gongkai_model::page::Page;
use gongkai_model::table::{Cell, Region};
use gongkai_model::{BBox, Issue, Severity};
use std::collections::BTreeMap;

/// A table as it stands on one page.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Fragment {
    pub(crate) page: u32,
    pub(crate) bbox: BBox,
    /// Column edges.
    pub(crate) xs: Vec<f32>,
    pub(crate) n_rows: u32,
    pub(crate) n_cols: u32,
    /// In row order, every position covered once.
    pub(crate) cells: Vec<Cell>,
    /// How each cell is drawn.
    pub(crate) looks: Vec<Look>,
    /// Lines of the page whose text it holds.
    pub(crate) lines: Vec<usize>,
    /// Some text ran over the edge of its cell.
    pub(crate) overflow: bool,
    /// Text beside the grid on a line whose other text stands in it.
    pub(crate) beside: Vec<String>,
    /// What stands around it.
    pub(crate) around: crate::around::Around,
    /// Text stands above it that is not its title, or the page has other tables above it.
    pub(crate) follows_text: bool,
    /// Text or tables stand below it on the page.
    pub(crate) text_follows: bool,
}

/// What the rules of a page draw, and what is left for tables that no rules draw.
#[derive(Debug, Default)]
pub(crate) struct PageTables {
    /// Tables whose grid is drawn, from top to bottom.
    pub(crate) fragments: Vec<Fragment>,
    /// Where tables stand whose grid is not drawn.
    pub(crate) areas: Vec<Area>,
    /// Rules that belong to no grid.
    pub(crate) lonely: Lattice,
    /// The area that ends with the page.
    pub(crate) ended: Option<Ended>,
}

/// Finds the tables of a page. `before` is the area that ends with the page before.
pub(crate) fn page_tables(
    page: &Page,
    layout: &PageLayout,
    before: Option<&Ended>,
    options: &Options,
    issues: &mut Vec<Issue>,
) -> PageTables {
    let mut fragments = Vec::new();
    let (lattices, lonely) = rules_to_lattices(&page.rules, options);
    for lattice in outer_lattices(lattices) {
        match lattice_to_grid(&lattice, options) {
            Some(grid) if grid.n_cols() * grid.n_rows() > 1 => {
                fragments.extend(grid_fragment(page, layout, lattice, grid, &[], options));
            }
            Some(_) => {}
            None => issues.push(Issue::new(
                "grid_too_large",
                Severity::Warn,
                format!("page {}", page.number),
                format!(
                    "{} rules meet in more positions than a table has",
                    lattice.horizontal.len() + lattice.vertical.len()
                ),
            )),
        }
    }
    let mut taken = vec![false; layout.lines.len()];
    for line in fragments.iter().flat_map(|f| &f.lines) {
        taken[*line] = true;
    }
    let free = layout.lines.iter().zip(&taken).filter(|(l, taken)| !**taken && l.furniture.is_none());
    let top = free.map(|(l, _)| l.bbox.y0).fold(f32::MAX, f32::min);
    let before = before.filter(|_| fragments.iter().all(|f| f.bbox.y0 > top));
    let (areas, ended) = page_areas(page, layout, &taken, before);
    // A grid below the area ends the page.
    let bottom = areas.last().map_or(f32::MIN, Area::bottom);
    let ended = ended.filter(|_| fragments.iter().all(|f| f.bbox.y1 < bottom));
    PageTables { fragments, areas, lonely, ended }
}

/// The table of an area with these columns, which stands where the grid of no table is drawn.
pub(crate) fn area_fragment(
    page: &Page,
    layout: &PageLayout,
    area: &Area,
    grid: &AreaGrid,
    rules: &Lattice,
    options: &Options,
) -> Option<Fragment> {
    let lattice = area_to_lattice(area, grid, rules)?;
    let grid = lattice_to_grid(&lattice, options)?;
    grid_fragment(page, layout, lattice, grid, &area.line_indices(), options)
}

/// Lattices that lie inside another one are part of it: frames within frames, forms within cells.
fn outer_lattices(lattices: Vec<Lattice>) -> Vec<Lattice> {
    let mut outer: Vec<(BBox, Lattice)> = Vec::new();
    let mut with_box: Vec<(BBox, Lattice)> = lattices.into_iter().map(|l| (lattice_bbox(&l), l)).collect();
    with_box.sort_by(|a, b| (b.0.width() * b.0.height()).total_cmp(&(a.0.width() * a.0.height())));
    for (bbox, lattice) in with_box {
        let inside =
            |o: &BBox| o.x0 - 1.0 <= bbox.x0 && o.y0 - 1.0 <= bbox.y0 && o.x1 + 1.0 >= bbox.x1 && o.y1 + 1.0 >= bbox.y1;
        match outer.iter_mut().find(|(o, _)| inside(o)) {
            Some((_, around)) => {
                around.horizontal.extend(lattice.horizontal);
                around.vertical.extend(lattice.vertical);
            }
            None => outer.push((bbox, lattice)),
        }
    }
    outer.sort_by(|a, b| a.0.y0.total_cmp(&b.0.y0).then(a.0.x0.total_cmp(&b.0.x0)));
    outer.into_iter().map(|(_, l)| l).collect()
}

fn lattice_bbox(lattice: &Lattice) -> BBox {
    let mut bbox = BBox::new(f32::MAX, f32::MAX, f32::MIN, f32::MIN);
    for e in &lattice.horizontal {
        bbox = bbox.union(&BBox::new(e.from, e.at, e.to, e.at));
    }
    for e in &lattice.vertical {
        bbox = bbox.union(&BBox::new(e.at, e.from, e.at, e.to));
    }
    bbox
}

/// How often the cells of a grid are divided at most: a cell divided in one direction may be open in the other.
const DIVISIONS: usize = 4;

/// The fragment of a grid. `own` are lines that belong to it though they recur at one place of several pages.
fn grid_fragment(
    page: &Page,
    layout: &PageLayout,
    mut lattice: Lattice,
    mut grid: Grid,
    own: &[usize],
    options: &Options,
) -> Option<Fragment> {
    let bbox = grid.bbox();
    let holds = |b: &BBox| bbox.contains(b.center_x(), b.center_y());
    let mut lines = Vec::new();
    let mut beside = Vec::new();
    for (index, line) in layout.lines.iter().enumerate() {
        let apart = line.furniture.is_some() && !own.contains(&index);
        if line.bbox.y1 < bbox.y0 || line.bbox.y0 > bbox.y1 || apart {
            continue;
        }
        let runs = layout.runs.get(line.runs.start as usize..line.runs.end as usize).unwrap_or_default();
        let inside = runs.iter().filter(|r| holds(&r.bbox)).count();
        if inside == 0 {
            continue;
        }
        lines.push(index);
        for run in runs.iter().filter(|r| !holds(&r.bbox)) {
            let glyphs = layout.order.get(run.glyphs.start as usize..run.glyphs.end as usize).unwrap_or_default();
            beside.push(glyphs.iter().filter_map(|i| page.glyphs.get(*i as usize)).map(|g| g.ch).collect());
        }
    }
    let (mut pieces, mut overflow) = pieces_by_cell(page, layout, &lines, &grid);
    let text = |p: &Piece| piece_text(page, p);
    for pass in 0..DIVISIONS {
        let dividing = if pass == 0 { stacked_row_edges(&grid, &pieces, text) } else { Vec::new() };
        let (horizontal, vertical) = missing_edges(&grid, &pieces, text);
        if dividing.is_empty() && horizontal.is_empty() && vertical.is_empty() {
            break;
        }
        lattice.horizontal.extend(dividing);
        lattice.horizontal.extend(horizontal);
        lattice.vertical.extend(vertical);
        grid = lattice_to_grid(&lattice, options)?;
        (pieces, overflow) = pieces_by_cell(page, layout, &lines, &grid);
    }
    let grid = &grid;
    let cuts: Vec<(bool, bool)> = pieces.iter().map(|p| cut_lines(p)).collect();
    let first_lines: Vec<Option<BBox>> = pieces.iter().map(|p| first_line(p)).collect();
    let wrapped = wrapped_widths(grid, &pieces);
    let room = |(c, p): (&GridCell, &Vec<Piece>)| {
        let wrapped = wrapped.get(&(c.col, c.cols)).copied();
        room_left(&grid.cell_bbox(c), p, wrapped)
    };
    let rooms: Vec<Option<f32>> = grid.cells.iter().zip(&pieces).map(room).collect();
    let (above, below) = (sides(&lattice, grid, grid.ys.first()), sides(&lattice, grid, grid.ys.last()));
    let side_at = |sides: &[Side], column: usize| sides.get(column).copied().unwrap_or_default();
    let texts: Vec<String> = pieces.iter_mut().map(|p| cell_text(page, p)).collect();
    let filled = texts.iter().filter(|t| !t.is_empty()).count();
    let is_table = grid.n_cols() >= 2 && grid.n_rows() >= 1 && filled >= 2;
    if !is_table {
        return None;
    }
    let looks = offsets(grid, &texts, &first_lines)
        .into_iter()
        .zip(rooms)
        .zip(cuts)
        .zip(&grid.cells)
        .map(|(((offset, room), (cut_above, cut_below)), cell)| Look {
            offset,
            room,
            cut_above,
            cut_below,
            above: if cell.row == 0 { side_at(&above, cell.col) } else { Side::Unknown },
            below: if cell.row + cell.rows == grid.n_rows() { side_at(&below, cell.col) } else { Side::Unknown },
        })
        .collect();
    let cells = grid
        .cells
        .iter()
        .zip(texts)
        .map(|(cell, text)| {
            let bbox = grid.cell_bbox(cell);
            Cell {
                row: cell.row as u32,
                col: cell.col as u32,
                row_span: cell.rows as u32,
                col_span: cell.cols as u32,
                text,
                indent: 0,
                page: Some(page.number),
                bbox: Some(bbox),
                regions: vec![Region { page: page.number, bbox }],
                line: None,
            }
        })
        .collect();
    Some(Fragment {
        page: page.number,
        bbox,
        xs: grid.xs.clone(),
        n_rows: grid.n_rows() as u32,
        n_cols: grid.n_cols() as u32,
        cells,
        looks,
        lines,
        overflow,
        beside,
        ..Fragment::default()
    })
}

fn first_line(pieces: &[Piece]) -> Option<BBox> {
    let top = pieces.iter().min_by(|a, b| a.baseline.total_cmp(&b.baseline))?;
    let on_line = pieces.iter().filter(|p| (p.baseline - top.baseline).abs() <= 0.45 * top.size);
    on_line.map(|p| p.bbox).reduce(|a, b| a.union(&b))
}

/// Whether only a part of the first and of the last line of a cell is seen.
fn cut_lines(pieces: &[Piece]) -> (bool, bool) {
    let is_cut =
        |p: Option<&Piece>| p.is_some_and(|p| p.bbox.height() < CUT_LINE * p.size && p.bbox.width() > p.bbox.height());
    let first = pieces.iter().min_by(|a, b| a.bbox.y0.total_cmp(&b.bbox.y0));
    let last = pieces.iter().max_by(|a, b| a.bbox.y1.total_cmp(&b.bbox.y1));
    (is_cut(first), is_cut(last))
}

/// A line lower than this part of its font size is cut.
const CUT_LINE: f32 = 0.95;

/// Characters that would have found room at the end of the last line of a cell, measured by its right edge, by the lines
/// above it, or by the `wrapped` lines of its column.
fn room_left(cell: &BBox, pieces: &[Piece], wrapped: Option<f32>) -> Option<f32> {
    let last = last_piece(pieces)?;
    let (left, right) = extent(pieces.iter().filter(|p| is_on_line(p, last)));
    let above = pieces.iter().filter(|p| !is_on_line(p, last)).map(|p| p.bbox.width()).reduce(f32::min);
    let to_edge = (cell.x1 - right) / last.size - EDGE_ROOM;
    let to_lines = above.into_iter().chain(wrapped).map(|w| (w - (right - left)) / last.size);
    Some(to_lines.fold(to_edge, f32::min))
}

/// Width of the longest line that goes on in another, for the cells of each column.
fn wrapped_widths(grid: &Grid, pieces: &[Vec<Piece>]) -> BTreeMap<(usize, usize), f32> {
    let mut widths: BTreeMap<(usize, usize), f32> = BTreeMap::new();
    for (cell, held) in grid.cells.iter().zip(pieces) {
        let Some(last) = last_piece(held) else { continue };
        let widest = held.iter().filter(|p| !is_on_line(p, last)).map(|p| p.bbox.width()).fold(0.0, f32::max);
        if widest > 0.0 {
            let width = widths.entry((cell.col, cell.cols)).or_default();
            *width = width.max(widest);
        }
    }
    widths
}

fn last_piece(pieces: &[Piece]) -> Option<&Piece> {
    pieces.iter().max_by(|a, b| a.baseline.total_cmp(&b.baseline))
}

/// The piece stands on the last line.
fn is_on_line(piece: &Piece, last: &Piece) -> bool {
    last.baseline - piece.baseline <= 0.45 * last.size
}

fn extent<'p>(line: impl Iterator<Item = &'p Piece>) -> (f32, f32) {
    line.fold((f32::MAX, f32::MIN), |(l, r), p| (l.min(p.bbox.x0), r.max(p.bbox.x1)))
}

/// What keeps a text off the edge of its cell, as part of the font size.
const EDGE_ROOM: f32 = 1.2;

/// How a cell is drawn on its page.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Look {
    /// Where its text begins; `None` where it is no label.
    pub(crate) offset: Option<Offset>,
    /// Characters that would have found room at the end of its last line; `None` where it is blank.
    pub(crate) room: Option<f32>,
    /// Only a part of its first line is seen.
    pub(crate) cut_above: bool,
    /// Only a part of its last line is seen.
    pub(crate) cut_below: bool,
    /// How it ends where the page's table begins.
    pub(crate) above: Side,
    /// How it ends where the page's table ends.
    pub(crate) below: Side,
}

/// How a cell ends at the outer side of its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Side {
    /// It does not end there, or no rule is drawn there at all.
    #[default]
    Unknown,
    /// A rule closes it.
    Closed,
    /// No rule closes it, though one closes others.
    Open,
}

/// How the columns end at this outer side of the grid.
fn sides(lattice: &Lattice, grid: &Grid, side: Option<&f32>) -> Vec<Side> {
    let Some(y) = side else { return Vec::new() };
    let along: Vec<&Edge> = lattice.horizontal.iter().filter(|e| (e.at - y).abs() <= SIDE_SLACK).collect();
    if along.is_empty() {
        return vec![Side::Unknown; grid.n_cols()];
    }
    let is_closed = |x: f32| along.iter().any(|e| e.from <= x && x <= e.to);
    let middles = grid.xs.windows(2).map(|x| (x[0] + x[1]) * 0.5);
    middles.map(|x| if is_closed(x) { Side::Closed } else { Side::Open }).collect()
}

/// A rule this near to the outer side of a grid closes it, in points.
const SIDE_SLACK: f32 = 3.0;

/// Where a label begins in its cell, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Offset {
    pub(crate) left: f32,
    /// Height of its line: one step of indentation.
    pub(crate) step: f32,
    /// It stands in the middle of its cell, by design or because it fills it.
    pub(crate) centred: bool,
}

/// A text this near to the middle of its cell stands in it, in points.
const CENTRED: f32 = 2.0;

/// So does one this near, as part of the height of its line, with much room on both sides: cells keep more on one of them.
const ROUGHLY_CENTRED: f32 = 0.35;

/// Offsets of the labels of a grid.
fn offsets(grid: &Grid, texts: &[String], first_lines: &[Option<BBox>]) -> Vec<Option<Offset>> {
    let of_cell = |((cell, text), line): ((&GridCell, &String), &Option<BBox>)| {
        let line = (*line)?;
        let bbox = grid.cell_bbox(cell);
        let is_label = cell.cols == 1 && text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        let left = line.x0 - bbox.x0;
        let off_centre = (line.center_x() - bbox.center_x()).abs();
        let room = left.min(bbox.x1 - line.x1);
        let roughly = off_centre < ROUGHLY_CENTRED * line.height() && room > 2.0 * line.height();
        let centred = (off_centre < CENTRED || roughly) && left > 4.0;
        is_label.then_some(Offset { left, step: line.height().max(4.0), centred })
    };
    grid.cells.iter().zip(texts).zip(first_lines).map(of_cell).collect()
}
