//! One thing to mend.

use std::fmt;

/// One thing to mend: where, what, and how.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fault {
    path: String,
    /// Counted from 1; 0 when the fault is the file's as a whole.
    line: usize,
    what: String,
    remedy: String,
}

impl Fault {
    /// A fault of a whole file.
    pub(crate) fn in_file(path: &str, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line: 0, what: what.into(), remedy: remedy.into() }
    }

    /// The same fault, on that line (from 1).
    pub(crate) fn on_line(mut self, line: usize) -> Self {
        self.line = line;
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, what, remedy } = self;
        match line {
            0 => write!(f, "{path}: {what}\n  hint: {remedy}"),
            _ => write!(f, "{path}:{line}: {what}\n  hint: {remedy}"),
        }
    }
}

/// Checks how the first fault begins; none is expected to be found without a text.
#[cfg(test)]
#[track_caller]
pub(crate) fn check_first(faults: &[Fault], expected: Option<&str>) {
    let first = faults.first().map(ToString::to_string);
    match expected {
        None => assert_eq!(first, None),
        Some(expected) => {
            let first = first.expect("the planted fault is found");
            assert!(first.starts_with(expected), "{first}");
        }
    }
}
