//! Validators and caches: nobody learns from them what they may not read.

use fanal_testkit::model::{Role, Visibility};
use fanal_testkit::{Catalogue, TestApp, on_both_catalogues};

use crate::arbres::{API, CSV};

on_both_catalogues! {
    a_known_validator_opens_nothing,
    what_only_some_may_read_is_kept_in_no_shared_cache,
    every_answer_says_how_it_may_be_kept,
    a_version_is_asked_for_in_one_way,
    another_build_of_the_program_answers_anew,
}

async fn a_known_validator_opens_nothing(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv(CSV).published_as(Visibility::MetadataOnly).await;
    let (editor, visitor) = (app.person(Role::Editor).await, app.visitor());
    for path in ["records?limit=1", "exports/csv"] {
        let address = format!("{API}/{path}");
        let tag = editor.get(&address).await.expect(200).header("etag").to_owned();
        let refused = visitor.get_with(&address, &[("if-none-match", &tag)]).await.expect(403);
        assert_eq!(refused.header("fanal-version"), "", "{path}");
    }
    let (theirs, ours) = (editor.get(API).await.expect(200), visitor.get(API).await.expect(200));
    assert_ne!(theirs.body, ours.body, "only one of them sees that there are records");
    assert_ne!(theirs.header("etag"), ours.header("etag"));
}

async fn what_only_some_may_read_is_kept_in_no_shared_cache(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv(CSV).loaded().await;
    let editor = app.person(Role::Editor).await;
    for address in [API.to_owned(), format!("{API}/records"), format!("{API}/exports/csv")] {
        let draft = editor.get(&address).await.expect(200);
        assert_eq!(draft.header("cache-control"), "no-cache, private", "{address}");
    }
}

async fn every_answer_says_how_it_may_be_kept(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv(CSV).published().await;
    let visitor = app.visitor();
    let base = "/api/explore/v2.1/catalog/datasets";
    for (address, status, policy) in [
        (base.to_owned(), 200, "no-cache, private"),
        (format!("{base}/rien"), 404, "no-cache, private"),
        (format!("{API}/records?limit=1000"), 400, "no-cache, private"),
        (format!("{API}/exports"), 200, "no-cache, private"),
        (format!("{API}/records"), 200, "no-cache"),
    ] {
        let answer = visitor.get(&address).await.expect(status);
        assert_eq!(answer.header("cache-control"), policy, "{address}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{address}");
        let vary: Vec<&str> =
            answer.headers.get_all("vary").iter().filter_map(|v| v.to_str().ok()).collect();
        for part in ["Cookie", "Accept-Language", "Host"] {
            assert_eq!(vary.join(", ").matches(part).count(), 1, "{address}: {vary:?}");
        }
    }
}

async fn a_version_is_asked_for_in_one_way(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv(CSV).published().await;
    for path in ["records", "exports/csv"] {
        let address = format!("{API}/{path}?version=1&as_of=2030-01-01");
        let refused = app.visitor().get(&address).await.expect(400).json();
        assert_eq!(refused["error_code"], "InvalidRESTParameterError");
    }
}

async fn another_build_of_the_program_answers_anew(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv(CSV).published().await;
    let (old, same, new) =
        (app.visitor_of_build("1"), app.visitor_of_build("1"), app.visitor_of_build("2"));
    for address in [API.to_owned(), format!("{API}/records"), format!("{API}/exports/csv")] {
        let tag = old.get(&address).await.expect(200).header("etag").to_owned();
        let known = [("if-none-match", tag.as_str())];
        same.get_with(&address, &known).await.expect(304);
        new.get_with(&address, &known).await.expect(200);
    }
}
