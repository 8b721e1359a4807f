//! Sentences for people, in French and English, and numbers, dates and sizes as each language
//! writes them.
//!
//! Every sentence has an identifier and stands in `locales/{fr,en}/*.ftl` (Fluent), which are
//! embedded. A [`Problem`](fanal_model::Problem)'s code is the identifier of its sentence, in
//! `problems.ftl`. The crate reads no file and no environment, never looks at the clock, and
//! escapes nothing: what goes into a page is escaped by the page.
//!
//! ```
//! let words = fanal_words::Words::of(fanal_model::Language::French);
//! assert_eq!(words.number(1234), "1\u{202f}234");
//! ```

mod bundle;
mod dates;
mod numbers;
mod typography;
mod words;

pub use fanal_model::Argument;
pub use words::Words;

#[cfg(test)]
mod tests;
