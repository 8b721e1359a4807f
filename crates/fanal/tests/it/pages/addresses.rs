//! Pages beyond the last one, versions that are none, former addresses.

use fanal_testkit::model::{Role, Slug};
use fanal_testkit::{Catalogue, TestApp, on_both_catalogues};

use crate::arbres::{CSV, LATER};

on_both_catalogues! {
    a_page_beyond_the_last_one_is_the_last_one,
    a_version_that_is_no_number_is_not_the_current_one,
    a_former_address_sends_on_with_its_parameters,
    a_version_is_shown_as_of_a_day,
    each_version_is_named_on_a_page,
}

const PAGE: &str = "/explore/dataset/arbres/";

async fn a_page_beyond_the_last_one_is_the_last_one(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let rows: String = (1..=45).map(|n| format!("{n};arbre-{n}-\n")).collect();
    app.dataset("arbres").csv(&format!("id;nom\n{rows}")).published().await;
    let visitor = app.visitor();
    let huge = u64::MAX.to_string();
    for page in ["3", "4", "1000000001", &huge] {
        for sort in ["", "&sort=id"] {
            let answer = visitor.get(&format!("{PAGE}?page={page}{sort}")).await.expect(200);
            assert!(answer.text().contains("arbre-45-"), "{page}{sort}");
            assert!(!answer.text().contains("arbre-40-"), "{page}{sort}");
        }
    }
    for page in ["0", "-1", "deux"] {
        let answer = visitor.get(&format!("{PAGE}?page={page}")).await.expect(200);
        assert!(answer.text().contains("arbre-1-"), "{page}");
    }
    let editor = app.person(Role::Editor).await;
    visitor.get(&format!("/explore/?page={huge}")).await.expect(200);
    editor.get(&format!("/admin/?page={huge}")).await.expect(200);
}

async fn a_version_that_is_no_number_is_not_the_current_one(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv(CSV).published().await;
    let visitor = app.visitor();
    for version in ["abc", "1.0", "99999999999999999999"] {
        visitor.get(&format!("{PAGE}?version={version}")).await.expect(404);
    }
    visitor.get(&format!("{PAGE}?version=")).await.expect(200);
}

async fn a_former_address_sends_on_with_its_parameters(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv(CSV).published().await;
    app.describe("arbres", |dataset| {
        dataset.slug = Slug::parse("arbres-publics").expect("an address");
    })
    .await;
    let sent = app.visitor().get(&format!("{PAGE}?version=1&sort=-nom")).await;
    assert_eq!(sent.location(), Some("/explore/dataset/arbres-publics/?version=1&sort=-nom"));
}

async fn a_version_is_shown_as_of_a_day(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv(CSV).published().await;
    let day = app.platform().now().to_rfc3339()[..10].to_owned();
    app.clock().pass_days(2);
    app.dataset("arbres").csv(LATER).loaded().await;
    let visitor = app.visitor();
    let shows = async |query: String| {
        let page = visitor.get(&format!("{PAGE}?{query}")).await.expect(200);
        page.text().contains("Ginkgo")
    };
    assert!(!shows(String::new()).await, "the fifth tree is gone since");
    assert!(shows("version=1".to_owned()).await);
    assert!(shows(format!("as_of={day}")).await);
    assert!(shows(format!("as_of={day}&sort=-id")).await);
    visitor.get(&format!("{PAGE}?as_of=2001-01-01")).await.expect(404);
    visitor.get(&format!("{PAGE}?as_of=hier")).await.expect(404);
}

async fn each_version_is_named_on_a_page(catalogue: Catalogue) {
    let app = TestApp::with(&catalogue, |settings| settings.kept_versions = 100).await;
    for _ in 0..22 {
        app.dataset("arbres").csv("id\n1\n").published().await;
    }
    let visitor = app.visitor();
    let (mut address, mut pages) = (PAGE.to_owned(), Vec::new());
    loop {
        let page = visitor.get(&address).await.expect(200);
        pages.push((1..=22).filter(|n| page.text().contains(&format!(">Version {n}<"))).count());
        let way = |older: &str| {
            let links = page.text().split('"');
            links.filter(|link| link.contains("?versions=")).find(|link| link.contains(older))
        };
        let Some(older) = way(&format!("versions={}", pages.len() + 1)) else { break };
        address = older.replace("#versions", "");
    }
    assert_eq!(pages, [20, 2]);
}
