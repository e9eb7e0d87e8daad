//! A text read from its first figure to its last: what each speaks of.
//!
//! A clause that names nothing but a change (比上年减少…) or a share (为预算的…) speaks of the amount before it. What
//! stands in brackets speaks for itself; behind them the text goes on where it was.

mod naming;

use super::clause::{Clause, DEDUCTING, Role, read_clause};
use super::distribution::{name_before_bracket, names_of_group, years_named};
use super::figure::{Figure, Kind, figures};
use super::place::{LONGEST_NAME, Place};
use super::sentence::brackets;
use super::subject::{is_weak, object_of, stands_alone, topic_of};
use super::when::{Asked, Time, When};
use super::whose::Whose;
use super::words::{Class, behind_last, ends_with, ideographs, without_list_mark};
use gongkai_normalize::chars::is_ideograph;
use gongkai_normalize::heading::heading_mark;
use gongkai_normalize::number::find_numbers;
use gongkai_normalize::rate::{Direction, find_changes};
use rust_decimal::Decimal;

/// Ends of the names of funds and budgets.
const FUNDS: [&str; 3] = ["基金", "保险", "预算"];

/// On average in each of some years.
const EACH_YEAR: &str = "年均";

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
    /// The year it is of.
    pub(crate) year: Option<u16>,
    /// The part of the public sector it is of.
    pub(crate) scope: Option<String>,
}

/// What a text speaks of while it is read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Speaking {
    time: Time,
    whose: Whose,
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

    /// In a part of the document that is about a year and a part of the public sector.
    pub(crate) fn within(self, when: When, scope: Option<String>) -> Self {
        Self { time: Time::below(when), whose: Whose::below(scope), ..self }
    }

    /// The year that the text itself spoke of last.
    pub(crate) fn said(&self) -> When {
        self.time.said()
    }

    /// Reads a sentence.
    pub(crate) fn read(&mut self, sentence: &str, is_first: bool) -> Vec<Statement> {
        let figures = figures(sentence);
        if is_first {
            self.time.open(sentence);
        }
        if figures.is_empty() {
            if is_first && let Some(item) = item_head(sentence) {
                item.clone_into(&mut self.item);
                self.whose.open(item);
            }
            return Vec::new();
        }
        self.begin_sentence(sentence);
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

    fn begin_sentence(&mut self, sentence: &str) {
        let goes_on = self.goes_on || sentence.starts_with("其中");
        self.time.begin_sentence(goes_on);
        self.whose.begin_sentence(goes_on);
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
        for text in &passed {
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
        // 年均增长3%: against no one year.
        if clause.comparison.is_none() && matches!(clause.role, Role::Change(_)) && own.contains(EACH_YEAR) {
            clause.comparison = Some(EACH_YEAR.to_owned());
        }
        let comparison = self.comparison_of(&clause, &subject);
        // A stage is no share of itself: 年初预算为20万元，支出决算为18万元。完成年初预算的90%。
        let of_itself =
            clause.role == Role::Share && comparison.as_ref().is_some_and(|c| subject.ends_with(c.as_str()));
        let of_last = of_itself && object_of(&self.last, true) == object_of(&subject, true);
        let subject = if of_last { self.last.clone() } else { subject };
        let asked = Asked {
            passed: &passed,
            own,
            subject: &subject,
            comparison: clause.comparison.as_deref().filter(|words| *words != EACH_YEAR),
            is_base: clause.role == Role::Base && !place.divides() || clause.starts_change,
            is_reason: clause.reason,
        };
        let year = self.time.of(&asked).year();
        let scope = self.whose.of(&passed, own, &clause, &subject);
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
            year,
            scope,
        }
    }

    /// Takes from a clause without a figure what it says of those behind it.
    fn pass(&mut self, text: &str) {
        // 羊出栏12万头，下降5%: what the number is of is what changed; its unit is none that facts have.
        if let Some(name) = named_before_number(text) {
            let clause = read_clause(name, false);
            if clause.role == Role::Level && !is_weak(&clause.subject) {
                self.subject = clause.subject;
                self.amount = None;
                return;
            }
        }
        let clause = read_clause(text, false);
        if clause.role == Role::Base {
            self.comparison = Some(text.trim().to_owned());
        } else if clause.comparison.is_some() && clause.subject.is_empty() {
            self.comparison = clause.comparison;
        }
        // 在林业建设方面，共安排…; 对林业项目开展评价，涉及…
        let field = text.trim().strip_suffix("方面").map(|field| field.trim_start_matches(['在', '从']).trim());
        // 所有林业支出纳入绩效管理，涉及资金…
        let field = field.or_else(|| Some(without_list_mark(text).split_once("纳入")?.0.trim()));
        let field = field.or_else(|| {
            let (_, object) = text.rsplit_once('对')?;
            ["开展", "实施", "进行"].iter().find_map(|act| Some(object.split_once(act)?.0.trim()))
        });
        if let Some(field) = field.filter(|field| ideographs(field) >= 2) {
            field.clone_into(&mut self.field);
        }
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
                // 其中：甲50万元；乙40万元: what goes on behind the semicolon is a part.
                if place.first && !place.bracketed && !clause.of_which && !of_which && self.whole.is_empty() {
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

/// What stands before the number that a clause ends with, whatever its unit: 羊出栏12.38万头, 种植面积13千公顷, 预算数为0.
fn named_before_number(text: &str) -> Option<&str> {
    let number = find_numbers(text).into_iter().last()?;
    let unit = text.get(number.end..)?.trim();
    let (before, of_date) = (text.get(..number.start)?, ["年", "月", "日", "号", "届", "次", "条", "个", "天", "时"]);
    let counted = unit.chars().count() <= 6 && unit.chars().all(|c| is_ideograph(c) || c.is_ascii_alphabetic());
    let is_name = before.ends_with(['第', '〔', '[', '“', '"', '（', '(', '-', '－', '.', '、']);
    (counted
        && !is_name
        && find_changes(unit).is_empty()
        && !of_date.iter().any(|end| unit.starts_with(end))
        && ideographs(before) >= 2)
        .then_some(before)
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
    let topic = match topic_of(sentence) {
        // （一）收入预算。
        "" if stands_alone(without_list_mark(sentence).trim_end_matches('。')) => {
            without_list_mark(sentence).trim_end_matches('。')
        }
        topic => topic,
    };
    Some(topic).filter(|topic| marked && phrase && ends_with(topic, Class::Item))
}
