//! Profiles as JSON, between the job that makes them and the pages that show them.

use fanal_model::{
    Distinct, Extent, FieldName, FieldProfile, Frequent, Histogram, Instant, Lengths, Spread, Value,
};
use serde::{Deserialize, Serialize};

use crate::ServiceError;

#[derive(Serialize, Deserialize)]
struct WireProfile {
    field: String,
    records: u64,
    empty: u64,
    values: u64,
    distinct: u64,
    /// Whether `distinct` is counted and not estimated.
    exact: bool,
    top: Vec<(WireValue, u64)>,
    spread: Option<WireSpread>,
    /// Shortest and longest.
    lengths: Option<(u64, u64)>,
    /// West, south, east, north.
    extent: Option<[f64; 4]>,
}

#[derive(Serialize, Deserialize)]
struct WireSpread {
    min: WireValue,
    max: WireValue,
    mean: WireValue,
    not_finite: u64,
    histogram: Option<WireHistogram>,
}

#[derive(Serialize, Deserialize)]
struct WireHistogram {
    limits: Vec<WireValue>,
    counts: Vec<u64>,
    below: u64,
    above: u64,
}

/// The values that profiles hold.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum WireValue {
    Text(String),
    Int(i64),
    Double(f64),
    Boolean(bool),
    /// Days since 1970.
    Date(i32),
    /// Microseconds since 1970.
    DateTime(i64),
}

/// Writes the profiles of a version.
pub(crate) fn to_json(profiles: &[FieldProfile]) -> Result<Vec<u8>, ServiceError> {
    let wire: Option<Vec<WireProfile>> = profiles.iter().map(WireProfile::of).collect();
    let wire = wire.ok_or_else(|| ServiceError::Internal(anyhow::anyhow!("a value of no kind")))?;
    serde_json::to_vec(&wire).map_err(|e| ServiceError::Internal(anyhow::Error::new(e)))
}

/// Reads them back.
pub(crate) fn from_json(bytes: &[u8]) -> Result<Vec<FieldProfile>, serde_json::Error> {
    let wire: Vec<WireProfile> = serde_json::from_slice(bytes)?;
    wire.into_iter().map(WireProfile::read).collect()
}

impl WireProfile {
    /// None when a value is of a kind that profiles never hold.
    fn of(profile: &FieldProfile) -> Option<Self> {
        let top = profile.top.iter().map(|f| Some((WireValue::of(&f.value)?, f.count)));
        let spread = match &profile.spread {
            None => None,
            Some(spread) => Some(WireSpread::of(spread)?),
        };
        Some(Self {
            field: profile.field.to_string(),
            records: profile.records,
            empty: profile.empty,
            values: profile.values,
            distinct: profile.distinct.number(),
            exact: matches!(profile.distinct, Distinct::Exactly(_)),
            top: top.collect::<Option<_>>()?,
            spread,
            lengths: profile.lengths.map(|l| (l.shortest, l.longest)),
            extent: profile.extent.map(|e| [e.west, e.south, e.east, e.north]),
        })
    }

    fn read(self) -> Result<FieldProfile, serde_json::Error> {
        use serde::de::Error;
        let exact = self.exact;
        let distinct = if exact { Distinct::Exactly } else { Distinct::About };
        let frequent = |(value, count): (WireValue, u64)| Frequent { value: value.read(), count };
        let lengths = |(shortest, longest)| Lengths { shortest, longest };
        Ok(FieldProfile {
            field: FieldName::parse(&self.field).map_err(serde_json::Error::custom)?,
            records: self.records,
            empty: self.empty,
            values: self.values,
            distinct: distinct(self.distinct),
            top: self.top.into_iter().map(frequent).collect(),
            spread: self.spread.map(WireSpread::read),
            lengths: self.lengths.map(lengths),
            extent: self.extent.map(|[west, south, east, north]| Extent {
                west,
                south,
                east,
                north,
            }),
        })
    }
}

impl WireSpread {
    fn of(spread: &Spread) -> Option<Self> {
        let histogram = match &spread.histogram {
            None => None,
            Some(h) => Some(WireHistogram {
                limits: h.limits.iter().map(WireValue::of).collect::<Option<_>>()?,
                counts: h.counts.clone(),
                below: h.below,
                above: h.above,
            }),
        };
        Some(Self {
            min: WireValue::of(&spread.min)?,
            max: WireValue::of(&spread.max)?,
            mean: WireValue::of(&spread.mean)?,
            not_finite: spread.not_finite,
            histogram,
        })
    }

    fn read(self) -> Spread {
        let histogram = |h: WireHistogram| Histogram {
            limits: h.limits.into_iter().map(WireValue::read).collect(),
            counts: h.counts,
            below: h.below,
            above: h.above,
        };
        Spread {
            min: self.min.read(),
            max: self.max.read(),
            mean: self.mean.read(),
            not_finite: self.not_finite,
            histogram: self.histogram.map(histogram),
        }
    }
}

impl WireValue {
    fn of(value: &Value) -> Option<Self> {
        Some(match value {
            Value::Text(text) => Self::Text(text.clone()),
            Value::Int(number) => Self::Int(*number),
            Value::Double(number) => Self::Double(*number),
            Value::Boolean(yes) => Self::Boolean(*yes),
            Value::Date(days) => Self::Date(*days),
            Value::DateTime(instant) => Self::DateTime(instant.0),
            _ => return None,
        })
    }

    fn read(self) -> Value {
        match self {
            Self::Text(text) => Value::Text(text),
            Self::Int(number) => Value::Int(number),
            Self::Double(number) => Value::Double(number),
            Self::Boolean(yes) => Value::Boolean(yes),
            Self::Date(days) => Value::Date(days),
            Self::DateTime(micros) => Value::DateTime(Instant(micros)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_survives_the_way_to_the_lake_and_back() {
        let moment = |micros| Value::DateTime(Instant(micros));
        let profile = FieldProfile {
            field: FieldName::parse("vu_le").expect("a name"),
            records: 9,
            empty: 2,
            values: 7,
            distinct: Distinct::About(6),
            top: vec![Frequent { value: Value::Text("été".into()), count: 2 }],
            spread: Some(Spread {
                min: moment(-5),
                max: moment(7_000_000),
                mean: moment(3),
                not_finite: 1,
                histogram: Some(Histogram {
                    limits: vec![Value::Double(0.1), Value::Int(3), Value::Date(-1)],
                    counts: vec![4, 2],
                    below: 1,
                    above: 0,
                }),
            }),
            lengths: Some(Lengths { shortest: 1, longest: 4 }),
            extent: Some(Extent { west: 5.3, south: 43.2, east: 5.5, north: 43.4 }),
        };
        let bytes = to_json(std::slice::from_ref(&profile)).expect("it can be written");
        assert_eq!(from_json(&bytes).expect("it can be read"), [profile]);
    }
}
