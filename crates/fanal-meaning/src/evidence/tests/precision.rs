//! Columns that look like something else: what they are not counts as much as what they are.

use super::*;

/// Title, cells parted by ` | `, type and way of reading it, meaning (a hyphen for none). Cells are
/// repeated four times, so that their number decides nothing.
type Case = (&'static str, &'static str, &'static str, &'static str);

#[track_caller]
fn all(cases: &[Case]) {
    let mut differences = Vec::new();
    for (title, cells, kind, meaning) in cases {
        let cells: Vec<&str> = cells.split(" | ").map(str::trim).collect();
        let repeated: Vec<&str> = cells.iter().copied().cycle().take(cells.len() * 4).collect();
        let found = seen(title, &repeated);
        let format = match found.format {
            CellFormat::AsWritten => String::new(),
            format => format!(": {}", format.name()),
        };
        let found_kind = format!("{}{format}", found.field_type.name());
        let found_meaning = found.meaning.map_or("-", Meaning::name);
        if (found_kind.as_str(), found_meaning) != (*kind, *meaning) {
            differences.push(format!("{title}: {cells:?}: {found_kind}, {found_meaning}"));
        }
    }
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}

#[test]
fn numbers_of_bodies_are_never_amounts() {
    all(&[
        ("SIRET", "21130055300016 | 21200004000012", "text", "siret"),
        ("SIRET", "211 300 553 00016 | 212 000 040 00012", "text", "siret"),
        ("siret", "21130055300016 | NC | ", "text", "siret"),
        // Under their title, wrong keys are faults, and other numbers of that length no amounts.
        ("SIRET", "12345678901234 | 12345678901235", "text", "siret"),
        ("SIRET", "211300553 | 211300553 | 21130055300016", "text", "-"),
        ("N° SIRET", "211300553 | 212000040", "text", "-"),
        ("siren", "211300553 | 212000040", "text", "siren"),
        ("Entreprise", "211 300 553 | 212 000 040", "text", "-"),
        ("Attributaire", "21130055300016 | 35600000049837", "text", "siret"),
        ("Montant", "211300553 | 212000040", "int: number", "amount"),
        ("nb siret", "12 | 130", "int: number", "-"),
        ("siret", "12 | 13", "int: number", "-"),
        ("RNA", "W131000001 | W2A1000022", "text", "rna"),
        ("UAI", "0130001F | 0130001F", "text", "uai"),
        ("EAN", "3017620422003 | 3017620422003", "text", "ean"),
        ("Numéro de compte", "6413 | 60611", "int: number", "-"),
        ("N° de compte", "641310 | 606110", "text", "-"),
        ("Compte", "6413 | 60611", "int: number", "-"),
        ("Num dossier", "123 456 | 123 457", "text", "-"),
        ("N° dossier", "123 456 | 1 234 567", "text", "-"),
        ("Code tarif", "101 | 102", "int: number", "-"),
        ("Code APE", "84.11Z | 8411Z", "text", "code_naf"),
    ]);
}

#[test]
fn references_reach_nobody_and_are_no_dates() {
    all(&[
        ("referenceDecision", "2024-03-374 | 2024-03-375", "text", "-"),
        ("N° arrêté", "2024-01 | 2024-02 | 2024-12", "text", "-"),
        ("Référence dossier", "0130550012 | 0130550013", "text", "-"),
        ("Numéro de dossier", "0130550012 | 0130550013", "text", "-"),
        ("Code article", "0412345678 | 0612345678", "text", "-"),
        ("Référence", "12:30 | 12:45", "text", "-"),
        ("Ticket", "#123 | #456 | #789", "text", "-"),
        ("Dimensions", "1.20 2.40 | 0.80 2.10", "text", "-"),
        ("Échelle", "1/25000 | 1/10000", "text", "-"),
        ("Article", "12.1.2024.3 | 12.1.2024.4", "text", "-"),
        ("Version", "1.12.2 | 1.12.3", "text", "-"),
        ("Tranche", "10-12 | 12-15", "text", "-"),
        ("Classe d'âge", "0-3 | 3-6", "text", "-"),
        ("Exercice", "2023-2024 | 2024-2025", "text", "-"),
    ]);
}

