//! The trace a request belongs to: the caller's where it sends a `traceparent` (W3C Trace Context,
//! section 3.2), else a fresh one. It ties the caller's spans to the log lines of this service.

use std::cell::Cell;
use std::hash::{BuildHasher, RandomState};

use actix_web::http::header::{HeaderMap, HeaderName};

/// Carries the caller's trace.
pub const HEADER: HeaderName = HeaderName::from_static("traceparent");

/// Digits of a trace id.
const LENGTH: usize = 32;

/// 32 lower-case hexadecimal digits, not all of them zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TraceId([u8; LENGTH]);

impl TraceId {
    /// The trace of a request.
    pub fn of(headers: &HeaderMap) -> Self {
        headers.get(HEADER).and_then(|value| parse(value.as_bytes())).unwrap_or_else(Self::fresh)
    }

    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    fn fresh() -> Self {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = [b'0'; LENGTH];
        // Odd, so that it is never the zero that means no trace.
        let random = (u128::from(next()) << 64) | u128::from(next()) | 1;
        for (place, byte) in text.iter_mut().enumerate() {
            let digit = (random >> (4 * place)) as usize & 0xF;
            *byte = DIGITS.get(digit).copied().unwrap_or(b'0');
        }
        Self(text)
    }
}

/// `version-trace-parent-flags`. A version that is not known yet may carry more behind its flags
/// (section 3.2.4); `ff` is no version, and an id of zeros is none.
fn parse(value: &[u8]) -> Option<TraceId> {
    let (version, rest) = field(value, 2)?;
    let (trace, rest) = field(rest.strip_prefix(b"-")?, LENGTH)?;
    let (parent, rest) = field(rest.strip_prefix(b"-")?, 16)?;
    let (_flags, rest) = field(rest.strip_prefix(b"-")?, 2)?;
    let ends = if version == b"00" { rest.is_empty() } else { rest.is_empty() || rest.starts_with(b"-") };
    let names = |id: &[u8]| id.iter().any(|digit| *digit != b'0');
    if version == b"ff" || !ends || !names(trace) || !names(parent) {
        return None;
    }
    trace.try_into().ok().map(TraceId)
}

/// So many lower-case hexadecimal digits, and what follows them.
fn field(value: &[u8], length: usize) -> Option<(&[u8], &[u8])> {
    let (digits, rest) = value.split_at_checked(length)?;
    let hexadecimal = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    digits.iter().all(hexadecimal).then_some((digits, rest))
}

thread_local! {
    /// State of SplitMix64 (Steele, Lea, Flood 2014), seeded by the standard library's hash keys.
    /// Ids must be unlikely to collide, not hard to guess.
    static STATE: Cell<u64> = Cell::new(RandomState::new().hash_one(std::thread::current().id()));
}

fn next() -> u64 {
    STATE.with(|state| {
        let seed = state.get().wrapping_add(0x9E37_79B9_7F4A_7C15);
        state.set(seed);
        let mixed = (seed ^ (seed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

    fn parsed(text: &str) -> Option<String> {
        parse(text.as_bytes()).map(|trace| trace.as_str().to_owned())
    }

    #[test]
    fn the_caller_s_trace_is_kept() {
        // The example of the specification, section 3.2.
        assert_eq!(parsed(&format!("00-{TRACE}-00f067aa0ba902b7-01")).as_deref(), Some(TRACE));
        assert_eq!(parsed(&format!("cc-{TRACE}-00f067aa0ba902b7-01-later")).as_deref(), Some(TRACE));
    }

    #[test]
    fn what_is_no_traceparent_is_nobody_s_trace() {
        for text in [
            "",
            TRACE,
            &format!("ff-{TRACE}-00f067aa0ba902b7-01"),
            &format!("00-{TRACE}-00f067aa0ba902b7-01-more"),
            &format!("cc-{TRACE}-00f067aa0ba902b7-01more"),
            &format!("00-{}-00f067aa0ba902b7-01", "0".repeat(32)),
            &format!("00-{TRACE}-{}-01", "0".repeat(16)),
            &format!("00-{}-00f067aa0ba902b7-01", TRACE.to_uppercase()),
            &format!("00-{TRACE}-00f067aa0ba902b7"),
            &format!("00-{}-00f067aa0ba902b7-01", &TRACE[1..]),
            "00-${jndi}-00f067aa0ba902b7-01",
        ] {
            assert_eq!(parsed(text), None, "{text}");
        }
    }

    #[test]
    fn fresh_traces_differ_and_are_traces() {
        let traces = [TraceId::fresh(), TraceId::fresh()];
        assert_ne!(traces[0], traces[1]);
        for trace in traces {
            let value = format!("00-{}-00f067aa0ba902b7-00", trace.as_str());
            assert_eq!(parsed(&value).as_deref(), Some(trace.as_str()));
        }
    }
}
