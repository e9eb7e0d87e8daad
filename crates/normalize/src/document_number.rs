//! Numbers of official documents: an agency's short name, the year in 〔〕 and a running number, as in
//! `财预〔2016〕143号`.
//!
//! Printed forms vary in their brackets (`[2019]`, `(2019)`, `【2019】`, even `〔2019)`), carry blanks and line ends
//! inside, and a 第 before the number. The normal form is `机关代字〔年〕序号号`.

use crate::chars::{digit_of, is_blank, is_ideograph};
use crate::numeral::{is_numeral_char, parse_numeral};
use gongkai_model::disclosure::CitedDocument;

/// Most characters of an agency's short name, or of the name of an authority that issues orders.
const LONGEST_AGENCY: usize = 14;

/// Longest short name that is believed without further evidence, in characters: 长国资党人事.
const LONGEST_SHORT_NAME: usize = 8;

/// First characters of short names of provinces and of agencies of the state: evidence of where a short name begins.
const FIRST_CHARACTERS: &str = "京津沪渝冀豫云辽黑湘皖鲁苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼新国财中";

/// Words that stand before a document number and are no part of it.
const LEAD_WORDS: [&str; 39] = [
    "根据", "按照", "依据", "依照", "参照", "执行", "印发", "转发", "下发", "通过", "发布", "公布", "文件", "通知",
    "办法", "规定", "意见", "详见", "参见", "以及", "符合", "落实", "贯彻", "即", "见", "和", "与", "及", "以", "按",
    "由", "的", "据", "为", "经", "在", "于", "项目", "工程",
];

/// All document numbers in a text, in order, repeated ones too: `财预〔2016〕143号`, `国务院令第649号`.
#[must_use]
pub fn find_all(text: &str) -> Vec<CitedDocument> {
    let mut found = Vec::new();
    let mut done = 0;
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let cited = match c {
            '〔' | '[' | '［' | '（' | '(' | '【' | '﹝' => bracketed_year(text, done, at),
            '令' => numbered_order(text, done, at),
            _ => None,
        };
        if let Some((cited, end)) = cited {
            found.push(cited);
            done = end;
            at = end;
        } else {
            at += c.len_utf8();
        }
    }
    found
}

/// Reads `agency〔year〕number号` around the bracket at `open`: the document and the offset behind it.
fn bracketed_year(text: &str, done: usize, open: usize) -> Option<(CitedDocument, usize)> {
    let mut rest = Rest::after(text, open)?;
    let year = rest.digits(4)?;
    if year.len() != 4 || !(year.starts_with("19") || year.starts_with("20")) {
        return None;
    }
    rest.take(&['年']);
    rest.take(&['〕', ']', '］', '）', ')', '】', '﹞'])?;
    rest.take(&['第']);
    let number = rest.digits(6)?;
    rest.take(&['号'])?;
    let (start, agency) = agency_before(text, done, open)?;
    let normal = format!("{agency}〔{year}〕{}号", without_leading_zeros(&number));
    cite(text, start, rest.at, normal)
}

/// Reads `authority令第number号` around the 令 (order) at `order`.
fn numbered_order(text: &str, done: usize, order: usize) -> Option<(CitedDocument, usize)> {
    let mut rest = Rest::after(text, order)?;
    rest.take(&['第'])?;
    let number = match rest.digits(6) {
        Some(digits) => without_leading_zeros(&digits).to_owned(),
        None => rest.numeral()?.to_string(),
    };
    rest.take(&['号'])?;
    let (start, agency) = agency_before(text, done, order)?;
    cite(text, start, rest.at, format!("{agency}令第{number}号"))
}

fn cite(text: &str, start: usize, end: usize, normal: String) -> Option<(CitedDocument, usize)> {
    let raw = text.get(start..end)?.to_owned();
    Some((CitedDocument { raw, normal }, end))
}

fn without_leading_zeros(digits: &str) -> &str {
    let stripped = digits.trim_start_matches('0');
    if stripped.is_empty() { digits } else { stripped }
}

/// The agency's short name that ends at `end`: where it starts, and its characters without blanks. A name longer
/// than any agency's is prose that runs into the number, and nothing is found.
fn agency_before(text: &str, done: usize, end: usize) -> Option<(usize, String)> {
    let before = text.get(done..end)?;
    let mut start = end;
    let mut count = 0;
    for (at, c) in before.char_indices().rev() {
        if is_blank(c) {
            continue;
        }
        if !is_ideograph(c) {
            break;
        }
        count += 1;
        if count > 3 * LONGEST_AGENCY {
            break;
        }
        start = done + at;
    }
    let mut name = text.get(start..end)?;
    // Cut behind the last lead word; an agency keeps at least two characters.
    if let Some(cut) = LEAD_WORDS
        .iter()
        .filter_map(|word| name.rfind(word).map(|at| at + word.len()))
        .filter(|&cut| name.get(cut..).is_some_and(|rest| rest.chars().filter(|&c| !is_blank(c)).count() >= 2))
        .max()
    {
        name = name.get(cut..)?;
    }
    let name = without_prose(name.trim_start_matches(is_blank));
    let agency: String = name.chars().filter(|&c| !is_blank(c)).collect();
    let length = agency.chars().count();
    let most =
        if text.get(end..).is_some_and(|rest| rest.starts_with('令')) { LONGEST_AGENCY } else { LONGEST_SHORT_NAME };
    (2..=most).contains(&length).then_some((end - name.len(), agency))
}

