//! Columns of every kind, and what they are concluded to be.

use fanal_model::FieldType;
use proptest::prelude::*;

use super::*;
use crate::{CellFormat, Meaning};

mod precision;
mod said;

fn seen(title: &str, cells: &[&str]) -> Conclusion {
    let mut evidence = ColumnEvidence::new(title);
    for (line, text) in (2..).zip(cells) {
        evidence.add(line, Cell::Free(text));
    }
    evidence.conclude()
}

#[track_caller]
fn check(title: &str, cells: &[&str], field_type: FieldType, format: &str) -> Conclusion {
    let found = seen(title, cells);
    assert_eq!((found.field_type, found.format.name().as_str()), (field_type, format), "{cells:?}");
    found
}

#[track_caller]
fn codes(found: &Conclusion, expected: &[&str]) {
    let codes: Vec<&str> = found.doubts.iter().map(|d| d.code.as_str()).collect();
    assert_eq!(codes, expected);
}

#[test]
fn ordinary_french_columns_get_their_types() {
    check("nombre", &["1", "22", ""], FieldType::Int, "number");
    check("population", &["1 234", "22"], FieldType::Int, "number grouped");
    check("montant", &["1 234,50", "7"], FieldType::Double, "number comma grouped");
    check("x", &["1.5", "7"], FieldType::Double, "number point");
    let rate = check("taux", &["12,5 %", "7 %"], FieldType::Double, "number comma %");
    assert_eq!(rate.unit.as_deref(), Some("%"));
    check("jour", &["31/12/2024", "01/02/2024"], FieldType::Date, "date dmy");
    check("jour", &["2024-12-31"], FieldType::Date, "date ymd");
    check("AAAAMMJJ", &["20241231"], FieldType::Date, "date compact");
    check("code", &["20241231"], FieldType::Int, "number");
    check("Date", &["20240102 00:00:00"], FieldType::Date, "date compact");
    check("actif", &["oui", "NON"], FieldType::Boolean, "boolean oui");
    check("heure", &["08:30"], FieldType::Text, "as-written");
}

#[test]
fn what_a_number_would_lose_stays_text() {
    check("dossier", &["007", "12"], FieldType::Text, "as-written");
    check("commune", &["13055", "2A004"], FieldType::Text, "as-written");
    check("code", &["99999999999999999999"], FieldType::Text, "as-written");
    codes(
        &check("m", &["12345678901234567890", "1,5"], FieldType::Text, "as-written"),
        &["digits-too-many"],
    );
    codes(&check("t", &["12 %", "12"], FieldType::Text, "as-written"), &["units-mixed"]);
    codes(&check("t", &["1.5", "1,5"], FieldType::Text, "as-written"), &["decimals-mixed"]);
    check("v", &["0.1234567890123456789"], FieldType::Text, "as-written");
}

#[test]
fn an_identifier_stays_text_and_has_its_meaning() {
    for (title, cell, meaning) in [
        ("SIRET", "21130055300016", Meaning::Siret),
        ("siren_amenageur", "211300553", Meaning::Siren),
        ("code_insee", "13209", Meaning::CodeCommune),
        ("Code Postal", "13006", Meaning::CodePostal),
        ("telephone", "491551111", Meaning::Telephone),
    ] {
        let found = check(title, &[cell], FieldType::Text, "as-written");
        assert_eq!(found.meaning, Some(meaning));
    }
    let found = check("n°", &["21130055300016"; 4], FieldType::Text, "as-written");
    assert_eq!(found.meaning, Some(Meaning::Siret));
    let found = check("siret", &["12", "13"], FieldType::Int, "number");
    assert_eq!(found.meaning, None);
    let found = check("latitude", &["43.3"], FieldType::Double, "number point");
    assert_eq!(found.meaning, Some(Meaning::Latitude));
}

