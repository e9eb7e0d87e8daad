use super::*;
use gongkai_model::Table;
use gongkai_model::layout::Line;
use gongkai_model::page::DumpLine;
use gongkai_model::table::UnitBasis;

/// Tables of a dump; tabs divide cells.
fn read(text: &str) -> Tables {
    let mut dump_lines = Vec::new();
    let mut blank_before = 0;
    for (i, raw) in text.split('\n').enumerate() {
        if raw.trim().is_empty() {
            blank_before += 1;
            continue;
        }
        let cells = if raw.contains('\t') { raw.split('\t').map(str::to_owned).collect() } else { Vec::new() };
        dump_lines.push(DumpLine {
            number: i as u32 + 1,
            text: raw.trim_end().trim_start_matches(' ').to_owned(),
            cells,
            indented: raw.starts_with("  "),
            blank_before,
            ..DumpLine::default()
        });
        blank_before = 0;
    }
    let lines = dump_lines
        .iter()
        .map(|l| Line {
            runs: 0..0,
            number: Some(l.number),
            bbox: gongkai_model::BBox::default(),
            baseline: 0.0,
            size: 0.0,
            bold: false,
            text: gongkai_normalize::blanks::tidy_blanks(&l.text),
            furniture: None,
            column: None,
        })
        .collect();
    let layouts = vec![PageLayout { page: 1, lines, ..PageLayout::default() }];
    let pages = vec![Page { number: 1, dump_lines, ..Page::default() }];
    let found = Tables { used: vec![vec![false; layouts[0].lines.len()]], ..Tables::default() };
    dump_tables(&pages, &layouts, found, &Options::default())
}

fn rows(table: &Table) -> Vec<Vec<&str>> {
    let mut rows: Vec<Vec<&str>> = vec![Vec::new(); table.n_rows as usize];
    for cell in &table.cells {
        rows[cell.row as usize].push(&cell.text);
    }
    rows
}

const TWO_PAGES: &str = "\
前言。
### 支出决算表
部门：青禾县林业局 单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出\t
栏次\t\t1\t2\t3\t
\t合计\t12.00\t5.00\t7.00\t
213\t农林水支出\t12.00\t5.00\t7.00\t

### 支出决算表
科目编码\t科目名称\t合计\t基本支出\t项目支出
栏次\t\t1\t2\t3
\t合计\t12.00\t5.00\t7.00
21302\t林业和草原\t12.00\t5.00\t7.00

注：1. 本表反映支出情况。
2. 本表金额转换时可能存在尾数误差。
正文。";

#[test]
fn pieces_of_one_table_are_one_and_repeated_totals_go() {
    let text = TWO_PAGES.replace("### ", "");
    let found = read(&text);
    assert_eq!(found.tables.len(), 1);
    let table = &found.tables[0];
    assert_eq!(
        rows(table),
        [
            ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
            ["栏次", "", "1", "2", "3"],
            ["", "合计", "12.00", "5.00", "7.00"],
            ["213", "农林水支出", "12.00", "5.00", "7.00"],
            ["21302", "林业和草原", "12.00", "5.00", "7.00"],
        ]
    );
    assert_eq!(table.title.as_deref(), Some("支出决算表"));
    assert_eq!((table.unit.as_deref(), table.unit_basis), (Some("万元"), UnitBasis::Table));
    assert_eq!(table.organisation.as_deref(), Some("部门：青禾县林业局"));
    assert_eq!((table.header_rows, table.notes.len()), (2, 2));
    assert_eq!(table.columns[2].path, ["合计"]);
    assert_eq!(table.columns[2].column_no.as_deref(), Some("1"));
    assert_eq!(table.cells.last().and_then(|c| c.line), Some(13));
    let free: Vec<usize> = (0..found.used[0].len()).filter(|&i| !found.used[0][i]).collect();
    assert_eq!(free, [0, found.used[0].len() - 1]);
}

#[test]
fn a_total_that_differs_is_kept_and_reported() {
    let text = TWO_PAGES.replace("### ", "").replacen(
        "\t合计\t12.00\t5.00\t7.00\n21302",
        "\t合计\t12.00\t5.00\t7.01\n21302",
        1,
    );
    let found = read(&text);
    assert_eq!(found.tables[0].n_rows, 6);
    assert_eq!(found.issues[0].code, "repeated_total_differs");
}

#[test]
fn lanes_have_their_names_over_them() {
    let found =
        read("\t收入\t\t\t支出\t\n项目\t行次\t决算数\t项目\t行次\t决算数\n一、拨款\t1\t2.00\t一、林业\t31\t2.00\n");
    let table = &found.tables[0];
    let top: Vec<(u32, u32, &str)> =
        table.cells.iter().filter(|c| c.row == 0).map(|c| (c.col, c.col_span, c.text.as_str())).collect();
    assert_eq!(top, [(0, 3, "收入"), (3, 3, "支出")]);
    assert_eq!(table.columns[5].path, ["支出", "决算数"]);
}

#[test]
fn forms_under_headings_of_their_own_stay_apart() {
    let form = |n: u32, name: &str| {
        format!(
            "{n}. {name}项目\n项目支出绩效目标表\n（2024 年度）\n项目名称\t{name}\t\t\n实施单位\t青禾县林业局\t\t\n项目资金（万元）\t资金总额：\t\t9.00\n\n"
        )
    };
    let found = read(&(form(1, "护林") + &form(2, "补植")));
    assert_eq!(found.tables.len(), 2);
    let table = &found.tables[1];
    assert_eq!(table.title.as_deref(), Some("项目支出绩效目标表（2024年度）"));
    assert_eq!((table.header_rows, table.unit.as_deref()), (0, Some("万元")));
    assert!(!found.used[0][0]);
}

