//! How to reach somebody: telephone, electronic mail, web.

/// Words that name a body or a function and no person, in an address of mail.
const FUNCTIONS: &str = " accueil admin administration adherents agence asso association bibliotheque \
billetterie bonjour boutique cabinet camping ccas centre cfa club college com comite commercial \
commune communication compta comptabilite contact contacts courrier creche culture dgs direction \
dpo ecole ehpad elections emploi enfance entreprise environnement espace etat-civil facturation \
federation foyer garage gite gites hello hotel info infos information informations jeunesse \
joindre ludotheque lycee mairie maison mediatheque mjc musee office opendata ot pharmacie piscine \
police postmaster proprete reservation resa restaurant rgpd rh sav secretariat service services \
sig sport sports standard support syndicat tech technique theatre tourisme transport transports \
urbanisme vacances vie ville voirie webmaster ";

/// Hosts where persons have their own mailboxes, without what follows the first point.
const WEBMAILS: &str = " gmail googlemail hotmail outlook live msn yahoo ymail orange wanadoo free \
sfr laposte bbox neuf numericable aol icloud me mac club-internet cegetel aliceadsl gmx protonmail \
proton noos voila dbmail tutanota ";

/// Whose mailbox an address is, as far as it tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mailbox {
    /// Of a body or a function: `mairie@…`, `contact@…`.
    Function,
    /// At a host for persons, without naming a function: `dupont13@gmail.com`.
    Webmail,
    /// A first name and a name: `jean.dupont@…`.
    Named,
    /// Nothing tells.
    Other,
}

/// Telephone number: ten digits from `0`, or `+33`, or four digits from `3`; spaces, points and
/// dashes between digits.
pub fn is_telephone(text: &str) -> bool {
    let Some((digits, count)) = telephone_digits(text) else { return false };
    match &digits[..count] {
        [b'0', b'1'..=b'9', ..] => count == 10,
        [b'0', b'0', ..] => count >= 11,
        [b'3', b'0'..=b'9', ..] if count == 4 => !text.starts_with('+'),
        _ => text.starts_with('+') && count >= 10,
    }
}

/// Whether it is the number of a mobile telephone: `06…`, `07…`, `+336…`.
pub fn is_mobile_telephone(text: &str) -> bool {
    let Some((digits, count)) = telephone_digits(text) else { return false };
    let digits = &digits[..count];
    let national = [&b"0033"[..], b"33", b"0"].iter().find_map(|p| digits.strip_prefix(*p));
    let national = national.unwrap_or(digits);
    let national = national.strip_prefix(b"0").unwrap_or(national);
    matches!(national, [b'6' | b'7', rest @ ..] if rest.len() == 8)
}

/// The digits of a number and how many; nothing when other characters than those of telephone
/// numbers stand between them.
pub fn telephone_digits(text: &str) -> Option<([u8; 15], usize)> {
    let mut digits = [0_u8; 15];
    let mut count = 0;
    let mut rest = text.as_bytes();
    rest = rest.strip_prefix(b"+").unwrap_or(rest);
    loop {
        rest = match rest {
            [] => return Some((digits, count)),
            [digit @ b'0'..=b'9', rest @ ..] => {
                *digits.get_mut(count)? = *digit;
                count += 1;
                rest
            }
            [b' ' | b'.' | b'-' | b'/' | b'(' | b')', rest @ ..] => rest,
            [0xC2, 0xA0, rest @ ..] | [0xE2, 0x80, 0xAF, rest @ ..] => rest,
            _ => return None,
        }
    }
}

/// Address of electronic mail, by its shape.
pub fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '\'');
    !name.is_empty()
        && name.chars().all(plain)
        && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'))
        && host.contains('.')
        && host.split('.').all(|part| !part.is_empty())
}

/// Whose mailbox that address seems to be.
pub fn mailbox(address: &str) -> Mailbox {
    let Some((name, host)) = address.split_once('@') else { return Mailbox::Other };
    let parts = || name.split(['.', '-', '_', '+']).filter(|p| !p.is_empty());
    let letters = |part: &str| part.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    if parts().any(|part| among(FUNCTIONS, &part[..letters(part)])) {
        return Mailbox::Function;
    }
    let word = |part: &str| part.chars().all(char::is_alphabetic);
    // `jean.dupont`, `j.dupont`; a code such as `dgepe-x` has no second name.
    let named = parts().count() == 2 && parts().all(word) && parts().any(|p| p.len() > 2);
    if named && name.contains(['.', '_']) {
        return Mailbox::Named;
    }
    let host = host.split('.').next().unwrap_or_default();
    if among(WEBMAILS, host) { Mailbox::Webmail } else { Mailbox::Other }
}

/// Whether a list of words between spaces holds that word, in any case.
fn among(list: &str, word: &str) -> bool {
    !word.is_empty() && list.split(' ').any(|known| known.eq_ignore_ascii_case(word))
}

/// Web address, by its shape.
pub fn is_url(text: &str) -> bool {
    let rest = ["https://", "http://", "www.", "ftp://", "HTTP://", "HTTPS://", "WWW."]
        .iter()
        .find_map(|p| text.strip_prefix(p));
    rest.is_some_and(|rest| rest.contains('.') && !rest.contains(char::is_whitespace))
}

/// Name of an account in a social network: `@villedelyon`, `@mairie@social.example`.
pub fn is_account(text: &str) -> bool {
    let Some(name) = text.strip_prefix('@') else { return false };
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-' | b'@');
    (2..=80).contains(&name.len()) && name.bytes().all(plain) && !name.starts_with('@')
}
