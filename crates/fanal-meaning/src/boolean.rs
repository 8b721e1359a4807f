//! Yes and no, as files write them.

/// The pair of words that a column uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BooleanWords {
    /// `oui`, `non`
    OuiNon,
    /// `vrai`, `faux`
    VraiFaux,
    /// `true`, `false`
    TrueFalse,
    /// `yes`, `no`
    YesNo,
    /// `o`, `n`
    ON,
    /// `x`, or nothing at all: a cell without value says no.
    Cross,
}

impl BooleanWords {
    /// All pairs.
    pub const ALL: [Self; 6] =
        [Self::OuiNon, Self::VraiFaux, Self::TrueFalse, Self::YesNo, Self::ON, Self::Cross];

    /// The two words: the one that says true, the one that says false.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::OuiNon => ("oui", "non"),
            Self::VraiFaux => ("vrai", "faux"),
            Self::TrueFalse => ("true", "false"),
            Self::YesNo => ("yes", "no"),
            Self::ON => ("o", "n"),
            Self::Cross => ("x", ""),
        }
    }

    /// Reads one of its words, in any case, or `1` and `0`, which some files put among them.
    pub fn read(self, text: &str) -> Option<bool> {
        let (yes, no) = self.words();
        match text {
            "1" => Some(true),
            "0" => Some(false),
            _ if text.eq_ignore_ascii_case(yes) => Some(true),
            _ => text.eq_ignore_ascii_case(no).then_some(false),
        }
    }
}

/// Recognises one of the words, in any case.
pub fn boolean(text: &str) -> Option<(BooleanWords, bool)> {
    if text.is_empty() || text.len() > 5 {
        return None;
    }
    BooleanWords::ALL.into_iter().find_map(|pair| {
        let (yes, no) = pair.words();
        if text.eq_ignore_ascii_case(yes) {
            Some((pair, true))
        } else {
            text.eq_ignore_ascii_case(no).then_some((pair, false))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_in_any_case_and_others_are_not() {
        assert_eq!(boolean("OUI"), Some((BooleanWords::OuiNon, true)));
        assert_eq!(boolean("Faux"), Some((BooleanWords::VraiFaux, false)));
        assert_eq!(boolean("n"), Some((BooleanWords::ON, false)));
        assert_eq!(boolean("X"), Some((BooleanWords::Cross, true)));
        assert_eq!(boolean("ouic"), None);
        assert_eq!(boolean("1"), None);
        assert_eq!(boolean(""), None);
        assert_eq!(BooleanWords::TrueFalse.read("1"), Some(true));
        assert_eq!(BooleanWords::OuiNon.read("Non"), Some(false));
        assert_eq!(BooleanWords::OuiNon.read("false"), None);
    }
}
