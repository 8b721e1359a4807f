//! Positions that a table holds in other columns: WKT or GeoJSON in cells of text,
//! `latitude, longitude` in one cell, or two columns with a number each.

mod titles;

use fanal_meaning::{Cell, CellFormat, Departments, is_missing_mark, may_hold_positions};
use fanal_model::{FieldType, Problem};

use super::column::Datum;
use super::crs::{Declared, ToDegrees, in_france};
use super::geometry::{
    Evidence, Known, Located, PairOrder, coordinate_of_text, looks_like_geometry, of_text, pair,
};
use super::names::Names;
use super::{ColumnProfile, Source};
use titles::{Axes, pairs};

/// Share of the cells that may be no position: more, and the column is taken for something else.
const ODD_SHARE: f64 = 0.1;
/// Positions that a profile shows.
const SHOWN: usize = 3;

/// What was seen of columns that may hold positions.
#[derive(Debug, Clone, Default)]
pub(crate) struct Deriver {
    /// Titles that were looked at.
    known: usize,
    /// For each column, whether its title lets expect pairs of numbers.
    expects_pairs: Vec<bool>,
    watched: Vec<Watched>,
}

/// One place where positions may be.
#[derive(Debug, Clone)]
struct Watched {
    source: Source,
    /// What the titles say of two columns of numbers.
    axes: Option<Axes>,
    evidence: Evidence,
    /// Cells that are not empty, and those of them that are no position.
    filled: u64,
    odd: u64,
}

impl Watched {
    fn new(source: Source, axes: Option<Axes>) -> Self {
        Self { source, axes, evidence: Evidence::default(), filled: 0, odd: 0 }
    }
}

/// The position that two cells hold.
pub(crate) fn position<'a>(x: Datum<'a>, y: Datum<'a>) -> Datum<'a> {
    match (coordinate(x), coordinate(y)) {
        (Some(x), Some(y)) => Datum::Position(x, y),
        _ => Datum::Empty,
    }
}

fn coordinate(datum: Datum<'_>) -> Option<f64> {
    match datum {
        Datum::Cell(Cell::Free(text) | Cell::Text(text)) => {
            coordinate_of_text(text).or_else(|| degrees(text))
        }
        #[expect(clippy::cast_precision_loss, reason = "coordinates are below 2^53")]
        Datum::Cell(Cell::Int(value) | Cell::IntSince1904(value)) => Some(value as f64),
        Datum::Cell(Cell::Double(value)) => Some(value),
        _ => None,
    }
}

/// Degrees, minutes and seconds: `43°17'45"N`, `5° 22,2' O`.
fn degrees(text: &str) -> Option<f64> {
    let text = text.trim();
    if !text.contains('°') || text.len() > 40 {
        return None;
    }
    let west = |c: char| matches!(c, 'S' | 's' | 'O' | 'o' | 'W' | 'w' | '-');
    let sign = if text.starts_with(west) || text.ends_with(west) { -1.0 } else { 1.0 };
    let mut value = 0.0;
    let mut unit = 1.0;
    let parts = text.split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')));
    for part in parts.filter(|part| !part.is_empty()) {
        value += part.replace(',', ".").parse::<f64>().ok()? * unit;
        unit /= 60.0;
    }
    Some(sign * value)
}

/// Whether a text is neither blank nor a mark of a missing value.
fn holds_value(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && !is_missing_mark(text)
}

fn is_filled(datum: Datum<'_>) -> bool {
    match datum {
        Datum::Empty => false,
        Datum::Cell(Cell::Free(text) | Cell::Text(text)) => holds_value(text),
        _ => true,
    }
}

impl Deriver {
    /// Looks at titles that were not there before.
    pub(crate) fn know(&mut self, titles: &[String]) {
        if titles.len() == self.known {
            return;
        }
        for title in titles.iter().skip(self.expects_pairs.len()) {
            self.expects_pairs.push(may_hold_positions(title));
        }
        for (x, y, axes) in pairs(titles) {
            let source = Source::Pair { x, y };
            if self.find(source).is_none() {
                self.watched.push(Watched::new(source, Some(axes)));
            }
        }
        self.known = titles.len();
    }

    /// The same titles, nothing seen.
    pub(crate) fn blank(&self) -> Self {
        let pairs = self.watched.iter().filter(|w| w.axes.is_some());
        Self {
            known: self.known,
            expects_pairs: self.expects_pairs.clone(),
            watched: pairs.map(|w| Watched::new(w.source, w.axes.clone())).collect(),
        }
    }

    fn find(&self, source: Source) -> Option<usize> {
        self.watched.iter().position(|w| w.source == source)
    }

