//! Slashes, unknown parameters, other sites' scripts, validators.

use fanal_testkit::{Catalogue, Method, TestApp, on_both_catalogues, on_one_catalogue};

use crate::arbres::{API, CSV, LATER};

const BASE: &str = "/api/explore/v2.1";

on_both_catalogues! {
    an_answer_is_sent_again_only_when_something_changed,
}

on_one_catalogue! {
    every_address_answers_with_and_without_a_slash,
    unknown_parameters_are_ignored_aloud,
    scripts_of_other_sites_may_read,
}

async fn arbres(catalogue: &Catalogue) -> TestApp {
    let app = TestApp::on(catalogue).await;
    app.dataset("arbres").csv(CSV).published().await;
    app
}

async fn every_address_answers_with_and_without_a_slash(catalogue: Catalogue) {
    let app = arbres(&catalogue).await;
    let visitor = app.visitor();
    for address in [
        BASE.to_owned(),
        format!("{BASE}/catalog"),
        format!("{BASE}/catalog/datasets"),
        API.to_owned(),
        format!("{API}/records"),
        format!("{API}/exports"),
        format!("{API}/exports/json"),
        format!("{API}/attachments"),
    ] {
        let bare = visitor.get(&address).await.expect(200);
        let slash = visitor.get(&format!("{address}/")).await.expect(200);
        assert_eq!(bare.body, slash.body, "{address}");
    }
}

async fn unknown_parameters_are_ignored_aloud(catalogue: Catalogue) {
    let app = arbres(&catalogue).await;
    let visitor = app.visitor();
    for path in ["records", "exports/json"] {
        let plain = visitor.get(&format!("{API}/{path}?limit=2")).await.expect(200);
        let typo = visitor.get(&format!("{API}/{path}?limit=2&ordr_by=nom")).await.expect(200);
        assert_eq!(plain.body, typo.body);
        assert_eq!(plain.header("fanal-warning"), "");
        assert_eq!(typo.header("fanal-warning"), "ignored-parameter=ordr_by");
    }
}

async fn scripts_of_other_sites_may_read(catalogue: Catalogue) {
    let app = arbres(&catalogue).await;
    let visitor = app.visitor();
    let origin = ("origin", "https://autre.example");
    let asked = [
        origin,
        ("access-control-request-method", "GET"),
        ("access-control-request-headers", "authorization"),
    ];
    let address = format!("{API}/records");
    let may = visitor.send(Method::OPTIONS, &address, &asked, Vec::new()).await.expect(204);
    assert!(may.header("access-control-allow-headers").contains("Authorization"));
    assert!(may.header("access-control-allow-methods").contains("GET"));
    for address in [format!("{BASE}/catalog/datasets"), address, format!("{BASE}/rien")] {
        let answer = visitor.get_with(&address, &[origin]).await;
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{address}");
        assert!(answer.header("access-control-expose-headers").contains("ETag"));
    }
    let page = visitor.get_with("/", &[origin]).await.expect(200);
    assert_eq!(page.header("access-control-allow-origin"), "", "pages are not for scripts");
}

async fn an_answer_is_sent_again_only_when_something_changed(catalogue: Catalogue) {
    let app = arbres(&catalogue).await;
    let visitor = app.visitor();
    let addresses =
        [API.to_owned(), format!("{API}/records?limit=2"), format!("{API}/exports/csv")];
    let mut tags: Vec<String> = Vec::new();
    for address in &addresses {
        let answer = visitor.get(address).await.expect(200);
        assert_eq!(answer.header("cache-control"), "no-cache", "{address}");
        let tag = answer.header("etag").to_owned();
        for known in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}")] {
            let again = visitor.get_with(address, &[("if-none-match", &known)]).await.expect(304);
            assert_eq!(again.body, b"");
            assert_eq!(again.header("etag"), tag);
        }
        visitor.get_with(address, &[("if-none-match", "\"x\"")]).await.expect(200);
        tags.push(tag);
    }
    tags.dedup();
    assert_eq!(tags.len(), 3, "other answers have other tags");
    let changed = async |tags: &mut Vec<String>, what: &str| {
        for (address, tag) in addresses.iter().zip(tags) {
            let answer = visitor.get_with(address, &[("if-none-match", tag)]).await;
            assert_eq!(answer.status, 200, "{address} after {what}");
            answer.header("etag").clone_into(tag);
        }
    };
    app.dataset("arbres").csv(LATER).loaded().await;
    changed(&mut tags, "a load").await;
    app.describe("arbres", |dataset| dataset.metadata.title = "Les arbres".to_owned()).await;
    changed(&mut tags, "a new title").await;
    let other = visitor.get(&format!("{API}/records?limit=3")).await.expect(200);
    assert_ne!(other.header("etag"), tags[1], "another query is another answer");
}
