//! One case: its requests, in order.

use fanal_testkit::{Answer, Browser, Method};
use serde_json::Value;

use super::check;

/// What does not hold in a case; nothing when it is right.
pub(super) async fn faults(browser: &Browser, case: &Value, every_get: &[&Value]) -> Vec<String> {
    let mut faults = one(browser, case, every_get).await;
    for also in case["also"].as_array().into_iter().flatten() {
        faults.extend(one(browser, also, every_get).await);
    }
    faults
}

async fn one(browser: &Browser, request: &Value, every_get: &[&Value]) -> Vec<String> {
    let path = request["path"].as_str().expect("a request has a path");
    let method = request["method"].as_str().unwrap_or("GET");
    let method: Method = method.parse().expect("a method");
    let mut headers = vec![("origin", "https://autre.example")];
    for (name, value) in request["headers"].as_object().into_iter().flatten() {
        headers.push((name.as_str(), value.as_str().unwrap_or_default()));
    }
    let answer = ask(browser, method.clone(), path, &headers).await;
    let statuses = match &request["status"] {
        Value::Array(list) => list.clone(),
        one => vec![one.clone()],
    };
    let mut faults = Vec::new();
    if !statuses.contains(&Value::from(answer.status)) {
        let start: String = String::from_utf8_lossy(&answer.body).chars().take(300).collect();
        faults.push(format!("{path}: status {}: {start}", answer.status));
    }
    let of_gets = every_get.iter().copied().filter(|_| method == Method::GET);
    for check in request["checks"].as_array().into_iter().flatten().chain(of_gets) {
        let same = match check["same_body_as"].as_str() {
            Some(other) => Some(ask(browser, Method::GET, other, &[]).await),
            None => None,
        };
        if let Err(fault) = check::holds(&answer, check, same.as_ref()) {
            faults.push(format!("{path}: {fault}"));
        }
    }
    faults
}

/// Asks below the API's base. The path is as cases write it: not encoded.
async fn ask(browser: &Browser, method: Method, path: &str, headers: &[(&str, &str)]) -> Answer {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let pairs: Vec<(&str, &str)> = query
        .split('&')
        .filter(|p| !p.is_empty())
        .map(|p| p.split_once('=').unwrap_or((p, "")))
        .collect();
    let path = format!("/api/explore/v2.1{path}");
    browser.ask(method, &path, &pairs, headers).await
}
