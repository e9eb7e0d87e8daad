//! One document of each family of disclosures, by the producers that publish them.

use super::{direct, recipe};
use crate::families::{
    budget, criteria, crowded, evaluation, final_accounts, government, lists, papers, places, second_views, targets,
};
use crate::office::{html::Look, text::Sheet};
use crate::recipe::{Direct, Fonts, Producer, Recipe};

const MINCHO: &str = "Noto Serif CJK SC";
const GOTHIC: &str = "Noto Sans CJK SC";

pub(super) fn documents() -> Vec<Recipe> {
    let writer = |landscape, ruled| Producer::Writer(Sheet { landscape, font: MINCHO, table_size: 9.0, ruled });
    let chromium =
        |landscape, shaded, open| Producer::Chromium(Look { landscape, font: "WenQuanYi Zen Hei", shaded, open });
    vec![
        recipe(
            "fa-department",
            final_accounts::department,
            writer(true, true),
            &["FA01-FA09", "many pages"],
            "flat ODT printed by LibreOffice Writer",
        ),
        recipe(
            "fa-unit",
            final_accounts::unit_tables,
            Producer::Calc(GOTHIC),
            &["staircase codes", "yuan", "empty table"],
            "flat ODS printed by LibreOffice Calc",
        ),
        recipe(
            "bu-department",
            budget::department,
            chromium(false, true, false),
            &["BU01-BU11"],
            "HTML printed by Chromium",
        ),
        recipe(
            "bu-unit",
            budget::unit,
            writer(false, true),
            &["yuan", "empty table"],
            "flat ODT printed by LibreOffice Writer",
        ),
        recipe(
            "gov-final",
            government::final_accounts,
            Producer::Calc(MINCHO),
            &["government"],
            "flat ODS printed by LibreOffice Calc",
        ),
        recipe(
            "gov-budget",
            government::budget,
            chromium(false, false, true),
            &["government", "horizontal rules only"],
            "HTML printed by Chromium",
        ),
        recipe(
            "gov-execution",
            government::execution_report,
            writer(false, true),
            &["government", "report"],
            "flat ODT printed by LibreOffice Writer",
        ),
        recipe(
            "gov-debt",
            government::debt,
            chromium(false, false, false),
            &["government", "100 million yuan"],
            "HTML printed by Chromium",
        ),
        recipe(
            "pt-coded",
            targets::matrix_coded,
            Producer::Calc(GOTHIC),
            &["matrix", "coded indicators"],
            "flat ODS printed by LibreOffice Calc",
        ),
        recipe(
            "pt-old",
            targets::matrix_old,
            Producer::Direct(Direct { page: (595.0, 380.0), cut_rows: true, ..direct(Fonts::CMap("UniGB-UTF16-H")) }),
            &["matrix", "row cut by page end"],
            "direct writer, rows cut by the end of the page",
        ),
        recipe(
            "pg-grid",
            targets::form_grid,
            writer(false, true),
            &["form grid", "merged cells"],
            "flat ODT printed by LibreOffice Writer",
        ),
        recipe(
            "se-project",
            evaluation::self_evaluation,
            chromium(true, false, false),
            &["self-evaluation", "merged cells"],
            "HTML printed by Chromium",
        ),
        recipe(
            "op-targets",
            evaluation::overall_targets,
            Producer::Direct(Direct { vertical_labels: true, ..direct(Fonts::CMaps("UniGB-UCS2-H", "UniGB-UCS2-V")) }),
            &["overall targets", "vertical writing"],
            "direct writer, labels of merged cells written downwards",
        ),
        recipe(
            "se-overall",
            evaluation::overall_self_evaluation,
            writer(true, true),
            &["self-evaluation"],
            "flat ODT printed by LibreOffice Writer",
        ),
        recipe(
            "er-report",
            evaluation::report,
            writer(false, true),
            &["report", "prose"],
            "flat ODT printed by LibreOffice Writer",
        ),
        recipe(
            "er-direct",
            evaluation::report,
            Producer::Direct(Direct {
                page: (595.0, 360.0),
                running_title: Some("云岭市绩效评价报告汇编"),
                ..direct(Fonts::CMap("GBK-EUC-H"))
            }),
            &["report", "running title"],
            "direct writer, a running title on every page",
        ),
        recipe(
            "bu-lists",
            lists::projects_and_purchases,
            Producer::Direct(direct(Fonts::CMap("GBK-EUC-H"))),
            &["BU10", "BU11", "groups told by sums", "steps of columns"],
            "direct writer, lists without marks or indents",
        ),
        recipe(
            "gov-lists",
            lists::funds_by_class,
            Producer::Direct(direct(Fonts::CMap("GBK-EUC-H"))),
            &["government", "classes without codes"],
            "direct writer, lists ordered by the names of classes",
        ),
        recipe(
            "gov-second-views",
            second_views::second_views,
            Producer::Direct(direct(Fonts::CMap("GBK-EUC-H"))),
            &["government", "totals broken down again", "persons"],
            "direct writer, rows that count money twice or no money",
        ),
        recipe(
            "gov-places",
            places::by_place,
            Producer::Direct(direct(Fonts::CMap("GBK-EUC-H"))),
            &["government", "places as rows"],
            "direct writer, places as rows, the whole without the word total",
        ),
        recipe(
            "gov-names",
            places::by_name,
            Producer::Direct(direct(Fonts::CMap("GBK-EUC-H"))),
            &["government", "names of budgets as rows"],
            "direct writer, names of budgets before and behind their rows",
        ),
        recipe(
            "bu-purchases",
            crowded::purchases,
            Producer::Direct(direct(Fonts::CMap("GBK-EUC-H"))),
            &["BU11", "organisations as rows"],
            "direct writer, institutions with unusual names above what they buy",
        ),
        recipe(
            "notice",
            papers::notice,
            Producer::Direct(direct(Fonts::CMap("GBK-EUC-H"))),
            &["no family", "document number"],
            "direct writer, a number above the title",
        ),
        recipe(
            "er-parted",
            criteria::criteria,
            Producer::Direct(Direct {
                page: (842.0, 313.0),
                repeat_header: false,
                carried_label: Some(""),
                ..Direct::default()
            }),
            &["report", "merged cells", "many pages"],
            "direct writer, merged levels parted by the end of the page, the later part blank",
        ),
        recipe(
            "er-carried",
            criteria::criteria,
            Producer::Direct(Direct {
                page: (842.0, 360.0),
                carried_label: Some("续上页"),
                ..direct(Fonts::CMap("GBK-EUC-H"))
            }),
            &["report", "merged cells", "many pages"],
            "direct writer, merged levels parted by the end of the page, the later part marked",
        ),
        recipe(
            "er-scores",
            lists::scores,
            Producer::Direct(direct(Fonts::CMap("GBK-EUC-H"))),
            &["report", "scores"],
            "direct writer, scores with and without the name of the project",
        ),
    ]
}
