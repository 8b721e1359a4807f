use super::*;

fn table(rows: &[&str]) -> Vec<Vec<String>> {
    rows.iter().map(|r| r.split(';').map(str::to_owned).collect()).collect()
}

#[track_caller]
fn check(rows: &[&str], expected: Option<usize>) {
    assert_eq!(find(&table(rows)), expected, "{rows:?}");
}

#[test]
fn the_row_of_titles_is_found() {
    check(&["nom;âge", "A;3", "B;4"], Some(0));
    check(&["Liste des écoles;;", ";;", "nom;ville;places", "A;B;3", "C;D;4"], Some(2));
    check(&["commune;2019;2020", "A;13 500;14 000"], Some(0));
    check(&["commune;2019;2020", "A;1950;1960", "B;2005;1980"], Some(0));
    check(&["Population; par commune; en 2019", "code;nom;pop", "1;A;3", "2;B;4"], Some(1));
    check(&["code; nom; pop", "1; A; 3", "2; B; 4"], Some(0));
    check(&["12;2024-01-01", "13;2024-01-02"], None);
    check(&["Dupont;Jean;12", "Durand;Anne;14"], None);
    check(&["nom;âge"], Some(0));
    check(&["1;2;3"], None);
    check(&["libellé", "Autocars"], Some(0));
    check(&[], None);
}

#[test]
fn a_first_row_of_texts_that_is_like_the_others_is_data() {
    check(&["Dupont;2A004", "Durand;2B033", "Petit;2A247"], None);
    check(&["Dupont;Marseille", "Durand;Aix", "Petit;Marseille"], None);
    check(&["a@b.fr;x", "c@d.fr;y"], None);
    check(&["13001", "13002", "2A004"], None);
    check(&["CS1;CS2", "12;x", "13;y"], Some(0));
    check(&["nom;code", "Durand;2B033", "Petit;2A247"], Some(0));
    check(&["Dupont;NC;12", "Durand;13;14", "Petit;15;16"], None);
    check(&["Autocars", "Citernes", "Bennes à ordures", "Poids lourds"], None);
    check(&["Noms", "Citernes", "Bennes à ordures", "Poids lourds"], Some(0));
    check(&["type_vehicule", "Citernes", "Bennes à ordures", "Poids lourds"], Some(0));
}

#[track_caller]
fn check_titles(rows: &[&str], place: Range<usize>, titles: &[&str]) -> Found {
    let found = settle(&table(rows), Said::Nothing);
    assert_eq!((&found.rows, &found.titles[..]), (&place, &titles.map_owned()[..]), "{rows:?}");
    // What was found is found again when it is said.
    if !place.is_empty() {
        assert_eq!(settle(&table(rows), Said::Row(place.start)), found);
    }
    found
}

trait MapOwned {
    fn map_owned(&self) -> Vec<String>;
}

impl MapOwned for [&str] {
    fn map_owned(&self) -> Vec<String> {
        self.iter().map(|t| (*t).to_owned()).collect()
    }
}

#[test]
fn titles_over_several_rows_are_joined() {
    check_titles(
        &["REG;nom;pop", "Code région;Nom;Population", "93;Aix;3", "94;Bastia;4"],
        0..2,
        &["REG Code région", "nom Nom", "pop Population"],
    );
    check_titles(
        &[";2019;;2020;", "commune;hommes;femmes;hommes;femmes", "A;1;2;3;4", "B;5;6;7;8"],
        0..2,
        &["commune", "2019 hommes", "2019 femmes", "2020 hommes", "2020 femmes"],
    );
    check_titles(
        &["Commune;Naissances;;Décès;", ";h;f;h;f", "A;1;2;3;4", "B;5;6;7;8"],
        0..2,
        &["Commune", "Naissances h", "Naissances f", "Décès h", "Décès f"],
    );
    check_titles(
        &[
            "Code;Nom;Voté;;Payé;;Total",
            ";;2023;2024;2023;2024",
            "A1;x;1;2;3;4;5",
            "B2;y;5;6;7;8;9",
        ],
        0..2,
        &["Code", "Nom", "Voté 2023", "Voté 2024", "Payé 2023", "Payé 2024", "Total"],
    );
    check_titles(
        &["Commune;Population;;Budget;", ";2019;2020;2019;2020", "A;1;2;3;4", "B;5;6;7;8"],
        0..2,
        &["Commune", "Population 2019", "Population 2020", "Budget 2019", "Budget 2020"],
    );
    check_titles(
        &["ville;surface;prix", ";(m²);(€)", "A;1;2", "B;3;4"],
        0..2,
        &["ville", "surface (m²)", "prix (€)"],
    );
    check_titles(
        &["a;b;c", "A;B;C", "(x);(y);(z)", "1;2;3", "4;5;6"],
        0..3,
        &["a A (x)", "b B (y)", "c C (z)"],
    );
}

#[test]
fn a_row_of_data_is_never_taken_for_titles() {
    let titles = ["nom", "places", "prix"];
    check_titles(&["nom;places;prix", "A;NC;ND", "B;1;2", "C;3;4"], 0..1, &titles);
    check_titles(&["nom;places;prix", "A;complet;complet", "B;1;2", "C;3;4"], 0..1, &titles);
    check_titles(&["nom;places;prix", "A;complet;3", "B;1;2", "C;3;4"], 0..1, &titles);
    check_titles(&["Commune :;Aix;", "nom;places;prix", "B;1;2", "C;3;4"], 1..2, &titles);
    check_titles(&["nom;places;prix"], 0..1, &titles);
}

#[test]
fn numbers_of_rows_have_no_title() {
    check_titles(&["nom;prix", "1;A;3", "2;B;4", "3;C;5"], 0..1, &["", "nom", "prix"]);
    check_titles(&["nom;prix", "1;A;3", "7;B;4", "3;C;5"], 0..1, &["nom", "prix", ""]);
}

#[test]
fn what_stands_around_titles_is_taken_off() {
    let found =
        check_titles(&["\u{feff}nom ;Date\n début;x", "A;B;C"], 0..1, &["nom", "Date début", "x"]);
    assert_eq!(found.cleaned, 2);
    let found = check_titles(
        &["ID,N,10,0;NOM,C,80;JOUR,D,8", "12;rue A;2024-01-01", "13;rue B;2024-01-02"],
        0..1,
        &["ID", "NOM", "JOUR"],
    );
    assert_eq!(found.declared, 3);
    check_titles(&["ville,C;nom, prénom", "A;B"], 0..1, &["ville,C", "nom, prénom"]);
    let found = check_titles(&["ID;N;10;0;NOM;C;80", "12;rue A", "13;rue B"], 0..1, &["ID", "NOM"]);
    assert_eq!(found.declared, 2);
}

#[test]
fn years_or_months_as_titles_are_a_crossed_table() {
    let series = |titles: &[&str]| {
        let titles = titles.map_owned();
        title::series(&titles).map(|(f, l, n)| (f.to_owned(), l.to_owned(), n))
    };
    let months = ["", "JANVIER", "FÉVRIER", "MARS", "TOTAL"];
    assert_eq!(series(&months), Some(("JANVIER".to_owned(), "MARS".to_owned(), 3)));
    assert_eq!(series(&["commune", "2019", "2020", "2021"]).map(|s| s.2), Some(3));
    assert_eq!(series(&["commune", "2019", "2020"]), None);
    assert_eq!(series(&["nom", "marseille", "maire", "décision"]), None);
}
