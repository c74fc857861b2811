//! Many fingerprints in one request, whole or streamed.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::client::{Client, fingerprint, problem};
use crate::service::{Service, settings};
use fingerprint_test_support::process::Process;

const LINES: usize = 10_000;

#[tokio::test]
async fn a_batch_is_answered_in_order_and_a_bad_item_costs_no_other() {
    let (_service, client) = Service::ready(settings()).await;
    let mut items: Vec<Value> = (0..200).map(|number| fingerprint(&number.to_string())).collect();
    items[7] = json!({"id": "7"});
    items[8] = json!({"id": "8", "tls": 5});
    items[9] = json!(["no object"]);
    let body = json!({"fingerprints": items}).to_string();
    let answer = client.post("/api/v1/classify/batch", "application/json", body).await;
    assert_eq!(answer.status(), 200);
    let answer: Value = answer.json().await.unwrap();
    let verdicts = answer["verdicts"].as_array().unwrap();
    assert_eq!(verdicts.len(), 200);
    for (number, verdict) in verdicts.iter().enumerate() {
        match number {
            7 => assert_eq!(verdict["error"]["code"], "no_usable_layers"),
            8 => assert_eq!(verdict["error"]["path"], "tls"),
            9 => assert_eq!(verdict["error"]["code"], "invalid_json"),
            _ => assert!(verdict["browser"]["label"].is_string()),
        }
        let id = if number == 9 { Value::Null } else { json!(number.to_string()) };
        assert_eq!(verdict["id"], id);
    }
}

#[tokio::test]
async fn an_answer_says_how_long_its_chunk_waited_for_a_thread() {
    let (_service, client) = Service::ready(settings()).await;
    let single: Value = client.classify(fingerprint("1").to_string()).await.json().await.unwrap();
    assert_eq!(single["timing"]["queue_us"], 0, "a single fingerprint never waits");
    // Two chunks are under way for the one thread: the second waits for the first.
    let items: Vec<Value> = (0..128).map(|number| fingerprint(&number.to_string())).collect();
    let body = json!({"fingerprints": items}).to_string();
    let answer = client.post("/api/v1/classify/batch", "application/json", body).await;
    let answer: Value = answer.json().await.unwrap();
    let waited = answer["verdicts"][127]["timing"]["queue_us"].as_u64().unwrap();
    let inferred = answer["verdicts"][0]["timing"]["infer_us"].as_u64().unwrap();
    assert!(waited > inferred, "{waited} us in the queue, {inferred} us for one fingerprint");
}

