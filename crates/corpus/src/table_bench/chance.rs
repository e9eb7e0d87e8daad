//! Choices that are the same for the same seed on every machine.

/// A source of choices (splitmix64).
#[derive(Debug, Clone)]
pub struct Chance {
    state: u64,
}

impl Chance {
    /// Choices that follow from this seed and these words.
    #[must_use]
    pub fn of(seed: u64, words: &[&str]) -> Self {
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5DEE_CE66_D1CE_4E5B;
        for byte in words.iter().flat_map(|w| w.bytes().chain([0])) {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
        }
        let mut chance = Self { state };
        chance.next();
        chance
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 to below `n`; 0 where `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        if n == 0 { 0 } else { (self.next() % n as u64) as usize }
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// A length from `low` to `high`.
    pub fn length(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * (self.below(1001) as f32 / 1000.0)
    }

    /// True in this many of a hundred cases.
    pub fn in_hundred(&mut self, cases: usize) -> bool {
        self.below(100) < cases
    }

    /// One of the items.
    pub fn one_of<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        items[self.below(items.len())]
    }

    /// One of the values.
    pub fn value<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }

    /// The items in another order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            let j = self.below(i + 1);
            items.swap(i, j);
        }
    }

    /// A sum of money in hundredths, of about this many digits before the point.
    pub fn money(&mut self, digits: usize) -> i64 {
        let digits = self.between(digits.saturating_sub(1).max(1), digits);
        let limit = 10_usize.pow(u32::try_from(digits).unwrap_or(1) + 2);
        i64::try_from(self.between(limit / 20, limit - 1)).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_follow_from_seed_and_words() {
        let draw = |seed, words: &[&str]| {
            let mut chance = Chance::of(seed, words);
            [chance.below(1000), chance.below(1000), chance.below(1000)]
        };
        assert_eq!(draw(1, &["a", "b"]), draw(1, &["a", "b"]));
        assert_ne!(draw(1, &["a", "b"]), draw(2, &["a", "b"]));
        assert_ne!(draw(1, &["a", "b"]), draw(1, &["ab"]));
    }

    #[test]
    fn a_choice_stays_in_its_range() {
        let mut chance = Chance::of(7, &[]);
        assert!((0..500).all(|_| (3..=5).contains(&chance.between(3, 5))));
        assert!((0..500).all(|_| (1..1_000_000).contains(&chance.money(4))));
        assert_eq!(chance.below(0), 0);
    }
}
