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
//! | [`distribution`] | the names of figures in a row |
//! | [`subject`] | subjects that only say when or in which stage |
//! | [`reading`] | what each figure of a text speaks of |
//! | [`when`] | of which year a figure is |
//! | [`whose`] | of which part of the public sector it is |
//! | [`words`] | the word lists |

mod clause;
mod distribution;
mod figure;
mod place;
mod reading;
mod sentence;
mod subject;
mod when;
mod whose;
mod words;

use crate::amounts::section_provenance;
use gongkai_model::layout::{Section, SectionKind};
use gongkai_model::record::Fact;
use gongkai_normalize::blanks::tidy_blanks;
use gongkai_normalize::chars::is_ideograph;
use gongkai_normalize::footnote::without_marks;
use gongkai_normalize::heading::{MarkKind, heading_mark};
use reading::{Speaking, Statement, item_head};
use sentence::sentences;
use std::collections::{BTreeMap, BTreeSet};
use when::When;

/// Most facts of one document; prose with more figures than this is a table in disguise.
const MOST: usize = 20_000;

/// The facts of the document's prose, in order. `year`: what the document is about, where that is one year.
pub(crate) fn facts_in(sections: &[Section], year: Option<u16>) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    let mut parents: BTreeMap<&str, &Section> = BTreeMap::new();
    // What the head of the list item names that the text stands in.
    let mut item: Option<&str> = None;
    let of_document = year.map_or(When::Unsaid, When::Year);
    // What a text that ends with a colon said of those behind it.
    let mut introduced = When::Unsaid;
    for section in sections {
        if matches!(section.kind, SectionKind::Heading | SectionKind::ListItem) {
            parents.insert(&section.section_id, section);
        }
        if matches!(section.kind, SectionKind::Heading | SectionKind::Glossary) || facts.len() >= MOST {
            item = None;
            introduced = When::Unsaid;
            continue;
        }
        // The head of an item may be a paragraph of its own, and the item go on over several.
        if heading_mark(&section.text).is_some() {
            item = None;
        }
        let mut speaking = match parent_heading(section, &parents).filter(|_| is_only_a_figure(&section.text)) {
            Some(heading) => Speaking::of(words::without_list_mark(&heading.text)),
            None => Speaking::below(heading_topic(section, &parents), item.unwrap_or("")),
        };
        if section.kind != SectionKind::ListItem {
            introduced = When::Unsaid;
        }
        let (when, scope) = stands_in(section, &parents, of_document);
        let when = introduced.or(when).or(of_document);
        speaking = speaking.within(when, scope);
        let spoken = without_marks(&section.text);
        for (index, sentence) in sentences(&spoken).into_iter().enumerate() {
            // 80 %: the scale of a chart.
            if !sentence.contains(is_ideograph) {
                continue;
            }
            let statements = speaking.read(sentence, index == 0);
            let text = tidy_blanks(sentence);
            facts.extend(statements.into_iter().map(|statement| fact_of(statement, &text, section)));
        }
        if spoken.trim_end().ends_with(['：', ':']) {
            introduced = speaking.said();
        }
        item = sentences(&section.text).first().and_then(|first| item_head(first)).or(item);
    }
    for (index, fact) in facts.iter_mut().enumerate() {
        fact.fact_id = format!("f{:04}", index + 1);
    }
    facts
}

/// The heading above a section, beyond the items of lists that it stands under.
fn parent_heading<'a>(section: &Section, parents: &BTreeMap<&str, &'a Section>) -> Option<&'a Section> {
    let mut parent = parents.get(section.parent_id.as_deref()?).copied()?;
    // Deeper than any list.
    for _ in 0..8 {
        if parent.kind == SectionKind::Heading {
            return Some(parent);
        }
        parent = parents.get(parent.parent_id.as_deref()?).copied()?;
    }
    None
}

/// Whether a text is a figure and nothing else, as below the heading of a form: 三、年度预算 / 8万元.
fn is_only_a_figure(text: &str) -> bool {
    matches!(figure::figures(text).as_slice(), [figure] if figure.yuan.is_some() && figure.start == 0 && text.get(figure.end..).is_some_and(|rest| rest.trim_matches(['。', ' ']).is_empty()))
}

