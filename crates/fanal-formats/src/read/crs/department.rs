//! The departments of France with their chief towns: what codes in a file say of where its positions
//! lie, and the town that is nearest to a position.

use std::sync::LazyLock;

use fanal_meaning::Departments;

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

/// The departments that the codes in these columns name; none when they name many.
pub(crate) fn departments(columns: &[ColumnProfile]) -> Vec<&'static Department> {
    let mut named = Departments::default();
    columns.iter().for_each(|column| named.merge(column.departments));
    let found: Vec<&'static Department> =
        ALL.iter().filter(|department| named.contains(department.code)).collect();
    if found.len() > MOST { Vec::new() } else { found }
}

#[cfg(test)]
mod tests {
    use fanal_meaning::{Cell, ColumnEvidence};

    use super::*;
    use crate::read::names::Names;
    use crate::read::profile::column;

    fn column_of(title: &str, cells: &[&str]) -> ColumnProfile {
        let mut evidence = ColumnEvidence::new(title);
        (2..).zip(cells).for_each(|(line, cell)| evidence.add(line, Cell::Free(cell)));
        column(&mut Names::default(), 0, title, evidence.conclude())
    }

    #[track_caller]
    fn check(title: &str, cells: &[&str], expected: &[&str]) {
        let found = departments(&[column_of(title, cells)]);
        assert_eq!(found.iter().map(|d| d.code).collect::<Vec<_>>(), expected, "{cells:?}");
    }

    #[test]
    fn codes_name_their_departments() {
        check("code_insee", &["45234", "45001"], &["45"]);
        check("code_insee", &["2A004", "2B033"], &["2A", "2B"]);
        check("code_insee", &["97411"], &["974"]);
        check("code_insee", &["1004"], &["01"]);
        check("code_insee", &["20001", "20002"], &[]);
        check("code_postal", &["13001", "98800"], &["13", "988"]);
        check("code_postal", &["20000", "20167", "20200", "20600"], &["2A", "2B"]);
        check("code_postal", &["97133", "97150"], &["977", "978"]);
        check("siret", &["21130055300016"], &[]);
    }

    #[test]
    fn codes_of_the_whole_country_name_no_department() {
        let codes: Vec<String> =
            (1..=9).flat_map(|d| (1..=20).map(move |n| format!("{d:02}{n:03}"))).collect();
        let sorted: Vec<&str> = codes.iter().map(String::as_str).collect();
        check("code_insee", &sorted, &[]);
        check("code_insee", &sorted[..60], &["01", "02", "03"]);
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
