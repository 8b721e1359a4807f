use proptest::prelude::*;

use super::*;

#[track_caller]
fn check(is: fn(&str) -> bool, yes: &[&str], no: &[&str]) {
    for text in yes {
        assert!(is(text), "{text} was refused");
    }
    for text in no.iter().chain(&["", " ", "é", "0", "abc", "日本語", "-"]) {
        assert!(!is(text), "{text} was taken");
    }
}

#[test]
fn codes_of_places() {
    check(
        is_code_commune,
        &["01004", "2A004", "97415", "13055", "98818", "75056"],
        &["96001", "1004", "2C004", "00001", "é123", "13000", "97900", "130550", "20004"],
    );
    check(
        is_code_arrondissement,
        &["75101", "75120", "69381", "69389", "13201", "13216"],
        &["75121", "75100", "13217", "13055", "13001", "69380"],
    );
    let departements = ["01", "2B", "974", "95", "19", "21", "988", "976"];
    check(is_code_departement, &departements, &["96", "1", "00", "20A", "20", "970", "985"]);
    check(is_code_region, &["01", "11", "93", "94"], &["05", "10", "95", "1", "930"]);
    check(is_code_canton, &["1301", "2A05", "97401"], &["9601", "130", "13011"]);
    check(
        is_code_postal,
        &["01500", "20000", "97400", "98800"],
        &["00500", "99500", "1500", "13 001"],
    );
    check(is_code_epci, &["200054807"], &["200054808", "356000000", "20005480"]);
    check(is_code_iris, &["130550101", "2A0040101"], &["13055010", "960010101", "130550A01"]);
    check(
        is_code_fantoir,
        &[
            "B012",
            "0105",
            "0105X",
            "130550105X",
            "13055_0105",
            "13055_0105X",
            "2A004B012K",
            "1300550105X",
            "2A0004B012K",
            "9744110105X",
        ],
        &["b012", "010", "0105x", "960010105X", "12345", "130550105XY"],
    );
    check(
        is_id_parcelle,
        &["13209801AB0123", "330010000B2328", "2A004000AC0495"],
        &["13209801AB012", "13209801120123", "96001000AB0001", "13209801ab0123"],
    );
    check(is_code_pays, &["FR", "DE", "FRA", "NA"], &["fr", "XX", "F", "FRAN", "A "]);
}

#[test]
fn numbers_of_bodies_and_products() {
    check(
        is_siren,
        &["211300553", "356000000", "211 300 553", "211\u{a0}300\u{a0}553"],
        &["211300554", "21130055", "000000000", "211300553A", "2113005530"],
    );
    check(
        is_siret,
        &["21130055300016", "211 300 553 00016", "35600000049837", "35600000009075"],
        &["21130055300017", "2113005530001", "+3349155111122", "00000000000000", "2.11301E+13"],
    );
    check(is_tva, &["FR83404833048", "FR 83 404 833 048"], &["FR84404833048", "DE404833048", "FR"]);
    check(is_rna, &["W133001234", "W2A1001234"], &["W13300123", "133001234", "W13300123A"]);
    check(is_uai, &["0130001F", "0130001f"], &["0130001A", "013000F", "01300010"]);
    check(is_finess, &["130783293", "2A0000014"], &["13078329", "003000000", "2C0000014"]);
    check(is_code_naf, &["8411Z", "84.11Z", "0116Z"], &["0016Z", "84113", "841Z", "8411z"]);
    check(is_ean, &["3017620422003", "4006381333931"], &["3017620422004", "301762042200"]);
}

