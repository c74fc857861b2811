//! What the service saw of a request's own connection, as facts. Owns finding the recorded request
//! that belongs to the one being answered: by what it says, never by its place in a queue, so that
//! streams of one connection cannot be mixed up. Two requests that say the same are the same
//! evidence.

use std::net::IpAddr;
use std::rc::Rc;
use std::sync::Arc;

use actix_web::dev::RequestHead;
use actix_web::http::{Method, Version};
use actix_web::{HttpMessage, HttpRequest};

use super::record::{Record, Request};
use super::trust::Trust;
use fingerprint_signals::Fingerprint;
use fingerprint_signals::connection::Connection;
use fingerprint_signals::http::{Headers, Http, HttpVersion};
use fingerprint_signals::issue::{Issue, IssueCode};
use fingerprint_signals::p0f::Signature;
use fingerprint_signals::source::{Source, Sources};
use fingerprint_signals::tcp::Tcp;
use fingerprint_wire::fields::Fields;
use fingerprint_wire::tcp;

/// What is known of a connection.
#[derive(Clone)]
pub(super) struct ConnectionFacts {
    pub record: Rc<Record>,
    pub trust: Arc<Trust>,
    /// Whether the order of every request counts, or of the first alone.
    pub every_request: bool,
}

impl ConnectionFacts {
    /// The client's address.
    pub(super) fn client(&self) -> IpAddr {
        self.record.origin.client
    }

    /// The connection with the recorded request that belongs to the one about to be served.
    pub(super) fn observe(&self, head: &RequestHead) -> ObservedRequest {
        // Behind a proxy that ends its clients' connections the order of the fields is its own.
        let recorded = match self.record.origin.edge {
            Some(_) => None,
            None => self.record.take_request(|request| is_request(request, head)),
        };
        let counts = self.record.serves_its_first() || self.every_request;
        let recorded = recorded.filter(|_| counts).map(Rc::new);
        ObservedRequest { connection: self.clone(), recorded }
    }
}

/// Travels with a request: its connection, and the request as the client wrote it.
#[derive(Clone)]
pub struct ObservedRequest {
    connection: ConnectionFacts,
    recorded: Option<Rc<Request>>,
}

impl ObservedRequest {
    /// What the listener attached to a request.
    pub fn from_request(request: &HttpRequest) -> Option<Self> {
        request.extensions().get::<Self>().cloned()
    }

    /// The facts of the connection and of this request, or what a trusted proxy reports of its own
    /// client; what is wrong with the latter is an issue.
    pub fn fingerprint(&self, head: &RequestHead, issues: &mut Vec<Issue>) -> Fingerprint {
        let record = &*self.connection.record;
        let Record { origin, .. } = record;
        let (version, mut headers) =
            self.recorded.as_ref().map_or_else(|| unordered(head), |request| ordered(request));
        let proxied = self.connection.trust.proxy_headers.take(origin.edge, &mut headers);
        issues.extend(proxied.issues);
        let connection = Connection {
            loopback: origin.client.is_loopback(),
            proxied: origin.proxied || origin.edge.is_some(),
            forged_headers: proxied.forged,
            hello_unreadable: record.has_lost_hello(),
        };
        let posts = head.method == Method::POST;
        let http = Some(Http { posts, ..Http::from_headers(Some(version), &headers) });
        if origin.edge.is_some() {
            let mut sources = proxied.sources;
            if sources.http == Source::default() {
                sources.http = Source::Proxy;
            }
            return Fingerprint { http, connection, sources, ..proxied.evidence.read(issues) };
        }
        if connection.hello_unreadable {
            issues.push(Issue::new("tls", IssueCode::Malformed));
        }
        let syn = origin.syn.as_deref().and_then(|syn| tcp::parse(syn).ok());
        Fingerprint {
            tcp: syn.map(|syn| Tcp { signature: Signature::from_syn(&syn) }),
            tls: record.client_hello(),
            http2: record.opening(),
            http,
            browser: None,
            connection,
            sources: Sources {
                tcp: Source::Connection,
                tls: Source::Connection,
                http2: Source::Connection,
                http: Source::Connection,
                ..Sources::default()
            },
        }
    }
}

