//! How the bytes are kept: whole, once, and no longer than something names them.

use fanal_testkit::model::AuditAct as Act;
use fanal_testkit::service::{SeenAttachment, ServiceError};
use fanal_testkit::{Catalogue, TestApp, on_both_catalogues};
use futures::stream;

use super::PDF;
use crate::arbres::{API, CSV};

on_both_catalogues! {
    bytes_that_nothing_names_are_swept_and_no_others,
    a_file_is_joined_once_and_never_taken_from_a_load,
    each_act_on_an_attachment_leaves_an_entry,
}

/// The files on the shelf of attachments.
fn kept(app: &TestApp) -> Vec<String> {
    let files = app.lake_files().into_iter();
    files.filter_map(|f| f.strip_prefix("attachments/").map(str::to_owned)).collect()
}

async fn bytes_that_nothing_names_are_swept_and_no_others(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv(CSV).published().await;
    let (platform, operator) = (app.platform(), app.operator().await);
    let attachment = app.attach("arbres", "notice.pdf", PDF).await;
    let bytes = stream::iter([Ok(PDF.into())]);
    let waiting = platform.receive(&operator, "plan.pdf", None, bytes).await.expect("received");
    let shelf = app.lake_folder().join("attachments");
    // As programs leave them that die before the catalogue knows of what they stored.
    for name in [waiting.id.as_str(), "5e3c3f0e-0000-4000-8000-000000000000"] {
        std::fs::write(shelf.join(name), PDF).expect("the lake can be written");
    }
    assert_eq!(platform.sweep_attachments().await.expect("swept"), 1);
    let mut expected = vec![attachment.file.clone(), waiting.id.clone()];
    expected.sort();
    assert_eq!(kept(&app), expected, "an upload may still be joined");
    app.clock().pass_days(2);
    platform.sweep_spool().await.expect("the spool can be swept");
    assert_eq!(platform.sweep_attachments().await.expect("swept"), 1);
    assert_eq!(kept(&app), std::slice::from_ref(&attachment.file));
    let file = app.visitor().get(&format!("{API}/attachments/notice_pdf")).await.expect(200);
    assert_eq!(file.body, PDF);
    let seen = SeenAttachment { name: "notice_pdf", id: Some(attachment.id) };
    let removed = platform.remove_attachment(&operator, "arbres", seen).await;
    removed.expect("it is there");
    assert!(app.files_with(PDF).is_empty(), "its bytes are gone");
}

async fn a_file_is_joined_once_and_never_taken_from_a_load(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv(CSV).published().await;
    app.dataset("autre").csv(CSV).published().await;
    let (platform, operator) = (app.platform(), app.operator().await);
    let received = async |text: &'static str| {
        let bytes = stream::iter([Ok(text.into())]);
        platform.receive(&operator, "a.csv", None, bytes).await.expect("received").id
    };
    let upload = received("a;b\n1;2\n").await;
    let (one, two) = tokio::join!(
        platform.attach(&operator, "arbres", &upload, None),
        platform.attach(&operator, "autre", &upload, None),
    );
    assert_eq!([&one, &two].iter().filter(|joined| joined.is_ok()).count(), 1, "{one:?} {two:?}");
    platform.sweep_attachments().await.expect("swept");
    assert_eq!(kept(&app), [upload]);
    let upload = received("id;nom\n7;Orme\n").await;
    let request = fanal_testkit::service::LoadRequest {
        upload: upload.clone(),
        target: fanal_testkit::service::LoadTarget::Existing(app.stored("arbres").await.slug),
        mode: fanal_testkit::model::LoadMode::Replace,
        publish: false,
        columns_seen: true,
        public_because: Default::default(),
    };
    platform.start_load(&operator, &request).await.expect("it is taken");
    let refused = platform.attach(&operator, "arbres", &upload, None).await;
    assert!(matches!(&refused, Err(ServiceError::Conflict(p)) if p.code == "upload-loading"));
    app.work().await;
    assert_eq!(app.stored("arbres").await.current.expect("loaded").number, 2);
    platform.sweep_attachments().await.expect("swept");
    assert_eq!(kept(&app).len(), 1, "what was stored in vain is swept");
}

async fn each_act_on_an_attachment_leaves_an_entry(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv(CSV).published().await;
    let before = app.audit().await.len();
    let (platform, operator) = (app.platform(), app.operator().await);
    let attachment = app.attach("arbres", "notice-secrete.pdf", PDF).await;
    let seen = SeenAttachment { name: &attachment.name, id: Some(attachment.id) };
    for title in ["Mode d'emploi", "Mode d'emploi"] {
        platform.rename_attachment(&operator, "arbres", seen, title).await.expect("it is there");
    }
    let removed = platform.remove_attachment(&operator, "arbres", seen).await;
    removed.expect("it is there");
    let acts = app.acts_since(before).await;
    let expected = [Act::AttachmentAdded, Act::AttachmentChanged, Act::AttachmentRemoved];
    assert_eq!(acts, expected, "what changes nothing leaves none");
    assert!(app.audit_is_sound().await);
    for row in app.audit_rows().await {
        assert!(!row.contains("secrete") && !row.contains("emploi"), "{row}");
    }
}
