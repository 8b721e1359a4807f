//! Which coordinate system the positions of a file are in.

use fanal_model::Problem;
use serde::{Deserialize, Serialize};

use super::territory::{
    ANTILLES, Area, CORSICA, GUYANE, MAYOTTE, NOUVELLE_CALEDONIE, POLYNESIE, REUNION, SAINT_PIERRE,
};
use super::{MIXED, SWAPPED, System, ToDegrees, in_france, on_earth};

/// Positions that are looked at, at most.
pub(crate) const SAMPLES: usize = 2_048;

/// What a file says of the system of its positions.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) enum Declared {
    /// Nothing, where it should say it.
    #[default]
    Nothing,
    /// Nothing, and by the rule of its format (or the titles) that means longitude and latitude.
    Degrees,
    /// This, by name or definition.
    System(String),
    /// This, which is not known.
    Unknown(String),
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

const METROPOLE: Area = Area::Metropole { south: 41.0, north: 51.5 };

/// Systems that are tried when none is declared, the likeliest first: those in which French
/// authorities must or did publish.
fn legal() -> Vec<(u32, Area)> {
    let band = |middle: f64| Area::Metropole { south: middle - 1.3, north: middle + 1.3 };
    let zones = (42..=50).map(|zone| (3900 + zone, band(f64::from(zone))));
    let others = [
        (27572, METROPOLE),
        (27571, Area::Metropole { south: 47.8, north: 51.5 }),
        (27573, Area::Metropole { south: 42.0, north: 45.7 }),
        (27574, Area::Box(CORSICA)),
        (5490, Area::Box(ANTILLES)),
        (2972, Area::Box(GUYANE)),
        (2975, Area::Box(REUNION)),
        (4471, Area::Box(MAYOTTE)),
        (4467, Area::Box(SAINT_PIERRE)),
        (3163, Area::Box(NOUVELLE_CALEDONIE)),
        (3297, Area::Box(POLYNESIE)),
        (3296, Area::Box(POLYNESIE)),
        (27562, Area::Metropole { south: 45.4, north: 48.4 }),
        (27561, Area::Metropole { south: 47.8, north: 51.5 }),
        (27563, Area::Metropole { south: 42.0, north: 45.7 }),
        (27564, Area::Box(CORSICA)),
    ];
    std::iter::once((2154, METROPOLE)).chain(zones).chain(others).collect()
}

/// Systems that are tried when no legal one fits: of the Web and of the world.
const WORLD: [(u32, Area); 4] =
    [(3857, Area::France), (32631, METROPOLE), (32630, METROPOLE), (32632, METROPOLE)];

