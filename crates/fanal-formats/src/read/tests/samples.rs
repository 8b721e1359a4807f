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
    for (file, rows) in [
        ("tableurs/aides_financieres_ADEME.xlsx", 11_985),
        ("tableurs/prenoms_carrieres.xlsx", 930),
        ("montpellier/Defibrillateurs.ods", 167),
        ("montpellier/Defibrillateurs.xls", 167),
    ] {
        check(file, rows);
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
