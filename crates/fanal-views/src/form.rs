//! Forms that come back: what was typed is kept, what is wrong is said beside its field.

use std::collections::BTreeMap;

use fanal_model::Problem;

/// One choice of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What people read.
    pub label: String,
}

impl Choice {
    /// A choice.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// The values of a form's fields and what is wrong with them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FormState {
    values: BTreeMap<String, Vec<String>>,
    errors: BTreeMap<String, Problem>,
    problem: Option<Problem>,
}

impl FormState {
    /// A form as it was sent: names and values in order, a name once for each of its values.
    pub fn sent<N: Into<String>, V: Into<String>>(pairs: impl IntoIterator<Item = (N, V)>) -> Self {
        let mut form = Self::default();
        for (name, value) in pairs {
            form.values.entry(name.into()).or_default().push(value.into());
        }
        form
    }

    /// Sets the only value of a field.
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.values.insert(name.into(), vec![value.into()]);
    }

    /// Says what is wrong with a field; the first thing said is kept.
    pub fn fail(&mut self, name: impl Into<String>, problem: Problem) {
        self.errors.entry(name.into()).or_insert(problem);
    }

    /// Says what is wrong with the form as a whole.
    pub fn fail_whole(&mut self, problem: Problem) {
        self.problem = Some(problem);
    }

    /// Whether something is wrong.
    pub fn fails(&self) -> bool {
        self.problem.is_some() || !self.errors.is_empty()
    }

    /// The first value of a field; empty when there is none.
    pub fn value(&self, name: impl AsRef<str>) -> &str {
        self.values.get(name.as_ref()).and_then(|v| v.first()).map_or("", String::as_str)
    }

    /// Whether that is one of the field's values: a box that is ticked, a choice that is made.
    pub fn holds(&self, name: impl AsRef<str>, value: impl AsRef<str>) -> bool {
        self.values.get(name.as_ref()).is_some_and(|all| all.iter().any(|v| v == value.as_ref()))
    }

    /// Whether a field has a value that is not empty.
    pub fn filled(&self, name: impl AsRef<str>) -> bool {
        !self.value(name).is_empty()
    }

    /// What is wrong with a field.
    pub fn error(&self, name: impl AsRef<str>) -> Option<&Problem> {
        self.errors.get(name.as_ref())
    }

    /// What is wrong, field by field, for the summary at the top.
    pub fn errors(&self) -> impl Iterator<Item = (&str, &Problem)> {
        self.errors.iter().map(|(name, problem)| (name.as_str(), problem))
    }

    /// What is wrong with the form as a whole.
    pub fn whole_error(&self) -> Option<&Problem> {
        self.problem.as_ref()
    }
}

/// The identifier of a field's element in the page: its name without dots.
pub(crate) fn element_id(name: impl AsRef<str>) -> String {
    format!("field-{}", name.as_ref().replace(['.', '_'], "-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_that_comes_back_keeps_every_value() {
        let mut form = FormState::sent([("key", "0"), ("key", "2"), ("title", "Arbres")]);
        form.fail("title", Problem::new("first"));
        form.fail("title", Problem::new("second"));
        assert!(form.holds("key", "2") && !form.holds("key", "1"));
        assert_eq!(form.value("title"), "Arbres");
        assert_eq!(form.error("title").map(|p| p.code.as_str()), Some("first"));
        assert!(form.fails() && !FormState::default().fails());
    }
}
