//! What stands above a table: its title, form number, unit line and organisation.

use crate::cell_text::glyphs_text;
use crate::fragment::Fragment;
use crate::running_titles::LINES_ABOVE;
use gongkai_model::BBox;
use gongkai_model::layout::{Line, PageLayout};
use gongkai_model::page::Page;
use gongkai_normalize::chars::is_cjk;
use gongkai_normalize::form_number::{form_number, number_before_title, number_behind_title};
use gongkai_normalize::heading::heading_mark;
use gongkai_normalize::join::push_joined;
use gongkai_normalize::unit::{MoneyUnit, find_unit_line};

/// A title is no longer than this.
const TITLE_CHARS: usize = 60;

/// Reads the lines `above` a fragment, given from top to bottom, into what stands around it.
pub(crate) fn look_above(page: &Page, layout: &PageLayout, above: &[usize], top: f32, fragment: &mut Fragment) {
    let mut title_lines: Vec<usize> = Vec::new();
    // What stands in brackets under the title.
    let mut qualifiers: Vec<usize> = Vec::new();
    // A title that shares its line with the unit.
    let mut beside_unit: Option<(usize, String)> = None;
    // The end of an organisation's name that its line broke: 办|公厅.
    let mut rest_of_quiet: Option<(usize, String)> = None;
    // The last character of a line that its cell broke: 单位：万|元.
    let mut broken: Option<(usize, char)> = None;
    for (at, i) in above.iter().enumerate().rev().take(LINES_ABOVE) {
        let line = &layout.lines[*i];
        let mut text = line.text.trim();
        let mut chars = text.chars();
        if let (Some(only), None) = (chars.next(), chars.next())
            && title_lines.is_empty()
            && only != '表'
        {
            broken = Some((*i, only));
            continue;
        }
        let whole = broken.filter(|_| before_unit(text) != text).map(|(_, last)| format!("{text}{last}"));
        if let (Some(whole), Some((at, _))) = (&whole, broken.take()) {
            fragment.around.lines.push(at);
            text = whole;
        }
        let lower = title_lines.last().map_or(top, |t| layout.lines[*t].bbox.y0);
        let distance = lower - line.bbox.y1;
        if distance > 6.0 * line.size.max(8.0) {
            break;
        }
        if title_lines.is_empty() {
            let (before, unit) = unit_of_line(page, layout, line, text);
            if let Some(unit) = unit
                && fragment.around.unit.is_none()
            {
                fragment.around.unit = Some(unit.label().to_owned());
            }
            let number = form_number(before).or_else(|| form_number(before_unit(text)));
            if let Some(number) = number.or_else(|| number_at_end(page, layout, line)) {
                fragment.around.form_number.get_or_insert(number);
                fragment.around.lines.push(*i);
                continue;
            }
            if unit.is_some() || is_quiet(before) {
                let named = is_quiet(before) || is_organisation(before);
                if named || before.is_empty() {
                    fragment.around.lines.push(*i);
                }
                if named {
                    let rest = rest_of_quiet.take().map(|(i, rest)| {
                        fragment.around.lines.push(i);
                        rest
                    });
                    fragment.around.organisation.get_or_insert_with(|| before.to_owned() + &rest.unwrap_or_default());
                } else if is_title(before)
                    && (names_form(before) || is_caption(before) || number_before_title(before).is_some())
                {
                    beside_unit = Some((*i, before.to_owned()));
                }
                continue;
            }
            if is_qualifier(text) {
                qualifiers.push(*i);
                continue;
            }
            if fragment.around.title.is_some() || !(is_title(text) || text == "表") {
                // A short name with the number of the form whose title stands inside: that of its work sheet.
                let number = number_before_title(text).map(|(number, _)| number);
                if number.is_some() && number == fragment.around.form_number && fragment.around.title.is_some() {
                    fragment.around.lines.push(*i);
                }
                break;
            }
            // The unit may stand between, at the other side.
            let before = above.get(at.saturating_sub(2)..at).unwrap_or_default();
            if before.iter().any(|i| is_rest_of_quiet(&layout.lines[*i], line)) {
                rest_of_quiet = Some((*i, text.to_owned()));
                continue;
            }
            if !names_form(text) && stands_below_title(layout, above.get(..at).unwrap_or_default(), line, fragment) {
                continue;
            }
            title_lines.push(*i);
        } else if is_title_continued(layout, *i, &title_lines, fragment) {
            title_lines.push(*i);
        } else {
            if let Some(number) = form_number(text).or_else(|| number_at_end(page, layout, line)) {
                fragment.around.form_number.get_or_insert(number);
                fragment.around.lines.push(*i);
            }
            break;
        }
    }
    if fragment.around.title.is_some() {
        return;
    }
    let title = match (title_lines.last(), beside_unit) {
        (Some(first), _) => Some(line_as_drawn(page, layout, &layout.lines[*first])),
        (None, Some((line, title))) => {
            fragment.around.lines.push(line);
            Some(title)
        }
        (None, None) => None,
    };
    let mut title = title.map_or_else(String::new, |title| fragment.around.number_taken_off(&title));
    for i in title_lines.iter().rev().skip(1) {
        push_joined(&mut title, layout.lines[*i].text.trim());
    }
    let below = qualifiers.iter().rev().map(|i| layout.lines[*i].text.trim());
    let below: String = below.chain(fragment.around.qualifier.as_deref()).collect();
    // A year in brackets is no title.
    if !title.is_empty() || !below.contains(|c: char| c.is_ascii_digit()) {
        push_joined(&mut title, &below);
        title_lines.extend(qualifiers);
    }
    if title.chars().nth(1).is_some() {
        if let Some((number, rest)) = number_behind_title(&title) {
            fragment.around.form_number.get_or_insert(number);
            title = rest.to_owned();
        }
        fragment.around.title = Some(title);
        fragment.around.lines.extend(title_lines);
    }
}