    /// Looks at a row, whose cells the function gives by their place.
    pub(crate) fn row<'d>(&mut self, line: u64, cell: impl Fn(usize) -> Datum<'d>) {
        for place in 0..self.known {
            let Datum::Cell(Cell::Free(text) | Cell::Text(text)) = cell(place) else { continue };
            let expected = self.expects_pairs.get(place).copied().unwrap_or(false);
            let source = Source::Text(place);
            if (expected && holds_value(text)) || looks_like_geometry(text) {
                let index = self.find(source).unwrap_or_else(|| {
                    self.watched.push(Watched::new(source, None));
                    self.watched.len() - 1
                });
                self.watched[index].text(line, text);
            } else if holds_value(text)
                && let Some(index) = self.find(source)
            {
                self.watched[index].text(line, text);
            }
        }
        for watched in &mut self.watched {
            if let Source::Pair { x, y } = watched.source {
                watched.pair(line, cell(x), cell(y));
            }
        }
    }

    /// Adds what was seen further down the file.
    pub(crate) fn merge(&mut self, later: Self) {
        for theirs in later.watched {
            match self.find(theirs.source) {
                Some(index) => {
                    let mine = &mut self.watched[index];
                    mine.evidence.merge(theirs.evidence);
                    mine.filled += theirs.filled;
                    mine.odd += theirs.odd;
                }
                None => self.watched.push(theirs),
            }
        }
    }

    /// Adds the column of positions that can be made: of geometries as text rather than of pairs in
    /// one cell, of these rather than of two columns. Geometries as text in a system that nobody
    /// knows are doubted where they stand.
    pub(crate) fn add_to(
        &self,
        columns: &mut Vec<ColumnProfile>,
        names: &mut Names,
        records: u64,
        known: &Known<'_>,
    ) {
        let texts = self.watched.iter().filter(|w| w.axes.is_none());
        let degrees = self.watched.iter().filter(|w| matches!(w.axes, Some(Axes::Degrees)));
        let metres = self.watched.iter().filter(|w| matches!(w.axes, Some(Axes::Metres(_))));
        let found = texts
            .clone()
            .chain(degrees)
            .chain(metres)
            .find_map(|watched| Some((watched, watched.conclude(known)?)));
        if let Some((watched, located)) = found {
            columns.push(watched.column(names, records, located));
            return;
        }
        for watched in texts {
            if let Some(located) = watched.locate(known)
                && let Some(column) = columns.iter_mut().find(|c| watched.stands_in(c.source))
            {
                column.doubts.extend(located.doubts);
            }
        }
    }
}

impl Watched {
    fn text(&mut self, line: u64, text: &str) {
        self.filled += 1;
        if let Some((shape, srid)) = of_text(text) {
            self.evidence.add(line, &shape);
            self.evidence.add_srid(srid);
        } else if let Some((order, shape)) = pair(text) {
            // Numbers with a decimal comma look like pairs: a place has more digits.
            let exact = text.len() >= 7 || order == PairOrder::LongitudeFirst;
            if exact { self.evidence.add(line, &shape) } else { self.odd += 1 }
        } else {
            self.odd += 1;
        }
    }

    fn pair(&mut self, line: u64, x: Datum<'_>, y: Datum<'_>) {
        if !is_filled(x) || !is_filled(y) {
            return;
        }
        self.filled += 1;
        match position(x, y) {
            Datum::Position(x, y) => self.evidence.add_position(line, x, y),
            _ => self.odd += 1,
        }
    }

    /// Whether it is text of that column.
    fn stands_in(&self, column: Source) -> bool {
        matches!((self.source, column), (Source::Text(here), Source::Column(there)) if here == there)
    }

    /// Where the positions lie, when nearly all cells are some: in no system when none fits.
    fn locate(&self, known: &Known<'_>) -> Option<Located> {
        #[expect(clippy::cast_precision_loss, reason = "a share")]
        let odd_share = self.odd as f64 / self.filled.max(1) as f64;
        if self.evidence.places() == 0 || odd_share > ODD_SHARE {
            return None;
        }
        let declared = match &self.axes {
            Some(Axes::Metres(Some(system))) => Declared::System(system.clone()),
            Some(Axes::Metres(None)) => Declared::Nothing,
            Some(Axes::Degrees) | None => Declared::Degrees,
        };
        Some(self.evidence.conclude(&declared, known))
    }

    fn conclude(&self, known: &Known<'_>) -> Option<Located> {
        let mut located = self.locate(known)?;
        let crs = located.crs.as_deref()?;
        let is_degrees = crs.starts_with("EPSG:4326");
        // Two small numbers may be anything: under plain titles they must lie in France.
        if matches!(self.axes, Some(Axes::Metres(_))) && is_degrees && known.crs.is_none() {
            let samples = self.evidence.samples();
            let to_degrees = ToDegrees::named(crs)?;
            let there = samples
                .iter()
                .filter_map(|(x, y)| to_degrees.position(*x, *y))
                .filter(|(lon, lat)| in_france(*lon, *lat));
            if there.count() * 10 < samples.len() * 9 {
                return None;
            }
            located.doubts.retain(|d| d.code != "crs-guessed");
        }
        if self.odd > 0 {
            located.doubts.push(Problem::new("position-unreadable").number("count", self.odd));
        }
        Some(located)
    }

    fn column(&self, names: &mut Names, records: u64, located: Located) -> ColumnProfile {
        let title =
            if located.field_type == FieldType::GeoPoint { "geo_point_2d" } else { "geo_shape" };
        let to_degrees = located.crs.as_deref().and_then(ToDegrees::named);
        let shown = self.evidence.samples().iter().take(SHOWN).filter_map(|(x, y)| {
            let (lon, lat) = to_degrees.as_ref()?.position(*x, *y)?;
            Some(format!("{lat}, {lon}"))
        });
        ColumnProfile {
            title: title.to_owned(),
            name: names.next(title),
            source: self.source,
            crs: located.crs,
            mends: located.mends,
            field_type: located.field_type,
            format: CellFormat::AsWritten,
            multivalued: false,
            list_separator: None,
            empty_marks: Vec::new(),
            said_missing: Vec::new(),
            said_kept: Vec::new(),
            meaning: None,
            departments: Departments::default(),
            unit: None,
            empty: records - self.evidence.places().min(records),
            samples: shown.collect(),
            odd: Vec::new(),
            reasons: Vec::new(),
            doubts: located.doubts,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_minutes_and_seconds_are_read() {
        let near = |text: &str, expected: f64| {
            let found = degrees(text).expect("degrees");
            assert!((found - expected).abs() < 1e-9, "{text}: {found}");
        };
        near("43°17'45.6\"N", 43.296);
        near("4° 29,4' O", -4.49);
        near("-20°52'12\"", -20.87);
        assert_eq!(degrees("12 rue"), None);
    }
}
