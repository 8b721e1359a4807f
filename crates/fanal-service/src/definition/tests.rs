use fanal_model::{Argument, Problem};

use super::diff::changes;
use super::text::Definition;

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

/// Why the text is no definition.
#[track_caller]
fn refused(text: &str) -> Problem {
    let refused = Definition::parse(text).and_then(|definition| definition.understood());
    refused.err().expect("it is refused")
}

#[test]
fn what_is_no_toml_is_refused_with_its_line() {
    let unknown = refused(&ARBRES.replace("facet", "faset"));
    let Argument::Text(reason) = &unknown.arguments[3].1 else { panic!("{unknown}") };
    let expected = Problem::new("definition-syntax")
        .number("line", 20)
        .number("column", 1)
        .text("found", "faset = true")
        .text("reason", reason);
    assert_eq!(unknown, expected);
    assert!(reason.contains("faset"), "{reason}");
}

#[test]
fn a_wrong_word_is_refused_with_its_key() {
    let choice = |key, value, choices| {
        Problem::new("definition-choice")
            .text("key", key)
            .text("value", value)
            .text("choices", choices)
    };
    assert_eq!(
        refused(&ARBRES.replace("\"open\"", "\"ouvert\"")),
        choice("dataset.visibility", "ouvert", "open, restricted, metadata-only, secret")
    );
    assert_eq!(
        refused(&ARBRES.replace("\"draft\"", "\"brouillon\"")),
        choice("dataset.state", "brouillon", "draft, published")
    );
    let typed = refused(&ARBRES.replace("\"text\"", "\"texte\""));
    assert_eq!(typed.arguments[..2], choice("field.nom.type", "texte", "").arguments[..2]);
    let named = refused(&ARBRES.replace("\"nom\"", "\"Nom\""));
    assert_eq!(named, Problem::new("definition-field-name").text("name", "Nom"));
    let addressed = refused(&ARBRES.replace("\"arbres\"", "\"Les arbres\""));
    assert_eq!(addressed, Problem::new("definition-slug").text("value", "Les arbres"));
    let untitled = refused(&ARBRES.replace("\"Arbres\"", "\" \""));
    assert_eq!(untitled, Problem::new("definition-title-missing"));
}

#[test]
fn what_a_text_does_not_say_is_no_change() {
    let said = ARBRES
        .replace("[source.recipe]", "[source]\nname = \"a.csv\"\n[source.recipe]")
        .replace("\"open\"", "\"secret\"")
        .replace("\"draft\"", "\"published\"");
    let before = Definition::parse(&said).expect("a definition");
    let short = "[dataset]\nid = \"arbres\"\ntitle = \"Arbres\"\n";
    let silent = Definition::parse(short).expect("a definition");
    let after = silent.clone().completed(Some(&before));
    assert_eq!(changes(Some(&before), &after), []);
    let field = format!("{short}[[field]]\nname = \"nom\"\nlabel = \"Nom\"\ntype = \"text\"\n");
    let field = Definition::parse(&field).expect("a definition").completed(Some(&before));
    assert_eq!(changes(Some(&before), &field), [], "its field is still a filter");

    let new = silent.completed(None).understood().unwrap_or_else(|error| panic!("{error}"));
    assert_eq!((new.visibility.name(), new.lifecycle.name()), ("open", "draft"));
}

#[test]
fn silence_takes_back_a_number_of_decimals() {
    let said = |decimals: &str| {
        let text = ARBRES.replace("type = \"text\"", &format!("type = \"double\"\n{decimals}"));
        Definition::parse(&text).expect("a definition")
    };
    let before = said("decimals = 2");
    let kept = said("decimals = 2").completed(Some(&before));
    assert_eq!(changes(Some(&before), &kept), []);
    let taken_back = said("").completed(Some(&before));
    let changes = changes(Some(&before), &taken_back);
    let told: Vec<_> = changes.iter().map(|c| (c.key.as_str(), c.after.as_deref())).collect();
    assert_eq!(told, [("field.nom.decimals", None)]);
}

#[test]
fn an_empty_recipe_takes_all_decisions_back() {
    let before = Definition::parse(ARBRES).expect("a definition");
    let (start, rest) = ARBRES.split_once("separator").expect("the recipe begins with it");
    let (_, fields) = rest.split_once("[[field]]").expect("fields come last");
    let emptied = format!("{start}\n[[field]]{fields}");
    let after = Definition::parse(&emptied).expect("a definition").completed(Some(&before));
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
    let twice = refused(&format!("{ARBRES}[[field]]{field}"));
    assert_eq!(twice, Problem::new("definition-field-twice").text("name", "nom"));
}
