//! What a column's title announces; its cells still have to pass the check.

use fanal_model::fold;

use super::axis::{TitleAxis, title_axis};
use super::{Meaning, people};

/// How surely a title announces a meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Strength {
    /// It names it: half of the cells are enough.
    Strong,
    /// It may name it: nearly all cells have to pass.
    Likely,
    /// It allows it: nearly all cells have to pass, and plainly.
    Weak,
}

/// Meanings that one title announces, at most.
const ANNOUNCED: usize = 5;

/// Titles of each meaning. A title fits when all words of one of these stand in it, in any order;
/// `*` stands for any letters. The first fits are the likelier ones.
const STRONG: &[(Meaning, &str)] = &[
    (Meaning::Siret, "siret* | *siret"),
    (Meaning::CodeEpci, "code epci | siren epci | epci | *epci"),
    (Meaning::Siren, "siren* | *siren"),
    (
        Meaning::CodeCommune,
        "insee* | *insee | depcom | codgeo | cog | codecommune* | codecom | \
        code commune | code com | codes communes | num com | numcom | no com | numero commune | com",
    ),
    (
        Meaning::CodePostal,
        "code postal | codes postaux | codepostal* | codepost | cp | cpostal | \
        postcode | postal code | zip | zipcode | cdpostal | cd postal",
    ),
    (
        Meaning::CodeDepartement,
        "code departement | codedepartement | code dep | code dept | codedep \
        | numdep | num dep | numero departement | dep | dept | coddep | no dep",
    ),
    (Meaning::CodeRegion, "code region | coderegion | code reg | codereg | reg | numreg | codreg"),
    (Meaning::CodeCanton, "code canton | codecanton | canton code | num canton"),
    (Meaning::CodeIris, "iris | code iris | codeiris | dcomiris"),
    (Meaning::CodeFantoir, "fantoir | rivoli | code voie | codevoie | code rivoli"),
    (Meaning::IdParcelle, "parcelle | id parcelle | idparcelle | parcelles | idu | geo parcelle"),
    (
        Meaning::CodePays,
        "code pays | codepays | country code | code country | iso2 | iso3 | pays iso",
    ),
    (Meaning::Tva, "tva | tva intracommunautaire | vat"),
    (Meaning::CodeNaf, "naf | ape | code naf | code ape | codeape | codenaf | apet700 | apen700"),
    (Meaning::Rna, "rna | waldec"),
    (Meaning::OldAssociation, "code import | ancien rna | ancien numero association"),
    (Meaning::Uai, "uai | rne | *uai"),
    (Meaning::Finess, "finess | *finess | finess*"),
    (Meaning::Ean, "ean | ean8 | ean13 | gtin | upc | code barre | code barres | gencod"),
    (Meaning::Rnb, "rnb | id rnb | batid | identifiant batiment"),
    (Meaning::Uuid, "uuid | guid"),
    (Meaning::Iban, "iban | rib"),
    (Meaning::Nir, "nir | securite sociale | secu | nss | insee nir"),
    (Meaning::Plate, "immatriculation | immat | plaque"),
    (Meaning::Ip, "ip | adresse ip | ip address"),
    (
        Meaning::Email,
        "mail | email | e mail | mel | courriel* | *mail | *email | adresse electronique \
        | adresse mail | mails | emails",
    ),
    (
        Meaning::Telephone,
        "tel | tel* portable | telephone* | phone | fax | portable | mobile | \
        telecopie | gsm | tels",
    ),
    (
        Meaning::Url,
        "url* | *url | site web | website | lien | liens | web | site internet | http | \
        adresse web | uri | siteweb",
    ),
    (
        Meaning::LonLat,
        "lonlat | lnglat | lon lat | coordonneesxy | coordonnees xy | longitude latitude",
    ),
    (
        Meaning::LatLon,
        "latlon | latlng | lat lon | lat long | geo point 2d | geo point | geopoint | \
        latitude longitude | coordonnees gps | coordonnees | coordonnees geographiques",
    ),
    (Meaning::Wkt, "wkt | geom | geometry | geometrie | the geom | *wkt"),
    (Meaning::GeoJson, "geojson | geo shape | geoshape | geom | geometry | geometrie | *geojson"),
    (
        Meaning::Year,
        "annee* | an | ans | year | exercice* | millesime* | annees | campagne | *annee",
    ),
    (Meaning::Month, "mois | month"),
    (Meaning::DayOfWeek, "jour semaine | jours semaine | jour* | weekday | day"),
    (Meaning::Quarter, "trimestre* | quarter"),
    (Meaning::Sex, "sexe | *sexe | genre | sex | gender"),
    (
        Meaning::CodeCsp,
        "csp | pcs | code csp | code pcs | profession | categorie socioprofessionnelle \
        | categorie socio professionnelle",
    ),
    (
        Meaning::Csp,
        "csp | pcs | profession | professions | categorie socioprofessionnelle \
        | categorie socio professionnelle | categories socioprofessionnelles",
    ),
    (Meaning::Account, "twitter | instagram | mastodon | pseudo | pseudonyme | username | compte"),
    (Meaning::Time, "heure* | horaire* | hrmn | time | *time | *heure"),
    (
        Meaning::HomeAddress,
        "adresse domicile | adresse personnelle | adresse perso | domicile | \
        adresse demandeur | adresse usager | adresse habitant | adresse adherent | adresse electeur \
        | adresse eleve | adresse proprietaire | adresse locataire | adresse beneficiaire",
    ),
    (
        Meaning::Address,
        "adresse* | adr | adr* | address | localisation | voie | rue | lieu | \
        emplacement | nom voie | addr street",
    ),
    (
        Meaning::FullName,
        "nom prenom | nom prenoms | prenom nom | noms prenoms | nomprenom | \
        nom responsable | nom directeur | nom directrice | nom president | nom maire | nom elu | \
        nom agent | nom demandeur | nom usager | nom contact | nom referent | nom candidat | elu | \
        elus | responsable | directeur | president | maire | referent | nom complet | contact nom | \
        nom gerant | chef projet | rapporteur | auteur",
    ),
    (Meaning::FirstName, "prenom* | *prenom | first name | firstname | given name"),
    (
        Meaning::LastName,
        "nom famille | nom naissance | nom usuel personne | patronyme | \
        last name | lastname | surname | nom jeune fille | nom marital",
    ),
    (Meaning::Colour, "couleur* | color | colour"),
    (Meaning::Mime, "mime | mimetype | type mime | media type"),
];