/// Cuts prose off that runs into a short name without punctuation: behind a line end where the next line begins as
/// short names do, or, in a name too long to be one, at the last character that begins short names.
fn without_prose(name: &str) -> &str {
    let characters = |part: &str| part.chars().filter(|&c| !is_blank(c)).count();
    let begins = |part: &str| part.starts_with(|c| FIRST_CHARACTERS.contains(c)) && characters(part) >= 3;
    if let Some((_, last_line)) = name.rsplit_once('\n')
        && begins(last_line.trim_start_matches(is_blank))
    {
        return last_line.trim_start_matches(is_blank);
    }
    if characters(name) <= LONGEST_SHORT_NAME {
        return name;
    }
    name.char_indices().rev().filter_map(|(at, _)| name.get(at..)).find(|part| begins(part)).unwrap_or(name)
}

/// What follows an offset, read with blanks passed over.
struct Rest<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Rest<'a> {
    /// Behind the character at `at`.
    fn after(text: &'a str, at: usize) -> Option<Self> {
        let c = text.get(at..)?.chars().next()?;
        Some(Self { text, at: at + c.len_utf8() })
    }

    fn peek(&mut self) -> Option<char> {
        let rest = self.text.get(self.at..)?.trim_start_matches(is_blank);
        let c = rest.chars().next()?;
        self.at = self.text.len() - rest.len();
        Some(c)
    }

    fn take(&mut self, marks: &[char]) -> Option<char> {
        let c = self.peek().filter(|c| marks.contains(c))?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// Up to `most` digits, in ASCII; blanks may stand between them.
    fn digits(&mut self, most: usize) -> Option<String> {
        let mut digits = String::new();
        while let Some(c) = self.peek()
            && let Some(digit) = digit_of(c)
        {
            if digits.len() == most {
                return None;
            }
            digits.push(char::from(b'0' + digit));
            self.at += c.len_utf8();
        }
        (!digits.is_empty()).then_some(digits)
    }

    fn numeral(&mut self) -> Option<u64> {
        let mut numeral = String::new();
        while let Some(c) = self.peek()
            && is_numeral_char(c)
            && numeral.len() < 24
        {
            numeral.push(c);
            self.at += c.len_utf8();
        }
        parse_numeral(&numeral)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normal(text: &str) -> Vec<String> {
        find_all(text).into_iter().map(|d| d.normal).collect()
    }

    #[test]
    fn every_bracket_has_one_normal_form() {
        for text in [
            "海府办〔2019〕14号",
            "海府办[2019]14号",
            "海府办(2019)14号",
            "海府办（2019）14 号",
            "海府办【2019】14号",
            "海府办〔2019)14号",
            "（海府办〔2019\n\n〕14号）",
            "海府\n办 〔 2019 〕 第 14 号",
            "海府办〔2019〕014号",
        ] {
            assert_eq!(normal(text), ["海府办〔2019〕14号"], "{text}");
        }
    }

    #[test]
    fn words_before_the_agency_are_left_out() {
        assert_eq!(normal("根据海财预〔2020〕5号和海教函〔2021〕6号文件"), ["海财预〔2020〕5号", "海教函〔2021〕6号"]);
        assert_eq!(normal("《海湾市甲办法》（海府规〔2020〕5号）"), ["海府规〔2020〕5号"]);
    }

    #[test]
    fn prose_that_runs_into_a_number_is_cut_off() {
        assert_eq!(normal("镇中心幼儿园\n粤财教〔2025〕25号"), ["粤财教〔2025〕25号"]);
        assert_eq!(normal("城乡居民最低生活保障金粤财社〔2025〕3号"), ["粤财社〔2025〕3号"]);
        assert_eq!(normal("第二组集中采购某种药品医保发〔2020〕2号"), Vec::<String>::new());
    }

    #[test]
    fn orders_have_no_year() {
        assert_eq!(normal("《某条例》（国务院令第 649 号）"), ["国务院令第649号"]);
        assert_eq!(normal("财政部令第七十三号"), ["财政部令第73号"]);
        assert_eq!(normal("海府令[2015]第123号"), ["海府令〔2015〕123号"]);
    }

    #[test]
    fn the_raw_form_is_kept() {
        let found = find_all("见（海财预 [2020] 5 号）");
        assert_eq!(found[0].raw, "海财预 [2020] 5 号");
    }

    #[test]
    fn other_brackets_are_no_numbers() {
        for text in [
            "",
            "支出（2019）",
            "（2019年）14号",
            "〔2019〕14号",
            "甲〔2019〕14号",
            "海府办〔19〕14号",
            "海府办〔2019〕号",
            "责令第三方",
            "海府办〔2019〕1234567号",
        ] {
            assert_eq!(normal(text), Vec::<String>::new(), "{text}");
        }
    }
}