/// The title that ends a page, of a table that begins the next one: it names a form and stands by itself in the middle of
/// the page, or is set larger. With the lines below it, such as that of the unit.
pub(crate) fn title_left_behind(page: &Page, layout: &PageLayout, fragments: &[Fragment]) -> Option<Fragment> {
    let bottom = fragments.iter().map(|f| f.bbox.y1).fold(f32::MIN, f32::max);
    let is_below = |l: &Line| l.furniture.is_none() && l.bbox.y0 > bottom;
    let below: Vec<usize> = (0..layout.lines.len()).filter(|i| is_below(&layout.lines[*i])).collect();
    let end = layout.lines.get(*below.last()?)?.bbox.y1;
    let left = layout.lines.iter().map(|l| l.bbox.x0).fold(f32::MAX, f32::min);
    let right = layout.lines.iter().map(|l| l.bbox.x1).fold(f32::MIN, f32::max);
    let mut nothing = Fragment { bbox: BBox::new(left, end, right, end), ..Fragment::default() };
    look_above(page, layout, &below, nothing.bbox.y0, &mut nothing);
    let title = nothing.around.title.as_deref()?;
    let first = *nothing.around.lines.iter().min()?;
    let line = layout
        .lines
        .iter()
        .enumerate()
        .find(|(i, l)| nothing.around.lines.contains(i) && title.contains(l.text.trim()));
    let (_, line) = line?;
    let mut sizes: Vec<f32> = layout.lines.iter().map(|l| l.size).collect();
    sizes.sort_by(f32::total_cmp);
    let larger = sizes.get(sizes.len() / 2).is_some_and(|median| line.size > 1.3 * median);
    let centred = (line.bbox.center_x() - (left + right) * 0.5).abs() < 2.0 * line.size
        && (larger || line.bbox.x0 > left + 3.0 * line.size);
    let all = below.iter().filter(|i| **i >= first).all(|i| nothing.around.lines.contains(i));
    (centred && all && names_form(title)).then_some(nothing)
}

/// The lines right above `line` hold a title of a form in larger letters in the middle above the table: `line` is none.
fn stands_below_title(layout: &PageLayout, above: &[usize], line: &Line, fragment: &Fragment) -> bool {
    above.iter().rev().take(2).map(|i| &layout.lines[*i]).any(|l| {
        let text = l.text.trim();
        let centred = (l.bbox.center_x() - fragment.bbox.center_x()).abs() < 0.15 * fragment.bbox.width();
        l.size > 1.15 * line.size
            && line.bbox.y0 - l.bbox.y1 < 4.0 * l.size
            && centred
            && is_title(text)
            && names_form(text)
            && heading_mark(text).is_none()
    })
}

