//! What is kept of one connection, shared by its taps and by the routes that ask. A connection
//! lives on one worker thread, so sharing needs no lock. Owns the limits: a client that sends more
//! than is kept is served all the same.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::net::IpAddr;
use std::sync::Arc;

use crate::telemetry::Metrics;
use crate::telemetry::metrics::Capture;
use fingerprint_signals::akamai::Akamai;
use fingerprint_signals::http2::Http2;
use fingerprint_signals::labels::{EdgeProfile, Layer};
use fingerprint_signals::tls::{Tls, Transport};
use fingerprint_wire::tls::{Error as HelloError, Progress, Reassembler};
use fingerprint_wire::{http1, http2};

/// Bytes of requests that wait to be served; the oldest give way.
const MAX_WAITING_BYTES: usize = 128 * 1024;
/// Requests that wait to be served; the oldest give way. A client may open a hundred streams in one
/// write (RFC 9113 section 6.5.2), before the first of them is answered.
const MAX_WAITING_REQUESTS: usize = 128;

/// Who opened the connection, as far as is known before its first byte.
#[derive(Debug, Clone)]
pub(super) struct Origin {
    /// The client: the peer, or whom a trusted peer named in a PROXY header.
    pub client: IpAddr,
    /// The peer is a proxy that ends its clients' connections and describes them in header fields.
    pub edge: Option<EdgeProfile>,
    pub proxied: bool,
    /// IP and TCP headers of the SYN.
    pub syn: Option<Box<[u8]>>,
}

/// What may be done with bytes that the record has seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Passage {
    Open,
    /// They go on inside a head of which a part was passed on already.
    Hold,
    /// They cannot be read, or what follows them cannot: nothing more is passed on.
    Last,
}

/// One connection.
pub(super) struct Record {
    pub origin: Origin,
    /// Where layers are counted.
    metrics: Option<Arc<Metrics>>,
    hello: RefCell<Hello>,
    requests: RefCell<Requests>,
    counted_http: Cell<bool>,
}

#[derive(Debug)]
enum Hello {
    /// Clear text: there will be none.
    None,
    Reading(Reassembler),
    Seen(Box<Tls>),
    Lost,
}

/// One request as the client wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Request {
    Http1(http1::Head),
    Http2(http2::Request),
}

#[derive(Default)]
struct Requests {
    reader: Option<Reader>,
    opening: Option<Http2>,
    waiting: VecDeque<Request>,
}

enum Reader {
    Http1(http1::Reader),
    Http2(Box<http2::Reader>),
}

/// The version of HTTP that a connection speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HttpProtocol {
    Http1,
    Http2,
}

impl Record {
    /// A connection that is in clear text.
    pub(super) fn clear(origin: Origin) -> Self {
        Self::new(origin, None, Hello::None)
    }

    /// A connection that begins with a ClientHello.
    pub(super) fn tls(origin: Origin, metrics: Arc<Metrics>) -> Self {
        Self::new(origin, Some(metrics), Hello::Reading(Reassembler::new()))
    }

    fn new(origin: Origin, metrics: Option<Arc<Metrics>>, hello: Hello) -> Self {
        let syn = if origin.syn.is_some() { Capture::Seen } else { Capture::Absent };
        let record = Self {
            origin,
            metrics,
            hello: RefCell::new(hello),
            requests: RefCell::default(),
            counted_http: Cell::new(false),
        };
        record.count(Layer::Tcp, syn);
        record
    }

    fn count(&self, layer: Layer, capture: Capture) {
        if let Some(metrics) = &self.metrics {
            metrics.captured(layer, capture);
        }
    }