#[test]
fn years_are_no_postcodes_and_postcodes_no_years() {
    all(&[
        ("CP", "2019 | 2020 | 2021", "int: number", "-"),
        ("Code postal", "13001 | 13016", "text", "code_postal"),
        ("Code postal", "1000 | 1500", "text", "code_postal"),
        ("Code postal", "2000 | 2100", "text", "code_postal"),
        ("CP", "01500 | 13001", "text", "code_postal"),
        ("Commune nouvelle", "2019 | 2020", "int: number", "-"),
        ("Territoire", "2019 | 2020", "int: number", "-"),
        ("code INSEE", "2019 | 2020", "text", "code_insee"),
        ("Année", "2019 | 2020", "int: number", "year"),
        ("Code région", "91 | 93", "text", "code_region"),
        ("Année commune nouvelle", "2019 | 2020", "int: number", "year"),
        ("Année scolaire", "2019/2020 | 2020/2021", "text", "-"),
        ("Population 2019", "13001 | 13016", "int: number", "-"),
        ("Arrondissement", "1 | 16", "int: number", "-"),
        ("Surface", "13001 | 75001", "int: number", "-"),
    ]);
}

#[test]
fn amounts_and_shares_are_read_however_they_are_written() {
    all(&[
        ("solde", "(1 234,50) | 12,00", "double: number comma grouped", "amount"),
        ("montant", "1 234,50 € | -12,00 €", "double: number comma grouped €", "amount"),
        ("montant", "(1 234,50 €) | 12,00 €", "double: number comma grouped €", "amount"),
        ("montant", "1\u{a0}234,50 | 1\u{202f}234,50", "double: number comma grouped", "amount"),
        ("écart", "-0,00 | 1,25", "double: number comma", "-"),
        ("température", "-0.0 | -1.2 | 3.4", "double: number point", "-"),
        ("évolution", "-0 | 1", "text", "-"),
        ("évolution", "+3,5 % | -1,2 %", "double: number comma %", "percent"),
        ("taux", "12,5 % | 7,25 %", "double: number comma %", "percent"),
        ("taux", "12,5 % | 7", "text", "-"),
        ("prix", "12 € | 12,50 €", "double: number comma €", "amount"),
        ("prix", "12 € | gratuit", "text", "-"),
        ("renvoi", "(1) | (2)", "text", "-"),
        ("valeur", "1,234.50 | 1,334.50", "text", "-"),
        ("valeur", "1.234,50 | 1.334,50", "text", "-"),
        ("débit", "1.5E+03 | 2.5E+04", "double: number point", "-"),
        ("Poids", "12 kg | 13 kg", "text", "-"),
        ("Cote de référence", "12,5 | 13,25", "double: number comma", "-"),
        ("Altitude réf", "1 234 | 980", "int: number grouped", "-"),
        ("Référence", "12.5 | 13.25", "text", "-"),
        ("N° de référence", "1 234 | 980", "text", "-"),
        ("matiere_code", "8.4 | 1.1", "text", "-"),
        ("montant", "1 234,50 | 2 | 3 | NC | - | n. c.", "double: number comma grouped", "amount"),
        ("places", "12 | 13 | s.o. | néant", "int: number", "-"),
        ("places", "12 | complet", "text", "-"),
    ]);
}

