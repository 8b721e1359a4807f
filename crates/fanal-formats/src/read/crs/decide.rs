//! Which coordinate system the positions of a file are in.

use fanal_model::Problem;
use serde::{Deserialize, Serialize};

use super::candidate::{CONES, Candidate, LEGAL, METROPOLE, WORLD};
use super::department::{Department, nearest};
use super::mapinfo::{is_of_no_earth, says_nothing, system_of_mapinfo};
use super::territory::Area;
use super::{Order, Positions, System, ToDegrees, in_france, on_earth, system_of_wkt};
use crate::read::geometry::Known;

/// Characters of the name of an unknown system that people are shown.
const NAMED_CHARACTERS: usize = 80;

/// What a file says of the system of its positions.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) enum Declared {
    /// Nothing, where it should say it.
    #[default]
    Nothing,
    /// Nothing, and by the rule of its format (or the titles) that means longitude and latitude.
    Degrees,
    /// That they are lengths on a plan, which may be of a system all the same.
    Plan,
    /// This, by name or definition.
    System(String),
    /// This, which is not known.
    Unknown(String),
}

impl Declared {
    /// By a name, which may be one that nobody knows.
    pub(crate) fn named(name: &str) -> Self {
        match System::named(name) {
            Some(system) => Self::System(system.name()),
            None => Self::Unknown(name.chars().take(NAMED_CHARACTERS).collect()),
        }
    }

    /// By a definition in well-known text.
    pub(crate) fn by_wkt(text: &str) -> Self {
        if text.trim().is_empty() {
            return Self::Nothing;
        }
        match system_of_wkt(text) {
            Some(system) => Self::System(system.name()),
            None => Self::named(text.split('"').nth(1).unwrap_or_default()),
        }
    }

    /// By a clause of MapInfo.
    pub(crate) fn by_mapinfo(clause: &str) -> Self {
        if is_of_no_earth(clause) {
            return Self::Plan;
        }
        if says_nothing(clause) {
            return Self::Nothing;
        }
        match system_of_mapinfo(clause) {
            Some(system) => Self::System(system.name()),
            None => Self::Unknown(clause.chars().take(NAMED_CHARACTERS).collect()),
        }
    }
}

/// The system that positions are read in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Decision {
    /// Its name, for [`super::ToDegrees::named`]; none when none fits.
    pub(crate) crs: Option<String>,
    /// What a person should look at.
    pub(crate) doubts: Vec<Problem>,
}

/// Share of the positions that must suit a system that is declared, and one that is guessed.
const DECLARED_SHARE: f64 = 0.9;
const GUESSED_SHARE: f64 = 0.8;
/// Share of positions that must lie in France before single ones are turned.
const MIXED_SHARE: f64 = 0.95;

/// Kilometres from the chief town of a department within which its positions lie.
const DEPARTMENT_KM: f64 = 200.0;

/// Decides by what was said, else by what the file declares when the positions suit it, else by
/// the positions.
pub(crate) fn decide(positions: &Positions, declared: &Declared, known: &Known<'_>) -> Decision {
    let samples = positions.samples();
    if let Some(said) = known.crs {
        let doubts = ToDegrees::named(said).and_then(|to| accuracy(to.system.as_ref()?));
        return Decision { crs: Some(said.to_owned()), doubts: doubts.into_iter().collect() };
    }
    let (name, system) = match declared {
        Declared::Nothing | Declared::Plan => (None, None),
        Declared::Degrees => (None, System::of_code(4326)),
        Declared::System(name) => (Some(name), System::named(name)),
        Declared::Unknown(name) => (Some(name), None),
    };
    if let Some(system) = &system
        && (samples.is_empty() || suits(system, samples))
    {
        return in_system(system, positions);
    }
    if samples.is_empty() {
        // Nothing to be placed.
        return Decision { crs: Some("EPSG:4326".to_owned()), doubts: Vec::new() };
    }
    let declared_label = system.as_ref().map(System::label).or_else(|| name.cloned());
    let guess = guess(positions, &known.departments);
    // Small lengths only look like degrees.
    match guess.filter(|g| *declared != Declared::Plan || !g.found.system.is_degrees()) {
        Some(guess) => guess.decision(declared_label.filter(|_| name.is_some())),
        None => {
            let label = declared_label.unwrap_or_default();
            let doubt = match declared {
                Declared::Nothing | Declared::Degrees | Declared::Plan => {
                    Problem::new("crs-unknown")
                }
                _ => Problem::new("crs-unusable").text("crs", label),
            };
            Decision { crs: None, doubts: vec![doubt] }
        }
    }
}