    /// Takes bytes from below the TLS acceptor. False once it needs no more of them.
    pub(super) fn hello_bytes(&self, bytes: &[u8]) -> bool {
        let mut hello = self.hello.borrow_mut();
        let Hello::Reading(reassembler) = &mut *hello else { return false };
        if reassembler.push(bytes) == Progress::NeedMore {
            return true;
        }
        let (next, capture) = match reassembler.hello() {
            Ok(seen) => (Hello::Seen(Box::new(Tls::of_hello(seen, Transport::Tcp))), Capture::Seen),
            Err(HelloError::TooLarge) => (Hello::Lost, Capture::Overflow),
            Err(_) => (Hello::Lost, Capture::Malformed),
        };
        *hello = next;
        self.count(Layer::Tls, capture);
        false
    }

    /// From here on the bytes above TLS are requests.
    pub(super) fn speaks(&self, protocol: HttpProtocol) {
        self.requests.borrow_mut().reader = Some(match protocol {
            HttpProtocol::Http1 => Reader::Http1(http1::Reader::new()),
            HttpProtocol::Http2 => Reader::Http2(Box::default()),
        });
    }

    /// Takes bytes from above TLS and says whether the server may have them.
    pub(super) fn request_bytes(&self, bytes: &[u8]) -> Passage {
        let mut requests = self.requests.borrow_mut();
        let requests = &mut *requests;
        let Some(reader) = &mut requests.reader else { return Passage::Last };
        let was_inside_head = reader.is_inside_head();
        let waiting = requests.waiting.len();
        let outcome = reader.push(bytes, &mut requests.opening, &mut requests.waiting);
        let any_whole = requests.waiting.len() > waiting;
        if any_whole && !self.counted_http.replace(true) {
            let is_http2 = matches!(reader, Reader::Http2(_));
            self.count(Layer::Http2, if is_http2 { Capture::Seen } else { Capture::Absent });
            self.count(Layer::Http, Capture::Seen);
        }
        let hold = was_inside_head && reader.is_inside_head() && !any_whole;
        match outcome {
            Ok(()) if hold => return Passage::Hold,
            Ok(()) => {}
            Err(unread) => {
                self.counted_http.set(true);
                self.count(unread.layer, unread.capture);
                requests.reader = None;
            }
        }
        if requests.bound() {
            self.count(Layer::Http, Capture::Overflow);
        }
        if outcome.is_ok() { Passage::Open } else { Passage::Last }
    }

    /// A request head has begun and is not whole.
    pub(super) fn is_inside_head(&self) -> bool {
        self.requests.borrow().reader.as_ref().is_some_and(Reader::is_inside_head)
    }

    /// A ClientHello came, and could not be read.
    pub(super) fn has_lost_hello(&self) -> bool {
        matches!(*self.hello.borrow(), Hello::Lost)
    }

    /// What the ClientHello said.
    pub(super) fn client_hello(&self) -> Option<Tls> {
        match &*self.hello.borrow() {
            Hello::Seen(tls) => Some(tls.as_ref().clone()),
            Hello::None | Hello::Reading(_) | Hello::Lost => None,
        }
    }

    /// How the client opened its HTTP/2 connection.
    pub(super) fn opening(&self) -> Option<Http2> {
        self.requests.borrow().opening.clone()
    }

    /// The oldest waiting request that `is_it` recognises. Requests are served in the order in
    /// which they came, so the ones before it were refused before they were served.
    pub(super) fn take_request(&self, is_it: impl Fn(&Request) -> bool) -> Option<Request> {
        let waiting = &mut self.requests.borrow_mut().waiting;
        let position = waiting.iter().position(is_it)?;
        waiting.drain(..position);
        waiting.pop_front()
    }
}

impl Drop for Record {
    fn drop(&mut self) {
        if matches!(*self.hello.borrow(), Hello::Reading(_)) {
            self.count(Layer::Tls, Capture::Absent);
        }
        if !self.counted_http.get() {
            self.count(Layer::Http, Capture::Absent);
        }
    }
}