/// Titles that only allow a meaning.
const WEAK: &[(Meaning, &str)] = &[
    (Meaning::CodeArrondissement, "arrondissement* | arrdt | arr | ardt"),
    (Meaning::CodePostal, "arrondissement* | postal"),
    (
        Meaning::CodeCommune,
        "commune* | ville | localite | code geographique | codegeo | geo \
        | arrondissement* | territoire | num* commune",
    ),
    (Meaning::CodeDepartement, "departement* | dpt"),
    (Meaning::CodeRegion, "region*"),
    (Meaning::CodeCanton, "canton*"),
    (Meaning::CodePays, "pays | country"),
    (
        Meaning::Commune,
        "commune* | ville* | nomcom | nom com | libgeo | libcom | com | city | \
        localite | municipalite | nom commune | addr city",
    ),
    (Meaning::Canton, "canton*"),
    (Meaning::Departement, "departement* | nomdep | dep | libdep | nom dep"),
    (Meaning::Region, "region* | nomreg | reg | libreg | nom reg"),
    (Meaning::Pays, "pays | country | nationalite"),
    (Meaning::Siret, "id* | identifiant* | numero | num | code | etablissement"),
    (Meaning::Email, "contact* | adresse"),
    (Meaning::Telephone, "contact* | standard | numero | num"),
    (Meaning::Url, "site | page | image* | photo* | document* | fichier*"),
    (Meaning::Year, "date* | construction"),
    (Meaning::MonthOfYear, "mois | date* | periode | month"),
    (Meaning::WeekOfYear, "semaine* | week | date* | periode"),
    (Meaning::DayOfMonth, "jour* | date*"),
    (Meaning::Quarter, "periode | date*"),
    (Meaning::Plate, "vehicule"),
    // `Nom d'usage` may be that of a stadium.
    (Meaning::LastName, "nom usage"),
    (Meaning::FullName, "nom* | personne | agent | contact* | referent | interlocuteur | membre*"),
];

