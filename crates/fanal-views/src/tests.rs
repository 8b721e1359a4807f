//! Every page, in both languages.

mod markup;
mod sentences;

use fanal_model::Language;

use crate::samples;
use markup::Markup;

fn pages() -> impl Iterator<Item = (Language, samples::SamplePage)> {
    Language::ALL.into_iter().flat_map(|language| {
        let pages = samples::pages(language).expect("writing into a string does not fail");
        pages.into_iter().map(move |page| (language, page))
    })
}

/// Checks each page with a rule that answers what is wrong with it.
#[track_caller]
fn check(rule: impl Fn(&Markup<'_>) -> Vec<String>) {
    let wrong: Vec<String> = pages()
        .flat_map(|(language, page)| {
            let found = rule(&Markup::read(&page.html));
            found.into_iter().map(move |w| format!("{}/{}: {w}", language.code(), page.name))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_page_looks_as_it_did() {
    for (language, page) in pages() {
        let name = format!("{}-{}", language.code(), page.name);
        insta::assert_snapshot!(name, markup::without_hashes(&page.html));
    }
}

#[test]
fn every_page_has_one_main_heading_and_skips_no_level() {
    check(|page| {
        let levels: Vec<u8> = page.headings();
        let mut wrong = Vec::new();
        if levels.iter().filter(|l| **l == 1).count() != 1 {
            wrong.push(format!("headings {levels:?}"));
        }
        let jumps = levels.windows(2).filter(|pair| pair[1] > pair[0] + 1);
        wrong.extend(jumps.map(|pair| format!("h{} after h{}", pair[1], pair[0])));
        wrong
    });
}

#[test]
fn every_field_has_a_label() {
    check(|page| {
        let labels = page.values("label", "for");
        let fields = page.tags.iter().filter(|t| {
            matches!(t.name, "input" | "select" | "textarea") && t.value("type") != Some("hidden")
        });
        fields
            .filter(|field| !field.value("id").is_some_and(|id| labels.contains(&id)))
            .map(|field| format!("no label for {:?}", field.value("name")))
            .collect()
    });
}

#[test]
fn identifiers_are_unique_and_references_lead_somewhere() {
    check(|page| {
        let mut ids: Vec<&str> = page.tags.iter().filter_map(|t| t.value("id")).collect();
        ids.sort_unstable();
        let twice = ids.windows(2).filter(|pair| pair[0] == pair[1]);
        let mut wrong: Vec<String> = twice.map(|pair| format!("id {} twice", pair[0])).collect();
        for tag in &page.tags {
            for attribute in ["aria-describedby", "aria-labelledby"] {
                let names = tag.value(attribute).unwrap_or_default().split_whitespace();
                let lost = names.filter(|name| !ids.contains(name));
                wrong.extend(lost.map(|name| format!("{attribute} {name}")));
            }
            let anchor = tag.value("href").and_then(|href| href.strip_prefix('#'));
            if let Some(lost) = anchor.filter(|name| !ids.contains(name)) {
                wrong.push(format!("link to #{lost}"));
            }
        }
        wrong
    });
}

#[test]
fn nothing_runs_or_styles_inline_and_nothing_comes_from_elsewhere() {
    check(|page| {
        let mut wrong = Vec::new();
        for tag in &page.tags {
            let inline =
                tag.attributes.iter().filter(|(n, _)| *n == "style" || n.starts_with("on"));
            wrong.extend(inline.map(|(name, _)| format!("{name} on {}", tag.name)));
            if tag.name == "style" || (tag.name == "script" && tag.value("src").is_none()) {
                wrong.push(format!("inline {}", tag.name));
            }
            let source = match tag.name {
                "link" if tag.value("rel") == Some("alternate") => None,
                "link" | "use" => tag.value("href"),
                _ => tag.value("src"),
            };
            wrong.extend(
                source.filter(|s| !s.starts_with(crate::assets::PREFIX)).map(str::to_owned),
            );
        }
        wrong
    });
}

#[test]
fn every_form_that_changes_something_carries_the_token() {
    check(|page| {
        let posts =
            page.tags.iter().filter(|t| t.name == "form" && t.value("method") == Some("post"));
        let tokens = page.tags.iter().filter(|t| t.value("name") == Some("csrf"));
        let (posts, tokens) = (posts.count(), tokens.count());
        if posts == tokens { Vec::new() } else { vec![format!("{posts} forms, {tokens} tokens")] }
    });
}

#[test]
fn a_password_is_never_sent_back() {
    check(|page| {
        let passwords = page.tags.iter().filter(|t| t.value("type") == Some("password"));
        passwords.filter(|t| t.value("value").is_some()).map(|_| "password".to_owned()).collect()
    });
}

#[test]
fn what_people_typed_is_escaped() {
    let mut form = crate::FormState::default();
    form.set("email", "\"><script>alert(1)</script>");
    let words = fanal_words::Words::of(Language::French);
    let layout = crate::Layout::new(words, "<b>Portail</b>", samples::NOW);
    let page = crate::portal::SignInPage { layout, form };
    let html = crate::Template::render(&page).expect("writing into a string does not fail");
    assert!(!html.contains("<script>") && !html.contains("<b>"), "{html}");
}
