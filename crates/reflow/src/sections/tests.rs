use super::*;
use crate::dump_lines::dump_page_to_layout;
use crate::furniture::mark_furniture;
use gongkai_model::BBox;
use gongkai_model::layout::{Line, SectionKind};
use gongkai_model::page::DumpLine;

/// Sections of a dump. `# ` marks a heading, as recognition programs write it.
fn of_dump(text: &str) -> Vec<Section> {
    let mut dump_lines = Vec::new();
    let mut blank_before = 0;
    for (i, raw) in text.split('\n').enumerate() {
        if raw.trim().is_empty() {
            blank_before += 1;
            continue;
        }
        let plain = raw.trim_start_matches('#');
        dump_lines.push(DumpLine {
            number: i as u32 + 1,
            text: plain.trim().to_owned(),
            heading: (raw.len() - plain.len()) as u8,
            indented: raw.starts_with("  "),
            blank_before,
            ..DumpLine::default()
        });
        blank_before = 0;
    }
    let pages = vec![Page { number: 1, dump_lines, ..Page::default() }];
    let mut layouts = vec![dump_page_to_layout(&pages[0])];
    mark_furniture(&pages, &mut layouts);
    sections(&pages, &layouts, &[]).0
}

/// Sections of a PDF page of 16 point text, 28 characters to the line from x = 80. Each line: x, size, text.
fn of_pdf(pages: &[&[(f32, f32, &str)]]) -> Vec<Section> {
    let sheets: Vec<Page> =
        (1..=pages.len()).map(|n| Page { number: n as u32, width: 595.0, height: 842.0, ..Page::default() }).collect();
    let layouts: Vec<PageLayout> = pages
        .iter()
        .enumerate()
        .map(|(p, lines)| PageLayout {
            page: p as u32 + 1,
            lines: lines
                .iter()
                .enumerate()
                .map(|(i, (x, size, text))| {
                    let y = 100.0 + i as f32 * 28.0;
                    Line {
                        runs: 0..1,
                        number: None,
                        bbox: BBox::new(*x, y, x + gongkai_normalize::width::width(text) * size, y + size),
                        baseline: y + size * 0.88,
                        size: *size,
                        bold: false,
                        text: (*text).to_owned(),
                        furniture: None,
                        column: None,
                    }
                })
                .collect(),
            ..PageLayout::default()
        })
        .collect();
    sections(&sheets, &layouts, &[]).0
}

fn texts(sections: &[Section]) -> Vec<&str> {
    sections.iter().map(|s| s.text.as_str()).collect()
}

fn kinds(sections: &[Section]) -> Vec<(SectionKind, u8)> {
    sections.iter().map(|s| (s.kind, s.level)).collect()
}

const WRAPPED: &str = "\
 2023 年度青禾县林业局封山育林项目
评价结果报告

按照县里关于开展年度项目支出评价工作的部署要求，我

局会同第三方机构对封山育林项目开展了现场核查，并于 9

月底形成本报告，现将有关情况报告如下，请予审阅批示为

盼。

一、项目概述

（一）立项背景

林区道路多年失修，护林站点之间往来不便，遇有火情时

车辆难以及时到达，群众反映强烈。经研究，从 2023 年起分

期安排资金，对全县二十七处站点和相连的道路进行修缮提

—— 2 ——

升，确保雨季来临以前完成全部主体工程的施工任务安排。

县财政按照进度拨付资金，全年共计拨付 1,204.55 万元，

占预算的 98.3%。
";

#[test]
fn broken_lines_of_a_dump_are_joined_with_nothing() {
    let s = of_dump(WRAPPED);
    assert_eq!(
        texts(&s),
        [
            "2023年度青禾县林业局封山育林项目评价结果报告",
            "按照县里关于开展年度项目支出评价工作的部署要求，我局会同第三方机构对封山育林项目开展了现场核查，并于9月底形成本报告，现将有关情况报告如下，请予审阅批示为盼。",
            "一、项目概述",
            "（一）立项背景",
            "林区道路多年失修，护林站点之间往来不便，遇有火情时车辆难以及时到达，群众反映强烈。经研究，从2023年起分期安排资金，对全县二十七处站点和相连的道路进行修缮提升，确保雨季来临以前完成全部主体工程的施工任务安排。",
            "县财政按照进度拨付资金，全年共计拨付1,204.55万元，占预算的98.3%。",
        ]
    );
}

