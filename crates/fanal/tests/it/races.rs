//! Acts that meet at the same moment: each stands in the end, or is refused aloud.

use fanal_testkit::model::{Field, Lifecycle, LoadMode};
use fanal_testkit::service::{Description, LoadRequest, LoadTarget, Reasons, Recipe, ServiceError};
use fanal_testkit::{Catalogue, People, TestApp, on_both_catalogues};

on_both_catalogues! {
    descriptions_and_loads_at_once_lose_neither,
    definitions_and_loads_at_once_lose_neither,
    a_definition_silent_on_its_state_publishes_nothing_again,
    a_recipe_decided_while_a_load_waits_stays,
    a_recipe_decided_with_a_later_file_stays,
    two_first_loads_at_once_share_their_source,
    two_first_administrators_at_once_are_one,
}

/// How often acts are made to meet.
const ROUNDS: usize = 12;

/// A file whose columns differ from those of the round before.
fn file(round: usize) -> String {
    let more = if round.is_multiple_of(2) { "" } else { ";essence" };
    let cell = if round.is_multiple_of(2) { "" } else { ";Tilleul" };
    format!("id;nom{more}\n{round};Arbre{cell}\n")
}

/// Describes the dataset once: its title and the label of its first column. False when somebody
/// else changed it meanwhile.
async fn described(app: &TestApp, text: &str) -> bool {
    let change = |description: &mut Description| {
        text.clone_into(&mut description.metadata.title);
        text.clone_into(&mut description.fields[0].label);
    };
    match app.try_describe("arbres", change).await {
        Ok(_) => true,
        Err(ServiceError::Conflict(_)) => false,
        Err(error) => panic!("{error}"),
    }
}

/// Applies the definition as it is shown, with that title and that label. False when a load or
/// somebody else changed it meanwhile.
async fn applied(app: &TestApp, text: &str) -> bool {
    let operator = app.operator().await;
    let shown = app.platform().show_definition(&operator, "arbres").await;
    let shown = shown.expect("it is there");
    let (mut said, mut labelled) = (Vec::new(), false);
    for line in shown.lines() {
        let title = line.starts_with("title = ");
        let label = line.starts_with("label = ") && !labelled;
        labelled |= label;
        match (title, label) {
            (true, _) => said.push(format!("title = \"{text}\"")),
            (_, true) => said.push(format!("label = \"{text}\"")),
            _ => said.push(line.to_owned()),
        }
    }
    match app.apply(&said.join("\n")).await {
        Ok(_) => true,
        // Somebody changed it, or a load brought other columns, since it was shown.
        Err(ServiceError::Conflict(_) | ServiceError::Refused(_)) => false,
        Err(error) => panic!("{error}"),
    }
}

#[derive(Debug, Clone, Copy)]
enum How {
    Described,
    Applied,
}

async fn changed(app: &TestApp, how: How, text: &str) -> bool {
    match how {
        How::Described => described(app, text).await,
        How::Applied => applied(app, text).await,
    }
}

/// Does an act again and again until a load has ended; returns the text of the last one that was
/// done.
async fn meanwhile(app: &TestApp, round: usize, how: How) -> Option<String> {
    let (mut last, mut times) = (None, 0);
    let loading = app.dataset("arbres");
    let csv = file(round);
    let mut loading = std::pin::pin!(loading.csv(&csv).loaded());
    loop {
        times += 1;
        let text = format!("Manche {round}, essai {times}");
        let mut acting = std::pin::pin!(changed(app, how, &text));
        tokio::select! {
            () = &mut loading => {
                // What was begun is ended.
                return if acting.await { Some(text.clone()) } else { last };
            }
            done = &mut acting => if done { last = Some(text.clone()) },
        }
    }
}

#[track_caller]
fn labels(fields: &[Field]) -> Vec<&str> {
    fields.iter().map(|f| f.label.as_str()).collect()
}

async fn stands(app: &TestApp, round: usize, text: &str) {
    let stored = app.stored("arbres").await;
    assert_eq!(stored.metadata.title, text, "round {round}");
    let named: Vec<&str> = stored.fields.iter().map(|f| f.name.as_str()).collect();
    let expected: &[&str] =
        if round.is_multiple_of(2) { &["id", "nom"] } else { &["id", "nom", "essence"] };
    assert_eq!(named, expected, "round {round}: the columns are the file's");
    assert_eq!(labels(&stored.fields)[0], text, "round {round}");
    assert_eq!(stored.current.map(|v| v.number), Some(round as i64 + 1));
}

/// Rounds of a load with acts meanwhile. On a busy machine a load may end before any is done.
async fn all_stand(app: &TestApp, how: How) {
    let (mut last, mut met) = (None, 0);
    for round in 1..ROUNDS {
        let done = meanwhile(app, round, how).await;
        met += usize::from(done.is_some());
        last = done.or(last);
        if let Some(last) = &last {
            stands(app, round, last).await;
        }
    }
    assert!(met > 0, "some were done");
}