#[test]
fn wrong_numbers_among_identifiers_are_told_and_keep_the_column_text() {
    let cells = ["21130055300016", "21130055300016", "21130055300017"];
    let found = check("siret", &cells, FieldType::Text, "as-written");
    assert_eq!(found.meaning, Some(Meaning::Siret));
    codes(&found, &["identifiers-invalid"]);
    assert_eq!(found.odd, [(4, "21130055300017".to_owned())]);
}

#[test]
fn a_few_odd_cells_are_told_with_their_lines() {
    let mut cells = vec!["12"; 100];
    cells[41] = "douze";
    let found = check("nombre", &cells, FieldType::Text, "as-written");
    codes(&found, &["column-nearly"]);
    assert_eq!(found.odd, vec![(43, "douze".to_owned())]);
}

#[test]
fn marks_for_missing_values_do_not_change_the_type_and_are_counted() {
    let mut cells = vec!["12"; 100];
    (cells[41], cells[42], cells[50]) = ("NC", "-", "NC");
    let found = check("nombre", &cells, FieldType::Int, "number");
    codes(&found, &["empty-marks"]);
    assert_eq!(found.empty_marks, [("NC".to_owned(), 2), ("-".to_owned(), 1)]);
    assert_eq!((found.filled, found.empty), (100, 0));

    check("date", &["NC", "07/03/2009", "25/12/2010"], FieldType::Date, "date dmy");
    check("actif", &["oui", "n.d.", "non"], FieldType::Boolean, "boolean oui");
    check("taux", &["12,5 %", "secret", "7 %"], FieldType::Double, "number comma %");
    let siret = check("siret", &["21130055300016", "néant"], FieldType::Text, "as-written");
    assert_eq!(siret.empty_marks, [("néant".to_owned(), 1)]);
    codes(&siret, &["empty-marks"]);

    let words = check("type", &["école", "NC", "crèche"], FieldType::Text, "as-written");
    assert_eq!(words.empty_marks, []);
    let zeros = check("dossier", &["007", "NC", "012"], FieldType::Text, "as-written");
    assert_eq!(zeros.empty_marks, []);
    let mostly = check("n", &["NC", "NC", "3"], FieldType::Text, "as-written");
    assert_eq!(mostly.empty_marks, []);
    check("n", &["NC", "-"], FieldType::Text, "as-written");
}

#[test]
fn marks_among_declared_numbers_are_marks_too() {
    let mut evidence = ColumnEvidence::new("places");
    for (line, cell) in (2..).zip([Cell::Int(3), Cell::Text("NC"), Cell::Double(2.5)]) {
        evidence.add(line, cell);
    }
    let found = evidence.conclude();
    assert_eq!(found.field_type, FieldType::Double);
    assert_eq!(found.empty_marks, [("NC".to_owned(), 1)]);
}

#[test]
fn days_that_could_be_months_are_doubted() {
    codes(&check("d", &["01/02/2024"], FieldType::Date, "date dmy ambiguous"), &["date-ambiguous"]);
    codes(&check("d", &["12/31/2024"], FieldType::Date, "date mdy"), &["date-month-first"]);
    let found = check("d", &["2024-01-01T08:00:00"], FieldType::DateTime, "date ymd");
    codes(&found, &["datetime-without-zone"]);
    codes(&check("d", &["2024-01-01T08:00:00Z"], FieldType::DateTime, "date ymd"), &[]);
}

#[test]
fn parts_seen_apart_conclude_like_the_whole() {
    let cells: Vec<String> = (0..1000).map(|i| format!("{i},5")).collect();
    let mut whole = ColumnEvidence::new("montant");
    let mut parts = ColumnEvidence::new("montant");
    for (part, chunk) in cells.chunks(100).enumerate() {
        let mut evidence = parts.blank();
        for (i, cell) in chunk.iter().enumerate() {
            let line = u64::try_from(part * 100 + i).unwrap_or(0);
            evidence.add(line, Cell::Free(cell));
            whole.add(line, Cell::Free(cell));
        }
        parts.merge(evidence);
    }
    for (line, cell) in [(1001, "n.c."), (1002, "beaucoup")] {
        parts.add(line, Cell::Free(cell));
        whole.add(line, Cell::Free(cell));
    }
    assert_eq!(parts.conclude(), whole.conclude());
    assert_eq!(whole.conclude().odd.len(), 1);
}

