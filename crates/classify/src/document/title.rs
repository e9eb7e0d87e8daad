//! The title of a document, and the family it tells.

use crate::document::public_body::is_organisation;
use crate::forms::by_title::names_level;
use crate::vocabulary::document_type_in;
use gongkai_model::disclosure::DocType;
use gongkai_model::layout::{Section, SectionKind};
use gongkai_model::table::Table;
use gongkai_normalize::chars::{comparison_key, is_ideograph};
use gongkai_normalize::document_number;
use gongkai_normalize::year::find_years;
use std::collections::BTreeSet;

/// Sections at the start of a document that may hold its title.
const TITLE_SECTIONS: usize = 12;

/// Longest title in characters.
const LONGEST_TITLE: usize = 90;

/// Title and family, which the recognition of forms needs first.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Identity {
    pub(crate) title: Option<String>,
    pub(crate) doc_type: DocType,
}

/// Reads title and family from the first headings, else from the first table's title. The file's name is no evidence
/// of the family: published files often carry the name of another document.
pub(crate) fn identify(sections: &[Section], tables: &[Table]) -> Identity {
    let (lines, titles) = title_candidates(sections, tables);
    let typed = |title: &String| doc_type_of(title).map(|doc_type| (Some(title.clone()), doc_type));
    // A page of contents tells the family, and its lines are no title.
    let by_contents = || early_sections(sections).find_map(|s| doc_type_of(&s.text)).map(|doc_type| (None, doc_type));
    // What an agency rates is a company or a bond, whatever budgets its report tells of.
    let rated = early_sections(sections).any(|section| section.text.contains("评级报告"));
    let found = lines.iter().find_map(typed).or_else(by_contents).or_else(|| titles.iter().find_map(typed));
    let found = found.or_else(|| government_by_titles(tables).map(|doc_type| (dated_line(sections), doc_type)));
    let found = found.filter(|_| !rated);
    let (title, doc_type) = found.unwrap_or_else(|| {
        let title = title_of_paper(sections).or_else(|| titles.into_iter().chain(first_line(sections)).next());
        (title, DocType::Unknown)
    });
    let title = title.filter(|title| !is_part(title) && !is_first_of_many(title, tables)).map(without_list_number);
    Identity { title, doc_type }
}

/// Fewest tables of a level of government by which a document is told to be a government's.
const FEWEST_OF_GOVERNMENT: usize = 3;

/// Funds that a government budgets and a department only gets money from.
const FUNDS: &[&str] = &["一般公共预算", "政府性基金", "国有资本经营", "社会保险基金"];

/// 2024年省级一般公共预算收支决算总表, 2024年全省政府性基金收入决算表: whose tables they are, where nothing else tells.
fn government_by_titles(tables: &[Table]) -> Option<DocType> {
    let titles = tables.iter().filter_map(|table| table.title.as_deref()).map(comparison_key);
    let of_level = |key: &String| {
        let whole = ["全省", "全市", "全区", "全县", "全州", "本级"].iter().any(|word| key.contains(word));
        (whole || names_level(key)) && FUNDS.iter().any(|fund| key.contains(fund)) && !key.contains("部门")
    };
    let (mut titled, mut own, mut settled) = (0, 0, 0);
    for key in titles {
        titled += 1;
        own += usize::from(of_level(&key));
        settled += usize::from(of_level(&key) && key.contains("决算"));
    }
    let told = own >= FEWEST_OF_GOVERNMENT && own * 4 >= titled;
    told.then_some(if settled * 2 > own { DocType::GovernmentFinalAccounts } else { DocType::GovernmentBudget })
}

/// The first line with a year that speaks of a budget or of accounts.
fn dated_line(sections: &[Section]) -> Option<String> {
    let told = |text: &str| !find_years(text).is_empty() && ["预算", "决算"].iter().any(|word| text.contains(word));
    let mut lines = early_sections(sections).take_while(|s| comparison_key(&s.text) != "目录");
    lines.find(|s| told(&s.text) && !is_contents(&s.text)).map(|s| s.text.trim().to_owned())
}

/// Fewest titled tables of which the first does not name them all.
const MANY_TABLES: usize = 5;

/// Whether a title is that of one of many tables.
fn is_first_of_many(title: &str, tables: &[Table]) -> bool {
    let titles: BTreeSet<&str> = tables.iter().filter_map(|table| table.title.as_deref()).collect();
    titles.len() >= MANY_TABLES && titles.contains(title)
}

