//! The word lists under `data/`, parsed once.
//!
//! Every list is a table of wordings and what they mean. Wordings are compared as *comparison keys*: blanks deleted,
//! full-width forms folded, so that `项  目` equals `项目`. Where several wordings fit, the longest one wins:
//! 公务用车购置及运行费 (cars, all together) holds 公务用车购置 (buying cars) and must not be taken for it.

use gongkai_model::record::{Basis, Fund, Phase};
use gongkai_model::table::Form;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a column is, as the list of header wordings says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Code,
    CodePart,
    ProjectCode,
    UnitCode,
    UnitName,
    Region,
    RowNo,
    Sequence,
    Label,
    Text,
    Rate,
    Count,
    Money,
}

impl Kind {
    const fn is_code(self) -> bool {
        matches!(self, Self::Code | Self::CodePart | Self::ProjectCode | Self::UnitCode)
    }
}

/// How a wording must stand in a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    Exact,
    Part,
    Start,
    End,
}

/// One line of `columns.tsv`.
#[derive(Debug)]
pub(crate) struct Wording {
    key: &'static str,
    how: How,
    pub(crate) kind: Kind,
    pub(crate) field: &'static str,
}

/// Header wordings: those that must stand alone by key, the others by their first character.
struct Columns {
    exact: HashMap<&'static str, Wording>,
    others: HashMap<char, Vec<Wording>>,
    firsts: Characters,
}

/// A set of characters: a bit for each one of the basic plane, where all words of these lists are written.
struct Characters(Vec<u64>);

impl Characters {
    fn of(chars: impl Iterator<Item = char>) -> Self {
        let mut bits = vec![0; 1 << 10];
        for c in chars {
            if let Some(word) = bits.get_mut(c as usize >> 6) {
                *word |= 1 << (c as usize & 63);
            }
        }
        Self(bits)
    }

    /// Whether the set may hold a character: of those outside the basic plane it does not know.
    fn may_hold(&self, c: char) -> bool {
        self.0.get(c as usize >> 6).is_none_or(|word| word >> (c as usize & 63) & 1 == 1)
    }
}

static COLUMNS: LazyLock<Columns> = LazyLock::new(|| {
    let (mut exact, mut others) = (HashMap::new(), HashMap::<char, Vec<Wording>>::new());
    for row in rows(include_str!("../data/columns.tsv")) {
        let (Some(&key), Some(&how), Some(&kind), Some(&field)) = (row.first(), row.get(1), row.get(2), row.get(3))
        else {
            continue;
        };
        let kind = match kind {
            "code" => Kind::Code,
            "code_part" => Kind::CodePart,
            "project_code" => Kind::ProjectCode,
            "unit_code" => Kind::UnitCode,
            "unit_name" => Kind::UnitName,
            "region" => Kind::Region,
            "row_no" => Kind::RowNo,
            "seq" => Kind::Sequence,
            "label" => Kind::Label,
            "rate" => Kind::Rate,
            "count" => Kind::Count,
            "money" => Kind::Money,
            _ => Kind::Text,
        };
        let how = match how {
            "exact" => How::Exact,
            "start" => How::Start,
            "end" => How::End,
            _ => How::Part,
        };
        let wording = Wording { key, how, kind, field };
        if how == How::Exact {
            exact.insert(key, wording);
        } else if let Some(first) = key.chars().next() {
            others.entry(first).or_default().push(wording);
        }
    }
    let firsts = Characters::of(others.keys().copied());
    Columns { exact, others, firsts }
});

