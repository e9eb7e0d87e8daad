//! Which set of forms a document publishes, and which forms are laid out as a grid of fields.

use gongkai_model::disclosure::DocType;
use gongkai_model::table::Form;

/// Which set of forms a document publishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FormSet {
    /// Final accounts of a department or unit: FA forms.
    FinalAccounts,
    /// Budget of a department or unit: BU forms.
    Budget,
    /// A government's own tables: none of the forms of departments, although their titles sound alike.
    Government,
    /// A report about projects: its tables of money are about them, whatever their titles sound like.
    Report,
    /// Not known: the title's own words decide.
    Unknown,
}

/// The set of forms a family of documents publishes.
pub(crate) fn form_set(doc_type: DocType) -> FormSet {
    use DocType::*;
    match doc_type {
        DepartmentFinalAccounts | UnitFinalAccounts => FormSet::FinalAccounts,
        DepartmentBudget | UnitBudget => FormSet::Budget,
        GovernmentFinalAccounts | GovernmentBudget | BudgetExecutionReport | GovernmentDebtDisclosure => {
            FormSet::Government
        }
        PerformanceEvaluationReport => FormSet::Report,
        _ => FormSet::Unknown,
    }
}

/// Whether the rows of a form are read by their own module and not as amounts under a header.
pub(crate) fn is_form_grid(form: Form) -> bool {
    matches!(form, Form::PG | Form::SE | Form::OP | Form::ER)
}