/// The lines a document's title was read from are headings, whatever they look like.
pub(crate) fn mark_title(title: Option<&str>, sections: &mut [Section]) {
    let Some(title) = title.map(comparison_key).filter(|title| !title.is_empty()) else { return };
    let first_page = sections.iter().find_map(|s| s.page_start);
    let early = sections.iter_mut().take(TITLE_SECTIONS).take_while(|s| s.page_start == first_page);
    let of_title = |section: &Section| {
        let key = comparison_key(&section.text);
        key.chars().count() >= SHORTEST_TITLE_LINE && title.contains(&key)
    };
    // The issuer's name below the text is no title, though the title begins with it.
    let lines = early.skip_while(|section| !of_title(section)).take_while(|section| !ends_as_text(&section.text));
    for section in lines.filter(|section| section.kind == SectionKind::Paragraph && of_title(section)) {
        section.kind = SectionKind::Heading;
        section.level = 1;
    }
}

/// Whether a section ends as the text below a title does, and no line of a title.
fn ends_as_text(text: &str) -> bool {
    text.trim_end().ends_with(['。', '：', ':', '；'])
}

/// Shortest line of a title on several lines, in characters.
const SHORTEST_TITLE_LINE: usize = 6;

/// 第二部分 2024年度部门预算表: a line of the contents tells the family and is no title.
fn is_part(title: &str) -> bool {
    let key = comparison_key(title);
    key.starts_with('第') && key.chars().take(5).any(|c| c == '部')
}

/// `34 某省2025年…表`: the number of a place in a list of places, in front of its name.
pub(crate) fn without_list_number(title: String) -> String {
    let rest = title.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = title.len() - rest.len();
    let place = rest.trim_start();
    let is_number = (1..=3).contains(&digits) || digits == 4 && !title.starts_with("20");
    if is_number && crate::document::region::region_of(place).is_some() { place.to_owned() } else { title }
}

/// 43 before 湖南省…表: a number that is the code of the place, and not that of a form.
pub(crate) fn is_code_of_place(number: &str, title: &str) -> bool {
    let code = crate::document::region::region_of(title).map(|region| region.code);
    number.len() >= 2
        && code.is_some_and(|code| code.starts_with(number) && code.trim_end_matches('0').len() <= number.len())
}

/// Lines of the first page that may be a title.
fn early_sections(sections: &[Section]) -> impl Iterator<Item = &Section> {
    first_page_lines(sections, TITLE_SECTIONS)
}

/// Short lines among the first sections, as many as stand on the first page.
fn first_page_lines(sections: &[Section], most: usize) -> impl Iterator<Item = &Section> {
    let first_page = sections.iter().find_map(|s| s.page_start);
    sections
        .iter()
        .take(most)
        .take_while(move |s| s.page_start == first_page)
        .filter(|s| s.text.chars().count() <= LONGEST_TITLE && !s.text.trim().is_empty())
        .filter(|s| s.kind != SectionKind::Footnote && !is_label_line(&s.text))
}

/// What official papers call themselves at the end of their titles: notice, bulletin, report, measures, plan.
const PAPERS: &[&str] = &[
    "通知",
    "通报",
    "通告",
    "公告",
    "公报",
    "报告",
    "意见",
    "决定",
    "批复",
    "复函",
    "办法",
    "细则",
    "规定",
    "方案",
    "规划",
    "目录",
    "清单",
    "纪要",
    "申请表",
];

/// Sections at the start of a document that may hold the title of a paper, below the offices that issue it.
const PAPER_SECTIONS: usize = 30;

/// Shortest title of a paper in characters.
const SHORTEST_PAPER: usize = 8;

/// The title of a paper of no known family: the first line of the first page that ends as their titles do and says what
/// it is about, else the first that ends so; alone or with the line above that it completes. Above it stand a letterhead
/// (某某局文件), the offices that issue it, and its number.
fn title_of_paper(sections: &[Section]) -> Option<String> {
    let lines: Vec<&str> =
        first_page_lines(sections, PAPER_SECTIONS).filter(|s| !is_contents(&s.text)).map(|s| s.text.trim()).collect();
    let names_paper = |text: &str| {
        let key = comparison_key(text);
        let bare = key.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')).map_or(key.as_str(), |(head, _)| head);
        bare.chars().count() >= SHORTEST_PAPER && PAPERS.iter().any(|word| bare.ends_with(word))
    };
    let about = |text: &str| text.contains("关于");
    let papers = || (0..lines.len()).filter(|at| lines.get(*at).is_some_and(|line| names_paper(line)));
    let above = |at: usize| at.checked_sub(1).and_then(|above| lines.get(above)).copied();
    let titled = |at: &usize| lines.get(*at).is_some_and(|line| about(line)) || above(*at).is_some_and(about);
    let at = papers().find(titled).or_else(|| papers().next())?;
    let line = lines.get(at)?;
    // 关于…的 above …通知: the name of the paper went on to a second line.
    Some(match above(at).filter(|above| about(above) && !about(line)) {
        Some(above) => format!("{above}{line}"),
        None => (*line).to_owned(),
    })
}

