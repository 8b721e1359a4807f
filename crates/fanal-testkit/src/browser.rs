//! A browser without a screen: keeps cookies, fills in forms, sends files, follows redirects when
//! told to.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Mutex, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, Request, header};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;
use url::form_urlencoded;

use crate::{Answer, Form};

/// Marks where the parts of what is sent begin.
const BOUNDARY: &str = "----fanal-testkit-boundary";

/// A browser: one person at one machine.
pub struct Browser {
    router: Router,
    cookies: Mutex<BTreeMap<String, String>>,
    address: SocketAddr,
    forwarded_for: Option<String>,
}

impl Browser {
    pub(crate) fn new(router: Router) -> Self {
        let address = SocketAddr::from(([192, 0, 2, 1], 40_000));
        Self { router, cookies: Mutex::default(), address, forwarded_for: None }
    }

    /// The same, at another machine.
    #[must_use]
    pub fn at(mut self, address: [u8; 4]) -> Self {
        self.address = SocketAddr::from((address, 40_000));
        self
    }

    /// The same, with a header that says for whom it asks.
    #[must_use]
    pub fn forwarded_for(mut self, addresses: &str) -> Self {
        self.forwarded_for = Some(addresses.to_owned());
        self
    }

    /// Keeps a cookie.
    pub fn keep(&self, name: &str, value: &str) {
        self.jar().insert(name.to_owned(), value.to_owned());
    }

    /// The value of a cookie.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.jar().get(name).cloned()
    }

    fn jar(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, String>> {
        self.cookies.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks for an address. Spaces and signs beyond ASCII may stand in it; `%`, `+`, `&` and `#`
    /// mean what they mean in an address.
    pub async fn get(&self, address: &str) -> Answer {
        self.get_with(address, &[]).await
    }

    /// The same with more headers.
    pub async fn get_with(&self, address: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(Method::GET, address, headers, Vec::new()).await
    }

    /// Asks with parameters that are not encoded yet.
    pub async fn ask(
        &self,
        method: Method,
        path: &str,
        parameters: &[(&str, &str)],
        headers: &[(&str, &str)],
    ) -> Answer {
        let query =
            form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish();
        let address = if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") };
        self.send(method, &address, headers, Vec::new()).await
    }

    /// Asks for an address and follows where it sends, at most ten times.
    pub async fn open(&self, address: &str) -> Answer {
        let answer = self.get(address).await;
        self.follow(answer).await
    }

    /// Follows where an answer sends, at most ten times.
    pub async fn follow(&self, mut answer: Answer) -> Answer {
        for _ in 0..10 {
            let Some(next) = answer.location().map(str::to_owned) else { return answer };
            answer = self.get(&next).await;
        }
        panic!("{} sends in circles", answer.asked)
    }

    /// Sends a form as it is filled in.
    pub async fn submit(&self, form: &Form) -> Answer {
        let encoded = form.encoded();
        if form.method.eq_ignore_ascii_case("get") {
            return self.get(&format!("{}?{encoded}", form.action)).await;
        }
        let kind = ("content-type", "application/x-www-form-urlencoded");
        self.send(Method::POST, &form.action, &[kind], encoded.into_bytes()).await
    }

    /// Sends a form with a file in its field `file`.
    pub async fn submit_file(&self, form: &Form, file_name: &str, bytes: &[u8]) -> Answer {
        let mut body = Vec::new();
        for (name, value) in &form.fields {
            let part = format!(
                "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(part.as_bytes());
        }
        let head = format!(
            "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"file\"; \
             filename=\"{file_name}\"\r\ncontent-type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        self.send(Method::POST, &form.action, &[("content-type", &kind)], body).await
    }

    /// Sends anything anywhere.
    pub async fn send(
        &self,
        method: Method,
        address: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Answer {
        let asked = format!("{method} {address}");
        let mut request = Request::builder().method(method).uri(encoded(address));
        request = request.header(header::HOST, "localhost");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(addresses) = &self.forwarded_for {
            request = request.header("x-forwarded-for", addresses);
        }
        let cookies: Vec<String> = self.jar().iter().map(|(n, v)| format!("{n}={v}")).collect();
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        let mut request =
            request.body(Body::from(body)).expect("an address and headers as tests write them");
        request.extensions_mut().insert(ConnectInfo(self.address));
        let Ok(response) = self.router.clone().oneshot(request).await;
        let (parts, body) = response.into_parts();
        let body = match body.collect().await {
            Ok(body) => body.to_bytes().to_vec(),
            Err(error) => panic!("{asked} breaks off: {error}"),
        };
        let status = parts.status.as_u16();
        let answer = Answer { asked, status, headers: parts.headers, body };
        self.remember(&answer);
        answer
    }

    /// Keeps the cookies of an answer, and forgets those that it takes back.
    fn remember(&self, answer: &Answer) {
        let mut jar = self.jar();
        for line in answer.cookies() {
            let pair = line.split(';').next().unwrap_or_default();
            let Some((name, value)) = pair.split_once('=') else { continue };
            if value.is_empty() || line.contains("Max-Age=0") {
                jar.remove(name);
            } else {
                jar.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

/// Writes what can't stand in an address as `%xx`.
fn encoded(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        match byte {
            b' ' | b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' | 0x80.. => {
                out.push_str(&format!("%{byte:02X}"));
            }
            byte => out.push(char::from(byte)),
        }
    }
    out
}
