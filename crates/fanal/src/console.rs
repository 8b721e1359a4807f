//! The terminal: sentences in the language of its user, a bar for long acts.

use std::io::{IsTerminal, Write};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use fanal_model::{Argument, Language, Problem, Progress};
use fanal_words::Words;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// The terminal of whoever runs the program.
pub(crate) struct Console {
    pub(crate) language: Language,
    words: &'static Words,
    /// The last problem that was said, when nothing was said after it.
    said: Mutex<String>,
}

impl Console {
    /// In the language of `LC_ALL`, `LC_MESSAGES` or `LANG`; French when they say nothing.
    pub(crate) fn new() -> Self {
        let set = |name: &str| std::env::var(name).ok().filter(|v| !v.is_empty());
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set);
        let language = locale.and_then(|l| Language::from_code(&l)).unwrap_or_default();
        Self { language, words: Words::of(language), said: Mutex::default() }
    }

    /// Prints a line. A reader that went away is no reason to fail.
    pub(crate) fn line(&self, text: &str) {
        self.said.lock().unwrap_or_else(PoisonError::into_inner).clear();
        let _ = writeln!(std::io::stdout(), "{text}");
    }

    /// Prints a text as it is.
    pub(crate) fn text(&self, text: &str) {
        let mut out = std::io::stdout();
        let _ = out.write_all(text.as_bytes());
        let _ = out.flush();
    }

    /// Prints a line where errors go.
    pub(crate) fn error(&self, text: &str) {
        let _ = writeln!(std::io::stderr(), "{text}");
    }

    /// Prints the sentence of a problem where errors go, unless it was the last one: each try of an
    /// act, and what ends it, may fail for the same reason.
    pub(crate) fn problem(&self, problem: &Problem) {
        let sentence = self.words.problem(problem);
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        if *said != sentence {
            self.error(&sentence);
            *said = sentence;
        }
    }

    /// Prints why a command could not be carried out: the sentence of the problem that its chain
    /// holds, then the causes as the machine told them.
    pub(crate) fn failure(&self, error: &anyhow::Error) {
        let Some(problem) = error.downcast_ref::<Problem>() else {
            return self.error(&format!("{error:#}"));
        };
        self.problem(problem);
        let told = problem.to_string();
        let causes: Vec<String> =
            error.chain().map(ToString::to_string).filter(|cause| *cause != told).collect();
        if !causes.is_empty() {
            let reason = Argument::Text(causes.join(": "));
            self.error(&self.say("cli-detail", &[("reason", reason)]));
        }
    }

    /// The sentence of a problem.
    pub(crate) fn sentence(&self, problem: &Problem) -> String {
        self.words.problem(problem)
    }

    /// A sentence.
    pub(crate) fn say(&self, id: &str, arguments: &[(&str, Argument)]) -> String {
        self.words.say_with(id, arguments)
    }

    /// A bar on a terminal, nothing elsewhere.
    pub(crate) fn bar(&self) -> Bar {
        let bar = ProgressBar::no_length();
        if !std::io::stderr().is_terminal() {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        }
        let style = ProgressStyle::with_template(
            "{bar:40.yellow/blue} {percent:>3} %  {bytes} / {total_bytes}  {msg}  {elapsed}",
        );
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.enable_steady_tick(Duration::from_millis(200));
        Bar { bar, words: self.words }
    }
}

/// How far a long act has come.
pub(crate) struct Bar {
    bar: ProgressBar,
    words: &'static Words,
}

impl Bar {
    pub(crate) fn show(&self, progress: Progress) {
        if let Some(total) = progress.total {
            self.bar.set_length(total);
            self.bar.set_position(progress.done.min(total));
        }
        let records = i64::try_from(progress.records).unwrap_or(i64::MAX);
        let arguments = [("count", Argument::Number(records))];
        self.bar.set_message(self.words.say_with("cli-rows", &arguments));
    }

    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
    }
}
