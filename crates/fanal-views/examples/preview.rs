fn main() {
    for (language, code) in [(fanal_model::Language::French, "fr"), (fanal_model::Language::English, "en")] {
        for page in fanal_views::samples::pages(language).unwrap() {
            std::fs::write(format!("/tmp/views-preview/{code}-{}.html", page.name), page.html).unwrap();
        }
    }
}
