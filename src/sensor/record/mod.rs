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
mod tests;
