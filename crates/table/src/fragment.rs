//! The tables of one page, before it is known which of them go on from another page.

use crate::cell_text::{Piece, cell_text, piece_text, pieces_by_cell};
use crate::edges::{Lattice, rules_to_lattices};
use crate::grid::{Grid, lattice_to_grid};
use crate::options::Options;
use crate::stacked::stacked_row_edges;
use gongkai_model::layout::PageLayout;
use gongkai_model::page::Page;
use gongkai_model::table::{Cell, Region};
use gongkai_model::{BBox, Issue, Severity};

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

/// Finds the ruled tables of a page, from top to bottom.
pub(crate) fn page_fragments(
    page: &Page,
    layout: &PageLayout,
    options: &Options,
    issues: &mut Vec<Issue>,
) -> Vec<Fragment> {
    let mut fragments = Vec::new();
    for lattice in outer_lattices(rules_to_lattices(&page.rules, options)) {
        match lattice_to_grid(&lattice, options) {
            Some(grid) if grid.n_cols() * grid.n_rows() > 1 => {
                fragments.extend(grid_fragment(page, layout, lattice, grid, options));
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
    fragments
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

fn grid_fragment(
    page: &Page,
    layout: &PageLayout,
    mut lattice: Lattice,
    mut grid: Grid,
    options: &Options,
) -> Option<Fragment> {
    let bbox = grid.bbox();
    let holds = |b: &BBox| bbox.contains(b.center_x(), b.center_y());
    let mut lines = Vec::new();
    let mut beside = Vec::new();
    for (index, line) in layout.lines.iter().enumerate() {
        if line.bbox.y1 < bbox.y0 || line.bbox.y0 > bbox.y1 || line.furniture.is_some() {
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
    let dividing = stacked_row_edges(&grid, &pieces, |p| piece_text(page, p));
    if !dividing.is_empty() {
        lattice.horizontal.extend(dividing);
        grid = lattice_to_grid(&lattice, options)?;
        (pieces, overflow) = pieces_by_cell(page, layout, &lines, &grid);
    }
    let grid = &grid;
    let first_lines: Vec<Option<BBox>> = pieces.iter().map(|p| first_line(p)).collect();
    let texts: Vec<String> = pieces.iter_mut().map(|p| cell_text(page, p)).collect();
    let filled = texts.iter().filter(|t| !t.is_empty()).count();
    let is_table = grid.n_cols() >= 2 && grid.n_rows() >= 1 && filled >= 2;
    if !is_table {
        return None;
    }
    let indents = indents(grid, &texts, &first_lines);
    let cells = grid
        .cells
        .iter()
        .zip(texts)
        .zip(indents)
        .map(|((cell, text), indent)| {
            let bbox = grid.cell_bbox(cell);
            Cell {
                row: cell.row as u32,
                col: cell.col as u32,
                row_span: cell.rows as u32,
                col_span: cell.cols as u32,
                text,
                indent,
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

/// Indentation of each cell in steps of one character, by how far its text stands from where most texts of its column
/// begin. A centred column has none.
fn indents(grid: &Grid, texts: &[String], first_lines: &[Option<BBox>]) -> Vec<u8> {
    let mut indents = vec![0u8; texts.len()];
    for col in 0..grid.n_cols() {
        let left = grid.xs.get(col).copied().unwrap_or(0.0);
        let labels: Vec<(usize, BBox)> = grid
            .cells
            .iter()
            .enumerate()
            .filter(|(_, c)| c.col == col)
            .filter_map(|(i, _)| {
                let text = texts.get(i)?;
                let is_label = text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
                is_label.then_some((i, (*first_lines.get(i)?)?))
            })
            .collect();
        let Some(base) = labels.iter().map(|(_, b)| b.x0 - left).min_by(f32::total_cmp) else { continue };
        let middle = |i: usize| grid.cells.get(i).map_or(0.0, |c| grid.cell_bbox(c).center_x());
        let centred =
            labels.iter().filter(|(i, b)| (b.center_x() - middle(*i)).abs() < 2.0 && b.x0 - left > 4.0).count();
        if centred * 2 > labels.len() {
            continue;
        }
        for (i, b) in labels {
            // A header may be centred over texts that begin at the left.
            if (b.center_x() - middle(i)).abs() < 2.0 && b.x0 - left > 4.0 {
                continue;
            }
            let step = b.height().max(4.0);
            if let Some(slot) = indents.get_mut(i) {
                *slot = ((b.x0 - left - base) / step).round().clamp(0.0, 20.0) as u8;
            }
        }
    }
    indents
}
