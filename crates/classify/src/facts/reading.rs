//! A text read from its first figure to its last: what each speaks of.
//!
//! A clause that names nothing but a change (比上年减少…) or a share (为预算的…) speaks of the amount before it. What
//! stands in brackets speaks for itself; behind them the text goes on where it was.

use super::clause::{Clause, DEDUCTING, Role, read_clause};
use super::distribution::{name_before_bracket, names_of_group, years_named};
use super::figure::{Figure, Kind, figures};
use super::place::{LONGEST_NAME, Place};
use super::sentence::brackets;
use super::subject::{complete, is_act, is_weak, object_of, split_scope, split_year, stands_alone, topic_of};
use super::words::{Class, behind_last, ends_with, ideographs, is_word, without_list_mark};
use gongkai_normalize::heading::heading_mark;
use gongkai_normalize::rate::Direction;
use rust_decimal::Decimal;

/// Ends of the names of funds and budgets.
const FUNDS: [&str; 3] = ["基金", "保险", "预算"];

/// Longest head of a list item, in characters.
const LONGEST_HEAD: usize = 80;

/// A figure with what the text says of it.
#[derive(Debug, Clone)]
pub(crate) struct Statement {
    pub(crate) figure: Figure,
    /// What it speaks of; empty where the text does not tell.
    pub(crate) subject: String,
    pub(crate) measure: &'static str,
    pub(crate) direction: Option<Direction>,
    pub(crate) comparison: Option<String>,
}

/// What a text speaks of while it is read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Speaking {
    /// What the heading above names.
    heading: String,
    /// What the head of the list item names.
    item: String,
    /// What the sentence begins to speak of: 在林业建设方面 (in forestry).
    field: String,
    /// The fund or budget that the heading above names, whose income and spending are told below.
    topic: String,
    /// Subject of the last amount.
    subject: String,
    /// Subject of the last figure that was no change and no share, in this sentence or the one before.
    last: String,
    /// Unit of the last figure.
    unit: String,
    /// The sentence tells first how many and then of what: 3个苗圃、2个林场.
    number_first: bool,
    /// Nobody knows what the last amount is of.
    lost: bool,
    /// That amount in yuan.
    amount: Option<Decimal>,
    /// First subject of the last sentence that was no 其中 (of which).
    main: String,
    /// The sum whose parts are listed.
    whole: String,
    /// How many of them were listed, and whether 、 stood between them.
    parts: usize,
    listed: bool,
    /// What the last change was compared with.
    comparison: Option<String>,
    /// What the next rate is a share of.
    divisor: Option<String>,
    /// Direction of the last figure, where it was a change.
    change: Option<Option<Direction>>,
    /// Names that still wait for their figures: 分别 (respectively).
    waiting: Vec<String>,
    /// The years that figures in a row were last of: 2022-2024年.
    years: Vec<u16>,
    /// The last figure told how often something was raised or lowered.
    acts: Option<Direction>,
    /// The last sentence ended with a semicolon.
    goes_on: bool,
}

/// A bracket with figures in it, while it is read.
struct Scope {
    close: usize,
    /// Text before it since the last figure.
    before: String,
    /// That text named the figure in the brackets, and is of nothing behind them.
    used: bool,
    outside: Speaking,
}

impl Speaking {
    /// At the start of a text below a heading that names something, and an item that heads it.
    pub(crate) fn below(heading: &str, item: &str) -> Self {
        let of_item = if ends_with(heading, Class::Item) { heading } else { "" };
        let has_shares = FUNDS.iter().any(|end| heading.ends_with(end)) && !heading.starts_with("关于");
        let topic = if has_shares { heading } else { "" };
        Self { heading: of_item.to_owned(), topic: topic.to_owned(), item: item.to_owned(), ..Self::default() }
    }

    /// Speaking of one thing and nothing else.
    pub(crate) fn of(subject: &str) -> Self {
        Self { item: subject.to_owned(), ..Self::default() }
    }

