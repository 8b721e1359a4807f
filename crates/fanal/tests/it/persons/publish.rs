//! Every way to make a dataset public asks.

use fanal_testkit::model::{AuditAct, Role, Visibility};
use fanal_testkit::service::{Description, Reasons, ServiceError};
use fanal_testkit::{Catalogue, TestApp, on_both_catalogues, on_one_catalogue};

use super::{ELECTED, PAGE, REASON};

on_both_catalogues! {
    publishing_asks_why_columns_of_persons_may_be_public,
    earlier_versions_with_persons_stay_hidden,
}

on_one_catalogue! {
    opening_what_was_reserved_asks_too,
    a_definition_that_publishes_asks_too,
}

/// The labels of the columns that stop an act.
#[track_caller]
fn undecided<T: std::fmt::Debug>(outcome: Result<T, ServiceError>) -> Vec<String> {
    match outcome {
        Err(ServiceError::PersonsUndecided(columns)) => {
            columns.into_iter().map(|column| column.label).collect()
        }
        other => panic!("it is refused, and not {other:?}"),
    }
}

fn reasons(columns: &[&str]) -> Reasons {
    columns.iter().map(|column| ((*column).to_owned(), REASON.to_owned())).collect()
}

async fn publishing_asks_why_columns_of_persons_may_be_public(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("elus").title("Élus").csv(ELECTED).loaded().await;
    let (operator, platform) = (app.operator().await, app.platform());
    let stopped = platform.publish(&operator, "elus", &Reasons::new(), None).await;
    assert_eq!(undecided(stopped), ["Nom de l'élu", "Prénom de l'élu"]);
    let half = platform.publish(&operator, "elus", &reasons(&["nom_de_l_elu"]), None).await;
    assert_eq!(undecided(half), ["Prénom de l'élu"]);
    app.visitor().get(PAGE).await.expect(404);
    let log = app.audit().await.len();
    let both = reasons(&["nom_de_l_elu", "Prénom de l'élu"]);
    platform.publish(&operator, "elus", &both, None).await.expect("all is said");
    app.visitor().get(PAGE).await.expect(200);
    let acts = app.acts_since(log).await;
    assert_eq!(acts, [AuditAct::PersonsAllowed, AuditAct::DatasetPublished]);
    let rows = app.audit_rows().await.join("\n");
    assert!(!rows.contains(REASON) && rows.contains("dataset.persons-allowed"), "{rows}");
    app.dataset("elus").csv(ELECTED).loaded().await;
    let fields = app.stored("elus").await.current.expect("loaded").fields;
    let kept = fields.iter().filter(|f| f.annotations.public_because.as_deref() == Some(REASON));
    assert_eq!(kept.count(), 2, "the reasons outlive the next load: {fields:?}");
}

async fn earlier_versions_with_persons_stay_hidden(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("elus").csv(ELECTED).loaded().await;
    let places = "Commune;Mandat\nBrest;maire\n";
    app.dataset("elus").csv(places).loaded().await;
    let operator = app.operator().await;
    app.platform()
        .publish(&operator, "elus", &Reasons::new(), None)
        .await
        .expect("nobody is named");
    app.visitor().get(&format!("{PAGE}?version=1")).await.expect(404);
    app.visitor().get(&format!("{PAGE}?version=2")).await.expect(200);
    // Whoever looks at what is public reads since when, and not that its last version begins it.
    let editor = app.person(Role::Editor).await;
    app.dataset("elus").csv(places).loaded().await;
    app.dataset("lieux").csv(places).published().await;
    app.dataset("lieux").csv(places).loaded().await;
    for (slug, earlier) in [("elus", Some("à partir de la 2")), ("lieux", None)] {
        let page = editor.get(&format!("/admin/datasets/{slug}/publish")).await.expect(200);
        assert_eq!(
            page.text().contains("les versions à partir de la"),
            earlier.is_some(),
            "{slug}"
        );
        assert!(earlier.is_none_or(|earlier| page.text().contains(earlier)), "{slug}");
    }
}

async fn opening_what_was_reserved_asks_too(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("elus").title("Élus").csv(ELECTED).published_as(Visibility::Restricted).await;
    let opened = app.try_describe("elus", |d| d.visibility = Visibility::Open).await;
    assert_eq!(undecided(opened), ["Nom de l'élu", "Prénom de l'élu"]);
    app.visitor().get(PAGE).await.expect(404);
    let say = |description: &mut Description, reason: &str| {
        for field in &mut description.fields[1..3] {
            field.annotations.public_because = Some(reason.to_owned());
        }
    };
    let blank = app.try_describe("elus", |d| {
        d.visibility = Visibility::Open;
        say(d, "  ");
    });
    assert_eq!(undecided(blank.await).len(), 2, "spaces are no reason");
    let said = app.try_describe("elus", |d| {
        d.visibility = Visibility::Open;
        say(d, REASON);
    });
    said.await.expect("all is said");
    app.visitor().get(PAGE).await.expect(200);
    let taken_back =
        app.try_describe("elus", |d| d.fields[1].annotations.public_because = None).await;
    assert_eq!(undecided(taken_back), ["Nom de l'élu"], "a reason lasts as long as the public");
}

async fn a_definition_that_publishes_asks_too(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("elus").title("Élus").csv(ELECTED).loaded().await;
    let (operator, platform) = (app.operator().await, app.platform());
    let draft = platform.show_definition(&operator, "elus").await.expect("it is there");
    let open = draft.replace("state = \"draft\"", "state = \"published\"");
    for dry_run in [true, false] {
        let applied = platform.apply_definition(&operator, &open, dry_run).await;
        assert_eq!(undecided(applied).len(), 2);
    }
    for meaning in ["", "meaning = \"commune\"\n"] {
        let silent =
            open.replace("meaning = \"nom\"\n", meaning).replace("meaning = \"prenom\"\n", meaning);
        assert_ne!(silent, open);
        assert_eq!(undecided(app.apply(&silent).await).len(), 2, "{meaning}");
    }
    let said = open.replace("type = \"text\"\n", "type = \"text\"\npublic_because = \"Mandat\"\n");
    app.apply(&said).await.expect("all is said");
    let shown = platform.show_definition(&operator, "elus").await.expect("it is there");
    assert_eq!(shown.matches("public_because = \"Mandat\"").count(), 4);
    assert!(app.apply(&shown).await.expect("it fits").changes.is_empty());
    app.visitor().get(PAGE).await.expect(200);
}
