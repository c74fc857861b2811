//! The id that ties an answer to its log line: the caller's own where it is sane, else a fresh one.

use std::cell::Cell;
use std::hash::{BuildHasher, RandomState};

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};

/// Carries the id in both directions.
pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Longest id of a caller's that is kept.
const MAX_LENGTH: usize = 64;

/// The id of a request.
pub fn of(headers: &HeaderMap) -> HeaderValue {
    headers.get(HEADER).filter(|id| is_sane(id.as_bytes())).cloned().unwrap_or_else(fresh)
}

/// Short, and of letters that no log or terminal reads as anything else.
fn is_sane(id: &[u8]) -> bool {
    (1..=MAX_LENGTH).contains(&id.len())
        && id.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
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

/// 16 random bytes in hexadecimal, the form of a W3C trace id.
fn fresh() -> HeaderValue {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = [b'0'; 32];
    let random = (u128::from(next()) << 64) | u128::from(next());
    for (place, byte) in text.iter_mut().enumerate() {
        let digit = (random >> (4 * place)) as usize & 0xF;
        *byte = DIGITS.get(digit).copied().unwrap_or(b'0');
    }
    HeaderValue::from_bytes(&text).unwrap_or_else(|_| HeaderValue::from_static("unknown"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_header(value: &str) -> HeaderValue {
        let mut headers = HeaderMap::new();
        headers.insert(HEADER, HeaderValue::from_str(value).unwrap());
        of(&headers)
    }

    #[test]
    fn a_sane_id_is_kept_and_any_other_replaced() {
        assert_eq!(of_header("abc-1.2_3"), "abc-1.2_3");
        for id in ["", "a b", "a\"b", "{${jndi}}", &"x".repeat(65)] {
            let fresh = of_header(id);
            assert_eq!(fresh.len(), 32, "{id}");
            assert!(fresh.as_bytes().iter().all(u8::is_ascii_hexdigit));
        }
    }

    #[test]
    fn fresh_ids_differ() {
        assert_ne!(fresh(), fresh());
    }
}
