//! What the first words of a row announce.

use fanal_model::fold;

use crate::is_missing_mark;

/// Characters of a text that are looked at: those of the longest label of a total.
pub(super) const LONGEST_LABEL: usize = 60;

/// What the beginning of a row announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    Total,
    Source,
    Note,
    /// A sentence on the data as a whole, which a record with one value may begin like.
    Remark,
    Other,
}

/// What a row announces that begins with that text.
pub(super) fn opening(text: &str) -> Opening {
    if text.starts_with('©') {
        return Opening::Source;
    }
    if !may_open(text.as_bytes()) {
        return Opening::Other;
    }
    let start: String = text.chars().take(LONGEST_LABEL).collect();
    let start = fold(&start);
    if is_reference(&start) || explains_mark(text) {
        return Opening::Note;
    }
    let word_end = start.find(|c: char| !(c.is_alphanumeric() || c == '-')).unwrap_or(start.len());
    let (word, rest) = start.split_at(word_end);
    let colon = rest.trim_start().starts_with(':');
    match word {
        "total" | "totaux" | "sous-total" | "sous-totaux" => Opening::Total,
        "sous" | "grand" if rest.trim_start().starts_with("total") => Opening::Total,
        "ensemble" | "cumul" | "moyenne" if rest.trim_matches([' ', ':']).is_empty() => {
            Opening::Total
        }
        "source" | "sources" | "donnees" | "credit" | "credits" if colon => Opening::Source,
        // `Mise à jour le 3 mai : …`, `Date d'extraction : …`
        "mise" | "date" | "export" | "extrait" | "extraction" | "edition" if rest.contains(':') => {
            Opening::Note
        }
        "source" | "sources" if rest.len() > 1 => Opening::Source,
        // `Note de lecture : …`, `Note méthodologique : …`
        "note" | "notes" if rest.split_once(':').is_some_and(|(name, _)| is_short(name)) => {
            Opening::Note
        }
        // `Mise à jour le 3 mai`; `Mise en sécurité du carrefour` is a record.
        "mise" | "mis" if rest.trim_start().starts_with("a jour") => Opening::Remark,
        "date" | "export" | "exporte" | "exportees" | "edite" | "extrait" | "extraction"
        | "edition" | "donnees" | "chiffres" | "actualise" | "actualisation"
            if goes_on_as_remark(rest) =>
        {
            Opening::Remark
        }
        "extrait" | "export" if names_origin(rest) => Opening::Remark,
        "note" | "notes" | "nb" | "lecture" | "champ" | "remarque" | "remarques" | "legende"
        | "avertissement" | "attention" | "mention" | "methodologie" | "definition"
        | "definitions"
            if colon =>
        {
            Opening::Note
        }
        "n" if rest.starts_with(".b.") => Opening::Note,
        _ => Opening::Other,
    }
}

/// Whether a text begins like one of the words that are looked for: nearly none does.
fn may_open(text: &[u8]) -> bool {
    let [first, second, ..] = text else { return text == b"*" };
    match first.to_ascii_lowercase() {
        b'*' | b'(' | b'[' | b'-' | b'/' | b'.' => true,
        b't' => matches!(second | 0x20, b'o'),
        b's' => matches!(second | 0x20, b'o' | b'.' | b' ' | b':'),
        b'e' => matches!(second | 0x20, b'n' | b'x' | b'd'),
        b'c' => matches!(second | 0x20, b'u' | b'r' | b'h'),
        b'n' => matches!(second | 0x20, b'o' | b'b' | b'c' | b'd' | b's' | b'.'),
        b'l' => matches!(second | 0x20, b'e' | 0xE3),
        b'a' => matches!(second | 0x20, b'v' | b't' | b'c'),
        b'r' => matches!(second | 0x20, b'e'),
        b'd' => matches!(second | 0x20, b'o' | b'a' | b'e' | 0xE3),
        b'g' => matches!(second | 0x20, b'r'),
        b'm' => matches!(second | 0x20, b'o' | b'e' | b'i' | 0xE3),
        // An accented capital (`Édition`), a small figure (`¹`), a long hyphen.
        0xC2 | 0xC3 | 0xE2 => true,
        _ => false,
    }
}

