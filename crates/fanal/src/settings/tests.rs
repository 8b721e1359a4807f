use std::path::Path;

use super::*;

fn read(file: &str, environment: &[(&str, &str)]) -> Result<Settings, OptionError> {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let path = folder.path().join("fanal.toml");
    std::fs::write(&path, file).expect("written");
    let environment = environment.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
    Options::read(&path, environment)?.resolve()
}

#[test]
fn nothing_needs_to_be_set() {
    let settings = Options::read(Path::new("no-such-file.toml"), std::iter::empty())
        .and_then(Options::resolve)
        .expect("defaults suffice");
    assert_eq!(settings.url, "http://localhost:8080");
    assert!(settings.database_url.ends_with("/data/catalogue.db"));
    assert!(!settings.demo);
}

#[test]
fn the_environment_wins_over_the_file() {
    let settings =
        read("listen = '0.0.0.0:9000'\nkept_versions = 3", &[("FANAL_LISTEN", "127.0.0.1:1")])
            .expect("valid");
    assert_eq!(settings.listen.port(), 1);
    assert_eq!(settings.kept_versions, 3);
}

#[test]
fn a_megabyte_is_a_million_bytes_as_on_the_pages() {
    let settings = read("upload_limit_mb = '5'", &[]).expect("valid");
    assert_eq!(settings.upload_limit_bytes, 5_000_000);
}

#[test]
fn an_unknown_setting_is_refused_with_the_nearest_name() {
    let error = read("", &[("FANAL_LISTN", "x")]).expect_err("unknown");
    assert_eq!(error.to_string(), "no setting `listn` (environment); the nearest one is `listen`");
    assert!(
        matches!(read("databse_url = 'x'", &[]), Err(OptionError::Unknown { nearest, .. }) if nearest == "database_url")
    );
}

#[test]
fn a_value_that_does_not_fit_is_named() {
    let error = read("memory_mb = 'much'", &[]).expect_err("not a number");
    assert_eq!(error.to_string(), "`much` is not a value for `memory_mb`: a whole number");
    assert!(read("", &[("FANAL_DEMO", "maybe")]).is_err());
    assert!(read("", &[("FANAL_URL", "data.ville.fr")]).is_err());
}

#[test]
fn every_setting_is_documented_in_the_readme() {
    let readme = include_str!("../../../../README.md");
    for name in options::NAMES {
        let variable = format!("FANAL_{}", name.to_ascii_uppercase());
        assert!(readme.contains(&variable), "{variable} is not in README.md");
    }
}

#[test]
fn only_our_own_variables_must_be_text() {
    use std::os::unix::ffi::OsStringExt;
    let bytes = || OsString::from_vec(vec![0xff]);
    let own = |name: &str, value: OsString| {
        own_variables([("LS_COLORS".into(), bytes()), (name.into(), value)].into_iter())
    };
    assert_eq!(own("FANAL_URL", "x".into()), Ok(vec![("FANAL_URL".to_owned(), "x".to_owned())]));
    let refused = own("FANAL_DATA", bytes());
    assert_eq!(refused, Err(OptionError::NoText { name: "FANAL_DATA".to_owned() }));
}
