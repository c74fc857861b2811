//! What is kept of one connection, shared by its taps and by the routes that ask. A connection
//! lives on one worker thread, so sharing needs no lock. Owns the limits: a client that sends more
//! than is kept is served all the same.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use crate::telemetry::Metrics;
use crate::telemetry::metrics::Capture;
use fingerprint_signals::akamai::Akamai;
use fingerprint_signals::http2::Http2;
use fingerprint_signals::labels::{EdgeProfile, Layer};
use fingerprint_signals::tls::{Tls, Transport};
use fingerprint_wire::tls::{Error as HelloError, Progress, Reassembler};
use fingerprint_wire::{http1, http2};

/// Bytes that are read for the first request; a client that needs more is not recorded.
const MAX_OPENING_BYTES: usize = 128 * 1024;
/// Bytes of requests that wait for a route to ask for them; the oldest give way.
const MAX_WAITING_BYTES: usize = 128 * 1024;
/// Requests that wait for a route to ask for them; the oldest give way. A client may open a hundred
/// streams in one write (RFC 9113 section 6.5.2), before the first of them is answered.
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

impl Origin {
    /// The client as actix names it. The port is not shown.
    pub(super) fn client_address(&self) -> SocketAddr {
        SocketAddr::new(self.client, 0)
    }
}

/// How much of a connection is recorded.
#[derive(Clone)]
pub(super) struct Depth {
    /// Every request, not only the first.
    pub every_request: bool,
    /// Counted there, by layer.
    pub metrics: Option<Arc<Metrics>>,
}

/// One connection.
pub(super) struct Record {
    pub origin: Origin,
    depth: Depth,
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
    bytes: usize,
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
    pub(super) fn clear(origin: Origin, depth: Depth) -> Self {
        Self::new(origin, depth, Hello::None)
    }

    /// A connection that begins with a ClientHello.
    pub(super) fn tls(origin: Origin, depth: Depth) -> Self {
        Self::new(origin, depth, Hello::Reading(Reassembler::new()))
    }

    fn new(origin: Origin, depth: Depth, hello: Hello) -> Self {
        let syn = if origin.syn.is_some() { Capture::Seen } else { Capture::Absent };
        let record = Self {
            origin,
            depth,
            hello: RefCell::new(hello),
            requests: RefCell::default(),
            counted_http: Cell::new(false),
        };
        record.count(Layer::Tcp, syn);
        record
    }

