//! Of which year a figure of prose is: the year its clause names, else the one its sentence, its text, or the headings above
//! are about.
//!
//! A year that something is compared with (比2025年) is the year of an amount printed with it, and of nothing else. A text
//! about several years (近五年, 2021-2025年) tells none.

use super::subject::{object_of, split_year};
use super::words::{Class, ideographs, without_list_mark, without_opener, without_start};
use gongkai_normalize::chars::is_ideograph;
use gongkai_normalize::year::find_years;

/// What a text says of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum When {
    /// Nothing.
    #[default]
    Unsaid,
    /// One year.
    Year(u16),
    /// Several years, or one that is not told: 近年, 今年.
    Unclear,
}

impl When {
    pub(crate) fn or(self, other: Self) -> Self {
        if self == Self::Unsaid { other } else { self }
    }

    pub(crate) fn year(self) -> Option<u16> {
        match self {
            Self::Year(year) => Some(year),
            _ => None,
        }
    }

    /// What a heading is about; where its words are a date, it was written then.
    pub(crate) fn of_heading(heading: &str) -> Self {
        // 图4 2021-2025年…: the title of a drawing is about that.
        let caption = heading.trim().strip_prefix(['图', '表']).is_some_and(|rest| !rest.starts_with(is_ideograph));
        if caption {
            return Self::Unsaid;
        }
        mentions(heading).into_iter().filter(|m| !m.dated && !m.compared).fold(Self::Unsaid, |all, m| all.and(m.when))
    }

    /// What a text begins with: 2025年，…; 一、中共云山市委2025年收入8万元.
    pub(crate) fn at_start(text: &str) -> Self {
        let text = without_list_mark(text.trim());
        let clause = text.split(['，', '。', '；', '：', ',', ';', ':', '（', '(']).next().unwrap_or(text);
        mentions(clause).into_iter().find(|m| !m.compared && !m.for_clause).map_or(Self::Unsaid, |m| m.when)
    }

    fn and(self, other: Self) -> Self {
        if self == Self::Unsaid || self == other { other } else { Self::Unclear }
    }
}

/// What a text says of time while it is read.
#[derive(Debug, Clone, Default)]
pub(super) struct Time {
    /// What the headings above, or the document, are about.
    above: When,
    /// What the text begins with.
    text: When,
    /// What the sentence said last.
    sentence: When,
}

/// A figure whose year is asked for.
pub(super) struct Asked<'a> {
    /// Clauses before it that have no figure.
    pub(super) passed: &'a [&'a str],
    /// The clause that ends at it.
    pub(super) own: &'a str,
    pub(super) subject: &'a str,
    pub(super) comparison: Option<&'a str>,
    /// It is what something else is compared with, or what a change starts from.
    pub(super) is_base: bool,
    pub(super) is_reason: bool,
}

impl Time {
    pub(super) fn below(above: When) -> Self {
        Self { above, ..Self::default() }
    }

    /// At the first sentence of a text.
    pub(super) fn open(&mut self, sentence: &str) {
        self.text = When::at_start(sentence);
    }

    /// At a sentence; `goes_on`: of what the one before was about.
    pub(super) fn begin_sentence(&mut self, goes_on: bool) {
        if !goes_on {
            self.sentence = When::Unsaid;
        }
    }

    /// What the text is about where it stands now.
    fn now(&self) -> When {
        self.said().or(self.above)
    }

    /// What the text itself said last.
    pub(super) fn said(&self) -> When {
        self.sentence.or(self.text)
    }

    /// The year of a figure.
    pub(super) fn of(&mut self, asked: &Asked<'_>) -> When {
        for clause in asked.passed {
            let said = opening(clause);
            self.sentence = said.or(self.sentence);
        }
        let own = mentions(asked.own);
        // 2025年支出8万元，比2025年减少: one of the two years is another.
        let itself = |m: &Mention| m.compared && matches!(m.when, When::Year(_)) && m.when == self.said();
        if own.iter().any(itself) && !asked.is_base {
            (self.text, self.sentence) = (When::Unclear, When::Unclear);
        }
        let now = self.now();
        let is_compared = |m: &Mention| {
            m.compared || asked.comparison.is_some_and(|words| words.contains(&m.printed)) && !asked.is_base
        };
        if asked.is_base {
            let printed = own.iter().rfind(|m| matches!(m.when, When::Year(_)));
            return printed.map_or_else(|| before(asked.own, now), |m| m.when);
        }
        let told: Vec<&Mention> = own.iter().filter(|m| !is_compared(m)).collect();
        let named = year_of_subject(asked.subject, &told);
        let last = told.last().map_or(When::Unsaid, |m| m.when);
        if last == When::Unsaid {
            // 2023年林场收入 of the sentence before says nothing where this sentence names a year.
            let fresh = asked.passed.iter().any(|clause| opening(clause) != When::Unsaid);
            return match named {
                When::Year(_) if !fresh || now == When::Unclear => named,
                _ if is_of_last_year(asked.subject) => before(asked.subject, now),
                _ => now,
            };
        }
        // 去年预算数 (last year's budget)
        if last == When::Unclear && is_of_last_year(asked.subject) {
            return before(asked.subject, now);
        }
        let only_here = asked.is_reason || told.last().is_some_and(|m| m.for_clause);
        if !only_here {
            self.sentence = last;
        }
        let when = named.or(last);
        // 2023年林道改造项目 in a text about 2025: it was begun then, and nobody says when this was spent.
        let of_project = is_project_of_year(asked.subject);
        let around = if self.text == when { self.above } else { now };
        if of_project && matches!(around, When::Year(_)) && when != around {
            self.sentence = When::Unsaid;
            self.text = around;
            return When::Unclear;
        }
        when
    }
}

