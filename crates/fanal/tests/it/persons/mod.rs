//! Columns that designate persons stop whatever would make a dataset public.

mod command_line;
mod loads;
mod pages;
mod publish;

/// Elected persons: their first names and names.
pub(crate) const ELECTED: &str = "\
Commune;Nom de l'élu;Prénom de l'élu;Mandat
Brest;KERVELLA;Jean;maire
Brest;LE GOFF;Anne-Marie;adjointe
Arles;MARTIN;Léa;conseillère
";

/// The same with their days of birth.
pub(crate) const BORN: &str = "\
Commune;Nom de l'élu;Prénom de l'élu;Mandat;Date de naissance
Brest;KERVELLA;Jean;maire;13/04/1961
Brest;LE GOFF;Anne-Marie;adjointe;02/11/1970
Arles;MARTIN;Léa;conseillère;25/12/1984
";

/// Why the names may be public.
pub(crate) const REASON: &str = "Mandat public";

/// Where everybody finds them, once they are public.
pub(crate) const PAGE: &str = "/explore/dataset/elus/";