/// What a header cell says its column holds: the wording that is the whole cell, else the longest one in it.
pub(crate) fn header_wording(key: &str) -> Option<&'static Wording> {
    if key.is_empty() {
        return None;
    }
    let columns = &*COLUMNS;
    // 支出经济分类科目编码 ends as a code, whatever longer wording it holds.
    let coded = key.ends_with("编码") || key.ends_with("代码");
    let begins_with = |at: usize, first: char| {
        let rest = key.get(at..).unwrap_or("");
        let wordings = columns.others.get(&first).map_or(&[][..], Vec::as_slice).iter();
        wordings.filter(move |w| (!coded || w.kind.is_code()) && rest.starts_with(w.key)).filter(move |w| match w.how {
            How::Exact => false,
            How::Part => true,
            How::Start => at == 0,
            How::End => rest.len() == w.key.len(),
        })
    };
    let longest = |a: &&Wording, b: &&Wording| a.key.len().cmp(&b.key.len()).then(b.key.cmp(a.key));
    let starts = || key.char_indices().filter(|(_, first)| columns.firsts.may_hold(*first));
    let part = || starts().flat_map(|(at, first)| begins_with(at, first)).max_by(longest);
    columns.exact.get(key).or_else(part)
}

/// 预算数（不含上年结转）: a header without the bracket that tells what is counted in (含, true) or left out (不含), and the wording
/// of that.
pub(crate) fn included(key: &str) -> (&str, Option<(bool, &'static Wording)>) {
    let bracket = || {
        let (rest, inner) = key.strip_suffix(')')?.rsplit_once('(')?;
        let (with, named) = match inner.strip_prefix("不含") {
            Some(named) => (false, named),
            None => (true, inner.strip_prefix('含')?),
        };
        Some((rest, (with, header_wording(named).filter(|w| w.kind == Kind::Money)?)))
    };
    bracket().map_or((key, None), |(rest, told)| (rest, Some(told)))
}

/// A list of wordings with one meaning each. A wording without a meaning is a mask: it is struck out before the others
/// are looked for, as 一般公共预算 (the general public budget) says nothing about 预算 (budget) against 决算 (final).
struct Terms {
    masks: Vec<&'static str>,
    terms: Vec<(&'static str, &'static str)>,
    /// First characters of all of them.
    firsts: Characters,
}

impl Terms {
    fn parse(text: &'static str) -> Self {
        let mut masks = Vec::new();
        let mut terms = Vec::new();
        for row in rows(text) {
            match (row.first(), row.get(1)) {
                (Some(&key), Some(&value)) if !value.is_empty() => terms.push((key, value)),
                (Some(&key), _) => masks.push(key),
                _ => {}
            }
        }
        masks.sort_by_key(|k| std::cmp::Reverse(k.len()));
        terms.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then(a.0.cmp(b.0)));
        let all = masks.iter().copied().chain(terms.iter().map(|(key, _)| *key));
        let firsts = Characters::of(all.filter_map(|key| key.chars().next()));
        Self { masks, terms, firsts }
    }

    fn find(&self, key: &str) -> Option<&'static str> {
        if !key.chars().any(|c| self.firsts.may_hold(c)) {
            return None;
        }
        // A wording that is all there is counts, whatever mask it holds.
        if let Some((_, value)) = self.terms.iter().find(|(word, _)| *word == key) {
            return Some(value);
        }
        let mut masked = std::borrow::Cow::Borrowed(key);
        for mask in &self.masks {
            if masked.contains(mask) {
                masked = std::borrow::Cow::Owned(masked.replace(mask, "|"));
            }
        }
        self.terms.iter().find(|(word, _)| masked.contains(word)).map(|(_, value)| *value)
    }
}

static FUNDS: LazyLock<Terms> = LazyLock::new(|| Terms::parse(include_str!("../data/funds.tsv")));
static PHASES: LazyLock<Terms> = LazyLock::new(|| Terms::parse(include_str!("../data/phases.tsv")));
static BASES: LazyLock<Terms> = LazyLock::new(|| Terms::parse(include_str!("../data/bases.tsv")));
static THREE_PUBLIC: LazyLock<Terms> = LazyLock::new(|| Terms::parse(include_str!("../data/three-public.tsv")));

/// The fund a wording names: 政府性基金 (government fund).
pub(crate) fn fund_in(key: &str) -> Option<Fund> {
    fund_from_name(FUNDS.find(key)?)
}

fn fund_from_name(name: &str) -> Option<Fund> {
    Some(match name {
        "general_public" => Fund::GeneralPublic,
        "government_fund" => Fund::GovernmentFund,
        "state_capital" => Fund::StateCapital,
        "special_account" => Fund::SpecialAccount,
        "unit_funds" => Fund::UnitFunds,
        "other" => Fund::Other,
        "all" => Fund::All,
        _ => return None,
    })
}

