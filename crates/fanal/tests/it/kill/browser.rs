//! A browser, as far as these tests need one: cookies, hidden fields, files.

use std::collections::BTreeMap;
use std::io::BufReader;
use std::net::TcpStream;

use super::http::{Answer, read, send};
use super::place::Server;

/// A browser in which the first administrator is signed in.
pub(crate) struct Browser {
    port: u16,
    cookies: BTreeMap<String, String>,
}

impl Browser {
    /// The password of the account.
    pub(crate) const PASSWORD: &str = "une phrase assez longue pour un essai";

    /// A browser that knows nobody.
    pub(crate) fn stranger(server: &Server) -> Self {
        Self { port: server.port, cookies: BTreeMap::new() }
    }

    /// Makes the first account by the link that the server printed.
    #[track_caller]
    pub(crate) fn sign_in(server: &Server) -> Self {
        let mut browser = Self::stranger(server);
        let welcome = server.welcome.as_deref().expect("the server printed the link").to_owned();
        let page = browser.get(&welcome);
        let csrf = hidden(&page, "csrf").expect("the form has its secret");
        let fields = [
            ("csrf", csrf.as_str()),
            ("name", "A"),
            ("email", "a@b.fr"),
            ("password", Self::PASSWORD),
        ];
        let answer = browser.post(&welcome, &fields);
        assert_eq!(answer.status, 303, "{}", answer.text());
        browser
    }

    /// Sends the form of the sign-in; returns the status of the answer.
    #[track_caller]
    pub(crate) fn try_sign_in(&mut self, password: &str) -> u16 {
        let csrf = hidden(&self.get("/sign-in"), "csrf").expect("the form has its secret");
        let fields = [("csrf", csrf.as_str()), ("email", "a@b.fr"), ("password", password)];
        self.post("/sign-in", &fields).status
    }

    /// What its cookies hold.
    pub(crate) fn cookies(&self) -> impl Iterator<Item = &str> {
        self.cookies.values().map(String::as_str)
    }

    pub(crate) fn get(&mut self, path: &str) -> Answer {
        self.ask(&format!("GET {path} HTTP/1.1\r\n"), &[])
    }

