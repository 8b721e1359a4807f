//! `level(path)`: a path cut behind one of its levels, or each path of a list, once.

use std::sync::Arc;

use arrow::array::{Array as _, ArrayRef, AsArray as _, ListBuilder, StringArray, StringBuilder};
use arrow::datatypes::{DataType, Field};
use datafusion::error::Result;
use datafusion::logical_expr::Expr;

use super::computed::{Compute, call};

/// Where paths are cut.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Level {
    /// What stands between two levels; without it a text is one level.
    pub(crate) separator: Option<String>,
    /// How many levels are kept, from 1.
    pub(crate) kept: usize,
    /// Only paths that lie below this one.
    pub(crate) below: Option<String>,
}

impl Level {
    /// The path, cut; none when it is not so deep, lies elsewhere, or nothing is left of it.
    fn of<'t>(&self, path: &'t str) -> Option<&'t str> {
        let Some(separator) = &self.separator else { return Some(path).filter(|p| !p.is_empty()) };
        let ends = path.match_indices(separator.as_str()).map(|(at, _)| at);
        let end = ends.chain([path.len()]).nth(self.kept.checked_sub(1)?)?;
        let cut = &path[..end];
        let there = self.below.as_deref().is_none_or(|above| {
            cut.strip_prefix(above).is_some_and(|rest| rest.starts_with(separator.as_str()))
        });
        (there && !cut.is_empty()).then_some(cut)
    }
}

/// Each path, or each path of a list, cut; a list holds what is left of its paths once. Null when
/// nothing is left.
pub(crate) fn level(path: Expr, level: Level, is_list: bool) -> Expr {
    match is_list {
        true => call(OfLists { level }, vec![path]),
        false => call(OfTexts { level }, vec![path]),
    }
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct OfTexts {
    level: Level,
}

impl Compute for OfTexts {
    const NAME: &'static str = "fanal_level";

    fn result(&self) -> DataType {
        DataType::Utf8
    }

    fn compute(&self, arguments: &[ArrayRef]) -> Result<ArrayRef> {
        let paths = arguments[0].as_string::<i32>().iter();
        let cut: StringArray = paths.map(|path| path.and_then(|p| self.level.of(p))).collect();
        Ok(Arc::new(cut))
    }
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct OfLists {
    level: Level,
}

impl Compute for OfLists {
    const NAME: &'static str = "fanal_levels";

    fn result(&self) -> DataType {
        DataType::List(Arc::new(Field::new("item", DataType::Utf8, true)))
    }

    fn compute(&self, arguments: &[ArrayRef]) -> Result<ArrayRef> {
        let lists = arguments[0].as_list::<i32>();
        let mut out = ListBuilder::with_capacity(StringBuilder::new(), lists.len());
        for list in lists.iter() {
            let list = list.unwrap_or_else(|| Arc::new(StringArray::new_null(0)));
            let paths = list.as_string::<i32>().iter().flatten();
            let mut cut: Vec<&str> = paths.filter_map(|path| self.level.of(path)).collect();
            cut.sort_unstable();
            cut.dedup();
            cut.iter().for_each(|path| out.values().append_value(path));
            out.append(!cut.is_empty());
        }
        Ok(Arc::new(out.finish()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, kept: usize, below: Option<&str>, expected: Option<&str>) {
        let separator = Some("/".to_owned());
        let level = Level { separator, kept, below: below.map(str::to_owned) };
        assert_eq!(level.of(path), expected, "{path}, {kept}");
    }

    #[test]
    fn a_path_is_cut_behind_a_level_that_it_has() {
        check("Nord/Gare/Quai", 1, None, Some("Nord"));
        check("Nord/Gare/Quai", 2, None, Some("Nord/Gare"));
        check("Nord/Gare/Quai", 3, None, Some("Nord/Gare/Quai"));
        check("Nord/Gare/Quai", 4, None, None);
        check("Nord", 1, None, Some("Nord"));
        check("Nord", 2, None, None);
        check("", 1, None, None);
    }

    #[test]
    fn a_path_lies_below_another_by_whole_levels() {
        check("Nord/Gare", 2, Some("Nord"), Some("Nord/Gare"));
        check("Nord-Est/Gare", 2, Some("Nord"), None);
        check("Sud/Gare", 2, Some("Nord"), None);
    }

    #[test]
    fn a_text_without_levels_is_whole() {
        let flat = Level { separator: None, kept: 1, below: None };
        assert_eq!(flat.of("a/b"), Some("a/b"));
        assert_eq!(flat.of(""), None);
    }
}
