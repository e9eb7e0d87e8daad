//! Papers that belong to no family of disclosures and are published among them.

use crate::model::Document;

/// A notice with its number above its title.
#[must_use]
pub fn notice() -> Document {
    let mut d = Document {
        above_title: vec!["云岭市人民政府办公室文件".to_owned(), "云政办发〔2025〕18号".to_owned()],
        title: Some("云岭市人民政府办公室关于加强古树名木保护工作的通知".to_owned()),
        issuer: Some("云岭市人民政府办公室".to_owned()),
        cited: vec!["云政规〔2024〕7号".to_owned()],
        ..Document::default()
    };
    d.paragraph("各区县人民政府，市政府各部门、各直属机构：");
    d.paragraph(
        "古树名木是有生命的文物。为加强本市古树名木保护工作，根据《云岭市古树名木保护办法》（云政规〔2024〕7号）的规定，经市人民政府\
         同意，现将有关事项通知如下：",
    );
    d.heading(2, "一、开展普查建档");
    d.paragraph(
        "市园林绿化部门要会同各区县，在年底前完成新一轮普查，逐株核对树种、树龄、位置和生长状况，建立一树一档的电子台账，\
         并向社会公布名录。普查中新发现的古树名木，应当在三十日内完成鉴定和挂牌。",
    );
    d.heading(2, "二、落实养护责任");
    d.paragraph(
        "生长在机关、学校、公园和村庄内的古树名木，由所在单位或者村民委员会负责日常养护；生长在道路两侧的，由道路绿化养护单位\
         负责。养护责任人应当与区县园林绿化部门签订责任书，明确浇水、支撑、防治病虫害和避雷的要求。",
    );
    d.paragraph("云岭市人民政府办公室");
    d.paragraph("2025年8月15日");
    d
}
