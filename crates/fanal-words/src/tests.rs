mod codes;
mod functions;

use std::collections::{BTreeMap, BTreeSet};

use fanal_model::{Argument, Instant, Language, Problem};
use fluent_bundle::FluentResource;

use crate::{Words, bundle};

fn french() -> &'static Words {
    Words::of(Language::French)
}

fn english() -> &'static Words {
    Words::of(Language::English)
}

/// Identifier → names of its values.
fn signatures(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in bundle::sources(language) {
        let mut id = String::new();
        for line in source.lines() {
            if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                id = line.split([' ', '=']).next().unwrap_or_default().to_owned();
                let twice = found.insert(id.clone(), BTreeSet::new());
                assert!(twice.is_none(), "`{id}` is defined twice in {language:?}");
            }
            for part in line.split('$').skip(1).filter(|_| !line.starts_with('#')) {
                let name =
                    part.split(|c: char| !c.is_ascii_alphanumeric() && !"-_".contains(c)).next();
                if let Some(names) = found.get_mut(&id) {
                    names.insert(name.unwrap_or_default().to_owned());
                }
            }
        }
    }
    found
}

#[test]
fn both_languages_have_the_same_sentences_with_the_same_values() {
    let (french, english) = (signatures(Language::French), signatures(Language::English));
    assert!(french.len() > 100);
    for (id, names) in &french {
        assert_eq!(english.get(id), Some(names), "`{id}` differs in English");
    }
    for id in english.keys() {
        assert!(french.contains_key(id), "`{id}` is missing in French");
    }
}

#[test]
fn every_file_is_valid_fluent() {
    for language in Language::ALL {
        for source in bundle::sources(language) {
            if let Err((_, errors)) = FluentResource::try_new(source.to_owned()) {
                panic!("{language:?}: {errors:?}");
            }
        }
    }
}

#[test]
fn no_sentence_raises_its_voice() {
    for language in Language::ALL {
        for line in bundle::sources(language).iter().flat_map(|s| s.lines()) {
            assert!(!line.contains('!'), "exclamation mark in `{line}`");
        }
    }
}

#[test]
fn whole_numbers_have_their_thousands_apart() {
    for (number, in_french, in_english) in [
        (0, "0", "0"),
        (999, "999", "999"),
        (1000, "1\u{202f}000", "1,000"),
        (-1_234_567, "-1\u{202f}234\u{202f}567", "-1,234,567"),
        (
            i64::MIN,
            "-9\u{202f}223\u{202f}372\u{202f}036\u{202f}854\u{202f}775\u{202f}808",
            "-9,223,372,036,854,775,808",
        ),
    ] {
        assert_eq!(french().number(number), in_french);
        assert_eq!(english().number(number), in_english);
    }
}

#[test]
fn decimals_are_written_as_the_language_does() {
    for (number, in_french, in_english) in [
        (1234.5, "1\u{202f}234,5", "1,234.5"),
        (0.1, "0,1", "0.1"),
        (-0.25, "-0,25", "-0.25"),
        (12.0, "12", "12"),
        (-0.0, "0", "0"),
        (1e18, "1e18", "1e18"),
        (1.5e-9, "1,5e-9", "1.5e-9"),
    ] {
        assert_eq!(french().decimal(number), in_french);
        assert_eq!(english().decimal(number), in_english);
    }
    assert_eq!(french().rounded(2.0, 2), "2,00");
    assert_eq!(french().rounded(-0.001, 2), "0,00");
    assert_eq!(french().decimal(f64::NAN), "NaN");
}

#[test]
fn sizes_use_the_unit_that_leaves_the_fewest_digits() {
    for (size_bytes, in_french, in_english) in [
        (0, "0\u{a0}octet", "0\u{a0}byte"),
        (999, "999\u{a0}octets", "999\u{a0}bytes"),
        (1000, "1\u{a0}ko", "1\u{a0}kB"),
        (1_234_567, "1,2\u{a0}Mo", "1.2\u{a0}MB"),
        (123_456_789, "123\u{a0}Mo", "123\u{a0}MB"),
        (123_500_000, "124\u{a0}Mo", "124\u{a0}MB"),
        (99_960, "100\u{a0}ko", "100\u{a0}kB"),
        (999_500_000, "1\u{a0}Go", "1\u{a0}GB"),
        (u64::MAX, "18447\u{a0}Po", "18447\u{a0}PB"),
    ] {
        assert_eq!(french().size(size_bytes), in_french);
        assert_eq!(english().size(size_bytes), in_english);
    }
}

#[test]
fn days_are_written_in_words() {
    let instant = Instant(1_795_253_400_000_000);
    assert_eq!(french().day(instant), "21 novembre 2026");
    assert_eq!(english().day(instant), "21 November 2026");
    assert_eq!(french().date(0), "1er janvier 1970");
    assert_eq!(french().moment(instant), "21 novembre 2026 à 09:30 (UTC)");
    assert_eq!(french().short_moment(instant.plus_seconds(5)), "21/11/2026 09:30:05 UTC");
}

#[test]
fn ages_choose_their_unit_and_their_plural() {
    let now = Instant(1_795_253_400_000_000);
    for (seconds, in_french, in_english) in [
        (-30, "à l\u{2019}instant", "just now"),
        (59, "à l\u{2019}instant", "just now"),
        (60, "il y a 1 minute", "1 minute ago"),
        (7_200, "il y a 2 heures", "2 hours ago"),
        (86_400, "hier", "yesterday"),
        (86_400 * 29, "il y a 29 jours", "29 days ago"),
        (86_400 * 70, "il y a 2 mois", "2 months ago"),
        (86_400 * 400, "il y a 1 an", "1 year ago"),
    ] {
        assert_eq!(french().age(now.plus_seconds(-seconds), now), in_french);
        assert_eq!(english().age(now.plus_seconds(-seconds), now), in_english);
    }
}

#[test]
fn values_pass_as_they_are_and_without_marks() {
    let problem = Problem::new("problem-unknown").text("code", "l'été : <b>");
    let sentence = french().problem(&problem);
    assert!(sentence.contains("l'été : <b>"), "{sentence}");
    assert!(!sentence.contains(['\u{2068}', '\u{2069}']));
}

#[test]
fn a_problem_without_a_sentence_still_says_its_code() {
    assert!(french().problem(&Problem::new("no-such-code")).contains("no-such-code"));
}

#[test]
fn sentences_count_as_the_language_does() {
    let rows = |words: &Words, n| words.say_with("rows", &[("count", Argument::Number(n))]);
    assert_eq!(rows(french(), 0), "0 ligne");
    assert_eq!(rows(french(), 2345), "2\u{202f}345 lignes");
    assert_eq!(rows(english(), 0), "0 rows");
    assert_eq!(rows(english(), 1), "1 row");
}

#[test]
fn names_are_joined_as_a_sentence_does() {
    assert_eq!(french().list(&["a", "b", "c"]), "a, b et c");
    assert_eq!(english().list(&["a"]), "a");
    assert_eq!(english().list::<&str>(&[]), "");
}