#[test]
fn headings_have_depth_and_parents_and_lines_have_numbers() {
    let s = of_dump(WRAPPED);
    assert_eq!(s[2].kind, SectionKind::Heading);
    assert_eq!((s[2].level, s[3].level, s[4].level), (2, 3, 3));
    assert_eq!(s[3].parent_id.as_deref(), Some(s[2].section_id.as_str()));
    assert_eq!(s[4].parent_id.as_deref(), Some(s[3].section_id.as_str()));
    assert_eq!(s[3].number.as_deref(), Some("（一）"));
    assert_eq!((s[0].line_start, s[0].line_end), (Some(1), Some(2)));
    assert_eq!((s[4].line_start, s[4].line_end), (Some(16), Some(24)));
    assert_eq!(s[4].page_start, None);
}

#[test]
fn recognised_text_is_joined_only_where_a_page_end_cut_it() {
    let s = of_dump(
        "# 第四部分 绩效情况\n\n我局对护林站点改造项目开展了自评，涉及资金 300 万元，全年共完\n\n成改造站点 27 处。\n\n- 1. 事业收入 0 万元，与上年持平\n2. 其他收入 12 万元，比上年减少。\n\n三是完善机制，增加一批熟悉林区情况的专\n\n# 职护林员。\n\n## 二、存在问题",
    );
    assert_eq!(
        texts(&s),
        [
            "第四部分绩效情况",
            "我局对护林站点改造项目开展了自评，涉及资金300万元，全年共完成改造站点27处。",
            "- 1.事业收入0万元，与上年持平",
            "2.其他收入12万元，比上年减少。",
            "三是完善机制，增加一批熟悉林区情况的专职护林员。",
            "二、存在问题",
        ]
    );
    assert_eq!(s[5].kind, SectionKind::Heading);
    assert_eq!(s[3].kind, SectionKind::ListItem);
}

#[test]
fn what_a_page_end_parts_in_a_quotation_or_a_heading_is_one() {
    let rule = "根据规定：\"满二十五年的由县里一次性全额补助缴纳有关的各项苗圃费用；满二十年不满二十五年的由县里补助百分之五十，本人缴纳百分之五十；";
    let s = of_dump(&format!("# 一、政策\n\n{rule}\n\n不满二十年的由本人缴纳\"的要求执行。"));
    assert_eq!(texts(&s)[1], format!("{rule}不满二十年的由本人缴纳\"的要求执行。"));
    let s =
        of_dump("1. 苗圃运转项目\n\n内容一。\n\n2. 林道维护（北线）\n\n项目\n\n内容二。\n\n3. 护林站项目\n\n内容三。");
    assert!(texts(&s).contains(&"2.林道维护（北线）项目"));
    let s = of_dump("# 名词解释\n\n苗圃收入：指卖苗木取得的收入。 林场收入：指林场取得的收入。");
    assert_eq!(texts(&s)[1..], ["苗圃收入：指卖苗木取得的收入。", "林场收入：指林场取得的收入。"]);
}

#[test]
fn entries_of_the_contents_are_no_headings() {
    let s = of_dump("# 目 录\n第一部分 概况\n一、主要职责\n第二部分 决算表\n# 第一部分 概况\n一、主要职责\n负责林业。");
    assert_eq!(
        kinds(&s),
        [
            (SectionKind::Heading, 1),
            (SectionKind::ListItem, 1),
            (SectionKind::ListItem, 1),
            (SectionKind::ListItem, 1),
            (SectionKind::Heading, 1),
            (SectionKind::Heading, 2),
            (SectionKind::Paragraph, 2),
        ]
    );
}

