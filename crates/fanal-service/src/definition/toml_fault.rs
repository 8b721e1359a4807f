//! Where a text is no TOML, told so that people find the place.

use fanal_model::Problem;

/// Longest piece of the text that is shown, in characters.
const SHOWN: usize = 80;

/// Where and why a text can't be read as the TOML that is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TomlFault {
    /// Line, from 1.
    pub line: usize,
    /// Column, in characters from 1.
    pub column: usize,
    /// The line itself, without the spaces around it; at most 80 characters.
    pub found: String,
    /// Why, in the English of the parser.
    pub reason: String,
}

impl TomlFault {
    /// Finds the place that an error of the parser means. One that is seen only after the end of a
    /// line, as a value that misses, is shown at that end.
    pub fn of(text: &str, error: &toml::de::Error) -> Self {
        let at = error.span().map_or(0, |span| span.start);
        let before = text.get(..at).unwrap_or(text);
        let rest = text.get(at..).unwrap_or_default();
        let line_ends = rest.lines().next().is_none_or(|rest| rest.trim().is_empty());
        let before = if line_ends { before.trim_end() } else { before };
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let whole = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        Self {
            line: line_of(text, start),
            column: before.get(start..).map_or(0, |part| part.chars().count()) + 1,
            found: whole.trim().chars().take(SHOWN).collect(),
            reason: error.message().replace('\n', ", "),
        }
    }

    /// What to say of a definition.
    pub fn in_definition(&self) -> Problem {
        self.fill(Problem::new("definition-syntax"))
    }

    /// What to say of a file of settings.
    pub fn in_settings(&self, file: &str) -> Problem {
        self.fill(Problem::new("settings-syntax").text("file", file))
    }

    fn fill(&self, problem: Problem) -> Problem {
        problem
            .number("line", i64::try_from(self.line).unwrap_or(i64::MAX))
            .number("column", i64::try_from(self.column).unwrap_or(i64::MAX))
            .text("found", &self.found)
            .text("reason", &self.reason)
    }
}

/// The line, from 1, in which a byte of the text stands.
pub fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, line: usize, column: usize, found: &str) {
        let error = text.parse::<toml::Table>().expect_err("it is no TOML");
        let fault = TomlFault::of(text, &error);
        assert_eq!((fault.line, fault.column, fault.found.as_str()), (line, column, found));
        assert!(!fault.reason.is_empty() && !fault.reason.contains('\n'), "{:?}", fault.reason);
    }

    #[test]
    fn the_place_is_counted_in_characters_from_1() {
        check("a = 1\n  b = oui\n", 2, 7, "b = oui");
        check("été = 1\n", 1, 1, "été = 1");
        check("a = 'é' x\n", 1, 9, "a = 'é' x");
    }

    #[test]
    fn a_value_that_misses_is_shown_where_it_should_stand() {
        check("a =\n\n\n", 1, 4, "a =");
        check("a = 1\nb =", 2, 4, "b =");
    }
}
