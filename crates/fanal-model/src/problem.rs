//! Problems: what went wrong, as a code and its values, so that each reader gets it in their words.

use std::fmt;

/// A value that a sentence needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Argument {
    /// Text, shown as it is.
    Text(String),
    /// A whole number, written as the reader's language does.
    Number(i64),
}

/// What went wrong, for people. `fanal-words` holds the sentence of each code in French and
/// English: what happened, where, how to mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Stable name, as `file-empty`; it is the sentence's identifier.
    pub code: String,
    /// The values that the sentence names.
    pub arguments: Vec<(String, Argument)>,
}

impl Problem {
    /// A problem without values.
    pub fn new(code: impl Into<String>) -> Self {
        Self { code: code.into(), arguments: Vec::new() }
    }

    /// Adds a text that the sentence names.
    #[must_use]
    pub fn text(mut self, name: &str, value: impl Into<String>) -> Self {
        self.arguments.push((name.to_owned(), Argument::Text(value.into())));
        self
    }

    /// Adds a number that the sentence names.
    #[must_use]
    pub fn number(mut self, name: &str, value: impl TryInto<i64>) -> Self {
        let value = value.try_into().unwrap_or(i64::MAX);
        self.arguments.push((name.to_owned(), Argument::Number(value)));
        self
    }
}

impl fmt::Display for Problem {
    /// For logs: the code and its values.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code)?;
        for (name, value) in &self.arguments {
            match value {
                Argument::Text(text) => write!(f, " {name}=`{text}`")?,
                Argument::Number(number) => write!(f, " {name}={number}")?,
            }
        }
        Ok(())
    }
}

impl std::error::Error for Problem {}
