//! Spaces and apostrophes as printers set them, so that the sentences can be typed plainly.

use std::borrow::Cow;

use fanal_model::Language;

/// Narrow no-break space: before `;`, `?`, `!` and between thousands.
pub(crate) const NARROW: char = '\u{202f}';

/// No-break space: before `:` and `%`, inside guillemets, before units.
pub(crate) const FIRM: char = '\u{a0}';

/// Sets the text of a sentence. Values put into the sentence don't pass here.
pub(crate) fn set(language: Language, text: &str) -> Cow<'_, str> {
    if !text.contains(['\'', ' ']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut characters = text.chars().peekable();
    let mut before = ' ';
    while let Some(c) = characters.next() {
        let after = characters.peek().copied();
        out.push(match (language, c) {
            (_, '\'') => '\u{2019}',
            (Language::French, ' ') if before == '«' => FIRM,
            (Language::French, ' ') => match after {
                Some(':' | '»' | '%' | '€') => FIRM,
                Some(';' | '?' | '!') => NARROW,
                _ => ' ',
            },
            _ => c,
        });
        before = c;
    }
    Cow::Owned(out)
}