/// Whether the positions are where a file in that system may have them.
fn suits(system: &System, samples: &[(f64, f64)]) -> bool {
    if system.is_degrees() {
        // Latitude and longitude may be swapped: both orders are degrees.
        let fitting = |&&(x, y): &&(f64, f64)| on_earth(x, y) || on_earth(y, x);
        return share(samples.iter().filter(fitting).count(), samples) >= DECLARED_SHARE;
    }
    // Metres that all lie within 180 of the origin are degrees.
    if samples.iter().all(|(x, y)| on_earth(*x, *y)) {
        return false;
    }
    let legal = LEGAL.iter().find(|c| Some(c.code) == system.code());
    let fits = |lon, lat| match legal {
        Some(Candidate { area: Area::Metropole { .. }, .. }) => METROPOLE.holds(lon, lat),
        Some(candidate) => candidate.area.holds(lon, lat),
        None => on_earth(lon, lat),
    };
    let places = || samples.iter().filter_map(|(x, y)| system.to_degrees(*x, *y));
    let count = places().filter(|(lon, lat)| fits(*lon, *lat)).count();
    let in_france = places().filter(|(lon, lat)| in_france(*lon, *lat)).count();
    // Positions in the cones of the law are like no others: abroad in another system, they are
    // those of a file that declares the wrong one.
    let is_belied = || {
        share(in_france, samples) < 0.1
            && !projected(samples, &LEGAL[..CONES], Order::XFirst).is_empty()
    };
    share(count, samples) >= DECLARED_SHARE && (legal.is_some() || !is_belied())
}

/// The positions are in that system; whether latitude and longitude are swapped is looked at.
fn in_system(system: &System, positions: &Positions) -> Decision {
    let order = if system.is_degrees() { order(positions) } else { Order::XFirst };
    let crs = system.name() + order.suffix();
    Decision { crs: Some(crs), doubts: accuracy(system).into_iter().chain(turned(order)).collect() }
}

/// In which order degrees are written, by all of them that lie in France.
fn order(positions: &Positions) -> Order {
    let (straight, turned) = positions.in_france();
    if straight > 0.0 && turned > 0.0 && straight + turned >= MIXED_SHARE {
        Order::Mixed
    } else if straight < 0.1 && turned >= DECLARED_SHARE {
        Order::YFirst
    } else {
        Order::XFirst
    }
}

/// What is told of positions that are not in order.
fn turned(order: Order) -> Option<Problem> {
    match order {
        Order::XFirst => None,
        Order::YFirst => Some(Problem::new("crs-swapped")),
        Order::Mixed => Some(Problem::new("crs-swapped-some")),
    }
}

/// What the positions lead to.
struct Guess {
    found: Found,
    order: Order,
    /// Other systems that would suit them as well.
    others: Vec<Found>,
    /// The department of which codes in the file spoke for this one.
    by_codes_of: Option<&'static Department>,
}

/// A system that suits the positions.
struct Found {
    share: f64,
    system: System,
    /// About where it puts them: the middle one of their longitudes and of their latitudes.
    middle: Option<(f64, f64)>,
}

fn guess(positions: &Positions, departments: &[&'static Department]) -> Option<Guess> {
    let samples = positions.samples();
    if samples.is_empty() {
        return None;
    }
    let degrees = samples.iter().filter(|(x, y)| on_earth(*x, *y)).count();
    let order = order(positions);
    if share(degrees, samples) >= DECLARED_SHARE || order == Order::YFirst {
        let middle = middle(samples.iter().map(|(x, y)| order.x_first(*x, *y)).collect());
        let found = Found { share: 1.0, system: System::of_code(4326)?, middle };
        return Some(Guess { found, order, others: Vec::new(), by_codes_of: None });
    }
    let tries =
        [(&LEGAL[..], Order::XFirst), (&WORLD[..], Order::XFirst), (&LEGAL[..], Order::YFirst)];
    tries.into_iter().find_map(|(candidates, order)| {
        let found = projected(samples, candidates, order);
        best(found, order, departments)
    })
}

/// Those of the candidates that suit the positions, the likeliest first.
fn projected(samples: &[(f64, f64)], candidates: &[Candidate], order: Order) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for Candidate { code, area } in candidates {
        let Some(system) = System::of_code(*code) else { continue };
        let places: Vec<(f64, f64)> = samples
            .iter()
            .map(|(x, y)| order.x_first(*x, *y))
            .filter_map(|(x, y)| system.to_degrees(x, y))
            .filter(|(lon, lat)| area.holds(*lon, *lat))
            .collect();
        let share = share(places.len(), samples);
        if share >= GUESSED_SHARE {
            found.push(Found { share, system, middle: middle(places) });
        }
    }
    // Of equals the first: the sort keeps their order.
    found.sort_by(|a, b| b.share.total_cmp(&a.share));
    found
}

