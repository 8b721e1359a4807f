//! The kinds of facilities.

/// A kind of facility.
#[derive(Debug)]
pub(super) struct Kind {
    /// Family and kind, joined by `/`.
    pub(super) path: &'static str,
    /// First word of a name.
    pub(super) name: &'static str,
    pub(super) weight: f64,
    /// Fewest and most places, for those that count them.
    pub(super) places: Option<(u32, u32)>,
    /// Year since when the town builds such things.
    pub(super) since: u32,
    pub(super) hours: &'static str,
}

impl Kind {
    /// Whether it has a roof and a socket.
    pub(super) fn is_indoors(&self) -> bool {
        !["Nature", "Proximité", "Mobilité"].iter().any(|family| self.path.starts_with(family))
    }
}

const SCHOOL: &str = "jours d’école, 8 h 20 – 16 h 30";
const OFFICE: &str = "lundi au vendredi, 9 h – 12 h et 13 h 30 – 17 h";
const SPORT: &str = "tous les jours, 8 h – 22 h";
const ALWAYS: &str = "tous les jours, jour et nuit";
const DAYLIGHT: &str = "tous les jours, du lever au coucher du soleil";

macro_rules! kinds {
    ($($path:literal $name:literal $weight:literal $places:expr, $since:literal $hours:expr;)+) => {
        [$(Kind {
            path: $path,
            name: $name,
            weight: $weight,
            places: $places,
            since: $since,
            hours: $hours,
        }),+]
    };
}

pub(super) const KINDS: [Kind; 18] = kinds! {
    "Enseignement/École maternelle" "École maternelle" 4.0 Some((60, 180)), 1902 SCHOOL;
    "Enseignement/École élémentaire" "École élémentaire" 4.0 Some((90, 320)), 1882 SCHOOL;
    "Petite enfance/Crèche" "Crèche" 3.0 Some((15, 60)), 1965 "lundi au vendredi, 7 h 30 – 18 h 30";
    "Sport/Gymnase" "Gymnase" 3.0 Some((80, 600)), 1958 SPORT;
    "Sport/Stade" "Stade" 2.0 Some((100, 3000)), 1924 SPORT;
    "Sport/Terrain de boules" "Boulodrome" 4.0 None, 1936 DAYLIGHT;
    "Sport/Piscine" "Piscine" 0.5 Some((120, 500)), 1969 "mardi au dimanche, 10 h – 19 h";
    "Culture/Bibliothèque" "Bibliothèque" 1.5 Some((40, 200)), 1921 "mardi au samedi, 10 h – 18 h";
    "Culture/Salle de spectacle" "Salle" 1.5 Some((100, 900)), 1905 "selon le programme";
    "Culture/Musée" "Musée" 0.6 Some((50, 400)), 1896 "mercredi au dimanche, 10 h – 18 h";
    "Nature/Parc et jardin" "Jardin" 8.0 None, 1881 DAYLIGHT;
    "Nature/Aire de jeux" "Aire de jeux" 9.0 None, 1974 DAYLIGHT;
    "Services/Mairie annexe" "Mairie annexe" 1.0 None, 1931 OFFICE;
    "Services/Maison de quartier" "Maison de quartier" 2.0 Some((30, 150)), 1977 OFFICE;
    "Proximité/Toilettes publiques" "Toilettes" 6.0 None, 1984 ALWAYS;
    "Proximité/Fontaine à boire" "Fontaine" 8.0 None, 1890 ALWAYS;
    "Mobilité/Station de vélos" "Station" 7.0 Some((10, 40)), 2009 ALWAYS;
    "Mobilité/Borne de recharge" "Borne" 5.0 Some((5, 10)), 2014 ALWAYS;
};

pub(super) const NAMES: [&str; 16] = [
    "des Goélands",
    "de la Vigie",
    "des Pins",
    "du Petit-Phare",
    "des Embruns",
    "de la Dune",
    "du Bassin",
    "des Corderies",
    "de l’Écluse",
    "des Tamaris",
    "du Sémaphore",
    "de l’Estran",
    "des Hirondelles",
    "du Ponton",
    "des Genêts",
    "de la Rade",
];

/// Something that may be found in a facility.
#[derive(Debug)]
pub(super) struct Service {
    pub(super) name: &'static str,
    /// Share of the facilities that have it.
    pub(super) share: f64,
    /// Only under a roof.
    pub(super) indoors: bool,
}

const fn service(name: &'static str, share: f64, indoors: bool) -> Service {
    Service { name, share, indoors }
}

pub(super) const SERVICES: [Service; 7] = [
    service("place de stationnement réservée", 0.35, false),
    service("boucle magnétique", 0.2, true),
    service("accès internet", 0.5, true),
    service("arceaux à vélos", 0.4, false),
    service("eau potable", 0.3, false),
    service("table à langer", 0.25, true),
    service("défibrillateur", 0.3, true),
];