#[test]
fn numbers_of_persons() {
    check(
        is_nir,
        &["255081416802538", "2 55 08 14 168 025 38", "180122A00412325"],
        &["255081416802539", "2550814168025", "955081416802538", "255131416802538"],
    );
    check(
        is_iban,
        &[
            "FR1420041010050500013M02606",
            "FR14 2004 1010 0505 0001 3M02 606",
            "DE89370400440532013000",
        ],
        &["FR1420041010050500013M02607", "FR142004101005050001", "1420041010050500013M02606"],
    );
    check(
        is_plate,
        &[
            "AB-123-CD",
            "AB 123 CD",
            "ab123cd",
            "1234 ABC 13",
            "123 AB 13",
            "1234ABC13",
            "12 AB 2A",
            "1234 AB 974",
        ],
        &["AI-123-CD", "AB-12-CD", "AB-1234-CD", "12345 AB 13", "AB123", "12 AB 00", "12 AB 98"],
    );
    check(is_spaced_plate, &["AB-123-CD", "1234 ABC 13"], &["AB123CD", "23ABC01", "AB-12-CD"]);
    check(
        is_titled_name,
        &["Mme Hélène Dupont", "M. Martin", "madame A"],
        &["M.", "Mairie", "Mme "],
    );
    check(
        is_full_name,
        &["Hélène MANDROUX", "Max Levita", "de La Tour, Jean-Pierre"],
        &[
            "Dupont",
            "Service des sports",
            "Mairie de Paris",
            "12 rue Haute",
            "Jean 2",
            "SCI DES PINS",
        ],
    );
    check(
        is_listed_name,
        &["DUPONT Jean", "Anne-Marie LE GOFF", "Jean de LA TOUR", "L'HERMITTE Zoé"],
        &["École MOULIN", "Crèche LES LUTINS", "Pharmacie MARTIN", "Hôtel-de-Ville NORD", "Dupont"],
    );
    for name in ["Jean-Pierre", "LE GOFF", "de Sèze", "O'Brien", "Éléonore"] {
        assert!(is_family_name(name), "{name}");
    }
    for other in ["Stade Nord", "Médiathèque", "École", "Jean 2", "a b c d", ""] {
        assert!(!is_family_name(other), "{other}");
    }
}

#[test]
fn contacts() {
    check(
        is_telephone,
        &[
            "0491551111",
            "04 91 55 11 11",
            "04.91.55.11.11",
            "04-91-55-11-11",
            "+33491551111",
            "+33 (0)4 91 55 11 11",
            "0033491551111",
            "3631",
        ],
        &["2024-03-374", "0091", "491551111", "12", "04 91 55 11", "+33", "0491551111 12345"],
    );
    check(
        is_mobile_telephone,
        &["0612345678", "06 12 34 56 78", "+33712345678", "0033612345678", "+33 (0)6 12 34 56 78"],
        &["0491551111", "+33491551111", "061234567", "3631"],
    );
    check(
        is_email,
        &["mairie@ville-x.fr", "a.b+c@d.e.fr", "hélène@ville.fr"],
        &["mairie@ville", "@x.fr", "a b@c.fr", "a@b..fr", "a@b@c.fr", "a@"],
    );
    check(
        is_url,
        &["https://x.fr/a", "www.x.fr", "http://x.fr", "ftp://x.fr/a"],
        &["x.fr", "http://x", "https://x.fr/a b", "javascript:x.y"],
    );
}

#[test]
fn mailboxes_of_functions_and_of_persons_are_told_apart() {
    for (address, expected) in [
        ("mairie@ville.fr", Mailbox::Function),
        ("mairie.lyon3@lyon.fr", Mailbox::Function),
        ("contact@gmail.com", Mailbox::Function),
        ("dgepe-creche-miss@marseille.fr", Mailbox::Function),
        ("ecole.mat.bergers@cime.org", Mailbox::Function),
        ("jean.dupont@ville.fr", Mailbox::Named),
        ("j.dupont@gmail.com", Mailbox::Named),
        ("dupont13@gmail.com", Mailbox::Webmail),
        ("lili@wanadoo.fr", Mailbox::Webmail),
        ("xyz@ville.fr", Mailbox::Other),
        ("", Mailbox::Other),
    ] {
        assert_eq!(mailbox(address), expected, "{address}");
    }
}

