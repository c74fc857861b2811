//! The trace a request belongs to: the caller's where it sends a `traceparent` (W3C Trace Context,
//! section 3.2), else a fresh one. It ties the caller's spans to those of this service and to its
//! log lines.

use std::cell::Cell;
use std::hash::{BuildHasher, RandomState};

/// The header's name.
pub const HEADER: &str = "traceparent";

/// Lower-case hexadecimal digits, not all of them zero.
pub type Id<const LENGTH: usize> = [u8; LENGTH];

/// Where a request stands in its trace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TraceContext {
    trace: Id<32>,
    caller: Option<Caller>,
}

/// What the caller said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Caller {
    span: Id<16>,
    sampled: bool,
}

impl TraceContext {
    /// The context of a request with this header.
    pub fn from_header(header: Option<&[u8]>) -> Self {
        header.and_then(parse).unwrap_or_else(|| Self { trace: fresh(), caller: None })
    }

    pub fn trace_id(&self) -> &str {
        std::str::from_utf8(&self.trace).unwrap_or_default()
    }

    /// The caller's span, in which this request's own stands.
    pub fn parent_id(&self) -> Option<&str> {
        std::str::from_utf8(&self.caller.as_ref()?.span).ok()
    }

    /// Whether the trace is to be recorded: the caller's word, and for a trace that begins here
    /// whether it is within this share of all.
    pub fn sampled(&self, share: f64) -> bool {
        let random =
            self.trace_id().get(16..).and_then(|digits| u64::from_str_radix(digits, 16).ok());
        let place = random.unwrap_or_default() as f64 / u64::MAX as f64;
        self.caller.map_or(place < share, |caller| caller.sampled)
    }
}

/// `version-trace-parent-flags`. A version that is not known yet may carry more behind its flags
/// (section 3.2.4); `ff` is not a version, and an id of zeros is not an id.
fn parse(value: &[u8]) -> Option<TraceContext> {
    let (version, rest) = field::<2>(value)?;
    let (trace, rest) = field::<32>(rest.strip_prefix(b"-")?)?;
    let (span, rest) = field::<16>(rest.strip_prefix(b"-")?)?;
    let ([_, flags], rest) = field::<2>(rest.strip_prefix(b"-")?)?;
    let ends = rest.is_empty() || (version != *b"00" && rest.starts_with(b"-"));
    let names = |id: &[u8]| id.iter().any(|digit| *digit != b'0');
    // Bit 0 of the flags: the last digit is odd. Among the letters b, d and f are.
    let sampled = matches!(flags, b'1' | b'3' | b'5' | b'7' | b'9' | b'b' | b'd' | b'f');
    (version != *b"ff" && ends && names(&trace) && names(&span))
        .then_some(TraceContext { trace, caller: Some(Caller { span, sampled }) })
}

/// So many lower-case hexadecimal digits, and what follows them.
fn field<const LENGTH: usize>(value: &[u8]) -> Option<(Id<LENGTH>, &[u8])> {
    let (digits, rest) = value.split_first_chunk::<LENGTH>()?;
    let hexadecimal = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    digits.iter().all(hexadecimal).then_some((*digits, rest))
}

/// A new id.
pub fn fresh<const LENGTH: usize>() -> Id<LENGTH> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    // Odd, so that it is never the zero that means none.
    let random = (u128::from(next()) << 64) | u128::from(next()) | 1;
    let mut id = [b'0'; LENGTH];
    for (place, byte) in id.iter_mut().enumerate() {
        let digit = (random >> (4 * place)) as usize & 0xF;
        *byte = DIGITS.get(digit).copied().unwrap_or(b'0');
    }
    id
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
        parse(text.as_bytes()).map(|context| context.trace_id().to_owned())
    }

    #[test]
    fn the_caller_s_trace_is_kept() {
        // The example of the specification, section 3.2.
        let context = parse(format!("00-{TRACE}-00f067aa0ba902b7-01").as_bytes()).unwrap();
        assert_eq!((context.trace_id(), context.parent_id()), (TRACE, Some("00f067aa0ba902b7")));
        assert_eq!(
            parsed(&format!("cc-{TRACE}-00f067aa0ba902b7-01-later")).as_deref(),
            Some(TRACE)
        );
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
    fn the_caller_decides_whether_its_trace_is_recorded() {
        for (flags, sampled) in
            [("00", false), ("01", true), ("02", false), ("0b", true), ("fe", false)]
        {
            let context = parse(format!("00-{TRACE}-00f067aa0ba902b7-{flags}").as_bytes()).unwrap();
            assert_eq!((context.sampled(0.0), context.sampled(1.0)), (sampled, sampled), "{flags}");
        }
    }

    #[test]
    fn the_share_of_traces_that_begin_here_is_recorded() {
        let contexts: Vec<_> = (0..10_000).map(|_| TraceContext::from_header(None)).collect();
        let recorded = |share| contexts.iter().filter(|context| context.sampled(share)).count();
        assert_eq!((recorded(0.0), recorded(1.0)), (0, 10_000));
        assert!((2_300..2_700).contains(&recorded(0.25)), "{}", recorded(0.25));
    }

    #[test]
    fn fresh_traces_differ_and_are_traces() {
        let [one, other] = [TraceContext::from_header(None), TraceContext::from_header(None)];
        assert_ne!(one, other);
        let value = format!("00-{}-00f067aa0ba902b7-00", one.trace_id());
        assert_eq!(parsed(&value).as_deref(), Some(one.trace_id()));
    }
}
