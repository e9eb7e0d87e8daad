//! Who published a document: the organisation named behind a label such as 单位名称, or inside the title.

use crate::document::public_body::is_organisation;
use crate::document::region::{place_at_head, province_of, region_of};
use gongkai_model::disclosure::{DocType, Document, Region};
use gongkai_model::layout::Section;
use gongkai_model::page::Extraction;
use gongkai_model::table::Table;
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::numeral::parse_numeral;
use gongkai_normalize::unit::MoneyUnit;
use gongkai_normalize::value::is_unit;
use gongkai_normalize::year::find_years;

/// Labels before the name of an organisation, and what the name is.
const ORGANISATION_LABELS: &[&str] = &[
    "单位名称",
    "部门名称",
    "编制单位",
    "编制部门",
    "预算单位",
    "预算部门",
    "预算主管部门",
    "部门(单位)名称",
    "部门(单位)",
    "部门/单位",
    "公开部门",
    "公开单位",
    "填报单位",
    "填报部门",
    "评价项目单位",
    "被评价单位",
    "项目单位",
    "部门",
    "单位",
    "实施单位",
];

/// Fills issuer, budget unit, supervising department and region.
pub(crate) fn set_organisation(
    document: &mut Document,
    extraction: &Extraction,
    sections: &[Section],
    tables: &[Table],
) {
    let mut labelled: Option<String> = None;
    let mut supervising: Option<String> = None;
    let texts = sections
        .iter()
        .take(60)
        .map(|s| s.text.as_str())
        .chain(tables.iter().flat_map(|t| t.organisation.iter().chain(&t.title).chain(&t.notes).map(String::as_str)))
        .chain(extraction.pages.iter().take(6).flat_map(|p| p.dump_lines.iter().take(200).map(|l| l.text.as_str())));
    for text in texts.filter(|t| t.chars().count() <= 120) {
        if labelled.is_none() {
            labelled = organisation_in(text, ORGANISATION_LABELS);
        }
        if supervising.is_none() {
            supervising = organisation_in(text, &["预算主管部门", "主管部门", "项目主管部门"]);
        }
    }
    for table in tables.iter().take(40) {
        for cell in table.cells.iter().filter(|c| c.row < 6) {
            if labelled.is_none() && cell.text.contains(['：', ':']) {
                labelled = organisation_in(&cell.text, ORGANISATION_LABELS);
            }
            let key = comparison_key(&cell.text);
            let beside = || {
                let at = (cell.row, cell.col.saturating_add(cell.col_span.max(1)));
                table.cells.iter().find(|c| (c.row, c.col) == at).map(|c| c.text.trim().to_owned())
            };
            match key.as_str() {
                "实施单位" | "部门名称" | "部门(单位)名称" | "预算单位" if labelled.is_none() => {
                    labelled = beside().filter(|t| is_name(t) && is_body(t));
                }
                "主管部门" => {
                    // One form may print the name whole that another cuts: 某市林业, 某市林业局.
                    let whole = |name: &String| {
                        supervising
                            .as_ref()
                            .is_none_or(|known| name.len() > known.len() && name.starts_with(known.as_str()))
                    };
                    if let Some(name) = beside().filter(|t| is_name(t) && is_body(t) && whole(t)) {
                        supervising = Some(name);
                    }
                }
                _ => {}
            }
        }
    }
    let known = document.doc_type != DocType::Unknown;
    // A paper of no known family may be about a place or a company and not from it.
    let from_title = |name: &String| {
        let place = || place_at_head(name).is_some_and(|(_, rest)| rest.is_empty());
        let issues = || !NO_ISSUERS.iter().any(|word| name.contains(word));
        known || is_organisation(&comparison_key(name)) && issues() || place()
    };
    let in_title = document.title.as_deref().and_then(organisation_of_title).filter(from_title);
    let unnamed = in_title.is_none() && labelled.is_none();
    let in_text = if unnamed { organisation_of_text(document.doc_type, sections, tables) } else { None };
    let in_title = in_title.or(in_text).map(|name| without_summary(&name).to_owned());
    let labelled = labelled.map(|name| without_summary(&name).to_owned());
    document.budget_unit = labelled.clone().or_else(|| in_title.clone());
    // A title that names only the place leaves the office to the label.
    let place_only = |name: &String| !is_organisation(&comparison_key(name));
    document.issuer = match (in_title, labelled) {
        (Some(title), Some(label)) if place_only(&title) => Some(label),
        (title, label) => title.or(label),
    };
    // Departments named in the tables of a government are not above it.
    // Forms of a department's own projects name the department itself.
    let own = |name: &String| [&document.issuer, &document.budget_unit].into_iter().flatten().any(|own| own == name);
    let above = supervising.filter(|name| !is_of_government(document.doc_type) && !own(name));
    document.supervising_department = above.or_else(|| department_in_text(document.doc_type, sections));
    let places = [&document.issuer, &document.budget_unit, &document.title];
    document.region = places.into_iter().flatten().find_map(|name| region_of(&strip_year(name)));
}

