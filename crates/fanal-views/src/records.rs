//! A table of records, with its order and its pages.

use fanal_model::{Field, FieldName, FieldType, Value};
use fanal_words::Words;

use crate::filters::parameters;
use crate::paging::encode;
use crate::{Cell, Chosen, Layout, Paging};

/// The order of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sort {
    /// By which field.
    pub field: FieldName,
    /// From the largest to the smallest.
    pub descending: bool,
}

impl Sort {
    /// Reads `name` or `-name`, as the parameter `sort` writes it.
    pub fn parse(text: &str) -> Option<Self> {
        let (descending, name) = text.strip_prefix('-').map_or((false, text), |name| (true, name));
        Some(Self { field: FieldName::parse(name).ok()?, descending })
    }
}

impl std::fmt::Display for Sort {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", if self.descending { "-" } else { "" }, self.field)
    }
}

/// Some records of a dataset.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordsTable {
    /// The columns, in order.
    pub fields: Vec<Field>,
    /// The cells, a row a record, in the order of `fields`.
    pub rows: Vec<Vec<Value>>,
    /// Records in all.
    pub total: u64,
    /// The page shown, from 1.
    pub page: u64,
    /// Records on a page.
    pub page_size: u64,
    /// The order, if one was asked for.
    pub sort: Option<Sort>,
    /// Path of the page, and the version asked for if it is not the current one: links keep them.
    pub path: String,
    /// Number of the version asked for by `?version=`.
    pub version: Option<i64>,
    /// What was chosen of the filters: links keep it.
    pub chosen: Vec<Chosen>,
}

impl RecordsTable {
    /// A few records without links: samples.
    pub fn sample(fields: Vec<Field>, rows: Vec<Vec<Value>>) -> Self {
        let total = rows.len() as u64;
        Self {
            fields,
            rows,
            total,
            page: 1,
            page_size: total.max(1),
            sort: None,
            path: String::new(),
            version: None,
            chosen: Vec::new(),
        }
    }

    pub(crate) fn cells<'a>(
        &'a self,
        row: &'a [Value],
        words: &'a Words,
    ) -> impl Iterator<Item = Cell> + 'a {
        let missing = std::iter::repeat(&Value::Null);
        let values = row.iter().chain(missing);
        self.fields.iter().zip(values).map(move |(field, value)| Cell::of(words, field, value))
    }

    pub(crate) fn paging(&self) -> Paging {
        Paging {
            page: self.page,
            page_size: self.page_size,
            total: self.total,
            base: self.address(self.sort.as_ref()),
        }
    }

    /// `ascending`, `descending` or `none`, for the header of a column.
    pub(crate) fn order_of(&self, field: &Field) -> &'static str {
        match &self.sort {
            Some(sort) if sort.field == field.name && sort.descending => "descending",
            Some(sort) if sort.field == field.name => "ascending",
            _ => "none",
        }
    }

    /// The link of a column's header: sorts by it, and turns the order round when it was sorted.
    /// Shapes, files and JSON have no order.
    pub(crate) fn sort_link(&self, field: &Field) -> Option<String> {
        let ordered = !field.field_type.is_geographic()
            && !matches!(field.field_type, FieldType::File | FieldType::Json);
        if self.path.is_empty() || !ordered {
            return None;
        }
        let descending = self.order_of(field) == "ascending";
        Some(self.address(Some(&Sort { field: field.name.clone(), descending })))
    }

    pub(crate) fn sort_words(&self, field: &Field, layout: &Layout) -> String {
        let id = match self.order_of(field) {
            "ascending" => "table-sorted-up",
            "descending" => "table-sorted-down",
            _ => "table-sort",
        };
        layout.say(id)
    }

    pub(crate) fn range(&self, layout: &Layout) -> String {
        let paging = self.paging();
        let number = |n: u64| fanal_words::Argument::Number(i64::try_from(n).unwrap_or(i64::MAX));
        layout.words.say_with(
            "table-range",
            &[
                ("first", number(paging.first_line())),
                ("last", number(paging.last_line())),
                ("total", number(self.total)),
            ],
        )
    }

    /// The parameters of an address but for the filters.
    pub(crate) fn kept(&self, sort: Option<&Sort>) -> Vec<String> {
        let version = self.version.map(|version| format!("version={version}"));
        let sort = sort.map(|sort| format!("sort={}", encode(&sort.to_string())));
        version.into_iter().chain(sort).collect()
    }

    fn address(&self, sort: Option<&Sort>) -> String {
        let mut parts = self.kept(sort);
        parts.extend(parameters(&self.chosen));
        if parts.is_empty() {
            self.path.clone()
        } else {
            format!("{}?{}", self.path, parts.join("&"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_header_sorts_up_then_down_and_keeps_version_and_filters() {
        let name = Field::new(FieldName::parse("nom").unwrap(), "Nom", FieldType::Text);
        let mut table = RecordsTable::sample(vec![name.clone()], Vec::new());
        table.path = "/explore/dataset/arbres/".into();
        table.version = Some(2);
        assert_eq!(
            table.sort_link(&name).as_deref(),
            Some("/explore/dataset/arbres/?version=2&sort=nom")
        );
        table.sort = Sort::parse("nom");
        assert_eq!(
            table.sort_link(&name).as_deref(),
            Some("/explore/dataset/arbres/?version=2&sort=-nom")
        );
        table.chosen = Chosen::parse("refine.essence", "Chêne").into_iter().collect();
        assert_eq!(
            table.sort_link(&name).as_deref(),
            Some("/explore/dataset/arbres/?version=2&sort=-nom&refine.essence=Ch%C3%AAne")
        );
        assert_eq!(Sort::parse("-nom").map(|s| s.to_string()).as_deref(), Some("-nom"));
        assert_eq!(Sort::parse("-"), None);
    }

    #[test]
    fn a_short_row_is_filled_with_empty_cells() {
        let field = |n| Field::new(FieldName::parse(n).unwrap(), n, FieldType::Text);
        let table = RecordsTable::sample(vec![field("a"), field("b")], Vec::new());
        let row = [Value::Text("x".into())];
        let words = Words::of(fanal_model::Language::English);
        assert_eq!(table.cells(&row, words).count(), 2);
    }
}