/// What the nearest heading above a text is about, parts of the document apart.
fn heading_topic<'a>(section: &Section, parents: &BTreeMap<&str, &'a Section>) -> &'a str {
    let mut above = parent_heading(section, parents);
    // Deeper than any outline.
    for _ in 0..16 {
        let Some(heading) = above else { break };
        let part = heading.level <= 1 || heading_mark(&heading.text).is_some_and(|mark| mark.kind == MarkKind::Part);
        let topic = subject::topic_of(&heading.text);
        if !part && !topic.is_empty() {
            return topic;
        }
        above = parent_heading(heading, parents);
    }
    ""
}

/// The year and the part of the public sector that the headings, and items of lists, above a section are about.
fn stands_in(section: &Section, parents: &BTreeMap<&str, &Section>, of_document: When) -> (When, Option<String>) {
    let (mut when, mut scopes) = (When::Unsaid, BTreeSet::new());
    let mut parent = section.parent_id.as_deref().and_then(|id| parents.get(id).copied());
    // Deeper than any outline.
    for _ in 0..16 {
        let Some(above) = parent else { break };
        let is_heading = above.kind == SectionKind::Heading;
        when = when.or(match is_heading {
            true if contradicts(&above.text, of_document) => When::Unclear,
            true => When::of_heading(&above.text),
            false => When::at_start(&above.text),
        });
        if scopes.is_empty() {
            let head = if is_heading { above.text.as_str() } else { item_head(&above.text).unwrap_or("") };
            scopes = whose::of_heading(head);
        }
        parent = above.parent_id.as_deref().and_then(|id| parents.get(id).copied());
    }
    let scope = scopes.first().filter(|_| scopes.len() == 1).map(|scope| (*scope).to_owned());
    (when, scope)
}

/// 第三部分 2023年度部门决算情况说明 in the accounts of 2024: a heading that was taken over from those of another year.
fn contradicts(heading: &str, of_document: When) -> bool {
    let own = ["部门决算", "单位决算", "部门预算", "单位预算"].iter().any(|kind| heading.contains(kind));
    let years = (When::of_heading(heading), of_document);
    own && !heading.contains("执行") && matches!(years, (When::Year(printed), When::Year(year)) if printed != year)
}