#[test]
fn declared_text_never_becomes_a_number_and_declared_numbers_keep_their_kind() {
    let of = |cells: &[Cell<'_>]| {
        let mut evidence = ColumnEvidence::new("x");
        for (line, cell) in (1..).zip(cells) {
            evidence.add(line, *cell);
        }
        evidence.conclude().field_type
    };
    assert_eq!(of(&[Cell::Text("12")]), FieldType::Text);
    assert_eq!(of(&[Cell::Text("2024-01-01")]), FieldType::Date);
    assert_eq!(of(&[Cell::Text("oui")]), FieldType::Boolean);
    assert_eq!(of(&[Cell::Int(1), Cell::Double(1.5)]), FieldType::Double);
    assert_eq!(of(&[Cell::Int(1), Cell::Text("1")]), FieldType::Text);
    assert_eq!(of(&[Cell::Date(1), Cell::Moment { micros: 0, utc: false }]), FieldType::Date);
    assert_eq!(of(&[Cell::List, Cell::Structure]), FieldType::Json);
    assert_eq!(of(&[Cell::Int(i64::MAX), Cell::Double(0.5)]), FieldType::Text);
}

/// The meaning of a column of such cells.
#[track_caller]
fn means(title: &str, cells: &[&str], expected: Option<Meaning>) -> Conclusion {
    let found = seen(title, cells);
    assert_eq!(found.meaning, expected, "{title}: {cells:?} {found:?}");
    found
}

#[test]
fn numbers_and_dates_of_every_writing_get_their_format() {
    check("solde", &["1'234,50", "(12,00)"], FieldType::Double, "number comma grouped");
    check("solde", &["12,50-", "+3"], FieldType::Double, "number comma");
    check("budget", &["12 k€", "1 500 k€"], FieldType::Int, "number grouped k€");
    codes(&check("m", &["(5)", "7"], FieldType::Int, "number"), &["numbers-in-brackets"]);
    check("renvoi", &["(1)", "(2)"], FieldType::Text, "as-written");
    check("date", &["25 avril 2024", "1er mai 2024"], FieldType::Date, "date words");
    check("date", &["25/04/24", "1/5/24"], FieldType::Date, "date dmy2");
    codes(&seen("date", &["25/04/24"]), &["date-years-short"]);
    check("version", &["10.12.05", "11.02.06"], FieldType::Text, "as-written");
    codes(
        &check("jour", &["25/04/24", "1/5/2024"], FieldType::Text, "as-written"),
        &["dates-mixed"],
    );
    check("dt", &["20241231T083000Z"], FieldType::DateTime, "date compact");
    codes(
        &check("Date d'achat", &["45407", "45410"], FieldType::Date, "date serial"),
        &["date-serial"],
    );
    codes(&check("Début", &["45407", "45410"], FieldType::Int, "number"), &["date-as-serial"]);
    check("accessible", &["x", "", "X"], FieldType::Boolean, "boolean x");
    check("note", &["1", "0", "1"], FieldType::Int, "number");
    check("prise", &["true", "0", "False", "1"], FieldType::Boolean, "boolean true");
    check("prise", &["true", "oui"], FieldType::Text, "as-written");
    check("x", &["x", "1", ""], FieldType::Text, "as-written");
    let mut days = vec!["20240131"; 40];
    days[7] = "20240231";
    codes(&check("date", &days, FieldType::Text, "as-written"), &["column-nearly"]);
}

