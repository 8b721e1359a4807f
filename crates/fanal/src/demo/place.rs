//! The invented town: its quarters, its streets, where things lie.
//!
//! Its coordinates fall in a pine forest between two beaches of the Landes, where nobody lives.

use super::random::Random;

/// A quarter (*quartier*).
#[derive(Debug, PartialEq)]
pub(super) struct Quarter {
    pub(super) name: &'static str,
    /// Longitude and latitude of its middle, degrees.
    middle: (f64, f64),
    /// How far it reaches, metres.
    reach_m: f64,
    /// Share of what happens in the town.
    pub(super) weight: f64,
    /// Where much happens, metres east and north of the middle.
    hot_spot_m: (f64, f64),
}

const fn quarter(
    name: &'static str,
    middle: (f64, f64),
    reach_m: f64,
    weight: f64,
    hot_spot_m: (f64, f64),
) -> Quarter {
    Quarter { name, middle, reach_m, weight, hot_spot_m }
}

pub(super) const QUARTERS: [Quarter; 18] = [
    quarter("Vieux-Port", (-1.3200, 44.0200), 220.0, 10.0, (60.0, -40.0)),
    quarter("Les Quais", (-1.3190, 44.0255), 260.0, 7.0, (-80.0, 90.0)),
    quarter("Centre-Halles", (-1.3135, 44.0205), 240.0, 12.0, (20.0, 30.0)),
    quarter("La Lanterne", (-1.3215, 44.0140), 250.0, 4.0, (0.0, -60.0)),
    quarter("Saint-Elme", (-1.3120, 44.0150), 280.0, 6.0, (110.0, 20.0)),
    quarter("Gare-Magasins", (-1.3050, 44.0215), 300.0, 9.0, (-40.0, 10.0)),
    quarter("Les Corderies", (-1.3080, 44.0270), 280.0, 5.0, (30.0, 120.0)),
    quarter("Belle-Rade", (-1.3185, 44.0320), 340.0, 5.0, (-90.0, 0.0)),
    quarter("La Saline", (-1.3100, 44.0360), 420.0, 4.0, (150.0, -80.0)),
    quarter("Grand-Large", (-1.3010, 44.0320), 380.0, 8.0, (0.0, 40.0)),
    quarter("Les Ardoisiers", (-1.2960, 44.0255), 360.0, 5.0, (70.0, 70.0)),
    quarter("Mont-Aubin", (-1.2975, 44.0180), 330.0, 4.0, (-120.0, 60.0)),
    quarter("Les Tilleuls", (-1.3040, 44.0120), 360.0, 6.0, (40.0, -100.0)),
    quarter("Fontaine-Rouge", (-1.3130, 44.0070), 400.0, 3.0, (0.0, 0.0)),
    quarter("La Hourquette", (-1.2900, 44.0110), 450.0, 3.0, (90.0, -30.0)),
    quarter("Les Vergers", (-1.2870, 44.0200), 420.0, 3.0, (-60.0, -60.0)),
    quarter("Bois-Dormant", (-1.2860, 44.0310), 520.0, 2.0, (0.0, 150.0)),
    quarter("Zone d’activités de l’Étoile", (-1.2800, 44.0255), 480.0, 4.0, (100.0, 0.0)),
];

/// Metres of a degree of latitude, and of longitude at the town's latitude.
const DEGREE_M: (f64, f64) = (111_200.0, 79_950.0);

impl Quarter {
    /// A point of the quarter, `lat, lon` with five decimals (about a metre).
    pub(super) fn point(&self, random: &mut Random) -> String {
        let hot = random.chance(0.35);
        let (from, deviation_m) =
            if hot { (self.hot_spot_m, 35.0) } else { ((0.0, 0.0), self.reach_m / 2.0) };
        let east_m = from.0 + random.normal() * deviation_m;
        let north_m = from.1 + random.normal() * deviation_m;
        let lat = self.middle.1 + north_m / DEGREE_M.0;
        let lon = self.middle.0 + east_m / DEGREE_M.1;
        format!("{lat:.5}, {lon:.5}")
    }
}

/// One of the quarters, as often as things happen there.
pub(super) fn any_quarter(random: &mut Random) -> &'static Quarter {
    &QUARTERS[random.weighted(&QUARTERS.each_ref().map(|q| q.weight))]
}

/// The kind of way, the same after « de », and how many there are.
const WAYS: [(&str, &str, f64); 8] = [
    ("rue", "de la rue", 10.0),
    ("avenue", "de l’avenue", 3.0),
    ("quai", "du quai", 1.0),
    ("place", "de la place", 2.0),
    ("impasse", "de l’impasse", 1.5),
    ("allée", "de l’allée", 2.0),
    ("boulevard", "du boulevard", 1.0),
    ("chemin", "du chemin", 1.5),
];

const STREETS: [&str; 36] = [
    "de la Vigie",
    "des Cordiers",
    "du Bassin-à-Flot",
    "des Goélands",
    "de la Corne-de-Brume",
    "des Voiliers",
    "du Petit-Phare",
    "de l’Écluse",
    "des Filets-Bleus",
    "du Sémaphore",
    "des Calfats",
    "de la Marée",
    "des Tonneliers",
    "du Vieux-Marché",
    "de la Poissonnerie",
    "des Embruns",
    "de l’Ancre",
    "des Sardinières",
    "du Four-à-Pain",
    "de la Fontaine",
    "des Lauriers",
    "du Lavoir",
    "de l’Hirondelle",
    "des Trois-Mâts",
    "de la Dune",
    "des Pins",
    "du Grand-Chêne",
    "de la République",
    "de la Liberté",
    "des Écoles",
    "du Moulin",
    "de la Gare",
    "des Peupliers",
    "du Stade",
    "de l’Espérance",
    "des Marronniers",
];

/// The name of a street, without a number: `rue des Goélands`.
pub(super) fn street(random: &mut Random) -> String {
    let way = WAYS[random.weighted(&WAYS.map(|(.., weight)| weight))].0;
    format!("{way} {}", random.pick(&STREETS))
}

/// The same after « de »: `de la rue des Goélands`.
pub(super) fn of_street(random: &mut Random) -> String {
    let way = WAYS[random.weighted(&WAYS.map(|(.., weight)| weight))].1;
    format!("{way} {}", random.pick(&STREETS))
}
