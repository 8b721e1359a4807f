use std::path::Path;

use fanal_model::Argument;

use super::*;

fn read(file: &str, environment: &[(&str, &str)]) -> Result<Settings, Problem> {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let path = folder.path().join("fanal.toml");
    std::fs::write(&path, file).expect("written");
    let environment = environment.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
    Options::read(&path, environment)?.resolve()
}

/// The code of the refusal, and its values but the path of the file and the parser's reason.
#[track_caller]
fn refused(file: &str, environment: &[(&str, &str)]) -> String {
    let mut problem = read(file, environment).expect_err("it is refused");
    problem.arguments.retain(|(name, _)| name != "file" && name != "reason");
    problem.to_string()
}

#[test]
fn nothing_needs_to_be_set() {
    let settings = Options::read(Path::new("no-such-file.toml"), std::iter::empty())
        .and_then(Options::resolve)
        .expect("defaults suffice");
    assert_eq!(settings.url, "http://localhost:8080");
    assert!(settings.database_url.ends_with("/data/catalogue.db"));
    assert_eq!(settings.trusted_proxies, TrustedProxies::default());
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
    let unknown = refused("", &[("FANAL_LISTN", "x")]);
    assert_eq!(unknown, "variable-unknown name=`FANAL_LISTN` nearest=`FANAL_LISTEN`");
    let unknown = refused("# mine\n\ndatabse_url = 'x'", &[]);
    assert_eq!(unknown, "setting-unknown name=`databse_url` line=3 nearest=`database_url`");
}

#[test]
fn a_file_that_is_no_toml_is_refused_with_its_place() {
    let refused = refused("demo = 1\nlisten = 0.0.0.0:80\n", &[]);
    assert_eq!(refused, "settings-syntax line=2 column=13 found=`listen = 0.0.0.0:80`");
}

#[test]
fn a_value_that_does_not_fit_is_named() {
    assert_eq!(refused("memory_mb = 'much'", &[]), "setting-number name=`memory_mb` value=`much`");
    assert_eq!(refused("\nmemory_mb = 1.5", &[]), "setting-not-text name=`memory_mb` line=2");
    for (name, value, expected) in [
        ("FANAL_LISTEN", "80", "setting-listen value=`80`"),
        ("FANAL_DEMO", "maybe", "setting-switch name=`demo` value=`maybe`"),
        ("FANAL_URL", "data.ville.fr", "setting-url value=`data.ville.fr`"),
        ("FANAL_STORE_OPTIONS", "a=b,secret", "setting-pairs"),
        ("FANAL_TRUSTED_PROXIES", "10.0.0.0/33", "setting-proxies value=`10.0.0.0/33`"),
    ] {
        assert_eq!(refused("", &[(name, value)]), expected);
    }
}

#[test]
fn proxies_are_a_list_in_the_file_and_a_text_in_the_environment() {
    let in_file = read("trusted_proxies = ['127.0.0.1', '10.0.0.0/8']", &[]).expect("valid");
    let in_environment =
        read("", &[("FANAL_TRUSTED_PROXIES", "127.0.0.1, 10.0.0.0/8")]).expect("valid");
    assert_eq!(in_file.trusted_proxies, in_environment.trusted_proxies);
    assert_ne!(in_file.trusted_proxies, TrustedProxies::default());
}

#[test]
fn a_bucket_takes_the_usual_variables_and_its_own_options_win() {
    let variables = |name: &str| match name {
        "AWS_REGION" => Some("fr-par".to_owned()),
        "AWS_SESSION_TOKEN" => Some(String::new()),
        _ => None,
    };
    let options = ("FANAL_STORE_OPTIONS", "aws_region=eu-west-3");
    let mut settings = read("store_url = 's3://bucket/a'", &[options]).expect("valid");
    settings.add_store_variables(variables);
    let expected = [("aws_region", "fr-par"), ("aws_region", "eu-west-3")];
    assert_eq!(settings.store_options, expected.map(|(n, v)| (n.to_owned(), v.to_owned())));
    let mut settings = read("", &[]).expect("valid");
    settings.add_store_variables(variables);
    assert_eq!(settings.store_options, [], "a folder needs none");
}

#[test]
fn every_setting_is_documented_in_the_readme() {
    for readme in [include_str!("../../../../README.md"), include_str!("../../../../README.fr.md")]
    {
        let own = options::NAMES.map(|name| format!("`FANAL_{}", name.to_ascii_uppercase()));
        let of_store = STORE_VARIABLES[..10].iter().map(|name| format!("`{name}"));
        for variable in own.into_iter().chain(of_store) {
            assert!(readme.contains(&variable), "{variable} is not in the README");
        }
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
    let refused = own("FANAL_DATA", bytes()).expect_err("it is no text");
    assert_eq!(refused.code, "variable-not-text");
    assert_eq!(refused.arguments[0].1, Argument::Text("FANAL_DATA".to_owned()));
}