#[test]
fn notes_footnotes_and_the_glossary_are_told_apart() {
    let s = of_dump(
        "我局负责全县林业工作，有下属单位三个，均已纳入本次公开范围。\n注：1.本表反映收支情况。\n2.金额以万元为单位。\n¹ 说明：由县里委托第三方评估。\n第五部分 名词解释\n林业支出：指用于林业的支出。\n一、基本支出：指保障机构运转的支出。",
    );
    let kinds: Vec<SectionKind> = s.iter().map(|s| s.kind).collect();
    use SectionKind::{Footnote, Glossary, Heading, Note, Paragraph};
    assert_eq!(kinds, [Paragraph, Note, Note, Footnote, Heading, Glossary, Glossary]);
}

#[test]
fn lines_of_a_pdf_are_joined_by_where_they_end() {
    let s = of_pdf(&[
        &[
            (183.0, 22.0, "青禾县林业局二〇二三年"),
            (238.0, 22.0, "部门决算说明"),
            (112.0, 16.0, "一、总体情况"),
            (112.0, 16.0, "本年收入总计一千二百万元，比上年增加了一百二十三万四千"),
            (80.0, 16.0, "五百元，主要原因是护林站点改造项目在年中追加了预算安排。"),
            (112.0, 16.0, "支出按用途划分为基本支出和项目支出两个部分，其中基本的"),
            (80.0, 16.0, "（一）类为人员支出。"),
            (112.0, 16.0, "（二）项目支出情况"),
            (112.0, 16.0, "项目支出五百万元，全部用于站点改造和林区道路的修缮工作"),
        ],
        &[
            (80.0, 16.0, "，没有结转到下一年度使用的资金，详细的情况请见所附表格中"),
            (80.0, 16.0, "所列各项。"),
            (112.0, 16.0, "特此说明。"),
        ],
    ]);
    assert_eq!(
        texts(&s),
        [
            "青禾县林业局二〇二三年部门决算说明",
            "一、总体情况",
            "本年收入总计一千二百万元，比上年增加了一百二十三万四千五百元，主要原因是护林站点改造项目在年中追加了预算安排。",
            "支出按用途划分为基本支出和项目支出两个部分，其中基本的（一）类为人员支出。",
            "（二）项目支出情况",
            "项目支出五百万元，全部用于站点改造和林区道路的修缮工作，没有结转到下一年度使用的资金，详细的情况请见所附表格中所列各项。",
            "特此说明。",
        ]
    );
    assert_eq!((s[5].page_start, s[5].page_end), (Some(1), Some(2)));
    assert_eq!(s[0].kind, SectionKind::Heading);
    assert_eq!(s[1].parent_id.as_deref(), Some("s0001"));
}

/// Prose that fills a page, so that its column is known: first lines at x = 112, others at x = 80.
const BODY: [(f32, f32, &str); 6] = [
    (112.0, 16.0, "林区道路多年失修，护林站点之间的往来不便，遇有火情时车辆"),
    (80.0, 16.0, "难以及时到达，群众反映强烈，经研究决定分期安排资金进行修缮。"),
    (112.0, 16.0, "对全县二十七处护林站点和与之相连的道路进行修缮提升，确保"),
    (80.0, 16.0, "雨季来临以前完成全部主体工程的施工任务和验收的各项工作。"),
    (112.0, 16.0, "县财政按照工程进度拨付资金，并会同县林业局对资金的使用情"),
    (80.0, 16.0, "况进行检查。"),
];

