//! Files that are long in one way each: a document must cost what it holds, not the square of it.

use crate::tiny_pdf::{pdf_of_objects, stream};

/// Names and contents; `scale` 1 is about 100 KB each.
#[must_use]
pub fn long_files(scale: usize) -> Vec<(&'static str, Vec<u8>)> {
    let repeated = |text: &str, n: usize| text.repeat(n * scale).into_bytes();
    let numbered = |n: usize, line: &dyn Fn(usize) -> String| (0..n * scale).map(line).collect::<String>();
    let accounts = "支出决算表\n单位：万元\n科目编码\t科目名称\t合计\n";
    vec![
        // Lines that no full stop ends are one paragraph, with a figure in each.
        ("lines.txt", numbered(4_000, &|i| format!("本年收入{i}万元\n")).into_bytes()),
        ("prose.txt", repeated("2023年收入120.50万元，比上年增长2.5%，", 2_000)),
        // The same table again and again, as one that goes on over pages.
        ("tables.txt", repeated(&format!("{accounts}213\t农林水支出\t1.00\n"), 1_000)),
        ("rows.txt", (accounts.to_owned() + &numbered(2_000, &|i| format!("{i:07}\t科目{i}\t{i}.00\n"))).into_bytes()),
        ("columns.txt", repeated("1.00\t", 20_000)),
        // Cells that nothing divides, under headers of indicators and under none.
        ("words.txt", words_under_headers(4_000 * scale).into_bytes()),
        ("headers.txt", repeated("一级指标 二级指标 三级指标 指标值\n", 2_000)),
        ("cells.txt", repeated("<tr><td colspan=\"9999999\">合计</td><td>1</td></tr>", 2_000)),
        ("headings.txt", repeated("一、概况\n（一）职责\n1.说明\n", 1_500)),
        ("characters.txt", repeated("算\n", 10_000)),
        ("brackets.txt", repeated("（", 30_000)),
        ("digits.txt", repeated("9", 100_000)),
        ("fonts.pdf", pdf_of_fonts(400 * scale)),
    ]
}

/// So many lines of one to five words, with a header of indicators every 300 lines.
fn words_under_headers(lines: usize) -> String {
    let mut text = String::new();
    for i in 0..lines {
        if i % 300 == 0 {
            text.push_str("一级指标 二级指标 三级指标 指标值 完成值 分值 得分\n");
        }
        for word in 0..=(i * 7 % 5) {
            let from = (i * 31 + word * 17) % 24;
            let length = 1 + (i + word * 3) % 6;
            text.extend(
                "农林水利预算绩效目标项目完成数量质量时效成本社会效益满意度管理建设资金"
                    .chars()
                    .skip(from)
                    .take(length),
            );
            text.push(' ');
        }
        text.push('\n');
    }
    text
}

/// A page with so many composite fonts, each of which needs a predefined CMap.
fn pdf_of_fonts(n: usize) -> Vec<u8> {
    let names: String = (0..n).map(|i| format!("/F{i} {} 0 R ", 6 + i)).collect();
    let text: String = (0..n).map(|i| format!("BT /F{i} 9 Tf 30 {} Td <bacfbcc6> Tj ET\n", 10 + i % 800)).collect();
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 850] /Resources << /Font << {names}>> >> /Contents 4 0 R >>").into_bytes(),
        stream("", text.as_bytes()),
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>".to_vec(),
    ];
    let font = b"<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /GBK-EUC-H /DescendantFonts [5 0 R] >>";
    objects.extend(std::iter::repeat_n(font.to_vec(), n));
    pdf_of_objects(&objects, "")
}
