//! Figures in a row, and what each of them is of: 甲和乙分别为1万元和2万元; 2022-2024年，甲分别为1万元、2万元和3万元.

use super::clause::named;
use super::subject::{is_weak, without_year};
use super::words::ideographs;
use gongkai_normalize::year::find_years;

/// Most years of one row.
const MOST_YEARS: u16 = 12;

/// The names of as many figures in a row: the names of a list, or one name in each of as many years, or in all of them.
/// Where they do not fit each other nothing is said of any.
pub(crate) fn names_of_group(subject: &str, count: usize, years: &[u16]) -> Vec<String> {
    let parted = [&['、'][..], &['、', '和', '及', '与'][..]].into_iter().find_map(|marks| {
        let names: Vec<String> = subject.split(marks).map(|name| name.trim().to_owned()).collect();
        (names.len() == count && names.iter().all(|name| ideographs(name) >= 2)).then_some(names)
    });
    if let Some(names) = parted {
        return names;
    }
    let plain = ["分别实现", "分别为", "分别"].iter().fold(subject.to_owned(), |text, word| text.replace(word, ""));
    let mut noun = plain.as_str();
    // 2024年、2025年收入
    while let Some(behind) = Some(without_year(noun)).filter(|behind| behind.len() < noun.len()) {
        noun = behind.trim_start_matches(['，', '、', '和', '及', '与', '年', '末']);
    }
    let noun = noun.strip_prefix("获得").unwrap_or(noun);
    // 规模分别为: of what it is the size is told elsewhere.
    if is_weak(noun) && years.len() != count || ideographs(noun) < 3 || noun.contains('、') {
        return vec![String::new(); count];
    }
    if years.len() == count {
        return years.iter().map(|year| format!("{year}年{noun}")).collect();
    }
    vec![noun.to_owned(); count]
}

/// The years that a text names last, one after the other: 2022-2024年, 2021年、2022年和2023年.
pub(crate) fn years_named(text: &str) -> Option<Vec<u16>> {
    let found = find_years(text);
    let last = found.last()?;
    if let Some(first) = found.len().checked_sub(2).and_then(|at| found.get(at)).filter(|first| {
        first.in_range && last.in_range && first.year < last.year && last.year - first.year < MOST_YEARS
    }) {
        return Some((first.year..=last.year).collect());
    }
    let mut years = vec![last.year];
    for pair in found.windows(2).rev() {
        let [one, next] = pair else { break };
        let between = text.get(one.end..next.start).unwrap_or("");
        if !matches!(between.trim_matches(['年', '度', '末', ' ']), "、" | "和" | "及" | "与") || years.len() >= 12
        {
            break;
        }
        years.push(one.year);
    }
    years.reverse();
    Some(years)
}

/// The name directly before a bracket that holds nothing but an amount: 林道改造（8万元）.
pub(crate) fn name_before_bracket(before: &str) -> Option<String> {
    let clause = before.rsplit(['，', '。', '；', '、', '：', ':', ',', ';']).next().unwrap_or(before);
    let name = named(clause);
    (ideographs(&name) >= 3 && !is_weak(&name)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_figures_of_a_row_belong_together() {
        assert_eq!(names_of_group("入园率和普惠率", 2, &[]), ["入园率", "普惠率"]);
        assert_eq!(names_of_group("苗圃和林场、渔场", 2, &[]), ["苗圃和林场", "渔场"]);
        assert_eq!(names_of_group("林场收入", 2, &[2023, 2024]), ["2023年林场收入", "2024年林场收入"]);
        assert_eq!(names_of_group("林场收入", 3, &[2023, 2024]), ["林场收入"; 3]);
        assert_eq!(names_of_group("苗圃、林场、渔场", 2, &[]), ["", ""]);
        let years = "2023年、2024年分别获得林场补助";
        assert_eq!(names_of_group(years, 2, &[2023, 2024]), ["2023年林场补助", "2024年林场补助"]);
        assert_eq!(names_of_group("", 2, &[2023, 2024]), ["", ""]);
    }

    #[test]
    fn years_of_a_row_are_the_last_named() {
        assert_eq!(years_named("2022－2024年，林场收入"), Some(vec![2022, 2023, 2024]));
        assert_eq!(years_named("2021年、2022年和2023年林场收入"), Some(vec![2021, 2022, 2023]));
        assert_eq!(years_named("2019年起，2021年林场收入"), Some(vec![2021]));
        assert_eq!(years_named("林场收入"), None);
    }

    #[test]
    fn the_name_before_a_bracket_is_that_of_the_amount_in_it() {
        assert_eq!(name_before_bracket("用于苗圃维护、林道改造").as_deref(), Some("林道改造"));
        assert_eq!(name_before_bracket("安排"), None);
    }
}