fn page_of(head: &[(f32, f32, &'static str)]) -> Vec<(f32, f32, &'static str)> {
    head.iter().chain(&BODY).copied().collect()
}

#[test]
fn the_glossary_ends_at_the_next_title_of_its_size() {
    let first = page_of(&[(194.0, 22.0, "青禾县林业局主要职责"), (112.0, 16.0, "一、总体情况")]);
    let terms = page_of(&[(260.0, 22.0, "名词解释"), (112.0, 16.0, "（一）林业支出：指用于林业的支出。")]);
    let after = page_of(&[(194.0, 22.0, "青禾县林业局预算说明")]);
    let s = of_pdf(&[&first, &terms, &after]);
    let of = |text: &str| s.iter().find(|s| s.text.starts_with(text)).map(|s| (s.kind, s.level));
    assert_eq!(of("名词解释"), Some((SectionKind::Heading, 1)));
    assert_eq!(of("（一）林业支出"), Some((SectionKind::Glossary, 1)));
    assert_eq!(of("青禾县林业局预算说明"), Some((SectionKind::Heading, 1)));
    assert_eq!(s.last().map(|s| (s.kind, s.level)), Some((SectionKind::Paragraph, 1)));
}

#[test]
fn the_last_item_of_a_list_is_no_heading() {
    let s = of_dump(
        "一、主要职责\n我局负责全县林业工作，主要职责是：\n（一）拟订林业发展规划，组织造林绿化和森林防火工作。\n（二）承办县委交办的其他事项。\n二、机构设置\n我局下设单位二个，包括：\n1.青禾县苗圃\n2.青禾县护林站\n三、其他情况\n（一）工作总结\n我局全年完成造林任务，护林站点改造项目全部完工并通过了验收，没有发生火情。",
    );
    use SectionKind::{Heading, ListItem, Paragraph};
    let kinds: Vec<SectionKind> = s.iter().map(|s| s.kind).collect();
    assert_eq!(
        kinds,
        [Heading, Paragraph, ListItem, ListItem, Heading, Paragraph, ListItem, ListItem, Heading, Heading, Paragraph]
    );
}

#[test]
fn a_list_of_forms_below_the_contents_title_may_have_a_head_and_years_in_its_entries() {
    let s = of_dump("# 目录\n序号 报表名称\n一、2024年林业收入表\n1. 2024年林业支出表\n六、其他情况");
    let kinds: Vec<SectionKind> = s.iter().map(|s| s.kind).collect();
    use SectionKind::{Heading, ListItem};
    assert_eq!(kinds, [Heading, ListItem, ListItem, ListItem, ListItem]);
}

#[test]
fn a_heading_below_a_full_line_without_a_stop_stands_alone() {
    let mut lines = page_of(&[
        (112.0, 16.0, "我局下属站点的运行经费由县财政拨款，全年预算为三百四十万元"),
        (92.0, 16.0, "三、政府采购情况"),
    ]);
    lines.push((112.0, 16.0, "特此说明。"));
    let s = of_pdf(&[&lines]);
    assert_eq!(s[1].text, "三、政府采购情况");
    assert_eq!(s[1].kind, SectionKind::Heading);
}

#[test]
fn the_value_of_a_label_goes_on_and_the_place_of_a_meeting_stands_alone() {
    let mut lines = vec![
        (80.0, 16.0, "评价项目名称：青禾县林业局封山育林和全县护林站点修缮改造专项"),
        (200.0, 16.0, "资金绩效评价"),
    ];
    lines.extend(BODY);
    assert_eq!(
        texts(&of_pdf(&[&lines]))[0],
        "评价项目名称：青禾县林业局封山育林和全县护林站点修缮改造专项资金绩效评价"
    );
    let mut lines = vec![(152.0, 20.0, "在青禾县人民代表大会会议上"), (192.0, 20.0, "青禾县林业局局长")];
    lines.extend(BODY);
    assert_eq!(texts(&of_pdf(&[&lines]))[..2], ["在青禾县人民代表大会会议上", "青禾县林业局局长"]);
}

#[test]
fn a_line_larger_than_the_tables_below_it_is_the_title() {
    let line = |y: f32, size: f32, text: &str| Line {
        runs: 0..1,
        number: None,
        bbox: BBox::new(297.0 - 10.0 * size, y, 297.0 + 10.0 * size, y + size),
        baseline: y + size * 0.9,
        size,
        bold: false,
        text: text.to_owned(),
        furniture: None,
        column: None,
    };
    let kind_of = |size: f32| {
        let page = Page { number: 1, width: 595.0, height: 842.0, ..Page::default() };
        let lines = vec![line(60.0, size, "青禾县林业局二〇二四年度决算"), line(100.0, 14.0, "收入支出决算总表")];
        let layout = PageLayout { page: 1, lines, ..PageLayout::default() };
        sections(&[page], &[layout], &[vec![false, true]]).0[0].kind
    };
    assert_eq!(kind_of(18.0), SectionKind::Heading);
    assert_eq!(kind_of(14.0), SectionKind::Paragraph);
}

#[test]
fn a_number_that_counts_on_begins_a_new_item_whatever_the_line_above_holds() {
    let mut lines = page_of(&[
        (112.0, 16.0, "（一）青禾县林业局封山育林和全县护林站点改造服务中心"),
        (112.0, 16.0, "（二）青禾县苗圃"),
        (112.0, 16.0, "（三）青禾县护林站"),
    ]);
    lines.push((112.0, 16.0, "特此说明。"));
    let s = of_pdf(&[&lines]);
    assert_eq!(s[1].text, "（二）青禾县苗圃");
    assert!(s[..3].iter().all(|s| s.kind == SectionKind::ListItem), "{:?}", kinds(&s));
}

#[test]
fn the_title_of_a_part_belongs_to_its_number() {
    let first = page_of(&[(260.0, 24.0, "第二部分"), (220.0, 18.0, "青禾县林业局预算表")]);
    let s = of_pdf(&[&first]);
    assert_eq!((s[0].text.as_str(), s[0].kind, s[0].level), ("第二部分青禾县林业局预算表", SectionKind::Heading, 1));
}

#[test]
fn a_title_alone_on_its_page_does_not_go_on_to_the_next() {
    let cover = [(180.0, 22.0, "青禾县林业局绩效评价报告")];
    let last = [(200.0, 22.0, "第五部分 附件")];
    let s = of_pdf(&[&page_of(&[]), &last, &cover]);
    let found: Vec<&str> =
        texts(&s).into_iter().filter(|text| text.contains("附件") || text.contains("报告")).collect();
    assert_eq!(found, ["第五部分附件", "青禾县林业局绩效评价报告"]);
}

#[test]
fn who_speaks_where_and_who_made_the_document_are_no_titles() {
    let lines = page_of(&[
        (190.0, 22.0, "青禾县预算执行情况报告"),
        (177.0, 18.0, "——在青禾县人民代表大会会议上"),
        (240.0, 18.0, "青禾县财政局局长"),
        (249.0, 18.0, "青禾县财政局制"),
    ]);
    let s = of_pdf(&[&lines]);
    let kinds: Vec<SectionKind> = s.iter().take(4).map(|s| s.kind).collect();
    use SectionKind::{Heading, Paragraph};
    assert_eq!(kinds, [Heading, Paragraph, Paragraph, Paragraph], "{:?}", texts(&s));
}

#[test]
fn a_page_of_entries_is_a_list_and_its_part_keeps_its_title() {
    let entries = [
        (200.0, 22.0, "第二部分 预算报表"),
        (112.0, 16.0, "一、一般公共预算"),
        (112.0, 16.0, "1.2026年青禾县收入表"),
        (112.0, 16.0, "关于2026年青禾县收入的说明"),
        (112.0, 16.0, "2.2026年青禾县支出表"),
        (112.0, 16.0, "关于2026年青禾县支出的说明"),
        (112.0, 16.0, "二、政府性基金预算"),
        (112.0, 16.0, "3.2026年青禾县基金收入表"),
        (112.0, 16.0, "4.2026年青禾县基金支出表"),
    ];
    let s = of_pdf(&[&page_of(&[]), &entries]);
    let at = s.iter().position(|s| s.text.starts_with("第二部分")).expect("the part");
    assert_eq!(s[at].kind, SectionKind::Heading);
    assert!(s[at + 1..].iter().all(|s| s.kind == SectionKind::ListItem), "{:?}", kinds(&s));
}

#[test]
fn each_entry_of_the_contents_is_an_item() {
    let contents = [
        (200.0, 22.0, "目录"),
        (80.0, 16.0, "1青禾县一般公共预算收入表……………第1页"),
        (80.0, 16.0, "2青禾县一般公共预算支出表……………第3页"),
        (80.0, 16.0, "青禾县一般公共预算转移支付分地区表（代编）"),
        (80.0, 16.0, "······························（24）"),
        (80.0, 16.0, "青禾县政府性基金预算收入表（代编）····（25）"),
        (80.0, 16.0, "青禾县政府性基金预算支出表（代编）····（26）"),
    ];
    let s = of_pdf(&[&contents, &page_of(&[])]);
    let entries: Vec<&str> = s.iter().filter(|s| s.kind == SectionKind::ListItem).map(|s| s.text.as_str()).collect();
    assert_eq!(entries.len(), 5, "{:?}", texts(&s));
    assert!(entries[2].starts_with("青禾县一般公共预算转移") && entries[2].ends_with("（24）"), "{:?}", texts(&s));
}

#[test]
fn items_of_a_list_stand_under_items() {
    let s = of_pdf(&[&page_of(&[
        (112.0, 16.0, "一、收入情况"),
        (112.0, 16.0, "（一）财政拨款收入12.50万元。"),
        (112.0, 16.0, "1.一般公共预算收入10.00万元。"),
        (112.0, 16.0, "2.政府性基金收入2.50万元。"),
        (112.0, 16.0, "（二）其他收入3.00万元。"),
    ])]);
    let at = |start: &str| s.iter().find(|s| s.text.starts_with(start)).unwrap();
    let parents = ["（一）", "1.", "2.", "（二）"].map(|start| at(start).parent_id.clone());
    let id = |start: &str| Some(at(start).section_id.clone());
    assert_eq!(parents, [id("一、"), id("（一）"), id("（一）"), id("一、")]);
}

#[test]
fn a_footnote_does_not_cut_the_paragraph_above_it() {
    let mut first = page_of(&[(112.0, 16.0, "一、总体情况")]);
    first.push((112.0, 16.0, "全县收入按照同口径¹增长，其中县本级的收入和支出按照年初的"));
    first.push((80.0, 9.0, "¹同口径：扣除体制调整的影响。"));
    let s = of_pdf(&[&first, &[(80.0, 16.0, "预算执行，没有超出预算的支出。"), (112.0, 16.0, "特此说明。")]]);
    let joined = s.iter().find(|s| s.text.contains("同口径¹")).map(|s| s.text.as_str());
    assert_eq!(joined, Some("全县收入按照同口径¹增长，其中县本级的收入和支出按照年初的预算执行，没有超出预算的支出。"));
    let note = s.iter().find(|s| s.kind == SectionKind::Footnote).map(|s| (s.text.as_str(), s.page_start));
    assert_eq!(note, Some(("¹同口径：扣除体制调整的影响。", Some(1))));
    // That of another page is another.
    let of_page = |note| [(80.0, 16.0, "二、收入情况按照年初的预算执行说明如下。"), (80.0, 9.0, note)];
    let s = of_pdf(&[&of_page("¹同口径：扣除体制调整的影响，下同"), &of_page("²按照四舍五入作了处理。")]);
    assert_eq!(s.iter().filter(|s| s.kind == SectionKind::Footnote).count(), 2);
}

#[test]
fn a_title_above_the_parts_and_one_between_them_are_of_the_first_depth() {
    let s = of_pdf(&[
        &page_of(&[(238.0, 22.0, "一、文字部分"), (224.0, 20.0, "第一部分部门概况"), (112.0, 16.0, "一、主要职责")]),
        &[(214.0, 20.0, "青禾县林业局决算表")],
        &page_of(&[(224.0, 20.0, "第三部分情况说明"), (112.0, 16.0, "一、收入情况说明")]),
        &[(238.0, 22.0, "二、表格部分")],
    ]);
    let level = |text: &str| s.iter().find(|s| s.text == text).map(|s| s.level);
    assert_eq!(level("一、文字部分"), Some(1));
    assert_eq!(level("二、表格部分"), Some(1));
    assert_eq!(level("一、主要职责"), Some(2));
    assert_eq!(level("青禾县林业局决算表"), Some(1));
}

#[test]
fn the_rest_of_an_entry_set_in_below_it_belongs_to_it() {
    let s = of_pdf(&[&[
        (80.0, 16.0, "1.育林项目资金绩效评价报告"),
        (80.0, 16.0, "2.省级森林防火物资储备项"),
        (96.0, 16.0, "目绩效评价报告"),
        (80.0, 16.0, "3.林区道路项目资金绩效评价报告"),
        (80.0, 16.0, "4.苗圃项目资金绩效评价报告"),
    ]]);
    assert!(texts(&s).contains(&"2.省级森林防火物资储备项目绩效评价报告"), "{:?}", texts(&s));
}

#[test]
fn hostile_input_is_borne() {
    assert!(of_dump("").is_empty());
    assert!(of_pdf(&[&[], &[]]).is_empty());
    assert!(!of_pdf(&[&[(f32::NAN, 0.0, "甲"), (f32::INFINITY, f32::NAN, "（（（")]]).is_empty());
    assert!(!of_dump("（（（\n》》》\n…………\n第\n①").is_empty());
}

#[test]
fn a_page_with_a_margin_of_its_own_has_its_own_edge() {
    let far_left: Vec<(f32, f32, String)> = (0..12)
        .map(|i| (16.0, 16.0, format!("第{i}类苗木的培育与管护由各林场按照年度计划组织实施并报县局备案")))
        .collect();
    let far_left: Vec<(f32, f32, &str)> = far_left.iter().map(|(x, size, text)| (*x, *size, text.as_str())).collect();
    let found = of_pdf(&[
        &far_left,
        &[
            (112.0, 16.0, "2025年县级林业收入调整预算数（简称预算数）为2391.8"),
            (80.0, 16.0, "亿元，执行数为2304.62亿元，较上年执行数下降1.9%，为预"),
            (80.0, 16.0, "算数的96.4%。"),
            (112.0, 16.0, "育苗收入预算数为1965.4亿元，执行数为1906.95亿元，增长"),
            (80.0, 16.0, "3.1%，为预算数的97%，主要是受外部环境变化影响加深、市"),
            (80.0, 16.0, "场调整、价格指数下行等因素影响，育苗收入不及预期。"),
            (112.0, 16.0, "护林收入预算数为1089.1亿元，执行数为1048.99亿元，增长"),
            (80.0, 16.0, "2.7%，为预算数的96.3%，主要是受需求不足影响。"),
        ],
    ]);
    let own: Vec<&str> = texts(&found).into_iter().filter(|text| text.contains("亿元")).collect();
    assert_eq!(own.len(), 3, "{own:?}");
    assert!(own[0].contains("为2391.8亿元，执行数"), "{own:?}");
}

#[test]
fn a_line_that_begins_with_a_full_stop_goes_on() {
    let found = of_pdf(&[&[
        (112.0, 16.0, "7.负责苗木基金、护林资金的财务收支审计和林区道路养护费的"),
        (80.0, 16.0, "监督检查工作并按年度报告县政府"),
        (80.0, 16.0, "。优化林场人员结构。"),
        (112.0, 16.0, "8.承办县政府交办的其他事项。"),
    ]]);
    assert_eq!(found.len(), 2, "{:?}", texts(&found));
}

#[test]
fn a_long_line_of_a_note_goes_on_where_no_text_tells_the_column() {
    let first = "备注：县级收到的补助含全年预算调整以后省级陆续下达的苗圃维护和林道改造资金，按照上级";
    let s = of_pdf(&[&[(60.0, 11.0, first), (60.0, 11.0, "要求列入其他林业支出。")]]);
    assert_eq!(texts(&s).len(), 1);
}
