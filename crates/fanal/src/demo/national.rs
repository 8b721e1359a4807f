//! Four real national lists: communes, intercommunal bodies, departments, regions.
//!
//! The files are the `data/*.json` of the npm package `@etalab/decoupage-administratif`, made from
//! INSEE's official geographic code; only what is to be said of them stands here.

use std::path::Path;

use fanal_model::{FieldType, Metadata};

use super::{DemoDataset, DemoField};

const SOURCE: &str = "INSEE, mise en forme par Etalab";

/// Returns the descriptions of the four lists, whose files are looked for in this folder under
/// their names in the package (`communes.json`…). A list without its file is left out.
pub(crate) fn national(data_folder: &Path) -> Vec<DemoDataset> {
    let lists = [
        ("communes", communes(), "communes.json"),
        ("epci", intercommunal_bodies(), "epci.json"),
        ("departements", departments(), "departements.json"),
        ("regions", regions(), "regions.json"),
    ];
    lists
        .into_iter()
        .map(|(slug, (metadata, fields), name)| DemoDataset {
            slug,
            organisation: SOURCE,
            metadata,
            file: data_folder.join(name),
            fields,
        })
        .filter(|dataset| dataset.file.is_file())
        .collect()
}

fn metadata(title: &str, description: &str, keywords: &[&str]) -> Metadata {
    Metadata {
        title: title.to_owned(),
        description: format!(
            "{description}\n\nSource : INSEE (code officiel géographique, populations légales) et \
             DGCL, mis en forme par Etalab (paquet @etalab/decoupage-administratif)."
        ),
        themes: vec!["Territoire".to_owned()],
        keywords: keywords.iter().map(|k| (*k).to_owned()).collect(),
        licence: Some("lov2".to_owned()),
        language: "fr".to_owned(),
        update_frequency: Some("ANNUAL".to_owned()),
        fictitious: false,
        series: None,
    }
}

type Described = (Metadata, Vec<DemoField>);

fn link() -> DemoField {
    DemoField::new(
        "typeLiaison",
        "Type de nom en clair",
        FieldType::Int,
        "Article et liaison à écrire devant le nom (0 à 8, code de l’INSEE).",
    )
}

fn zone() -> DemoField {
    DemoField::new(
        "zone",
        "Zone",
        FieldType::Text,
        "metro : métropole ; drom : département et région d’outre-mer ; com : autre collectivité.",
    )
    .facet()
}

fn code(label: &'static str, description: &'static str) -> DemoField {
    DemoField::new("code", label, FieldType::Text, description)
}

fn name() -> DemoField {
    DemoField::new("nom", "Nom", FieldType::Text, "Nom en clair.")
}

fn region() -> DemoField {
    DemoField::new("region", "Région", FieldType::Text, "Code INSEE de la région.").facet()
}

fn seat() -> DemoField {
    DemoField::new("chefLieu", "Chef-lieu", FieldType::Text, "Code INSEE de la commune chef-lieu.")
}

fn communes() -> Described {
    use FieldType::{Int, Text};
    let fields = vec![
        code("Code INSEE", "Code officiel géographique (2A et 2B en Corse)."),
        name(),
        link(),
        zone(),
        DemoField::new("arrondissement", "Arrondissement", Text, "Code de l’arrondissement."),
        DemoField::new("departement", "Département", Text, "Code du département.").facet(),
        region(),
        DemoField::new(
            "type",
            "Type",
            Text,
            "Commune actuelle, déléguée, associée ou arrondissement municipal.",
        )
        .facet(),
        DemoField::new("rangChefLieu", "Rang de chef-lieu", Int, "0 : aucun ; 4 : de région."),
        DemoField::new("siren", "SIREN", Text, "Numéro SIREN de la commune."),
        DemoField::new("codesPostaux", "Codes postaux", Text, "Codes postaux de la commune.")
            .multivalued(","),
        DemoField::new("population", "Population", Int, "Population municipale.").unit("habitants"),
        DemoField::new("anciensCodes", "Anciens codes", Text, "Codes INSEE des communes réunies.")
            .multivalued(","),
        seat(),
        DemoField::new("commune", "Commune", Text, "Commune d’un arrondissement municipal."),
    ];
    let metadata = metadata(
        "Communes de France",
        "Toutes les communes de France, avec leurs codes postaux, leur population et leur \
         rattachement ; les communes déléguées et associées et les arrondissements de Paris, Lyon \
         et Marseille y figurent avec leur type.",
        &["commune", "code INSEE", "code postal", "population"],
    );
    (metadata, fields)
}

fn intercommunal_bodies() -> Described {
    use FieldType::{Int, Json, Text};
    let fields = vec![
        code("SIREN", "Numéro SIREN de l’établissement.").key(),
        name(),
        DemoField::new("type", "Type", Text, "Nature juridique : CC, CA, CU, métropole…").facet(),
        DemoField::new("modeFinancement", "Financement", Text, "Régime fiscal.").facet(),
        DemoField::new("populationTotale", "Population totale", Int, "Population totale.")
            .unit("habitants"),
        DemoField::new("populationMunicipale", "Population municipale", Int, "Sans les doubles.")
            .unit("habitants"),
        DemoField::new("membres", "Communes membres", Json, "Communes avec leur population."),
    ];
    let metadata = metadata(
        "Intercommunalités de France (EPCI)",
        "Les établissements publics de coopération intercommunale à fiscalité propre et leurs \
         communes membres.",
        &["EPCI", "intercommunalité", "SIREN", "population"],
    );
    (metadata, fields)
}

fn departments() -> Described {
    let fields = vec![
        code("Code", "Code du département ou de la collectivité.").key(),
        region(),
        seat(),
        name(),
        link(),
        zone(),
    ];
    let metadata = metadata(
        "Départements de France",
        "Les départements et les collectivités d’outre-mer, avec leur région et leur chef-lieu.",
        &["département", "code INSEE"],
    );
    (metadata, fields)
}

fn regions() -> Described {
    let fields =
        vec![code("Code", "Code INSEE de la région.").key(), seat(), name(), link(), zone()];
    let metadata = metadata(
        "Régions de France",
        "Les régions et les collectivités d’outre-mer, avec leur chef-lieu.",
        &["région", "code INSEE"],
    );
    (metadata, fields)
}