/// Sections at the head of a document in which a unit tells what it is.
const FIRST_SECTIONS: usize = 60;

/// 青山市档案中心是青山市档案局下属事业单位: the department a unit says it belongs to.
fn department_in_text(doc_type: DocType, sections: &[Section]) -> Option<String> {
    if !matches!(doc_type, DocType::UnitBudget | DocType::UnitFinalAccounts) {
        return None;
    }
    sections.iter().take(FIRST_SECTIONS).find_map(|section| {
        let at = ["下属", "所属", "直属"].iter().filter_map(|word| section.text.find(word)).min()?;
        let (before, behind) = section.text.split_at_checked(at)?;
        let unit = behind.chars().take(LONGEST_KIND).collect::<String>().contains("单位");
        let name = before.rsplit(['是', '为', '系', '，', '。', '；']).next()?.trim();
        let named = unit && before.len() > name.len() && is_name(name) && is_organisation(&comparison_key(name));
        named.then(|| name.to_owned())
    })
}

/// Characters in which 下属财政全额拨款的事业单位 says that it is a unit.
const LONGEST_KIND: usize = 20;

/// （汇总） (consolidated) says which figures these are, not whose.
fn without_summary(name: &str) -> &str {
    let name = name.trim_end();
    ["（汇总）", "(汇总)"].iter().find_map(|tail| name.strip_suffix(tail)).unwrap_or(name).trim_end()
}

/// Sections that may speak of the organisation by name.
const TEXT_SECTIONS: usize = 120;

/// The organisation of a document that names none in its title or behind a label: of a government, the place its tables
/// are titled for or list first; of a department, the name before the year that most paragraphs begin with.
fn organisation_of_text(doc_type: DocType, sections: &[Section], tables: &[Table]) -> Option<String> {
    if is_of_government(doc_type) {
        if let Some(place) = sections.iter().take(FIRST_SECTIONS).find_map(|section| place_of_compiler(&section.text)) {
            return Some(place);
        }
        if let Some(place) = sections.iter().take(FIRST_SECTIONS).find_map(|section| place_of_congress(&section.text)) {
            return Some(place);
        }
        let titles = tables.iter().filter_map(|table| table.title.as_deref());
        let place = |name: &str| region_of(&strip_year(name)).map(|region| region.name);
        // The widest place that a table of places begins with: its whole.
        let widest = || tables.iter().filter_map(first_place).min_by_key(|region| significant_digits(&region.code));
        // 2024年全省…决算表: the cities its tables list are its parts.
        let of_province = titles.clone().any(|title| PROVINCIAL.iter().any(|word| title.contains(word)));
        let whole = || if of_province { province_of(&widest()?) } else { widest() };
        return most_frequent(titles.filter_map(place)).or_else(|| whole().map(|region| region.name));
    }
    let beginnings = sections.iter().take(TEXT_SECTIONS).filter_map(|section| {
        let year = find_years(&section.text).first()?.start;
        let named = year > 0 && year <= LONGEST_NAME && section.text.get(year..)?.contains("预算");
        named.then(|| organisation_of_title(&section.text)).flatten()
    });
    let told = sections.iter().take(TEXT_SECTIONS).find_map(|section| told_of(&section.text));
    told.or_else(|| most_frequent(beginnings))
}

/// 青山市档案局主要职责包括: the organisation whose duties are told.
fn told_of(text: &str) -> Option<String> {
    let name =
        ["的主要职责", "主要职责", "的主要职能", "主要职能"].iter().find_map(|word| Some(text.split_once(word)?.0))?;
    let name = name.rsplit(['、', '，', '。', ' ', '）']).next()?.trim();
    (is_name(name) && is_body(name) && name.chars().count() >= 5).then(|| name.to_owned())
}

/// 在青山市第八届人民代表大会第六次会议上: the place whose congress a report was made to.
fn place_of_congress(text: &str) -> Option<String> {
    if !text.contains("人民代表大会") {
        return None;
    }
    let behind = text.rsplit_once('在').map_or(text, |(_, behind)| behind);
    let (place, rest) = place_at_head(behind.trim())?;
    rest.starts_with('第').then_some(place.name)
}