/// Words of titles of quantities: their digits name nothing.
const QUANTITIES: &str = " montant montants nombre nombres nb nbre nbr total totaux somme prix cout \
couts valeur valeurs budget population pop effectif effectifs quantite surface superficie \
longueur largeur hauteur profondeur distance taux part pourcentage ratio moyenne recettes depenses \
credits solde subvention subventions tarif tarifs puissance poids tonnage voix inscrits votants \
exprimes capacite places volume debit consommation production salaire revenu revenus indice score \
comptage count amount duree ";

/// Words of titles of amounts of money.
const AMOUNTS: &str = " montant montants prix cout couts budget recettes depenses credits solde \
subvention subventions tarif tarifs salaire revenu revenus amount ";

/// Words of titles of counts, also as they are often misspelt.
const COUNTS: &str = " nombre nombres nb nbre nbr effectif effectifs occurrence occurrences \
occurence occurences count ";

/// Words beside them when first names are counted.
const COUNTED_NAMES: &str = " annee attribution attributions cumul cumule d de des naissance \
naissances par prenom prenoms total ";

/// Words that say nothing about whose name it is.
const BESIDE_NAMES: &str = " a d de des du e et l la le les s complet famille marital naissance \
patronymique usage usuel ";

/// The words of a title, without accents or capitals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Title {
    words: Vec<String>,
    axis: Option<TitleAxis>,
}

