//! Profiles of the invented dataset, one of each kind.

use fanal_model::{
    Distinct, Extent, Field, FieldProfile, Frequent, Histogram, Lengths, Spread, Value,
};

const RECORDS: u64 = 48_213;

/// The columns of the trees with their profiles.
pub(super) fn all(fields: Vec<Field>) -> Vec<(Field, FieldProfile)> {
    fields
        .into_iter()
        .map(|field| {
            let profile = profile(&field);
            (field, profile)
        })
        .collect()
}

fn profile(field: &Field) -> FieldProfile {
    let plain = FieldProfile {
        field: field.name.clone(),
        records: RECORDS,
        empty: 0,
        values: RECORDS,
        distinct: Distinct::Exactly(1),
        top: Vec::new(),
        spread: None,
        lengths: None,
        extent: None,
    };
    match field.name.as_str() {
        "numero" => FieldProfile {
            distinct: Distinct::Exactly(RECORDS),
            lengths: Some(Lengths { shortest: 6, longest: 6 }),
            ..plain
        },
        "code_insee" => FieldProfile {
            top: vec![text("02A04", RECORDS)],
            lengths: Some(Lengths { shortest: 5, longest: 5 }),
            ..plain
        },
        "essence" => species(plain),
        "hauteur" => heights(plain),
        "annee_plantation" => years(plain),
        "remarquable" => FieldProfile {
            distinct: Distinct::Exactly(2),
            top: vec![
                Frequent { value: Value::Boolean(false), count: RECORDS - 312 },
                Frequent { value: Value::Boolean(true), count: 312 },
            ],
            ..plain
        },
        "releve_le" => days(plain),
        "usages" => FieldProfile {
            values: 71_902,
            distinct: Distinct::Exactly(3),
            top: vec![
                text("alignement", 40_120),
                text("ombrage", 25_682),
                text("protection des piétons contre les véhicules", 6_100),
            ],
            lengths: Some(Lengths { shortest: 7, longest: 43 }),
            ..plain
        },
        "position" => FieldProfile {
            distinct: Distinct::About(47_904),
            extent: Some(Extent { west: 5.288, south: 43.221, east: 5.437, north: 43.385 }),
            ..plain
        },
        _ => FieldProfile { empty: RECORDS, values: 0, distinct: Distinct::Exactly(0), ..plain },
    }
}

fn text(value: &str, count: u64) -> Frequent {
    Frequent { value: Value::Text(value.into()), count }
}

fn species(plain: FieldProfile) -> FieldProfile {
    FieldProfile {
        empty: 87,
        values: RECORDS - 87,
        distinct: Distinct::Exactly(212),
        top: vec![
            text("Platane commun", 12_053),
            text("Micocoulier de Provence", 9_640),
            text("Pin d'Alep", 5_118),
            text("Olivier", 2_411),
            text("Tilleul à petites feuilles", 1_286),
            text("", 902),
        ],
        lengths: Some(Lengths { shortest: 0, longest: 41 }),
        ..plain
    }
}

fn heights(plain: FieldProfile) -> FieldProfile {
    let counts =
        vec![310, 1_204, 3_870, 7_412, 9_204, 8_655, 6_120, 4_431, 2_870, 1_904, 1_117, 640];
    let told: u64 = counts.iter().sum();
    FieldProfile {
        empty: RECORDS - told - 143,
        values: told + 143,
        distinct: Distinct::Exactly(318),
        spread: Some(Spread {
            min: Value::Double(0.4),
            max: Value::Double(1_250.0),
            mean: Value::Double(10.638_2),
            not_finite: 2,
            histogram: Some(Histogram {
                limits: (0..=12).map(|n| Value::Double(f64::from(n) * 2.0)).collect(),
                counts,
                below: 0,
                above: 141,
            }),
        }),
        ..plain
    }
}

fn years(plain: FieldProfile) -> FieldProfile {
    let counts = vec![120, 340, 0, 980, 2_410, 4_870, 3_900, 6_020, 8_870, 10_412];
    let values: u64 = counts.iter().sum();
    FieldProfile {
        empty: RECORDS - values,
        values,
        distinct: Distinct::Exactly(97),
        top: vec![Frequent { value: Value::Int(2022), count: 3_911 }],
        spread: Some(Spread {
            min: Value::Int(1928),
            max: Value::Int(2024),
            mean: Value::Double(1_996.42),
            not_finite: 0,
            histogram: Some(Histogram {
                limits: (0..=10).map(|n| Value::Int(1925 + 10 * n)).collect(),
                counts,
                below: 0,
                above: 0,
            }),
        }),
        ..plain
    }
}

fn days(plain: FieldProfile) -> FieldProfile {
    FieldProfile {
        distinct: Distinct::Exactly(61),
        spread: Some(Spread {
            min: Value::Date(20_712),
            max: Value::Date(20_775),
            mean: Value::Date(20_741),
            not_finite: 0,
            histogram: Some(Histogram {
                limits: (0..=10).map(|week| Value::Date(20_710 + 7 * week)).collect(),
                counts: vec![2_010, 4_950, 6_890, 7_115, 0, 5_100, 6_600, 7_048, 5_500, 3_000],
                below: 0,
                above: 0,
            }),
        }),
        ..plain
    }
}