impl Reader {
    fn push(
        &mut self,
        bytes: &[u8],
        opening: &mut Option<Http2>,
        waiting: &mut VecDeque<Request>,
    ) -> Result<(), Unread> {
        match self {
            Self::Http1(reader) => {
                let outcome = reader.push(bytes);
                waiting.extend(std::iter::from_fn(|| reader.next_request()).map(Request::Http1));
                outcome.map_err(|error| Unread {
                    layer: Layer::Http,
                    capture: capture(error == http1::Error::TooLarge),
                })
            }
            Self::Http2(reader) => {
                let outcome = reader.push(bytes);
                while let Some(request) = reader.next_request() {
                    opening.get_or_insert_with(|| Http2 {
                        opening: Akamai::of_connection(reader.opening(), &request),
                    });
                    waiting.push_back(Request::Http2(request));
                }
                let too_large = |error| {
                    use http2::Error::{Hpack, TooLarge};
                    matches!(error, TooLarge | Hpack(fingerprint_wire::hpack::Error::TooLarge))
                };
                outcome.map_err(|error| Unread {
                    layer: if opening.is_some() { Layer::Http } else { Layer::Http2 },
                    capture: capture(too_large(error)),
                })
            }
        }
    }

    /// Only HTTP/1 heads are parsed from their start whenever there is more of them.
    fn is_inside_head(&self) -> bool {
        matches!(self, Self::Http1(reader) if reader.is_inside_head())
    }
}

/// A layer that could not be read any further.
#[derive(Clone, Copy)]
struct Unread {
    layer: Layer,
    capture: Capture,
}

const fn capture(too_large: bool) -> Capture {
    if too_large { Capture::Overflow } else { Capture::Malformed }
}

impl Requests {
    /// Lets the oldest requests go until the rest is within the limits. True where one had to.
    fn bound(&mut self) -> bool {
        let mut bytes: usize = self.waiting.iter().map(Request::byte_length).sum();
        let mut over = false;
        while self.waiting.len() > MAX_WAITING_REQUESTS || bytes > MAX_WAITING_BYTES {
            let Some(oldest) = self.waiting.pop_front() else { break };
            bytes -= oldest.byte_length();
            over = true;
        }
        over
    }
}

