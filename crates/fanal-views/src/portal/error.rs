//! A page that can't be shown: what happened, and ways on.

use askama::Template;
use fanal_model::{Instant, Problem};

use crate::Layout;

/// A way on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// What one finds there.
    pub label: String,
    /// Address.
    pub href: String,
}

/// Any address that has no page for this reader.
#[derive(Debug, Template)]
#[template(path = "portal/error.html")]
pub struct ErrorPage {
    /// What every page needs.
    pub layout: Layout,
    /// HTTP status, shown small.
    pub status: u16,
    /// What happened, in a few words.
    pub title: String,
    /// What happened and what to do, in a sentence.
    pub sentence: String,
    /// Ways on.
    pub ways: Vec<Way>,
    /// What to tell those who look after the platform; it stands in their logs.
    pub reference: Option<String>,
}

impl ErrorPage {
    /// 404: nothing at this address; also the answer for what is hidden from the reader.
    pub fn not_found(layout: Layout) -> Self {
        Self::told(layout, 404, "error-not-found")
    }

    /// 403: signed in, and not allowed to do this.
    pub fn forbidden(layout: Layout) -> Self {
        Self::told(layout, 403, "error-forbidden")
    }

    /// 403: the form was made too long ago or by another page.
    pub fn stale_form(layout: Layout) -> Self {
        Self::told(layout, 403, "error-stale-form")
    }

    /// 429: too many tries.
    pub fn too_many_requests(layout: Layout) -> Self {
        Self::told(layout, 429, "error-too-many-requests")
    }

    /// 500: ours to mend.
    pub fn internal(layout: Layout, reference: impl Into<String>) -> Self {
        let page = Self::told(layout, 500, "error-internal");
        Self { reference: Some(reference.into()), ..page }
    }

    /// 503: the platform is starting or stopping.
    pub fn unavailable(layout: Layout) -> Self {
        Self::told(layout, 503, "error-unavailable")
    }

    /// 410: a version that was taken away at that instant.
    pub fn gone(layout: Layout, since: Instant) -> Self {
        let sentence = layout.say_text("error-gone-sentence", "day", layout.words.day(since));
        Self { sentence, ..Self::told(layout, 410, "error-gone") }
    }

    /// Any other refusal: the problem's own sentence.
    pub fn problem(layout: Layout, status: u16, problem: &Problem) -> Self {
        let sentence = layout.problem(problem);
        Self { sentence, ..Self::told(layout, status, "error-problem") }
    }

    fn told(layout: Layout, status: u16, id: &str) -> Self {
        let title = layout.say(format!("{id}-title"));
        let sentence = layout.say(format!("{id}-sentence"));
        let mut ways = vec![
            Way { label: layout.say("way-catalogue"), href: "/explore/".into() },
            Way { label: layout.say("way-home"), href: "/".into() },
        ];
        if layout.signed_in.is_none() && matches!(status, 403 | 404) {
            ways.push(Way { label: layout.say("way-sign-in"), href: "/sign-in".into() });
        }
        Self { layout, status, title, sentence, ways, reference: None }
    }
}
