//! Every code that a crate makes has its sentence, and every sentence its code.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use fanal_model::{Argument, Language, Problem};
use fluent_bundle::{FluentArgs, FluentValue};

use crate::Words;
use crate::bundle::{self, Bundle};

/// Literals with a hyphen in files that compute codes, which are no codes.
const NO_CODES: [&str; 2] = ["e-mail", "utf-8"];

/// Gives codes to another file, which makes the problems.
const GIVES_CODES: &str = "fanal-meaning/src/evidence/numbers.rs";

/// A file of some crate, without its tests.
struct Source {
    place: String,
    text: String,
}

impl Source {
    /// Texts that stand, as literals, right after this.
    fn after(&self, start: &str) -> Vec<&str> {
        let literal = |(at, _): (usize, &str)| {
            let (text, _) =
                self.text[at + start.len()..].trim_start().strip_prefix('"')?.split_once('"')?;
            Some(text)
        };
        self.text.match_indices(start).filter_map(literal).collect()
    }

    /// Literals made of small letters, digits and at least one hyphen.
    fn hyphenated(&self) -> Vec<&str> {
        let shaped = |text: &&str| {
            let part = |p: &str| p.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
            text.contains('-') && text.split('-').all(|p| !p.is_empty() && part(p))
        };
        self.after("").into_iter().filter(shaped).collect()
    }

    /// Whether some problem is made of a code that does not stand there.
    fn computes_codes(&self) -> bool {
        let mut made = self.text.match_indices("Problem::new(");
        made.any(|(at, start)| !self.text[at + start.len()..].trim_start().starts_with('"'))
    }

    fn problem_codes(&self) -> BTreeSet<&str> {
        let mut codes: BTreeSet<&str> = self.after("Problem::new(").into_iter().collect();
        if self.computes_codes() || self.place == GIVES_CODES {
            codes.extend(self.hyphenated().into_iter().filter(|text| !NO_CODES.contains(text)));
        }
        for id in self.console_ids() {
            codes.remove(id);
        }
        codes
    }

    fn console_ids(&self) -> BTreeSet<&str> {
        let ours = |text: &&str| text.starts_with("cli-") || text.starts_with("doctor-");
        self.hyphenated().into_iter().filter(ours).collect()
    }
}

/// All files of all crates but their tests, in order.
fn all_sources() -> Vec<Source> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = entries(&crates).into_iter().map(|c| c.join("src")).collect();
    while let Some(folder) = folders.pop() {
        for path in entries(&folder) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() && name != "tests" {
                folders.push(path);
            } else if name.ends_with(".rs") && name != "tests.rs" {
                let text = fs::read_to_string(&path).expect("a source can be read");
                let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default().to_owned();
                let place = path.strip_prefix(&crates).expect("it was found there");
                let place = place.display().to_string();
                // Our own say every sentence and make none.
                if place != "fanal-words/src/words.rs" {
                    found.push(Source { place, text });
                }
            }
        }
    }
    found.sort_by(|a, b| a.place.cmp(&b.place));
    assert!(found.len() > 100, "the crates lie in {}", crates.display());
    found
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries.map(|entry| entry.expect("a folder can be listed").path()).collect()
}

/// Says sentences in both languages and collects what is missing.
struct Speaker {
    languages: [(Language, Bundle); 2],
    faults: Vec<String>,
}

impl Speaker {
    fn new() -> Self {
        Self { languages: Language::ALL.map(|l| (l, bundle::read(l))), faults: Vec::new() }
    }

    fn say(&mut self, place: &str, id: &str, names: &[&str]) {
        let mut values = FluentArgs::new();
        for name in names {
            values.set(*name, FluentValue::from("x"));
        }
        for (language, bundle) in &self.languages {
            let mut errors = Vec::new();
            match bundle.get_message(id).and_then(|m| m.value()) {
                None => self.faults.push(format!("{place}: no sentence `{id}` in {language:?}")),
                Some(pattern) => {
                    let said = bundle.format_pattern(pattern, Some(&values), &mut errors);
                    if ["\n", "  ", " .", " ,"].iter().any(|stray| said.contains(stray)) {
                        self.faults.push(format!("{place}: a stray space in `{said}`"));
                    }
                }
            }
            if !errors.is_empty() {
                self.faults.push(format!("{place}: `{id}` in {language:?}: {errors:?}"));
            }
        }
    }

    #[track_caller]
    fn assert_nothing_is_missing(&self) {
        assert!(self.faults.is_empty(), "{}", self.faults.join("\n"));
    }
}

#[test]
fn every_problem_has_a_sentence_that_its_values_fill() {
    let mut speaker = Speaker::new();
    for source in &all_sources() {
        let names = [source.after(".text("), source.after(".number(")].concat();
        for code in source.problem_codes() {
            speaker.say(&source.place, code, &names);
        }
    }
    speaker.assert_nothing_is_missing();
}

