//! What a child understands is what would have been understood here.

use std::path::Path;
use std::time::Duration;

use fanal_testkit::model::Dataset;
use fanal_testkit::service::{GivenFile, Look, Looking, LookingChild, Unwatched};
use fanal_testkit::{Catalogue, TestApp, on_one_catalogue, shared_folder};

on_one_catalogue! {
    files_of_all_shapes_come_back_as_they_are,
    declared_columns_bind_there_too,
    files_of_a_town_come_back_as_they_are,
}

/// A town's table: a title above the header, an odd date, a row too wide, one that repeats the
/// header, days that could be months.
const TABLE: &str = "Subventions 2024\n\n\
    N° SIRET;Jour;Taux;Versée;Montant;Montant;Code\n\
    21130055300016;03/04/2024;12,5 %;oui;1 234,50;1;01004\n\
    21130055300016;05/06/2024;7 %;non;12,00;2;2A004\n\
    N° SIRET;Jour;Taux;Versée;Montant;Montant;Code\n\
    21130055300016;1;2;3;4;5;6;7;8\n\
    21130055300016;hier;8 %;non;;3;13055\n";

const SHAPES: [(&str, &str); 12] = [
    ("tableau.csv", TABLE),
    ("sans-titres.csv", "1,2\n3,4\n"),
    ("un.json", r#"{"titre": "Chêne", "âge": 12}"#),
    ("liste.json", r#"{"meta": 1, "arbres": [{"nom": "Chêne", "tags": ["a", "b"]}, {"nom": 3}]}"#),
    ("cles.json", r#"{"2024-01-01": {"08:00": 1.5, "09:00": 2}, "2024-01-02": {"08:00": 3}}"#),
    ("lignes.jsonl", "{\"a\": 1, \"quand\": \"2024-01-31T08:30:00Z\"}\n[1]\n{\"a\": null}\n"),
    (
        "points.geojson",
        r#"{"type": "FeatureCollection", "features": [{"type": "Feature",
            "properties": {"nom": "Port"}, "geometry": {"type": "Point", "coordinates": [5.3, 43.3]}}]}"#,
    ),
    (
        "lambert.geojson",
        r#"{"type": "FeatureCollection", "crs": {"type": "name", "properties":
            {"name": "urn:ogc:def:crs:EPSG::2154"}}, "features": [{"type": "Feature", "properties":
            {"nom": "Port"}, "geometry": {"type": "Point", "coordinates": [892390, 6247035]}}]}"#,
    ),
    ("vide.csv", " \n"),
    ("coupe.json", "[{\"a\":1},\n{\"a\":"),
    ("nombres.json", "[1, 2]"),
    ("autre.xlsx", "a;b\n1;é\n"),
];

/// An app that has files read by the program itself.
async fn app(catalogue: &Catalogue) -> TestApp {
    let child = LookingChild {
        program: env!("CARGO_BIN_EXE_fanal").into(),
        memory_bytes: 1 << 30,
        limit: Duration::from_secs(300),
    };
    TestApp::with(catalogue, |settings| settings.looking = Looking::InChild(child)).await
}

/// Looks at a file; whether it was understood.
async fn check(app: &TestApp, file: &Path, dataset: Option<&Dataset>) -> bool {
    let (platform, caller) = (app.platform(), app.operator().await);
    let spooled = platform.receive_file(&caller, file, dataset).await.expect("it is received");
    let looked = platform.look(&caller, &spooled.id).await.expect("it is looked at");
    let scratch = tempfile::tempdir().expect("a temporary folder can be made");
    let given = GivenFile {
        path: file.to_owned(),
        name: looked.upload.file_name,
        scratch: scratch.path().to_owned(),
    };
    let look = Look {
        file: given,
        recipe: looked.recipe,
        declared: dataset.map(|d| d.fields.clone()).unwrap_or_default(),
    };
    let here = look.understand(&Unwatched);
    assert_eq!(looked.understanding, here, "{}", file.display());
    here.is_ok()
}

async fn files_of_all_shapes_come_back_as_they_are(catalogue: Catalogue) {
    let app = app(&catalogue).await;
    let mut understood = 0;
    for (name, text) in SHAPES {
        let file = app.folder().join(name);
        std::fs::write(&file, text).expect("the folder can be written to");
        understood += usize::from(check(&app, &file, None).await);
    }
    app.dataset("subventions").csv(TABLE).published().await;
    for format in ["xlsx", "parquet", "jsonl"] {
        let address = "/api/explore/v2.1/catalog/datasets/subventions/exports";
        let answer = app.visitor().get(&format!("{address}/{format}")).await.expect(200);
        let file = app.folder().join(format!("export.{format}"));
        std::fs::write(&file, &answer.body).expect("the folder can be written to");
        assert!(check(&app, &file, None).await, "{format}");
    }
    assert!(understood >= 7, "{understood} files were understood");
}

async fn declared_columns_bind_there_too(catalogue: Catalogue) {
    let app = app(&catalogue).await;
    let definition = r#"
        [dataset]
        id = "arbres"
        title = "Arbres"
        [[field]]
        name = "essence"
        label = "Essence de l'arbre"
        type = "text"
        description = "Une ou plusieurs."
        multivalued = ","
        facet = true
        [[field]]
        name = "plante"
        label = "Planté le"
        type = "datetime"
        timezone = "America/Martinique"
        decimals = 2
    "#;
    app.apply(definition).await.expect("the definition is right");
    let dataset = app.stored("arbres").await;
    let file = app.folder().join("arbres.csv");
    let text = "essence;planté\nchêne, tilleul;2024-01-31 08:30\nplatane;2024-02-01 09:00\n";
    std::fs::write(&file, text).expect("the folder can be written to");
    assert!(check(&app, &file, Some(&dataset)).await);
}

async fn files_of_a_town_come_back_as_they_are(catalogue: Catalogue) {
    let test = "files_of_a_town_come_back_as_they_are";
    let Some(folder) = shared_folder(test, "data/samples/marseille") else { return };
    let app = app(&catalogue).await;
    let mut understood = 0;
    for entry in std::fs::read_dir(folder).expect("the folder can be listed") {
        let file = entry.expect("the folder can be listed");
        let size = file.metadata().expect("a file has a size").len();
        // Larger ones are of the same shapes.
        if size < 2 << 20 {
            understood += usize::from(check(&app, &file.path(), None).await);
        }
    }
    assert!(understood > 10, "{understood} files were understood");
}
