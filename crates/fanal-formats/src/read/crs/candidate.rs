//! Systems that positions may be in when nothing says it, and where each of them is used.

use super::territory::{
    ANTILLES, Area, CORSICA, GUYANE, MAYOTTE, NOUVELLE_CALEDONIE, POLYNESIE, REUNION, SAINT_PIERRE,
    WALLIS,
};

/// A system and where it is used.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) code: u32,
    pub(super) area: Area,
}

const fn used_in(code: u32, area: Area) -> Candidate {
    Candidate { code, area }
}

pub(super) const METROPOLE: Area = band(41.0, 51.5);
const ZONE_1: Area = band(47.8, 51.5);
const ZONE_2: Area = band(45.4, 48.4);
const ZONE_3: Area = band(42.0, 45.7);

const fn band(south: f64, north: f64) -> Area {
    Area::Metropole { south, north }
}

/// The first of these: Lambert-93 and the nine cones beside it, for the mainland.
pub(super) const CONES: usize = 10;

/// Systems in which French authorities must or did publish, the likeliest first.
pub(super) static LEGAL: [Candidate; 27] = [
    used_in(2154, METROPOLE),
    used_in(3942, band(40.7, 43.3)),
    used_in(3943, band(41.7, 44.3)),
    used_in(3944, band(42.7, 45.3)),
    used_in(3945, band(43.7, 46.3)),
    used_in(3946, band(44.7, 47.3)),
    used_in(3947, band(45.7, 48.3)),
    used_in(3948, band(46.7, 49.3)),
    used_in(3949, band(47.7, 50.3)),
    used_in(3950, band(48.7, 51.3)),
    used_in(27572, METROPOLE),
    used_in(27571, ZONE_1),
    used_in(27573, ZONE_3),
    used_in(27574, Area::Box(CORSICA)),
    used_in(5490, Area::Box(ANTILLES)),
    used_in(2972, Area::Box(GUYANE)),
    used_in(2975, Area::Box(REUNION)),
    used_in(4471, Area::Box(MAYOTTE)),
    used_in(4467, Area::Box(SAINT_PIERRE)),
    used_in(8903, Area::Box(WALLIS)),
    used_in(3163, Area::Box(NOUVELLE_CALEDONIE)),
    used_in(3297, Area::Box(POLYNESIE)),
    used_in(3296, Area::Box(POLYNESIE)),
    used_in(27562, ZONE_2),
    used_in(27561, ZONE_1),
    used_in(27563, ZONE_3),
    used_in(27564, Area::Box(CORSICA)),
];

/// Systems of the Web, of Europe and of the world, when none of the law fits.
pub(super) static WORLD: [Candidate; 5] = [
    used_in(3857, Area::France),
    used_in(3035, METROPOLE),
    used_in(32631, METROPOLE),
    used_in(32630, METROPOLE),
    used_in(32632, METROPOLE),
];
