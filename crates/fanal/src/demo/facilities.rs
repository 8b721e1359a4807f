//! Public facilities (*équipements*) with their places.

use std::io;
use std::path::Path;

use fanal_model::FieldType;

use super::place::{any_quarter, street};
use super::random::Random;
use super::sheet::Sheet;
use super::{DemoDataset, DemoField, TOWN, invented};

mod kinds;

use kinds::{KINDS, Kind, SERVICES};

/// Writes `equipements.csv` with that many rows.
pub(super) fn generate(folder: &Path, seed: u64, rows: u32) -> io::Result<DemoDataset> {
    let mut random = Random::new(seed, "equipements");
    let fields = fields();
    let mut sheet = Sheet::create(folder, "equipements.csv", ';', &fields)?;
    for number in 1..=rows {
        let kind = &KINDS[random.weighted(&KINDS.each_ref().map(|kind| kind.weight))];
        let quarter = any_quarter(&mut random);
        let street = street(&mut random);
        let name = if random.chance(0.5) {
            format!("{} {}", kind.name, quarter.name)
        } else {
            format!("{} {}", kind.name, random.pick(&kinds::NAMES))
        };
        let year = if random.chance(0.08) { None } else { Some(random.between(kind.since, 2025)) };
        // Newer places were built for everybody.
        let accessible = random.chance(if year.is_some_and(|y| y > 2005) { 0.95 } else { 0.6 });
        let capacity = kind.places.map(|(low, high)| 5 * random.between(low / 5, high / 5));
        sheet.row(&[
            &format!("EQ{number:05}"),
            kind.path,
            &name,
            &format!("{} {street}", random.between(1, 140)),
            quarter.name,
            &quarter.point(&mut random),
            if accessible { "oui" } else { "non" },
            &services(kind, &mut random),
            &capacity.map_or_else(String::new, |places| places.to_string()),
            &year.map_or_else(String::new, |year| year.to_string()),
            kind.hours,
        ])?;
    }
    let mut metadata = invented(
        "Équipements publics",
        "Les lieux ouverts au public de Port-Lumière : écoles, gymnases, parcs, bibliothèques, \
         toilettes, aires de jeux, avec leur adresse, leur accessibilité et ce qu’on y trouve.",
        &["Équipements", "Territoire"],
        &["équipement", "accessibilité", "adresse", "carte"],
    );
    metadata.update_frequency = Some("ANNUAL".to_owned());
    let file = sheet.finish()?;
    Ok(DemoDataset { slug: "equipements", organisation: TOWN, metadata, file, fields })
}

/// Some of the services, joined by commas; often none.
fn services(kind: &Kind, random: &mut Random) -> String {
    let offered = SERVICES
        .iter()
        .filter(|service| (kind.is_indoors() || !service.indoors) && random.chance(service.share));
    offered.map(|service| service.name).collect::<Vec<_>>().join(",")
}

fn fields() -> Vec<DemoField> {
    use FieldType::{Boolean, GeoPoint, Int, Text};
    vec![
        DemoField::new("identifiant", "Identifiant", Text, "Numéro de l’équipement.").key(),
        DemoField::new("type", "Type", Text, "Famille et sorte d’équipement.")
            .facet()
            .hierarchical("/"),
        DemoField::new("nom", "Nom", Text, "Nom d’usage."),
        DemoField::new("adresse", "Adresse", Text, "Numéro et voie."),
        DemoField::new("quartier", "Quartier", Text, "Quartier de la ville.").facet(),
        DemoField::new("position", "Position", GeoPoint, "Latitude et longitude de l’entrée."),
        DemoField::new(
            "accessible_pmr",
            "Accessible aux personnes à mobilité réduite",
            Boolean,
            "Oui quand on peut y entrer et s’y déplacer en fauteuil.",
        )
        .facet(),
        DemoField::new("services", "Services", Text, "Ce qu’on y trouve.").facet().multivalued(","),
        DemoField::new("capacite", "Capacité", Int, "Places offertes au public.").unit("places"),
        DemoField::new("annee_ouverture", "Année d’ouverture", Int, "Vide si elle est inconnue."),
        DemoField::new("horaires", "Horaires", Text, "Horaires habituels, en clair."),
    ]
}
