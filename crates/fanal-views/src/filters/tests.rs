use super::*;
use crate::samples::NOW;

fn layout(language: Language) -> Layout {
    Layout::new(Words::of(language), "Port", NOW)
}

fn value(value: &str, count: u64, state: FacetState) -> FacetValue {
    let name = value.rsplit('/').next().unwrap_or(value).to_owned();
    FacetValue { name, value: value.to_owned(), count, state, children: Vec::new() }
}

fn filter(name: &str, field_type: FieldType, values: Vec<FacetValue>) -> Filter {
    let facet = Facet { name: name.to_owned(), values, cut: false };
    let separator = field_type.is_temporal().then(|| "/".to_owned());
    let label = name.to_uppercase();
    Filter { label, facet, disjunctive: false, separator, field_type, years: false }
}

fn filters(chosen: &[(&str, &str)], filter: Filter) -> Filters {
    Filters {
        path: "/explore/dataset/arbres/".into(),
        kept: vec!["sort=nom".into()],
        anchor: "#table",
        chosen: chosen.iter().filter_map(|(name, value)| Chosen::parse(name, value)).collect(),
        filters: vec![filter],
    }
}

const BASE: &str = "/explore/dataset/arbres/?sort=nom";

#[test]
fn a_parameter_is_read_as_it_is_written() {
    let chosen = Chosen::parse("exclude.default.a b", "é&c").expect("a choice");
    assert_eq!((chosen.name.as_str(), chosen.excluded), ("default.a b", true));
    assert_eq!(chosen.parameter(), "exclude.default.a%20b=%C3%A9%26c");
    assert_eq!(chosen.in_api(), "exclude=default.a%20b%3A%C3%A9%26c");
    let quoted = Chosen { value: "\"a\\".into(), ..chosen };
    assert_eq!(quoted.in_api(), "exclude=default.a%20b%3A%22%5C%22a%5C%5C%22");
    for (name, text) in [("refine", "a"), ("refine.", "a"), ("refine.a", ""), ("sort.a", "b")] {
        assert_eq!(Chosen::parse(name, text), None, "{name}");
    }
}

#[test]
fn a_value_is_added_and_taken_back_and_the_rest_is_kept() {
    let values = vec![
        value("Chêne", 2, FacetState::Refined),
        value("If", 1, FacetState::Displayed),
        value("Pin", 0, FacetState::Excluded),
    ];
    let chosen = [("refine.essence", "Chêne"), ("exclude.essence", "Pin"), ("refine.rue", "a")];
    let filters = filters(&chosen, filter("essence", FieldType::Text, values));
    let lines = filters.lines(&layout(Language::French), &filters.filters[0]);
    let hrefs: Vec<&str> = lines.iter().map(|line| line.href.as_str()).collect();
    let rest = "refine.rue=a";
    assert_eq!(
        hrefs,
        [
            format!("{BASE}&exclude.essence=Pin&{rest}#table"),
            format!(
                "{BASE}&refine.essence=Ch%C3%AAne&exclude.essence=Pin&{rest}&refine.essence=If#table"
            ),
            format!("{BASE}&refine.essence=Ch%C3%AAne&{rest}#table"),
        ]
    );
    let chips = filters.chips(&layout(Language::French));
    assert_eq!(chips[2].href, hrefs[1].replace(&format!("&{rest}&refine.essence=If"), ""));
    assert_eq!((chips[0].label.as_str(), chips[2].label.as_str()), ("ESSENCE", "rue"));
    assert_eq!(filters.without(), format!("{BASE}#table"));
}

#[test]
fn a_chip_of_no_truth_value_says_what_was_asked() {
    let chosen = ["true", "false", "peut-etre"].map(|value| ("refine.garde", value));
    let filters = filters(&chosen, filter("garde", FieldType::Boolean, Vec::new()));
    let chips = filters.chips(&layout(Language::French));
    let words: Vec<&str> = chips.iter().map(|chip| chip.words.as_str()).collect();
    assert_eq!(words, ["oui", "non", "peut-etre"]);
}

#[test]
fn each_facet_of_the_catalogue_has_a_name_for_people() {
    let label = |name: &str| {
        let facet = Facet { name: name.to_owned(), values: Vec::new(), cut: false };
        Filter::of_datasets(Words::of(Language::French), facet).label
    };
    let names = [
        "features",
        "modified",
        "publisher",
        "keyword",
        "theme",
        "license",
        "language",
        "territory",
    ];
    for name in names {
        assert_ne!(label(name), name);
        assert_eq!(label(&format!("default.{name}")), label(name));
    }
}

#[test]
fn a_level_takes_the_place_of_the_one_above_it() {
    let mut year = value("2024", 3, FacetState::Refined);
    year.children = vec![value("2024/03", 2, FacetState::Displayed)];
    let filters = filters(&[("refine.vu", "2024")], filter("vu", FieldType::Date, vec![year]));
    let lines = filters.lines(&layout(Language::French), &filters.filters[0]);
    assert_eq!(lines[1].href, format!("{BASE}&refine.vu=2024%2F03#table"));
    assert_eq!((lines[1].words.as_str(), lines[1].level), ("mars 2024", 1));
    assert!(filters.is_open(&filters.filters[0]));
}

#[test]
fn dates_without_zeros_are_taken_back_too() {
    let month = value("2024/03", 3, FacetState::Refined);
    let filters = filters(&[("refine.vu", "2024/3")], filter("vu", FieldType::Date, vec![month]));
    let lines = filters.lines(&layout(Language::French), &filters.filters[0]);
    assert_eq!(lines[0].href, format!("{BASE}#table"));
}

#[test]
fn values_are_read_in_the_reader_s_language() {
    #[track_caller]
    fn check(field_type: FieldType, text: &str, french: &str, english: &str) {
        let filter = filter("x", field_type, Vec::new());
        assert_eq!(filter.words(&layout(Language::French), text), french);
        assert_eq!(filter.words(&layout(Language::English), text), english);
    }
    check(FieldType::Boolean, "true", "oui", "yes");
    check(FieldType::Int, "12345", "12\u{202f}345", "12,345");
    check(FieldType::Double, "1.5", "1,5", "1.5");
    check(FieldType::Date, "2024", "2024", "2024");
    check(FieldType::Date, "2024/03", "mars 2024", "March 2024");
    check(FieldType::DateTime, "2024/03/01", "1er mars 2024", "1 March 2024");
    check(FieldType::Date, "hier", "hier", "hier");
    check(FieldType::Text, "0042", "0042", "0042");
}
