//! `GET /api/v1/nonce`, and the check of a nonce that comes back in a payload: each is good once,
//! for five minutes, and only where this service made it. A nonce carries its own proof (time,
//! random bytes and an HMAC over both), so that only those that were used are remembered.
//!
//! A payload says itself, too, when it was gathered; the page's clock is the visitor's own and may
//! be set wrongly, so that only what is a day off or more is an issue.
//!
//! A payload that fails is an issue, never an error; one without a nonce says nothing. Items of a
//! batch are not checked: a batch is looked at later by its nature.

use std::collections::{HashSet, VecDeque};
use std::io;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, HeaderValue};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use serde::Serialize;
use sha2::Sha256;
use utoipa::ToSchema;

use crate::http::endpoint::{Call, Endpoint};
use crate::http::error::Problem;
use fingerprint_classify::contract::request::Request;
use fingerprint_signals::issue::{Issue, IssueCode};

pub const ENDPOINT: Endpoint =
    Endpoint::read("/api/v1/nonce", |call| Box::pin(nonce(call))).documented::<__path_nonce>();

/// How long a nonce is good: a page is read, and its payload sent, well within it.
const LIFETIME: Duration = Duration::from_mins(5);

/// Clocks of replicas that share a key may differ by this much.
const MAX_REPLICA_CLOCK_OFFSET_MS: u64 = 30_000;

/// Clocks of visitors that are set to another time zone are off by up to 14 hours, with summer
/// time.
const MAX_VISITOR_CLOCK_OFFSET_MS: u64 = 24 * 60 * 60 * 1000;

/// Used nonces that are remembered. When there are more, the oldest are forgotten first.
const MAX_USED_NONCES: usize = 1 << 16;

const TIME_BYTES: usize = 8;
const RANDOM_BYTES: usize = 16;
const PROOF_BYTES: usize = 16;

type Random = [u8; RANDOM_BYTES];

/// Makes nonces and takes them back.
pub struct Nonces {
    key: Hmac<Sha256>,
    used: Mutex<Used>,
}

#[derive(Default)]
struct Used {
    known: HashSet<Random>,
    /// When each was issued, oldest use first.
    order: VecDeque<(u64, Random)>,
}

/// A nonce to send back in `browser.nonce`.
#[derive(Debug, Serialize, ToSchema)]
pub struct Nonce {
    nonce: String,
    /// Milliseconds since 1970.
    issued_at: u64,
}

impl Nonces {
    /// With the key of the settings, or one of its own where there is none.
    pub fn new(secret: &str) -> io::Result<Self> {
        let own: [u8; 32] = random()?;
        let secret = if secret.is_empty() { &own } else { secret.as_bytes() };
        let key =
            Hmac::new_from_slice(secret).map_err(|error| io::Error::other(error.to_string()))?;
        Ok(Self { key, used: Mutex::default() })
    }

    fn issue(&self, now: u64) -> io::Result<Nonce> {
        let mut bytes = now.to_be_bytes().to_vec();
        bytes.extend(random::<RANDOM_BYTES>()?);
        let proof = self.proof(&bytes);
        bytes.extend(proof.iter().take(PROOF_BYTES));
        Ok(Nonce { nonce: URL_SAFE_NO_PAD.encode(bytes), issued_at: now })
    }

    /// Uses the nonce of a request's payload, and says what is wrong with it or with its time.
    pub fn check(&self, request: &Request) -> impl Iterator<Item = Issue> + use<> {
        let now = now();
        let replayed = request.nonce().is_some_and(|nonce| !self.accept_at(nonce, now));
        let other_day = request
            .collected_at()
            .is_some_and(|collected| now.abs_diff(collected) > MAX_VISITOR_CLOCK_OFFSET_MS);
        let issue = |wrong: bool, path| wrong.then(|| Issue::new(path, IssueCode::Replayed));
        [issue(replayed, "browser"), issue(other_day, "browser.collected_at")].into_iter().flatten()
    }

    /// Whether a nonce is ours, fresh, and used for the first time; it is used now.
    fn accept_at(&self, nonce: &str, now: u64) -> bool {
        let Ok(bytes) = URL_SAFE_NO_PAD.decode(nonce) else { return false };
        let Some((signed, proof)) = bytes.split_at_checked(TIME_BYTES + RANDOM_BYTES) else {
            return false;
        };
        let proven = proof.len() == PROOF_BYTES
            && self.key.clone().chain_update(signed).verify_truncated_left(proof).is_ok();
        let Some((issued, random)) = signed.split_first_chunk::<TIME_BYTES>() else { return false };
        let (issued, Ok(random)) = (u64::from_be_bytes(*issued), Random::try_from(random)) else {
            return false;
        };
        let fresh = issued <= now.saturating_add(MAX_REPLICA_CLOCK_OFFSET_MS)
            && now.saturating_sub(issued) <= lifetime();
        proven && fresh && self.use_once(issued, random, now)
    }

