//! Where France lies, roughly: enough to tell a plausible position from one that is not.

/// A part of the world: the corners of its outline, or west, south, east and north.
#[derive(Debug, Clone, Copy)]
pub(super) enum Area {
    /// Metropolitan France, between two latitudes.
    Metropole { south: f64, north: f64 },
    /// A box.
    Box([f64; 4]),
    /// Any territory of France.
    France,
}

/// The mainland with some twenty kilometres around it.
const OUTLINE: [(f64, f64); 27] = [
    (-5.6, 48.8),
    (-5.3, 47.6),
    (-2.9, 46.6),
    (-1.9, 45.9),
    (-2.2, 43.1),
    (-0.4, 42.5),
    (1.4, 42.2),
    (3.4, 42.2),
    (3.6, 42.9),
    (4.5, 43.0),
    (5.9, 42.7),
    (6.9, 42.9),
    (7.9, 43.6),
    (7.9, 44.3),
    (7.4, 45.3),
    (7.3, 46.0),
    (6.7, 46.6),
    (7.8, 47.3),
    (8.6, 49.2),
    (6.9, 49.7),
    (5.0, 50.4),
    (3.0, 51.3),
    (1.2, 51.2),
    (0.9, 50.3),
    (-1.2, 50.1),
    (-2.4, 49.75),
    (-3.5, 49.2),
];

pub(super) const CORSICA: [f64; 4] = [8.3, 41.2, 9.8, 43.2];
pub(super) const ANTILLES: [f64; 4] = [-63.3, 14.3, -60.6, 18.3];
pub(super) const GUYANE: [f64; 4] = [-54.8, 2.0, -51.4, 6.0];
pub(super) const REUNION: [f64; 4] = [55.1, -21.5, 55.95, -20.75];
pub(super) const MAYOTTE: [f64; 4] = [44.9, -13.15, 45.4, -12.5];
pub(super) const SAINT_PIERRE: [f64; 4] = [-56.6, 46.6, -56.0, 47.3];
pub(super) const POLYNESIE: [f64; 4] = [-155.0, -28.0, -134.0, -7.5];
pub(super) const NOUVELLE_CALEDONIE: [f64; 4] = [163.0, -23.0, 168.6, -19.0];
pub(super) const WALLIS: [f64; 4] = [-178.4, -14.5, -176.0, -13.1];

const OVERSEAS: [[f64; 4]; 8] =
    [ANTILLES, GUYANE, REUNION, MAYOTTE, SAINT_PIERRE, POLYNESIE, NOUVELLE_CALEDONIE, WALLIS];

impl Area {
    /// A place within it.
    pub(super) fn place(self) -> (f64, f64) {
        match self {
            Self::Metropole { south, north } => (3.5, f64::midpoint(south, north)),
            Self::Box([west, south, east, north]) => {
                (f64::midpoint(west, east), f64::midpoint(south, north))
            }
            Self::France => (2.0, 47.0),
        }
    }

    /// Whether a place lies in it.
    pub(super) fn holds(self, lon: f64, lat: f64) -> bool {
        match self {
            Self::Metropole { south, north } => {
                (south..=north).contains(&lat) && in_metropole(lon, lat)
            }
            Self::Box(sides) => in_box(sides, lon, lat),
            Self::France => in_france(lon, lat),
        }
    }
}

/// Whether a place lies in France or near it.
pub(crate) fn in_france(lon: f64, lat: f64) -> bool {
    in_metropole(lon, lat) || OVERSEAS.iter().any(|sides| in_box(*sides, lon, lat))
}

fn in_metropole(lon: f64, lat: f64) -> bool {
    in_box(CORSICA, lon, lat) || in_outline(lon, lat)
}

fn in_box([west, south, east, north]: [f64; 4], lon: f64, lat: f64) -> bool {
    (west..=east).contains(&lon) && (south..=north).contains(&lat)
}

/// Counts the sides that a ray to the east crosses.
fn in_outline(lon: f64, lat: f64) -> bool {
    let ends = OUTLINE.iter().cycle().skip(1);
    OUTLINE.iter().zip(ends).fold(false, |inside, (&(ax, ay), &(bx, by))| {
        let crossed = (ay > lat) != (by > lat) && lon < (bx - ax) * (lat - ay) / (by - ay) + ax;
        inside != crossed
    })
}