#[test]
fn days_are_read_in_one_order_or_stay_as_written() {
    all(&[
        ("Date", "31/12/2024 | 01/02/2024", "date: date dmy", "-"),
        ("Date", "05/06/2024 | 07/08/2024", "date: date dmy ambiguous", "-"),
        ("Date", "12/31/2024 | 01/02/2024", "date: date mdy", "-"),
        ("Date", "31/12/2024 | 12/31/2024", "text", "-"),
        ("Date", "31/12/2024 | 2024-12-31", "text", "-"),
        ("Date", "31/12/2024 | 31/02/2024", "text", "-"),
        ("Date", "31/12/2024 | 00/00/0000", "date: date dmy", "-"),
        ("Date", "2024-12-31 | 0000-00-00", "date: date ymd", "-"),
        ("Date", "31/12/2024 | NC", "date: date dmy", "-"),
        ("Date", "31/12/2024 | à venir", "text", "-"),
        ("Date", "31 décembre 2024 | 1er janv. 2025", "date: date words", "-"),
        ("Date", "31/12/2024 08:30 | 01/02/2024 14h30", "datetime: date dmy", "-"),
        ("Date", "31/12/2024 00:00:00 | 01/02/2024 00:00:00", "date: date dmy", "-"),
        ("Date", "2024-12-31T08:30:00Z | 2024-12-31T08:30:00+01:00", "datetime: date ymd", "-"),
        ("Date", "31/12/2024 25:10 | 31/12/2024 08:30", "text", "-"),
        ("Date d'achat", "45407 | 45410", "date: date serial", "-"),
        ("Date de naissance", "29221 | 30000", "date: date serial", "date_naissance"),
        ("Date", "45407 | 31/12/2024", "text", "-"),
        ("Début", "45407 | 45410", "int: number", "-"),
        ("DATAPPRO", "20140123 | 20140124", "date: date compact", "-"),
        ("Nombre de dates", "45407 | 45410", "int: number", "-"),
        ("Date", "2023 | 2024", "int: number", "year"),
        ("Mandaté", "45000 | 52000", "int: number", "-"),
        ("Mandaté", "20240123 | 20240124", "int: number", "-"),
        ("Réalisé à date", "45000 | 52000", "int: number", "-"),
        ("datefin", "45407 | 45410", "date: date serial", "-"),
        ("START_DATE", "45407 | 45410", "date: date serial", "-"),
        ("Heure", "08:30 | 25:10:00 | 47:59", "text", "time"),
        ("Durée", "100:30 | 48:00", "text", "-"),
        ("Heure", "8h | 14h30 | 6 h 45", "text", "time"),
        ("Horaires", "9h-12h / 14h-18h | fermé", "text", "-"),
        ("Date", "25-avr | 1er mai", "text", "day_of_month"),
    ]);
}

#[test]
fn yes_and_no_are_told_from_codes_and_directions() {
    all(&[
        ("PMR", "oui | non | NC", "boolean: boolean oui", "-"),
        ("PMR", "O | N", "boolean: boolean o", "-"),
        ("PMR", "O | O", "text", "-"),
        ("Orientation", "N | O", "text", "-"),
        ("Sens du vent", "N | O", "text", "-"),
        ("Gratuit", "x | ", "boolean: boolean x", "-"),
        ("Gratuit", "x | x", "text", "-"),
        ("Gratuit", "x | non", "text", "-"),
        ("Actif", "1 | 0", "int: number", "-"),
        ("Actif", "vrai | faux", "boolean: boolean vrai", "-"),
        ("Actif", "oui | peut-être", "text", "-"),
        ("Taille", "S | M | L", "text", "-"),
    ]);
}

#[test]
fn coordinates_and_people_are_told_by_title_and_cells_together() {
    all(&[
        ("Latitude", "43.296 | 43.300", "double: number point", "latitude"),
        ("x", "5.369 | 5.370", "double: number point", "longitude"),
        ("position", "43.2965, 5.3698 | 43.3000, 5.3700", "text", "lat_lon"),
        ("Nom et prénom", "DUPONT Jean | MARTIN Anne", "text", "nom_complet"),
        ("Prénom", "Jean | Anne-Marie", "text", "prenom"),
        ("Nom de l'école", "Jean Moulin | Jules Ferry", "text", "-"),
        ("Nom", "Total | Esso", "text", "-"),
        ("N° de téléphone", "04 91 55 11 11 | 491551111", "text", "telephone"),
        ("Standard", "04.91.55.11.11 | 04.91.55.11.12", "text", "telephone"),
    ]);
}