#[test]
fn a_matrix_without_separators_is_read_by_its_marks() {
    let found = read(
        "项目支出绩效目标表\n单位名称：青禾县林业局 单位：万元\n项目名称（资金使\n用单位）\n项目内容 总计 财政拨款\n财政专户拨\n款\n其他资金 绩效目标 绩效指标\n合计 9.50 9.50\n青禾县护林防火服\n务中心\n9.50 9.50\n    护林站点改造和\n修缮经费\n根据全县林业工作安排，对二十七处护林站点进\n行改造。\n9.50 9.50\n通过改造站点，提升\n防火能力。\n1、产出指标：改造站点 ，年度指标值：27\n处。\n2、满意度指标：群众满意度，年度指标值：≥90%。\n",
    );
    assert_eq!(found.tables.len(), 1);
    assert_eq!(
        rows(&found.tables[0])[1..],
        [
            ["合计", "", "9.50", "9.50", "", "", "", ""],
            ["青禾县护林防火服务中心", "", "9.50", "9.50", "", "", "", ""],
            [
                "护林站点改造和修缮经费",
                "根据全县林业工作安排，对二十七处护林站点进行改造。",
                "9.50",
                "9.50",
                "",
                "",
                "通过改造站点，提升防火能力。",
                "1、产出指标：改造站点，年度指标值：27处。2、满意度指标：群众满意度，年度指标值：≥90%。"
            ],
        ]
    );
    assert!(found.used[0].iter().all(|u| *u));
}

#[test]
fn a_matrix_goes_on_below_the_header_of_the_next_page() {
    let head = "项目名称（资金使\n用单位）\n总计 财政拨款\n其他资金 绩效目标 绩效指标\n";
    let found = read(&format!(
        "项目支出绩效目标表\n单位名称：青禾县林业局 单位：万元\n{head}合计 9.50 9.50\n青禾县林业局\n9.50 9.50\n    护林站点改造\n9.50 9.50\n通过改造站点，提\n{head}升防火能力。\n1、产出指标：改造站点，年度指标值：27处。\n"
    ));
    let table = &found.tables[0];
    assert_eq!(
        rows(table)[3],
        [
            "护林站点改造",
            "9.50",
            "9.50",
            "",
            "通过改造站点，提升防火能力。",
            "1、产出指标：改造站点，年度指标值：27处。"
        ]
    );
    assert_eq!(table.n_rows, 4);
}

#[test]
fn a_table_of_figures_without_separators_ends_at_its_total() {
    let found = read(
        "情况如下：\n项目资金情况\n单位：万元\n序\n号\n项目名称 预算数 支出数 支出率\n1\n护林站点\n改造\n10,000 9,000 90%\n2\n补植\n0 8 100%\n合计 10,000 9,008 90%\n二、其他\n",
    );
    let table = &found.tables[0];
    assert_eq!(
        rows(table),
        [
            ["序号", "项目名称", "预算数", "支出数", "支出率"],
            ["1", "护林站点改造", "10,000", "9,000", "90%"],
            ["2", "补植", "0", "8", "100%"],
            ["", "合计", "10,000", "9,008", "90%"],
        ]
    );
    assert_eq!(table.title.as_deref(), Some("项目资金情况"));
    assert!(!found.used[0][0] && !found.used[0].last().copied().unwrap());
}

#[test]
fn hostile_rows_are_borne() {
    assert!(read("").tables.is_empty());
    let found = read("\t\t\n\t1\t\n甲\t\t\t\t\t\n\t\t栏次\t1\n");
    let covered: u32 = found.tables.iter().flat_map(|t| &t.cells).map(|c| c.row_span * c.col_span).sum();
    let grid: u32 = found.tables.iter().map(|t| t.n_rows * t.n_cols).sum();
    assert_eq!(covered, grid);
}

#[test]
fn a_form_goes_on_behind_the_rest_of_a_cell() {
    let found = read(
        "林业局整体支出绩效目标完成情况表\n\n部门名称\t\t青禾县林业局\t\n\t目标\t预期实现值\t指标完成情况\n\
         年度绩效目标\t护好林\t面积九亩\t已护九亩\n\n的林地得到管护。\n\n年度绩效目标\t造好林\t面积八亩\t已造八亩\n\t\t存活七成\t存活八成\n",
    );
    assert_eq!(found.tables.len(), 1);
    let rows = rows(&found.tables[0]);
    assert_eq!((rows.len(), rows[3][1]), (5, "造好林"));
    assert!(!found.used[0][4]);
}

#[test]
fn lines_beside_a_label_written_downwards_are_one_row() {
    let found = read(
        "林业局整体支出绩效目标完成情况表\n\n部门名称\t\t青禾县林业局\t\n\t目标\t预期实现值\t指标完成情况\n\
         年度绩效目标\t护好林\t面积九亩\t已护九亩\n\t\t\t1. 造林\n年\t造\t面积\t八亩，\n度\t好\t八亩\t林木\n绩\t林\t\t成活。\n\
         效\t\t\t\n目\t\t\t\n标\t\t\t\n年度绩效目标\t防好火\t不起火\t未起火\n",
    );
    let rows = rows(&found.tables[0]);
    assert_eq!(rows[3], ["年度绩效目标", "造好林", "面积八亩", "1.造林八亩，林木成活。"]);
    assert_eq!(rows[4][1], "防好火");
}
