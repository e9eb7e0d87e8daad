//! The tables of one page, before it is known which of them go on from another page.

use crate::bare::{Area, AreaGrid, Ended, PageAreas, area_to_lattice, page_areas, shades};
use crate::cell_text::{Piece, cell_text, piece_text, pieces_by_cell};
use crate::edges::{Edge, Lattice, rules_to_lattices};
use crate::grid::{Grid, lattice_to_grid};
use crate::joints::joint_row_edges;
use crate::look::{Look, grid_looks};
use crate::missing::missing_edges;
use crate::options::Options;
use crate::running_titles::{LINES_ABOVE, running_key};
use crate::stacked::stacked_row_edges;
use gongkai_model::layout::{Furniture, Line, PageLayout};
use gongkai_model::page::Page;
use gongkai_model::table::{Cell, Region};
use gongkai_model::{BBox, Issue, Severity};
use std::collections::BTreeSet;

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
    /// The next page, where the right half of it is printed there, and the lines of that page.
    pub(crate) facing: Option<(u32, Vec<usize>)>,
    /// Some text ran over the edge of its cell.
    pub(crate) overflow: bool,
    /// Text beside the grid on a line whose other text stands in it.
    pub(crate) beside: Vec<String>,
    /// One cell with text among blank ones: no table by itself.
    pub(crate) rest_only: bool,
    /// A single column, or nothing but blank cells: no table by itself, perhaps the right half of one.
    pub(crate) half_only: bool,
    /// What stands around it.
    pub(crate) around: crate::texts_around::Around,
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
    /// What may be the header of the rows that begin the next page.
    pub(crate) left_head: Option<Area>,
    /// Rules that belong to no grid.
    pub(crate) lonely: Lattice,
    /// The area that ends with the page.
    pub(crate) ended: Option<Ended>,
    /// Size of most of the type on the page.
    pub(crate) type_size: f32,
}