#[test]
fn one_long_number_names_something() {
    check("acheteur.id", &["12345678901234"], FieldType::Text, "as-written");
    check("montant", &["12345678901234"], FieldType::Int, "number");
    check("population", &["123456789"], FieldType::Int, "number");
}

#[test]
fn numbers_with_three_decimals_everywhere_may_be_thousands() {
    codes(&seen("budget", &["12.500", "1.250", "3.000"]), &["decimals-or-thousands"]);
    codes(&seen("budget", &["12.500", "1.25", "3.000"]), &[]);
    codes(&seen("poids", &["0.500", "1.250", "3.000"]), &[]);
    codes(&seen("longitude", &["5.369", "5.370", "5.371"]), &[]);
}

#[test]
fn declared_numbers_under_the_title_of_a_code_or_a_date_are_no_amounts() {
    let of = |title: &str, values: &[i64]| {
        let mut evidence = ColumnEvidence::new(title);
        for (line, value) in (2..).zip(values) {
            evidence.add(line, Cell::Int(*value));
        }
        let found = evidence.conclude();
        (found.field_type, found.format.name(), found.meaning.map_or("-", Meaning::name))
    };
    let text = |meaning| (FieldType::Text, "as-written".to_owned(), meaning);
    assert_eq!(of("SIRET", &[21_130_055_300_016]), text("siret"));
    assert_eq!(of("SIRET", &[211_300_553, 211_300_553, 21_130_055_300_016]), text("-"));
    assert_eq!(of("Date", &[45_407, 45_410]).1, "date serial");
    assert_eq!(of("Date", &[45_407, 2_024]).0, FieldType::Int);
    assert_eq!(of("Nb naiss", &[12, 30]).2, "-");
    assert_eq!(of("Poids de naissance", &[3_200, 2_900]).2, "-");
    assert_eq!(of("Nb naiss", &[25_000, 30_000]).2, "-");
    assert_eq!(of("Naissance", &[29_221, 30_317]).2, "date_naissance");
    assert_eq!(of("Montant", &[211_300_553]).0, FieldType::Int);
    assert_eq!(of("LIEU_EXEC_CODE", &[78_123, 78_955, 75_056]), text("-"));
    assert_eq!(of("LIEU_EXEC_CODE", &[1, 78_955]).0, FieldType::Int);
    assert_eq!(of("id", &[1_720_532_345, 1_720_532_346]).0, FieldType::Int);
}

#[test]
fn one_odd_cell_in_ten_thousand_is_shown_and_costs_no_cell() {
    let cells = |odd: &'static str| {
        let mut cells = vec!["12,50"; 10_000];
        cells[9_000] = odd;
        seen("montant", &cells)
    };
    // The type is decided on the whole file: the choice to set one row aside is a person's.
    let found = cells("douze");
    assert_eq!((found.field_type, found.odd), (FieldType::Text, vec![(9_002, "douze".to_owned())]));
    assert_eq!(cells("NC").field_type, FieldType::Double);
    assert_eq!(cells("").empty, 1);
    let mut sparse = vec![""; 10_000];
    sparse[17] = "12,50";
    let found = seen("montant", &sparse);
    assert_eq!((found.field_type, found.filled), (FieldType::Double, 1));
}

#[test]
fn odd_cells_that_stand_together_are_told_like_others() {
    let mut cells = vec!["fermé"; 100];
    cells.extend(vec!["12"; 10_000]);
    codes(&seen("entrées", &cells), &["column-nearly"]);
}