/// A line that says whose table it is, and no more: 部门：…, 编制单位：…, 资金主管部门：…, 部门（单位）名称…
pub(crate) fn is_quiet(text: &str) -> bool {
    let head: String = text.chars().take(12).collect();
    let label = head.split_once(['：', ':']).map(|(label, _)| label);
    let is_label = |label: &str| {
        ["部门", "单位", "编制", "填报", "预算"].iter().any(|w| label.starts_with(w))
            || label.ends_with("部门") && heading_mark(text).is_none()
    };
    label.is_some_and(is_label)
        || ["部门（单位）名称", "部门(单位)名称", "单位名称", "部门名称"].iter().any(|w| text.starts_with(w))
}

/// A counted caption: 图表3 …
fn is_caption(text: &str) -> bool {
    let counted = ["图表", "附表", "表", "图"].iter().find_map(|mark| text.strip_prefix(mark));
    counted.is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
}

/// The end of a name that goes on from the line above it: 部门：云岭市林业局办|公室.
fn is_rest_of_quiet(above: &Line, line: &Line) -> bool {
    let text = line.text.trim();
    is_quiet(above.text.trim())
        && text.chars().count() <= REST_OF_NAME
        && text.chars().all(is_cjk)
        && !names_form(text)
        && (above.size - line.size).abs() < 0.6
        && (above.bbox.x0 - line.bbox.x0).abs() < line.size
        && line.bbox.y0 - above.bbox.y1 < 0.6 * line.size
}

/// The end of a broken name is no longer than this.
const REST_OF_NAME: usize = 6;

/// The name of an office by itself, or behind its code: 606-云岭市林业局.
fn is_organisation(text: &str) -> bool {
    let name = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let coded = text.len() >= name.len() + 3 && name.starts_with(['-', '－', '—', '_', ' ', '　']);
    let is_office = name.ends_with(['局', '委', '厅', '院', '所', '会', '部', '处', '校', '站', '馆', '队', '室'])
        || name.ends_with("中心");
    name.chars().count() <= OFFICE_CHARS
        && name.chars().any(is_cjk)
        && (coded || is_office)
        && heading_mark(text).is_none()
        && !text.contains(['，', '。', '；', '、'])
        && !names_form(text)
}

/// The name of an office is no longer than this.
const OFFICE_CHARS: usize = 24;

/// The text of a line with the blanks between its words.
fn line_as_drawn(page: &Page, layout: &PageLayout, line: &Line) -> String {
    let runs = layout.runs.get(line.runs.start as usize..line.runs.end as usize).unwrap_or_default();
    let glyphs = runs.iter().flat_map(|r| {
        layout.order.get(r.glyphs.start as usize..r.glyphs.end as usize).unwrap_or_default().iter().copied()
    });
    let drawn = glyphs_text(page, glyphs);
    if drawn.trim().is_empty() { line.text.clone() } else { with_whole_numbers(&drawn, &line.text) }
}

/// The text as drawn without the blanks within its letter-spaced numbers: 2 0 3 0年, where the line says 2030年.
fn with_whole_numbers(drawn: &str, line: &str) -> String {
    let mut text = String::with_capacity(drawn.len());
    let mut rest = line.chars().peekable();
    let mut drawn = drawn.chars().peekable();
    while let Some(c) = drawn.next() {
        let in_number = text.ends_with(|c: char| c.is_ascii_digit())
            && drawn.peek().is_some_and(char::is_ascii_digit)
            && rest.peek().is_some_and(char::is_ascii_digit);
        if !c.is_whitespace() {
            while rest.next_if(|other| other.is_whitespace()).is_some() {}
            rest.next_if(|other| *other == c);
        } else if in_number {
            continue;
        }
        text.push(c);
    }
    text
}

/// A line of a title that takes two: the same size, right above, and not a title or sentence of its own.
fn is_title_continued(layout: &PageLayout, i: usize, title_lines: &[usize], fragment: &Fragment) -> bool {
    let Some(below) = title_lines.last().map(|t| &layout.lines[*t]) else { return false };
    let line = &layout.lines[i];
    let text = line.text.trim();
    // 支出预|算表: a rest that can be no title by itself. Its beginning may bear the mark of a heading.
    let is_rest = below.text.trim().chars().count() <= REST_CHARS;
    let unfinished = text.ends_with(['、', '和', '及', '与', '的']) || opens_bracket(text);
    // Figures of another font may make one of the lines pass for bold.
    let wide = line.bbox.width() > 0.6 * fragment.bbox.width();
    let same_look = (line.size - below.size).abs() < 0.6 && (line.bold == below.bold || unfinished || wide);
    let centred = (line.bbox.center_x() - below.bbox.center_x()).abs() < 1.5 * line.size;
    // A title set from the left margin goes on where its first line is full.
    let full =
        (line.bbox.x0 - below.bbox.x0).abs() < 2.5 * line.size && line.bbox.x1 > fragment.bbox.x1 - 3.0 * line.size;
    same_look
        && (centred || full)
        && title_lines.len() < 3
        && below.bbox.y0 - line.bbox.y1 < 1.2 * line.size
        && form_number(text).is_none()
        && !is_qualifier(text)
        && !text.ends_with(['表', '。', '；', '：', '章'])
        && text.chars().count() <= TITLE_CHARS
        && (heading_mark(text).is_none() || is_rest && wide)
}

