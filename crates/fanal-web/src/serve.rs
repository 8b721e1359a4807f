//! Serving on an open port: one task for each connection, and none that waits for ever.

use std::future::Future;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use axum::serve::Listener;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt;

use crate::{App, router};

/// Longest time that a connection may take to send the head of a request, the time between two
/// requests with it.
const HEAD_LIMIT: Duration = Duration::from_secs(15);

/// Answers until `stop` ends, then ends the answers that are under way. It speaks HTTP/1.1; a
/// proxy in front speaks newer versions to browsers.
///
/// # Errors
/// None today: a port that can't take a connection now is asked again.
pub async fn serve(
    listener: TcpListener,
    app: App,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    answer(listener, router(app), HEAD_LIMIT, stop).await;
    Ok(())
}

async fn answer(
    mut listener: TcpListener,
    router: Router,
    head_limit: Duration,
    stop: impl Future<Output = ()>,
) {
    let (leave, connections) = (CancellationToken::new(), TaskTracker::new());
    let mut stop = pin!(stop);
    loop {
        let (stream, address) = tokio::select! {
            () = &mut stop => break,
            accepted = Listener::accept(&mut listener) => accepted,
        };
        let (router, leave) = (router.clone(), leave.clone());
        connections.spawn(keep(stream, address, router, head_limit, leave));
    }
    drop(listener);
    leave.cancel();
    connections.close();
    connections.wait().await;
}

/// Answers on one connection until it ends; once `leave` is cancelled the answer under way is its
/// last.
async fn keep(
    stream: TcpStream,
    address: SocketAddr,
    router: Router,
    head_limit: Duration,
    leave: CancellationToken,
) {
    let service = router.map_request(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(address));
        request.map(Body::new)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(head_limit)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    let mut connection = pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = leave.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        // Clients leave, and late ones are sent away: nothing to be mended here.
        tracing::debug!(%address, %error, "a connection ended early");
    }
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    /// Sends a text to a server that waits for heads as long as said, and reads to the end.
    async fn talk(head_limit: Duration, text: &str) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = listener.local_addr().expect("it is bound");
        let who =
            get(|ConnectInfo(from): ConnectInfo<SocketAddr>| async move { from.ip().to_string() });
        let router = Router::new().route("/", who);
        let stop = CancellationToken::new();
        let server =
            tokio::spawn(answer(listener, router, head_limit, stop.clone().cancelled_owned()));
        let mut stream = TcpStream::connect(address).await.expect("the server listens");
        stream.write_all(text.as_bytes()).await.expect("the server reads");
        let mut read = String::new();
        stream.read_to_string(&mut read).await.expect("the server ends the connection");
        stop.cancel();
        server.await.expect("the server ends once it is told to");
        read
    }

    #[tokio::test]
    async fn a_request_is_answered_and_its_address_known() {
        let request = "GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";
        let read = talk(Duration::from_secs(60), request).await;
        assert!(read.starts_with("HTTP/1.1 200") && read.ends_with("127.0.0.1"), "{read}");
    }

    #[tokio::test]
    async fn a_connection_that_says_nothing_is_ended() {
        for begun in ["", "G", "GET / HTTP/1.1\r\nhost: a\r\n"] {
            let read = talk(Duration::from_millis(20), begun).await;
            assert!(!read.contains(" 200 "), "{begun:?} is no request: {read}");
        }
        let read = talk(Duration::from_millis(20), "GET / HTTP/1.1\r\nhost: a\r\n\r\n").await;
        assert!(read.starts_with("HTTP/1.1 200"), "an idle connection is ended too: {read}");
    }
}
