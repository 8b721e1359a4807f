use std::collections::BTreeSet;

use super::*;

#[test]
fn the_table_has_each_meaning_once_in_order() {
    for (place, meaning) in Meaning::all().enumerate() {
        assert_eq!(meaning as usize, place, "{meaning:?}");
        assert_eq!(Meaning::from_name(meaning.name()), Some(meaning));
    }
    let names: BTreeSet<&str> = Meaning::all().map(Meaning::name).collect();
    assert_eq!(names.len(), Meaning::all().count());
    assert_eq!(Meaning::all().last(), Some(Meaning::Mime));
    assert_eq!(Meaning::from_name("pear"), None);
}

#[test]
fn each_meaning_has_its_name_for_people() {
    for language in ["fr", "en"] {
        let file = format!("../fanal-words/locales/{language}/vocabulary.ftl");
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let words = std::fs::read_to_string(path).unwrap();
        for meaning in Meaning::all() {
            let id = format!("\nmeaning-{} = ", meaning.name().replace('_', "-"));
            assert!(words.contains(&id), "{meaning:?} in {language}");
        }
    }
}

#[test]
fn meanings_that_designate_persons_are_known() {
    let persons: Vec<&str> =
        Meaning::all().filter(|m| m.designates_person()).map(Meaning::name).collect();
    assert_eq!(
        persons,
        [
            "telephone_personnel",
            "email_personnel",
            "adresse_domicile",
            "iban",
            "nom",
            "prenom",
            "nom_complet",
            "date_naissance",
            "nir",
            "immatriculation",
            "ip",
        ]
    );
}

/// The first meaning that the title announces.
#[track_caller]
fn check(title: &str, expected: Option<Meaning>) {
    let found = Title::of(title).announces().first().map(|(meaning, _)| *meaning);
    assert_eq!(found, expected, "{title}");
}

#[test]
fn titles_announce_meanings() {
    for (title, expected) in [
        ("N° SIRET de l'établissement", Meaning::Siret),
        ("siretAcheteur", Meaning::Siret),
        ("NumSiret", Meaning::Siret),
        ("siren_amenageur", Meaning::Siren),
        ("NUMEPCI", Meaning::CodeEpci),
        ("Code Postal", Meaning::CodePostal),
        ("codePostal", Meaning::CodePostal),
        ("CP", Meaning::CodePostal),
        ("code_insee_commune", Meaning::CodeCommune),
        ("COLL_INSEE", Meaning::CodeCommune),
        ("DEPCOM", Meaning::CodeCommune),
        ("Arrondissement", Meaning::CodeArrondissement),
        ("NUMDEP", Meaning::CodeDepartement),
        ("Numero de telephone", Meaning::Telephone),
        ("Tél.", Meaning::Telephone),
        ("TEL1", Meaning::Telephone),
        ("Adresse mail", Meaning::Email),
        ("contact:email", Meaning::Email),
        ("Adresse 1", Meaning::Address),
        ("Longitude", Meaning::Longitude),
        ("coordY", Meaning::Latitude),
        ("lng", Meaning::Longitude),
        ("coordonneesXY", Meaning::LonLat),
        ("id_parcelle", Meaning::IdParcelle),
        ("Année", Meaning::Year),
        ("Exercice", Meaning::Year),
        ("Prénom", Meaning::FirstName),
        ("Nom et prénom", Meaning::FullName),
        ("Elu(s)", Meaning::FullName),
        ("N° d'immatriculation", Meaning::Plate),
        ("geo_point_2d", Meaning::LatLon),
    ] {
        check(title, Some(expected));
    }
    check("Nom de la crèche", Some(Meaning::FullName));
    for title in ["montant", "complément", "", "€", "libellé"] {
        check(title, None);
    }
}

#[test]
fn titles_of_quantities_announce_nothing() {
    for title in ["Montant SIRET", "Nombre de communes", "nb_dep", "Surface de plancher", "Prix"] {
        check(title, None);
        assert!(Title::of(title).is_quantity());
    }
    for title in ["Code commune", "Code tarif", "N° de budget"] {
        assert!(!Title::of(title).is_quantity(), "{title}");
    }
}