    fn use_once(&self, issued: u64, random: Random, now: u64) -> bool {
        // A thread that panicked while it held the lock left a set that is still one.
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        while used.order.front().is_some_and(|(oldest, _)| now.saturating_sub(*oldest) > lifetime())
            || used.order.len() >= MAX_USED_NONCES
        {
            if let Some((_, forgotten)) = used.order.pop_front() {
                used.known.remove(&forgotten);
            }
        }
        let first = used.known.insert(random);
        if first {
            used.order.push_back((issued, random));
        }
        first
    }

    fn proof(&self, signed: &[u8]) -> impl AsRef<[u8]> + std::ops::Deref<Target = [u8]> + use<> {
        self.key.clone().chain_update(signed).finalize().into_bytes()
    }
}

fn random<const BYTES: usize>() -> io::Result<[u8; BYTES]> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(bytes)
}

fn lifetime() -> u64 {
    LIFETIME.as_millis() as u64
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis() as u64
}

/// A nonce for one payload
///
/// The collector asks for one and sends it back in `browser.nonce`. A payload whose nonce was used
/// before, is older than five minutes or was not made here gets the issue `replayed`; so does one
/// whose `collected_at` is more than a day away.
#[utoipa::path(
    get,
    path = ENDPOINT.path,
    operation_id = "nonce",
    tag = "classify",
    responses((status = 200, description = "Good once, for five minutes.", body = Nonce)),
)]
#[expect(clippy::unused_async, reason = "every handler is a future")]
async fn nonce(Call { api, .. }: Call) -> Result<HttpResponse, Problem> {
    let nonce = api.nonces.issue(now()).map_err(|error| {
        tracing::error!(error.message = %error, "the system has no random bytes");
        Problem::internal()
    })?;
    let never_kept = (CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(HttpResponse::Ok().insert_header(never_kept).json(nonce))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: u64 = 1_800_000_000_000;

    #[test]
    fn a_nonce_is_good_once() {
        let nonces = Nonces::new("").unwrap();
        let nonce = nonces.issue(NOON).unwrap().nonce;
        assert!(nonces.accept_at(&nonce, NOON + 1000));
        assert!(!nonces.accept_at(&nonce, NOON + 2000));
    }

    #[test]
    fn an_old_one_and_one_of_the_future_are_refused() {
        let nonces = Nonces::new("").unwrap();
        let nonce = nonces.issue(NOON).unwrap().nonce;
        assert!(!nonces.accept_at(&nonce, NOON + lifetime() + 1));
        assert!(!nonces.accept_at(&nonce, NOON - MAX_REPLICA_CLOCK_OFFSET_MS - 1));
    }

    #[test]
    fn a_forged_one_is_refused() {
        let nonces = Nonces::new("").unwrap();
        let nonce = nonces.issue(NOON).unwrap().nonce;
        let mut bytes = URL_SAFE_NO_PAD.decode(&nonce).unwrap();
        for place in [0, TIME_BYTES, TIME_BYTES + RANDOM_BYTES] {
            bytes[place] ^= 1;
            assert!(!nonces.accept_at(&URL_SAFE_NO_PAD.encode(&bytes), NOON));
            bytes[place] ^= 1;
        }
        for short in ["", "AAAA", &nonce[..nonce.len() - 4], "%"] {
            assert!(!nonces.accept_at(short, NOON));
        }
        assert!(nonces.accept_at(&nonce, NOON));
    }

    #[test]
    fn replicas_with_one_key_know_each_others_and_others_do_not() {
        let secret = "x".repeat(32);
        let [one, other] = [&secret, &secret].map(|secret| Nonces::new(secret).unwrap());
        let nonce = one.issue(NOON).unwrap().nonce;
        assert!(!Nonces::new("").unwrap().accept_at(&nonce, NOON));
        assert!(other.accept_at(&nonce, NOON));
    }

    #[test]
    fn what_is_remembered_is_bounded_and_forgotten_in_time() {
        let nonces = Nonces::new("").unwrap();
        for count in 0..MAX_USED_NONCES as u128 + 100 {
            assert!(nonces.use_once(NOON, count.to_be_bytes(), NOON));
        }
        assert_eq!(nonces.used.lock().unwrap().known.len(), MAX_USED_NONCES);
        assert!(nonces.use_once(NOON, [255; RANDOM_BYTES], NOON + lifetime() + 1));
        assert_eq!(nonces.used.lock().unwrap().known.len(), 1);
    }
}
