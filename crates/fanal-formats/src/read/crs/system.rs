//! A coordinate system and the way from it to degrees.

use std::borrow::Cow;

use proj4rs::Proj;
use proj4rs::transform::{Transform, TransformClosure, transform};

use super::name::code_of;

/// A coordinate system.
#[derive(Clone)]
pub(crate) struct System {
    code: Option<u32>,
    definition: Cow<'static, str>,
    proj: Proj,
    degrees: Proj,
}

/// Names for people of systems that have one.
const NAMES: [(u32, &str); 36] = [
    (4326, "WGS 84"),
    (4171, "RGF93"),
    (2154, "Lambert-93"),
    (27572, "Lambert II étendu"),
    (27571, "Lambert zone I"),
    (27573, "Lambert zone III"),
    (27574, "Lambert zone IV"),
    (27561, "Lambert I Nord"),
    (27562, "Lambert II Centre"),
    (27563, "Lambert III Sud"),
    (27564, "Lambert IV Corse"),
    (5490, "RGAF09 UTM 20 N"),
    (4559, "RRAF91 UTM 20 N"),
    (2972, "RGFG95 UTM 22 N"),
    (2975, "RGR92 UTM 40 S"),
    (4471, "RGM04 UTM 38 S"),
    (4467, "RGSPM06 UTM 21 N"),
    (3163, "RGNC91-93 Lambert"),
    (3857, "Web Mercator"),
    (3296, "RGPF UTM 5 S"),
    (3297, "RGPF UTM 6 S"),
    (3298, "RGPF UTM 7 S"),
    (8903, "RGWF96 UTM 1 S"),
    (3034, "LCC Europe"),
    (3035, "LAEA Europe"),
    (25830, "ETRS89 UTM 30 N"),
    (25831, "ETRS89 UTM 31 N"),
    (25832, "ETRS89 UTM 32 N"),
    (32630, "WGS 84 UTM 30 N"),
    (32631, "WGS 84 UTM 31 N"),
    (32632, "WGS 84 UTM 32 N"),
    (2970, "Sainte-Anne UTM 20 N"),
    (2973, "Fort-Desaix UTM 20 N"),
    (2971, "CSG67 UTM 22 N"),
    (3727, "Piton des Neiges (TM Réunion)"),
    (2980, "Combani UTM 38 S"),
];

/// Codes that stand for the same system as another one, to the millimetre.
fn usual_code(code: u32) -> u32 {
    match code {
        9793 | 9794 | 102_110 => 2154,
        9842..=9850 => code - 9842 + 3942,
        9851..=9859 => code - 9851 + 3942,
        9777 | 9782 => 4171,
        900_913 | 3785 | 102_100 | 102_113 => 3857,
        _ => code,
    }
}

struct Position(f64, f64);

impl Transform for Position {
    fn transform_coordinates<F: TransformClosure>(
        &mut self,
        f: &mut F,
    ) -> proj4rs::errors::Result<()> {
        let (x, y, _) = f(self.0, self.1, 0.0)?;
        (self.0, self.1) = (x, y);
        Ok(())
    }
}

impl System {
    /// Finds one by its EPSG code.
    pub(crate) fn of_code(code: u32) -> Option<Self> {
        let code = usual_code(code);
        let definition = crs_definitions::from_code(u16::try_from(code).ok()?)?.proj4;
        Self::made(Some(code), Cow::Borrowed(definition))
    }

    /// Makes one of a definition in the manner of PROJ.
    pub(crate) fn of_definition(definition: String) -> Option<Self> {
        Self::made(None, Cow::Owned(definition))
    }

    /// Finds one by any name that it is known by, or by its definition in the manner of PROJ.
    pub(crate) fn named(name: &str) -> Option<Self> {
        if name.trim_start().starts_with("+proj=") {
            return Self::of_definition(name.trim().to_owned());
        }
        Self::of_code(code_of(name)?)
    }

    fn made(code: Option<u32>, definition: Cow<'static, str>) -> Option<Self> {
        let proj = Proj::from_proj_string(&definition).ok()?;
        let degrees = Proj::from_proj_string("+proj=longlat +datum=WGS84 +no_defs").ok()?;
        Some(Self { code, definition, proj, degrees })
    }

    /// Its EPSG code, when it has one.
    pub(crate) fn code(&self) -> Option<u32> {
        self.code
    }

    /// The name by which [`Self::named`] finds it again.
    pub(crate) fn name(&self) -> String {
        match self.code {
            Some(code) => format!("EPSG:{code}"),
            None => self.definition.to_string(),
        }
    }

    /// The name for people.
    pub(crate) fn label(&self) -> String {
        let Some(code) = self.code else { return self.definition.to_string() };
        match NAMES.iter().find(|(known, _)| *known == code) {
            Some((_, name)) => format!("{name} (EPSG:{code})"),
            None if (3942..=3950).contains(&code) => format!("CC{} (EPSG:{code})", code - 3900),
            None => format!("EPSG:{code}"),
        }
    }

    /// Whether its positions are longitudes and latitudes as all maps take them: WGS 84 and the
    /// systems of the French territories that agree with it to the centimetre.
    pub(crate) fn is_wgs84(&self) -> bool {
        matches!(
            self.code,
            Some(4326 | 4171 | 4258 | 4979 | 4624 | 4627 | 4470 | 4463 | 5489 | 4558)
        )
    }

    /// Whether its positions are degrees.
    pub(crate) fn is_degrees(&self) -> bool {
        self.proj.is_latlong()
    }

    /// Metres by which positions may be off where the shift from an old datum is made by three
    /// parameters: that of the mainland (NTF), or one of those overseas.
    pub(crate) fn accuracy_m(&self) -> Option<u32> {
        let mut numbers = self.shift()?.split(',').map(|n| n.parse().unwrap_or(0.0));
        let shifts: [f64; 3] = [numbers.next()?, numbers.next()?, numbers.next()?];
        let moved = shifts.iter().any(|metres| metres.abs() > 10.0);
        if !moved || numbers.any(|turn: f64| turn != 0.0) {
            return None;
        }
        Some(if shifts == [-168.0, -60.0, 320.0] { 5 } else { 30 })
    }

    /// The shift from its datum to that of WGS 84, as PROJ writes it.
    pub(super) fn shift(&self) -> Option<&str> {
        self.definition.split_whitespace().find_map(|word| word.strip_prefix("+towgs84="))
    }

    /// Longitude and latitude of a position, not rounded.
    pub(crate) fn to_degrees(&self, x: f64, y: f64) -> Option<(f64, f64)> {
        moved(&self.proj, &self.degrees, x, y)
    }

    /// The position of a longitude and latitude.
    pub(super) fn of_degrees(&self, lon: f64, lat: f64) -> Option<(f64, f64)> {
        moved(&self.degrees, &self.proj, lon, lat)
    }
}

/// A position of one system in another; what are degrees are so on both sides.
fn moved(from: &Proj, to: &Proj, x: f64, y: f64) -> Option<(f64, f64)> {
    if !x.is_finite() || !y.is_finite() {
        return None;
    }
    let mut at =
        if from.is_latlong() { Position(x.to_radians(), y.to_radians()) } else { Position(x, y) };
    transform(from, to, &mut at).ok()?;
    let (x, y) =
        if to.is_latlong() { (at.0.to_degrees(), at.1.to_degrees()) } else { (at.0, at.1) };
    (x.is_finite() && y.is_finite()).then_some((x, y))
}