#[test]
fn codes_that_look_like_numbers_stay_text() {
    let titled = |title: &str, cells: &[&str], meaning| {
        check(title, cells, FieldType::Text, "as-written");
        means(title, cells, Some(meaning))
    };
    titled("Arrondissement", &["13001", "13016"], Meaning::CodePostal);
    titled("arrondissement", &["13201", "13216"], Meaning::CodeArrondissement);
    titled("dep", &["75", "13"], Meaning::CodeDepartement);
    titled("commune", &["13055", "13001"], Meaning::CodeCommune);
    titled("n", &["2A004", "13055", "13001"], Meaning::CodeCommune);
    titled("Téléphone", &["04 91 55 11 11", "+33 4 91 55 11 11"], Meaning::Telephone);
    titled("numéro", &["0491551111", "0491551112", "0491551113"], Meaning::Telephone);
    titled("idBeneficiaire", &["21130055300016", "21130055300016"], Meaning::Siret);
    titled("id_parcelle", &["330010000B2328", "33001000AC0495"], Meaning::IdParcelle);
    check("Arrondissement", &["1", "16"], FieldType::Int, "number");
    check("referenceDecision", &["2024-03-374", "2024-03-375"], FieldType::Text, "as-written");
    means("referenceDecision", &["2024-03-374", "2024-03-375", "2024-03-376"], None);
    check("Num_Poste", &["130010091", "130020092", "130020093"], FieldType::Text, "as-written");
    check("code_qua", &["1320101", "1320102", "1320103"], FieldType::Text, "as-written");
    check("codeMatiere", &["8.4", "1.1"], FieldType::Text, "as-written");
    check("Montant", &["130010091", "130020092", "130020093"], FieldType::Int, "number");
    means("cp", &["douze", "treize"], None);
}

#[test]
fn likely_mistakes_are_not_made() {
    let typed = |title: &str, cells: &[&str], field_type| {
        let found = means(title, cells, None);
        assert_eq!(found.field_type, field_type, "{title}: {cells:?}");
    };
    typed("Commune adhérente", &["oui", "non"], FieldType::Boolean);
    typed("Heure", &["800", "1700"], FieldType::Int);
    typed("Code", &["1", "2", "12"], FieldType::Int);
    typed("Département", &["13 - Bouches-du-Rhône", "83 - Var"], FieldType::Text);
    typed("nb_siret", &["12", "13"], FieldType::Int);
    typed("Site", &["Stade Nord", "Piscine"], FieldType::Text);
    typed("Année de construction", &["vers 1900", "1950"], FieldType::Text);
    typed("Référence", &["20240131", "20240228"], FieldType::Int);
    typed("Horaires", &["09:00-12:00", "14:00-18:00"], FieldType::Text);
    typed("Rapport", &["1/2", "3/4"], FieldType::Text);
    typed("Score", &["2-1", "3-0"], FieldType::Text);
    typed("Parcelle", &["AB 123", "AC 12"], FieldType::Text);
    typed("Tél", &["poste 12", "poste 13"], FieldType::Text);
    typed("Pièce", &["12, 13", "14, 15"], FieldType::Text);
    typed("IP", &["1.2", "1.3"], FieldType::Double);
    typed("Superficie", &["12,5 ha", "3 ha"], FieldType::Text);
    typed("Classe", &["6e", "5e"], FieldType::Text);
    typed("Nom", &["École Jean Moulin", "Stade"], FieldType::Text);
    typed("Lot", &["1er", "2e"], FieldType::Text);
}

#[test]
fn zeros_that_a_spreadsheet_took_are_doubted() {
    let found = means("code postal", &["1500", "13001"], Some(Meaning::CodePostal));
    codes(&found, &["zeros-lost"]);
    let found = seen("SIRET", &["2,18601946E+13", "2,18601947E+13"]);
    assert_eq!(found.field_type, FieldType::Text);
    codes(&found, &["identifiers-abbreviated"]);
    codes(&seen("Num_Acc", &["2.023E+11", "2.023E+11"]), &["identifiers-abbreviated"]);
    codes(&seen("population", &["2.023E+11", "12"]), &["numbers-abbreviated"]);
}

