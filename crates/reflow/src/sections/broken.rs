//! Sentences that somebody broke by hand: a line ends in their middle, and the next begins like a paragraph of its own.

use super::line_signs::{ends_sentence, has_punctuation, is_heading_like, starts_note};
use super::source::ProseLine;
use gongkai_normalize::chars::is_ideograph;
use gongkai_normalize::unit::find_money;

/// Fewest characters before such a break.
const SHORTEST: usize = 16;

/// A rest no longer than this says nothing by itself: 工作。 (work.)
const REST: usize = 10;

/// Words with which a sentence may end where its full stop was forgotten.
const MAY_END: &[&str] = &[
    "工作", "任务", "事项", "情况", "支出", "收入", "费用", "经费", "资金", "预算", "决算", "项目", "制度", "职责",
    "服务", "建设", "管理", "机构", "单位", "部门", "说明", "概况", "公开", "因素", "原因", "如下", "等", "元", "人",
    "个", "辆", "次", "年", "月", "日", "平",
];

/// Words with which the duties of an office begin, as headings do not.
const DUTIES: &[&str] = &[
    "负责", "承担", "贯彻", "组织", "指导", "拟订", "拟定", "起草", "研究", "制定", "开展", "配合", "协助", "完成",
    "推动", "推进", "监督", "参与", "统筹", "执行", "办理", "协调", "落实", "对", "按照", "根据",
];

/// What stands below a heading that has nothing to say: 无。, 不涉及。, 见附表。
const SAYS_NOTHING: &[&str] = &["无", "不", "没", "未", "本", "见", "详", "同", "零", "特此"];

/// Whether the sentence at the end of a paragraph goes on in the line below, though it left room and the line is set in:
/// prose that ends where no sentence can, or a duty of an office whose last word stands alone.
pub(super) fn goes_on_below_break(paragraph: &[ProseLine<'_>], below: &ProseLine<'_>) -> bool {
    let (Some(first), Some(above)) = (paragraph.first(), paragraph.last()) else { return false };
    let length: usize = paragraph.iter().map(|line| line.text.chars().count()).sum();
    let open = above.text.ends_with(['，', '、']);
    let ends = ends_sentence(above.text) || !(open || above.text.ends_with(is_ideograph));
    if ends
        || length < SHORTEST
        || above.bold != below.bold
        || below.is_numbered()
        || starts_note(below.text)
        || starts_note(first.text)
    {
        return false;
    }
    let duty = first.mark.is_some_and(|mark| DUTIES.iter().any(|verb| mark.rest.starts_with(verb)));
    // A heading may have a comma.
    let long =
        first.mark.is_none() || duty || paragraph.len() > 1 && !is_heading_like(first) || above.text.contains('。');
    let is_prose = long && paragraph.iter().any(|line| line.text.contains(['，', '。', '；']));
    if is_prose && !MAY_END.iter().any(|end| above.text.ends_with(end)) {
        return has_punctuation(below.text) && begins_within(below.text);
    }
    let rest = below.text.chars().count() <= REST && ends_sentence(below.text);
    duty && rest && !SAYS_NOTHING.iter().any(|start| below.text.starts_with(start))
}

/// The line can stand in the middle of a sentence: it does not begin as an item with a name, 基本支出：…, does. An amount
/// says nothing without what stands before it.
fn begins_within(text: &str) -> bool {
    let amount = || find_money(text).first().is_some_and(|money| money.start == 0);
    (text.starts_with(is_ideograph) || amount())
        && text.find('：').is_none_or(|colon| text.find(['，', '。']).is_some_and(|at| at < colon))
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_normalize::heading::heading_mark;

    fn goes_on(paragraph: &[&str], below: &str) -> bool {
        let line = |text| ProseLine { text, mark: heading_mark(text), ..ProseLine::default() };
        let lines: Vec<ProseLine> = paragraph.iter().map(|text| line(*text)).collect();
        goes_on_below_break(&lines, &line(below))
    }

    #[test]
    fn a_sentence_goes_on_below_a_break() {
        assert!(goes_on(&["（一）研究全县林业发展规划，向县政府提出意见和建"], "议，并按规定组织实施。"));
        assert!(goes_on(&["林业改革按计划推进，涉及一般公共预算财政拨款"], "7,227.34万元。"));
        assert!(goes_on(&["（八）负责林场职工以及护林员的培训和资格"], "管理工作。"));
        assert!(goes_on(&["林场负责苗木培育、种子", "检验等工作，配合做好林区道路的养"], "护和巡查。"));
    }

    #[test]
    fn a_paragraph_follows_one_without_full_stop() {
        // The full stop was forgotten.
        assert!(!goes_on(&["林场负责苗木培育，开展林区道路养护等工作"], "指导护林员队伍建设，组织培训。"));
        assert!(!goes_on(&["（三）更好发挥林场作用，加强重点林区防火保障"], "聚焦防火，优化支出。"));
        // A heading, and nothing to say.
        assert!(!goes_on(&["（五）国有资本经营预算财政拨款支出决算情况说明"], "无。"));
        assert!(!goes_on(&["（五）对外投资形成的资产和负债"], "不涉及。"));
        assert!(!goes_on(&["（一）研究全县林业发展规划，向县政府提出意见和建"], "（二）承担林区巡护。"));
        assert!(!goes_on(&["本年支出较上年减少，主要原因是压减林区道路"], "基本支出：用于职工工资。"));
        assert!(!goes_on(&[], "议，并按规定组织实施。"));
    }
}
