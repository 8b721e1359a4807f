//! Filters of the pages, without a script: each value is a link.

use fanal_testkit::{Catalogue, TestApp, on_one_catalogue};

use crate::arbres::CSV;

on_one_catalogue! {
    a_filter_is_chosen_and_taken_back_by_links,
    downloads_and_examples_carry_the_filters,
    a_page_tells_what_its_filters_leave,
    the_catalogue_is_filtered_by_links,
    too_many_filters_are_refused_with_a_sentence,
    a_column_of_places_is_no_filter,
}

const PAGE: &str = "/explore/dataset/arbres/";

async fn arbres(catalogue: &Catalogue) -> TestApp {
    let app = TestApp::on(catalogue).await;
    app.dataset("arbres").csv(CSV).published().await;
    app.describe("arbres", |dataset| {
        dataset.fields[2].annotations.facet = true;
        dataset.fields[2].annotations.disjunctive = true;
        dataset.fields[4].annotations.facet = true;
    })
    .await;
    app
}

/// The addresses of links whose text holds these words.
fn links(html: &str, words: &str) -> Vec<String> {
    let with = html.split("<a ").skip(1).filter_map(|rest| {
        let (tag, _) = rest.split_once("</a>")?;
        let (_, address) = tag.split_once("href=\"")?;
        let address = address.split_once('"')?.0.replace("&#38;", "&").replace("&amp;", "&");
        tag.contains(words).then_some(address)
    });
    with.collect()
}

async fn a_filter_is_chosen_and_taken_back_by_links(catalogue: Catalogue) {
    let app = arbres(&catalogue).await;
    let visitor = app.visitor();
    let all = visitor.get(&format!("{PAGE}?sort=-nom")).await.expect(200);
    let oak = links(all.text(), "Chêne</span>").remove(0);
    assert_eq!(oak, format!("{PAGE}?sort=-nom&refine.essence=Ch%C3%AAne#table"));
    let oaks = visitor.get(oak.trim_end_matches("#table")).await.expect(200);
    assert!(oaks.text().contains("Chêne de l") && !oaks.text().contains("Platane 12"));
    let both = links(oaks.text(), "Platane</span>").remove(0);
    let both = visitor.get(both.trim_end_matches("#table")).await.expect(200);
    assert!(both.text().contains("Chêne de l") && both.text().contains("Platane 12"));
    assert!(!both.text().contains("Tilleul du Parc"));
    let chip = links(both.text(), "class=\"chip\"");
    assert_eq!(
        chip,
        [
            format!("{PAGE}?sort=-nom&refine.essence=Platane#table"),
            format!("{PAGE}?sort=-nom&refine.essence=Ch%C3%AAne#table"),
        ]
    );
    assert_eq!(links(both.text(), "chips-clear"), [format!("{PAGE}?sort=-nom#table")]);
}

async fn downloads_and_examples_carry_the_filters(catalogue: Catalogue) {
    let app = arbres(&catalogue).await;
    let visitor = app.visitor();
    let query = "refine.essence=Ch%C3%AAne&exclude.plante_le=1990";
    let page = visitor.get(&format!("{PAGE}?{query}")).await.expect(200);
    for format in ["csv", "json", "jsonl"] {
        let address = links(page.text(), &format!("exports/{format}?")).remove(0);
        assert!(address.contains("refine=essence%3ACh%C3%AAne"), "{address}");
        assert!(address.contains("exclude=plante_le%3A1990"), "{address}");
        let file = visitor.get(&address).await.expect(200);
        assert!(file.text().contains("Abbaye") && !file.text().contains("Platane"), "{format}");
    }
    assert!(page.text().contains("records?limit=20&#38;refine=essence%3ACh%C3%AAne"));
    assert!(page.text().contains("Chaque fichier suit vos filtres"));
}

async fn a_page_tells_what_its_filters_leave(catalogue: Catalogue) {
    let app = arbres(&catalogue).await;
    let visitor = app.visitor();
    let none = visitor.get(&format!("{PAGE}?refine.essence=Baobab")).await.expect(200);
    assert!(none.text().contains("Aucune ligne ne répond à ces filtres"));
    assert_eq!(links(none.text(), "class=\"chip\""), [format!("{PAGE}#table")]);
    let last = visitor.get(&format!("{PAGE}?refine.plante_le=1990/11&page=7")).await.expect(200);
    assert!(last.text().contains("Tilleul du Parc"), "beyond the last page stands the last one");
    assert!(last.text().contains("novembre 1990"), "what was chosen is told in words");
    let wrong = visitor.get(&format!("{PAGE}?refine.esence=x")).await.expect(200);
    assert!(!wrong.text().contains("Platane 12"), "a filter of no column is not passed over");
    assert_eq!(links(wrong.text(), "class=\"chip\""), [format!("{PAGE}#table")]);
}

