//! What a client may make the service hold for it: one table, from which docs/operate/bounds.md is
//! written. A test fails when the page is stale.

use std::fmt::Write;

use crate::config::Config;
use crate::sensor::socket;

/// One bounded resource.
#[derive(Debug, Clone, Copy)]
pub struct Bound {
    pub resource: &'static str,
    pub limit: Limit,
    /// What happens beyond it.
    pub beyond: &'static str,
}

/// Where a bound's value comes from.
#[derive(Debug, Clone, Copy)]
pub enum Limit {
    /// A section's setting.
    Setting(&'static str, &'static str),
    /// A constant, and its unit.
    Fixed(usize, &'static str),
}

use Limit::{Fixed, Setting};

/// Every bound, from the connection to the process.
pub const BOUNDS: &[Bound] = &[
    Bound {
        resource: "connections, all listeners together",
        limit: Setting("http", "max_connections"),
        beyond: "they wait to be accepted",
    },
    Bound {
        resource: "connections of one address",
        limit: Setting("http", "max_connections_per_address"),
        beyond: "closed",
    },
    Bound {
        resource: "bytes that the kernel keeps of a connection, each way",
        limit: Fixed(socket::SOCKET_BUFFER_BYTES, "bytes"),
        beyond: "the peer waits",
    },
    Bound {
        resource: "time for PROXY header and handshake, or first bytes in clear text",
        limit: Setting("http", "request_timeout_ms"),
        beyond: "closed",
    },
    Bound {
        resource: "time for a whole HTTP/1 head",
        limit: Setting("http", "request_timeout_ms"),
        beyond: "408 for the first of a connection; closed",
    },
    Bound {
        resource: "time for a whole body, or between two pieces of a stream of lines",
        limit: Setting("http", "request_timeout_ms"),
        beyond: "408",
    },
    Bound {
        resource: "time for which a client reads nothing of its answer",
        limit: Setting("http", "write_timeout_ms"),
        beyond: "the stream is reset, or the connection closed",
    },
    Bound {
        resource: "time for which a connection is idle",
        limit: Setting("http", "keep_alive_seconds"),
        beyond: "closed, HTTP/2 with GOAWAY",
    },
    Bound {
        resource: "HTTP/1 head",
        limit: Fixed(fingerprint_wire::http1::MAX_HEAD_BYTES, "bytes"),
        beyond: "closed",
    },
    Bound {
        resource: "fields of an HTTP/1 head",
        limit: Fixed(fingerprint_wire::http1::MAX_FIELDS, "fields"),
        beyond: "400 or closed; nothing behind it is read",
    },
    Bound {
        resource: "empty lines before a request",
        limit: Fixed(fingerprint_wire::http1::MAX_EMPTY_LINE_BYTES, "bytes"),
        beyond: "closed",
    },
    Bound {
        resource: "streams of one HTTP/2 connection",
        limit: Setting("http", "max_streams"),
        beyond: "REFUSED_STREAM",
    },
    Bound {
        resource: "header list of an HTTP/2 request",
        limit: Fixed(fingerprint_wire::hpack::MAX_LIST_BYTES, "bytes"),
        beyond: "closed",
    },
    Bound {
        resource: "fields of an HTTP/2 request",
        limit: Fixed(fingerprint_wire::hpack::MAX_FIELDS, "fields"),
        beyond: "closed",
    },
    Bound {
        resource: "requests in flight",
        limit: Setting("http", "max_in_flight"),
        beyond: "503 `overloaded`; probes and metrics are answered",
    },
    Bound {
        resource: "requests in flight of one address",
        limit: Setting("http", "max_in_flight_per_address"),
        beyond: "503 `overloaded`",
    },
    Bound {
        resource: "body of one fingerprint, and line of a stream",
        limit: Setting("http", "max_body_bytes"),
        beyond: "413",
    },
    Bound {
        resource: "body of a JSON batch",
        limit: Setting("http", "max_batch_bytes"),
        beyond: "413",
    },
    Bound {
        resource: "chunks of batches that wait",
        limit: Setting("inference", "queue_capacity"),
        beyond: "503 `overloaded`; a stream is read more slowly",
    },
    Bound {
        resource: "resident memory",
        limit: Setting("limit", "memory_bytes"),
        beyond: "503 `overloaded`; probes and metrics are answered",
    },
];

const INTRODUCTION: &str = "\
# Bounds

What a client may make the service hold for it, and what happens beyond it. Settings are
explained in the reference of the configuration; the other values are fixed. Addresses of IPv6
count by networks of 64 bits; networks of `edge.trusted_cidrs` are exempt from the bounds of one
address, and the clients that they forward are bounded in their place.

`make test-attack` attacks the bounds of the connection layer and prints what it cost.

This page is written from `src/limit/bounds.rs`; a test holds it to the table.

| resource | bound | default | beyond it |
|---|---|---|---|
";

/// The page.
pub fn markdown() -> String {
    let defaults = toml::Table::try_from(Config::default()).unwrap_or_default();
    let mut page = INTRODUCTION.to_owned();
    for Bound { resource, limit, beyond } in BOUNDS {
        let (bound, default) = match limit {
            Setting(section, name) => {
                let value = defaults.get(*section).and_then(|settings| settings.get(*name));
                (format!("`{section}.{name}`"), value.map(ToString::to_string).unwrap_or_default())
            }
            Fixed(value, unit) => ("fixed".to_owned(), format!("{value} {unit}")),
        };
        // Writing to a String cannot fail.
        let _ = writeln!(page, "| {resource} | {bound} | {default} | {beyond} |");
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_of_the_table_exists() {
        let defaults = toml::Table::try_from(Config::default()).unwrap();
        for bound in BOUNDS {
            if let Setting(section, name) = bound.limit {
                assert!(defaults[section].get(name).is_some(), "{section}.{name}");
            }
        }
    }

    #[test]
    fn the_committed_page_is_fresh() {
        let page = markdown();
        let committed = include_str!("../../docs/operate/bounds.md");
        assert!(committed == page, "docs/operate/bounds.md is stale; it must be:\n{page}");
    }
}
