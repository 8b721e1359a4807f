//! Real files, when they are there.

use std::path::PathBuf;

use super::*;

/// The folder of real files beside the repository, or none, said loudly.
pub(super) fn samples() -> Option<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/samples");
    if root.is_dir() {
        return Some(root);
    }
    eprintln!("SKIPPED: no sample files in {}", root.display());
    None
}

#[track_caller]
pub(super) fn check(file: &str, rows: u64) -> Option<Whole> {
    let path = samples()?.join(file);
    let whole = match Whole::of(&path, file, &ReadOptions::default()) {
        Ok(whole) => whole,
        Err(error) => panic!("{file}: {error}"),
    };
    let found = whole.profile.records + whole.profile.rejected;
    assert_eq!(found, rows, "{file}: {:?} {:?}", whole.layout, whole.profile.first_rejected);
    Some(whole)
}

#[test]
fn marseille_files_have_all_their_rows() {
    for (file, rows) in [
        ("quartiers-marseille.geojson", 111),
        ("quartiers-marseille.parquet", 111),
        ("quartiers-marseille.csv", 111),
        ("marseille_ecoles_maternelles_2018.csv", 241),
        ("marseille_equipements_sportifs_2018.csv", 138),
        ("marseille_parcs_jardins_2018.csv", 109),
        ("marseille_monuments_historiques_2018.csv", 79),
        ("marseille_creches_2018.csv", 198),
        ("atmosud_polluants_horaire_marseille.json", 14_530),
        ("trafic_marseille_horaire.json", 1_872),
        ("temperatures_marseille_1980.csv", 16_437),
        ("Q_13_latest-2025-2026_RR-T-Vent.csv", 7_654),
        ("communes_13_epsg2154.geojson", 119),
        ("arrete_circulation_septemes.csv", 4),
        ("municipales2014_13.csv", 575),
        ("caract-2023_excel-abime.csv", 54_822),
    ] {
        check(&format!("marseille/{file}"), rows);
    }
}

#[test]
fn difficult_texts_have_all_their_rows() {
    for (file, rows) in [
        ("Fibre_double-BOM.csv", 732),
        ("Demarches_Libres.csv", 587),
        ("PopulationLegale_single-quotes.csv", 4_999),
        ("rge-null-chars.csv", 7),
        ("ouverture.csv", 9_999),
        ("formatting-issues.csv", 12),
        ("trailing-seps.csv", 7),
        ("wkt.csv", 1),
        ("irve-consolidation-2021.csv", 1_294),
        ("comptage-velo-mesures.csv", 3_650),
        ("dvf_sample.csv", 164),
        ("reserve-assemblee-2014.csv", 13_134),
        ("utf16_dataset-split-fail.csv", 20),
    ] {
        check(&format!("cas-csv/{file}"), rows);
    }
}

#[test]
fn titles_repeated_below_are_kept_apart() {
    if let Some(whole) = check("cas-csv/triple-entete.csv", 406) {
        assert_eq!(whole.reasons(), [(2, "row-repeats-header"), (3, "row-repeats-header")]);
    }
}

#[test]
fn workbooks_have_all_their_rows() {
    for (file, rows, columns) in [
        ("tableurs/aides_financieres_ADEME.xlsx", 11_985, 14),
        ("tableurs/prenoms_carrieres.xlsx", 930, 6),
        ("tableurs/Marches_publics_2015.xlsx", 33, 10),
        ("tableurs/merged_range.xlsx", 2, 8),
        ("montpellier/Defibrillateurs.ods", 167, 6),
        ("montpellier/Defibrillateurs.xls", 167, 6),
        ("montpellier/AttribSub_2014.ods", 1_238, 12),
        ("montpellier/Europeenne2014.ods", 3_275, 17),
        ("montpellier/MarchesConclus_2013.xls", 616, 25),
        ("montpellier/QVEnquete_2012.xlsx", 22, 28),
        ("../schemas/etalab/schema-lieux-covoiturage/examples/exemple-valide.xls", 1, 18),
        ("../schemas/openmaraude/schema-stationstaxi/examples/exemple-valide.xlsx", 17, 8),
    ] {
        if let Some(whole) = check(file, rows) {
            let own = whole.profile.columns.iter().filter(|c| !c.source.is_derived()).count();
            assert_eq!(own, columns, "{file}");
        }
    }
}