/// Ends of names that may hold the year in which something was begun.
const PROJECTS: [&str; 5] = ["项目", "工程", "尾款", "补助资金", "专项资金"];

fn is_project_of_year(subject: &str) -> bool {
    let (year, name) = split_year(object_of(subject, true));
    !year.is_empty() && ideographs(name) >= 5 && PROJECTS.iter().any(|end| name.ends_with(end))
}

/// The year a subject begins with, or the only one in it; where the clause names years, one of those.
fn year_of_subject(subject: &str, told: &[&Mention]) -> When {
    let years = mentions(subject);
    let mut plain = years.iter().filter(|m| !m.compared && matches!(m.when, When::Year(_)));
    let first = plain.next().map_or(When::Unsaid, |m| m.when);
    let fits = told.is_empty() || told.iter().any(|m| m.when == first || m.when == When::Unclear);
    if fits && plain.all(|m| m.when == first) { first } else { When::Unsaid }
}

/// Stages whose figure of the year before is one of that year: 上年执行数. 上年结余 (brought forward) is one of this year.
const STAGES: [&str; 7] = ["预算", "预算数", "决算", "决算数", "执行数", "完成数", "实际数"];

fn is_of_last_year(subject: &str) -> bool {
    let rest = LAST_YEAR.iter().find_map(|word| subject.strip_prefix(word));
    rest.is_some_and(|rest| !rest.starts_with('结') && STAGES.iter().any(|stage| rest.ends_with(stage)))
}

const LAST_YEAR: [&str; 4] = ["上年度", "上年", "去年", "上一年"];

/// The year before, where a text says 上年; else the same.
fn before(text: &str, now: When) -> When {
    match now {
        When::Year(year) if LAST_YEAR.iter().any(|word| text.contains(word)) => When::Year(year - 1),
        _ => now,
    }
}

/// What a clause without a figure opens with: 2025年, 截至2025年底, 我市2025年.
fn opening(clause: &str) -> When {
    let mut rest = without_list_mark(clause.trim());
    while let Some(shorter) = without_opener(rest).or_else(|| without_start(rest, Class::Parts)).or_else(|| {
        ["截至", "截止", "截止到", "到", "在", "从", "自", "预计", "，", "：", ":", " "]
            .iter()
            .find_map(|w| rest.strip_prefix(w))
    }) {
        rest = shorter;
    }
    let found = mentions(rest);
    found.first().filter(|m| m.start == 0 && !m.compared).map_or(When::Unsaid, |m| m.when)
}

/// A year in a text, or a word for some.
#[derive(Debug, Clone, PartialEq)]
struct Mention {
    start: usize,
    when: When,
    /// As printed.
    printed: String,
    /// Something is compared with it.
    compared: bool,
    /// A month follows it.
    dated: bool,
    /// It is said of its clause alone: 年均增长.
    for_clause: bool,
}

/// Words for years that are not told, or for several. Those of the second kind are said of their clause alone.
const UNTOLD: [(&str, bool); 16] = [
    ("今年", false),
    ("明年", false),
    ("去年", false),
    ("前年", false),
    ("近年", false),
    ("历年", false),
    ("五年来", false),
    ("过去五年", false),
    ("近五年", false),
    ("近三年", false),
    ("三年来", false),
    ("五年规划", false),
    ("五”", false),
    ("五时期", false),
    ("五期间", false),
    ("年均", true),
];

/// Words before a year, or for one, by which something is compared with it.
const COMPARING: [&str; 9] = ["比", "较", "与", "同", "跟", "比上年", "较上年", "相比", "对比"];