impl Title {
    /// Cuts a title at what is no letter or digit, and before a capital behind a small letter:
    /// `codePostal` is two words. Digits at the end of a word are a number of order, and go; `n°`
    /// is `numéro`.
    pub(crate) fn of(title: &str) -> Self {
        let mut parted = String::with_capacity(title.len() + 8);
        let mut small = false;
        for c in title.chars() {
            if matches!(c, '°' | 'º') && parted.ends_with(['n', 'N']) {
                parted.push_str("umero ");
                continue;
            }
            if small && c.is_uppercase() {
                parted.push(' ');
            }
            small = c.is_lowercase();
            parted.push(if c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}') {
                c
            } else {
                ' '
            });
        }
        let words = fold(&parted).split(' ').filter(|w| !w.is_empty()).map(without_order).collect();
        Self { words, axis: title_axis(title) }
    }

    /// Meanings that it announces, the likelier first.
    pub(crate) fn announces(&self) -> Vec<(Meaning, Strength)> {
        if self.is_quantity() {
            return Vec::new();
        }
        let mut found: Vec<(Meaning, Strength)> = Vec::new();
        let fits = |titles: &str| titles.split('|').any(|words| self.fits(words.trim()));
        let rules = |rules: &'static [(Meaning, &str)], strength| {
            rules.iter().filter(|rule| fits(rule.1)).map(move |rule| (rule.0, strength))
        };
        let strong = rules(STRONG, Strength::Strong);
        let named = people::announced_names(self).iter().copied();
        let places = self.axis.iter().flat_map(coordinates);
        let weak = rules(WEAK, Strength::Weak);
        for (meaning, strength) in places.chain(strong).chain(named).chain(weak) {
            if found.len() < ANNOUNCED && !found.iter().any(|(known, _)| *known == meaning) {
                found.push((meaning, strength));
            }
        }
        found
    }

    /// Whether it names an amount: digits under it are no number of anything. The first word says
    /// what is named: `code tarif` is a code, `nom des inscrits` a name.
    pub(crate) fn is_quantity(&self) -> bool {
        let names = |word: &String| is_code_word(word) || is_name_word(word);
        self.among(QUANTITIES) && !self.words.first().is_some_and(names)
    }

    /// Whether it names an amount of money, and no share of one.
    pub(crate) fn is_amount(&self) -> bool {
        const OTHERS: &str = " taux part pourcentage ratio indice nombre nb nbre ";
        self.is_quantity() && self.among(AMOUNTS) && !self.among(OTHERS)
    }

    /// Whether its cells may be days although they are digits alone, or short years.
    pub(crate) fn is_date(&self) -> bool {
        const DAYS: [&str; 12] = [
            "aaaammjj", "dat", "datappro", "datvalid", "debut", "dt", "fin", "jjmmaaaa", "jour",
            "le", "maj", "yyyymmdd",
        ];
        self.has_date() || self.words.iter().any(|own| DAYS.contains(&own.as_str()))
    }

    /// Whether it says that the cells are dates, and not how many days or on which day.
    pub(crate) fn names_dates(&self) -> bool {
        self.has_date() && !self.is_quantity()
    }

    /// Whether a word of it is `date`, or made with it: `datefin`, `startdate`. What is spent `à
    /// date`, *mandaté*, or a *candidate* is no day.
    fn has_date(&self) -> bool {
        let other = |word: &str| word.ends_with("mandate") || word.ends_with("candidate");
        let made = |word: &str| word.starts_with("date") || word.ends_with("date") && !other(word);
        let until = |place: usize| place > 0 && self.words[place - 1] == "a";
        self.words.iter().enumerate().any(|(place, word)| made(word) && !until(place))
    }

    /// Whether it names a code or a number of reference.
    pub(crate) fn is_code(&self) -> bool {
        !self.is_quantity() && self.words.iter().any(|word| is_code_word(word))
    }

    /// Whether even decimals or groups of digits name something under it: `référence` does when it
    /// is what is named, while a `cote de référence` is measured.
    pub(crate) fn is_code_of_parts(&self) -> bool {
        let compared = |word: &str| matches!(word, "ref" | "reference");
        let word =
            |(place, word): (usize, &String)| is_code_word(word) && (place == 0 || !compared(word));
        !self.is_quantity() && self.words.iter().enumerate().any(word)
    }

    /// Whether it names the number of something that has one: a file, a contract, an article.
    pub(crate) fn is_reference(&self) -> bool {
        const NUMBERED: [&str; 20] = [
            "article",
            "bon",
            "code",
            "commande",
            "compte",
            "contrat",
            "deliberation",
            "dossier",
            "facture",
            "identifiant",
            "isbn",
            "lot",
            "mandat",
            "marche",
            "matricule",
            "permis",
            "produit",
            "ref",
            "reference",
            "titre",
        ];
        self.has_any(&NUMBERED)
    }

    /// Whether it may name bodies by their numbers in the register of companies.
    pub(crate) fn names_bodies(&self) -> bool {
        let number =
            |(meaning, _): &(Meaning, _)| matches!(meaning, Meaning::Siret | Meaning::Siren);
        self.announces().iter().any(number)
    }

    /// Whether it names a direction of the compass.
    pub(crate) fn is_direction(&self) -> bool {
        self.has_any(&["cardinal", "direction", "exposition", "orientation", "sens", "vent"])
    }

    /// Whether it names a day of birth.
    pub(crate) fn is_birth(&self) -> bool {
        let words = [
            "naissance",
            "naiss",
            "date naiss*",
            "dt naiss*",
            "datenaiss*",
            "ddn",
            "dob",
            "ne le",
            "nee le",
            "birthdate",
            "birth date",
        ];
        words.iter().any(|words| self.fits(words))
    }

    /// Whether it is `nom`, or `prénom`, and hardly anything else.
    pub(crate) fn is_plain_name(&self) -> bool {
        self.words.len() <= 2 && (self.fits("nom") || self.fits("prenom*"))
    }

    /// Whether it counts how many have a first name, and no other thing.
    pub(crate) fn counts_names(&self) -> bool {
        let known = |list: &str, word: &String| list.split(' ').any(|known| known == word);
        self.among(COUNTS)
            && self.words.iter().all(|own| known(COUNTS, own) || known(COUNTED_NAMES, own))
    }

    /// Whose name it is, as far as `known` words tell: the first of them behind `nom`, else the
    /// last before it. Nothing when it is no name.
    pub(crate) fn named_by(&self, known: impl Fn(&str) -> bool) -> Option<&str> {
        let name = self.words.iter().position(|word| matches!(word.as_str(), "nom" | "noms"))?;
        let (before, behind) = self.words.split_at(name);
        let word = behind.iter().chain(before.iter().rev()).find(|word| known(word));
        word.map(String::as_str)
    }

    /// The words beside `prénom`, without the small ones; nothing when it names no first name.
    pub(crate) fn beside_first_name(&self) -> Option<Vec<&str>> {
        self.fits("prenom*").then(|| self.beside(|word| word.starts_with("prenom")))
    }

    /// The words beside `nom`, without the small ones; nothing when it names something else too.
    pub(crate) fn beside_name(&self) -> Option<Vec<&str>> {
        let name = |word: &str| matches!(word, "nom" | "noms");
        let plain = self.words.iter().any(|word| name(word)) && !self.fits("prenom*");
        plain.then(|| self.beside(name))
    }

    fn beside(&self, name: impl Fn(&str) -> bool) -> Vec<&str> {
        let words = self.words.iter().map(String::as_str).filter(|word| !name(word));
        let mut words: Vec<&str> =
            words.filter(|word| !BESIDE_NAMES.split(' ').any(|small| small == *word)).collect();
        words.sort_unstable();
        words
    }

    /// Whether it has one of these words.
    pub(crate) fn has_any(&self, words: &[&str]) -> bool {
        self.words.iter().any(|own| among(own, words))
    }

    fn among(&self, list: &str) -> bool {
        self.words.iter().any(|own| list.split(' ').any(|known| known == own))
    }

    fn fits(&self, words: &str) -> bool {
        words.split_whitespace().all(|word| self.words.iter().any(|own| is_like(own, word)))
    }
}

