//! What a figure is of.

use super::Speaking;
use crate::facts::clause::{Clause, Role, read_clause};
use crate::facts::figure::Kind;
use crate::facts::place::Place;
use crate::facts::subject::{complete, is_act, is_weak, split_scope, split_year, stands_alone, topic_of};
use crate::facts::words::{Class, ends_with, ideographs, is_word, without_list_mark};
use gongkai_normalize::rate::Direction;

impl Speaking {
    /// What a figure is of; empty where the text does not tell.
    pub(super) fn subject_of(
        &mut self,
        clause: &Clause,
        own: &str,
        separator: Option<char>,
        name_before: &str,
        place: &Place<'_>,
    ) -> String {
        let moves = !matches!(clause.role, Role::Level | Role::Base);
        // 3个苗圃、2个林场: what stands before a number is what the number before it counts.
        if self.number_first && own.trim_end().ends_with('、') && separator.is_none() {
            return place.phrase_behind().to_owned();
        }
        let bare_number = (own.trim().is_empty() && name_before.is_empty() || own.trim_end().ends_with('中'))
            && place.figure.kind != Kind::Money;
        self.number_first = bare_number && !moves && !place.phrase_behind().is_empty();
        // 设6个内设机构, 应急用车、公务用车2辆
        if place.figure.kind == Kind::Count && !moves {
            let awaits = is_weak(&clause.subject) || ends_with(own.trim(), Class::Counting);
            if let Some(noun) = place.noun().filter(|_| awaits && !own.trim().is_empty()) {
                self.number_first = true;
                return noun.to_owned();
            }
            let uncounted = format!("{}、", place.figure.unit);
            if let Some((_, last)) = clause.subject.rsplit_once(&uncounted).filter(|(_, last)| ideographs(last) >= 2) {
                return last.to_owned();
            }
        }
        let owner = [&self.item, &self.topic].into_iter().find(|owner| !owner.is_empty());
        if let Some(owner) = owner.filter(|_| is_word(&clause.subject, Class::Share)) {
            let owner = owner.strip_suffix("基金").filter(|_| clause.subject.starts_with("基金")).unwrap_or(owner);
            return format!("{owner}{}", clause.subject);
        }
        if is_toward(&clause.subject) {
            return place.aim(false).unwrap_or_default().to_owned();
        }
        if !clause.subject.is_empty() && !is_weak(&clause.subject) {
            return if clause.manner && !moves { String::new() } else { clause.subject.clone() };
        }
        if clause.subject.is_empty() && (clause.manner || clause.reason) {
            return String::new();
        }
        let head = match topic_of(&clause.head) {
            // （一）收入预算：2026年年初预算数 is of income.
            "" if stands_alone(&clause.head) => without_list_mark(&clause.head),
            // 造林面积，目标值：达到8公顷
            topic if ends_with(topic, Class::Slot) && !topic_of(name_before).is_empty() => topic_of(name_before),
            topic => topic,
        };
        let counted = matches!(place.figure.kind, Kind::Money | Kind::Count) && !moves;
        let bare = own.trim().is_empty();
        if counted
            && (is_act(&clause.subject) || bare && place.figure.kind == Kind::Count && !place.bracketed)
            && head.is_empty()
        {
            // 安排2万元，用于…; 提升服务水平，共安排2万元
            if let Some(aim) = place.aim(!bare && place.first) {
                return aim.to_owned();
            }
            if place.first && !bare {
                let before = if read_clause(name_before, false).comparison.is_none() { name_before.trim() } else { "" };
                let field = self.field.as_str();
                // The head of an item is a name, however short: 增值税.
                let least = |named: &&str| ideographs(named) >= if *named == self.item { 2 } else { 4 };
                let named = [field, before, &self.item, &self.heading].into_iter().find(least);
                return named.unwrap_or("").to_owned();
            }
        }
        if !clause.subject.is_empty() {
            // 全市44人: of what was counted last nothing is told.
            if place.figure.kind == Kind::Count && !moves && head.is_empty() {
                return String::new();
            }
            return self.completed(&clause.subject, head, name_before, place);
        }
        if !head.is_empty() {
            return head.to_owned();
        }
        if matches!(clause.role, Role::Change(_)) {
            self.leave_parts(clause, separator, place);
        }
        self.carried()
    }

    /// 市本级社会保险基金预算。社会保险基金预算支出完成8亿元: below an item about a part of the whole, it is of that part.
    pub(super) fn in_scope_of_item(&self, subject: String) -> String {
        let (scope, noun) = split_scope(&self.item);
        let (year, named) = split_year(&subject);
        if scope.is_empty() || ideographs(noun) < 4 || !named.starts_with(noun) {
            return subject;
        }
        format!("{year}{scope}{named}")
    }

    /// The subject of the last amount, or what the text is about.
    fn carried(&self) -> String {
        [&self.subject, &self.item, &self.heading]
            .into_iter()
            .find(|named| !named.is_empty())
            .cloned()
            .unwrap_or_default()
    }

    /// Behind the parts of a sum a change is one of the sum: 收入90万元，其中：甲50万元、乙40万元，比上年增加60万元.
    fn leave_parts(&mut self, clause: &Clause, separator: Option<char>, place: &Place<'_>) {
        let listed = self.listed && self.parts >= 2 && clause.comparison.is_some() && separator == Some('，');
        let increases = matches!(clause.role, Role::Change(Some(Direction::Increase)));
        // What grew by more than there is of it is another.
        let beyond = increases && place.figure.yuan.zip(self.amount).is_some_and(|(change, amount)| change > amount);
        if listed || beyond {
            self.subject = std::mem::take(&mut self.whole);
            self.amount = None;
            self.parts = 0;
            self.listed = false;
            if self.subject.is_empty() {
                self.item.clear();
                self.heading.clear();
            }
        }
    }

    /// A subject that says only when or in which stage, with what it is said of.
    fn completed(&self, weak: &str, head: &str, name_before: &str, place: &Place<'_>) -> String {
        let heading = if stands_alone(weak) && !names_one_item(&self.heading) { "" } else { self.heading.as_str() };
        let before = topic_of(name_before);
        let before = if names_one_item(before) && !before.starts_with(['（', '(']) { before } else { "" };
        // What a rate is a share of is of the amount before it: 甲决算8万元，完成预算10万元的80%.
        let of_parts = if self.parts >= 2 && !place.divides() { self.whole.as_str() } else { "" };
        // 收入 behind 2026年收入年初预算数, or behind its parts, is that amount.
        let side = matches!(weak, "收入" | "支出");
        let mut sums = [&self.whole, &self.main, &self.subject].into_iter();
        if let Some(sum) = sums.find(|sum| side && is_weak(sum) && sum.contains(weak)) {
            return sum.clone();
        }
        let found = [head, &self.field, before, of_parts, &self.subject, &self.item, heading]
            .into_iter()
            .find_map(|of| complete(weak, of));
        found.unwrap_or_else(|| if stands_alone(weak) { weak.to_owned() } else { String::new() })
    }
}

/// Whether a text says to or for whom something is done, and not what: 面向全省 (to the whole province), 对2026年度.
fn is_toward(text: &str) -> bool {
    let whom = text.rfind(['对', '向']).and_then(|at| text.get(at + '对'.len_utf8()..));
    whom.is_some_and(|whom| !whom.is_empty() && is_weak(whom))
}

/// Whether a text is the name of one item of spending: …费, …（项）, …项目.
fn names_one_item(text: &str) -> bool {
    text.ends_with(['费', '）', ')']) || text.ends_with("项目") || text.ends_with("费用")
}
