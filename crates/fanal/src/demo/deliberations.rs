//! Decisions of the town council, in the columns of the national schema (SCDL *délibérations*).

use std::io;
use std::path::Path;

use fanal_model::FieldType;

use super::calendar::{Day, FIRST_DAY, LAST_DAY};
use super::random::Random;
use super::sheet::Sheet;
use super::{DemoDataset, DemoField, TOWN, invented, siret};

mod subjects;

use subjects::{MATTERS, subject};

/// Members of the council.
const SEATS: u32 = 43;

/// Writes `deliberations.csv` with that many rows, ordered by day.
pub(super) fn generate(folder: &Path, seed: u64, rows: u32) -> io::Result<DemoDataset> {
    let mut random = Random::new(seed, "deliberations");
    let fields = fields();
    let mut sheet = Sheet::create(folder, "deliberations.csv", ',', &fields)?;
    let town_siret = siret::fictitious(&mut random);
    let sittings = sittings();
    let mut days: Vec<_> = (0..rows).map(|_| *random.pick(&sittings)).collect();
    days.sort_by_key(|day| day.number);
    let (mut sitting, mut order) = (0, 0);
    for day in days {
        order = if day.number == sitting { order + 1 } else { 1 };
        sitting = day.number;
        let matter = &MATTERS[random.weighted(&MATTERS.each_ref().map(|m| m.weight))];
        let vote = vote(matter.dispute, &mut random);
        let year = day.year.to_string();
        let finances = matter.code == "7.1";
        sheet.row(&[
            TOWN,
            &town_siret,
            &format!("{}-{:02}-{:02}-{order:03}", day.year, day.month, day.day),
            &day.iso(),
            matter.code,
            matter.name,
            &subject(matter, day.year, &mut random),
            if finances { &year } else { "" },
            if finances { "Budget principal" } else { "" },
            &Day::new(day.number + 1 + random.below(9).cast_signed()).working().iso(),
            &SEATS.to_string(),
            &vote.present.to_string(),
            &vote.favour.to_string(),
            &vote.against.to_string(),
            &vote.abstained.to_string(),
        ])?;
    }
    let mut metadata = invented(
        "Délibérations du conseil municipal",
        "Les décisions du conseil municipal de Port-Lumière depuis 2021, dans les colonnes du \
         schéma national des délibérations (SCDL) : la matière, l’objet et le résultat du vote.",
        &["Vie démocratique"],
        &["délibération", "conseil municipal", "vote", "SCDL"],
    );
    metadata.update_frequency = Some("MONTHLY".to_owned());
    let file = sheet.finish()?;
    Ok(DemoDataset { slug: "deliberations", organisation: TOWN, metadata, file, fields })
}

/// The third Thursday of each month but August, and a budget sitting at the end of March.
fn sittings() -> Vec<Day> {
    (FIRST_DAY..=LAST_DAY)
        .map(Day::new)
        .filter(|day| {
            let third = day.weekday == 3 && (15..=21).contains(&day.day) && day.month != 8;
            let budget = day.weekday == 0 && day.month == 3 && day.day > 24;
            third || budget
        })
        .collect()
}

struct Vote {
    present: u32,
    favour: u32,
    against: u32,
    abstained: u32,
}

/// Most matters are voted by all; the more disputed, the more of the opposition votes against.
fn vote(dispute: f64, random: &mut Random) -> Vote {
    let present = SEATS - random.below(9);
    let opposition = present / 4;
    let (against, abstained) = if random.chance(dispute) {
        let against = random.between(opposition / 3, opposition);
        (against, random.below(opposition - against + 2))
    } else if random.chance(0.1) {
        (0, random.between(1, 5))
    } else {
        (0, 0)
    };
    Vote { present, favour: present - against - abstained, against, abstained }
}

fn fields() -> Vec<DemoField> {
    use FieldType::{Date, Int, Text};
    vec![
        DemoField::new("COLL_NOM", "Collectivité", Text, "Qui a délibéré."),
        DemoField::new("COLL_SIRET", "SIRET de la collectivité", Text, "14 chiffres, fictifs."),
        DemoField::new("DELIB_ID", "Identifiant", Text, "Date de séance et numéro d’ordre.").key(),
        DemoField::new("DELIB_DATE", "Date de séance", Date, "Jour du vote."),
        DemoField::new("DELIB_MATIERE_CODE", "Code de la matière", Text, "Nomenclature Actes."),
        DemoField::new("DELIB_MATIERE_NOM", "Matière", Text, "De quoi traite la délibération.")
            .facet()
            .hierarchical("/"),
        DemoField::new("DELIB_OBJET", "Objet", Text, "Ce qui a été décidé."),
        DemoField::new("BUDGET_ANNEE", "Exercice budgétaire", Int, "Vide hors du budget."),
        DemoField::new("BUDGET_NOM", "Budget", Text, "Vide hors du budget.").facet(),
        DemoField::new("PREF_DATE", "Reçue en préfecture", Date, "Jour de réception."),
        DemoField::new("VOTE_EFFECTIF", "Élus en exercice", Int, "Sièges du conseil."),
        DemoField::new("VOTE_REEL", "Votants", Int, "Présents ou représentés."),
        DemoField::new("VOTE_POUR", "Pour", Int, "Voix pour."),
        DemoField::new("VOTE_CONTRE", "Contre", Int, "Voix contre."),
        DemoField::new("VOTE_ABSTENTION", "Abstentions", Int, "Abstentions."),
    ]
}