#[test]
fn places_and_what_programs_read() {
    for (text, expected) in [
        ("43.2965, 5.3698", Some(Pair::LatLon)),
        ("43.2965,5.3698", Some(Pair::LatLon)),
        ("[5.56,46.74]", Some(Pair::LonLat)),
        ("(5.3698 43.2965)", Some(Pair::LonLat)),
        ("-20.88, 55.45", Some(Pair::LatLon)),
        ("165.5, -21.2", Some(Pair::LonLat)),
        ("16.2; -61.5", Some(Pair::LatLon)),
        ("12, 13", None),
        ("43,2965", None),
        ("200.5, 43.2", None),
        ("1.2.3, 4.5", None),
        ("", None),
    ] {
        assert_eq!(pair(text), expected, "{text}");
    }
    check(
        is_wkt,
        &[
            "POINT (5.3 43.2)",
            "POINT Z (1 2 3)",
            "SRID=2154;POLYGON ((0 0,1 1,1 0,0 0))",
            "point(1 2)",
        ],
        &["POINTE (1 2)", "POINT 5 43", "Polygone", "POINT (1"],
    );
    check(
        is_geojson,
        &[r#"{"type":"Point","coordinates":[5.3,43.2]}"#],
        &["{}", r#"{"type":"x"}"#, "[1,2]"],
    );
    check(
        is_address,
        &[
            "12 rue Haute",
            "Place d'Armes",
            "Allée des Pins",
            "ZA du Pont",
            "81, Rue Raymond Teisseire",
        ],
        &["Marseille", "12", "Résumé", "Éclairage public"],
    );
    check(is_uuid, &["87e0fb5a-e591-11eb-ba80-0242ac130004"], &["87e0fb5a-e591-11eb-ba80"]);
    check(is_object_id, &["507f1f77bcf86cd799439011"], &["507111771111186111799439", "507f"]);
    check(is_colour, &["#1a2b3c", "#FFF"], &["#12", "1a2b3c", "#ggg"]);
    check(is_mime, &["application/pdf", "image/svg+xml"], &["oui/non", "text/", "a/b"]);
    check(is_ip, &["192.168.1.10", "2001:db8::1"], &["192.168.1", "1.2.3.400", "12:30:00"]);
}

proptest! {
    #[test]
    fn numbers_with_a_key_have_exactly_one(digits in "[1-9][0-9]{7}") {
        let keys = (0..10).filter(|key| is_siren(&format!("{digits}{key}"))).count();
        prop_assert_eq!(keys, 1);
    }

    #[test]
    fn no_text_breaks_them(text in "\\PC{0,40}", code in "[0-9A-Z@. +\\-({é\u{a0}]{0,20}") {
        for text in [text, code] {
            for meaning in crate::Meaning::all() {
                crate::meaning::fit(meaning, &text, crate::number(&text).as_ref());
            }
            mailbox(&text);
            is_titled_name(&text);
            is_mobile_telephone(&text);
        }
    }
}

#[test]
fn products_buildings_and_accounts() {
    check(
        is_ean,
        &["3017620422003", "96385074", "036000291452", "10614141000415"],
        &["3017620422004", "96385075", "9638507", "0000000000000", "96385074 "],
    );
    check(
        is_id_rnb,
        &["PG46YY6YWCQ8", "PG46-YY6Y-WCQ8"],
        &["PG46YY6YWCQ", "PG46YY6YWCQ0", "PG46YY6YWCQI", "PG4-6YY6Y-WCQ8", "pg46yy6ywcq8"],
    );
    check(is_old_association, &["131P12345", "069S0012"], &["131X12345", "131P123", "P12345"]);
    check(is_account, &["@villedelyon", "@mairie@social.example"], &["@", "a@b.fr", "@a b", "@@a"]);
}

#[test]
fn parts_of_the_population() {
    check(is_code_csp, &["312a", "631K", "7100"], &["312m", "712a", "7000", "312"]);
    check(
        is_csp,
        &["Ouvriers", "Employés", "Chefs d’entreprise de 10 salariés", "Retraités"],
        &["Médecin", "Ouvert"],
    );
    check(is_sex, &["F", "m", "Féminin", "Garçon", "HOMMES"], &["FR", "Hommage", "1", "Fem"]);
}
