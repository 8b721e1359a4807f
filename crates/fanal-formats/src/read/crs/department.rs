//! The departments of France with their chief towns: what codes in a file say of where its positions
//! lie, and the town that is nearest to a position.

use fanal_meaning::Meaning;

use crate::read::ColumnProfile;

/// A department or a territory overseas.
#[derive(Debug, PartialEq)]
pub(crate) struct Department {
    /// With which the codes of its communes begin: `13`, `2A`, `974`.
    pub(crate) code: &'static str,
    /// Its chief town (*préfecture*).
    pub(crate) town: &'static str,
    /// Longitude and latitude of the town, to some kilometres.
    at: (f64, f64),
}

const fn department(code: &'static str, town: &'static str, lon: f64, lat: f64) -> Department {
    Department { code, town, at: (lon, lat) }
}

static ALL: [Department; 107] = [
    department("01", "Bourg-en-Bresse", 5.23, 46.21),
    department("02", "Laon", 3.62, 49.56),
    department("03", "Moulins", 3.33, 46.57),
    department("04", "Digne-les-Bains", 6.23, 44.09),
    department("05", "Gap", 6.08, 44.56),
    department("06", "Nice", 7.27, 43.70),
    department("07", "Privas", 4.60, 44.74),
    department("08", "Charleville-Mézières", 4.72, 49.77),
    department("09", "Foix", 1.61, 42.97),
    department("10", "Troyes", 4.07, 48.30),
    department("11", "Carcassonne", 2.35, 43.21),
    department("12", "Rodez", 2.57, 44.35),
    department("13", "Marseille", 5.37, 43.30),
    department("14", "Caen", -0.37, 49.18),
    department("15", "Aurillac", 2.44, 44.93),
    department("16", "Angoulême", 0.16, 45.65),
    department("17", "La Rochelle", -1.15, 46.16),
    department("18", "Bourges", 2.40, 47.08),
    department("19", "Tulle", 1.77, 45.27),
    department("2A", "Ajaccio", 8.74, 41.93),
    department("2B", "Bastia", 9.45, 42.70),
    department("21", "Dijon", 5.04, 47.32),
    department("22", "Saint-Brieuc", -2.76, 48.51),
    department("23", "Guéret", 1.87, 46.17),
    department("24", "Périgueux", 0.72, 45.18),
    department("25", "Besançon", 6.02, 47.24),
    department("26", "Valence", 4.89, 44.93),
    department("27", "Évreux", 1.15, 49.02),
    department("28", "Chartres", 1.49, 48.45),
    department("29", "Quimper", -4.10, 48.00),
    department("30", "Nîmes", 4.36, 43.84),
    department("31", "Toulouse", 1.44, 43.60),
    department("32", "Auch", 0.59, 43.65),
    department("33", "Bordeaux", -0.58, 44.84),
    department("34", "Montpellier", 3.88, 43.61),
    department("35", "Rennes", -1.68, 48.11),
    department("36", "Châteauroux", 1.69, 46.81),
    department("37", "Tours", 0.69, 47.39),
    department("38", "Grenoble", 5.72, 45.19),
    department("39", "Lons-le-Saunier", 5.55, 46.67),
    department("40", "Mont-de-Marsan", -0.50, 43.89),
    department("41", "Blois", 1.33, 47.59),
    department("42", "Saint-Étienne", 4.39, 45.44),
    department("43", "Le Puy-en-Velay", 3.88, 45.04),
    department("44", "Nantes", -1.55, 47.22),
    department("45", "Orléans", 1.91, 47.90),
    department("46", "Cahors", 1.44, 44.45),
    department("47", "Agen", 0.62, 44.20),
    department("48", "Mende", 3.50, 44.52),
    department("49", "Angers", -0.55, 47.47),
    department("50", "Saint-Lô", -1.09, 49.12),
    department("51", "Châlons-en-Champagne", 4.37, 48.96),
    department("52", "Chaumont", 5.14, 48.11),
    department("53", "Laval", -0.77, 48.07),
    department("54", "Nancy", 6.18, 48.69),
    department("55", "Bar-le-Duc", 5.16, 48.77),
    department("56", "Vannes", -2.76, 47.66),
    department("57", "Metz", 6.18, 49.12),
    department("58", "Nevers", 3.16, 46.99),
    department("59", "Lille", 3.06, 50.63),
    department("60", "Beauvais", 2.08, 49.43),
    department("61", "Alençon", 0.09, 48.43),
    department("62", "Arras", 2.78, 50.29),
    department("63", "Clermont-Ferrand", 3.08, 45.78),
    department("64", "Pau", -0.37, 43.30),
    department("65", "Tarbes", 0.08, 43.23),
    department("66", "Perpignan", 2.90, 42.70),
    department("67", "Strasbourg", 7.75, 48.57),
    department("68", "Colmar", 7.36, 48.08),
    department("69", "Lyon", 4.84, 45.76),
    department("70", "Vesoul", 6.16, 47.62),
    department("71", "Mâcon", 4.83, 46.31),
    department("72", "Le Mans", 0.20, 48.01),
    department("73", "Chambéry", 5.92, 45.56),
    department("74", "Annecy", 6.13, 45.90),
    department("75", "Paris", 2.35, 48.86),
    department("76", "Rouen", 1.10, 49.44),
    department("77", "Melun", 2.66, 48.54),
    department("78", "Versailles", 2.13, 48.80),
    department("79", "Niort", -0.46, 46.32),
    department("80", "Amiens", 2.30, 49.89),
    department("81", "Albi", 2.15, 43.93),
    department("82", "Montauban", 1.35, 44.02),
    department("83", "Toulon", 5.93, 43.12),
    department("84", "Avignon", 4.81, 43.95),
    department("85", "La Roche-sur-Yon", -1.43, 46.67),
    department("86", "Poitiers", 0.34, 46.58),
    department("87", "Limoges", 1.26, 45.83),
    department("88", "Épinal", 6.45, 48.17),
    department("89", "Auxerre", 3.57, 47.80),
    department("90", "Belfort", 6.86, 47.64),
    department("91", "Évry-Courcouronnes", 2.43, 48.63),
    department("92", "Nanterre", 2.20, 48.89),
    department("93", "Bobigny", 2.44, 48.91),
    department("94", "Créteil", 2.46, 48.79),
    department("95", "Cergy", 2.06, 49.04),
    department("971", "Basse-Terre", -61.73, 16.00),
    department("972", "Fort-de-France", -61.07, 14.60),
    department("973", "Cayenne", -52.33, 4.93),
    department("974", "Saint-Denis (La Réunion)", 55.45, -20.88),
    department("975", "Saint-Pierre (Saint-Pierre-et-Miquelon)", -56.17, 46.78),
    department("976", "Mamoudzou", 45.23, -12.78),
    department("977", "Gustavia", -62.85, 17.90),
    department("978", "Marigot", -63.08, 18.07),
    department("986", "Mata-Utu", -176.17, -13.28),
    department("987", "Papeete", -149.57, -17.54),
    department("988", "Nouméa", 166.45, -22.27),
];

