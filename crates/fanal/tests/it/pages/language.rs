//! The language of the pages, and whose addresses `back=` may name.

use fanal_testkit::{Catalogue, TestApp, on_one_catalogue};

on_one_catalogue! { the_chosen_language_is_kept }

async fn the_chosen_language_is_kept(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let visitor = app.visitor();
    let french = "<html lang=\"fr\"";
    let english = "<html lang=\"en\"";
    assert!(visitor.get("/").await.text().contains(french), "French comes first");
    let asked = [("accept-language", "en-GB,fr;q=0.5")];
    assert!(visitor.get_with("/", &asked).await.text().contains(english));
    assert!(visitor.get("/?lang=en").await.text().contains(english));
    assert!(visitor.get("/").await.text().contains(french), "`lang=` is for one page");
    let chosen = visitor.get("/-/language/en?back=/explore/").await.expect(303);
    assert_eq!(chosen.location(), Some("/explore/"));
    assert!(visitor.get("/").await.text().contains(english), "a choice is kept");
    for elsewhere in ["https://autre.example/", "//autre.example/", "/\\autre.example"] {
        let sent = visitor.get(&format!("/-/language/fr?back={elsewhere}")).await.expect(303);
        assert_eq!(sent.location(), Some("/"), "{elsewhere}");
    }
}
