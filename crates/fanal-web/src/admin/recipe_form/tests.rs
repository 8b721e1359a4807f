use fanal_service::{GivenFile, Unwatched, understand};
use fanal_views::admin::ColumnReading;

use super::*;

const CSV: &str = "id;nom;agent;\n1;Chêne;Léa;\n2;Tilleul;Ada;\n";

fn understood(csv: &[u8], recipe: &Recipe) -> Understanding {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let path = folder.path().join("a.csv");
    std::fs::write(&path, csv).expect("a file can be written");
    let file = GivenFile { path, name: "a.csv".to_owned(), scratch: folder.path().to_owned() };
    understand(&file, recipe, &[], &Unwatched).expect("the file can be understood")
}

/// The form as a page shows it, changed, with the decisions that it then makes.
fn decided(
    csv: &str,
    recipe: &Recipe,
    change: impl Fn(&mut Vec<(String, String)>),
) -> Vec<ColumnRecipe> {
    let understood = understood(csv.as_bytes(), recipe);
    let views = crate::admin::columns::shown(&understood, recipe);
    let mut pairs = Vec::new();
    for (index, column) in understood.columns.iter().enumerate() {
        let mut add = |name: &str, value: &str| {
            pairs.push((format!("columns.{index}.{name}"), value.to_owned()));
        };
        let title = &understood.profile.columns[index].title;
        add("source", &mark(title, column.occurrence));
        if column.kept {
            add("keep", "true");
        }
        add("name", column.field.name.as_str());
        add("label", &column.field.label);
        add("type", column.field.field_type.name());
        if let Some(list) = list_cells(&understood.profile.columns[index], column) {
            add("list", &list.separator);
            if list.split {
                add("split", "true");
            }
        }
        add_reading(&views[index].reading, &mut add);
    }
    change(&mut pairs);
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let fields = Parameters::parse(crate::uri::encode(&pairs).as_bytes());
    columns(&fields, &understood, recipe)
}

/// How the cells of a column are read, as a page shows it.
fn add_reading(reading: &ColumnReading, add: &mut impl FnMut(&str, &str)) {
    if let Some(order) = &reading.date_order {
        add("order", &order.chosen);
    }
    if let Some(decimal) = &reading.decimal {
        add("decimal", &decimal.chosen);
    }
    if let Some(zone) = &reading.timezone {
        add("zone", &zone.chosen);
    }
    add("meaning", &reading.meaning);
    for marked in &reading.marks {
        add("marks", &marked.mark);
        if marked.empty {
            add("mark", &marked.mark);
        }
    }
    if reading.adds_marks {
        add("missing", "");
    }
}

fn set(pairs: &mut Vec<(String, String)>, name: &str, value: &str) {
    pairs.retain(|(n, _)| n != name);
    pairs.push((name.to_owned(), value.to_owned()));
}

fn untick(pairs: &mut Vec<(String, String)>, index: usize) {
    pairs.retain(|(n, _)| *n != format!("columns.{index}.keep"));
}

fn about(title: &str) -> ColumnRecipe {
    ColumnRecipe { title: title.to_owned(), ..ColumnRecipe::default() }
}

fn with(columns: Vec<ColumnRecipe>) -> Recipe {
    Recipe { columns, ..Recipe::default() }
}

#[test]
fn a_form_that_is_sent_as_it_was_shown_decides_nothing() {
    assert_eq!(decided(CSV, &Recipe::default(), |_| {}), []);
}

#[test]
fn a_column_without_title_and_value_is_nobodys_decision_until_somebody_wants_it() {
    let kept = decided(CSV, &Recipe::default(), |form| set(form, "columns.3.keep", "true"));
    assert_eq!(kept, [about("")]);
    assert_eq!(decided(CSV, &with(kept.clone()), |_| {}), kept, "and it stays wanted");
    let dropped = decided(CSV, &with(kept), |form| untick(form, 3));
    assert_eq!(dropped, [], "the original file may then be kept");
}

#[test]
fn decisions_are_bound_to_titles_and_not_to_places() {
    let csv = "a;b;a;\"c\nd é+%\"\n1;2;3;4\n";
    let turned = decided(csv, &Recipe::default(), |form| {
        form.retain(|(name, _)| name != "columns.2.keep" && name != "columns.3.keep");
        // The page showed them in another order.
        for (name, _) in form {
            *name = name.replace("columns.2", "columns.7").replace("columns.0", "columns.2");
        }
    });
    let second = ColumnRecipe { occurrence: 1, leave_out: true, ..about("a") };
    assert_eq!(turned, [second, ColumnRecipe { leave_out: true, ..about("c d é+%") }]);
}

#[test]
fn decisions_stay_when_the_form_shows_them_unchanged() {
    let before = [ColumnRecipe {
        name: Some("arbre".to_owned()),
        label: Some("Arbre".to_owned()),
        field_type: Some("text".to_owned()),
        multivalued: Some(",".to_owned()),
        ..about("nom")
    }];
    assert_eq!(decided(CSV, &with(before.to_vec()), |_| {}), before);
    let renamed =
        decided(CSV, &with(before.to_vec()), |form| set(form, "columns.1.name", "espece"));
    assert_eq!(renamed, [ColumnRecipe { name: Some("espece".to_owned()), ..before[0].clone() }]);
    let emptied = decided(CSV, &with(before.to_vec()), |form| set(form, "columns.1.name", ""));
    assert_eq!(emptied, [ColumnRecipe { name: None, ..before[0].clone() }]);
}