async fn the_catalogue_is_filtered_by_links(catalogue: Catalogue) {
    let app = arbres(&catalogue).await;
    app.dataset("eau").title("Réseau d'eau").csv(CSV).published().await;
    for (slug, theme) in [("arbres", "Environnement"), ("eau", "Réseaux & eau")] {
        app.describe(slug, |dataset| dataset.metadata.themes = vec![theme.to_owned()]).await;
    }
    let visitor = app.visitor();
    let all = visitor.get("/explore/?q=a&sort=title").await.expect(200);
    let link = links(all.text(), "Réseaux &#38; eau</span>").remove(0);
    assert_eq!(link, "/explore/?q=a&sort=title&refine.theme=R%C3%A9seaux%20%26%20eau");
    let water = visitor.get(&link).await.expect(200);
    assert!(water.text().contains("dataset/eau/") && !water.text().contains("dataset/arbres/"));
    assert!(water.text().contains("name=\"refine.theme\" value=\"Réseaux &#38; eau\""));
    assert_eq!(links(water.text(), "class=\"chip\""), ["/explore/?q=a&sort=title"]);
    visitor.get("/explore/?refine.rien=x").await.expect(422);
    let others = "refine.license=Licence%20Ouverte%202.0&exclude.default.modified=2020/03";
    let others = visitor.get(&format!("/explore/?{others}")).await.expect(200);
    let chips = links(others.text(), "class=\"chip\"");
    assert_eq!(chips.len(), 2);
    assert!(
        others.text().contains("Licence\u{a0}:") && others.text().contains("Modification\u{a0}:")
    );
    assert!(
        others.text().contains("mars 2020") && !others.text().contains("default.modified\u{a0}:")
    );
}

async fn too_many_filters_are_refused_with_a_sentence(catalogue: Catalogue) {
    let app = arbres(&catalogue).await;
    let visitor = app.visitor();
    for page in [PAGE, "/explore/"] {
        let name = if page == PAGE { "refine.essence" } else { "refine.theme" };
        let same = visitor.get(&format!("{page}?{}", format!("{name}=a&").repeat(1000))).await;
        let same = same.expect(200);
        assert_eq!(links(same.text(), "class=\"chip\"").len(), 1, "{page}");
        let many: Vec<String> = (0..51).map(|n| format!("{name}={n}")).collect();
        let chosen = visitor.get(&format!("{page}?{}", many[1..].join("&"))).await.expect(200);
        assert_eq!(links(chosen.text(), "class=\"chip\"").len(), 50, "{page}");
        let refused = visitor.get(&format!("{page}?{}", many.join("&"))).await.expect(422);
        assert!(refused.text().contains("Trop de filtres sont choisis ensemble"), "{page}");
        visitor.get(&format!("{page}?{name}={}", "a".repeat(9_000))).await.expect(422);
    }
}

async fn a_column_of_places_is_no_filter(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arrets").csv("nom;position\nGare;48.5, -2.7\nPort;48.6, -2.8\n").published().await;
    app.describe("arrets", |dataset| {
        let places = dataset.fields.iter_mut().filter(|f| f.field_type.is_geographic());
        assert_eq!(places.map(|field| field.annotations.facet = true).count(), 1);
        dataset.fields[0].annotations.facet = true;
    })
    .await;
    let visitor = app.visitor();
    let page = visitor.get("/explore/dataset/arrets/").await.expect(200);
    assert_eq!(links(page.text(), "Gare</span>").len(), 1, "the other filters stay");
    let facets = "/api/explore/v2.1/catalog/datasets/arrets/facets";
    let names: Vec<String> = visitor.get(facets).await.expect(200).json()["facets"]
        .as_array()
        .expect("facets")
        .iter()
        .map(|facet| facet["name"].to_string())
        .collect();
    assert_eq!(names, ["\"nom\""]);
}