/// The place whose office of finance compiled the tables: 某省财政厅编制 on a cover.
fn place_of_compiler(text: &str) -> Option<String> {
    let office = text.trim().strip_suffix("编制").or_else(|| text.trim().strip_suffix("编印"))?.trim_end();
    let of_finance = ["财政局", "财政厅", "人民政府"].iter().any(|end| office.ends_with(end));
    region_of(office).filter(|_| of_finance && is_name(office)).map(|region| region.name)
}

/// Words of titles of tables of a province.
const PROVINCIAL: &[&str] = &["全省", "省本级", "省级", "自治区本级", "自治区各地", "全自治区"];

/// Whether documents of a family are published by a government as a whole.
fn is_of_government(doc_type: DocType) -> bool {
    use DocType::*;
    matches!(doc_type, GovernmentFinalAccounts | GovernmentBudget | BudgetExecutionReport | GovernmentDebtDisclosure)
}

/// Longest name before a year, in bytes.
const LONGEST_NAME: usize = 90;

/// The place in the first row of a table of places.
fn first_place(table: &Table) -> Option<Region> {
    let column = table.columns.iter().find(|column| column.field.as_deref() == Some("region"))?;
    let cells = table.cells.iter().filter(|cell| cell.col == column.index && cell.row >= table.header_rows);
    let first = cells.min_by_key(|cell| cell.row)?;
    region_of(first.text.trim())
}

/// Digits of a place code before the zeros: 2 of a province, 4 of a city, 6 of a county.
fn significant_digits(code: &str) -> usize {
    code.trim_end_matches('0').len().next_multiple_of(2)
}

/// The name that occurs most often, the first one among equals; once is enough for no claim.
fn most_frequent(names: impl Iterator<Item = String>) -> Option<String> {
    let mut counts: Vec<(String, u32)> = Vec::new();
    for name in names {
        match counts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => counts.push((name, 1)),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().filter(|most| *most > 1)?;
    counts.into_iter().find(|(_, count)| *count == most).map(|(name, _)| name)
}

/// The organisation behind one of `labels` and a colon; a second field on the same line ends it.
fn organisation_in(text: &str, labels: &[&str]) -> Option<String> {
    let colon = text.find(['：', ':'])?;
    let head = comparison_key(text.get(..colon)?);
    if !labels.contains(&head.as_str()) {
        return None;
    }
    let rest = text.get(colon..)?.trim_start_matches(['：', ':', ' ', '\u{3000}']);
    let mut end = rest.len();
    for stop in ["单位：", "单位:", "单位 ：", "单位 :", "金额单位", "保密审查", "\t", "  "] {
        if let Some(at) = rest.find(stop) {
            end = end.min(at);
        }
    }
    let name = rest.get(..end)?.trim();
    is_name(name).then(|| gongkai_normalize::blanks::tidy_blanks(name))
}

fn is_name(text: &str) -> bool {
    let count = text.chars().count();
    (3..=40).contains(&count)
        && text.chars().any(gongkai_normalize::chars::is_ideograph)
        && !text.contains(['：', ':', '。', '；'])
        // 单位：亿元, 单位：张、人; and 亿元 with the header behind it.
        && !text.starts_with("亿元")
        && !text.starts_with("万元")
        && !text.split(['、', '/']).all(|part| MoneyUnit::parse(part).is_some() || is_unit(part))
}

/// The organisation inside a title: what is left without the year and the name of the document.
fn organisation_of_title(title: &str) -> Option<String> {
    let text = gongkai_normalize::blanks::tidy_blanks(title);
    let mut rest = text.as_str();
    // From the last opening of a number or 关于 on.
    rest = rest.strip_prefix("关于").unwrap_or(rest);
    rest = rest.trim_start_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '年' | '度' | ' ' | '附' | '件' | '：' | ':' | '表' | '-')
    });
    let stops = [
        "部门整体",
        "部门综合预算",
        "部门预算",
        "部门决算",
        "单位预算",
        "单位决算",
        "项目支出",
        "整体支出",
        "财政项目",
        "决算",
        "预算",
        "绩效",
        "专项资金",
        "财政支出",
        "地方政府",
        "政府预算",
        "全市",
        "全省",
        "全区",
        "本级",
        "区级",
        "收支",
        "收入",
        "支出",
        "一般公共",
        "政府性基金",
        "债务",
        "年",
        "部门",
        "地方",
        "关于",
        "公报",
    ];
    let mut end = rest.len();
    for stop in stops {
        if let Some(at) = rest.find(stop).filter(|at| *at > 0) {
            end = end.min(at);
        }
    }
    // 2023年度 between name and kind: 甲局2023年度部门决算.
    if let Some(year) = find_years(rest).first() {
        end = end.min(year.start);
    }
    let mut name = rest.get(..end)?.trim().trim_end_matches(['(', '（', '·', '《', '“', '"']).to_owned();
    // （本级）, （汇总） belong to the name.
    if let Some(tail) = rest.get(end..)
        && (tail.starts_with("本级）") || tail.starts_with("本级)"))
    {
        name.push_str("（本级）");
    }
    // 某市财政局等3部门: the first of several.
    if let Some((first, _)) = name.rsplit_once('等').filter(|(_, count)| is_count(count)) {
        name = first.to_owned();
    }
    if !(is_name(&name) && is_body(&name)) {
        return None;
    }
    if is_organisation(&comparison_key(&name)) {
        return Some(name);
    }
    // 甘肃省全辖, 黑龙江省和省: of a place nothing follows its name; 某市某公司相关债券 is no place.
    let (place, rest) = place_at_head(&name)?;
    match rest.chars().next() {
        Some(first) if first.is_ascii_digit() || matches!(first, '全' | '和' | '及' | '省' | '本') => {
            Some(place.name)
        }
        _ if NO_ISSUERS.iter().any(|word| rest.contains(word)) => None,
        _ => Some(name),
    }
}

