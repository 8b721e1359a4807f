//! The embedded sentences, parsed once a process.

use std::borrow::Cow;

use fanal_model::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::{numbers, typography};

/// Sets the text of a sentence, not the values put into it.
type Transform = for<'a> fn(&'a str) -> Cow<'a, str>;

/// Parsed sentences of one language.
pub(crate) type Bundle = FluentBundle<FluentResource>;

macro_rules! files {
    ($language:literal) => {
        [
            include_str!(concat!("../locales/", $language, "/admin.ftl")),
            include_str!(concat!("../locales/", $language, "/cli.ftl")),
            include_str!(concat!("../locales/", $language, "/common.ftl")),
            include_str!(concat!("../locales/", $language, "/functions.ftl")),
            include_str!(concat!("../locales/", $language, "/portal.ftl")),
            include_str!(concat!("../locales/", $language, "/problems-file.ftl")),
            include_str!(concat!("../locales/", $language, "/problems-geo.ftl")),
            include_str!(concat!("../locales/", $language, "/problems-platform.ftl")),
            include_str!(concat!("../locales/", $language, "/problems-query.ftl")),
            include_str!(concat!("../locales/", $language, "/problems.ftl")),
            include_str!(concat!("../locales/", $language, "/vocabulary.ftl")),
        ]
    };
}

/// The sources of a language's sentences.
pub(crate) fn sources(language: Language) -> [&'static str; 11] {
    match language {
        Language::French => files!("fr"),
        Language::English => files!("en"),
    }
}

/// Parses a language's sentences. A line that is wrong is left out here and fails a test.
pub(crate) fn read(language: Language) -> Bundle {
    let (transform, formatter): (Transform, fn(&FluentValue<'_>, &_) -> _) = match language {
        Language::French => (
            |text| typography::set(Language::French, text),
            |value, _| number(Language::French, value),
        ),
        Language::English => (
            |text| typography::set(Language::English, text),
            |value, _| number(Language::English, value),
        ),
    };
    let locale: LanguageIdentifier = language.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    // The marks would stand in titles, file names and tests; both languages run left to right.
    bundle.set_use_isolating(false);
    bundle.set_transform(Some(transform));
    bundle.set_formatter(Some(formatter));
    for source in sources(language) {
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(kept, _)| kept);
        // An identifier defined twice keeps its first sentence; a test says so.
        let _ = bundle.add_resource(resource);
    }
    bundle
}

fn number(language: Language, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(n) => Some(numbers::decimal(language, n.value, None)),
        _ => None,
    }
}
