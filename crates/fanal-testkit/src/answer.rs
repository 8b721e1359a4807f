//! What the app answered.

use axum::http::{HeaderMap, StatusCode};
use serde_json::Value;

use crate::Form;

/// An answer, read to its end.
#[derive(Debug, Clone)]
pub struct Answer {
    /// What was asked, for messages.
    pub asked: String,
    /// Status.
    pub status: u16,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub body: Vec<u8>,
}

impl Answer {
    /// Panics unless the status is this one; the message shows the body.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{} answers {}", self.asked, self.excerpt());
        self
    }

    /// The body as text.
    #[track_caller]
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("the body is UTF-8")
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        match serde_json::from_slice(&self.body) {
            Ok(value) => value,
            Err(error) => panic!("{}: {error} in {}", self.asked, self.excerpt()),
        }
    }

    /// A header's text; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }

    /// All lines that set cookies.
    pub fn cookies(&self) -> Vec<&str> {
        self.headers.get_all("set-cookie").iter().filter_map(|v| v.to_str().ok()).collect()
    }

    /// Where the answer sends the browser, when it does.
    pub fn location(&self) -> Option<&str> {
        let status = StatusCode::from_u16(self.status).ok()?;
        status.is_redirection().then(|| self.header("location")).filter(|l| !l.is_empty())
    }

    /// The form of the page that is sent to this address, as it is filled in.
    #[track_caller]
    pub fn form(&self, action: &str) -> Form {
        let forms = Form::all(self.text());
        let actions: Vec<String> = forms.iter().map(|f| f.action.clone()).collect();
        match forms.into_iter().find(|f| f.action == action) {
            Some(form) => form,
            None => panic!("{} has no form for `{action}`, only {actions:?}", self.asked),
        }
    }

    fn excerpt(&self) -> String {
        let text = String::from_utf8_lossy(&self.body);
        format!(
            "{} {:?}: {}",
            self.status,
            self.headers,
            text.chars().take(2000).collect::<String>()
        )
    }
}