    /// Sends a form.
    pub(crate) fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let pairs: Vec<String> =
            fields.iter().map(|(n, v)| format!("{}={}", escaped(n), escaped(v))).collect();
        let kind = "Content-Type: application/x-www-form-urlencoded\r\n";
        self.ask(&format!("POST {path} HTTP/1.1\r\n{kind}"), pairs.join("&").as_bytes())
    }

    /// Gives a file, for a dataset if it is named, and returns what is shown in the end.
    pub(crate) fn upload(&mut self, dataset: Option<&str>, name: &str, bytes: &[u8]) -> Uploaded {
        let form = match dataset {
            Some(dataset) => format!("/admin/datasets/{dataset}/load"),
            None => "/admin/datasets/new".to_owned(),
        };
        let page = self.get(&form);
        let csrf = hidden(&page, "csrf").expect("the form has its secret");
        let edge = "une-limite-que-rien-ne-contient";
        let mut body = Vec::new();
        for (field, value) in [("csrf", csrf.as_str()), ("dataset", dataset.unwrap_or_default())] {
            let part = format!(
                "--{edge}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(part.as_bytes());
        }
        let head = format!(
            "--{edge}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{edge}--\r\n").as_bytes());
        let kind = format!("Content-Type: multipart/form-data; boundary={edge}\r\n");
        let answer = self.ask(&format!("POST /admin/uploads HTTP/1.1\r\n{kind}"), &body);
        match answer.header("location").map(str::to_owned) {
            Some(address) => Uploaded { page: self.get(&address), address: Some(address) },
            None => Uploaded { page: answer, address: None },
        }
    }

    /// Loads an uploaded file as it was understood; returns the address of the job.
    #[track_caller]
    pub(crate) fn load(&mut self, uploaded: &Uploaded, mode: &str) -> String {
        let page = &uploaded.page;
        let mut fields: Vec<(String, String)> = Vec::new();
        for name in inputs(page) {
            let value = hidden(page, &name).unwrap_or_default();
            if name == "csrf" || name.starts_with("columns.") {
                fields.push((name, value));
            }
        }
        fields.push(("mode".to_owned(), mode.to_owned()));
        fields.push(("action".to_owned(), "load".to_owned()));
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let address = uploaded.address.as_deref().expect("the file was received");
        let answer = self.post(address, &fields);
        assert_eq!(answer.status, 303, "{}", answer.text());
        answer.header("location").expect("a redirect says where").to_owned()
    }

    /// How a job stands: its state, and the records that it has read.
    #[track_caller]
    pub(crate) fn job(&mut self, address: &str) -> (String, u64) {
        let answer = self.get(&format!("{address}/progress.json"));
        let said: serde_json::Value =
            serde_json::from_slice(&answer.body).expect("the progress is JSON");
        let state = said["state"].as_str().unwrap_or_default().to_owned();
        (state, said["records"].as_u64().unwrap_or(0))
    }

    /// States of all jobs, from the first one on.
    pub(crate) fn jobs(&mut self) -> Vec<String> {
        // PostgreSQL does not give the number of an act that was killed to another one.
        const GAP: u32 = 10;
        let mut states = Vec::new();
        let (mut number, mut missing) = (0, 0);
        while missing < GAP {
            number += 1;
            let address = format!("/admin/jobs/{number}");
            if self.get(&format!("{address}/progress.json")).status == 404 {
                missing += 1;
            } else {
                missing = 0;
                states.push(self.job(&address).0);
            }
        }
        states
    }

    /// How many jobs are not over.
    pub(crate) fn jobs_under_way(&mut self) -> usize {
        let over = |state: &&String| !["done", "failed", "cancelled"].contains(&state.as_str());
        self.jobs().iter().filter(over).count()
    }

    /// Presses the button that stops a job.
    pub(crate) fn cancel(&mut self, job: &str) {
        let page = self.get(job);
        let csrf = hidden(&page, "csrf").expect("the form has its secret");
        let answer = self.post(&format!("{job}/cancel"), &[("csrf", &csrf)]);
        assert_eq!(answer.status, 303, "{}", answer.text());
    }

    /// Asks, and leaves the reading to the caller.
    pub(crate) fn begin(&self, path: &str) -> BufReader<TcpStream> {
        self.send(&format!("GET {path} HTTP/1.1\r\n"), &[])
    }

    fn send(&self, head: &str, body: &[u8]) -> BufReader<TcpStream> {
        let cookies: Vec<String> = self.cookies.iter().map(|(n, v)| format!("{n}={v}")).collect();
        let head = format!("{head}Cookie: {}\r\nAccept-Language: fr\r\n", cookies.join("; "));
        send(self.port, &head, body)
    }

    fn ask(&mut self, head: &str, body: &[u8]) -> Answer {
        let answer = read(&mut self.send(head, body));
        for (_, line) in answer.headers.iter().filter(|(n, _)| n == "set-cookie") {
            let pair = line.split(';').next().and_then(|p| p.split_once('='));
            if let Some((name, value)) = pair {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }
}

/// What came of a file that was given.
pub(crate) struct Uploaded {
    /// The page that is shown.
    pub(crate) page: Answer,
    /// Its address, when the file was received.
    pub(crate) address: Option<String>,
}

/// Names of all inputs of a page.
fn inputs(page: &Answer) -> Vec<String> {
    let text = page.text();
    let tags = text.split("<input").skip(1).chain(text.split("<select").skip(1));
    let mut names: Vec<String> = tags.filter_map(|t| attribute(t, "name")).collect();
    names.dedup();
    names
}

/// The value of the first input, or the chosen option of the list, of that name.
fn hidden(page: &Answer, name: &str) -> Option<String> {
    let text = page.text();
    let named = |tag: &&str| attribute(tag, "name").as_deref() == Some(name);
    if let Some(tag) = text.split("<input").skip(1).find(named) {
        return attribute(tag, "value");
    }
    let list = text.split("<select").skip(1).find(named)?;
    let list = list.split("</select>").next()?;
    let chosen = list
        .split("<option")
        .skip(1)
        .find(|o| o.split('>').next().is_some_and(|tag| tag.contains("selected")))?;
    attribute(chosen, "value")
}

/// An attribute of the tag that a text begins in.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let tag = tag.split('>').next()?;
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(rest.split('"').next()?.to_owned())
}

/// A text in a form's body.
fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => out.push(byte.into()),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
        out
    })
}