#[test]
fn everything_that_the_command_line_says_has_a_sentence() {
    let mut speaker = Speaker::new();
    for source in &all_sources() {
        let names = source.after("(");
        for id in source.console_ids() {
            speaker.say(&source.place, id, &names);
        }
    }
    speaker.assert_nothing_is_missing();
}

#[test]
fn no_sentence_has_lost_its_code() {
    let mut sources = all_sources();
    // A sentence that only the samples of pages say is said to nobody.
    sources.retain(|s| !s.place.contains("/samples/") && s.place != "fanal-views/src/gallery.rs");
    let made = |source| [Source::after(source, "Problem::new("), source.hyphenated()].concat();
    let said: BTreeSet<&str> = sources.iter().flat_map(made).collect();
    let locales = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales/fr");
    let ours = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("problems") || name == "cli.ftl"
    };
    let mut read = 0;
    for path in entries(&locales).into_iter().filter(ours) {
        let text = fs::read_to_string(&path).expect("a file of sentences can be read");
        for line in text.lines().filter(|l| l.starts_with(|c: char| c.is_ascii_lowercase())) {
            let id = line.split(' ').next().unwrap_or_default();
            let within = || text.contains(&format!("{{ {id} }}"));
            assert!(
                id == "problem-unknown" || said.contains(id) || within(),
                "nothing says `{id}`, in {}",
                path.display()
            );
            read += 1;
        }
    }
    assert!(read > 100, "{read} sentences");
}

#[track_caller]
fn check(problem: &Problem, in_french: &str, in_english: &str) {
    assert_eq!(Words::of(Language::French).problem(problem), in_french);
    assert_eq!(Words::of(Language::English).problem(problem), in_english);
}

#[test]
fn a_problem_names_types_in_words() {
    let misfit = Problem::new("cell-misfit").text("column", "date").text("value", "n.c.");
    check(
        &misfit.clone().text("type", "datetime"),
        "Dans la colonne «\u{a0}date\u{a0}», «\u{a0}n.c.\u{a0}» n\u{2019}est pas une date avec \
         son heure. Corrigez la cellule dans le fichier, ou choisissez le type Texte pour cette \
         colonne.",
        "In the column “date”, “n.c.” is not a date with its time. Correct the cell in the file, \
         or choose the type Text for this column.",
    );
}

#[test]
fn a_problem_counts_as_the_language_does() {
    let cut = |cells: i64| Problem::new("row-cut").number("cells", cells).number("columns", 12);
    check(
        &cut(1),
        "Cette ligne n\u{2019}a qu\u{2019}une cellule pour 12 colonnes. Elle est peut-être \
         coupée en deux, ou n\u{2019}est pas une ligne du tableau.",
        "This row has only 1 cell for 12 columns. It may have been cut in two, or is no row of \
         the table.",
    );
}

#[test]
fn positions_are_near_a_town_or_at_their_degrees() {
    let guessed = |town: &str| {
        let problem = Problem::new("crs-guessed").text("crs", "WGS 84").text("town", town);
        problem.number("latitude", 40).number("longitude", -86)
    };
    for (town, in_french, in_english) in [
        ("Lyon", "WGS 84 (ville la plus proche\u{a0}: Lyon).", "WGS 84 (nearest town: Lyon)."),
        (
            "none",
            "(loin de toute ville de France\u{a0}: latitude 40, longitude -86).",
            "(far from any town of France: latitude 40, longitude -86).",
        ),
    ] {
        let said =
            [Language::French, Language::English].map(|l| Words::of(l).problem(&guessed(town)));
        assert!(said[0].contains(in_french), "{}", said[0]);
        assert!(said[1].contains(in_english), "{}", said[1]);
    }
}

#[test]
fn a_size_in_bytes_is_written_with_its_unit() {
    let large = Problem::new("upload-too-large").number("limit_bytes", 1_200_000_000);
    for (language, expected) in
        [(Language::French, ", 1,2\u{a0}Go."), (Language::English, " 1.2\u{a0}GB ")]
    {
        let sentence = Words::of(language).problem(&large);
        assert!(sentence.contains(expected), "{sentence}");
    }
}

#[test]
fn a_file_without_titles_is_not_said_to_have_them_on_line_0() {
    let header = |line| {
        Words::of(Language::French)
            .say_with("cli-inspect-header", &[("line", Argument::Number(line))])
    };
    assert_eq!(header(0), "Titres des colonnes\u{a0}: aucun");
    assert_eq!(header(3), "Titres des colonnes\u{a0}: ligne 3");
}