    /// Reads a sentence.
    pub(crate) fn read(&mut self, sentence: &str, is_first: bool) -> Vec<Statement> {
        let figures = figures(sentence);
        if figures.is_empty() {
            if is_first && let Some(item) = item_head(sentence) {
                item.clone_into(&mut self.item);
            }
            return Vec::new();
        }
        self.begin_sentence();
        let enclosed = brackets(sentence);
        let mut next_bracket = enclosed.iter().peekable();
        let mut scopes: Vec<Scope> = Vec::new();
        let mut statements = Vec::with_capacity(figures.len());
        let mut before = String::new();
        let mut at = 0;
        for (index, figure) in figures.iter().enumerate() {
            while let Some(scope) = scopes.pop_if(|scope| scope.close < figure.start) {
                before = if scope.used { String::new() } else { scope.before };
                *self = scope.outside;
                at = at.max(
                    scope.close + sentence.get(scope.close..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8),
                );
            }
            while let Some(bracket) = next_bracket.next_if(|bracket| bracket.open < figure.start) {
                if bracket.open < at || bracket.close < figure.start {
                    continue;
                }
                before.push_str(sentence.get(at..bracket.open).unwrap_or(""));
                let before = std::mem::take(&mut before);
                scopes.push(Scope { close: bracket.close, before, used: false, outside: self.clone() });
                at = bracket.open
                    + sentence.get(bracket.open..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8);
                self.whole.clear();
            }
            before.push_str(sentence.get(at..figure.start).unwrap_or(""));
            // 林道改造（8万元）
            if let Some(scope) = scopes.last_mut()
                && before.is_empty()
                && figure.kind == Kind::Money
                && self.change.is_none()
                && let Some(name) = name_before_bracket(&scope.before)
            {
                before = name;
                scope.used = true;
            }
            let following = figures.get(index + 1);
            let place = Place { sentence, figure, following, bracketed: !scopes.is_empty(), first: index == 0 };
            statements.push(self.state(&before, &place));
            before.clear();
            at = figure.end;
        }
        while let Some(scope) = scopes.pop() {
            *self = scope.outside;
        }
        self.goes_on = sentence.ends_with(['；', ';']);
        statements
    }

    fn begin_sentence(&mut self) {
        self.comparison = None;
        self.change = None;
        self.waiting.clear();
        self.acts = None;
        self.lost = false;
        self.field.clear();
        self.unit.clear();
        self.number_first = false;
        if !self.goes_on {
            self.subject.clone_from(&self.main);
            self.amount = None;
            self.whole.clear();
            self.parts = 0;
            self.listed = false;
        }
    }

    /// What a figure is stated of, and how; the text speaks of it from then on.
    fn state(&mut self, before: &str, place: &Place<'_>) -> Statement {
        let (passed, own, separator) = clauses(before);
        let mut name_before = "";
        let mut of_which = false;
        for text in passed {
            of_which |= behind_last(text, Class::Parts).is_some();
            self.pass(text);
            // 分级次看，按性质划分: how the parts are told, and no name.
            let parted = text.trim().starts_with(['分', '按', '从']) && text.trim().ends_with(['看', '分', '计', '为']);
            name_before = if parted { "" } else { text };
        }
        let is_rate = matches!(place.figure.kind, Kind::Rate | Kind::Points | Kind::Times);
        let mut clause = read_clause(own, is_rate);
        // 完成全年预算10万元的80%: the amount is what the rate is a share of.
        if clause.role == Role::Level && place.divides() && is_weak(&clause.subject) {
            clause.role = Role::Base;
            let stage = clause.subject.trim_start_matches("完成").to_owned();
            clause.subject = stage;
        }
        if own.trim() == "的" && is_rate && self.divisor.is_some() {
            clause.role = Role::Share;
            clause.comparison = self.divisor.take();
        }
        // 减少10万元（5%）
        if own.trim().is_empty()
            && place.bracketed
            && let Some(direction) = self.change
        {
            clause.role = Role::Change(direction);
        }
        if (clause.of_which || of_which) && (self.parts == 0 || self.whole.is_empty()) {
            self.whole.clone_from(&self.subject);
            self.parts = 0;
            self.listed = false;
        }
        // 占92%: of the sum it is a part of.
        if clause.role == Role::Share && clause.comparison.is_none() && own.contains('占') && !self.whole.is_empty() {
            clause.comparison = Some(self.whole.clone());
        }
        // 提高75元和55元
        if matches!(own.trim(), "和" | "及" | "与" | "、")
            && place.figure.unit == self.unit
            && let Some(direction) = self.change.filter(|_| clause.role == Role::Level)
        {
            clause.role = Role::Change(direction);
        }
        self.unit.clone_from(&place.figure.unit);
        let acts = self.acts.take().filter(|_| own.trim().is_empty() && place.figure.kind == Kind::Money);
        if let Some(direction) = acts {
            clause.role = Role::Change(Some(direction));
        }
        // 调减预算1次，8万元: how often is counted, and by how much is the change.
        if let Role::Change(Some(direction)) = clause.role
            && place.figure.kind == Kind::Count
            && place.figure.unit == "次"
        {
            clause.role = Role::Level;
            self.acts = Some(direction);
        }
        let subject = match self.waiting_name(own) {
            Some(name) => {
                // 分别增长5%和8%
                if let Some(direction) = self.change.filter(|_| clause.role == Role::Level) {
                    clause.role = Role::Change(direction);
                }
                name
            }
            None => self.subject_of(&clause, own, separator, name_before, place),
        };
        let subject = if clause.distributes { self.distribute(&subject, place) } else { subject };
        let subject = self.in_scope_of_item(subject);
        let comparison = self.comparison_of(&clause, &subject);
        // A stage is no share of itself: 年初预算为20万元，支出决算为18万元。完成年初预算的90%。
        let of_itself =
            clause.role == Role::Share && comparison.as_ref().is_some_and(|c| subject.ends_with(c.as_str()));
        let of_last = of_itself && object_of(&self.last, true) == object_of(&subject, true);
        let subject = if of_last { self.last.clone() } else { subject };
        // 扣除债务还本8万元后，安排支出90万元: the spending is not one of debt.
        if !DEDUCTING.iter().any(|word| own.trim().starts_with(word)) {
            self.remember(&clause, &subject, comparison.as_ref(), separator, of_which, place);
        }
        Statement {
            figure: place.figure.clone(),
            measure: measure(place.figure.kind, clause.role),
            direction: match clause.role {
                Role::Change(Some(direction)) => Some(direction),
                Role::Change(None) if place.figure.value.is_zero() => Some(Direction::Flat),
                _ => None,
            },
            subject,
            comparison,
        }
    }