#[test]
fn other_columns_tell_who_is_meant() {
    use Meaning::*;
    let settle = |titles: &[&str], before: &[Option<Meaning>]| {
        let mut meanings = before.to_vec();
        settle_together(titles, &mut meanings);
        meanings
    };
    let titles = ["Nom", "Prénom", "Adresse", "Date de naissance"];
    assert_eq!(
        settle(&titles, &[None, Some(FirstName), Some(Address), Some(BirthDate)]),
        [Some(LastName), Some(FirstName), Some(HomeAddress), Some(BirthDate)]
    );
    let members = [None, Some(FirstName), Some(Email), Some(Telephone)];
    assert_eq!(
        settle(&["Nom", "Prénom", "Mail", "Tél. du service"], &members),
        [Some(LastName), Some(FirstName), Some(PersonalEmail), Some(Telephone)]
    );
    let schools = [Some(FirstName), Some(Email), Some(Uai)];
    assert_eq!(settle(&["Prénom du directeur", "Mail", "UAI"], &schools), schools);
    let bodies = [None, Some(Address), Some(Siret)];
    assert_eq!(settle(&["Nom", "Adresse", "SIRET"], &bodies), bodies);
}

#[test]
fn names_belong_together_when_their_titles_speak_of_one_person() {
    use Meaning::*;
    let settle = |titles: &[&str], before: &[Option<Meaning>]| {
        let mut meanings = before.to_vec();
        settle_together(titles, &mut meanings);
        meanings
    };
    for titles in [
        ["Nom de l'élu", "Prénom de l'élu"],
        ["nomElu", "prenomElu"],
        ["NOM_MAIRE", "PRENOM_MAIRE"],
        ["Nom d'usage", "Prénom usuel"],
        ["Nom", "Prénom de l'élève"],
        ["NOM DE FAMILLE", "Prénom(s)"],
    ] {
        let found = settle(&titles, &[None, Some(FirstName)]);
        assert_eq!(found, [Some(LastName), Some(FirstName)], "{titles:?}");
    }
    for titles in
        [["Nom", "Prénom du directeur"], ["Nom de l'école", "Prénom"], ["Objet", "Prénom"]]
    {
        let found = settle(&titles, &[None, Some(FirstName)]);
        assert_eq!(found, [None, Some(FirstName)], "{titles:?}");
    }
    let born = settle(&["Nom", "Né(e) le"], &[None, Some(BirthDate)]);
    assert_eq!(born, [Some(LastName), Some(BirthDate)]);
}

#[test]
fn first_names_that_are_counted_are_nobodys() {
    use Meaning::*;
    let settle = |titles: &[&str], before: &[Option<Meaning>]| {
        let mut meanings = before.to_vec();
        settle_together(titles, &mut meanings);
        meanings
    };
    let titles = ["COLL_NOM", "ENFANT_SEXE", "ENFANT_PRENOM", "NOMBRE_OCCURRENCES"];
    assert_eq!(settle(&titles, &[None, None, Some(FirstName), None]), [None; 4]);
    let forgotten = [
        ["Prénom", "Sexe", "Nombre"],
        ["Prénom", "Année", "Nombre total cumulé par année"],
        ["Prénom", "Sexe", "Nb. de naissances"],
        ["PRENOM_ENFANT", "ANNEE", "NOMBRE_OCCURENCES"],
    ];
    for titles in forgotten {
        assert_eq!(settle(&titles, &[Some(FirstName), None, None]), [None; 3], "{titles:?}");
    }
    let kept = [
        ["Prénom", "Classe", "Nombre d'absences"],
        ["Prénom", "Quartier", "Nombre d'enfants"],
        ["Prénom", "Épreuve 1", "Total"],
    ];
    for titles in kept {
        let found = settle(&titles, &[Some(FirstName), None, None]);
        assert_eq!(found, [Some(FirstName), None, None], "{titles:?}");
    }
    let titles = ["Nom", "Prénom", "Nombre de voix"];
    let found = settle(&titles, &[None, Some(FirstName), None]);
    assert_eq!(found, [Some(LastName), Some(FirstName), None]);
}
