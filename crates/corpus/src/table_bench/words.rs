//! Names and sentences of fictional agencies, put together by chance so that no two documents read alike.

use super::chance::Chance;

const PLACES: &[&str] =
    &["云岭市", "青禾县", "霁川市", "岚桥县", "朔屏市", "栖梧区", "沅坪县", "澧原市", "雁浦区", "琅溪县"];

const BUREAUS: &[&str] = &[
    "园林绿化局",
    "水务和海绵城市建设管理局",
    "交通运输局",
    "教育和体育局",
    "市场监督管理局",
    "退役军人事务局",
    "文化广电旅游局",
    "卫生健康委员会",
    "农业农村局",
    "人力资源和社会保障局",
    "自然资源局",
    "应急管理局",
];

const INSTITUTIONS: &[&str] = &[
    "档案服务中心",
    "农业技术推广中心",
    "环境卫生事务中心",
    "公路养护站",
    "妇幼保健计划生育服务中心",
    "不动产登记中心",
    "社会保险基金管理中心",
    "图书馆",
    "食品药品检验检测所",
    "水利工程质量与安全监督站",
    "第二实验小学",
    "公共就业和人才服务中心（创业指导中心）",
];

const WORKS: &[&str] = &[
    "老旧小区改造",
    "农村公路养护",
    "城区积水点整治",
    "古树名木保护",
    "中小学校舍维修",
    "义务教育营养改善计划",
    "高标准农田建设",
    "食品安全抽检",
    "“互联网+”政务服务平台（APP、PC端）运行维护",
    "5G智慧园区（一期）LED显示屏更新",
    "视频会议系统(V2.0)升级",
    "基本公共卫生服务",
    "城乡居民基本医疗保险参保缴费宣传动员及业务经办",
    "退役军人就业创业培训",
    "防汛抗旱物资储备",
    "森林火灾风险普查",
    "公共图书馆、文化馆（站）免费开放",
    "GIS地理信息数据采集与建库",
    "12345政务服务便民热线话务外包",
    "乡镇（街道）综合文化站标准化建设",
    "小型水库维修养护及雨水情测报",
    "重点人群家庭医生签约",
];

const PURSES: &[&str] =
    &["经费", "专项经费", "补助资金", "配套资金", "项目资金", "工作经费（上级转移支付）", "奖补资金", "服务采购项目"];

const GROUNDS: &[&str] = &[
    "根据《{place}{work}管理办法（试行）》（{short}发〔{year}〕{n}号），",
    "为贯彻落实省、市关于{work}的决策部署，",
    "按照{year}年{place}人民政府第{n}次常务会议纪要，",
    "经{place}财政局评审（评审编号：{short}评审{year}-{n}），",
    "",
];

const DEEDS: &[&str] = &[
    "对{count}个乡镇（街道）开展{work}，全年不少于{n}批次",
    "完成{work}{count}处，更新设施设备{n}台（套）",
    "聘请第三方机构开展{work}，覆盖{count}家单位、{n}名服务对象",
    "支付{work}{year}年度尾款及质保金，保障系统7×24小时稳定运行",
    "组织业务培训{count}期，培训{n}人次，合格率达到{rate}%以上",
    "采购并发放物资{n}件，入库验收合格率{rate}%",
    "建设数据接口{count}个，与省级平台实现API对接，日均处理业务{n}笔",
];

const EFFECTS: &[&str] = &[
    "进一步提升公共服务水平，群众满意度不低于{rate}%。",
    "确保全年不发生较大及以上安全责任事故。",
    "有效改善人居环境，惠及群众约{count}万人。",
    "年底前资金支付率达到{rate}%以上，结余资金按规定收回。",
    "推动形成长效机制，{year}年12月底前全面完成验收。",
    "切实保障困难群众基本生活，做到应保尽保、应助尽助。",
];

const INDICATORS: &[(&str, &str, &[&str])] = &[
    (
        "产出指标",
        "数量指标",
        &["{work}完成数量", "开展{work}批次", "覆盖乡镇（街道）数量", "培训人次", "更新设备台（套）数"],
    ),
    ("产出指标", "质量指标", &["{work}验收合格率", "资料归档完整率", "抽检结果准确率", "系统正常运行率"]),
    ("产出指标", "时效指标", &["{work}按期完成率", "资金拨付及时率", "工程完工时间"]),
    ("产出指标", "成本指标", &["单位平均成本", "{work}成本控制在预算批复范围内"]),
    ("效益指标", "经济效益指标", &["带动社会投资", "节约财政支出比例"]),
    ("效益指标", "社会效益指标", &["{work}政策知晓率", "有效投诉件数", "公共服务均等化水平"]),
    ("效益指标", "生态效益指标", &["生态环境质量改善情况"]),
    ("效益指标", "可持续影响指标", &["长效管理机制健全程度", "对行业发展的持续影响"]),
    ("满意度指标", "服务对象满意度指标", &["服务对象满意度", "受益群众对{work}的满意度"]),
];

const VALUES: &[&str] = &[
    "≥{rate}%",
    "{rate}%",
    "{n}人次",
    "≥{count}个",
    "{count}处",
    "不超过{count}万元",
    "{year}年12月底前",
    "有所提升",
    "长期",
    "受理后{count}个工作日内办结",
    "{rate}%以上",
    "显著改善",
];