#[test]
fn numbers_that_pass_a_check_by_chance_are_no_identifiers() {
    // One in ten passes: a whole column of them is chosen, under a title of amounts.
    let good: Vec<String> = (100_000_000_u32..)
        .map(|n| n.to_string())
        .filter(|n| crate::identifier::is_siren(n))
        .take(60)
        .collect();
    let good: Vec<&str> = good.iter().map(String::as_str).collect();
    means("Montant", &good, Some(Meaning::Amount));
    assert_eq!(seen("Montant", &good).field_type, FieldType::Int);
    means("numero", &good, Some(Meaning::Siren));
    means("numero", &good[..3], None);
    let any: Vec<String> = (100_000_000_u32..100_000_060).map(|n| n.to_string()).collect();
    let any: Vec<&str> = any.iter().map(String::as_str).collect();
    means("numero", &any, None);
}

#[test]
fn quantities_and_times_have_their_meanings() {
    check("Année", &["2023", "2024"], FieldType::Int, "number");
    means("Année", &["2023", "2024"], Some(Meaning::Year));
    means("Année", &["1", "2"], None);
    means("taux", &["12,5 %"], Some(Meaning::Percent));
    means("prix", &["12,5 €"], Some(Meaning::Amount));
    means("valeur", &["12,5 €"], Some(Meaning::Amount));
    means("Pourcentage de subvention", &["0,5"], None);
    means("Heure", &["06h46", "25:10:00"], Some(Meaning::Time));
    means("Date", &["25-avr", "3-mai"], Some(Meaning::DayOfMonth));
    means("mois", &["avr. 2024", "mai 2024"], Some(Meaning::MonthOfYear));
    means("semaine", &["2024-W17"], Some(Meaning::WeekOfYear));
    means("X", &["893210.5", "893000.1"], Some(Meaning::XLambert93));
    means("Y", &["6245000", "6245001"], Some(Meaning::YLambert93));
    means("y", &["43.29", "43.30"], Some(Meaning::Latitude));
    means("x", &["1", "2"], None);
    means("coordonneesXY", &["[5.56,46.74]"], Some(Meaning::LonLat));
    means("geo_point_2d", &["43.2965, 5.3698"], Some(Meaning::LatLon));
    means("Coord_X", &["3,87952263361082"], Some(Meaning::Longitude));
}

#[test]
fn persons_are_told_from_bodies() {
    means("Prénom", &["Hélène", "Jean-Paul"], Some(Meaning::FirstName));
    means("Elu(s)", &["Hélène MANDROUX", "Max LEVITA"], Some(Meaning::FullName));
    let titled = ["Mme Maryse X", "M. Bruno Y", "M. Jean Z"];
    means("candidat ou liste", &titled, Some(Meaning::FullName));
    means("Nom", &["DUPONT Jean", "LE GOFF Anne-Marie", "ROUX Zoé"], Some(Meaning::FullName));
    means("Nom", &["STADE Vallier", "PISCINE Nord"], None);
    means("N° sécu", &["2550814168025"], Some(Meaning::Nir));
    means("Date de naissance", &["03/04/1980", "25/12/1981"], Some(Meaning::BirthDate));
    means("naissances", &["12", "13"], None);
    means("NIR", &["255081416802538"], Some(Meaning::Nir));
    means("IBAN", &["FR1420041010050500013M02606"], Some(Meaning::Iban));
    means("email", &["mairie@ville.fr", "contact@ville.fr"], Some(Meaning::Email));
    means("email", &["dupont13@gmail.com", "jean.martin@ville.fr"], Some(Meaning::PersonalEmail));
    means("email du service", &["dupont13@gmail.com", "sport@ville.fr"], Some(Meaning::Email));
    means("Téléphone", &["0491551111", "0491551112"], Some(Meaning::Telephone));
    means("Téléphone", &["0612345678", "0712345678"], Some(Meaning::PersonalTelephone));
    means("Téléphone de la mairie", &["0612345678"], Some(Meaning::Telephone));
    means("Tél. accueil des familles", &["0612345678"], Some(Meaning::Telephone));
    means("tel usager", &["0491551111"], Some(Meaning::PersonalTelephone));
    means("Adresse", &["12 rue Haute", "Place d'Armes"], Some(Meaning::Address));
    means("Adresse du demandeur", &["12 rue Haute"], Some(Meaning::HomeAddress));
    means("responsable", &["Service des sports", "Mairie de quartier"], None);
}