/// Finds the tables of a page. `before` is the area that ends with the page before, `recurring` are the recurring titles of
/// the document.
pub(crate) fn page_tables(
    page: &Page,
    layout: &PageLayout,
    before: Option<&Ended>,
    recurring: &BTreeSet<String>,
    options: &Options,
    issues: &mut Vec<Issue>,
) -> PageTables {
    let type_size = type_size(page);
    let options = &options.for_type(type_size);
    let mut fragments = Vec::new();
    let (lattices, lonely) = rules_to_lattices(&page.rules, options);
    for lattice in with_blank_columns(outer_lattices(lattices), before) {
        match lattice_to_grid(&lattice, options) {
            Some(grid) if grid.n_cols() * grid.n_rows() > 1 => {
                let beside = before.filter(|_| fragments.is_empty() && begins_page(layout, &grid, recurring));
                let (lattice, grid) = with_columns_beside(lattice, grid, beside, options);
                fragments.extend(grid_fragment(page, layout, lattice, grid, None, options));
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
    // A frame with rows and no columns may hold a table that no rules part.
    let (mut halves, fragments): (Vec<Fragment>, Vec<Fragment>) = fragments.into_iter().partition(|f| f.half_only);
    let mut taken = vec![false; layout.lines.len()];
    for line in fragments.iter().flat_map(|f| &f.lines) {
        taken[*line] = true;
    }
    let free = layout.lines.iter().zip(&taken).filter(|(l, taken)| !**taken && l.furniture.is_none());
    let top = free.map(|(l, _)| l.bbox.y0).fold(f32::MAX, f32::min);
    let before = before.filter(|before| fragments.iter().all(|f| f.bbox.y0 > top) && before.goes_on_in(&lonely));
    let PageAreas { areas, ended, left_head } = page_areas(page, layout, &taken, &lonely, before, recurring);
    // A grid below the area ends the page.
    let bottom = areas.last().map_or(f32::MIN, Area::bottom);
    let ended = ended.filter(|_| fragments.iter().all(|f| f.bbox.y1 < bottom));
    let ended = ended.or_else(|| ended_grid(layout, &fragments, bottom));
    let half = halves.pop().filter(|_| halves.is_empty() && fragments.is_empty() && areas.is_empty());
    let left_head = left_head.filter(|head| fragments.iter().all(|f| f.bbox.y1 < head.top()));
    PageTables { fragments: fragments.into_iter().chain(half).collect(), areas, left_head, lonely, ended, type_size }
}

/// Size of most of the type on a page.
fn type_size(page: &Page) -> f32 {
    let mut sizes: Vec<f32> = page.glyphs.iter().filter(|g| g.is_shown()).map(|g| g.size).collect();
    let middle = sizes.len() / 2;
    if sizes.is_empty() { 10.0 } else { *sizes.select_nth_unstable_by(middle, f32::total_cmp).1 }
}

/// The grid that ends a page, above nothing but furniture.
fn ended_grid(layout: &PageLayout, fragments: &[Fragment], bottom_of_areas: f32) -> Option<Ended> {
    let last = fragments.iter().max_by(|a, b| a.bbox.y1.total_cmp(&b.bbox.y1))?;
    let below = |l: &Line| l.furniture.is_none() && l.bbox.center_y() > last.bbox.y1;
    let size = last.lines.iter().filter_map(|i| layout.lines.get(*i)).map(|l| l.size).fold(0.0, f32::max);
    let ends = last.bbox.y1 >= bottom_of_areas && !layout.lines.iter().any(below);
    ends.then(|| Ended::drawn(&last.xs, size))
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
    grid_fragment(page, layout, lattice, grid, Some(area), options)
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

/// Lattices beside each other are one where the columns between them are those of the table that ends the page `before`:
/// cells that hold nothing may not be drawn at all.
fn with_blank_columns(lattices: Vec<Lattice>, before: Option<&Ended>) -> Vec<Lattice> {
    let Some(before) = before else { return lattices };
    let mut joined: Vec<(BBox, Lattice)> = Vec::new();
    for lattice in lattices {
        let bbox = lattice_bbox(&lattice);
        let of_before = before.has_edges(lattice.vertical.iter().map(|v| v.at));
        let is_beside = |(other, beside): &&mut (BBox, Lattice)| {
            let shared = other.y1.min(bbox.y1) - other.y0.max(bbox.y0);
            of_before
                && (other.x1 < bbox.x0 + TOUCH || bbox.x1 < other.x0 + TOUCH)
                && shared >= BESIDE * other.height().min(bbox.height())
                && before.has_edges(beside.vertical.iter().map(|v| v.at))
        };
        match joined.iter_mut().find(is_beside) {
            Some((whole, beside)) => {
                *whole = whole.union(&bbox);
                beside.horizontal.extend(lattice.horizontal);
                beside.vertical.extend(lattice.vertical);
            }
            None => joined.push((bbox, lattice)),
        }
    }
    joined.into_iter().map(|(_, lattice)| lattice).collect()
}

/// Rules of lattices beside each other may reach so many points into the other.
const TOUCH: f32 = 3.0;

/// Lattices that share this part of their height stand beside each other.
const BESIDE: f32 = 0.8;

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

/// Whether a grid with these texts is that of a drawing: the lines behind a chart, with the figures of its axis one below
/// the other, or the names in its legend, above nothing.
fn is_drawing(grid: &Grid, texts: &[String]) -> bool {
    let column = |col: usize| {
        let of_column = grid.cells.iter().zip(texts).filter(move |(c, _)| c.col == col && c.rows == 1);
        of_column.map(|(_, text)| axis_figure(text)).collect::<Vec<Option<i64>>>()
    };
    let is_axis = |figures: &[Option<i64>]| {
        let steps: Vec<Option<i64>> = figures.windows(2).map(|w| Some(w[0]? - w[1]?)).collect();
        steps.windows(AXIS_STEPS).any(|s| s[0].is_some_and(|step| step > 0) && s.iter().all(|other| *other == s[0]))
    };
    let rows_of_texts = || grid.cells.iter().zip(texts).filter(|(_, text)| !text.is_empty()).map(|(c, _)| c.row);
    let only = rows_of_texts().min().filter(|first| rows_of_texts().all(|row| row == *first));
    let is_legend = grid.n_rows() > 1
        && only.is_some_and(|only| {
            let names = || grid.cells.iter().zip(texts).filter(|(c, _)| c.row == only);
            names().any(|(_, text)| text.is_empty())
                && names().all(|(c, text)| c.rows == 1 && !text.contains(|c: char| c.is_ascii_digit()))
                && grid.cells.iter().all(|c| c.row == only || c.cols == grid.n_cols())
        });
    is_legend || is_axis(&column(0)) || is_axis(&column(grid.n_cols().saturating_sub(1)))
}

/// A figure beside the axis of a chart, in hundredths.
fn axis_figure(text: &str) -> Option<i64> {
    let figure = text.trim_end_matches(['%', '％']).replace(',', "");
    let (whole, decimals) = figure.split_once('.').unwrap_or((&figure, ""));
    let is_short = (1..=12).contains(&whole.len()) && decimals.len() <= 2;
    let digits = whole.chars().enumerate().all(|(i, c)| c.is_ascii_digit() || i == 0 && c == '-')
        && decimals.chars().all(|c| c.is_ascii_digit());
    (is_short && digits).then(|| format!("{whole}{decimals:0<2}").parse().ok())?
}

/// So many equal steps down one column are those of an axis.
const AXIS_STEPS: usize = 5;

/// A grid of so many columns with one text may be the rest of a row.
const COLUMNS_OF_REST: usize = 4;

/// A grid of one column and so many rows may be the right half of a table.
const ROWS_OF_HALF: usize = 4;

/// How often the cells of a grid are divided at most: a cell divided in one direction may be open in the other.
const DIVISIONS: usize = 4;

/// Where the first column of a grid without outer rules begins whose cells are one on this page: no rule but the one on its
/// right is drawn, and short texts stand beside it.
fn open_left(layout: &PageLayout, lattice: &Lattice, grid: &Grid) -> Option<f32> {
    let bbox = grid.bbox();
    let drawn = |at: f32| lattice.horizontal.iter().any(|e| (e.at - at).abs() <= 3.0);
    let is_open = grid.n_cols() >= 3 && grid.n_rows() >= 3 && !drawn(bbox.y0) && !drawn(bbox.y1);
    let runs = layout.runs.iter().filter(|r| {
        is_open
            && r.bbox.x1 <= bbox.x0 + 1.0
            && r.bbox.x0 > bbox.x0 - WIDEST_LABEL * r.size
            && (bbox.y0..=bbox.y1).contains(&r.bbox.center_y())
    });
    runs.map(|r| r.bbox.x0 - 0.5 * r.size).reduce(f32::min)
}

/// A column of labels beside a grid is no wider than so many font sizes.
const WIDEST_LABEL: f32 = 12.0;

fn add_left_column(lattice: &mut Lattice, grid: &Grid, left: f32) {
    let bbox = grid.bbox();
    lattice.vertical.push(Edge { at: left, from: bbox.y0, to: bbox.y1 });
    for at in [bbox.y0, bbox.y1] {
        lattice.horizontal.push(Edge { at, from: left, to: bbox.x0 });
    }
}

/// Nothing but furniture stands above a grid, or what says that a table goes on.
fn begins_page(layout: &PageLayout, grid: &Grid, recurring: &BTreeSet<String>) -> bool {
    let top = grid.bbox().y0;
    let above = || layout.lines.iter().filter(|l| l.furniture.is_none() && l.bbox.center_y() < top);
    above().count() <= LINES_ABOVE && above().any(|l| l.text.contains('续'))
        || above().all(|l| recurring.contains(&running_key(&l.text)))
}

/// The grid with the columns of the table before it that are not drawn on its page.
fn with_columns_beside(mut lattice: Lattice, grid: Grid, before: Option<&Ended>, options: &Options) -> (Lattice, Grid) {
    let (left, right) = before.map_or((&[][..], &[][..]), |before| before.edges_beside(&grid.xs));
    if left.is_empty() && right.is_empty() {
        return (lattice, grid);
    }
    let bbox = grid.bbox();
    // A merged label may stand at the left, blank cells at the right.
    if let Some(end) = right.last() {
        let reach = lattice.horizontal.iter().filter(|e| e.to >= bbox.x1 - options.snap).map(|e| e.at);
        let rows: Vec<f32> = reach.collect();
        lattice.horizontal.extend(rows.into_iter().map(|at| Edge { at, from: bbox.x1, to: *end }));
    }
    lattice.vertical.extend(left.iter().chain(right).map(|at| Edge { at: *at, from: bbox.y0, to: bbox.y1 }));
    match lattice_to_grid(&lattice, options) {
        Some(wider) => (lattice, wider),
        None => (lattice, grid),
    }
}

/// The fragment of a grid. The lines of an `area` belong to it though they may recur at one place of several pages.
fn grid_fragment(
    page: &Page,
    layout: &PageLayout,
    mut lattice: Lattice,
    mut grid: Grid,
    area: Option<&Area>,
    options: &Options,
) -> Option<Fragment> {
    let own = area.map(Area::line_indices).unwrap_or_default();
    if area.is_none()
        && let Some(left) = open_left(layout, &lattice, &grid)
    {
        add_left_column(&mut lattice, &grid, left);
        grid = lattice_to_grid(&lattice, options)?;
    }
    let bbox = grid.bbox();
    let holds = |b: &BBox| bbox.contains(b.center_x(), b.center_y());
    let mut lines = Vec::new();
    let mut beside = Vec::new();
    // A header may recur as a running title does: that stands above the table's first line.
    let of_grid = |l: &&Line| l.furniture.is_none() && holds(&l.bbox);
    let first = layout.lines.iter().filter(of_grid).map(|l| l.bbox.center_y()).fold(f32::MAX, f32::min);
    for (index, line) in layout.lines.iter().enumerate() {
        let header = line.furniture == Some(Furniture::RunningTitle) && line.bbox.center_y() > first;
        let apart = line.furniture.is_some() && !own.contains(&index) && !header;
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
    let heads: Vec<f32> = shades(&page.fills).iter().map(|s| s.bottom).collect();
    let mut jointed = false;
    for pass in 0..DIVISIONS {
        let mut dividing =
            if pass == 0 { joint_row_edges(&page.rules, &heads, &grid, &pieces, text) } else { Vec::new() };
        jointed |= !dividing.is_empty();
        if dividing.is_empty() && pass == usize::from(jointed) {
            dividing = stacked_row_edges(&grid, &pieces, text);
        }
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
    let texts: Vec<String> = pieces.iter_mut().map(|p| cell_text(page, p)).collect();
    let filled = texts.iter().filter(|t| !t.is_empty()).count();
    // A page may hold no more of a table than the rest of one cell.
    let rest_only = filled == 1 && grid.n_cols() >= COLUMNS_OF_REST && area.is_none_or(|a| a.goes_on);
    let half_only = (grid.n_cols() == 1 || filled == 0) && grid.n_rows() >= ROWS_OF_HALF && area.is_none();
    if !half_only && (grid.n_cols() < 2 || filled < 2 && !rest_only) {
        return None;
    }
    if is_drawing(grid, &texts) {
        return None;
    }
    let looks = grid_looks(&lattice, grid, &pieces, &texts);
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
        rest_only,
        half_only,
        ..Fragment::default()
    })
}
