//! Grants to associations, in the columns of the national schema (SCDL *subventions*).

use std::io;
use std::path::Path;

use fanal_model::FieldType;

use super::calendar::{Day, FIRST_DAY, LAST_DAY};
use super::place::QUARTERS;
use super::random::Random;
use super::sheet::Sheet;
use super::{DemoDataset, DemoField, TOWN, invented, siret};

mod associations;

use associations::{Field, association};

/// An association and what it does.
struct Beneficiary {
    name: String,
    siret: String,
    field: &'static Field,
    /// Euros of an ordinary year.
    usual_euros: f64,
}

/// Writes `subventions.csv` with that many rows.
pub(super) fn generate(folder: &Path, seed: u64, rows: u32) -> io::Result<DemoDataset> {
    let mut random = Random::new(seed, "subventions");
    let fields = fields();
    let mut sheet = Sheet::create(folder, "subventions.csv", ',', &fields)?;
    let town_siret = siret::fictitious(&mut random);
    let beneficiaries = beneficiaries(rows / 7 + 1, &mut random);
    let mut days: Vec<_> = (0..rows).map(|_| council_day(&mut random).number).collect();
    days.sort_unstable();
    for (number, day) in (1_u32..).zip(days) {
        let day = Day::new(day);
        let beneficiary = random.pick(&beneficiaries);
        let euros = amount(beneficiary, &mut random);
        let project = random.chance(0.3);
        let in_kind = random.chance(0.06);
        let purpose = random.pick(if project {
            beneficiary.field.projects
        } else {
            &["Fonctionnement général"]
        });
        let share = if project { (20 + 5 * random.below(13)).to_string() } else { "100".into() };
        sheet.row(&[
            TOWN,
            &town_siret,
            &day.iso(),
            &format!("DEL-{}-{:04}", day.year, number % 10_000),
            &beneficiary.name,
            &beneficiary.siret,
            &format!("{purpose} {}", day.year),
            &format!("{euros:.2}"),
            if in_kind { "aide en nature" } else { "aide en numéraire" },
            if euros > 23_000.0 { "échelonné" } else { "unique" },
            &Day::new(day.number + 30).working().iso(),
            "non",
            &share,
        ])?;
    }
    let mut metadata = invented(
        "Subventions aux associations",
        "Les subventions votées par le conseil municipal de Port-Lumière depuis 2021, dans les \
         colonnes du schéma national des subventions (SCDL) : à qui, pour quoi, combien.",
        &["Finances publiques", "Vie associative"],
        &["subvention", "association", "budget", "SCDL"],
    );
    metadata.update_frequency = Some("QUARTERLY".to_owned());
    let file = sheet.finish()?;
    Ok(DemoDataset { slug: "subventions", organisation: TOWN, metadata, file, fields })
}

fn beneficiaries(count: u32, random: &mut Random) -> Vec<Beneficiary> {
    let mut found: Vec<Beneficiary> = Vec::new();
    for _ in 0..count {
        let (field, name) = association(random, random_quarter);
        if found.iter().any(|other| other.name == name) {
            continue;
        }
        let siret = siret::fictitious(random);
        let usual_euros = field.usual_euros * (0.3 + random.skewed(0.8));
        found.push(Beneficiary { name, siret, field, usual_euros });
    }
    found
}

fn random_quarter(random: &mut Random) -> &'static str {
    random.pick(&QUARTERS).name
}

/// The council sits about once a month on a Thursday; grants are mostly voted in spring.
fn council_day(random: &mut Random) -> Day {
    const MONTHS: [f64; 12] = [0.5, 2.0, 4.0, 4.0, 1.5, 3.0, 0.5, 0.0, 1.0, 1.0, 1.0, 1.5];
    loop {
        let span = (LAST_DAY - FIRST_DAY).unsigned_abs();
        let day = Day::new(FIRST_DAY + random.below(span).cast_signed());
        let third_thursday = day.weekday == 3 && (15..=21).contains(&day.day);
        if third_thursday && random.chance(MONTHS[day.month as usize - 1] / 4.0) {
            return day;
        }
    }
}

/// Rounded as councils round: to 50 € below 2 000 €, else to 500 €.
fn amount(beneficiary: &Beneficiary, random: &mut Random) -> f64 {
    let euros = beneficiary.usual_euros * (0.8 + 0.4 * random.unit());
    let step = if euros < 2_000.0 { 50.0 } else { 500.0 };
    ((euros / step).round() * step).max(100.0)
}

fn fields() -> Vec<DemoField> {
    use FieldType::{Date, Double, Text};
    vec![
        DemoField::new("nomAttribuant", "Attribuant", Text, "Qui donne la subvention."),
        DemoField::new("idAttribuant", "SIRET de l’attribuant", Text, "14 chiffres, fictifs."),
        DemoField::new("dateConvention", "Date de la décision", Date, "Jour du vote."),
        DemoField::new("referenceDecision", "Délibération", Text, "Numéro de la délibération."),
        DemoField::new("nomBeneficiaire", "Bénéficiaire", Text, "Association aidée.").facet(),
        DemoField::new("idBeneficiaire", "SIRET du bénéficiaire", Text, "14 chiffres, fictifs."),
        DemoField::new("objet", "Objet", Text, "Ce que la subvention paie.").facet(),
        DemoField::new("montant", "Montant", Double, "Somme votée.").unit("€").decimals(2),
        DemoField::new("nature", "Nature", Text, "En argent, ou en nature (salle, matériel).")
            .facet(),
        DemoField::new("conditionsVersement", "Versement", Text, "En une fois ou échelonné.")
            .facet(),
        DemoField::new("datesPeriodeVersement", "Date de versement", Date, "Premier versement."),
        DemoField::new(
            "notificationUE",
            "Notifiée à l’Union européenne",
            FieldType::Boolean,
            "Oui quand l’aide a été notifiée à la Commission européenne.",
        ),
        DemoField::new(
            "pourcentageSubvention",
            "Part du projet payée",
            FieldType::Int,
            "Part du coût que la subvention couvre.",
        )
        .unit("%"),
    ]
}
