//! Text to tokens. What is not a token becomes one that no rule accepts, so that the parser tells
//! the first thing that is wrong and where.

use crate::Span;

/// What a token is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum TokenKind {
    /// A word without back quotes.
    Name(String),
    /// A word between back quotes.
    Quoted(String),
    /// A text between quotes, escapes undone.
    Text(String),
    /// Digits, with a fraction or not.
    Number(String),
    /// A sign.
    Sign(&'static str),
    /// A quote that is never closed, and all that follows it.
    Unclosed(char),
    /// Nothing of the language.
    Stray,
    /// The end of the text.
    End,
}

/// A token and its place.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// What it is.
    pub(crate) kind: TokenKind,
    /// Where it stands.
    pub(crate) span: Span,
}

/// Longest first, so that `<=` is not read as `<`.
const SIGNS: [&str; 18] =
    ["!=", "<>", "<=", ">=", "..", "(", ")", "[", "]", ",", "*", "+", "-", "/", "=", ":", "<", ">"];

/// Cuts a clause; the last token is always the end.
pub(crate) fn tokens(text: &[char]) -> Vec<Token> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if text[at].is_whitespace() {
            at += 1;
            continue;
        }
        let (kind, end) = next(text, at);
        out.push(Token { kind, span: Span { start: at, end } });
        at = end;
    }
    out.push(Token { kind: TokenKind::End, span: Span { start: at, end: at } });
    out
}

/// The token that begins here, and where it ends.
fn next(text: &[char], at: usize) -> (TokenKind, usize) {
    let c = text[at];
    if c == '"' || c == '\'' || c == '`' {
        return quoted(text, at, c);
    }
    if c.is_ascii_digit() {
        return number(text, at);
    }
    if c == '_' || c.is_alphabetic() {
        let mut end = at + 1;
        // A point stands inside the names of the catalogue (`default.title`), never before `..`.
        while let Some(&n) = text.get(end)
            && (n == '_'
                || n.is_alphanumeric()
                || n == '.' && text.get(end + 1).is_some_and(|after| after.is_alphabetic()))
        {
            end += 1;
        }
        return (TokenKind::Name(text[at..end].iter().collect()), end);
    }
    for sign in SIGNS {
        let length = sign.len();
        if text.len() >= at + length && sign.chars().eq(text[at..at + length].iter().copied()) {
            return (TokenKind::Sign(sign), at + length);
        }
    }
    (TokenKind::Stray, at + 1)
}

/// A text or a name between quotes; a backslash keeps the quote and itself.
fn quoted(text: &[char], at: usize, quote: char) -> (TokenKind, usize) {
    let mut out = String::new();
    let mut end = at + 1;
    while let Some(&c) = text.get(end) {
        if c == quote {
            let name = quote == '`';
            let kind = match (name, out.is_empty()) {
                (false, _) => TokenKind::Text(out),
                (true, false) => TokenKind::Quoted(out),
                (true, true) => TokenKind::Stray,
            };
            return (kind, end + 1);
        }
        let escaped = text.get(end + 1).copied().filter(|n| matches!(n, '\\' | '"' | '\'' | '`'));
        match (c, escaped) {
            ('\\', Some(n)) => {
                out.push(n);
                end += 2;
            }
            _ => {
                out.push(c);
                end += 1;
            }
        }
    }
    (TokenKind::Unclosed(quote), end)
}

/// Digits, then a fraction unless the point begins `..`.
fn number(text: &[char], at: usize) -> (TokenKind, usize) {
    let digits = |mut end: usize| {
        while text.get(end).is_some_and(char::is_ascii_digit) {
            end += 1;
        }
        end
    };
    let mut end = digits(at);
    if text.get(end) == Some(&'.') && text.get(end + 1).is_some_and(char::is_ascii_digit) {
        end = digits(end + 1);
    }
    (TokenKind::Number(text[at..end].iter().collect()), end)
}