    /// Takes from a clause without a figure what it says of those behind it.
    fn pass(&mut self, text: &str) {
        let clause = read_clause(text, false);
        if clause.role == Role::Base {
            self.comparison = Some(text.trim().to_owned());
        } else if clause.comparison.is_some() && clause.subject.is_empty() {
            self.comparison = clause.comparison;
        }
        // 在林业建设方面，共安排…; 对林业项目开展评价，涉及…
        let field = text.trim().strip_suffix("方面").map(|field| field.trim_start_matches(['在', '从']).trim());
        let field = field.or_else(|| {
            let (_, object) = text.rsplit_once('对')?;
            ["开展", "实施", "进行"].iter().find_map(|act| Some(object.split_once(act)?.0.trim()))
        });
        if let Some(field) = field.filter(|field| ideographs(field) >= 2) {
            field.clone_into(&mut self.field);
        }
    }

    fn subject_of(
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
    fn in_scope_of_item(&self, subject: String) -> String {
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
        let sum = [of_parts, &self.subject].into_iter().find(|of| !of.is_empty());
        if let Some(sum) = sum.filter(|sum| side && is_weak(sum) && sum.contains(weak)) {
            return sum.to_owned();
        }
        let found = [head, &self.field, before, of_parts, &self.subject, &self.item, heading]
            .into_iter()
            .find_map(|of| complete(weak, of));
        found.unwrap_or_else(|| if stands_alone(weak) { weak.to_owned() } else { String::new() })
    }

    fn comparison_of(&self, clause: &Clause, subject: &str) -> Option<String> {
        let own = clause.comparison.clone();
        match clause.role {
            Role::Change(_) => own.or_else(|| {
                self.comparison
                    .clone()
                    .filter(|_| clause.subject.is_empty() || subject == self.subject || self.change.is_none())
            }),
            _ => own.filter(|_| clause.role == Role::Share),
        }
    }

    fn remember(
        &mut self,
        clause: &Clause,
        subject: &str,
        comparison: Option<&String>,
        separator: Option<char>,
        of_which: bool,
        place: &Place<'_>,
    ) {
        self.change = None;
        match clause.role {
            Role::Change(direction) => {
                self.change = Some(direction);
                self.comparison = comparison.cloned();
                if !clause.subject.is_empty() && !subject.is_empty() && !clause.reason {
                    subject.clone_into(&mut self.subject);
                    self.amount = None;
                }
            }
            // What follows an amount of which nobody knows what it is of is not of what stood before it.
            Role::Level | Role::Arrived if subject.is_empty() && place.figure.yuan.is_some() => {
                self.subject.clear();
                self.amount = None;
                self.lost = true;
            }
            Role::Base if place.divides() => self.divisor = Some(clause.subject.clone()),
            Role::Base => self.comparison = Some(format!("比{}", clause.subject)),
            Role::Level | Role::Arrived if !subject.is_empty() && !clause.reason => {
                subject.clone_into(&mut self.last);
                if !self.whole.is_empty() {
                    self.listed |= self.parts > 0 && separator == Some('、');
                    self.parts += 1;
                }
                if place.figure.yuan.is_some() || !clause.subject.is_empty() {
                    let of = if clause.starts_change && !clause.head.is_empty() { &clause.head } else { subject };
                    of.clone_into(&mut self.subject);
                    self.amount = place.figure.yuan;
                }
                if place.first && !place.bracketed && !clause.of_which && !of_which {
                    subject.clone_into(&mut self.main);
                }
            }
            _ => {}
        }
    }

    /// The name that waits for a figure with nothing but 、 or 和 before it.
    fn waiting_name(&mut self, own: &str) -> Option<String> {
        let joins = matches!(own.trim(), "" | "和" | "及" | "与" | "以及" | "、");
        if !joins {
            self.waiting.clear();
        }
        self.waiting.pop()
    }

    /// 甲和乙分别为1万元和2万元: each name has its figure.
    fn distribute(&mut self, subject: &str, place: &Place<'_>) -> String {
        if !place.is_followed_by_equal() {
            return subject.to_owned();
        }
        let before = place.sentence.get(..place.figure.start).unwrap_or("");
        if let Some(years) = years_named(before) {
            self.years = years;
        } else if !before.contains("同期") {
            self.years.clear();
        }
        let mut names = names_of_group(subject, place.group(), &self.years);
        names.reverse();
        let first = names.pop().unwrap_or_default();
        self.waiting = names;
        first
    }
}

const fn measure(kind: Kind, role: Role) -> &'static str {
    match (kind, role) {
        (Kind::Points, _) => "change_points",
        (Kind::Money | Kind::Count, Role::Change(_)) => "change",
        (Kind::Rate | Kind::Times, Role::Change(_)) => "change_rate",
        (Kind::Money, _) => "amount",
        (Kind::Count, _) => "count",
        (Kind::Rate | Kind::Times, _) => "rate",
    }
}