fn mentions(text: &str) -> Vec<Mention> {
    let compared =
        |before: &str| COMPARING.iter().any(|word| before.trim_end().ends_with(word)) && !before.ends_with("占比");
    let mut found: Vec<Mention> = find_years(text)
        .into_iter()
        .filter(|year| (year.marked || year.in_range) && !is_quoted(text, year.start))
        .map(|year| {
            let behind = text.get(year.end..).unwrap_or("");
            let date = without_date(behind);
            let since = date.trim_start_matches('末');
            let since = ["以来", "起", "至今", "以后", "之后"].iter().any(|word| since.starts_with(word));
            Mention {
                start: year.start,
                when: if year.in_range || since { When::Unclear } else { When::Year(year.year) },
                printed: text.get(year.start..year.end).unwrap_or("").to_owned(),
                compared: compared(text.get(..year.start).unwrap_or("")),
                dated: date.len() < behind.len(),
                for_clause: since,
            }
        })
        .collect();
    for (word, for_clause) in UNTOLD {
        let words = text.match_indices(word).map(|(start, _)| Mention {
            start,
            when: When::Unclear,
            printed: word.to_owned(),
            // 较“十三五”时期
            compared: text.get(..start).is_some_and(|before| {
                compared(before.trim_end_matches(|c: char| matches!(c, '“' | '十' | '一'..='五' | '四')))
            }),
            dated: false,
            for_clause,
        });
        found.extend(words);
    }
    found.sort_by_key(|m| m.start);
    found
}

/// Whether a place of a text is inside the title or the number of another document.
fn is_quoted(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("");
    let open = |from: char, to: char| before.matches(from).count() > before.matches(to).count();
    open('《', '》') || open('〔', '〕') || open('﹝', '﹞')
}

/// The text behind the month and the day that it begins with: 6月21日, 1-6月, 底.
fn without_date(text: &str) -> &str {
    let digits =
        |c: char| c.is_ascii_digit() || matches!(c, '-' | '－' | '—' | '至' | ' ' | '一' | '二' | '三'..='十' | '〇');
    let month = text.trim_start_matches(digits);
    match month.strip_prefix('月').filter(|_| month.len() < text.len()) {
        Some(rest) => rest
            .trim_start_matches(digits)
            .trim_start_matches(|c| !is_ideograph(c))
            .trim_start_matches(['日', '底', '末']),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::reading::Speaking;
    use crate::facts::sentence::sentences;

    fn years(text: &str) -> Vec<Option<u16>> {
        let mut speaking = Speaking::default().within(When::Year(2025), None);
        let read = sentences(text).into_iter().enumerate().flat_map(|(at, s)| speaking.read(s, at == 0));
        read.map(|statement| statement.year).collect()
    }

    fn of(list: &[u16]) -> Vec<Option<u16>> {
        list.iter().map(|year| Some(*year).filter(|year| *year > 0)).collect()
    }

    #[test]
    fn a_figure_is_of_the_year_its_clause_names() {
        assert_eq!(years("林业收入从2020年的8亿元提高到2025年的9亿元，年均增长3%。"), of(&[2020, 2025, 0]));
        assert_eq!(years("2023年林业收入8亿元，增长2%。支出7亿元。"), of(&[2023, 2023, 2023]));
        assert_eq!(years("林业收入8亿元。2023年支出7亿元，下降1%。结余1亿元。"), of(&[2025, 2023, 2023, 2025]));
        assert_eq!(years("2023-2024年，林场收入分别为8万元和9万元。"), of(&[2023, 2024]));
        assert_eq!(years("截至2024年12月31日，共有林场3个。"), of(&[2024]));
        assert_eq!(years("近五年，共造林3亩。今年造林2亩。"), of(&[0, 0]));
    }

    #[test]
    fn what_is_compared_with_has_a_year_of_its_own() {
        assert_eq!(
            years("苗圃维护费预算8万元，比2024年预算数10万元减少2万元，下降20%。"),
            of(&[2025, 2024, 2025, 2025])
        );
        assert_eq!(
            years("苗圃维护费8万元，比上年决算数10万元减少2万元。上年结余1万元。"),
            of(&[2025, 2024, 2025, 2025])
        );
        assert_eq!(years("林业收入8亿元，与2023年相比增长5%，较“十三五”时期增长9%。"), of(&[2025, 2025, 2025]));
        assert_eq!(years("林业收入8亿元，主要是2023年新设林场增加3亿元，下降1%。"), of(&[2025, 2023, 2025]));
    }

    #[test]
    fn a_year_compared_with_itself_is_not_known() {
        assert_eq!(years("2024年林业支出8万元，比2024年减少1万元。其中：造林费5万元。"), of(&[2024, 2024, 0]));
    }

    #[test]
    fn years_of_other_papers_and_of_projects_are_not_those_of_figures() {
        assert_eq!(years("按照《2023年林业规划》（林发〔2022〕3号）安排8亿元。"), of(&[2025]));
        assert_eq!(years("2023年林道改造项目支出8万元，林业支出9万元。"), of(&[0, 2025]));
    }

    #[test]
    fn headings_are_about_one_year_or_none() {
        assert_eq!(When::of_heading("一、2025年林业预算执行情况"), When::Year(2025));
        assert_eq!(When::of_heading("关于2025年执行情况和2026年预算草案的报告"), When::Unclear);
        assert_eq!(When::of_heading("2026年1月15日"), When::Unsaid);
    }
}