/// The first line that is words but no sentence, where nothing tells more.
fn first_line(sections: &[Section]) -> Option<String> {
    let words = |s: &&Section| {
        let text = s.text.trim();
        let only_number = || document_number::find_all(text).iter().any(|number| number.raw == text);
        let sentence = text.ends_with(['。', '；', '：', ':', '，']);
        let words = !is_contents(text) && text.chars().any(is_ideograph) && s.number.is_none();
        words && !sentence && !only_number()
    };
    early_sections(sections).find(words).map(|s| s.text.trim().to_owned())
}

/// Texts that may be the title, best first: lines of the first page (also joined, as a cover prints one title on several
/// lines) above its contents, and titles of tables on it.
fn title_candidates(sections: &[Section], tables: &[Table]) -> (Vec<String>, Vec<String>) {
    let early: Vec<&Section> = early_sections(sections)
        .take_while(|s| comparison_key(&s.text) != "目录")
        .filter(|s| !is_contents(&s.text))
        .collect();
    let mut candidates: Vec<String> = Vec::new();
    let cover: Vec<&str> = early
        .iter()
        .take(4)
        .take_while(|s| s.kind == SectionKind::Heading || s.text.chars().count() <= 40)
        .map(|s| s.text.trim())
        .collect();
    for (at, text) in early.iter().enumerate() {
        let whole = title_around(&early, at);
        if doc_type_of(whole.as_deref().unwrap_or(&text.text)).is_none() {
            continue;
        }
        candidates.extend(whole);
        // 某某局 above 2024年部门预算: a cover prints whose and what on two lines.
        let whose = at.checked_sub(1).and_then(|above| early.get(above)).map(|s| s.text.trim());
        let own = text.text.trim();
        if begins_with_year(own)
            && let Some(whose) = whose.filter(|name| is_organisation(&comparison_key(name)))
        {
            candidates.push(format!("{whose}{own}"));
        }
        candidates.push(own.to_owned());
    }
    for count in 2..=cover.len() {
        let joined = cover.get(..count).unwrap_or(&[]).concat();
        if joined.chars().count() <= LONGEST_TITLE && doc_type_of(&joined).is_some() {
            candidates.push(joined);
        }
    }
    // A title that names both the year and an office is worth more than 部门预算 alone.
    candidates.sort_by_key(|c| (find_years(c).is_empty(), c.chars().count() < 8));
    let first_table_page = tables.iter().find_map(|t| t.pages.first()).copied();
    let on_it = tables.iter().take(3).filter(|t| t.pages.first().copied() == first_table_page);
    (candidates, on_it.filter_map(|table| table.title.clone()).filter(|t| !t.is_empty()).collect())
}

/// The title that a line is a part of, where it stands on several lines: 某市2025年预算执行 / 情况和2026年预算草案.
fn title_around(early: &[&Section], at: usize) -> Option<String> {
    let line = |at: usize| early.get(at).map(|section| section.text.trim());
    let mut first = at;
    while first > 0 && line(first - 1).zip(line(first)).is_some_and(|(above, below)| is_title_cut(above, below)) {
        first -= 1;
    }
    let mut last = at;
    while line(last).zip(line(last + 1)).is_some_and(|(above, below)| is_title_cut(above, below)) {
        last += 1;
    }
    let whole: String = early.get(first..=last)?.iter().map(|section| section.text.trim()).collect();
    (first < last && whole.chars().count() <= LONGEST_TITLE).then_some(whole)
}

