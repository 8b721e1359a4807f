//! An invented dataset with a column of every type.

use fanal_model::{
    Annotations, Attachment, AttachmentId, Dataset, DatasetId, Facet, FacetState, FacetValue,
    Field, FieldName, FieldType, Instant, Lifecycle, LoadId, LoadMode, Metadata, Organisation,
    OrganisationId, PortalId, Slug, SourceId, Value, Version, VersionId, VersionState, Visibility,
};

use super::NOW;
use crate::portal::VersionLine;
use crate::{Chosen, Filter, Filters, RecordsTable};

const TREES: &str = "Les arbres d'alignement et des parcs de la ville, relevés sur le terrain par \
    le service des espaces verts : essence, hauteur, année de plantation et position.\n\nLes \
    positions sont relevées au pied de l'arbre. Un arbre abattu disparaît du fichier à la mise à \
    jour suivante.";

fn slug(text: &str) -> Slug {
    Slug::parse(text).expect("the samples' addresses are well formed")
}

fn field(name: &str, label: &str, field_type: FieldType) -> Field {
    let name = FieldName::parse(name).expect("the samples' names are well formed");
    Field::new(name, label, field_type)
}

/// The columns.
pub(super) fn fields() -> Vec<Field> {
    let described = |field: Field, text: &str| Field { description: Some(text.into()), ..field };
    let noted = |field: Field, annotations: Annotations| Field { annotations, ..field };
    vec![
        noted(
            described(field("numero", "Numéro", FieldType::Text), "Numéro peint sur l'arbre."),
            Annotations { id: true, ..Annotations::default() },
        ),
        noted(
            field("code_insee", "Code commune", FieldType::Text),
            Annotations { meaning: Some("code_insee".into()), ..Annotations::default() },
        ),
        noted(
            described(field("essence", "Essence", FieldType::Text), "Nom français de l'espèce."),
            Annotations { facet: true, ..Annotations::default() },
        ),
        noted(
            field("hauteur", "Hauteur", FieldType::Double),
            Annotations { unit: Some("m".into()), decimals: Some(1), ..Annotations::default() },
        ),
        field("annee_plantation", "Année de plantation", FieldType::Int),
        field("remarquable", "Remarquable", FieldType::Boolean),
        field("releve_le", "Relevé le", FieldType::Date),
        noted(
            field("usages", "Usages", FieldType::Text),
            Annotations { multivalued: Some(",".into()), ..Annotations::default() },
        ),
        field("position", "Position", FieldType::GeoPoint),
        described(field("remarque", "Remarque", FieldType::Text), "Remarque de l'agent."),
    ]
}

fn row(number: i32) -> Vec<Value> {
    let n = i64::from(number);
    let species = ["Platane commun", "Micocoulier de Provence", "Pin d'Alep", "Olivier"];
    let chosen = species[usize::try_from(number).unwrap_or(0) % species.len()];
    let note = match number % 5 {
        0 => Value::Null,
        1 => Value::Text("Haubanage à contrôler".into()),
        2 => Value::Text("https://example.org/arbres/fiche".into()),
        3 => Value::Text(
            "Sujet planté lors du réaménagement du quai ; la fosse a été agrandie, le \
            revêtement drainant refait et un collier de protection posé par le service des \
            espaces verts. Contrôle visuel chaque automne."
                .into(),
        ),
        _ => Value::Text("Rien à signaler".into()),
    };
    vec![
        Value::Text(format!("A-{:04}", 120 + n)),
        Value::Text("02A04".into()),
        Value::Text(chosen.into()),
        Value::Double(f64::from(number % 9) * 1.35 + 4.2),
        if number % 4 == 3 { Value::Null } else { Value::Int(1950 + n * 3) },
        Value::Boolean(number % 3 == 0),
        Value::Date(20_700 + number),
        Value::List(vec!["alignement".into(), "ombrage".into()]),
        Value::GeoPoint { lon: 5.364 + f64::from(number) / 900.0, lat: 43.295 },
        note,
    ]
}

/// Twelve records of a large dataset.
pub(super) fn table() -> RecordsTable {
    RecordsTable {
        fields: fields(),
        rows: (0..12).map(row).collect(),
        total: 48_213,
        page: 1,
        page_size: 50,
        sort: crate::Sort::parse("numero"),
        path: "/explore/dataset/arbres/".into(),
        version: None,
        chosen: Vec::new(),
    }
}