#[test]
fn names_of_places_and_bodies_are_no_names_of_persons() {
    means("Nom de l'école", &["École MOULIN", "École FERRY", "École ZOLA"], None);
    means("Nom", &["Pharmacie MARTIN", "Garage DURAND", "Boulangerie PETIT"], None);
    means("Nom d'usage", &["Stade Nord", "Piscine", "Médiathèque Hugo"], None);
    means("Auteur", &["Régie des eaux", "SCI DES PINS", "Agence de l'eau"], None);
    means("Nom du maire", &["Jean DUPONT", "Léa MARTIN"], Some(Meaning::FullName));
    means(
        "Nom du demandeur",
        &["Jean Dupont", "Léa Roux", "SCI DES PINS"],
        Some(Meaning::FullName),
    );
}

#[test]
fn names_are_known_by_whose_they_are() {
    let (last, full) = (Some(Meaning::LastName), Some(Meaning::FullName));
    means("Nom de l'agent", &["DUPONT", "Martin"], last);
    means("Nom de l'agent de la commune", &["DUPONT", "LE GOFF"], last);
    means("Nom de famille", &["LE GOFF", "DE LA TOUR"], last);
    for title in ["Nom du locataire", "Nom de l'élève", "Nom de l'adhérent", "locataire_nom"] {
        means(title, &["Jean Dupont", "Léa Roux", "Zoé Petit"], full);
    }
    means("Nom du bénéficiaire de la subvention", &["Jean Dupont"], full);
    means("Nom et prénom des inscrits", &["Dupont Jean", "Roux Léa"], full);
    means("Prénom (voix)", &["Jean", "Léa"], Some(Meaning::FirstName));
    let bodies = ["SNCF", "Association du Four", "Secours catholique", "AS 13"];
    means("Nom du bénéficiaire", &bodies, None);
    means("Nom de l'école de l'élève", &["Jean Moulin", "Jules Ferry"], None);
    means("Nom du service des usagers", &["Jean Moulin", "Jules Ferry"], None);
}

#[test]
fn a_few_faults_hide_no_persons() {
    let iban = "FR1420041010050500013M02606";
    means("IBAN", &[iban, iban, "FR1420041010050500013M02607"], Some(Meaning::Iban));
    means("IBAN", &["oui", "non"], None);
    let mut days = vec!["03/04/1980"; 60];
    (days[7], days[9], days[11], days[30]) = ("1980", "avril", "31/02/1980", "1979");
    let found = means("Date de naissance", &days, Some(Meaning::BirthDate));
    assert_eq!(found.field_type, FieldType::Text);
    means("Date de naissance", &["29221", "30317"], Some(Meaning::BirthDate));
    means("Lieu de naissance", &["Brest", "Arles"], None);
    means("Année de naissance", &["1980", "1981"], Some(Meaning::Year));
    let two = "06 12 34 56 78 / 07 11 22 33 44";
    let telephones = ["0612345678", two, "0712345678", "06 12 34 56 79 (bureau)", "0612345679"];
    means("Téléphone", &telephones, Some(Meaning::PersonalTelephone));
    means("Prénoms", &["Marie Louise Jeanne Anne", "Jean"], Some(Meaning::FirstName));
    means("Prénom", &["Jean", "Anne", "n° 3", "Zoé"], Some(Meaning::FirstName));
    means("Nom de naissance", &["ROUX", "MARTIN", "PETIT", "? 3"], Some(Meaning::LastName));
    let used = ["DUPONT", "MARTIN", "ROUX (née PETIT)", "LE GOFF", "PETIT"];
    means("Nom d'usage", &used, Some(Meaning::LastName));
    means("Immatriculation", &["AB-123-CD", "1234 ABC 13"], Some(Meaning::Plate));
    means("véhicules", &["AB-123-CD", "AC-124-CD", "12 AB 2A"], Some(Meaning::Plate));
    means("Marché", &["23ABC01", "23ABC02", "24ABC01"], None);
}