async fn descriptions_and_loads_at_once_lose_neither(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv(&file(0)).published().await;
    all_stand(&app, How::Described).await;
    assert!(app.audit_is_sound().await);
}

async fn definitions_and_loads_at_once_lose_neither(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv(&file(0)).published().await;
    all_stand(&app, How::Applied).await;
    assert!(app.audit_is_sound().await);
}

/// A definition that speaks of the title only, while somebody takes the dataset back.
async fn a_definition_silent_on_its_state_publishes_nothing_again(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv(&file(0)).published().await;
    let (platform, operator) = (app.platform(), app.operator().await);
    for round in 0..4 * ROUNDS {
        let text = format!("[dataset]\nid = \"arbres\"\ntitle = \"Manche {round}\"\n");
        platform.publish(&operator, "arbres", &Reasons::new(), None).await.expect("it has data");
        let (hidden, applied) =
            tokio::join!(platform.unpublish(&operator, "arbres"), app.apply(&text));
        hidden.expect("it is there");
        applied.expect("a definition");
        assert_eq!(app.stored("arbres").await.lifecycle, Lifecycle::Draft, "round {round}");
    }
}

/// Puts a file in the queue; a person decided which of its lines holds the titles, if they did.
async fn queued(app: &TestApp, slug: &str, header_row: Option<u64>) {
    let (platform, caller) = (app.platform(), app.operator().await);
    let bytes = b"\nid;nom\n\nid;nom\n1;Arbre\n".to_vec();
    let existing = platform.editable(&caller, slug).await.expect("it is there");
    let bytes = futures::stream::iter([Ok(bytes.into())]);
    let spooled = platform.receive(&caller, "arbres.csv", Some(&existing), bytes).await;
    let upload = spooled.expect("there is room").id;
    if header_row.is_some() {
        let recipe = Recipe { header_row, ..Recipe::default() };
        platform.decide(&caller, &upload, &recipe).await.expect("it is there");
    }
    let request = LoadRequest {
        upload,
        target: LoadTarget::Existing(existing.slug),
        mode: LoadMode::Replace,
        publish: false,
        columns_seen: true,
        public_because: Reasons::new(),
    };
    platform.start_load(&caller, &request).await.expect("it is taken");
}

async fn shown_header(app: &TestApp) -> Option<String> {
    let shown = app.platform().show_definition(&app.operator().await, "arbres").await;
    let shown = shown.expect("it is there");
    shown.lines().find(|l| l.starts_with("header_row")).map(str::to_owned)
}

async fn a_recipe_decided_while_a_load_waits_stays(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv(&file(0)).published().await;
    queued(&app, "arbres", Some(2)).await;
    let definition =
        "[dataset]\nid = \"arbres\"\ntitle = \"Arbres\"\n[source.recipe]\nheader_row = 4\n";
    app.apply(definition).await.expect("it is a definition");
    app.work().await;
    assert_eq!(app.stored("arbres").await.current.map(|v| v.number), Some(2));
    assert_eq!(shown_header(&app).await.as_deref(), Some("header_row = 4"));
}

async fn a_recipe_decided_with_a_later_file_stays(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv(&file(0)).published().await;
    queued(&app, "arbres", Some(2)).await;
    queued(&app, "arbres", Some(4)).await;
    app.work().await;
    assert_eq!(app.stored("arbres").await.current.map(|v| v.number), Some(3));
    assert_eq!(shown_header(&app).await.as_deref(), Some("header_row = 4"));
}

async fn two_first_loads_at_once_share_their_source(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    for round in 0..ROUNDS {
        let slug = format!("jeu-{round}");
        let definition = format!("[dataset]\nid = \"{slug}\"\ntitle = \"Jeu\"\n");
        app.apply(&definition).await.expect("it is a definition");
        tokio::join!(queued(&app, &slug, None), queued(&app, &slug, None));
        app.work().await;
        let operator = app.operator().await;
        let dataset = app.stored(&slug).await;
        let sources = app.platform().sources(&operator, &dataset).await.expect("it is there");
        assert_eq!(sources.len(), 1);
        assert_eq!(dataset.current.map(|v| v.records), Some(1), "one file replaces the other");
    }
}

async fn two_first_administrators_at_once_are_one(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let welcome = format!("/welcome/{}", TestApp::WELCOME);
    let browsers = [app.visitor(), app.visitor()];
    let mut forms = Vec::new();
    for (n, browser) in browsers.iter().enumerate() {
        let form = browser.get(&welcome).await.expect(200).form(&welcome);
        let form = form.set("name", People::NAME).set("email", &format!("a{n}@ville.example"));
        forms.push(form.set("password", People::PASSWORD));
    }
    let (first, second) =
        tokio::join!(browsers[0].submit(&forms[0]), browsers[1].submit(&forms[1]));
    let mut answers = [first.status, second.status];
    answers.sort_unstable();
    assert_eq!(answers, [303, 404]);
}