/// The stage of the budget cycle a wording names: 决算数 (final figure).
pub(crate) fn phase_in(key: &str) -> Option<Phase> {
    Some(match PHASES.find(key)? {
        "budget" => Phase::Budget,
        "budget_adjusted" => Phase::BudgetAdjusted,
        "execution" => Phase::Execution,
        "final" => Phase::Final,
        _ => return None,
    })
}

/// 2022比2021, 2022年比2021年: one year against another and nothing else.
pub(crate) fn compares_years(key: &str) -> bool {
    let year = |part: &str| {
        let digits = part.strip_suffix("年度").or_else(|| part.strip_suffix('年')).unwrap_or(part);
        digits.len() == 4 && digits.starts_with("20") && digits.bytes().all(|b| b.is_ascii_digit())
    };
    key.split_once('比').or_else(|| key.split_once('较')).is_some_and(|(own, other)| year(own) && year(other))
}

/// Whether a wording names the year before, the own year, or a change.
pub(crate) fn basis_in(key: &str) -> Option<Basis> {
    if compares_years(key) {
        return Some(Basis::Change);
    }
    Some(match BASES.find(key)? {
        "prior_year" => Basis::PriorYear,
        "change" => Basis::Change,
        _ => Basis::Current,
    })
}

/// The item of 三公经费 (official trips abroad, cars, receptions) a row label names.
pub(crate) fn three_public_in(key: &str) -> Option<&'static str> {
    THREE_PUBLIC.find(key)
}

/// What a title says a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FormTitle {
    /// End of the reduced title.
    pub(crate) name: &'static str,
    /// The name may stand anywhere in the title.
    pub(crate) anywhere: bool,
    /// The form in a set of final accounts.
    pub(crate) final_accounts: TitledForm,
    /// The form in a set of budget tables.
    pub(crate) budget: TitledForm,
    /// The fund the form is about.
    pub(crate) fund: Option<Fund>,
}

/// A form, or a table of targets of which the layout is still to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TitledForm {
    Form(Form),
    Targets,
}

static FORM_TITLES: LazyLock<Vec<FormTitle>> = LazyLock::new(|| {
    let mut titles: Vec<FormTitle> = rows(include_str!("../data/forms.tsv"))
        .filter_map(|row| {
            Some(FormTitle {
                name: row.first()?,
                anywhere: *row.get(1)? == "part",
                final_accounts: titled_form(row.get(2)?),
                budget: titled_form(row.get(3)?),
                fund: row.get(4).and_then(|f| fund_from_name(f)),
            })
        })
        .collect();
    // What names a form wherever it stands comes first, then the longest.
    let order =
        |title: &FormTitle| (std::cmp::Reverse(title.anywhere), std::cmp::Reverse(title.name.len()), title.name);
    titles.sort_by_key(order);
    titles
});

/// Titles of forms in the order in which they are looked for.
pub(crate) fn form_titles() -> &'static [FormTitle] {
    &FORM_TITLES
}

static FORM_NOTES: LazyLock<Vec<(&'static str, Form, Form)>> = LazyLock::new(|| {
    rows(include_str!("../data/form-notes.tsv"))
        .filter_map(|row| Some((*row.first()?, form_from_name(row.get(1)?), form_from_name(row.get(2)?))))
        .collect()
});

/// The form a note speaks of, in final accounts and in budgets.
pub(crate) fn form_of_note(key: &str) -> Option<(Form, Form)> {
    FORM_NOTES.iter().find(|(word, ..)| key.contains(word)).map(|(_, fa, bu)| (*fa, *bu))
}

fn titled_form(name: &str) -> TitledForm {
    if name == "targets" { TitledForm::Targets } else { TitledForm::Form(form_from_name(name)) }
}

