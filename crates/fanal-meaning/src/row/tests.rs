use proptest::prelude::*;

use super::*;

fn judge(titles: &str, types: &[FieldType]) -> RowJudge {
    let titles: Vec<String> = titles.split(';').map(str::to_owned).collect();
    RowJudge::new(&titles, types)
}

fn kind(judge: &RowJudge, row: &str) -> RowKind {
    let cells: Vec<&str> = row.split(';').collect();
    judge.kind(|i| cells.get(i).copied().unwrap_or(""))
}

#[track_caller]
fn check(row: &str, expected: RowKind) {
    let types = [FieldType::Text, FieldType::Text, FieldType::Int, FieldType::Double];
    assert_eq!(kind(&judge("Quartier;Nature;Places;Montant", &types), row), expected, "{row}");
}

#[track_caller]
fn check_all(rows: &[&str], expected: RowKind) {
    for row in rows {
        check(row, expected);
    }
}

#[test]
fn totals_are_found() {
    let totals = [
        "TOTAL;;12;34,5",
        "Total;;1 234;",
        "Total général :;;;34,5",
        "TOTAL GENERAL;;12;1 234,50 €",
        "Totaux;;12;",
        "Sous-total;;12;34",
        "SOUS TOTAL;;12;34",
        "sous total Nord;;12;",
        "Grand total;;12;",
        "Ensemble;;12;34",
        "Cumul :;;12;34",
        ";Total;12;34",
        "Total Centre-ville;;12;",
        "Total (hors budget annexe);;12;-34,5",
        "Total;;12;NC",
        "Total;;-;34,5",
        ";TOTAL GENERAL;123;",
        "Nord;Sous-total;12;34",
        "13;TOTAL GÉNÉRAL :;12;34,5",
        "Nord;Sous-total (hors annexe);12;",
        "2024;Grand total;12;34",
    ];
    check_all(&totals, RowKind::Total);
    // What only begins like one: a brand, a name, a label without numbers.
    let records = [
        "Total Access;station;12;34,5",
        "TotalEnergies;;12;34,5",
        "Total;12 rue Haute;1,85;1,79",
        "Ensemble scolaire Jean Moulin;;12;34",
        "Ensemble;école;12;34",
        "Totalité;;12;34",
        "Somme;;12;34",
        "Total;;;",
        "Nord;;12;34",
        "Nord;Total;12;34",
        "Nord;Total général;école;34",
        "Nord;Sous-totalité;12;34",
        "Nord;Total général;;",
    ];
    let untyped = judge("Quartier;Nature;Places;Montant", &[]);
    for row in records {
        assert_ne!(kind(&untyped, row), RowKind::Total, "{row}");
    }
}

#[test]
fn a_company_is_no_total() {
    let suppliers = judge("Fournisseur;SIRET;Montant", &[]);
    for row in [
        "TOTAL ENERGIES;44325150100041;45 230,12",
        "TOTAL MARKETING FRANCE;;1 230,12",
        "TOTAL DIRECT ENERGIE;;230,12",
        "TOTAL COPIES 13;54205118000066;45 230,12",
        "Total Gaz;;12",
    ] {
        assert_eq!(kind(&suppliers, row), RowKind::Data, "{row}");
    }
    for row in ["TOTAL;;45 230,12", "Total général;;45 230,12", "Total 2024;;443251501"] {
        assert_eq!(kind(&suppliers, row), RowKind::Total, "{row}");
    }
    let stations = judge("Marque;Ville;Gazole;SP95", &[]);
    for row in ["TOTAL;;1,85;1,79", "Total;;1,85;", "Total Access;;1,85;1,79"] {
        assert_eq!(kind(&stations, row), RowKind::Data, "{row}");
    }
    assert_eq!(kind(&stations, "Total général;;1,85;1,79"), RowKind::Total);
    let uses = judge("Poste;kWh;Montant", &[]);
    assert_eq!(kind(&uses, "Total gaz;443251501;45 230,12"), RowKind::Total);
}

