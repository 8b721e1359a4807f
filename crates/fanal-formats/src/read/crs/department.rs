//! The departments of France with their chief towns: what codes in a file say of where its positions
//! lie, and the town that is nearest to a position.

use std::sync::LazyLock;

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

/// The table beside this file, by code.
static ALL: LazyLock<Vec<Department>> = LazyLock::new(|| {
    include_str!("departments.tsv").lines().skip(1).filter_map(Department::of_line).collect()
});

/// Departments that are looked for, at most: a file of more is one of the whole country.
const MOST: usize = 5;

impl Department {
    fn of_line(line: &'static str) -> Option<Self> {
        let mut cells = line.split('\t');
        let (code, town) = (cells.next()?, cells.next()?);
        let mut degrees = || cells.next()?.parse().ok();
        Some(Self { code, town, at: (degrees()?, degrees()?) })
    }

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
    fn every_line_of_the_table_is_a_department() {
        assert_eq!(ALL.len(), include_str!("departments.tsv").lines().count() - 1);
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