    fn count(&self, layer: Layer, capture: Capture) {
        if let Some(metrics) = &self.depth.metrics {
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
            Ok(seen) => {
                (Hello::Seen(Box::new(Tls::from_hello(seen, Transport::Tcp))), Capture::Seen)
            }
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

    /// Takes bytes from above TLS. False once it needs no more of them.
    pub(super) fn request_bytes(&self, bytes: &[u8]) -> bool {
        let mut requests = self.requests.borrow_mut();
        let requests = &mut *requests;
        let Some(reader) = &mut requests.reader else { return false };
        let is_http2 = matches!(reader, Reader::Http2(_));
        let outcome = reader.push(bytes, &mut requests.opening, &mut requests.waiting);
        if !self.depth.every_request {
            // More than the first may have come with the same bytes.
            requests.waiting.truncate(1);
        }
        let first_seen = self.counted_http.get() || !requests.waiting.is_empty();
        requests.bytes += bytes.len();
        if first_seen && !self.counted_http.replace(true) {
            self.count(Layer::Http2, if is_http2 { Capture::Seen } else { Capture::Absent });
            self.count(Layer::Http, Capture::Seen);
        }
        let overflow = requests.bound() || (!first_seen && requests.bytes > MAX_OPENING_BYTES);
        let failed = outcome.is_err();
        if overflow || failed {
            let layer = if failed && is_http2 && !first_seen { Layer::Http2 } else { Layer::Http };
            self.counted_http.set(true);
            self.count(layer, if failed { Capture::Malformed } else { Capture::Overflow });
        }
        let done = failed || (overflow && !first_seen) || (first_seen && !self.depth.every_request);
        if done {
            requests.reader = None;
        }
        !done
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

    /// The oldest waiting request that `is_it` recognises.
    pub(super) fn take_request(&self, is_it: impl Fn(&Request) -> bool) -> Option<Request> {
        let waiting = &mut self.requests.borrow_mut().waiting;
        let position = waiting.iter().position(is_it)?;
        waiting.remove(position)
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
    ) -> Result<(), ()> {
        match self {
            Self::Http1(reader) => {
                let outcome = reader.push(bytes).map_err(drop);
                waiting.extend(std::iter::from_fn(|| reader.next_request()).map(Request::Http1));
                outcome
            }
            Self::Http2(reader) => {
                let outcome = reader.push(bytes).map_err(drop);
                while let Some(request) = reader.next_request() {
                    opening.get_or_insert_with(|| Http2 {
                        opening: Akamai::from_connection(reader.opening(), &request),
                    });
                    waiting.push_back(Request::Http2(request));
                }
                outcome
            }
        }
    }
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

    fn record(every_request: bool, metrics: &Arc<Metrics>) -> Record {
        Record::tls(origin(), Depth { every_request, metrics: Some(Arc::clone(metrics)) })
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
        let (whole, bytewise) = (record(false, &metrics), record(false, &metrics));
        whole.hello_bytes(CURL_HELLO);
        let wanted = CURL_HELLO.chunks(1).take_while(|byte| bytewise.hello_bytes(byte)).count();
        assert_eq!(wanted, CURL_HELLO.len() - 1);
        assert!(whole.client_hello().is_some());
        assert_eq!(whole.client_hello(), bytewise.client_hello());
    }

    #[test]
    fn only_the_first_request_is_kept_unless_every_one_is_wanted() {
        let metrics = Metrics::new().unwrap();
        for (every_request, kept) in [(false, 1), (true, 3)] {
            let record = record(every_request, &metrics);
            record.speaks(HttpProtocol::Http1);
            for _ in 0..3 {
                record.request_bytes(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            }
            assert_eq!(record.requests.borrow().waiting.len(), kept);
        }
    }

    #[test]
    fn what_waits_is_bounded_in_number_and_bytes() {
        let metrics = Metrics::new().unwrap();
        let record = record(true, &metrics);
        record.speaks(HttpProtocol::Http1);
        let long = format!("GET / HTTP/1.1\r\nX: {}\r\n\r\n", "a".repeat(20_000));
        for _ in 0..2 * MAX_WAITING_REQUESTS {
            record.request_bytes(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        }
        assert_eq!(record.requests.borrow().waiting.len(), MAX_WAITING_REQUESTS);
        for _ in 0..10 {
            assert!(record.request_bytes(long.as_bytes()));
        }
        assert_eq!(record.requests.borrow().waiting.len(), MAX_WAITING_BYTES / long.len());
    }

    #[test]
    fn an_endless_first_request_is_given_up_and_counted() {
        let metrics = Metrics::new().unwrap();
        let record = record(false, &metrics);
        record.speaks(HttpProtocol::Http2);
        let mut flood = CURL_FRAMES.get(..24).unwrap().to_vec();
        // PRIORITY frames, which a server ignores.
        flood.extend([0, 0, 5, 2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 16].repeat(20_000));
        let took = flood.chunks(4096).take_while(|bytes| record.request_bytes(bytes)).count();
        assert!(took * 4096 <= MAX_OPENING_BYTES);
        assert!(counted(&metrics, "http", "overflow"));
    }

    #[test]
    fn each_layer_is_counted_once_with_what_became_of_it() {
        let metrics = Metrics::new().unwrap();
        let seen = record(false, &metrics);
        seen.hello_bytes(CURL_HELLO);
        seen.speaks(HttpProtocol::Http2);
        seen.request_bytes(CURL_FRAMES);
        drop(seen);
        for (layer, result) in
            [("tcp", "absent"), ("tls", "seen"), ("http2", "seen"), ("http", "seen")]
        {
            assert!(counted(&metrics, layer, result), "{layer} {result}");
        }
        let silent = record(false, &metrics);
        silent.hello_bytes(b"GET / HTTP/1.1\r\n");
        drop(silent);
        assert!(counted(&metrics, "tls", "malformed") && counted(&metrics, "http", "absent"));
    }
}