/// The likeliest of the systems that suit, unless codes of departments speak for another one.
fn best(mut found: Vec<Found>, order: Order, departments: &[&'static Department]) -> Option<Guess> {
    let in_department = |one: &Found| {
        let (lon, lat) = one.middle?;
        departments.iter().copied().find(|d| d.km_to(lon, lat) <= DEPARTMENT_KM)
    };
    let spoken_for: Vec<usize> =
        (0..found.len()).filter(|i| in_department(&found[*i]).is_some()).collect();
    if let ([index], 2..) = (spoken_for.as_slice(), found.len()) {
        let found = found.swap_remove(*index);
        let by_codes_of = in_department(&found);
        return Some(Guess { found, order, others: Vec::new(), by_codes_of });
    }
    let mut found = found.into_iter();
    let first = found.next()?;
    Some(Guess { found: first, order, others: found.collect(), by_codes_of: None })
}

/// The middle one of their longitudes and of their latitudes.
fn middle(places: Vec<(f64, f64)>) -> Option<(f64, f64)> {
    let (mut lons, mut lats): (Vec<f64>, Vec<f64>) = places.into_iter().unzip();
    lons.sort_by(f64::total_cmp);
    lats.sort_by(f64::total_cmp);
    Some((*lons.get(lons.len() / 2)?, *lats.get(lats.len() / 2)?))
}

impl Found {
    /// The town near which it puts the positions.
    fn town(&self) -> Option<&'static str> {
        let (lon, lat) = self.middle?;
        nearest(lon, lat).map(|department| department.town)
    }

    /// As a candidate is shown: its name, and where it would put the positions.
    fn shown(&self) -> String {
        let label = self.system.label();
        self.town().map_or_else(|| label.clone(), |town| format!("{label} – {town}"))
    }

    /// Names the system, and the town or else the degrees near which it puts the positions.
    fn told(&self, problem: Problem) -> Problem {
        let (lon, lat) = self.middle.unwrap_or_default();
        problem
            .text("crs", self.system.label())
            .text("town", self.town().unwrap_or("none"))
            .number("latitude", whole(lat))
            .number("longitude", whole(lon))
    }
}

#[expect(clippy::cast_possible_truncation, reason = "degrees")]
fn whole(degrees: f64) -> i64 {
    degrees.round() as i64
}

impl Guess {
    fn decision(self, declared: Option<String>) -> Decision {
        let system = &self.found.system;
        let crs = system.name() + self.order.suffix();
        let doubt = match (declared, self.by_codes_of) {
            (Some(declared), _) => Problem::new("crs-implausible").text("declared", declared),
            (None, Some(department)) => {
                Problem::new("crs-guessed-by-codes").text("department", department.code)
            }
            (None, None) if self.others.is_empty() => Problem::new("crs-guessed"),
            (None, None) => {
                let others: Vec<String> = self.others.iter().map(Found::shown).collect();
                Problem::new("crs-ambiguous").text("others", others.join(" ; "))
            }
        };
        let mut doubts = vec![self.found.told(doubt)];
        doubts.extend(turned(self.order));
        doubts.extend(accuracy(system));
        Decision { crs: Some(crs), doubts }
    }
}

fn accuracy(system: &System) -> Option<Problem> {
    let metres = system.accuracy_m()?;
    Some(Problem::new("crs-accuracy").text("crs", system.label()).number("metres", metres))
}

#[expect(clippy::cast_precision_loss, reason = "at most a few thousand")]
fn share(count: usize, samples: &[(f64, f64)]) -> f64 {
    count as f64 / samples.len().max(1) as f64
}