/// Meanings of the coordinate that a title names, the likelier first.
fn coordinates(axis: &TitleAxis) -> Vec<(Meaning, Strength)> {
    let (degrees, metres) = match axis.first {
        true => (Meaning::Longitude, Meaning::XLambert93),
        false => (Meaning::Latitude, Meaning::YLambert93),
    };
    if axis.names_degrees() {
        vec![(degrees, Strength::Strong)]
    } else if axis.names_metres() {
        vec![(metres, Strength::Strong)]
    } else if axis.is_of_any_system() {
        vec![(degrees, Strength::Strong), (metres, Strength::Strong)]
    } else {
        vec![(metres, Strength::Strong), (degrees, Strength::Weak)]
    }
}

/// Whether a word, or its singular, is one of these.
pub(super) fn among(word: &str, words: &[&str]) -> bool {
    words.contains(&word) || word.strip_suffix('s').is_some_and(|single| words.contains(&single))
}

/// Whether a word names a code or a number of reference.
fn is_code_word(word: &str) -> bool {
    let words = ["num", "numero", "ref", "reference", "matricule", "identifiant"];
    word.starts_with("code") || words.contains(&word)
}

/// Whether a title that begins with the word names somebody or a place.
fn is_name_word(word: &str) -> bool {
    matches!(word, "nom" | "noms" | "adresse" | "adresses") || word.starts_with("prenom")
}

/// Whether a word is that one, in which `*` at an end stands for any letters.
fn is_like(own: &str, wanted: &str) -> bool {
    match (wanted.strip_prefix('*'), wanted.strip_suffix('*')) {
        (Some(end), _) => own.ends_with(end),
        (None, Some(start)) => own.starts_with(start),
        (None, None) => own == wanted,
    }
}

/// `adresse1` is `adresse`; `x93` and `l93` are too short to lose anything.
fn without_order(word: &str) -> String {
    let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let keep = matches!(word, "ean8" | "ean13" | "iso2" | "iso3" | "apet700" | "apen700" | "wgs84");
    if letters.len() > 2 && !keep { letters.to_owned() } else { word.to_owned() }
}
