//! Whether the characters of a page are ones that a published Chinese document is written in.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

/// Ideographs in daily use: GB 2312 (simplified) and the first level of Big5 (traditional), one bit per code point from
/// U+4E00. Their codes are decoded, which is a look-up; to encode each ideograph would search the whole table for it.
static COMMON_IDEOGRAPHS: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut bits = vec![0u64; 0x5200 / 64];
    let gb2312 = encoding_rs::GBK.decode_without_bom_handling(&codes(0xb0..=0xf7, &[0xa1..=0xfe])).0.into_owned();
    let big5 =
        encoding_rs::BIG5.decode_without_bom_handling(&codes(0xa4..=0xc6, &[0x40..=0x7e, 0xa1..=0xfe])).0.into_owned();
    for ch in gb2312.chars().chain(big5.chars()) {
        let at = u32::from(ch).wrapping_sub(0x4e00) as usize;
        if let Some(word) = bits.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }
    bits
});

/// All codes of two bytes whose first is in `leads` and whose second is in one of `trails`.
fn codes(leads: RangeInclusive<u8>, trails: &[RangeInclusive<u8>]) -> Vec<u8> {
    leads.flat_map(|lead| trails.iter().cloned().flatten().flat_map(move |trail| [lead, trail])).collect()
}

/// Whether a character may be expected: ASCII, Chinese punctuation and symbols, common ideographs. Letters of other
/// scripts, rare ideographs and symbols that a broken mapping yields are not.
pub(crate) fn is_expected(ch: char) -> bool {
    match u32::from(ch) {
        0x20..=0x7e
        | 0x00a0
        | 0x00a7
        | 0x00b0..=0x00b1
        | 0x00b7
        | 0x00d7
        | 0x00f7
        | 0x0391..=0x03c9
        | 0x2010..=0x2027
        | 0x2030..=0x203b
        | 0x20ac
        | 0x2100..=0x23ff
        | 0x2460..=0x24ff
        | 0x2500..=0x27bf
        | 0x3000..=0x303f
        | 0x3200..=0x33ff
        | 0xfe30..=0xfe4f
        | 0xff00..=0xffef => true,
        code @ 0x4e00..=0x9fff => {
            let at = (code - 0x4e00) as usize;
            COMMON_IDEOGRAPHS.get(at / 64).is_some_and(|w| w >> (at % 64) & 1 == 1)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_ideographs_are_those_that_the_codes_hold() {
        for code in (0x4e00..=0x9fff).step_by(61) {
            let text = char::from_u32(code).unwrap().to_string();
            let gb2312 = matches!(*encoding_rs::GBK.encode(&text).0, [0xb0..=0xf7, 0xa1..=0xfe]);
            let big5 = matches!(*encoding_rs::BIG5.encode(&text).0, [0xa4..=0xc6, _]);
            assert_eq!(is_expected(text.chars().next().unwrap()), gb2312 || big5, "{text}");
        }
    }

    #[test]
    fn budget_chinese_is_expected_and_mojibake_is_not() {
        assert!("一般公共预算财政拨款（万元）1,234.56、①“三公”經費".chars().all(is_expected));
        let mojibake = "®¯²³´µ¶ĀāĂăƀɐʮ乊乑亖";
        assert!(mojibake.chars().filter(|c| is_expected(*c)).count() * 4 < mojibake.chars().count());
    }
}
