//! The tables of a document.

use crate::above::title_left_behind;
use crate::appended::{Built, append_parts};
use crate::around::look_around;
use crate::bare::{Area, AreaGrid, PageArea, grids_of_areas, head_over_rows};
use crate::continuation::fragments_to_chains;
use crate::cut_label::LabelWords;
use crate::dump::dump_tables;
use crate::facing::join_facing_pages;
use crate::found::Tables;
use crate::fragment::{PageTables, area_fragment, page_tables};
use crate::options::Options;
use crate::running_titles::{first_lines, recurring_titles, running_key};
use gongkai_model::layout::PageLayout;
use gongkai_model::page::{Page, TextLayer};
use gongkai_model::table::UnitBasis;
use gongkai_model::{Issue, Severity};
use std::collections::{BTreeSet, HashMap};

/// Finds the tables of a document. Pages without a usable text layer have none.
#[must_use]
pub fn tables(pages: &[Page], layouts: &[PageLayout], options: &Options) -> Tables {
    let found = Tables { used: layouts.iter().map(|l| vec![false; l.lines.len()]).collect(), ..Tables::default() };
    if pages.iter().any(|p| !p.dump_lines.is_empty()) {
        return dump_tables(pages, layouts, found, options);
    }
    drawn_tables(pages, layouts, found, options)
}

/// Finds the tables of pages whose glyphs have places.
pub(crate) fn drawn_tables(pages: &[Page], layouts: &[PageLayout], mut found: Tables, options: &Options) -> Tables {
    let recurring = recurring_titles(layouts);
    let mut by_page: Vec<PageTables> = Vec::with_capacity(pages.len());
    for (page, layout) in pages.iter().zip(layouts) {
        // The right half of a table may be blank.
        let readable = matches!(page.text_layer, TextLayer::Sound | TextLayer::Ocr | TextLayer::Blank);
        let before = by_page.last().and_then(|p| p.ended.as_ref());
        let tables = readable.then(|| page_tables(page, layout, before, &recurring, options, &mut found.issues));
        by_page.push(tables.unwrap_or_default());
    }
    add_bare_tables(pages, layouts, &mut by_page, options);
    for ((page, layout), of_page) in pages.iter().zip(layouts).zip(&mut by_page) {
        look_around(page, layout, &mut of_page.fragments, &recurring);
    }
    let running = running_titles(recurring, layouts, &by_page);
    for at in 1..by_page.len().min(layouts.len()).min(pages.len()) {
        let (before, from) = by_page.split_at_mut(at);
        let (Some(before), Some(of_page)) = (before.last(), from.first_mut()) else { continue };
        let first = of_page.fragments.first_mut();
        let first = first.filter(|f| f.around.title.is_none() && !f.follows_text && !f.half_only);
        // What goes on from a page that ends in a title is no table before it.
        if let Some(fragment) = first
            && let Some(left) = title_left_behind(&pages[at - 1], &layouts[at - 1], &before.fragments)
        {
            for line in &left.around.lines {
                found.used[at - 1][*line] = true;
            }
            let around = &mut fragment.around;
            around.title = left.around.title;
            around.form_number = around.form_number.take().or(left.around.form_number);
            around.unit = around.unit.take().or(left.around.unit);
            around.organisation = around.organisation.take().or(left.around.organisation);
        }
    }
    let fragments = join_facing_pages(by_page.into_iter().flat_map(|p| p.fragments).collect());
    let labels = LabelWords::of(&fragments);
    let index: HashMap<u32, usize> = layouts.iter().enumerate().map(|(i, l)| (l.page, i)).collect();
    let chains = fragments_to_chains(fragments, &running, options).into_iter();
    let built = chains.map(|chain| {
        let kept_apart = chain.kept_apart;
        let (table, lines) = chain.into_table(&labels, options);
        Built { table, lines, kept_apart }
    });
    for (Built { mut table, lines, kept_apart }, number) in append_parts(built.collect()).into_iter().zip(1..) {
        table.table_id = format!("t{number:03}");
        if kept_apart && let Some(page) = table.pages.first() {
            found.issues.push(Issue::new(
                "table_kept_apart",
                Severity::Warn,
                format!("page {page}"),
                format!(
                    "{} begins the page without a title; its columns are not those of the table before",
                    table.table_id
                ),
            ));
        }
        if table.unit.is_some() {
            table.unit_basis = UnitBasis::Table;
        }
        for (page, lines) in lines {
            let Some(used) = index.get(&page).and_then(|i| found.used.get_mut(*i)) else { continue };
            for line in lines {
                if let Some(slot) = used.get_mut(line) {
                    *slot = true;
                }
            }
        }
        found.tables.push(table);
    }
    found
}