/// Whether a text may begin as the labels of totals that can be nothing else.
pub(super) fn may_be_total(text: &[u8]) -> bool {
    let [first, second, ..] = text else { return false };
    matches!((first | 0x20, second | 0x20), (b't' | b's', b'o') | (b'g', b'r'))
}

/// `Total général`, `Sous-total Nord`, `Grand total :`, `TOTAUX`.
pub(super) fn is_surely_total(label: &str) -> bool {
    let label = fold(&label.chars().take(LONGEST_LABEL).collect::<String>());
    let label = label.trim_end_matches([' ', ':']);
    let begins = |start: &str| {
        let rest = label.strip_prefix(start);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ':', '(']))
    };
    matches!(label, "total general" | "totaux" | "totaux generaux" | "grand total")
        || ["sous-total", "sous total", "sous-totaux", "sous totaux"].into_iter().any(begins)
}

/// Whether what stands between a word and its colon is short: `de lecture`, `méthodologique`.
fn is_short(name: &str) -> bool {
    (1..=3).contains(&name.split_whitespace().count())
}

/// `au 31/12/2024`, `issues du recensement`, `provisoires arrêtées en mai`: how a sentence on data
/// goes on behind its first word. `Édition d'un guide`, `Données de la mairie` may be records: a
/// small word is followed by a figure.
fn goes_on_as_remark(rest: &str) -> bool {
    const SMALL: [&str; 7] = ["a", "au", "du", "en", "hors", "le", "de"];
    const PARTICIPLES: [&str; 14] = [
        "actualise",
        "arrete",
        "collecte",
        "declarati",
        "definiti",
        "disponible",
        "estime",
        "exporte",
        "extrait",
        "fourni",
        "issue",
        "produit",
        "provisoire",
        "publie",
    ];
    let mut words = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let begins = rest.starts_with([' ', '\'', '’', '(']);
    let (Some(first), Some(second)) = (words.next(), words.next()) else { return false };
    let dated = SMALL.contains(&first) && second.starts_with(|c: char| c.is_ascii_digit());
    begins && (dated || PARTICIPLES.iter().any(|participle| first.starts_with(participle)))
}

/// `de la base Sirene`, `du fichier des écoles`: what data are taken out of.
fn names_origin(rest: &str) -> bool {
    const ORIGINS: [&str; 9] = [
        "application",
        "base",
        "compte",
        "fichier",
        "logiciel",
        "referentiel",
        "registre",
        "repertoire",
        "systeme",
    ];
    let mut words = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let of = words.next().is_some_and(|word| matches!(word, "de" | "des" | "du"));
    let origin = words.find(|word| !matches!(*word, "l" | "la" | "le"));
    of && origin.is_some_and(|word| ORIGINS.contains(&word.trim_end_matches('s')))
}

/// `NC : non communiqué`, `n.d. = non disponible`, `- : sans objet`: what a mark stands for.
fn explains_mark(text: &str) -> bool {
    let Some((mark, meaning)) = text.split_once([':', '=']) else { return false };
    is_missing_mark(mark.trim()) && meaning.chars().filter(|c| c.is_alphabetic()).count() > 3
}

/// `(1) …`, `[a] …`, `* …`, `** …`, `¹ …`: a note that something above refers to.
fn is_reference(start: &str) -> bool {
    if let Some(rest) = start.strip_prefix('*') {
        let rest = rest.trim_start_matches('*');
        return rest.chars().filter(|c| c.is_alphabetic()).count() > 2;
    }
    if let Some(rest) = start.strip_prefix(['¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'])
    {
        return rest.chars().filter(|c| c.is_alphabetic()).count() > 2;
    }
    let within = |open: char, close: char| start.strip_prefix(open)?.split_once(close);
    let Some((sign, rest)) = within('(', ')').or_else(|| within('[', ']')) else {
        return false;
    };
    let short = sign.len() <= 2 && sign.chars().all(|c| c.is_ascii_alphanumeric() || c == '*');
    short && !sign.is_empty() && rest.chars().filter(|c| c.is_alphabetic()).count() > 2
}
