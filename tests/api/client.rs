//! What tests ask, and what they look at in an answer.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use reqwest::{Response, StatusCode};
use serde_json::{Value, json};

/// Asks one service.
#[derive(Clone)]
pub(crate) struct Client {
    pub http: reqwest::Client,
    pub base: String,
    pub port: u16,
}

/// A fingerprint with evidence enough for any version of the service.
pub(crate) fn fingerprint(id: &str) -> Value {
    json!({
        "id": id,
        "http": {"version": "1.1", "method": "GET", "headers": [
            ["Host", "example.org"], ["User-Agent", "curl/8.5.0"], ["Accept", "*/*"],
        ]},
    })
}

impl Client {
    pub(crate) fn at_port(port: u16) -> Self {
        Self { http: reqwest::Client::new(), base: format!("http://127.0.0.1:{port}"), port }
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.http.get(format!("{}{path}", self.base)).send().await.unwrap()
    }

    pub(crate) async fn post(
        &self,
        path: &str,
        media_type: &str,
        body: impl Into<reqwest::Body>,
    ) -> Response {
        let request =
            self.http.post(format!("{}{path}", self.base)).header("content-type", media_type);
        request.body(body).send().await.unwrap()
    }

    pub(crate) async fn classify(&self, body: impl Into<reqwest::Body>) -> Response {
        self.post("/api/v1/classify", "application/json", body).await
    }

    pub(crate) async fn wait_until_ready(&self) {
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            let answer = self.get("/api/v1/models/status").await;
            if answer.status() == StatusCode::OK {
                return;
            }
            assert!(Instant::now() < deadline, "not ready: {}", answer.text().await.unwrap());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Sends bytes as they are and reads until the service closes the connection.
    pub(crate) fn raw(&self, bytes: &[u8]) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        stream.write_all(bytes).unwrap();
        let mut answer = Vec::new();
        // A reset after the answer is no loss.
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }
}

/// A request to classify whose body has not all been sent.
pub(crate) struct Unfinished {
    stream: TcpStream,
    rest: String,
}

impl Client {
    /// Sends the head and the start of a body.
    pub(crate) fn unfinished(&self, id: &str) -> Unfinished {
        let body = fingerprint(id).to_string();
        let (first, rest) = body.split_at(10);
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        let head = "POST /api/v1/classify HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\
                    content-type: application/json\r\ncontent-length:";
        write!(stream, "{head} {}\r\n\r\n{first}", body.len()).unwrap();
        Unfinished { stream, rest: rest.to_owned() }
    }
}

impl Unfinished {
    /// Sends the rest and reads the answer.
    pub(crate) fn finish(mut self) -> String {
        self.stream.write_all(self.rest.as_bytes()).unwrap();
        let mut answer = String::new();
        self.stream.read_to_string(&mut answer).unwrap();
        answer
    }
}

/// The problem document of an answer, checked against RFC 9457 and the contract.
pub(crate) async fn problem(answer: Response, status: u16, code: &str) -> Value {
    assert_eq!(answer.status().as_u16(), status);
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
    assert!(answer.headers().contains_key("x-request-id"));
    assert_eq!(answer.headers().contains_key("retry-after"), matches!(status, 429 | 503));
    let document: Value = answer.json().await.unwrap();
    assert_eq!(document["code"], code, "{document}");
    assert_eq!(document["status"], status);
    for member in ["type", "title", "detail"] {
        assert!(document[member].is_string(), "{member} in {document}");
    }
    document
}
