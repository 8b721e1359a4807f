//! Real files of a town, kept beside the repository: each is read whole, as its description counts
//! it.

use fanal_testkit::model::Role;
use fanal_testkit::{Catalogue, TestApp, on_one_catalogue, shared_folder};

on_one_catalogue! { files_of_a_town_are_read_whole }

/// File, records, rows that can't be read. The counts are those of `SOURCES.md`; of the two files
/// of hours it counts the days, and here each hour is a record.
const FILES: [(&str, u64, u64); 16] = [
    ("quartiers-marseille.geojson", 111, 0),
    ("quartiers-marseille.parquet", 111, 0),
    ("quartiers-marseille.csv", 111, 0),
    ("marseille_ecoles_maternelles_2018.csv", 241, 0),
    ("marseille_equipements_sportifs_2018.csv", 138, 0),
    ("marseille_parcs_jardins_2018.csv", 109, 0),
    ("marseille_monuments_historiques_2018.csv", 79, 0),
    ("marseille_creches_2018.csv", 198, 0),
    ("temperatures_marseille_1980.csv", 16_437, 0),
    ("Q_13_latest-2025-2026_RR-T-Vent.csv", 7_654, 0),
    ("communes_13_epsg2154.geojson", 119, 0),
    ("arrete_circulation_septemes.csv", 4, 0),
    // One line of it is the code of a town and nothing else.
    ("municipales2014_13.csv", 574, 1),
    ("atmosud_polluants_horaire_marseille.json", 14_530, 0),
    ("trafic_marseille_horaire.json", 1_872, 0),
    ("caract-2023_excel-abime.csv", 54_822, 0),
];

async fn files_of_a_town_are_read_whole(catalogue: Catalogue) {
    let test = "files_of_a_town_are_read_whole";
    let Some(folder) = shared_folder(test, "data/samples/marseille") else { return };
    let app = TestApp::on(&catalogue).await;
    let editor = app.person(Role::Editor).await;
    let mut found = Vec::new();
    for (index, (name, _, _)) in FILES.iter().enumerate() {
        let bytes = std::fs::read(folder.join(name)).expect("the file can be read");
        let slug = format!("fichier-{index}");
        // Some name persons: nothing is published here.
        let end = app.dataset(&slug).file(name, &bytes).end(false).await;
        let version = app.stored(&slug).await.current;
        let version = version.unwrap_or_else(|| panic!("{name}: {end:?}"));
        let address = format!("/api/explore/v2.1/catalog/datasets/{slug}/records?limit=1");
        let answer = editor.get(&address).await;
        let total = answer.expect(200).json()["total_count"].as_u64();
        assert_eq!(total, Some(version.records), "{name} is served as it was counted");
        found.push((*name, version.records, version.rejected));
    }
    assert_eq!(found, FILES);
}