#[test]
fn marks_of_a_thousand_ways_are_texts() {
    let mixed = |n: u64| -> String {
        let capital = |(i, c): (usize, char)| {
            if (n >> i) & 1 == 1 { c.to_ascii_uppercase() } else { c }
        };
        "non renseigne".chars().enumerate().map(capital).collect()
    };
    let mut evidence = ColumnEvidence::new("places");
    let mut later = evidence.blank();
    for n in 0..90 {
        evidence.add(n, Cell::Free(&mixed(n)));
        evidence.add(n, Cell::Free("12"));
        later.add(n, Cell::Free(&mixed(n + 90)));
        later.add(n, Cell::Free("12"));
    }
    assert_eq!(evidence.conclude().field_type, FieldType::Int);
    evidence.merge(later);
    assert_eq!(evidence.conclude().field_type, FieldType::Text);
}

#[test]
fn parts_of_the_population_and_of_the_year_are_known() {
    all(&[
        ("Sexe", "F | M | F", "text", "sexe"),
        ("sexe", "Femme | Homme | Indéterminé", "text", "sexe"),
        ("Genre", "Masculin | Féminin", "text", "sexe"),
        ("Genre", "Acer | Tilia | Platanus", "text", "-"),
        ("Genre", "H | F | NC", "text", "sexe"),
        ("CSP", "312a | 525d | 7100", "text", "code_csp"),
        ("CSP", "7100 | 7200", "text", "code_csp"),
        ("PCS", "Employés | Ouvriers | Cadres et professions intellectuelles", "text", "csp"),
        ("Profession", "Médecin | Boulanger", "text", "-"),
        ("Mois", "janvier | févr. | Mars", "text", "month"),
        ("Période", "Avril | Mai | Juin", "text", "month"),
        ("Mois", "1 | 2 | 12", "int: number", "-"),
        ("Mois", "2024-01 | 2024-02", "text", "month_of_year"),
        ("Jour", "Lundi | mar. | Mercredi", "text", "day_of_week"),
        ("Ouverture", "Lundi | Mardi | Dimanche", "text", "day_of_week"),
        ("Ouverture", "Lundi, mardi | Mardi au jeudi", "text", "-"),
        ("Jour", "25/04/2024 | 26/04/2024", "date: date dmy", "-"),
        ("Trimestre", "T1 | T2 | T4", "text", "quarter"),
        ("Trimestre", "1er trimestre 2024 | 2e trimestre 2024 | 3ème trimestre", "text", "quarter"),
        ("Période", "2024-T1 | 2024-T2 | 2024-T3", "text", "quarter"),
        ("Logement", "T1 | T2 | T3", "text", "-"),
    ]);
}

#[test]
fn other_codes_stay_text() {
    all(&[
        ("EAN", "96385074 | 12345670", "text", "ean"),
        ("Code barre", "96385074 | 3017620422003 | 036000291452", "text", "ean"),
        ("Visites", "96385074 | 12345670", "int: number", "-"),
        ("FANTOIR", "1300550105X | 9744110105X", "text", "code_fantoir"),
        ("FANTOIR", "130550105X | 0105X", "text", "code_fantoir"),
        ("id_rnb", "PG46YY6YWCQ8 | 1GA7PJLMPBZ2", "text", "id_rnb"),
        ("RNB", "PG46-YY6Y-WCQ8 | 1GA7-PJLM-PBZ2", "text", "id_rnb"),
        ("RNB", "123456789123 | 987654321987", "text", "id_rnb"),
        ("Code pays", "250 | 004 | 056", "text", "code_pays"),
        ("Code pays", "FRA | DEU", "text", "code_pays"),
        ("Canton", "Marseille-1 | Aix-en-Provence-2", "text", "canton"),
        ("Canton", "1301 | 1302", "text", "code_canton"),
        ("Code import", "131P12345 | 131S00012", "text", "code_association"),
        ("Twitter", "@villedelyon | @Marseille", "text", "compte"),
    ]);
}
