//! What a person decided about one column.

use fanal_formats::read::{SaidOfColumn, is_zone};
use fanal_meaning::{DateOrder, DecimalMark, Meaning, Said};
use fanal_model::{FieldName, FieldType};
use serde::{Deserialize, Serialize};

use super::{RecipeError, choice, trimmed};

/// Says in place of a meaning that there is none.
pub const NO_MEANING: &str = "none";

/// What a person decided about one column.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ColumnRecipe {
    /// Title of the column in the file.
    pub title: String,
    /// Which of the columns with that title, from 0.
    #[serde(skip_serializing_if = "is_zero")]
    pub occurrence: usize,
    /// The column is left out before anything is stored.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub leave_out: bool,
    /// The file may lack it: that was decided about another table.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub if_present: bool,
    /// Name of the field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Label of the field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Type of the field, by its name in the Explore API.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub field_type: Option<String>,
    /// What its cells identify or measure, by the name of the meaning; `none` says that it is
    /// nothing that has a name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meaning: Option<String>,
    /// Whether days are written day first (`dmy`) or month first (`mdy`), where both would do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_order: Option<String>,
    /// What stands before the decimals: `comma` or `point`; the other one parts thousands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decimal: Option<String>,
    /// Marks that stand where a value is missing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// Marks that are texts like all others, although they seemed to stand for no value.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_missing: Vec<String>,
    /// Separator of several values in one cell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multivalued: Option<String>,
    /// IANA zone of local times.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(n: &usize) -> bool {
    *n == 0
}

impl ColumnRecipe {
    pub(super) fn check(&self) -> Result<(), RecipeError> {
        self.parsed_name()?;
        self.parsed_type()?;
        self.parsed_meaning()?;
        self.said()?;
        match self.timezone.as_deref().filter(|zone| !zone.is_empty() && !is_zone(zone)) {
            Some(zone) => Err(choice("timezone", zone, &["Europe/Paris", "Indian/Reunion", "UTC"])),
            None => Ok(()),
        }
    }

    /// What is said of the column before it is judged, if anything.
    pub(super) fn said(&self) -> Result<Option<SaidOfColumn>, RecipeError> {
        let said = Said {
            decimal: self.parsed_decimal()?,
            date_order: self.parsed_date_order()?,
            missing: trimmed(&self.missing),
            not_missing: trimmed(&self.not_missing),
        };
        let about = SaidOfColumn { title: self.title.clone(), occurrence: self.occurrence, said };
        Ok((about.said != Said::default()).then_some(about))
    }

    fn parsed_date_order(&self) -> Result<Option<DateOrder>, RecipeError> {
        let Some(name) = said_word(&self.date_order) else { return Ok(None) };
        let either = [DateOrder::DayMonthYear, DateOrder::MonthDayYear];
        let found = either.into_iter().find(|order| order.name() == name);
        found.map(Some).ok_or_else(|| choice("date_order", name, &either.map(DateOrder::name)))
    }

    fn parsed_decimal(&self) -> Result<Option<DecimalMark>, RecipeError> {
        let Some(name) = said_word(&self.decimal) else { return Ok(None) };
        let found = DecimalMark::from_name(name);
        found.map(Some).ok_or_else(|| choice("decimal", name, &["comma", "point"]))
    }

    /// The meaning that was decided, which may be none.
    pub(crate) fn parsed_meaning(&self) -> Result<Option<Option<Meaning>>, RecipeError> {
        let Some(name) = said_word(&self.meaning) else { return Ok(None) };
        if name == NO_MEANING {
            return Ok(Some(None));
        }
        let found = Meaning::from_name(name).map(|meaning| Some(Some(meaning)));
        found.ok_or_else(|| {
            let all = Meaning::all().map(Meaning::name);
            choice("meaning", name, &all.chain([NO_MEANING]).collect::<Vec<_>>())
        })
    }

    pub(crate) fn parsed_name(&self) -> Result<Option<FieldName>, RecipeError> {
        let Some(name) = self.name.as_deref().filter(|n| !n.is_empty()) else { return Ok(None) };
        FieldName::parse(name)
            .map(Some)
            .map_err(|reason| RecipeError::Name { name: name.to_owned(), reason })
    }

    pub(crate) fn parsed_type(&self) -> Result<Option<FieldType>, RecipeError> {
        let Some(name) = self.field_type.as_deref().filter(|n| !n.is_empty()) else {
            return Ok(None);
        };
        FieldType::from_name(name).map(Some).ok_or_else(|| RecipeError::Type(name.to_owned()))
    }
}

fn said_word(word: &Option<String>) -> Option<&str> {
    word.as_deref().filter(|word| !word.is_empty())
}