/// Words of one document.
#[derive(Debug, Clone)]
pub struct Words {
    chance: Chance,
    /// Place the document speaks of.
    pub place: String,
    /// The agency that publishes it.
    pub agency: String,
    /// Its year.
    pub year: usize,
}

/// One indicator of performance: two levels, name and target.
#[derive(Debug, Clone)]
pub struct Target {
    /// 一级指标
    pub level1: &'static str,
    /// 二级指标
    pub level2: &'static str,
    /// 三级指标
    pub name: String,
    /// Target as printed.
    pub value: String,
}

impl Words {
    /// Words that follow from these choices.
    #[must_use]
    pub fn new(mut chance: Chance) -> Self {
        let place = chance.one_of(PLACES).to_owned();
        let agency = format!("{place}{}", chance.one_of(BUREAUS));
        let year = chance.between(2019, 2025);
        Self { chance, place, agency, year }
    }

    fn fill(&mut self, pattern: &str, work: &str) -> String {
        let short: String = self.place.chars().take(1).chain("财".chars()).collect();
        let (count, n, rate) =
            (self.chance.between(2, 98), self.chance.between(100, 9800), self.chance.between(80, 99));
        pattern
            .replace("{place}", &self.place)
            .replace("{work}", work)
            .replace("{short}", &short)
            .replace("{year}", &self.year.to_string())
            .replace("{count}", &count.to_string())
            .replace("{n}", &n.to_string())
            .replace("{rate}", &rate.to_string())
    }

    /// A piece of work an agency pays for.
    pub fn work(&mut self) -> &'static str {
        self.chance.one_of(WORKS)
    }

    /// Name of a project.
    pub fn project(&mut self) -> String {
        let work = self.work();
        let purse = self.chance.one_of(PURSES);
        match self.chance.below(4) {
            0 => format!("{}年{work}{purse}", self.year),
            1 => format!("{}{work}{purse}", self.place),
            2 => format!("{work}{purse}（{}-{}年）", self.year, self.year + 2),
            _ => format!("{work}{purse}"),
        }
    }

    /// Name of a unit under the agency.
    pub fn unit(&mut self) -> String {
        let name = self.chance.one_of(INSTITUTIONS);
        if self.chance.in_hundred(50) { format!("{}{name}", self.place) } else { (*name).to_owned() }
    }

    /// What a project does, in this many clauses.
    pub fn content(&mut self, clauses: usize) -> String {
        let work = self.work();
        let ground = self.chance.one_of(GROUNDS);
        let mut text = self.fill(ground, work);
        for i in 0..clauses.max(1) {
            let deed = self.chance.one_of(DEEDS);
            let work = self.work();
            if i > 0 {
                text.push('；');
            }
            text.push_str(&self.fill(deed, work));
        }
        text.push('。');
        text
    }

    /// A goal, in this many sentences.
    pub fn goal(&mut self, sentences: usize) -> String {
        let mut text = self.content(1);
        for _ in 1..sentences.max(1) {
            let effect = self.chance.one_of(EFFECTS);
            text.push_str(&self.fill(effect, ""));
        }
        text
    }

    /// Indicators, the kinds in their usual order, about this many.
    pub fn targets(&mut self, about: usize) -> Vec<Target> {
        let mut out = Vec::new();
        let share = about.max(1) as f32 / INDICATORS.len() as f32;
        for (level1, level2, names) in INDICATORS {
            let mut many = share.floor() as usize;
            many += usize::from(self.chance.length(0.0, 1.0) < share.fract());
            if *level2 == "数量指标" || *level2 == "服务对象满意度指标" {
                many = many.max(1);
            }
            for _ in 0..many.min(4) {
                let pattern = self.chance.one_of(names);
                let work = self.work();
                let name = self.fill(pattern, work);
                let pattern = self.chance.one_of(VALUES);
                let value = self.fill(pattern, "");
                out.push(Target { level1, level2, name, value });
            }
        }
        out
    }

    /// A paragraph of prose.
    pub fn paragraph(&mut self) -> String {
        let mut text = format!("{}年，{}", self.year, self.agency);
        let content = self.content(2);
        text.push_str(&content);
        for _ in 0..self.chance.between(1, 3) {
            let effect = self.chance.one_of(EFFECTS);
            text.push_str(&self.fill(effect, ""));
        }
        let money = crate::figures::plain(self.chance.money(5), true);
        text.push_str(&format!(
            "全年共安排资金{money}万元，较上年增长{}.{}%。",
            self.chance.between(1, 30),
            self.chance.below(10)
        ));
        text
    }

    /// What was done and why a target was missed.
    pub fn reason(&mut self) -> String {
        let reasons = [
            "无",
            "汛期施工受阻，今后提前安排工期",
            "年中追加预算，部分合同于12月签订，款项按进度在次年支付，下一步加快执行",
            "受疫情影响，部分培训改为线上（ZOOM会议）进行",
            "",
        ];
        let reason = self.chance.one_of(&reasons);
        reason.to_owned()
    }

    /// The source of further choices.
    pub fn chance(&mut self) -> &mut Chance {
        &mut self.chance
    }
}