/// What the trees can be filtered by.
pub(super) fn filters() -> Filters {
    let value = |name: &str, value: &str, count| FacetValue {
        name: name.into(),
        value: value.into(),
        count,
        state: FacetState::Displayed,
        children: Vec::new(),
    };
    let flat = |text: &str, count| value(text, text, count);
    let mut year = value("2026", "2026", 31_204);
    year.state = FacetState::Refined;
    year.children = vec![value("09", "2026/09", 12_400), value("10", "2026/10", 18_804)];
    let mut none = flat("Olivier", 0);
    none.state = FacetState::Excluded;
    let species =
        vec![flat("Platane commun", 14_210), flat("Micocoulier de Provence", 9_012), none];
    let facets = [
        ("essence", species, true),
        ("remarquable", vec![flat("false", 30_951), flat("true", 253)], false),
        ("releve_le", vec![year, value("2025", "2025", 17_009)], false),
    ];
    let filter = |(name, values, cut): (&str, Vec<FacetValue>, bool)| {
        let field = fields().into_iter().find(|field| field.name.as_str() == name);
        Filter::of(
            &field.expect("the samples' columns are there"),
            Facet { name: name.into(), values, cut },
        )
    };
    Filters {
        path: "/explore/dataset/arbres/".into(),
        kept: vec!["sort=numero".into()],
        anchor: "#table",
        chosen: Vec::new(),
        filters: facets.map(filter).into(),
    }
}

/// What was chosen of them.
pub(super) fn chosen() -> Vec<Chosen> {
    let all = [("exclude.essence", "Olivier"), ("refine.releve_le", "2026")];
    all.iter().filter_map(|(name, value)| Chosen::parse(name, value)).collect()
}

pub(super) fn organisation() -> Organisation {
    Organisation {
        id: OrganisationId(1),
        slug: slug("port-lumiere"),
        name: "Ville de Port-Lumière".into(),
    }
}

/// What goes with the trees.
pub(super) fn attachments() -> Vec<Attachment> {
    let attachment = |id, name: &str, title: &str, media_type: &str, file_name: &str| Attachment {
        id: AttachmentId(id),
        dataset: DatasetId(1),
        name: name.into(),
        title: title.into(),
        file_name: file_name.into(),
        media_type: media_type.into(),
        size_bytes: 1_240_000,
        file: name.into(),
        created: NOW.plus_seconds(-2 * 86_400),
    };
    vec![
        attachment(1, "notice_pdf", "Notice du relevé", "application/pdf", "notice.pdf"),
        attachment(2, "plan_dwg", "plan.dwg", "image/vnd.dwg", "plan.dwg"),
    ]
}

/// The versions of the trees, newest first.
pub(super) fn versions() -> Vec<VersionLine> {
    let line = |number, days: i64, records, rejected, gone| VersionLine {
        number,
        created: NOW.plus_seconds(-days * 86_400),
        records,
        rejected,
        gone,
    };
    vec![
        line(3, 3, 48_213, 0, None),
        line(2, 130, 47_890, 12, None),
        line(1, 420, 46_002, 0, Some(NOW.plus_seconds(-10 * 86_400))),
    ]
}

/// The trees: open, published, three versions.
pub(super) fn trees() -> Dataset {
    let created = NOW.plus_seconds(-3 * 86_400);
    Dataset {
        id: DatasetId(1),
        slug: slug("arbres"),
        portal: PortalId(1),
        organisation: Some(OrganisationId(1)),
        metadata: Metadata {
            title: "Arbres de la ville".into(),
            description: TREES.into(),
            themes: vec!["Environnement".into()],
            keywords: vec!["arbre".into(), "nature en ville".into(), "patrimoine".into()],
            licence: Some("lov2".into()),
            language: "fr".into(),
            update_frequency: Some("QUARTERLY".into()),
            fictitious: false,
            series: None,
        },
        fields: fields(),
        visibility: Visibility::Open,
        lifecycle: Lifecycle::Published,
        current: Some(version(created)),
        public_from: 1,
        metadata_revision: 4,
        created: NOW.plus_seconds(-420 * 86_400),
        modified: created,
    }
}

fn version(created: Instant) -> Version {
    Version {
        id: VersionId(3),
        dataset: DatasetId(1),
        number: 3,
        delta_version: 3,
        load: LoadId::parse("00000000-0000-4000-8000-000000000000")
            .expect("it has the shape of a UUID"),
        mode: LoadMode::Replace,
        source: SourceId(1),
        fields: fields(),
        records: 48_213,
        rejected: 0,
        size_bytes: 2_345_678,
        created,
        state: VersionState::Available,
    }
}

/// Three datasets with the names of their producers.
pub(super) fn all() -> [(Dataset, &'static str); 3] {
    let mut grants = trees();
    grants.slug = slug("subventions-2025");
    grants.metadata.title = "Subventions versées aux associations en 2025".into();
    grants.metadata.description =
        "Montants attribués par délibération du conseil, par association et par objet.".into();
    grants.metadata.fictitious = true;
    grants.lifecycle = Lifecycle::Draft;
    grants.current = None;
    let mut calls = trees();
    calls.slug = slug("interventions");
    calls.metadata.title = "Interventions de la police municipale, par quartier et par mois".into();
    calls.metadata.description = String::new();
    calls.metadata.licence = None;
    calls.visibility = Visibility::Restricted;
    [
        (trees(), "Ville de Port-Lumière"),
        (grants, "Ville de Port-Lumière"),
        (calls, "Métropole du Golfe"),
    ]
}