/// Departments that are looked for, at most: a file of more is one of the whole country.
const MOST: usize = 5;

impl Department {
    /// Kilometres, roughly, from its chief town to a place.
    pub(crate) fn km_to(&self, lon: f64, lat: f64) -> f64 {
        let east = (lon - self.at.0) * self.at.1.to_radians().cos();
        east.hypot(lat - self.at.1) * 111.32
    }
}

/// The department whose chief town is the nearest to a place; none when the place is far from all.
pub(crate) fn nearest(lon: f64, lat: f64) -> Option<&'static Department> {
    const FAR_KM: f64 = 400.0;
    let near = |one: &&Department| one.km_to(lon, lat);
    let nearest = ALL.iter().min_by(|a, b| near(a).total_cmp(&near(b)));
    nearest.filter(|one| near(one) < FAR_KM)
}

/// The department with that code.
#[cfg(test)]
pub(super) fn of_code(code: &str) -> Option<&'static Department> {
    ALL.iter().find(|department| department.code == code)
}

/// The departments that the values of these columns name by codes; none when they name many.
pub(crate) fn departments(columns: &[ColumnProfile]) -> Vec<&'static Department> {
    let mut found: Vec<&'static Department> = Vec::new();
    for column in columns {
        let Some(digits) = column.meaning.as_deref().and_then(digits) else { continue };
        for value in &column.samples {
            let code = format!("{:0>digits$}", value.trim());
            let own = ALL.iter().find(|d| code.len() == digits && code.starts_with(d.code));
            found.extend(own.filter(|own| !found.contains(own)));
        }
    }
    if found.len() > MOST { Vec::new() } else { found }
}

/// Digits of codes of that meaning, when they begin with that of the department.
fn digits(meaning: &str) -> Option<usize> {
    match Meaning::from_name(meaning)? {
        Meaning::CodeCommune | Meaning::CodePostal => Some(5),
        Meaning::CodeIris => Some(9),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use fanal_model::{FieldName, FieldType};

    use super::*;
    use crate::read::profile::column;

    fn column_of(meaning: &str, samples: &[&str]) -> ColumnProfile {
        let evidence = fanal_meaning::ColumnEvidence::new("code");
        let mut made =
            column(&mut crate::read::names::Names::default(), 0, "code", evidence.conclude());
        made.name = FieldName::parse("code").expect("a name");
        made.field_type = FieldType::Text;
        made.meaning = Some(meaning.to_owned());
        made.samples = samples.iter().map(|s| (*s).to_owned()).collect();
        made
    }

    #[track_caller]
    fn check(meaning: &str, samples: &[&str], expected: &[&str]) {
        let found = departments(&[column_of(meaning, samples)]);
        assert_eq!(found.iter().map(|d| d.code).collect::<Vec<_>>(), expected, "{samples:?}");
    }

    #[test]
    fn codes_name_their_departments() {
        check("code_insee", &["45234", "45001"], &["45"]);
        check("code_insee", &["2A004", "2B033"], &["2A", "2B"]);
        check("code_insee", &["97411"], &["974"]);
        check("code_insee", &["1004"], &["01"]);
        check("code_postal", &["13001", "98800"], &["13", "988"]);
        check("siret", &["21130055300016"], &[]);
        let country = ["01004", "02001", "03001", "04001", "05001", "06001"];
        check("code_insee", &country, &[]);
    }

    #[test]
    fn the_nearest_town_is_named() {
        let town = |lon, lat| nearest(lon, lat).map(|d| d.town);
        assert_eq!(town(5.45, 43.53), Some("Marseille"));
        assert_eq!(town(55.3, -21.1), Some("Saint-Denis (La Réunion)"));
        assert_eq!(town(-51.9, 3.9), Some("Cayenne"));
        assert_eq!(town(-86.1, 39.9), None);
    }
}
