//! What every page needs besides its own matter: words, portal, who is signed in.

use fanal_model::{Argument, Instant, Language, Problem, Visibility};
use fanal_words::Words;

use crate::{Icon, vocabulary};

/// The look that a reader chose; without a choice the system's is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Limestone by day.
    Light,
    /// Night blue.
    Dark,
}

impl Theme {
    /// The name in the cookie `theme` and in `data-theme`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Finds one by that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Light, Self::Dark].into_iter().find(|t| t.name() == name)
    }
}

/// What every page needs besides its own matter.
#[derive(Debug, Clone)]
pub struct Layout {
    /// Words of the reader's language.
    pub words: &'static Words,
    /// Name of the portal.
    pub portal: String,
    /// Whether the portal is filled with demonstration data: each page says so.
    pub demonstration: bool,
    /// Name of the person signed in.
    pub signed_in: Option<String>,
    /// Whether that person prepares datasets: the way to the administration is shown.
    pub may_edit: bool,
    /// Token that each form carries back.
    pub csrf: String,
    /// Path of the page, without its query.
    pub path: String,
    /// The look that the reader chose.
    pub theme: Option<Theme>,
    /// The present instant, from which ages are counted.
    pub now: Instant,
}

impl Layout {
    /// A layout for nobody signed in. The other fields are set by name.
    pub fn new(words: &'static Words, portal: impl Into<String>, now: Instant) -> Self {
        Self {
            words,
            portal: portal.into(),
            demonstration: false,
            signed_in: None,
            may_edit: false,
            csrf: String::new(),
            path: String::from("/"),
            theme: None,
            now,
        }
    }

    /// The language that the page is not in.
    pub(crate) fn other_language(&self) -> Language {
        match self.words.language() {
            Language::French => Language::English,
            Language::English => Language::French,
        }
    }

    /// Chooses the other language and comes back here.
    pub(crate) fn other_language_link(&self) -> String {
        let back = crate::paging::encode(&self.path);
        format!("/-/language/{}?back={back}", self.other_language().code())
    }

    pub(crate) fn say(&self, id: impl AsRef<str>) -> String {
        self.words.say(id.as_ref())
    }

    pub(crate) fn say_text(&self, id: &str, name: &str, value: impl AsRef<str>) -> String {
        self.words.say_with(id, &[(name, Argument::Text(value.as_ref().to_owned()))])
    }

    pub(crate) fn say_count(&self, id: &str, count: impl Held<u64>) -> String {
        let number = i64::try_from(count.held()).unwrap_or(i64::MAX);
        self.words.say_with(id, &[("count", Argument::Number(number))])
    }

    pub(crate) fn problem(&self, problem: &Problem) -> String {
        self.words.problem(problem)
    }

    pub(crate) fn number(&self, number: impl Held<u64>) -> String {
        self.words.count(number.held())
    }

    pub(crate) fn day(&self, instant: impl Held<Instant>) -> String {
        self.words.day(instant.held())
    }

    pub(crate) fn age(&self, instant: impl Held<Instant>) -> String {
        self.words.age(instant.held(), self.now)
    }

    pub(crate) fn icon(&self, name: &'static str) -> Icon {
        Icon(name)
    }

    pub(crate) fn visibility(&self, visibility: impl Held<Visibility>) -> String {
        self.words.say(vocabulary::visibility(visibility.held()))
    }

    /// What a column's values are, when they are more than their type says; a meaning that has no
    /// sentence is named by its code.
    pub(crate) fn meaning(&self, meaning: Option<&String>) -> Option<String> {
        let code = meaning?;
        let id = format!("meaning-{}", code.replace('_', "-"));
        Some(if self.words.knows(&id) { self.words.say(&id) } else { code.clone() })
    }

    /// Whether the reader is in that part of the site.
    pub(crate) fn within(&self, prefix: &str) -> bool {
        self.path.starts_with(prefix)
    }
}

/// A value, or references to it as deep as templates make them.
pub(crate) trait Held<T> {
    fn held(&self) -> T;
}

impl Held<u64> for u64 {
    fn held(&self) -> u64 {
        *self
    }
}

impl Held<Instant> for Instant {
    fn held(&self) -> Instant {
        *self
    }
}

impl Held<Visibility> for Visibility {
    fn held(&self) -> Visibility {
        *self
    }
}

impl<T, H: Held<T> + ?Sized> Held<T> for &H {
    fn held(&self) -> T {
        (**self).held()
    }
}
