//! A figure in its sentence: what stands behind it.

use super::clause::read_clause;
use super::figure::{Figure, Kind};
use super::subject::is_weak;
use super::words::{Class, behind_last, ideographs, without_start};

/// Longest name of an item or of what is counted, in characters.
pub(super) const LONGEST_NAME: usize = 20;

/// Longest words that say what money is for, in characters.
const LONGEST_AIM: usize = 60;

/// A figure in its sentence.
pub(super) struct Place<'a> {
    pub(super) sentence: &'a str,
    pub(super) figure: &'a Figure,
    pub(super) following: Option<&'a Figure>,
    pub(super) bracketed: bool,
    pub(super) first: bool,
}

impl<'a> Place<'a> {
    /// The words behind an amount that say what it is for: 安排2万元，用于…. `any`: whatever the next clause says is it.
    pub(super) fn aim(&self, any: bool) -> Option<&'a str> {
        let end = self.following.map_or(self.sentence.len(), |next| next.start);
        let behind = self.sentence.get(self.figure.end..end)?;
        let mut clauses = behind.split(['，', '。', '；', ',', ';', '：']).map(str::trim).peekable();
        let direct = clauses.next().unwrap_or("");
        // 市本级2万元、镇街3万元: what stands behind the mark is the name of the next.
        if direct.starts_with('、') {
            return None;
        }
        let words = if ideographs(direct) >= 2 && !is_weak(direct) {
            direct
        } else if let Some(whole) = self.aim_with_counts() {
            whole
        } else {
            // A clause that ends at the next figure speaks of that one.
            let next = clauses.next().filter(|_| self.following.is_none() || clauses.peek().is_some())?;
            let plain = any
                && ideographs(next) >= 4
                && read_clause(next, false).comparison.is_none()
                && behind_last(before_bracket(next), Class::Parts).is_none();
            Some(next).filter(|_| plain || without_start(next, Class::Aim).is_some())?
        };
        let mut aim = words.trim_end_matches(['、', ' ']);
        for opener in ["主要", "专项", "重点", "用于"] {
            aim = aim.strip_prefix(opener).unwrap_or(aim);
        }
        (ideographs(aim) >= 2 && aim.chars().count() <= LONGEST_AIM).then_some(aim)
    }

    /// 投入2亿元，支持全县20个苗圃开放: a clause that opens as an aim is one, though something is counted in it.
    fn aim_with_counts(&self) -> Option<&'a str> {
        let next = self.following.filter(|next| next.kind == Kind::Count)?;
        let behind = self.sentence.get(self.figure.end..)?.trim_start().strip_prefix(['，', ','])?;
        let aim = behind.split(['，', '。', '；', ',', ';']).next()?.trim();
        let start = self.sentence.len() - behind.len();
        let holds = (start..start + aim.len()).contains(&next.start);
        (holds && without_start(aim, Class::Aim).is_some()).then_some(aim)
    }

    /// The noun that a count counts, where it stands directly behind: 6个内设机构.
    pub(super) fn noun(&self) -> Option<&'a str> {
        let counts = ["个", "家", "所", "名", "座", "户"].contains(&self.figure.unit.as_str());
        let end = self.following.map_or(self.sentence.len(), |next| next.start);
        let behind = self.sentence.get(self.figure.end..end).filter(|_| counts)?;
        let cut = behind.find(['，', '。', '；', '、', '：', '（', ',', ';', ':', '(', '和', '及', '与', '的']);
        // Without a mark it goes on to the next figure, which is of it.
        let mut noun = behind.get(..cut.or_else(|| self.following.is_none().then_some(behind.len()))?)?.trim();
        for act in
            ["共", "开展", "实施", "进行", "实行", "纳入", "组建", "组成", "实现", "建成", "每", "分别", "对", "中有"]
        {
            noun = noun.split_once(act).map_or(noun, |(noun, _)| noun);
        }
        noun = noun.strip_suffix('中').unwrap_or(noun);
        let plain =
            !noun.contains(['“', '”', '"']) && !["左右", "以上", "以下", "多"].iter().any(|w| noun.starts_with(w));
        (ideographs(noun) >= 3 && noun.chars().count() <= LONGEST_NAME && !is_weak(noun) && plain).then_some(noun)
    }

    /// What stands behind the figure up to the next mark: 七成各地留用、三成由省里分配.
    pub(super) fn phrase_behind(&self) -> &'a str {
        let behind = self.sentence.get(self.figure.end..).unwrap_or("");
        let phrase = behind.split(['，', '。', '；', '、', '：', '（', ',', ';', ':', '(']).next().unwrap_or("").trim();
        if ideographs(phrase) >= 2 && phrase.chars().count() <= LONGEST_NAME { phrase } else { "" }
    }

    /// Whether the next figure is a share of this one.
    pub(super) fn divides(&self) -> bool {
        let next = self.following.filter(|next| next.kind == Kind::Rate && self.figure.kind == Kind::Money);
        next.is_some_and(|next| self.sentence.get(self.figure.end..next.start).is_some_and(|text| text.trim() == "的"))
    }

    pub(super) fn is_followed_by_equal(&self) -> bool {
        self.group() > 1
    }

    /// How many figures follow each other with nothing but 、 or 和 between them, this one among them.
    pub(super) fn group(&self) -> usize {
        let mut rest = self.sentence.get(self.figure.end..).unwrap_or("");
        let mut count = 1;
        loop {
            let behind = rest.trim_start_matches(['、', '和', '及', '与', '，', ' ']);
            let unsigned = behind.trim_start_matches(['-', '－', '−']);
            let digits = unsigned.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' '));
            if behind.len() == rest.len() || digits.len() == unsigned.len() {
                return count;
            }
            let Some(after) = digits.strip_prefix(self.figure.unit.as_str()) else { return count };
            rest = after;
            count += 1;
        }
    }
}

/// A text without the bracket in it and what follows.
fn before_bracket(text: &str) -> &str {
    text.split(['（', '(']).next().unwrap_or(text)
}