#[test]
fn sources_notes_and_titles_are_found() {
    let sources =
        ["Source : INSEE;;;", "Sources : mairie", "Source INSEE", "© Lyon", "Source : a; b; c;"];
    check_all(&sources, RowKind::Source);
    let notes = [
        "(1) hors budget annexe;;;",
        "* données provisoires",
        "Lecture : 12 % des logements",
        "Champ : communes de la métropole",
        "N.B. : sans les annexes",
        "Note : à revoir;;;",
        "Mise à jour : 12/03/2024",
        "Date d'extraction : 12/03/2024",
        "Édition du 12/03/2024 : provisoire",
        "Note de lecture : en 2024, 12 % des logements étaient vacants;;;",
        "Note méthodologique : voir la notice",
        "(*) données provisoires",
        "[1] hors budget annexe",
        "¹ hors budget annexe",
        "Extrait de la base Sirene du 12/03/2024;;;",
        "Extrait du fichier des écoles",
        "Données au 31/12/2023;;;",
        "Données issues du recensement de la population",
        "DONNÉES PROVISOIRES AU 3 MAI",
        "Mis à jour le 12/03/2024",
        "Chiffres arrêtés au 31/12",
        "NC : non communiqué;;;",
        "n.d. = non disponible",
        "s : secret statistique",
        "- : sans objet",
        "… : résultat non disponible",
    ];
    check_all(&notes, RowKind::Note);
    // In a table of two columns only what can be nothing else.
    let pairs = judge("Thème;Remarque", &[]);
    assert_eq!(kind(&pairs, "Données de la mairie;"), RowKind::Data);
    assert_eq!(kind(&pairs, "Extrait de naissance;"), RowKind::Data);
    assert_eq!(kind(&pairs, "Lecture : 12 % des logements;"), RowKind::Note);
    check("Quartiers nord;;;", RowKind::Title);
}

#[test]
fn repeated_titles_and_blank_rows_are_found() {
    check("Quartier;Nature;Places;Montant", RowKind::RepeatedHeader);
    check("QUARTIER; nature ;Places;Montant", RowKind::RepeatedHeader);
    check("Quartier;Nature;12;Montant", RowKind::Data);
    check(";;;", RowKind::Blank);
    check("  ; ;;", RowKind::Blank);
    check("", RowKind::Blank);
}

#[test]
fn records_stay_records() {
    for row in [
        "Nord;école;12;34",
        "Sources de l'Huveaune;parc;12;",
        "Source : rue haute;fontaine;;",
        "(1) Nord;école;12;34",
        "*;école;12;34",
        "12;;;",
        "A;;;",
        "Note;école;;",
        "Données au 31/12/2023;école;12;",
        "Extrait de naissance;guichet;12;34",
        "Note de lecture : oui;école;;",
        "Nouvelle école : Nord;école;12;",
        "NC : Nord;école;12;34",
        ";;12;",
    ] {
        check(row, RowKind::Data);
    }
    let single = judge("Nom", &[FieldType::Text]);
    assert_eq!(kind(&single, "Source : INSEE"), RowKind::Data);
    assert_eq!(kind(&single, "Nom"), RowKind::Data);
}

proptest! {
    #[test]
    fn no_row_breaks_it(cells in prop::collection::vec("(Total|Source :|\\(1\\)|\\*|\\PC{0,8})", 0..5)) {
        let judge = judge("a;b;c", &[]);
        judge.kind(|i| cells.get(i).map_or("", String::as_str)).problem();
    }
}

#[test]
fn records_that_begin_like_remarks_are_data() {
    let works = judge("Action;Service;Année;Montant", &[]);
    for row in [
        "Mise en sécurité du carrefour; Voirie; 2024; 45000",
        "Mise en place de composteurs;;;",
        "Édition d'un guide;;;",
        "Extrait d'acte de naissance;;;",
        "Données de la mairie;;;",
    ] {
        assert!(matches!(kind(&works, row), RowKind::Data | RowKind::Title), "{row}");
    }
    for row in ["Mise à jour le 3 mai 2024;;;", "Données issues du recensement;;;"] {
        assert_eq!(kind(&works, row), RowKind::Note, "{row}");
    }
}