/// The rest of a title that its line broke is no longer than this: 预算表.
const REST_CHARS: usize = 4;

/// A bracket is open at the end.
fn opens_bracket(text: &str) -> bool {
    text.matches(['（', '(']).count() > text.matches(['）', ')']).count()
}

/// A text that may be a title: words, and no sentence.
pub(crate) fn is_title(text: &str) -> bool {
    let n = text.chars().count();
    (2..=TITLE_CHARS).contains(&n)
        && text.chars().any(is_cjk)
        && !text.ends_with(['。', '；', '，', '、', '：', ':', '！', '？'])
        && !text.contains(['，', '；'])
        && !text.starts_with("注")
}

/// A title of a form: …表, …表（…）.
pub(crate) fn names_form(text: &str) -> bool {
    text.ends_with('表') || text.ends_with(['）', ')']) && (text.contains("表（") || text.contains("表("))
}

/// The money unit that a line declares, and what stands before it. The unit may stand at the line's end without a word
/// before it, and 单位 may be misprinted.
fn unit_of_line<'a>(page: &Page, layout: &PageLayout, line: &Line, text: &'a str) -> (&'a str, Option<MoneyUnit>) {
    if let Some(unit) = find_unit_line(text) {
        return (before_unit(text), Some(unit));
    }
    let labelled = text.split_once(['：', ':']).filter(|(label, _)| label.chars().count() <= MISPRINTED_CHARS);
    if let Some(unit) = MoneyUnit::parse(text).or_else(|| MoneyUnit::parse(labelled?.1)) {
        return ("", Some(unit));
    }
    let runs = layout.runs.get(line.runs.start as usize..line.runs.end as usize).unwrap_or_default();
    if let [_, .., last] = runs
        && let Some(glyphs) = layout.order.get(last.glyphs.start as usize..last.glyphs.end as usize)
        && let printed = glyphs_text(page, glyphs.iter().copied())
        // 元 by itself may be the end of a word that its line broke, a unit in brackets is that of a column.
        && printed.trim().chars().nth(1).is_some()
        && !printed.trim().starts_with(['（', '('])
        && let Some(unit) = MoneyUnit::parse(&printed)
        && let Some(before) = text.strip_suffix(printed.trim())
    {
        return (before.trim_end(), Some(unit));
    }
    (text, None)
}

/// A misprinted 单位 is no longer than this.
const MISPRINTED_CHARS: usize = 2;

/// The number of the form at the right end of a line whose other text stands far away from it: 返回目录 (back to the
/// contents) and 表2.
fn number_at_end(page: &Page, layout: &PageLayout, line: &Line) -> Option<String> {
    let runs = layout.runs.get(line.runs.start as usize..line.runs.end as usize)?;
    let [.., before, last] = runs else { return None };
    let glyphs = layout.order.get(last.glyphs.start as usize..last.glyphs.end as usize)?;
    let apart = last.bbox.x0 - before.bbox.x1 > FAR * line.size;
    apart.then(|| form_number(glyphs_text(page, glyphs.iter().copied()).trim()))?
}

/// Texts further apart than so many font sizes say nothing of each other.
const FAR: f32 = 8.0;

/// What stands before the declaration of a unit: the form number in `表四 单位：万元`.
pub(crate) fn before_unit(text: &str) -> &str {
    if let Some(before) = before_last_unit(text) {
        return before;
    }
    ["单位：", "单位:", "金额单位", "（单位", "(单位"]
        .iter()
        .filter_map(|m| text.find(m))
        .min()
        .map_or(text, |at| &text[..at])
        .trim()
}

/// What stands before the last 单位：, where that names a unit of money: 编制单位：… names an organisation.
fn before_last_unit(text: &str) -> Option<&str> {
    let at = ["单位：", "单位:"].iter().filter_map(|m| text.rfind(m)).max()?;
    let (before, unit) = text.split_at_checked(at)?;
    find_unit_line(unit)?;
    let before = before.trim_end().trim_end_matches("金额").trim_end_matches("货币").trim_end_matches("计量");
    Some(before.trim_end_matches(['（', '(']).trim())
}