/// Whether a line of a title goes on in the one below it: it ends where no title ends, or the other begins where none
/// begins.
fn is_title_cut(above: &str, below: &str) -> bool {
    let plain = |text: &str| !text.contains(['，', '。', '；', '：', ':']);
    let speaks_of_budget = ["预算", "决算"].iter().any(|word| above.contains(word)) && !find_years(above).is_empty();
    let ends_within = ["和", "与", "及", "预算执行", "决算和", "的"].iter().any(|end| above.ends_with(end));
    let begins_within = ["情况", "和", "与", "及", "草案", "（草案）"].iter().any(|start| below.starts_with(start));
    plain(above) && plain(below) && speaks_of_budget && (ends_within || begins_within)
}

/// 2024年部门预算: a title that begins with the year and says no name.
fn begins_with_year(title: &str) -> bool {
    let rest = comparison_key(title);
    let kind = find_years(&rest).first().filter(|year| year.start == 0).and_then(|year| rest.get(year.end..));
    kind.map(|kind| kind.trim_start_matches(['年', '度'])).is_some_and(|kind| {
        ["部门", "单位"].iter().any(|word| kind.starts_with(word))
            && kind.chars().count() <= "部门综合预算公开说明".chars().count()
    })
}

/// 单位名称：…, 预算主管部门：…: a field, not a title.
fn is_label_line(text: &str) -> bool {
    let key = comparison_key(text);
    key.find(':').is_some_and(|at| {
        at > 0 && key.get(..at).is_some_and(|head| head.chars().count() <= 14 && !head.contains("年"))
    })
}

fn is_contents(text: &str) -> bool {
    let key = comparison_key(text);
    key == "目录" || key.contains("....") || key.contains("……")
}

/// Ends of titles of papers that are about others.
const ABOUT_OTHERS: [&str; 6] = ["通知", "批复", "通告", "公报", "通报", "决议"];