fn fact_of(statement: Statement, sentence: &str, section: &Section) -> Fact {
    Fact {
        fact_id: String::new(),
        subject: statement.subject,
        measure: statement.measure.to_owned(),
        op: statement.figure.op.to_owned(),
        value: Some(statement.figure.value),
        unit: Some(statement.figure.unit),
        amount_yuan: statement.figure.yuan,
        direction: statement.direction.map(|d| d.as_str().to_owned()),
        comparison: statement.comparison,
        fiscal_year: statement.year,
        scope: statement.scope,
        sentence: sentence.to_owned(),
        section_id: (!section.section_id.is_empty()).then(|| section.section_id.clone()),
        provenance: section_provenance(section),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(text: &str) -> Vec<Fact> {
        facts_in(&[Section { text: text.to_owned(), ..Section::default() }], None)
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
    fn a_heading_of_another_year_tells_none() {
        let heading = |text: &str| Section {
            section_id: "s1".to_owned(),
            kind: SectionKind::Heading,
            text: text.to_owned(),
            ..Section::default()
        };
        let text =
            Section {
                text: "林业收入8亿元。".to_owned(), parent_id: Some("s1".to_owned()), ..Section::default()
            };
        let year = |above: &str| facts_in(&[heading(above), text.clone()], Some(2024))[0].fiscal_year;
        assert_eq!(year("第三部分林业局2023年度部门决算情况说明"), None);
        assert_eq!(year("一、2023年部门预算执行情况"), Some(2023));
        assert_eq!(year("一、部门决算情况说明"), Some(2024));
    }

    fn subjects(text: &str) -> Vec<String> {
        facts(text).into_iter().map(|fact| fact.subject).collect()
    }

    #[test]
    fn parts_of_a_sum_are_told_apart() {
        let sum = "政府采购支出总额12.5万元，其中：政府采购货物支出2.5万元、政府采购服务支出10万元";
        assert_eq!(subjects(sum), ["政府采购支出总额", "政府采购货物支出", "政府采购服务支出"]);
        // What comes behind the list is said of the sum.
        let found = facts(&format!("{sum}，比上年增加11万元，增长7.5倍。"));
        let told: Vec<_> =
            found.iter().skip(3).map(|f| (f.subject.as_str(), f.measure.as_str(), f.unit.as_deref())).collect();
        assert_eq!(
            told,
            [("政府采购支出总额", "change", Some("万元")), ("政府采购支出总额", "change_rate", Some("倍"))]
        );
    }

    #[test]
    fn brackets_inside_a_subject_belong_to_it() {
        let subject = |text: &str| subjects(text).into_iter().next().unwrap_or_default();
        assert_eq!(subject("因公出国（境）费支出3.5万元。"), "因公出国（境）费");
        assert_eq!(subject("（三）对个人补助支出6.8万元。"), "对个人补助支出");
        assert_eq!(subject("（一）收入预算：2026年收入预算358万元，其中其他收入8万元。"), "2026年收入预算");
        assert_eq!(subject("共计（其中公务接待费2万元）。"), "公务接待费");
        let text = "（一）收入预算：2026年年初预算数358万元，其中：财政拨款350万元，捐赠8万元。收入比2025年增加2万元。";
        let told = subjects(text);
        assert_eq!((told[0].as_str(), told[3].as_str()), ("2026年收入年初预算数", "2026年收入年初预算数"));
    }

    #[test]
    fn what_stands_behind_brackets_goes_on_with_what_stood_before_them() {
        let text = "购车费8万元（护林车6万元，比上年减少1万元。）比上年增加2万元（增长33%）。";
        let told: Vec<_> = facts(text).into_iter().map(|f| (f.subject, f.measure)).collect();
        let expected = [
            ("购车费", "amount"),
            ("护林车", "amount"),
            ("护林车", "change"),
            ("购车费", "change"),
            ("购车费", "change_rate"),
        ];
        assert_eq!(told, expected.map(|(subject, measure)| (subject.to_owned(), measure.to_owned())));
    }

    #[test]
    fn stages_are_said_of_the_item_they_stand_below() {
        let item =
            "1.农林水支出（类）林业（款）苗圃维护（项）。年初预算为20万元，支出决算为18万元，完成年初预算的90%。";
        let name = "农林水支出（类）林业（款）苗圃维护（项）";
        let expected = [format!("{name}年初预算"), format!("{name}支出决算"), format!("{name}支出决算")];
        assert_eq!(subjects(item), expected);
        assert_eq!(facts(item)[2].comparison.as_deref(), Some("年初预算"));
        let sentence = "苗圃维护费年初预算为2万元，支出决算为1万元。";
        assert_eq!(subjects(sentence), ["苗圃维护费年初预算", "苗圃维护费支出决算"]);
        assert_eq!(subjects("年初预算为20万元。"), [""]);
        assert_eq!(subjects("——契税。完成20亿元，下降7.4%。"), ["契税", "契税"]);
        assert!(subjects("80 %").is_empty());
    }

    #[test]
    fn a_clause_without_a_subject_speaks_of_the_amount_before_it() {
        let found = facts("全县收入2.5亿元，为预算的101%，同比增长5.2%。比上年多收1200万元。");
        assert!(found.iter().all(|fact| fact.subject == "全县收入"), "{found:?}");
        let told: Vec<_> = found.iter().map(|f| (f.measure.as_str(), f.comparison.as_deref())).collect();
        assert_eq!(told[1..3], [("rate", Some("预算")), ("change_rate", Some("同比"))]);
    }

    #[test]
    fn the_base_of_a_change_is_an_amount_of_its_own() {
        let found = facts("2026年苗圃维护费预算8万元，比2025年预算数10万元减少2万元，下降20%。");
        let told: Vec<_> =
            found.iter().map(|f| (f.subject.as_str(), f.measure.as_str(), f.comparison.as_deref())).collect();
        let own = "2026年苗圃维护费预算";
        let base = Some("比2025年预算数");
        assert_eq!(told[..2], [(own, "amount", None), ("2025年苗圃维护费预算数", "amount", None)]);
        assert_eq!(told[2..], [(own, "change", base), (own, "change_rate", base)]);
    }

    #[test]
    fn the_amount_a_rate_is_a_share_of_is_another_than_the_one_it_is_said_of() {
        let found = facts("苗圃维护费支出决算8万元，完成全年预算10万元的80%。");
        let told: Vec<_> = found.iter().map(|f| (f.subject.as_str(), f.comparison.as_deref())).collect();
        let expected =
            [("苗圃维护费支出决算", None), ("苗圃维护费支出全年预算", None), ("苗圃维护费支出决算", Some("全年预算"))];
        assert_eq!(told, expected);
    }

    #[test]
    fn a_budget_a_rate_is_a_share_of_is_of_the_amount_before_it() {
        let text = "苗圃经费支出决算为30万元，完成预算40万元的75%。其中：道路维护费支出决算为10万元，完成预算10万元的\
                    100%；工具购置费支出决算为20万元，完成预算30万元的66.7%。";
        let of_budgets: Vec<_> = subjects(text).into_iter().filter(|s| s.ends_with("预算")).collect();
        assert_eq!(of_budgets, ["苗圃经费支出预算", "道路维护费支出预算", "工具购置费支出预算"]);
    }

    #[test]
    fn figures_in_a_row_rise_alike() {
        let found = facts("造林结算12人次，补助记账8万元，分别同比增长40.8%和19.8%。");
        let told: Vec<_> = found.iter().skip(2).map(|f| (f.measure.as_str(), f.direction.as_deref())).collect();
        assert_eq!(told, [("change_rate", Some("increase")); 2]);
        let found = facts("年中调减苗圃预算1次，8万元。");
        assert_eq!((found[0].measure.as_str(), found[1].measure.as_str()), ("count", "change"));
    }

    #[test]
    fn words_around_a_subject_are_no_part_of_it() {
        let first = |text: &str| subjects(text).into_iter().next().unwrap_or_default();
        assert_eq!(first("①育苗成活率，目标值：达到95%及以上。"), "育苗成活率");
        assert_eq!(first("外来树种成活率达70~80%。"), "外来树种成活率");
        assert_eq!(first("造林补助中最高补助金额每户可达5万元。"), "造林补助中最高补助金额每户");
        assert_eq!(first("公务用船检修占比率均为100%。"), "公务用船检修");
        assert_eq!(first("2021年，林场项目总投入为28万元。"), "林场项目总投入");
        assert_eq!(first("我局组织对2020年度23个苗圃开展评价。"), "苗圃开展评价");
        let told = subjects("林场2020年度总支出50万元，其中本年支出42万元。");
        assert_eq!(told, ["林场2020年度总支出", "林场2020年度本年支出"]);
    }

    #[test]
    fn where_a_change_arrived_is_no_change() {
        let found = facts("总收入由年初预算的10亿元增加到24亿元，入学率由90%提高到95%。");
        let told: Vec<_> =
            found.iter().map(|f| (f.subject.as_str(), f.measure.as_str(), f.direction.is_some())).collect();
        let expected = [("总收入年初预算", "amount"), ("总收入", "amount"), ("入学率", "rate"), ("入学率", "rate")];
        assert_eq!(told, expected.map(|(subject, measure)| (subject, measure, false)));
    }

    #[test]
    fn a_comparison_goes_on_to_the_rate_behind_it() {
        let found = facts("与上年相比，苗圃收入增加3万元，增长12%。育苗数同比降5%，降幅与上年持平。");
        let comparisons: Vec<_> = found.iter().map(|f| f.comparison.as_deref()).collect();
        assert_eq!(comparisons, [Some("与上年相比"), Some("与上年相比"), Some("同比")]);
        assert_eq!(found[2].direction.as_deref(), Some("decrease"));
    }

    #[test]
    fn names_in_a_row_have_each_their_figure_or_none() {
        assert_eq!(subjects("入园率和普惠率分别达96%和94%。"), ["入园率", "普惠率"]);
        assert_eq!(subjects("得分率分别为96%和94%。"), ["得分率", "得分率"]);
        let text = "2023-2024年，林场收入分别为8万元和9万元。同期，苗圃收入分别为6万元、7万元。";
        let expected = ["2023年林场收入", "2024年林场收入", "2023年苗圃收入", "2024年苗圃收入"];
        assert_eq!(subjects(text), expected);
        assert_eq!(subjects("收入总计、支出总计均为30万元。"), ["收入总计、支出总计"]);
        assert_eq!(subjects("税收返还、转移支付等收入30万元。"), ["税收返还、转移支付等收入"]);
    }

    #[test]
    fn quantities_that_several_things_have_are_of_the_item_they_stand_below() {
        let text = "（一）林业职工互助保险。基金收入8万元，增长2%；基金支出6万元。";
        let of_income = "林业职工互助保险基金收入";
        assert_eq!(subjects(text), [of_income, of_income, "林业职工互助保险基金支出"]);
        assert_eq!(subjects("——苗木、种子转让收入。完成1.5亿元。"), ["苗木、种子转让收入"]);
    }

    #[test]
    fn amounts_in_brackets_are_of_the_name_before_them() {
        assert_eq!(subjects("用于林道改造项目（8万元）和补充苗木资金（2万元）。"), ["林道改造项目", "补充苗木资金"]);
        assert_eq!(subjects("县级使用9亿元（新增林业债券3亿元；其余留用）。")[1], "新增林业债券");
        assert_eq!(subjects("林业收入预算9万元，比2025年执行数（下同）增加1万元。"), ["林业收入预算"; 2]);
    }

    #[test]
    fn what_is_counted_may_stand_behind_its_number() {
        assert_eq!(subjects("林业局、苗圃和10个专门林场。"), ["专门林场"]);
        assert_eq!(subjects("内设3个业务科室，下属2个苗木基地。"), ["业务科室", "苗木基地"]);
        assert_eq!(subjects("护林用车辆、巡山用车3辆。"), ["巡山用车"]);
    }

    #[test]
    fn words_that_open_a_clause_are_cut_whole() {
        let text = "林业收入8亿元，加上级补助收入2亿元、加上年结余1亿元，收入总计11亿元。";
        assert_eq!(subjects(text), ["林业收入", "上级补助收入", "上年结余", "收入总计"]);
        assert_eq!(subjects("现有苗圃21个。"), ["现有苗圃"]);
        assert_eq!(subjects("木材产值2.83万亿元，增长5%。"), ["木材产值"; 2]);
        assert_eq!(subjects("税收占比保持在84%以上。"), ["税收"]);
        assert_eq!(facts("税收占比保持在84%以上。")[0].comparison, None);
    }

    #[test]
    fn money_without_a_name_is_named_by_what_it_is_for() {
        assert_eq!(subjects("安排6亿元，用于山林防火。"), ["山林防火"]);
        assert_eq!(subjects("投入2亿元，支持全县近20个苗圃开放，推进造林。")[0], "支持全县近20个苗圃开放");
        assert_eq!(
            subjects("投入2亿元，提高护林员（包括临时护林员）补助标准。"),
            ["提高护林员（包括临时护林员）补助标准"]
        );
        assert_eq!(subjects("在支持林区建设方面，共安排2亿元。"), ["支持林区建设"]);
        assert_eq!(subjects("继续按照50%比例减征。"), [""]);
    }

    #[test]
    fn what_is_added_or_taken_off_is_named_alone() {
        let text = "林业收入加上转移性收入8万元、上年结余1万元，加上调入资金2万元后收入总计30万元。";
        assert_eq!(subjects(text), ["转移性收入", "上年结余", "调入资金", "收入总计"]);
        let text = "县级林业收入90万元，扣除债务还本支出8万元后，安排支出80万元。";
        assert_eq!(subjects(text), ["县级林业收入", "债务还本支出", "县级林业安排支出"]);
    }

    #[test]
    fn a_share_is_of_what_was_said_before() {
        let found = facts("林场债务余额68亿元，为限额的98.9%。");
        assert_eq!((found[1].subject.as_str(), found[1].comparison.as_deref()), ("林场债务余额", Some("限额")));
        let found = facts("本年收入合计90万元，其中：拨款收入81万元，占90%。");
        assert_eq!((found[2].subject.as_str(), found[2].comparison.as_deref()), ("拨款收入", Some("本年收入合计")));
        let text =
            "1.农林水支出（类）林业（款）苗圃维护（项）。年初预算为20万元，支出决算为18万元。完成年初预算的90%。";
        assert_eq!(subjects(text)[2], "农林水支出（类）林业（款）苗圃维护（项）支出决算");
    }

    #[test]
    fn an_item_about_a_part_of_the_whole_keeps_its_scope() {
        let text = "2.市本级社会保险基金预算。社会保险基金预算支出完成56.92亿元。";
        assert_eq!(subjects(text), ["市本级社会保险基金预算支出"]);
        assert_eq!(subjects("全市林场债务90亿元，分级次看，市本级80亿元。"), ["全市林场债务", "市本级林场债务"]);
    }

    #[test]
    fn numbers_may_stand_before_their_nouns() {
        assert_eq!(subjects("实施7个林中村改造、30个老旧苗圃改造。"), ["林中村改造", "老旧苗圃改造"]);
        assert_eq!(subjects("收入中70%各地留用、30%由省里统筹。")[1], "由省里统筹");
        assert_eq!(facts("补助分别提高75元和55元。")[1].measure, "change");
        assert_eq!(subjects("林区用车为0、护林用车为0、其他用车2辆。"), ["其他用车"]);
    }

    #[test]
    fn what_stays_level_changes_by_nothing() {
        let found = facts("苗圃维护费预算8万元，与2025年预算持平，主要是业务量不变。");
        let told: Vec<_> = found
            .iter()
            .map(|f| (f.subject.as_str(), f.measure.as_str(), f.direction.as_deref(), f.comparison.as_deref()))
            .collect();
        let own = "苗圃维护费预算";
        assert_eq!(told, [(own, "amount", None, None), (own, "change", Some("flat"), Some("与2025年预算"))]);
        assert_eq!(found[1].amount_yuan.map(|yuan| yuan.is_zero()), Some(true));
        assert_eq!(subjects("苗圃维护费预算8万元，与上年基本持平。").len(), 1);
        assert_eq!(facts("护林车2辆，较上年无增减。")[1].unit.as_deref(), Some("辆"));
    }

    #[test]
    fn a_number_of_a_unit_that_facts_do_not_have_names_what_changed() {
        assert_eq!(
            subjects("禽蛋产量3吨，增长2%。年末羊存栏133.7万头，增长1.4%。"),
            ["禽蛋产量", "禽蛋产量", "年末羊存栏"]
        );
        assert_eq!(subjects("种子储备预算数为0，比上年预算数减少5万元。"), ["种子储备预算数"]);
    }

    #[test]
    fn sides_are_of_the_item_or_of_the_sum_before_its_parts() {
        let text = "（二）支出预算。2026年年初预算数9万元，其中：教育支出5万元，住房支出4万元；支出比2025年增加2万元。";
        let told = subjects(text);
        assert_eq!((told[0].as_str(), told[3].as_str()), ("2026年支出年初预算数", "2026年支出年初预算数"));
        let item = |text: &str| Section { text: text.to_owned(), ..Section::default() };
        let texts = ["1.林业基金预算完成情况。全市收入8亿元。", "市级收入6亿元，增长2%。支出完成5亿元。"].map(item);
        let told: Vec<_> = facts_in(&texts, None).into_iter().map(|fact| fact.subject).collect();
        assert_eq!(told[0], "全市林业基金收入");
        assert_eq!(told[1..], ["市级林业基金收入", "市级林业基金收入", "市级林业基金支出"]);
        let text = "全县林业收入9亿元。其中：木材收入5亿元；苗木收入4亿元。支出完成8亿元。";
        assert_eq!(subjects(text)[3], "全县林业支出");
        assert_eq!(subjects("所有林业支出预算纳入绩效管理，涉及预算资金8万元。"), ["所有林业支出预算资金"]);
    }

    #[test]
    fn a_text_without_full_stops_is_taken_in_pieces() {
        let found = facts(&"公务接待费支出2.11万元，".repeat(2_000));
        assert_eq!(found.len(), 2_000);
        assert!(found.iter().all(|fact| fact.sentence.len() <= sentence::LONGEST && fact.sentence.ends_with('，')));
    }
}