/// The whole line stands in brackets: （2024年度）, （按功能分类）, （按经济分类）（8）.
pub(crate) fn is_qualifier(text: &str) -> bool {
    let mut depth = 0_usize;
    let inside = text.chars().all(|c| {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' if depth > 0 => depth -= 1,
            _ => return depth > 0,
        }
        true
    });
    inside
        && depth == 0
        && (3..=QUALIFIER_CHARS).contains(&text.chars().count())
        && heading_mark(text).is_none_or(|mark| mark.rest.is_empty())
        && !text.contains(['，', '。', '；'])
}

/// A text in brackets under a title is no longer than this.
const QUALIFIER_CHARS: usize = 30;

/// The line declares a unit and nothing else.
pub(crate) fn is_unit_only(text: &str) -> bool {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    compact.chars().count() <= 14
        && (compact.starts_with("单位")
            || compact.starts_with("金额单位")
            || compact.starts_with("（单位")
            || compact.starts_with("(单位"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line as high as its font size.
    fn line(text: &str, x0: f32, x1: f32, y: f32, size: f32) -> Line {
        Line {
            text: text.to_owned(),
            bbox: BBox::new(x0, y, x1, y + size),
            size,
            runs: 0..0,
            number: None,
            baseline: y + size - 2.0,
            bold: false,
            column: None,
            furniture: None,
        }
    }

    /// What is read from lines above a table at y = 200.
    fn read(lines: Vec<Line>) -> crate::texts_around::Around {
        let above: Vec<usize> = (0..lines.len()).collect();
        let layout = PageLayout { lines, ..PageLayout::default() };
        let mut fragment = Fragment { bbox: BBox::new(50.0, 200.0, 550.0, 500.0), ..Fragment::default() };
        look_above(&Page::default(), &layout, &above, fragment.bbox.y0, &mut fragment);
        fragment.around
    }

    #[test]
    fn brackets_under_a_title_belong_to_it() {
        let around = read(vec![
            line("表三十三：", 50.0, 110.0, 90.0, 12.0),
            line("2030年云岭市支出预算表", 150.0, 450.0, 110.0, 20.0),
            line("（按功能科目分类）", 220.0, 380.0, 140.0, 18.0),
            line("单位：万元", 480.0, 550.0, 170.0, 10.0),
        ]);
        assert_eq!(around.title.as_deref(), Some("2030年云岭市支出预算表（按功能科目分类）"));
        assert_eq!((around.form_number.as_deref(), around.unit.as_deref()), (Some("表三十三"), Some("万元")));
        assert_eq!(around.lines.len(), 4);
    }

    #[test]
    fn a_word_broken_at_the_end_of_the_line_goes_on() {
        let around = read(vec![
            line("十一、“三公”经费、会议费、培训费支出预", 60.0, 540.0, 110.0, 20.0),
            line("算表", 280.0, 320.0, 135.0, 20.0),
            line("单位：万元", 480.0, 550.0, 170.0, 10.0),
        ]);
        assert_eq!(around.title.as_deref(), Some("十一、“三公”经费、会议费、培训费支出预算表"));
        let bold = Line { bold: true, ..line("预算分地区表", 240.0, 360.0, 135.0, 20.0) };
        let around = read(vec![line("2030年云岭市一般公共预算转移支付", 130.0, 470.0, 110.0, 20.0), bold]);
        assert_eq!(around.title.as_deref(), Some("2030年云岭市一般公共预算转移支付预算分地区表"));
    }

    #[test]
    fn letter_spaced_numbers_of_a_title_are_whole() {
        assert_eq!(with_whole_numbers("1 4 云岭省2 0 3 0年收支表", "14云岭省2030年收支表"), "14 云岭省2030年收支表");
        assert_eq!(with_whole_numbers("表3 2030年收支表", "表3 2030年收支表"), "表3 2030年收支表");
    }

    #[test]
    fn the_rest_of_a_broken_name_is_no_title() {
        let around = read(vec![
            line("收入预算总表", 220.0, 380.0, 110.0, 26.0),
            line("部门：云岭市林业局种苗管理办", 50.0, 230.0, 145.0, 12.0),
            line("单位：万元", 480.0, 550.0, 152.0, 12.0),
            line("公室", 50.0, 74.0, 159.0, 12.0),
        ]);
        assert_eq!(around.title.as_deref(), Some("收入预算总表"));
        assert_eq!(around.organisation.as_deref(), Some("部门：云岭市林业局种苗管理办公室"));
    }

    #[test]
    fn the_nearest_line_is_no_title_below_a_larger_one_that_names_a_form() {
        let around = read(vec![
            line("2030年林场采购预算表", 200.0, 400.0, 110.0, 18.0),
            line("资金主管部门：云岭市林业局", 50.0, 180.0, 150.0, 10.0),
            line("金位：元", 500.0, 550.0, 170.0, 10.0),
        ]);
        assert_eq!(around.title.as_deref(), Some("2030年林场采购预算表"));
        assert_eq!(around.unit.as_deref(), Some("元"));
        assert_eq!(around.organisation.as_deref(), Some("资金主管部门：云岭市林业局"));
        let around = read(vec![
            line("2030年林场采购预算表", 200.0, 400.0, 110.0, 18.0),
            line("本年无此项支出", 250.0, 350.0, 170.0, 10.0),
        ]);
        assert_eq!(around.title.as_deref(), Some("2030年林场采购预算表"));
    }

    #[test]
    fn a_sentence_is_no_title() {
        assert_eq!(read(vec![line("林场设有三个分场，其中列入预算范围的", 50.0, 400.0, 170.0, 12.0)]).title, None);
    }

    #[test]
    fn qualifiers_are_whole_brackets() {
        for yes in ["（2024年度）", "（按经济分类）（8）", "（按支出科目（不含结转））", "（二）"]
        {
            assert!(is_qualifier(yes), "{yes}");
        }
        for no in ["（一）收入情况（2024年）", "（按功能", "收支表（一）", "（一）（二）", "()", ""]
        {
            assert!(!is_qualifier(no), "{no}");
        }
    }

    #[test]
    fn offices_stand_by_themselves_or_behind_their_code() {
        for yes in ["606-云岭市林业局", "云岭市林业局", "101001 云岭林场"] {
            assert!(is_organisation(yes), "{yes}");
        }
        for no in ["一、云岭市林业局", "2030年收支表", "2030年收支情况", "3-收支"] {
            assert!(!is_organisation(no), "{no}");
        }
        assert!(is_quiet("部门（单位）名称云岭市林业局"));
        assert!(!is_quiet("二、预算主管部门：云岭市林业局"));
    }

    #[test]
    fn a_title_at_the_end_of_a_page_is_left_behind() {
        let prose = line("本部门当年一般公共预算培训费支出二十一万元，较上年减少。", 50.0, 550.0, 100.0, 10.0);
        let left_behind = |last: Vec<Line>| {
            let lines = std::iter::once(prose.clone()).chain(last).collect();
            let layout = PageLayout { lines, ..PageLayout::default() };
            title_left_behind(&Page::default(), &layout, &[]).map(|f| f.around)
        };
        let own = left_behind(vec![line("培训费明细表", 260.0, 340.0, 140.0, 10.0)]).unwrap();
        assert_eq!((own.title.as_deref(), own.lines), (Some("培训费明细表"), vec![1]));
        let own = left_behind(vec![
            line("云岭市林业局所属各林场培训费明细表", 60.0, 540.0, 140.0, 26.0),
            line("部门：云岭市林业局 单位：元", 60.0, 540.0, 180.0, 10.0),
        ]);
        assert_eq!(own.and_then(|a| a.unit).as_deref(), Some("元"));
        assert_eq!(left_behind(vec![line("见培训费明细表", 50.0, 130.0, 140.0, 10.0)]), None);
        assert_eq!(left_behind(vec![line("十一、其他说明", 260.0, 340.0, 140.0, 10.0)]), None);
    }

    #[test]
    fn an_organisation_stands_before_the_unit_it_is_glued_to() {
        for (text, organisation) in [
            ("表四 单位：万元", "表四"),
            ("编制单位：云岭市林业局单位：元", "编制单位：云岭市林业局"),
            ("部门（单位）：云岭市林业局单位：万元", "部门（单位）：云岭市林业局"),
            ("编制部门：云岭市林业局（金额单位：万元）", "编制部门：云岭市林业局"),
        ] {
            assert_eq!(before_unit(text), organisation);
        }
    }

    #[test]
    fn a_unit_line_may_hold_more_than_the_unit() {
        assert!(is_unit_only("单位：万元"));
        assert!(!is_unit_only("部门：云岭市林业局 单位：万元"));
    }
}
