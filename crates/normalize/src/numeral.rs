//! Numbers written in Chinese characters.

/// Whether `c` can stand in a numeral as it is used for numbering: 一 to 九, 十, 百, 〇, 零.
#[must_use]
pub const fn is_numeral_char(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '〇' | '零' | '○')
}

/// Reads a whole number in Chinese characters: 十一 is 11, 一百零五 is 105, 二〇二三 is 2023, 两万 is 20000. Capital
/// forms (壹, 贰, 拾) are read too. `None` if anything else is in the text.
#[must_use]
pub fn parse_numeral(text: &str) -> Option<u64> {
    let mut places = false;
    let mut count = 0_usize;
    for c in text.chars() {
        places |= place_of(c).is_some();
        count += 1;
        if digit_of(c).is_none() && place_of(c).is_none() {
            return None;
        }
    }
    match (count, places) {
        (0, _) => None,
        (_, false) => positional(text),
        (_, true) => by_places(text),
    }
}

/// 二〇二三: one character per digit.
fn positional(text: &str) -> Option<u64> {
    text.chars().try_fold(0_u64, |value, c| value.checked_mul(10)?.checked_add(digit_of(c)?))
}

/// 一百零五: digits with their places.
fn by_places(text: &str) -> Option<u64> {
    // `section` collects up to 万 or 亿, `digit` waits for its place.
    let (mut total, mut section, mut digit) = (0_u64, 0_u64, None);
    for c in text.chars() {
        if let Some(value) = digit_of(c) {
            if digit.is_some_and(|d| d != 0) {
                return None;
            }
            digit = Some(value);
            continue;
        }
        let place = place_of(c)?;
        if place >= 10_000 {
            section = section.checked_add(digit.take().unwrap_or(0))?;
            // 亿 counts all before it (一万亿), 万 what follows the last 亿 (一亿二千万).
            let counted = if place > 10_000 { std::mem::take(&mut total).checked_add(section)? } else { section };
            if counted == 0 {
                return None;
            }
            total = total.checked_add(counted.checked_mul(place)?)?;
            section = 0;
        } else {
            // 十 alone is ten.
            section = section.checked_add(digit.take().filter(|&d| d != 0).unwrap_or(1).checked_mul(place)?)?;
        }
    }
    total.checked_add(section)?.checked_add(digit.unwrap_or(0))
}

const fn digit_of(c: char) -> Option<u64> {
    Some(match c {
        '〇' | '零' | '○' | 'Ｏ' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

const fn place_of(c: char) -> Option<u64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1_000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_read() {
        let cases = [
            ("一", 1),
            ("十", 10),
            ("十一", 11),
            ("二十", 20),
            ("一百零五", 105),
            ("二〇二三", 2023),
            ("两万", 20_000),
            ("三千二百万", 32_000_000),
            ("贰拾壹", 21),
            ("一亿零三", 100_000_003),
            ("一亿二千万", 120_000_000),
            ("一万亿", 1_000_000_000_000),
        ];
        for (text, value) in cases {
            assert_eq!(parse_numeral(text), Some(value), "{text}");
        }
    }

    #[test]
    fn other_words_are_none() {
        for text in ["", "甲", "十甲", "一二十", "万", &"九".repeat(50), &"亿".repeat(9)] {
            assert_eq!(parse_numeral(text), None, "{text}");
        }
    }
}