impl ObservedRequest {
    /// The facts of a client whose request a proxy forwards to have it judged: those of its header
    /// fields that `is_the_clients`, and what a trusted proxy reports. The connection is the
    /// proxy's, and the order of the fields is unknown.
    pub fn forwarded(
        &self,
        head: &RequestHead,
        is_the_clients: impl Fn(&str) -> bool,
        issues: &mut Vec<Issue>,
    ) -> Fingerprint {
        let edge = self.connection.record.origin.edge;
        let (_, mut headers) = unordered(head);
        let proxied = self.connection.trust.proxy_headers.take(edge, &mut headers);
        headers.fields.retain(|(name, _)| is_the_clients(name));
        issues.extend(proxied.issues);
        let connection =
            Connection { proxied: true, forged_headers: proxied.forged, ..Connection::default() };
        let http = Some(Http::from_headers(None, &headers));
        let sources = Sources { http: Source::Proxy, ..proxied.sources };
        Fingerprint { http, connection, sources, ..proxied.evidence.read(issues) }
    }
}

/// Whether the recorded request is the one that actix read.
fn is_request(recorded: &Request, head: &RequestHead) -> bool {
    let target = |target: &[u8]| {
        head.uri.path_and_query().is_none_or(|path| path.as_str().as_bytes() == target)
    };
    match recorded {
        Request::Http1(line) => {
            // An absolute target is taken apart by actix, and says no more than the fields.
            let same_target = !line.target.starts_with(b"/") || target(&line.target);
            line.method == head.method.as_str().as_bytes()
                && same_target
                && same_fields(&line.fields, 0, head)
        }
        Request::Http2(request) => {
            let pseudo =
                request.fields.iter().take_while(|(name, _)| name.starts_with(b":")).count();
            let is = |name: &str, value: &[u8]| {
                request.fields.first(name).is_none_or(|sent| sent == value)
            };
            is(":method", head.method.as_str().as_bytes())
                && request.fields.first(":path").is_none_or(target)
                && same_fields(&request.fields, pseudo, head)
        }
    }
}

/// Whether the fields behind the first `skipped` are the request's: as many, and each of them
/// there.
fn same_fields(fields: &Fields, skipped: usize, head: &RequestHead) -> bool {
    let sent = || fields.iter().skip(skipped);
    let found = |(name, value): (&[u8], &[u8])| {
        let name = std::str::from_utf8(name).unwrap_or_default();
        head.headers.get_all(name).any(|other| other.as_bytes() == value)
    };
    sent().count() == head.headers.len() && sent().all(found)
}

fn ordered(request: &Request) -> (HttpVersion, Headers) {
    match request {
        Request::Http1(head) => {
            let version =
                if head.minor_version == 0 { HttpVersion::Http10 } else { HttpVersion::Http11 };
            (version, Headers::from_fields(&head.fields))
        }
        Request::Http2(request) => (HttpVersion::H2, Headers::from_fields(&request.fields)),
    }
}

/// The request as actix has it: complete, in no order.
fn unordered(head: &RequestHead) -> (HttpVersion, Headers) {
    let version = match head.version {
        Version::HTTP_2 => HttpVersion::H2,
        Version::HTTP_10 => HttpVersion::Http10,
        _ => HttpVersion::Http11,
    };
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let fields =
        head.headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value.as_bytes())));
    (version, Headers { fields: fields.collect(), ordered: false, witnessed: false })
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;
    use fingerprint_wire::http1;

    fn recorded(text: &str) -> Request {
        Request::Http1(http1::parse(text.as_bytes()).unwrap())
    }

    #[test]
    fn a_request_is_recognised_by_all_that_it_says() {
        let request =
            TestRequest::get().uri("/a?b").insert_header(("accept", "*/*")).to_http_request();
        let is = |text: &str| is_request(&recorded(text), request.head());
        assert!(is("GET /a?b HTTP/1.1\r\nAccept:  */* \r\n\r\n"));
        assert!(!is("GET /a HTTP/1.1\r\nAccept: */*\r\n\r\n"), "another path");
        assert!(!is("PUT /a?b HTTP/1.1\r\nAccept: */*\r\n\r\n"), "another method");
        assert!(!is("GET /a?b HTTP/1.1\r\nAccept: text/html\r\n\r\n"), "another value");
        assert!(!is("GET /a?b HTTP/1.1\r\nAccept: */*\r\nX: y\r\n\r\n"), "one field more");
    }

    #[test]
    fn what_was_not_recorded_has_no_order() {
        let request = TestRequest::get().insert_header(("user-agent", "curl/8")).to_http_request();
        let (_, headers) = unordered(request.head());
        assert!(!headers.ordered);
        assert_eq!(headers.fields, [("user-agent".to_owned(), "curl/8".to_owned())]);
    }
}
