//! Every page, in both languages, with the headers that keep browsers safe.

use fanal_testkit::model::Role;
use fanal_testkit::{Answer, Browser, Catalogue, TestApp, on_both_catalogues, on_one_catalogue};

use crate::arbres::CSV;

on_both_catalogues! {
    every_page_answers_in_both_languages,
}

on_one_catalogue! {
    pages_of_the_administration_are_for_editors,
    every_answer_keeps_browsers_safe,
}

const PUBLIC: [&str; 11] = [
    "/",
    "/explore/",
    "/explore",
    "/explore/?q=arbres&sort=title&page=2",
    "/explore/dataset/arbres/",
    "/explore/dataset/arbres",
    "/explore/dataset/arbres/?sort=-nom&page=1",
    "/explore/dataset/arbres/?sort=nulle-part",
    "/explore/dataset/arbres/?version=1",
    "/sign-in",
    "/-/components",
];

const ADMINISTRATION: [&str; 8] = [
    "/admin/",
    "/admin",
    "/admin/datasets/new",
    "/admin/datasets/arbres/load",
    "/admin/datasets/arbres/edit",
    "/admin/datasets/arbres/publish",
    "/admin/datasets/arbres/unpublish",
    "/admin/datasets/arbres/attachments",
];

async fn in_both_languages(browser: &Browser, address: &str, status: u16) {
    let mut titles = Vec::new();
    for language in ["fr", "en"] {
        let headers = [("accept-language", language)];
        let page = browser.get_with(address, &headers).await.expect(status);
        let text = page.text();
        assert!(text.contains(&format!("<html lang=\"{language}\"")), "{address} in {language}");
        assert_eq!(text.matches("<h1").count(), 1, "{address} has one heading");
        let missing = text.contains("{$") || text.contains("-missing-");
        assert!(!missing, "{address} in {language} lacks a sentence");
        titles.push(between(text, "<main", "</main>").to_owned());
    }
    assert_ne!(titles[0], titles[1], "{address} is the same in both languages");
}

fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let from = text.find(start).unwrap_or(0);
    let rest = &text[from..];
    &rest[..rest.find(end).unwrap_or(rest.len())]
}

async fn every_page_answers_in_both_languages(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let visitor = app.visitor();
    let welcome = format!("/welcome/{}", TestApp::WELCOME);
    for empty in ["/", "/explore/", &welcome] {
        in_both_languages(&visitor, empty, 200).await;
    }
    app.dataset("arbres").title("Arbres").csv(CSV).published().await;
    for address in PUBLIC {
        in_both_languages(&visitor, address, 200).await;
    }
    for missing in ["/rien", "/explore/dataset/rien/", "/welcome/faux", "/admin/rien"] {
        in_both_languages(&visitor, missing, 404).await;
    }
    let editor = app.person(Role::Editor).await;
    visitor.get(&welcome).await.expect(404);
    for address in ADMINISTRATION {
        in_both_languages(&editor, address, 200).await;
    }
    let job = app.audit().await.iter().find_map(|entry| match entry.subject {
        fanal_testkit::model::Subject::Job(job, _) => Some(job),
        _ => None,
    });
    let job = job.expect("the load was a job");
    in_both_languages(&editor, &format!("/admin/jobs/{job}"), 200).await;
    let progress = editor.get(&format!("/admin/jobs/{job}/progress.json")).await.expect(200);
    assert_eq!(progress.json()["state"], "done");
    for missing in
        ["/admin/jobs/99999", "/admin/jobs/x", "/admin/datasets/rien/edit", "/admin/uploads/rien"]
    {
        in_both_languages(&editor, missing, 404).await;
    }
    for (address, status) in [("/health/live", 200), ("/health/ready", 200)] {
        visitor.get(address).await.expect(status);
    }
}

async fn pages_of_the_administration_are_for_editors(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv(CSV).published().await;
    let (stranger, reader) = (app.visitor(), app.person(Role::Reader).await);
    for address in ADMINISTRATION.into_iter().chain(["/admin/jobs/1", "/admin/uploads/x"]) {
        let sent = stranger.get(address).await.expect(303);
        let location = sent.location().unwrap_or_default();
        assert!(location.starts_with("/sign-in?next=%2Fadmin"), "{address}: {location}");
        reader.get(address).await.expect(403);
    }
    stranger.get("/admin/jobs/1/progress.json").await.expect(404);
}

async fn every_answer_keeps_browsers_safe(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv(CSV).published().await;
    let (visitor, editor) = (app.visitor(), app.person(Role::Editor).await);
    let mut answers: Vec<Answer> = Vec::new();
    for address in PUBLIC.into_iter().chain(["/rien", "/admin/", "/explore/dataset/rien/"]) {
        answers.push(visitor.get(address).await);
    }
    for address in ADMINISTRATION {
        answers.push(editor.get(address).await);
    }
    for answer in &answers {
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'"), "{}: {policy}", answer.asked);
        assert!(!policy.contains("unsafe"), "{}: {policy}", answer.asked);
        assert!(policy.contains("frame-ancestors 'none'"), "{}: {policy}", answer.asked);
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{}", answer.asked);
        assert_eq!(answer.header("x-frame-options"), "DENY", "{}", answer.asked);
        let encrypted = answer.header("strict-transport-security");
        assert!(encrypted.starts_with("max-age="), "the portal has an address of TLS");
        assert!(answer.header("cache-control").contains("no-"), "{}", answer.asked);
        let text = String::from_utf8_lossy(&answer.body);
        for inline in ["<style", "style=\"", " onclick=", " onload=", "javascript:"] {
            assert!(!text.contains(inline), "{} holds `{inline}`", answer.asked);
        }
        for script in text.match_indices("<script").map(|(at, _)| &text[at..]) {
            let tag = &script[..script.find('>').unwrap_or(0)];
            assert!(tag.contains(" src=\"/"), "{} holds a script of its own: {tag}", answer.asked);
        }
    }
}