#[test]
fn the_data_of_real_workbooks_are_found() {
    if let Some(whole) = check("montpellier/Europeenne2014.ods", 3_275) {
        assert_eq!(whole.doubts(), ["table-pasted"]);
        assert_eq!(whole.type_of("nombre_de_voix"), Some(FieldType::Int));
        assert_eq!(whole.type_of("canton"), Some(FieldType::Text));
    }
    if let Some(whole) = check("montpellier/AttribSub_2014.ods", 1_238) {
        assert_eq!(whole.layout.table.as_deref(), Some("Subventions"));
        let count = |code: &str| whole.reasons().iter().filter(|r| r.1 == code).count();
        assert_eq!((count("row-repeats-header"), count("row-total")), (23, 23));
    }
    if let Some(whole) = check("montpellier/Defibrillateurs.ods", 167) {
        let tables: Vec<&str> = whole.layout.tables.iter().map(|t| t.name.as_str()).collect();
        assert_eq!(tables, ["VilleMTP_MTP_Défibrillateur_2012", "Métadonnées"]);
        let old = check("montpellier/Defibrillateurs.xls", 167).expect("beside the other");
        assert_eq!(whole.table(), old.table(), "the same table in two formats");
    }
}

#[test]
fn encodings_of_real_files_are_told() {
    for (file, rows, encoding) in [
        ("montpellier/BudgetAnt.csv", 9_998, "windows-1252"),
        ("montpellier/Defibrillateurs.csv", 167, "windows-1252"),
        ("montpellier/AccTrottoir.csv", 7_654, "windows-1252"),
        ("montpellier/ZATMeric_2011.csv", 130, "macintosh"),
    ] {
        if let Some(whole) = check(file, rows) {
            assert_eq!(whole.layout.encoding, encoding, "{file}");
        }
    }
}

#[test]
fn national_json_keeps_lists_as_lists() {
    if let Some(whole) = check("gros/communes_cog.json", 37_590) {
        let column = whole.profile.columns.iter().find(|c| c.name.as_str() == "codespostaux");
        assert_eq!(column.map(|c| c.multivalued), Some(true));
    }
    check("gros/code_officiel_geographique.parquet", 35_015);
}

#[track_caller]
fn check_table(file: &str, table: &str, rows: u64) -> Option<Whole> {
    let path = samples()?.join(file);
    let options = ReadOptions { table: Some(table.to_owned()), ..Default::default() };
    let whole = match Whole::of(&path, file, &options) {
        Ok(whole) => whole,
        Err(error) => panic!("{file}: {error}"),
    };
    assert_eq!(whole.profile.records, rows, "{file}: {:?}", whole.layout.tables);
    Some(whole)
}

#[test]
fn documents_have_all_their_records() {
    for (file, rows) in [
        ("montpellier/ZooGeoloc.json", 67),
        ("mobilite/gbfs_station_information.json", 2),
        ("finances/totem_crach_2021.xml", 201),
        ("finances/totem_mauvais_siret.xml", 21),
        ("finance/montreuil-CA-2016.xml", 1_461),
        ("finance/montreuil-CA-2018.xml", 1_431),
        ("finance/montreuil-CA-2023.xml", 1_471),
        ("finance/decp/Marche.xml", 2),
        ("finance/decp/marches_concessions.json", 2),
        ("finances/plan_de_comptes_M57_2023.xml", 2_562),
        ("geo/plu_30014/30014_ZONE_URBA_20171013.dbf", 90),
        ("geo/encodage_shp/utf8/PRESCRIPTION_PCT.dbf", 59),
        ("geo/encodage_shp/latin1/PRESCRIPTION_PCT.dbf", 59),
        ("moissonnage/ods-export.rdf", 27),
        ("moissonnage/csw_geonetwork_iso19139.xml", 2),
    ] {
        check(file, rows);
    }
    check_table("finances/plan_de_comptes_M57_2023.xml", "Nature.Chapitres.Chapitre", 54);
}

#[test]
fn a_budget_keeps_its_codes_and_amounts() {
    if let Some(whole) = check("finances/totem_crach_2021.xml", 201) {
        assert_eq!(whole.type_of("mtprev"), Some(FieldType::Double));
        assert!(whole.table()[0].contains("6413"), "{:?}", whole.table()[0]);
    }
}

#[test]
fn alerts_of_a_network_are_in_french() {
    let Some(root) = samples() else { return };
    let path = root.join("mobilite/gtfs-rt_bibus-brest_alertes.pb");
    let whole = Whole::of(&path, "alertes.pb", &ReadOptions::default()).expect("readable");
    assert_eq!(whole.layout.table.as_deref(), Some("alert"));
    assert!(whole.profile.records > 0);
    assert_eq!(whole.type_of("header_text"), Some(FieldType::Text));
    let filled = whole.profile.columns.iter().find(|c| c.name.as_str() == "header_text");
    assert_eq!(filled.map(|c| c.empty), Some(0));
}

#[test]
fn a_timetable_has_all_its_tables() {
    let Some(root) = samples() else { return };
    let path = root.join("mobilite/gtfs_tam_montpellier.zip");
    let stops = Whole::of(&path, "gtfs.zip", &ReadOptions::default()).expect("readable");
    assert_eq!((stops.profile.records, stops.layout.tables.len()), (2_098, 8));
    assert_eq!(stops.type_of("stop_id"), Some(FieldType::Text));
    check_table("mobilite/gtfs_tam_montpellier.zip", "stop_times.txt", 355_995);
}