#[tokio::test]
async fn an_empty_batch_has_no_verdicts_and_a_malformed_one_names_its_path() {
    let (_service, client) = Service::ready(settings()).await;
    let post = |body: &'static str| client.post("/api/v1/classify/batch", "application/json", body);
    assert_eq!(post(r#"{"fingerprints":[]}"#).await.text().await.unwrap(), r#"{"verdicts":[]}"#);
    let document = problem(post(r#"{"fingerprints":5}"#).await, 400, "invalid_json").await;
    assert_eq!(document["path"], "fingerprints");
    let document = problem(post("{}").await, 400, "invalid_json").await;
    assert_eq!(document["path"], "$");
    let wild = r#"{"fingerprints":[],"options":{"coverage":7}}"#;
    assert_eq!(problem(post(wild).await, 400, "invalid_request").await["path"], "options.coverage");
}

#[tokio::test]
async fn the_options_of_a_batch_hold_for_every_item() {
    let (_service, client) = Service::ready(settings()).await;
    let body =
        json!({"fingerprints": [fingerprint("1")], "options": {"explain": "none"}}).to_string();
    let answer = client.post("/api/v1/classify/batch", "application/json", body).await;
    assert_eq!(answer.json::<Value>().await.unwrap()["verdicts"][0]["id"], "1");
}

#[tokio::test]
async fn lines_are_answered_in_order_with_problems_in_their_place() {
    let mut config = settings();
    config.http.max_body_bytes = 4096;
    let (_service, client) = Service::ready(config).await;
    let long = format!("{{\"id\":\"{}\"}}", "x".repeat(5000));
    let body = format!("{}\n\n{long}\r\nnonsense\n{}", fingerprint("1"), fingerprint("2"));
    let answer = client.post("/api/v1/classify/batch", "application/x-ndjson", body).await;
    assert_eq!(answer.headers()["content-type"], "application/x-ndjson");
    let text = answer.text().await.unwrap();
    let verdicts: Vec<Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(verdicts.len(), 4, "{text}");
    assert_eq!((&verdicts[0]["id"], &verdicts[3]["id"]), (&json!("1"), &json!("2")));
    assert_eq!(verdicts[1]["error"]["code"], "body_too_large");
    assert_eq!(verdicts[2]["error"]["code"], "invalid_json");
}

/// Opens a stream of lines and leaves the socket to the test.
fn open_stream(port: u16) -> TcpStream {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let head = "POST /api/v1/classify/batch HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-ndjson\r\n\
                transfer-encoding: chunked\r\n\r\n";
    stream.write_all(head.as_bytes()).unwrap();
    stream
}

fn send(stream: &mut TcpStream, text: &str) -> std::io::Result<()> {
    stream.write_all(format!("{:x}\r\n{text}\r\n", text.len()).as_bytes())
}

/// The answer's body, its chunked framing taken off.
fn unchunk(stream: TcpStream) -> impl Iterator<Item = Vec<u8>> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    while reader.read_line(&mut line).unwrap() > 2 {
        assert!(!line.starts_with("HTTP/1.1 ") || line.starts_with("HTTP/1.1 200"), "{line}");
        line.clear();
    }
    std::iter::from_fn(move || {
        let mut size = String::new();
        reader.read_line(&mut size).unwrap();
        let size = usize::from_str_radix(size.trim(), 16).unwrap();
        let mut piece = vec![0; size + 2];
        reader.read_exact(&mut piece).unwrap();
        piece.truncate(size);
        (size > 0).then_some(piece)
    })
}

#[tokio::test]
async fn a_line_is_answered_before_the_next_one_is_sent() {
    let (_service, client) = Service::ready(settings()).await;
    let mut stream = open_stream(client.port);
    let mut answers = None;
    for number in 0..5 {
        send(&mut stream, &format!("{}\n", fingerprint(&number.to_string()))).unwrap();
        let answers = answers.get_or_insert_with(|| unchunk(stream.try_clone().unwrap()));
        let verdict: Value = serde_json::from_slice(&answers.next().unwrap()).unwrap();
        assert_eq!(verdict["id"], number.to_string());
    }
    stream.write_all(b"0\r\n\r\n").unwrap();
    assert!(answers.unwrap().next().is_none());
}

#[tokio::test]
async fn ten_thousand_long_lines_to_a_slow_reader_keep_memory_bounded() {
    let mut process = Process::serve(&[("FPA_INFERENCE__THREADS", "2")]);
    let port = process.port();
    Client::at_port(port).wait_until_ready().await;
    let warm = Client::at_port(port);
    warm.post("/api/v1/classify/batch", "application/x-ndjson", format!("{}\n", fingerprint("w")))
        .await;
    let before = process.memory_kib("VmHWM");
    let mut stream = open_stream(port);
    let reader = stream.try_clone().unwrap();
    let writer = thread::spawn(move || {
        for number in 0..LINES {
            let mut item = fingerprint(&number.to_string());
            item["browser"] = json!({"padding": "x".repeat(10_000)});
            send(&mut stream, &format!("{item}\n")).unwrap();
        }
        stream.write_all(b"0\r\n\r\n").unwrap();
    });
    // Nothing is read at first: 100 MB must not pile up behind it.
    thread::sleep(Duration::from_millis(500));
    let body: Vec<u8> = unchunk(reader).flatten().collect();
    writer.join().unwrap();
    let mut count = 0;
    for (number, line) in
        body.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).enumerate()
    {
        let verdict: Value = serde_json::from_slice(line).unwrap();
        assert_eq!(verdict["id"], number.to_string());
        count += 1;
    }
    assert_eq!(count, LINES);
    let grown = process.memory_kib("VmHWM") - before;
    assert!(grown < 24 << 10, "{grown} KiB more for a stream of {LINES} lines of 10 KB");
    process.signal("TERM");
    assert!(process.wait().success());
}

#[tokio::test]
async fn batches_can_be_switched_off() {
    let mut config = settings();
    config.http.batch = false;
    let (_service, client) = Service::ready(config).await;
    let body = json!({"fingerprints": [fingerprint("1")]}).to_string();
    problem(
        client.post("/api/v1/classify/batch", "application/json", body).await,
        404,
        "not_found",
    )
    .await;
    assert_eq!(client.classify(fingerprint("1").to_string()).await.status(), 200);
}