fn form_from_name(name: &str) -> Form {
    use Form::*;
    match name {
        "FA01" => FA01,
        "FA02" => FA02,
        "FA03" => FA03,
        "FA04" => FA04,
        "FA05" => FA05,
        "FA06" => FA06,
        "FA07" => FA07,
        "FA08" => FA08,
        "FA09" => FA09,
        "FA10" => FA10,
        "BU01" => BU01,
        "BU02" => BU02,
        "BU03" => BU03,
        "BU04" => BU04,
        "BU05" => BU05,
        "BU06" => BU06,
        "BU07" => BU07,
        "BU08" => BU08,
        "BU09" => BU09,
        "BU10" => BU10,
        "BU11" => BU11,
        "PT" => PT,
        "PG" => PG,
        "SE" => SE,
        "OP" => OP,
        "ER" => ER,
        "FUND" => FUND,
        _ => Other,
    }
}

/// A level name of performance indicators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LevelName {
    pub(crate) level: u8,
    pub(crate) standard: &'static str,
}

static LEVELS: LazyLock<HashMap<&'static str, Vec<LevelName>>> = LazyLock::new(|| {
    let mut levels: HashMap<&'static str, Vec<LevelName>> = HashMap::new();
    for row in rows(include_str!("../data/indicator-levels.tsv")) {
        if let (Some(&key), Some(&level), Some(&standard)) = (row.first(), row.get(1), row.get(2)) {
            let level = if level == "1" { 1 } else { 2 };
            levels.entry(key).or_default().push(LevelName { level, standard });
        }
    }
    levels
});

/// The standard name of a level-1 (产出指标, output) or level-2 (数量指标, quantity) name of an indicator.
pub(crate) fn indicator_level(key: &str, level: u8) -> Option<&'static str> {
    LEVELS.get(key)?.iter().find(|name| name.level == level).map(|name| name.standard)
}

/// The level name a text begins with, the longest one, and what follows it.
pub(crate) fn indicator_level_prefix(text: &str, level: u8) -> Option<(&str, &str)> {
    LEVELS
        .iter()
        .filter(|(key, names)| {
            (key.ends_with("指标") || (level == 2 && key.ends_with("满意度") && key.chars().count() > 3))
                && names.iter().any(|name| name.level == level)
                && text.starts_with(**key)
        })
        .map(|(key, _)| key.len())
        .max()
        .and_then(|length| text.split_at_checked(length))
}

static DOCUMENT_TYPES: LazyLock<Vec<(Vec<&'static str>, &'static str)>> = LazyLock::new(|| {
    rows(include_str!("../data/document-types.tsv"))
        .filter_map(|row| Some((row.first()?.split('+').collect(), *row.get(1)?)))
        .collect()
});

/// The family a title names, as the name of the contract.
pub(crate) fn document_type_in(key: &str) -> Option<&'static str> {
    DOCUMENT_TYPES.iter().find(|(words, _)| words.iter().all(|word| key.contains(word))).map(|(_, name)| *name)
}

/// Lines of a data table, comments left out, cut at tabs.
pub(crate) fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with("# ") && !line.starts_with("#\t"))
        .map(|line| line.split('\t').collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_header_wording_wins() {
        let field = |key| header_wording(key).map(|w| w.field);
        assert_eq!(field("公务用车购置及运行维护费"), Some("vehicle_subtotal"));
        assert_eq!(field("公务用车购置费"), Some("vehicle_purchase"));
        assert_eq!(field("项目支出"), Some("project"));
        assert_eq!(field("项目"), Some("label"));
        assert_eq!(field("支出功能分类科目编码"), Some("code"));
        assert_eq!(field("三级指标"), Some("name"));
        assert_eq!(field("鸟语花香"), None);
    }

    #[test]
    fn a_fund_name_says_nothing_about_the_stage() {
        assert_eq!(phase_in("一般公共预算财政拨款"), None);
        assert_eq!(phase_in("一般公共预算支出决算数"), Some(Phase::Final));
        assert_eq!(phase_in("调整预算数"), Some(Phase::BudgetAdjusted));
        assert_eq!(basis_in("上年结转"), None);
        assert_eq!(basis_in("上年决算数"), Some(Basis::PriorYear));
        assert_eq!(fund_in("政府性基金预算拨款收入"), Some(Fund::GovernmentFund));
    }
}