#[test]
fn cells_that_hold_lists_are_split_on_demand() {
    let csv = "id;modes\n1;vélo, bus\n2;bus, tram\n3;vélo, tram, bus\n4;tram, vélo\n";
    assert_eq!(decided(csv, &Recipe::default(), |_| {}), []);
    let ticked = decided(csv, &Recipe::default(), |form| set(form, "columns.1.split", "true"));
    let [column] = &ticked[..] else { panic!("one decision: {ticked:?}") };
    assert_eq!(column.multivalued.as_deref().map(str::trim), Some(","));
    assert_eq!(decided(csv, &with(ticked.clone()), |_| {}), ticked, "and it stays so");
    let unticked =
        decided(csv, &with(ticked), |form| form.retain(|(name, _)| name != "columns.1.split"));
    assert_eq!(unticked, []);
}

const OPEN: &str = "jour;surface;heure;places\n03/04/2024;12.500;2024-07-15 12:00;NC\n\
                    05/06/2024;3.250;2024-07-16 12:00;12\n07/08/2024;7.100;2024-07-17 12:00;9\n";

#[test]
fn how_cells_are_read_is_decided_kept_and_taken_back() {
    assert_eq!(decided(OPEN, &Recipe::default(), |_| {}), [], "what is open is nobody's decision");
    let word = |word: &str| Some(word.to_owned());
    for (name, value, expected) in [
        ("columns.0.order", "mdy", ColumnRecipe { date_order: word("mdy"), ..about("jour") }),
        ("columns.1.decimal", "comma", ColumnRecipe { decimal: word("comma"), ..about("surface") }),
        ("columns.2.zone", "UTC", ColumnRecipe { timezone: word("UTC"), ..about("heure") }),
        ("columns.3.meaning", "none", ColumnRecipe { meaning: word("none"), ..about("places") }),
    ] {
        let said = decided(OPEN, &Recipe::default(), |form| set(form, name, value));
        assert_eq!(said, [expected]);
        assert_eq!(decided(OPEN, &with(said.clone()), |_| {}), said, "and it stays so");
        assert_eq!(decided(OPEN, &with(said), |form| set(form, name, "")), [], "{name}");
    }
}

#[test]
fn marks_are_refused_taken_again_added_and_taken_away() {
    let marks = |list: &[&str]| list.iter().map(|mark| (*mark).to_owned()).collect::<Vec<_>>();
    let unticked = |form: &mut Vec<(String, String)>| form.retain(|(n, _)| n != "columns.3.mark");
    let refused = decided(OPEN, &Recipe::default(), unticked);
    assert_eq!(refused, [ColumnRecipe { not_missing: marks(&["NC"]), ..about("places") }]);
    assert_eq!(decided(OPEN, &with(refused.clone()), |_| {}), refused);
    let again = decided(OPEN, &with(refused), |form| set(form, "columns.3.mark", "NC"));
    assert_eq!(again, []);
    let added = decided(OPEN, &Recipe::default(), |form| set(form, "columns.3.missing", " 9 "));
    assert_eq!(added, [ColumnRecipe { missing: marks(&["9"]), ..about("places") }]);
    assert_eq!(decided(OPEN, &with(added.clone()), |_| {}), added);
    let gone = decided(OPEN, &with(added), |form| {
        form.retain(|(name, value)| name != "columns.3.mark" || value != "9");
    });
    assert_eq!(gone, []);
}

#[test]
fn a_column_that_this_file_has_not_stays_left_out_in_the_next_one() {
    let absent = ColumnRecipe { leave_out: true, ..about("téléphone") };
    let left = decided(CSV, &with(vec![absent.clone()]), |form| untick(form, 2));
    assert_eq!(left, [ColumnRecipe { leave_out: true, ..about("agent") }, absent]);
}

#[test]
fn what_is_left_out_is_followed_into_another_encoding() {
    let utf8 = "prénom;nom\nLéa;Chêne\n".as_bytes();
    let read = |encoding: &str| Recipe { encoding: Some(encoding.to_owned()), ..with(Vec::new()) };
    let wrong = understood(utf8, &read("windows-1252"));
    let right = understood(utf8, &read("utf-8"));
    let title = wrong.profile.columns[0].title.clone();
    assert_ne!(title, "prénom");
    let left_out = ColumnRecipe { leave_out: true, ..about(&title) };
    let elsewhere = ColumnRecipe { leave_out: true, ..about("ailleurs") };
    let recipe = Recipe { columns: vec![left_out, elsewhere.clone()], ..read("utf-8") };
    assert!(reads_otherwise(&recipe, &read("windows-1252")));
    let followed_one = ColumnRecipe { leave_out: true, ..about("prénom") };
    assert_eq!(followed(&recipe, &wrong, &right).columns, [followed_one, elsewhere.clone()]);
    let other = understood(b"a;b;c\n1;2;3\n", &Recipe::default());
    assert_eq!(followed(&recipe, &wrong, &other).columns, [elsewhere], "there are other columns");
}