/// The clauses before a figure: those passed over, the one that ends at it, and the mark behind the last figure. 、 parts
/// clauses only directly behind a figure; elsewhere it parts the names of one enumeration.
fn clauses(text: &str) -> (Vec<&str>, &str, Option<char>) {
    let mut passed = Vec::new();
    let mut separator = None;
    let (mut start, mut depth) = (0, 0_u32);
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            // 购车费为0、接待费2万元
            '，' | '。' | '；' | ',' | ';' | '、'
                if depth == 0 && (c != '、' || at == 0 || text.get(..at).is_some_and(|t| t.ends_with("为0"))) =>
            {
                if at == 0 {
                    separator = Some(if c == ',' { '，' } else { c });
                } else {
                    passed.extend(text.get(start..at));
                }
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    (passed, text.get(start..).unwrap_or(""), separator)
}

/// What the head of a list item names: 1.苗圃事务（款）苗圃维护（项）。
pub(crate) fn item_head(sentence: &str) -> Option<&str> {
    let sentence = sentence.trim();
    // ——增值税。
    if let Some(name) = sentence.strip_prefix("——").and_then(|rest| rest.strip_suffix('。')) {
        let listed = name.contains('、') && !ends_with(name, Class::Item);
        let plain = !name.contains(['，', '：', '；']) && !listed && name.chars().count() <= LONGEST_NAME;
        return Some(topic_of(name)).filter(|topic| plain && !topic.is_empty());
    }
    let marked = heading_mark(sentence).is_some() || sentence.trim_end_matches('。').ends_with(['）', ')']);
    let phrase =
        !sentence.contains(['，', '；', ',', ';', '：', ':', '《']) && sentence.chars().count() <= LONGEST_HEAD;
    Some(topic_of(sentence)).filter(|topic| marked && phrase && ends_with(topic, Class::Item))
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
