//! Signing in and out: right, wrong, too often, from elsewhere.

use fanal_testkit::model::Role;
use fanal_testkit::{
    Answer, Browser, Catalogue, Form, Method, People, TestApp, on_both_catalogues, on_one_catalogue,
};

use crate::arbres::CSV;

on_both_catalogues! {
    the_right_password_opens_a_session_and_signing_out_ends_it,
}

on_one_catalogue! {
    wrong_passwords_and_wrong_addresses_answer_alike,
    guessing_is_slowed_down,
    an_office_behind_one_address_may_sign_in,
    visitors_behind_a_trusted_proxy_are_counted_one_by_one,
    nobody_else_chooses_the_address_that_is_counted,
    forms_without_the_session_s_secret_are_refused,
    nobody_is_sent_elsewhere_after_signing_in,
    the_welcome_link_makes_one_administrator,
}

async fn form(browser: &Browser, next: &str) -> Form {
    browser.get(&format!("/sign-in?next={next}")).await.expect(200).form("/sign-in")
}

async fn sign_in(browser: &Browser, email: &str, password: &str) -> Answer {
    let form = form(browser, "/admin/").await;
    browser.submit(&form.set("email", email).set("password", password)).await
}

async fn the_right_password_opens_a_session_and_signing_out_ends_it(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.make_administrator().await;
    let browser = app.visitor();
    let answer =
        sign_in(&browser, " Administrator@Ville.example ", People::PASSWORD).await.expect(303);
    assert_eq!(answer.location(), Some("/admin/"));
    let cookies = answer.cookies();
    let session = cookies.iter().find(|c| c.starts_with("session=")).expect("a session's cookie");
    for part in ["; HttpOnly", "; Secure", "; SameSite=Lax", "; Path=/", "; Max-Age="] {
        assert!(session.contains(part), "{session}");
    }
    let page = browser.get("/admin/").await.expect(200);
    assert!(page.text().contains(People::NAME));
    let again = browser.get("/sign-in?next=/explore/").await.expect(303);
    assert_eq!(again.location(), Some("/explore/"), "who is signed in goes on");
    let token = browser.cookie("session").expect("it is kept");
    browser.submit(&page.form("/sign-out")).await.expect(303);
    assert_eq!(browser.cookie("session"), None);
    let thief = app.visitor();
    thief.keep("session", &token);
    thief.get("/admin/").await.expect(303);
    let late = app.person(Role::Editor).await;
    late.get("/admin/").await.expect(200);
    app.clock().pass_seconds(13 * 3600);
    late.get("/admin/").await.expect(303);
}

async fn wrong_passwords_and_wrong_addresses_answer_alike(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.make_administrator().await;
    let browser = app.visitor();
    let wrong = sign_in(&browser, People::ADMINISTRATOR, "mauvais-mot-de-passe").await.expect(422);
    let nobody = sign_in(&browser, "personne-de-connu@ville.example", "mauvais-mot-de-passe")
        .await
        .expect(422);
    let shown = |answer: &Answer, email: &str| answer.text().replace(email, "…");
    let same =
        shown(&wrong, People::ADMINISTRATOR) == shown(&nobody, "personne-de-connu@ville.example");
    assert!(same, "the two pages are the same");
    assert_eq!(browser.cookie("session"), None);
    assert!(!wrong.text().contains("mauvais-mot-de-passe"), "the password is not shown again");
    assert_eq!(wrong.form("/sign-in").get("email"), Some(People::ADMINISTRATOR));
}

async fn guessing_is_slowed_down(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.make_administrator().await;
    let thief = app.visitor().at([198, 51, 100, 7]);
    for _ in 0..10 {
        sign_in(&thief, People::ADMINISTRATOR, "faux").await.expect(422);
    }
    sign_in(&thief, People::ADMINISTRATOR, People::PASSWORD).await.expect(429);
    let elsewhere = app.visitor().at([198, 51, 100, 8]);
    sign_in(&elsewhere, People::ADMINISTRATOR, "faux").await.expect(422);
    sign_in(&elsewhere, People::ADMINISTRATOR, People::PASSWORD).await.expect(303);
    sign_in(&thief, "reader@ville.example", "faux").await.expect(422);
    app.clock().pass_seconds(301);
    sign_in(&thief, People::ADMINISTRATOR, People::PASSWORD).await.expect(303);
}

async fn an_office_behind_one_address_may_sign_in(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.make_administrator().await;
    for _ in 0..12 {
        let colleague = app.visitor().at([198, 51, 100, 9]);
        sign_in(&colleague, People::ADMINISTRATOR, People::PASSWORD).await.expect(303);
    }
}