/// Decides by what was said, else by what the file declares when the positions suit it, else by
/// the positions.
pub(crate) fn decide(samples: &[(f64, f64)], declared: &Declared, said: Option<&str>) -> Decision {
    if let Some(said) = said {
        let doubts = ToDegrees::named(said).and_then(|to| accuracy(to.system.as_ref()?));
        return Decision { crs: Some(said.to_owned()), doubts: doubts.into_iter().collect() };
    }
    let (name, system) = match declared {
        Declared::Nothing => (None, None),
        Declared::Degrees => (None, System::of_code(4326)),
        Declared::System(name) => (Some(name), System::named(name)),
        Declared::Unknown(name) => (Some(name), None),
    };
    if let Some(system) = &system
        && (samples.is_empty() || suits(system, samples))
    {
        return in_system(system, samples);
    }
    if samples.is_empty() {
        // Nothing to be placed.
        return Decision { crs: Some("EPSG:4326".to_owned()), doubts: Vec::new() };
    }
    let declared_label = system.as_ref().map(System::label).or_else(|| name.cloned());
    match guess(samples) {
        Some(guess) => guess.decision(declared_label.filter(|_| name.is_some())),
        None => {
            let label = declared_label.unwrap_or_default();
            let doubt = match declared {
                Declared::Nothing | Declared::Degrees => Problem::new("crs-unknown"),
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
    let area = legal()
        .into_iter()
        .find(|(code, _)| System::of_code(*code).is_some_and(|s| s.name() == system.name()));
    let fits = |lon, lat| match area {
        Some((_, Area::Metropole { .. })) => METROPOLE.holds(lon, lat),
        Some((_, area)) => area.holds(lon, lat),
        None => on_earth(lon, lat),
    };
    let count = samples
        .iter()
        .filter_map(|(x, y)| system.to_degrees(*x, *y))
        .filter(|(lon, lat)| fits(*lon, *lat))
        .count();
    share(count, samples) >= DECLARED_SHARE
}

/// The positions are in that system; whether latitude and longitude are swapped is looked at.
fn in_system(system: &System, samples: &[(f64, f64)]) -> Decision {
    let mut crs = system.name();
    let mut doubts: Vec<Problem> = accuracy(system).into_iter().collect();
    if system.is_degrees() && mixed(samples) {
        crs.push_str(MIXED);
        doubts.push(Problem::new("crs-swapped-some"));
    } else if system.is_degrees() && swapped(samples) {
        crs.push_str(SWAPPED);
        doubts.push(Problem::new("crs-swapped"));
    }
    Decision { crs: Some(crs), doubts }
}

/// Whether positions lie in France when latitude and longitude are taken for each other, and not
/// as they are.
fn swapped(samples: &[(f64, f64)]) -> bool {
    if samples.is_empty() {
        return false;
    }
    let count = |test: fn(f64, f64) -> bool| samples.iter().filter(|(x, y)| test(*x, *y)).count();
    let straight = share(count(in_france), samples);
    let turned = share(count(|x, y| in_france(y, x)), samples);
    straight < 0.1 && turned >= DECLARED_SHARE
}

/// Whether positions lie in France, some as they are and some when latitude and longitude are
/// taken for each other.
fn mixed(samples: &[(f64, f64)]) -> bool {
    let straight = samples.iter().filter(|(x, y)| in_france(*x, *y)).count();
    let turned = samples.iter().filter(|(x, y)| !in_france(*x, *y) && in_france(*y, *x)).count();
    straight > 0 && turned > 0 && share(straight + turned, samples) >= MIXED_SHARE
}

/// What the positions alone lead to.
struct Guess {
    system: System,
    swapped: bool,
    /// Other systems that would suit them as well.
    others: Vec<String>,
}

fn guess(samples: &[(f64, f64)]) -> Option<Guess> {
    if samples.is_empty() {
        return None;
    }
    let degrees = samples.iter().filter(|(x, y)| on_earth(*x, *y)).count();
    if share(degrees, samples) >= DECLARED_SHARE || swapped(samples) {
        let system = System::of_code(4326)?;
        return Some(Guess { system, swapped: swapped(samples), others: Vec::new() });
    }
    let tries = [(legal(), false), (WORLD.to_vec(), false), (legal(), true)];
    tries.into_iter().find_map(|(candidates, swapped)| projected(samples, &candidates, swapped))
}

fn projected(samples: &[(f64, f64)], candidates: &[(u32, Area)], swapped: bool) -> Option<Guess> {
    let mut found: Vec<(f64, System)> = Vec::new();
    for (code, area) in candidates {
        let Some(system) = System::of_code(*code) else { continue };
        let count = samples
            .iter()
            .map(|(x, y)| if swapped { (*y, *x) } else { (*x, *y) })
            .filter_map(|(x, y)| system.to_degrees(x, y))
            .filter(|(lon, lat)| area.holds(*lon, *lat))
            .count();
        let share = share(count, samples);
        if share >= GUESSED_SHARE {
            found.push((share, system));
        }
    }
    // Of equals the first: the sort keeps their order.
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut found = found.into_iter();
    let (_, system) = found.next()?;
    Some(Guess { system, swapped, others: found.map(|(_, s)| s.label()).collect() })
}

impl Guess {
    fn decision(self, declared: Option<String>) -> Decision {
        let mut crs = self.system.name();
        let label = self.system.label();
        let mut doubts = vec![match declared {
            Some(declared) => {
                Problem::new("crs-implausible").text("declared", declared).text("crs", &label)
            }
            None if self.others.is_empty() => Problem::new("crs-guessed").text("crs", &label),
            None => Problem::new("crs-ambiguous")
                .text("crs", &label)
                .text("others", self.others.join(", ")),
        }];
        if self.swapped {
            crs.push_str(SWAPPED);
            doubts.push(Problem::new("crs-swapped"));
        }
        doubts.extend(accuracy(&self.system));
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