/// 3, 九: a whole number in either script.
fn is_count(text: &str) -> bool {
    text.parse::<u8>().is_ok() || parse_numeral(text).is_some()
}

/// Words of titles behind the name of a place that is not the issuer: what the paper is about.
const NO_ISSUERS: &[&str] = &["债券", "公司", "集团", "债项"];

/// Names of public bodies that name none.
const GENERIC: &[&str] =
    &["地方政府", "自治区政府", "省政府", "市政府", "区政府", "县政府", "人民政府", "各级政府", "自治区人民政府"];

/// Whether a name is that of a public body or of a place.
fn is_body(name: &str) -> bool {
    let key = comparison_key(name);
    !GENERIC.contains(&key.as_str()) && (is_organisation(&key) || region_of(name).is_some())
}

fn strip_year(name: &str) -> String {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '年' | '度' | ' '));
    rest.strip_prefix("关于").unwrap_or(rest).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_tells_the_department_it_belongs_to() {
        let told = |text: &str| {
            let section = Section { text: text.to_owned(), ..Section::default() };
            department_in_text(DocType::UnitBudget, &[section])
        };
        assert_eq!(told("青山市档案中心是青山市档案局下属全额拨款事业单位。").as_deref(), Some("青山市档案局"));
        assert_eq!(told("财政拨款收入：是市级预算主管部门及所属预算单位从财政部门取得的拨款。"), None);
        assert_eq!(told("本单位无下属单位。"), None);
    }

    #[test]
    fn the_organisation_stands_in_the_title_or_behind_a_label() {
        let name = |title| organisation_of_title(title);
        assert_eq!(name("青山市档案局2024年度部门决算").as_deref(), Some("青山市档案局"));
        assert_eq!(name("2026年青山市档案局部门预算").as_deref(), Some("青山市档案局"));
        assert_eq!(name("2026年青山市档案局（本级）部门预算").as_deref(), Some("青山市档案局（本级）"));
        assert_eq!(name("部门预算"), None);
        assert_eq!(name("甘肃省全辖2023年地方政府一般债务余额情况表").as_deref(), Some("甘肃省"));
        assert_eq!(name("2022年黑龙江省和省本级财政决算").as_deref(), Some("黑龙江省"));
        assert_eq!(name("2023年地方政府债务限额及余额决算情况表"), None);
        assert_eq!(name("青山市档案局等3部门关于印发《青山市档案开放细则》的通知").as_deref(), Some("青山市档案局"));
        assert_eq!(name("吉安市青山投资有限公司相关债券2025年跟踪评级报告"), None);
        assert_eq!(
            name("中国共产党北京市委员会宣传部2026年度部门预算信息公开").as_deref(),
            Some("中国共产党北京市委员会宣传部")
        );
        assert_eq!(
            organisation_in("单位名称 ：青山市档案馆 单位：万元", ORGANISATION_LABELS).as_deref(),
            Some("青山市档案馆")
        );
        for text in ["单位：万元", "单位：张、人", "单位：亿元发行时间（年/月）"] {
            assert_eq!(organisation_in(text, ORGANISATION_LABELS), None, "{text}");
        }
    }
}
