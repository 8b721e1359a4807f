//! The language of an answer: what was chosen, else what the browser asks for, else the portal's.

use axum::http::{HeaderMap, header};
use fanal_model::Language;

/// Chooses the language: `?lang=`, then the cookie, then `Accept-Language`, then the portal's.
pub(super) fn choose(
    asked: Option<&str>,
    cookie: Option<&str>,
    headers: &HeaderMap,
    portal: Language,
) -> Language {
    asked
        .and_then(Language::from_code)
        .or_else(|| cookie.and_then(Language::from_code))
        .or_else(|| accepted(headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?))
        .unwrap_or(portal)
}

fn accepted(header: &str) -> Option<Language> {
    let mut wishes: Vec<(f32, Language)> = header
        .split(',')
        .filter_map(|wish| {
            let (code, rest) = wish.split_once(';').unwrap_or((wish, ""));
            let weight = rest.trim().strip_prefix("q=").map_or(Some(1.0), |q| q.parse().ok())?;
            Some((weight, Language::from_code(code.trim())?))
        })
        .collect();
    // Stable: of equal wishes the first wins.
    wishes.sort_by(|a, b| b.0.total_cmp(&a.0));
    wishes.first().map(|(_, language)| *language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_is_heard_by_weight() {
        assert_eq!(accepted("de, en;q=0.8, fr-CA;q=0.9"), Some(Language::French));
        assert_eq!(accepted("en-GB,fr;q=0.5"), Some(Language::English));
        assert_eq!(accepted("de"), None);
    }
}