/// Recurring titles that are no table's: on some page one stands above a table that has another title.
fn running_titles(recurring: BTreeSet<String>, layouts: &[PageLayout], by_page: &[PageTables]) -> BTreeSet<String> {
    let is_running = |key: &String| {
        layouts.iter().zip(by_page).any(|(layout, tables)| {
            let titles: Vec<String> =
                tables.fragments.iter().filter_map(|f| f.around.title.as_deref()).map(running_key).collect();
            let printed = || first_lines(layout).any(|l| running_key(&l.text) == *key);
            !titles.is_empty() && titles.iter().all(|t| !t.contains(key.as_str())) && printed()
        })
    };
    recurring.into_iter().filter(is_running).collect()
}

/// Adds the tables whose grid is not drawn to those of their page.
fn add_bare_tables(pages: &[Page], layouts: &[PageLayout], by_page: &mut [PageTables], options: &Options) {
    let heads = heads_left_behind(by_page);
    let mut areas: Vec<PageArea> = Vec::new();
    let mut head_above: Vec<Option<&LeftHead>> = Vec::new();
    for (page, tables) in by_page.iter().enumerate() {
        let count = tables.areas.len();
        for (i, area) in tables.areas.iter().enumerate() {
            let (top, bottom) = (area.top(), area.bottom());
            let left = heads.iter().find(|h| h.page == page && i == 0);
            head_above.push(left);
            areas.push(PageArea {
                page,
                area: left.map_or(area, |left| &left.whole),
                rules: &tables.lonely,
                first_on_page: i == 0 && tables.fragments.iter().all(|f| f.bbox.y0 > top),
                last_on_page: i + 1 == count && tables.fragments.iter().all(|f| f.bbox.y1 < bottom),
            });
        }
    }
    let grids = grids_of_areas(&areas);
    let mut made = Vec::new();
    let make = |page: usize, area: &Area, grid: &AreaGrid| {
        let tables = by_page.get(page)?;
        let options = options.for_type(tables.type_size);
        area_fragment(pages.get(page)?, layouts.get(page)?, area, grid, &tables.lonely, &options).map(|f| (page, f))
    };
    for ((area, left), grid) in areas.iter().zip(head_above).zip(grids) {
        match left {
            Some(left) => {
                made.extend(make(left.page - 1, &left.head, &grid));
                made.extend(make(left.page, &left.rows, &grid));
            }
            None => made.extend(make(area.page, area.area, &grid)),
        }
    }
    for (page, fragment) in made {
        if let Some(tables) = by_page.get_mut(page) {
            tables.fragments.push(fragment);
            tables.fragments.sort_by(|a, b| a.bbox.y0.total_cmp(&b.bbox.y0).then(a.bbox.x0.total_cmp(&b.bbox.x0)));
        }
    }
}

/// A table without drawn grid whose header ends one page and whose rows begin the next.
struct LeftHead {
    /// The page of the rows.
    page: usize,
    head: Area,
    rows: Area,
    /// Both on one page.
    whole: Area,
}

fn heads_left_behind(by_page: &[PageTables]) -> Vec<LeftHead> {
    let left = |(at, pair): (usize, &[PageTables])| {
        let (head, next) = (pair[0].left_head.as_ref()?, &pair[1]);
        let rows = next.areas.first().filter(|rows| next.fragments.iter().all(|f| f.bbox.y0 > rows.top()))?;
        let whole = head_over_rows(head, rows, &next.lonely)?;
        Some(LeftHead { page: at + 1, head: head.clone(), rows: Area { body: 0, ..rows.clone() }, whole })
    };
    by_page.windows(2).enumerate().filter_map(left).collect()
}
