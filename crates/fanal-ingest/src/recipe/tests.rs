use super::*;

fn refused(column: ColumnRecipe) -> RecipeError {
    let recipe = Recipe { columns: vec![column], ..Recipe::default() };
    recipe.check().expect_err("it is refused")
}

#[track_caller]
fn check(column: ColumnRecipe, key: &str, value: &str) {
    let RecipeError::Choice { key: told, value: as_written, choices } = refused(column) else {
        panic!("a word is refused")
    };
    assert_eq!((told, as_written.as_str()), (key, value));
    assert!(!choices.is_empty());
}

#[test]
fn a_word_that_may_not_stand_there_is_refused_with_those_that_may() {
    let word = |word: &str| Some(word.to_owned());
    let none = ColumnRecipe::default;
    check(ColumnRecipe { date_order: word("ymd"), ..none() }, "date_order", "ymd");
    check(ColumnRecipe { decimal: word(","), ..none() }, "decimal", ",");
    check(ColumnRecipe { meaning: word("pear"), ..none() }, "meaning", "pear");
    check(ColumnRecipe { timezone: word("Europe/Brest"), ..none() }, "timezone", "Europe/Brest");
    let quoted = Recipe { quote: word("«"), ..Recipe::default() };
    assert!(matches!(quoted.check(), Err(RecipeError::Choice { key: "quote", .. })));
}

#[test]
fn what_was_decided_is_written_and_read_back() {
    let word = |word: &str| Some(word.to_owned());
    let column = ColumnRecipe {
        title: "Ouvert le".to_owned(),
        meaning: word(NO_MEANING),
        date_order: word("mdy"),
        decimal: word("comma"),
        missing: vec!["xx".to_owned()],
        not_missing: vec!["NC".to_owned()],
        timezone: word("Indian/Reunion"),
        ..ColumnRecipe::default()
    };
    let missing = vec!["?".to_owned()];
    let recipe =
        Recipe { quote: word("none"), missing, columns: vec![column], ..Recipe::default() };
    assert_eq!(recipe.check(), Ok(()));
    let json = serde_json::to_string(&recipe).expect("it can be written");
    assert_eq!(serde_json::from_str::<Recipe>(&json).expect("it can be read"), recipe);
    assert_eq!(serde_json::to_string(&Recipe::default()).expect("it can be written"), "{}");
}
