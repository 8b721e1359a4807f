//! What inhabitants report and agents see, over five years.

use std::io;
use std::path::Path;

use fanal_model::FieldType;

use super::calendar::{Day, FIRST_DAY, LAST_DAY};
use super::place::any_quarter;
use super::random::Random;
use super::sheet::Sheet;
use super::{DemoDataset, DemoField, TOWN, invented};

mod kinds;
mod sentence;

use kinds::{KINDS, Kind};

/// Writes `evenements.csv` with about that many rows, ordered by time.
pub(super) fn generate(folder: &Path, seed: u64, rows: u32) -> io::Result<DemoDataset> {
    let mut random = Random::new(seed, "evenements");
    let fields = fields();
    let mut sheet = Sheet::create(folder, "evenements.csv", ';', &fields)?;
    let days: Vec<_> = (FIRST_DAY..=LAST_DAY).map(Day::new).collect();
    let weights: Vec<_> = days.iter().map(|day| busyness(*day, &mut random)).collect();
    let whole: f64 = weights.iter().sum();
    let mut number = 0;
    for (day, weight) in days.into_iter().zip(weights) {
        let expected = f64::from(rows) * weight / whole;
        // Rounded up or down by chance, so that the sum comes out right.
        let count = (expected + random.unit()) as u32;
        let mut happened: Vec<_> = (0..count).map(|_| event(day, &mut random)).collect();
        happened.sort_by_key(|event| event.second_of_day);
        for event in happened {
            number += 1;
            write(&mut sheet, number, day, &event, &mut random)?;
        }
    }
    let mut metadata = invented(
        "Signalements et interventions dans l’espace public",
        "Ce que les habitants signalent et ce que les agents constatent dans les rues de \
         Port-Lumière depuis 2021 : propreté, voirie, éclairage, espaces verts, tranquillité. \
         Une ligne par événement, avec sa catégorie, son lieu, la façon dont il a été connu et le \
         temps qu’il a fallu pour le régler.",
        &["Espace public", "Environnement"],
        &["signalement", "propreté", "voirie", "éclairage public", "intervention"],
    );
    metadata.update_frequency = Some("DAILY".to_owned());
    let file = sheet.finish()?;
    Ok(DemoDataset { slug: "evenements", organisation: TOWN, metadata, file, fields })
}

struct Event {
    second_of_day: u32,
    kind: &'static Kind,
}

/// How much happens on a day: more each year, in summer (the town lives by its beach) and on
/// working days; now and then a storm.
fn busyness(day: Day, random: &mut Random) -> f64 {
    const MONTHS: [f64; 12] = [0.9, 0.85, 0.95, 1.0, 1.05, 1.15, 1.35, 1.4, 1.05, 1.0, 0.95, 0.9];
    let years = f64::from(day.number - FIRST_DAY) / 365.25;
    let week = if day.is_weekend() { 0.68 } else { 1.0 };
    let storm = if random.chance(0.008) { 2.5 } else { 1.0 };
    let noise = (1.0 + 0.15 * random.normal()).max(0.3);
    MONTHS[day.month as usize - 1] * (1.0 + 0.07 * years) * week * storm * noise
}

fn event(day: Day, random: &mut Random) -> Event {
    let weights = KINDS.each_ref().map(|kind| kind.weight_on(day));
    let kind = &KINDS[random.weighted(&weights)];
    let hour = u32::try_from(random.weighted(&kind.rhythm.hours())).unwrap_or(12);
    Event { second_of_day: hour * 3600 + random.below(3600), kind }
}

fn write(
    sheet: &mut Sheet,
    number: u32,
    day: Day,
    event: &Event,
    random: &mut Random,
) -> io::Result<()> {
    let quarter = any_quarter(random);
    let channel = channel(day, event, random);
    // A letter or a call does not always say where.
    let located = random.chance(if channel == "courrier" { 0.6 } else { 0.975 });
    let point = if located { quarter.point(random) } else { String::new() };
    let delay_days = random.skewed(event.kind.delay_days) as i32;
    let open = day.number + delay_days > LAST_DAY;
    let status = match random.below(100) {
        _ if open && random.chance(0.3) => "nouveau",
        _ if open => "en cours",
        0..=5 => "sans suite",
        6..=9 => "transmis à un autre service",
        _ => "clos",
    };
    let delay = if status == "clos" { delay_days.to_string() } else { String::new() };
    sheet.row(&[
        &format!("PL-{}-{number:06}", day.year),
        &day.instant(event.second_of_day),
        event.kind.path,
        quarter.name,
        &point,
        status,
        channel,
        &delay,
        &sentence::describe(event.kind, random),
    ])
}

/// The application wins over the telephone with the years; agents see things in working hours.
fn channel(day: Day, event: &Event, random: &mut Random) -> &'static str {
    const CHANNELS: [&str; 5] =
        ["application mobile", "téléphone", "formulaire en ligne", "agent de terrain", "courrier"];
    let years = f64::from(day.number - FIRST_DAY) / 365.25;
    let hour = event.second_of_day / 3600;
    let office = !day.is_weekend() && (8..18).contains(&hour);
    let weights = [
        2.0 + 0.9 * years,
        if office { 4.0 - 0.5 * years } else { 0.4 },
        1.6,
        if office { 2.2 } else { 0.3 },
        if office { 0.25 } else { 0.0 },
    ];
    CHANNELS[random.weighted(&weights)]
}

fn fields() -> Vec<DemoField> {
    use FieldType::{DateTime, GeoPoint, Int, Text};
    vec![
        DemoField::new("identifiant", "Identifiant", Text, "Numéro de l’événement, unique.").key(),
        DemoField::new("horodatage", "Date et heure", DateTime, "Moment où il a été connu."),
        DemoField::new(
            "categorie",
            "Catégorie",
            Text,
            "De quoi il s’agit : domaine, sujet et détail, séparés par une barre oblique.",
        )
        .facet()
        .hierarchical("/"),
        DemoField::new("quartier", "Quartier", Text, "Quartier où cela s’est produit.").facet(),
        DemoField::new(
            "position",
            "Position",
            GeoPoint,
            "Latitude et longitude (WGS 84), vides quand le lieu exact n’est pas connu.",
        ),
        DemoField::new("statut", "Statut", Text, "Où en est le traitement.").facet(),
        DemoField::new("canal", "Canal", Text, "Comment la ville l’a appris.").facet(),
        DemoField::new(
            "delai_jours",
            "Délai de traitement",
            Int,
            "Jours entre le signalement et la fin du traitement ; vide s’il n’est pas clos.",
        )
        .unit("jours"),
        DemoField::new("description", "Description", Text, "Ce qui a été écrit ou dit."),
    ]
}