impl Request {
    fn byte_length(&self) -> usize {
        match self {
            Self::Http1(head) => head.method.len() + head.target.len() + head.fields.byte_length(),
            Self::Http2(request) => request.fields.byte_length(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;
    use crate::telemetry::Format;

    const CURL_FRAMES: &[u8] = include_bytes!("../../tests/golden/http2/curl.bin");
    const CURL_HELLO: &[u8] = include_bytes!("../../tests/golden/hello/curl_h2.bin");

    fn origin() -> Origin {
        let address = IpAddr::V4(Ipv4Addr::LOCALHOST);
        Origin { client: address, edge: None, proxied: false, syn: None }
    }

    fn record(metrics: &Arc<Metrics>) -> Record {
        Record::tls(origin(), Arc::clone(metrics))
    }

    fn counted(metrics: &Metrics, layer: &str, result: &str) -> bool {
        let line = format!(
            "fingerprint_api_sensor_layer_total{{layer=\"{layer}\",result=\"{result}\"}} 1"
        );
        metrics.exposition(Format::Text).unwrap().contains(&line)
    }

    #[test]
    fn a_hello_in_single_bytes_is_the_hello_in_one_piece() {
        let metrics = Metrics::new().unwrap();
        let (whole, bytewise) = (record(&metrics), record(&metrics));
        whole.hello_bytes(CURL_HELLO);
        let wanted = CURL_HELLO.chunks(1).take_while(|byte| bytewise.hello_bytes(byte)).count();
        assert_eq!(wanted, CURL_HELLO.len() - 1);
        assert!(whole.client_hello().is_some());
        assert_eq!(whole.client_hello(), bytewise.client_hello());
    }

    #[test]
    fn what_waits_is_bounded_in_number_and_bytes() {
        let metrics = Metrics::new().unwrap();
        let record = record(&metrics);
        record.speaks(HttpProtocol::Http1);
        let long = format!("GET / HTTP/1.1\r\nX: {}\r\n\r\n", "a".repeat(20_000));
        for _ in 0..2 * MAX_WAITING_REQUESTS {
            record.request_bytes(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        }
        assert_eq!(record.requests.borrow().waiting.len(), MAX_WAITING_REQUESTS);
        for _ in 0..10 {
            assert_eq!(record.request_bytes(long.as_bytes()), Passage::Open);
        }
        assert_eq!(record.requests.borrow().waiting.len(), MAX_WAITING_BYTES / long.len());
    }

    #[test]
    fn frames_that_carry_nothing_do_not_hide_the_request_behind_them() {
        let metrics = Metrics::new().unwrap();
        let record = record(&metrics);
        record.speaks(HttpProtocol::Http2);
        let (preface, rest) = CURL_FRAMES.split_at(24);
        // A type that nobody knows, which a server ignores.
        let unknown = [0, 0, 64, 0xBB, 0, 0, 0, 0, 0].into_iter().chain([7; 64]);
        let flood = unknown.collect::<Vec<_>>().repeat(4_000);
        for bytes in [preface, &flood, rest] {
            for piece in bytes.chunks(4096) {
                assert_eq!(record.request_bytes(piece), Passage::Open);
            }
        }
        assert!(record.opening().is_some());
        assert_eq!(record.requests.borrow().waiting.len(), 1);
    }

    #[test]
    fn what_cannot_be_read_is_the_last_that_passes() {
        let metrics = Metrics::new().unwrap();
        let endless = format!("GET / HTTP/1.1\r\nX: {}", "a".repeat(70_000));
        for (sent, result) in [
            ("GET /\0 HTTP/9\r\n\r\n", "malformed"),
            ("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", "malformed"),
            (endless.as_str(), "overflow"),
        ] {
            let record = record(&metrics);
            record.speaks(HttpProtocol::Http1);
            let passages: Vec<_> =
                sent.as_bytes().chunks(16_384).map(|bytes| record.request_bytes(bytes)).collect();
            assert_eq!(passages.last(), Some(&Passage::Last), "{sent:.40}");
            assert_eq!(record.request_bytes(b"GET / HTTP/1.1\r\n\r\n"), Passage::Last);
            drop(record);
            let line = format!("{{layer=\"http\",result=\"{result}\"}}");
            assert!(metrics.exposition(Format::Text).unwrap().contains(&line), "{result}");
        }
    }

    #[test]
    fn a_head_in_pieces_is_held_until_it_is_whole() {
        let metrics = Metrics::new().unwrap();
        let record = record(&metrics);
        record.speaks(HttpProtocol::Http1);
        let head = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n";
        for _ in 0..2 {
            let passages: Vec<_> = head.iter().map(|byte| record.request_bytes(&[*byte])).collect();
            let (inside, rest) = passages.split_at(head.len() - 1);
            assert_eq!(inside.iter().filter(|passage| **passage == Passage::Open).count(), 1);
            assert_eq!(rest, [Passage::Open]);
            record.take_request(|_| true).unwrap();
        }
    }

    #[test]
    fn each_layer_is_counted_once_with_what_became_of_it() {
        let metrics = Metrics::new().unwrap();
        let seen = record(&metrics);
        seen.hello_bytes(CURL_HELLO);
        seen.speaks(HttpProtocol::Http2);
        seen.request_bytes(CURL_FRAMES);
        drop(seen);
        for (layer, result) in
            [("tcp", "absent"), ("tls", "seen"), ("http2", "seen"), ("http", "seen")]
        {
            assert!(counted(&metrics, layer, result), "{layer} {result}");
        }
        let silent = record(&metrics);
        silent.hello_bytes(b"GET / HTTP/1.1\r\n");
        drop(silent);
        assert!(counted(&metrics, "tls", "malformed") && counted(&metrics, "http", "absent"));
    }
}
