//! Amounts, rates and counts stated in prose: `公务接待费2.11万元，比上年减少0.35万元，下降14.2%。`
//!
//! Each figure is one fact, with what it speaks of. Where the text does not tell that, the subject is empty: a figure
//! without a subject is no statement, but it is in the text.
//!
//! | module | what it does |
//! |---|---|
//! | [`sentence`] | prose to sentences |
//! | [`figure`] | the figures of a sentence |
//! | [`clause`] | what the clause before a figure says of it |
//! | [`subject`] | subjects that only say when or in which stage |
//! | [`reading`] | what each figure of a text speaks of |
//! | [`words`] | the word lists |

mod clause;
mod figure;
mod reading;
mod sentence;
mod subject;
mod words;

use gongkai_model::layout::{Section, SectionKind};
use gongkai_model::record::{Fact, Provenance};
use gongkai_normalize::blanks::tidy_blanks;
use gongkai_normalize::heading::{MarkKind, heading_mark};
use reading::{Speaking, Statement, item_head};
use sentence::sentences;
use std::collections::BTreeMap;

/// Most facts of one document; prose with more figures than this is a table in disguise.
const MOST: usize = 20_000;

/// The facts of the document's prose, in order.
pub(crate) fn facts_in(sections: &[Section]) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    let mut headings: BTreeMap<&str, &Section> = BTreeMap::new();
    let mut above: Option<&Section> = None;
    for section in sections {
        if section.kind == SectionKind::Heading {
            headings.insert(&section.section_id, section);
        }
        if matches!(section.kind, SectionKind::Heading | SectionKind::Glossary) || facts.len() >= MOST {
            above = None;
            continue;
        }
        // The head of an item may be a paragraph of its own.
        let item = above.filter(|_| heading_mark(&section.text).is_none()).and_then(|above| item_head(&above.text));
        let mut speaking = Speaking::below(heading_topic(section, &headings), item.unwrap_or(""));
        for (index, sentence) in sentences(&section.text).into_iter().enumerate() {
            let statements = speaking.read(sentence, index == 0);
            let text = tidy_blanks(sentence);
            facts.extend(statements.into_iter().map(|statement| fact_of(statement, &text, section)));
        }
        above = Some(section);
    }
    for (index, fact) in facts.iter_mut().enumerate() {
        fact.fact_id = format!("f{:04}", index + 1);
    }
    facts
}

/// What the nearest heading above a text is about, parts of the document apart.
fn heading_topic<'a>(section: &Section, headings: &BTreeMap<&str, &'a Section>) -> &'a str {
    let mut parent = section.parent_id.as_deref();
    // Deeper than any outline.
    for _ in 0..16 {
        let Some(heading) = parent.and_then(|id| headings.get(id)) else { break };
        let part = heading.level <= 1 || heading_mark(&heading.text).is_some_and(|mark| mark.kind == MarkKind::Part);
        let topic = subject::topic_of(&heading.text);
        if !part && !topic.is_empty() {
            return topic;
        }
        parent = heading.parent_id.as_deref();
    }
    ""
}

fn fact_of(statement: Statement, sentence: &str, section: &Section) -> Fact {
    Fact {
        fact_id: String::new(),
        subject: statement.subject,
        measure: statement.measure.to_owned(),
        value: Some(statement.figure.value),
        unit: Some(statement.figure.unit),
        amount_yuan: statement.figure.yuan,
        direction: statement.direction.map(|d| d.as_str().to_owned()),
        comparison: statement.comparison,
        sentence: sentence.to_owned(),
        section_id: (!section.section_id.is_empty()).then(|| section.section_id.clone()),
        provenance: Provenance {
            page: section.page_start,
            bbox: section.bbox,
            line: section.line_start,
            row: None,
            col: None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(text: &str) -> Vec<Fact> {
        facts_in(&[Section { text: text.to_owned(), ..Section::default() }])
    }

    #[test]
    fn amounts_and_changes_keep_their_subject() {
        let found = facts("公务接待费支出2.11万元，比上年减少0.35万元，下降14.2%。");
        let told: Vec<_> = found.iter().map(|f| (f.subject.as_str(), f.measure.as_str(), f.unit.as_deref())).collect();
        assert_eq!(
            told,
            [
                ("公务接待费", "amount", Some("万元")),
                ("公务接待费", "change", Some("万元")),
                ("公务接待费", "change_rate", Some("%"))
            ]
        );
        assert_eq!(found[0].amount_yuan.map(|a| a.to_string()).as_deref(), Some("21100.00"));
        assert_eq!(found[1].direction.as_deref(), Some("decrease"));
        assert_eq!(found[1].comparison.as_deref(), Some("比上年"));
    }

    #[test]
    fn parts_of_a_sum_are_told_apart() {
        let found = facts("政府采购支出总额12.5万元，其中：政府采购货物支出2.5万元、政府采购服务支出10万元。");
        let subjects: Vec<_> = found.iter().map(|f| f.subject.as_str()).collect();
        assert_eq!(subjects, ["政府采购支出总额", "政府采购货物支出", "政府采购服务支出"]);
    }

    #[test]
    fn brackets_inside_a_subject_belong_to_it() {
        let subject = |text: &str| facts(text).first().map(|fact| fact.subject.clone()).unwrap_or_default();
        assert_eq!(subject("因公出国（境）费支出3.5万元。"), "因公出国（境）费");
        assert_eq!(subject("（三）对个人补助支出6.8万元。"), "对个人补助支出");
        assert_eq!(subject("（一）收入预算：2026年收入预算358万元，其中其他收入8万元。"), "2026年收入预算");
        assert_eq!(subject("共计（其中公务接待费2万元）。"), "公务接待费");
    }

    #[test]
    fn a_text_without_full_stops_is_taken_in_pieces() {
        let found = facts(&"公务接待费支出2.11万元，".repeat(2_000));
        assert_eq!(found.len(), 2_000);
        assert!(found.iter().all(|fact| fact.sentence.len() <= LONGEST_SENTENCE && fact.sentence.ends_with('，')));
        let no_comma = "算".repeat(2_500);
        assert_eq!(pieces(&no_comma).collect::<String>(), no_comma);
    }

    #[test]
    fn counts_have_their_unit() {
        let found = facts("公务用车保有量3辆；接待国内来访1.2万人次。");
        assert_eq!(found[0].measure, "count");
        assert_eq!(found[1].value.map(|v| v.to_string()).as_deref(), Some("12000"));
        assert_eq!(found[1].unit.as_deref(), Some("人次"));
        assert!(facts("依据〔2021〕3号文件，2023年3个月内完成。").is_empty());
    }
}