async fn visitors_behind_a_trusted_proxy_are_counted_one_by_one(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await.behind("198.51.100.0/24");
    app.make_administrator().await;
    let visitor = |handed_on: &str| app.visitor().at([198, 51, 100, 1]).forwarded_for(handed_on);
    for n in 0..10 {
        // What the visitor itself puts before changes nothing.
        let thief = visitor(&format!("203.0.113.{n}, 192.0.2.7"));
        sign_in(&thief, People::ADMINISTRATOR, "faux").await.expect(422);
    }
    sign_in(&visitor("192.0.2.7"), People::ADMINISTRATOR, People::PASSWORD).await.expect(429);
    sign_in(&visitor("192.0.2.8"), People::ADMINISTRATOR, People::PASSWORD).await.expect(303);
}

async fn nobody_else_chooses_the_address_that_is_counted(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await.behind("198.51.100.0/24");
    app.make_administrator().await;
    let thief = |n: u8| app.visitor().at([192, 0, 2, 7]).forwarded_for(&format!("203.0.113.{n}"));
    for n in 0..10 {
        sign_in(&thief(n), People::ADMINISTRATOR, "faux").await.expect(422);
    }
    sign_in(&thief(11), People::ADMINISTRATOR, People::PASSWORD).await.expect(429);
}

async fn forms_without_the_session_s_secret_are_refused(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv(CSV).published().await;
    let editor = app.person(Role::Editor).await;
    let secret = editor.get("/admin/datasets/arbres/unpublish").await.expect(200);
    let secret = secret.form("/admin/datasets/arbres/unpublish");
    let log = app.audit().await.len();
    for action in [
        "/admin/datasets/arbres/unpublish",
        "/admin/datasets/arbres/publish",
        "/admin/datasets/arbres/edit",
        "/admin/uploads/x",
        "/admin/jobs/1/cancel",
        "/sign-out",
        "/sign-in",
    ] {
        for given in [None, Some(""), Some("faux")] {
            let form = Form { action: action.to_owned(), ..secret.clone() }.without("csrf");
            let form = match given {
                Some(given) => form.set("csrf", given),
                None => form,
            };
            editor.submit(&form).await.expect(403);
        }
    }
    let upload = editor.get("/admin/datasets/new").await.expect(200).form("/admin/uploads");
    editor.submit_file(&upload.clone().set("csrf", "faux"), "a.csv", b"a\n1\n").await.expect(403);
    editor.submit_file(&upload.without("csrf"), "a.csv", b"a\n1\n").await.expect(403);
    let another = app.person(Role::Administrator).await;
    another.submit(&secret).await.expect(403);
    assert_eq!(app.acts_since(log + 1).await, [], "nothing was done but the other's sign-in");
    let spool = std::fs::read_dir(app.folder().join("données/spool")).expect("there is a spool");
    assert_eq!(spool.count(), 0, "nothing was stored");
    editor.submit(&secret).await.expect(303);
}

async fn nobody_is_sent_elsewhere_after_signing_in(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.make_administrator().await;
    for (next, expected) in [
        ("/explore/%3Fq%3Da", "/explore/?q=a"),
        ("https://autre.example/", "/"),
        ("//autre.example/", "/"),
        ("/%5Cautre.example/", "/"),
        ("/%0d%0ax:y", "/"),
    ] {
        let browser = app.visitor();
        let form = form(&browser, next).await;
        let form = form.set("email", People::ADMINISTRATOR).set("password", People::PASSWORD);
        let answer = browser.submit(&form).await.expect(303);
        assert_eq!(answer.location(), Some(expected), "{next}");
        let forced =
            browser.send(Method::GET, &format!("/sign-in?next={next}"), &[], Vec::new()).await;
        assert_eq!(forced.location(), Some(expected), "{next}, signed in already");
    }
}

async fn the_welcome_link_makes_one_administrator(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let welcome = format!("/welcome/{}", TestApp::WELCOME);
    let browser = app.visitor();
    browser.get("/welcome/faux").await.expect(404);
    let form = browser.get(&welcome).await.expect(200).form(&welcome);
    let form = form.set("name", People::NAME).set("email", People::ADMINISTRATOR);
    for (name, value) in [("password", "court"), ("email", "pas-une-adresse"), ("name", " ")] {
        let form = form.clone().set("password", People::PASSWORD).set(name, value);
        let again = browser.submit(&form).await.expect(422);
        assert!(again.text().contains("aria-invalid"), "{name} is shown to be wrong");
    }
    let answer = browser.submit(&form.set("password", People::PASSWORD)).await.expect(303);
    assert_eq!(answer.location(), Some("/admin/"));
    browser.get("/admin/").await.expect(200);
    app.visitor().get(&welcome).await.expect(404);
}
