use super::diff::changes;
use super::text::{Definition, DefinitionError};

const ARBRES: &str = r#"
[dataset]
id = "arbres"
title = "Arbres"
visibility = "open"
state = "draft"
language = "fr"

[source.recipe]
separator = ";"

[[source.recipe.columns]]
title = "Agent"
leave_out = true

[[field]]
name = "nom"
label = "Nom"
type = "text"
facet = true
"#;

#[test]
fn what_is_printed_reads_as_the_same() {
    let definition = Definition::parse(ARBRES).expect("a definition");
    assert_eq!(Definition::parse(&definition.to_toml()), Ok(definition));
}

#[test]
fn changes_are_told_by_key() {
    let before = Definition::parse(ARBRES).expect("a definition");
    let after = Definition::parse(&ARBRES.replace("label = \"Nom\"", "label = \"Essence\""))
        .expect("a definition");
    let changes = changes(Some(&before), &after);
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].key, "field.nom.label");
    assert_eq!(changes[0].before.as_deref(), Some("\"Nom\""));
    assert_eq!(changes[0].after.as_deref(), Some("\"Essence\""));
}

#[test]
fn an_unknown_key_and_a_wrong_word_are_refused_with_their_place() {
    let unknown = Definition::parse(&ARBRES.replace("facet", "faset")).expect_err("unknown key");
    assert!(unknown.to_string().contains("faset"), "{unknown}");
    let wrong = Definition::parse(&ARBRES.replace("\"open\"", "\"ouvert\"")).expect("TOML");
    let Err(DefinitionError::Value { key, .. }) = wrong.understood() else {
        panic!("`ouvert` is no visibility");
    };
    assert_eq!(key, "dataset.visibility");
}

#[test]
fn what_a_text_does_not_say_is_no_change() {
    let said = ARBRES
        .replace("[source.recipe]", "[source]\nname = \"a.csv\"\n[source.recipe]")
        .replace("\"open\"", "\"secret\"")
        .replace("\"draft\"", "\"published\"");
    let before = Definition::parse(&said).expect("a definition");
    let short = "[dataset]\nid = \"arbres\"\ntitle = \"Arbres\"\n";
    let mut after = Definition::parse(short).expect("a definition");
    after.complete(Some(&before));
    assert_eq!(changes(Some(&before), &after), []);

    let mut new = Definition::parse(short).expect("a definition");
    new.complete(None);
    let new = new.understood().unwrap_or_else(|error| panic!("{error}"));
    assert_eq!((new.visibility.name(), new.lifecycle.name()), ("open", "draft"));
}

#[test]
fn an_empty_recipe_takes_all_decisions_back() {
    let before = Definition::parse(ARBRES).expect("a definition");
    let (start, rest) = ARBRES.split_once("separator").expect("the recipe begins with it");
    let (_, fields) = rest.split_once("[[field]]").expect("fields come last");
    let emptied = format!("{start}\n[[field]]{fields}");
    let mut after = Definition::parse(&emptied).expect("a definition");
    after.complete(Some(&before));
    let keys: Vec<String> =
        changes(Some(&before), &after).into_iter().map(|change| change.key).collect();
    let agent = "source.recipe.columns.Agent";
    let expected =
        [format!("{agent}.leave_out"), format!("{agent}.title"), "source.recipe.separator".into()];
    assert_eq!(keys, expected);
}

#[test]
fn two_fields_of_one_name_are_refused() {
    let (_, field) = ARBRES.split_once("[[field]]").expect("fields come last");
    let twice = Definition::parse(&format!("{ARBRES}[[field]]{field}")).expect("TOML");
    let Err(DefinitionError::Value { key, value, .. }) = twice.understood() else {
        panic!("a name stands for one field");
    };
    assert_eq!((key.as_str(), value.as_str()), ("field.name", "nom"));
}