#[test]
fn lists_in_cells_are_proposed_and_prose_is_left_alone() {
    let list = |title: &str, cells: &[&str]| {
        let cells: Vec<&str> = cells.iter().copied().cycle().take(cells.len() * 4).collect();
        seen(title, &cells).list_proposal.map(|l| l.separator)
    };
    assert_eq!(list("genre", &["ancien, remarquable", "ancien", "rare, remarquable"]), Some(","));
    assert_eq!(list("modes", &["vélo;bus", "bus;tram", "vélo"]), Some(";"));
    assert_eq!(list("modes", &["vélo|bus", "bus|tram"]), Some("|"));
    assert_eq!(list("usages", &["Citernes / Autocars", "Autocars / Bois"]), Some(" / "));
    assert_eq!(list("v", &["1,5", "2,5"]), None);
    let addresses: Vec<String> = (1..60).map(|n| format!("{n}, rue Haute n°{n}")).collect();
    let addresses: Vec<&str> = addresses.iter().map(String::as_str).collect();
    assert_eq!(list("lieu dit", &addresses), None);
    let prose = "Considérant que les poids lourds, nombreux aux abords des écoles, gênent la rue";
    assert_eq!(list("texte", &[prose, "autre"]), None);
    let labels = ["Écoles, crèches et garderies", "Parcs, jardins", "Autre"];
    assert_eq!(list("catégorie", &labels), None);
    assert_eq!(list("json", &["[\"a\",\"b\"]"]), None);
    assert_eq!(list("libellé", &["Saint-Paul ; la Réunion", "Dépôt"]), None);
    codes(&seen("m", &["vélo;bus", "bus;tram", "vélo;tram"]), &["list-in-cells"]);
}

#[test]
fn reasons_say_why() {
    let reasons = |title: &str, cells: &[&str]| {
        seen(title, cells).reasons.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(reasons("n", &["1", "2"]), ["reason-all-numbers count=2"]);
    assert_eq!(reasons("j", &["2024-12-31"]), ["reason-all-dates count=1"]);
    assert_eq!(reasons("a", &["oui", "non"]), ["reason-all-booleans count=2"]);
    assert_eq!(reasons("dossier", &["007", "12"]), ["reason-leading-zeros percent=50"]);
    assert_eq!(reasons("siret", &["21130055300016"]), ["reason-title-and-values percent=100"]);
    assert_eq!(reasons("acheteur", &["21130055300016"; 3]), ["reason-values-alone percent=100"]);
    assert_eq!(reasons("num", &["130010091"; 3]), ["reason-fixed-digits digits=9"]);
    assert_eq!(reasons("nom", &["école"]), ["reason-other-text line=2 value=`école`"]);
}

proptest! {
    #[test]
    fn any_column_is_concluded_the_same_in_parts(
        title in "(siret|date|code postal|téléphone|nom|montant|x|\\PC{0,6})",
        cells in prop::collection::vec(
            "(NC|-|oui|non|x|0?[1-9]{1,3}|[0-9]{1,2}/0[1-9]/2024|a;b|\\PC{0,5})", 0..40),
        cut in 0_usize..40,
    ) {
        let mut whole = ColumnEvidence::new(&title);
        let mut first = ColumnEvidence::new(&title);
        let mut second = first.blank();
        for (i, cell) in cells.iter().enumerate() {
            let line = i as u64;
            whole.add(line, Cell::Free(cell));
            if i < cut { first.add(line, Cell::Free(cell)) } else { second.add(line, Cell::Free(cell)) };
        }
        first.merge(second);
        prop_assert_eq!(first.conclude(), whole.conclude());
    }
}