fn doc_type_of(title: &str) -> Option<DocType> {
    use DocType::*;
    let key = comparison_key(title);
    // 关于批复2026年部门预算的通知 is about a budget and is none; 债券跟踪评级报告 is an agency's.
    if ABOUT_OTHERS.iter().any(|end| key.ends_with(end)) || key.contains("评级") {
        return None;
    }
    Some(match document_type_in(&key)? {
        "department_final_accounts" => DepartmentFinalAccounts,
        "unit_final_accounts" => UnitFinalAccounts,
        "government_final_accounts" => GovernmentFinalAccounts,
        "department_budget" => DepartmentBudget,
        "unit_budget" => UnitBudget,
        "government_budget" => GovernmentBudget,
        "budget_execution_report" => BudgetExecutionReport,
        "project_performance_targets" => ProjectPerformanceTargets,
        "overall_performance_targets" => OverallPerformanceTargets,
        "project_self_evaluation" => ProjectSelfEvaluation,
        "overall_self_evaluation" => OverallSelfEvaluation,
        "performance_evaluation_report" => PerformanceEvaluationReport,
        "government_debt_disclosure" => GovernmentDebtDisclosure,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(text: &str) -> Section {
        Section { kind: SectionKind::Heading, text: text.to_owned(), page_start: Some(1), ..Section::default() }
    }

    #[test]
    fn the_code_of_a_place_is_no_number_of_a_form() {
        assert!(is_code_of_place("43", "湖南省2024年地方政府债务余额情况表"));
        assert!(
            !is_code_of_place("12", "湖南省2024年地方政府债务余额情况表") && !is_code_of_place("43", "债务余额情况表")
        );
    }

    #[test]
    fn families_are_told_by_title() {
        let family = |title: &str| identify(&[heading(title)], &[]).doc_type;
        assert_eq!(family("青山市档案局2024年度部门决算"), DocType::DepartmentFinalAccounts);
        assert_eq!(family("2026年青山市档案馆单位预算"), DocType::UnitBudget);
        assert_eq!(family("青山市财政局关于批复2026年部门预算的通知"), DocType::Unknown);
        assert_eq!(family("青山市档案投资公司债券情况跟踪评级报告"), DocType::Unknown);
        assert_eq!(family("项目支出绩效目标表（含转移支付项目）"), DocType::ProjectPerformanceTargets);
        assert_eq!(family("关于青山市2025年预算执行情况和2026年预算草案的报告"), DocType::BudgetExecutionReport);
        assert_eq!(family("青山市2024年政府债务限额及余额情况"), DocType::GovernmentDebtDisclosure);
        assert_eq!(family("关于召开会议的通知"), DocType::Unknown);
    }

    #[test]
    fn parts_and_numbers_are_no_titles() {
        let identity = identify(&[heading("第二部分2024年度部门预算表")], &[]);
        assert_eq!((identity.title, identity.doc_type), (None, DocType::DepartmentBudget));
        let identity = identify(&[heading("34 安徽省2025年地方政府债务余额情况表")], &[]);
        assert_eq!(identity.title.as_deref(), Some("安徽省2025年地方政府债务余额情况表"));
        // Cities with a plan of their own have four digits; so have years.
        let title = |text: &str| identify(&[heading(text)], &[]).title;
        let of_city = "厦门市2025年地方政府债务余额情况表";
        assert_eq!(title(&format!("3502{of_city}")).as_deref(), Some(of_city));
        let dated = "2025厦门市地方政府债务余额情况表";
        assert_eq!(title(dated).as_deref(), Some(dated));
    }

    #[test]
    fn a_cover_on_two_lines_is_one_title() {
        let identity = identify(&[heading("青山市档案局"), heading("2024年度部门决算")], &[]);
        assert_eq!(identity.title.as_deref(), Some("青山市档案局2024年度部门决算"));
        assert_eq!(identity.doc_type, DocType::DepartmentFinalAccounts);
    }

    #[test]
    fn a_title_cut_within_its_words_is_one() {
        let identity = identify(&[heading("青山市2025年预算执行"), heading("情况和2026年预算草案")], &[]);
        assert_eq!(identity.title.as_deref(), Some("青山市2025年预算执行情况和2026年预算草案"));
        assert_eq!(identity.doc_type, DocType::BudgetExecutionReport);
        let identity = identify(&[heading("2025年地方财政预算执行情况和"), heading("2026年地方财政预算草案")], &[]);
        assert_eq!(identity.title.as_deref(), Some("2025年地方财政预算执行情况和2026年地方财政预算草案"));
        let identity = identify(&[heading("青山市2025年部门预算"), heading("青山市财政局")], &[]);
        assert_eq!(identity.title.as_deref(), Some("青山市2025年部门预算"));
    }

    #[test]
    fn a_contents_page_and_the_first_of_many_tables_give_no_title() {
        let item = |text: &str| Section { kind: SectionKind::ListItem, ..heading(text) };
        let identity = identify(&[heading("目录"), item("2025年一般公共预算执行情况表")], &[]);
        assert_eq!(identity.title, None);
        let titles =
            ["收入", "支出", "平衡", "转移支付", "专项"].map(|kind| format!("2023年全市一般公共预算{kind}决算表"));
        let tables = titles.map(|title| Table { title: Some(title), ..Table::default() });
        assert_eq!(identify(&[], &tables).title, None);
        assert_eq!(identify(&[], &tables[..1]).title, tables[0].title);
    }

    #[test]
    fn the_lines_of_the_title_are_headings() {
        let line = |text: &str| Section { kind: SectionKind::Paragraph, ..heading(text) };
        let mut sections = [line("第5版"), line("关于青山市2025年预算执行情况的报告"), line("各位代表：")];
        mark_title(Some("关于青山市2025年预算执行情况的报告"), &mut sections);
        let kinds: Vec<_> = sections.iter().map(|s| s.kind).collect();
        assert_eq!(kinds, [SectionKind::Paragraph, SectionKind::Heading, SectionKind::Paragraph]);
    }
    #[test]
    fn a_paper_of_no_family_is_named_by_its_kind() {
        let line = |text: &str| Section { kind: SectionKind::Paragraph, ..heading(text) };
        let title = |lines: &[&str]| {
            let sections: Vec<_> = lines.iter().map(|text| line(text)).collect();
            identify(&sections, &[]).title
        };
        let notice = "青山市档案局等3部门关于印发《青山市档案开放细则》的通知";
        let printed = ["ZJAC01-2025-0010", "青山市档案局文件", "青档发〔2025〕7号", notice, "各县、区人民政府："];
        assert_eq!(title(&printed).as_deref(), Some(notice));
        assert_eq!(
            title(&["关于公布青山市", "重大行政决策事项目录"]).as_deref(),
            Some("关于公布青山市重大行政决策事项目录")
        );
        let gazette = ["青山市人民政府公报", "2026年第2期", notice, "各县、区人民政府："];
        assert_eq!(title(&gazette).as_deref(), Some(notice));
        assert_eq!(title(&["青档发〔2025〕7号", "各县、区档案局："]), None);
        assert_eq!(title(&["HBGS-2026-2", "青档发〔2025〕7号", "青山市档案志"]).as_deref(), Some("青山市档案志"));
    }
}
