//! Traits that an engine took up or dropped with a known major: whether what a client shows fits
//! the major it claims, and which majors it leaves where nothing is claimed.
//!
//! The majors are those of our captures (Chromium 69 to 156, Firefox 153) and of public signatures.
//! Two statements of each trait: in which majors releases turned, which makes a range; and the same
//! widened to both sides where field trials or platforms differ, outside of which a claim is a
//! misfit. Owns the table; what a misfit means is for features and checks.

use crate::claim::{Counting, Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::http::HttpVersion;
use fingerprint_signals::labels::Engine;
use fingerprint_signals::tls::Tls;

/// A trait of one engine, by the majors that show it.
pub struct EngineTrait {
    /// `snake_case` name; the same in every engine that has the trait.
    pub name: &'static str,
    /// The engine that has it.
    pub engine: Engine,
    shows: fn(&Fingerprint) -> Option<bool>,
    /// No major below the first shows it; every major from the second on does.
    appears: (u32, u32),
    /// Every major below the first still shows it; none from the second on.
    vanishes: Option<(u32, u32)>,
    /// The same for releases as they are mostly met: the oldest that had turned, and the first that
    /// surely had. Where the absence of a trait says nothing about the age, the first is 0.
    released: (u32, u32),
}

const fn since(
    name: &'static str,
    engine: Engine,
    appears: (u32, u32),
    shows: fn(&Fingerprint) -> Option<bool>,
) -> EngineTrait {
    EngineTrait { name, engine, shows, appears, vanishes: None, released: appears }
}

const fn until(
    name: &'static str,
    engine: Engine,
    vanishes: (u32, u32),
    shows: fn(&Fingerprint) -> Option<bool>,
) -> EngineTrait {
    EngineTrait {
        name,
        engine,
        shows,
        appears: (0, 0),
        vanishes: Some(vanishes),
        released: vanishes,
    }
}

/// Every trait. Names repeat where engines took up the same thing.
pub const ENGINE_TRAITS: &[EngineTrait] = &[
    since("post_quantum", Engine::Blink, (115, 138), post_quantum).released(124, 124),
    since("post_quantum", Engine::Gecko, (124, 136), post_quantum).released(132, 132),
    since("post_quantum", Engine::Webkit, (26, u32::MAX), post_quantum).released(26, 28),
    until("kyber_draft", Engine::Blink, (0, 137), |f| {
        Some(group(f, 0x6399)? && !group(f, 0x11ec)?)
    })
    .released(0, 131),
    since("post_quantum_final", Engine::Blink, (125, 145), |f| group(f, 0x11ec)).released(131, 131),
    since("post_quantum_signatures", Engine::Blink, (143, 165), |f| signature(f, 0x0904))
        .released(150, 150),
    since("application_settings", Engine::Blink, (85, 93), |f| {
        Some(extension(f, 17_513)? || extension(f, 17_613)?)
    })
    .released(91, 91),
    until("application_settings_draft", Engine::Blink, (0, 137), |f| extension(f, 17_513))
        .released(0, 137),
    since("application_settings_new", Engine::Blink, (126, 137), |f| extension(f, 17_613))
        .released(133, 137),
    since("encrypted_hello", Engine::Blink, (105, 122), |f| extension(f, 65_037))
        .released(117, 119),
    since("encrypted_hello", Engine::Gecko, (98, 130), |f| extension(f, 65_037)).released(118, 120),
    until("triple_des", Engine::Blink, (0, 88), triple_des).released(82, 83),
    until("triple_des", Engine::Gecko, (0, 96), triple_des).released(93, 93),
    until("ecdsa_block_cipher", Engine::Gecko, (0, 165), |f| cipher(f, 0xc009)).released(145, 153),
    until("rsa_block_cipher", Engine::Webkit, (0, 18), |f| cipher(f, 0x003c)).released(15, 17),
    since("shuffled_extensions", Engine::Blink, (106, 112), |f| {
        shuffled_like_chromium(f.tls.as_ref()?)
    })
    .released(109, 111),
    since("supported_versions", Engine::Blink, (63, 77), |f| extension(f, 43)).released(70, 72),
    since("supported_versions", Engine::Webkit, (11, 14), |f| extension(f, 43)).released(12, 12),
    since("certificate_compression", Engine::Gecko, (118, 137), |f| {
        Some(!f.tls.as_ref()?.compress_certificate.as_ref()?.is_empty())
    })
    .released(132, 133),
    since("signed_timestamps", Engine::Gecko, (118, 145), |f| extension(f, 18)).released(134, 135),
    since("extension_compress_certificate", Engine::Webkit, (14, 17), |f| extension(f, 27))
        .released(15, 17),
    until("concurrent_streams", Engine::Blink, (0, 119), |f| setting(f, 3)).released(117, 118),
    since("push_refused", Engine::Blink, (105, 110), |f| setting(f, 2)).released(107, 108),
    since("push_refused", Engine::Gecko, (117, 136), |f| setting(f, 2)).released(118, 133),
    since("header_list_limit", Engine::Blink, (75, 87), |f| setting(f, 6)).released(79, 80),
    since("priorities_left_out", Engine::Webkit, (17, 26), |f| setting(f, 9)).released(18, 18),
    since("zstandard", Engine::Blink, (117, 126), zstandard).released(123, 124),
    since("zstandard", Engine::Gecko, (122, 130), zstandard).released(126, 126),
    since("brotli", Engine::Blink, (45, 60), brotli).released(50, 50),
    since("brotli", Engine::Gecko, (42, 60), brotli).released(52, 52),
    since("signed_exchange_weight", Engine::Blink, (109, 113), signed_exchange_weight)
        .released(111, 111),
    since("priority", Engine::Blink, (118, 128), |f| framed(f, "priority")).released(122, 126),
    since("priority", Engine::Gecko, (118, 132), |f| framed(f, "priority")).released(128, 128),
    since("fetch_metadata", Engine::Blink, (73, 82), fetch_metadata).released(76, 80),
    since("fetch_metadata", Engine::Gecko, (80, 92), fetch_metadata).released(90, 90),
    since("fetch_metadata", Engine::Webkit, (16, 18), fetch_metadata).released(16, 17),
    // Headless shells and embedders never send them.
    since("brand_hints", Engine::Blink, (72, 92), |f| secure(f, "sec-ch-ua"))
        .released(85, u32::MAX),
];

/// A range of majors, open above where nothing says that it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// The oldest major.
    pub first: u32,
    /// The newest major.
    pub last: Option<u32>,
}

/// The majors of an engine that the network's traits leave; `None` where no trait was recorded or
/// none fits the others.
#[must_use]
pub fn range(fingerprint: &Fingerprint, engine: Engine) -> Option<Range> {
    let (mut first, mut below, mut recorded) = (1, u32::MAX, 0_u8);
    for engine_trait in ENGINE_TRAITS.iter().filter(|engine_trait| engine_trait.engine == engine) {
        let Some(shown) = (engine_trait.shows)(fingerprint) else { continue };
        recorded += 1;
        let (oldest, surely) = engine_trait.released;
        if shown == engine_trait.vanishes.is_none() {
            first = first.max(oldest);
        } else {
            below = below.min(surely);
        }
    }
    let last = (below != u32::MAX).then(|| below.saturating_sub(1));
    (recorded > 1 && first < below).then_some(Range { first, last })
}

/// Traits that are not held against an older claim: an old build's fixed order may look shuffled,
/// and in unverified header data the others occur with older majors, perhaps from forks for old
/// systems.
const UNCERTAIN_TRAITS: [&str; 3] = ["shuffled_extensions", "signed_exchange_weight", "zstandard"];

/// The major that a client claims of its engine, and the traits it shows that no release so old
/// has.
#[must_use]
pub fn ahead(fingerprint: &Fingerprint) -> Option<(u32, Vec<&'static str>)> {
    let claim = claim(fingerprint, Place::Request)?;
    let (engine, major) = (claim.engine?, claim.engine_major(Counting::Declared)?);
    let of_later = ENGINE_TRAITS.iter().filter(|engine_trait| {
        engine_trait.engine == engine
            && major < engine_trait.appears.0
            && !UNCERTAIN_TRAITS.contains(&engine_trait.name)
    });
    let shown = of_later.filter(|engine_trait| (engine_trait.shows)(fingerprint) == Some(true));
    let names: Vec<_> = shown.map(|engine_trait| engine_trait.name).collect();
    (!names.is_empty()).then_some((major, names))
}

impl EngineTrait {
    const fn released(mut self, oldest: u32, surely: u32) -> Self {
        self.released = (oldest, surely);
        self
    }

    /// Whether the trait, or its absence, fits a claimed major; `None` where it was not recorded.
    #[must_use]
    pub fn fits(&self, fingerprint: &Fingerprint, major: u32) -> Option<bool> {
        let gone = self.vanishes.is_some_and(|(_, none_from)| major >= none_from);
        let dwindling = self.vanishes.is_some_and(|(sure_until, _)| major >= sure_until);
        Some(if (self.shows)(fingerprint)? {
            major >= self.appears.0 && !gone
        } else {
            major < self.appears.1 || dwindling
        })
    }
}

fn group(f: &Fingerprint, code: u16) -> Option<bool> {
    Some(f.tls.as_ref()?.groups.as_ref()?.contains(&code))
}

fn cipher(f: &Fingerprint, code: u16) -> Option<bool> {
    Some(f.tls.as_ref()?.ciphers.as_ref()?.contains(&code))
}

fn triple_des(f: &Fingerprint) -> Option<bool> {
    cipher(f, 0x000a)
}

fn signature(f: &Fingerprint, code: u16) -> Option<bool> {
    Some(f.tls.as_ref()?.signature_algorithms.as_ref()?.contains(&code))
}

fn post_quantum(f: &Fingerprint) -> Option<bool> {
    Some(group(f, 0x11ec)? || group(f, 0x6399)?)
}

fn extension(f: &Fingerprint, code: u16) -> Option<bool> {
    Some(f.tls.as_ref()?.extensions.as_ref()?.contains(&code))
}

fn setting(f: &Fingerprint, id: u16) -> Option<bool> {
    Some(f.http2.as_ref()?.opening.settings.iter().any(|setting| setting.id == id))
}

/// What browsers send over TLS only.
fn is_secure(f: &Fingerprint) -> bool {
    let version = f.http.as_ref().and_then(|http| http.version);
    f.tls.is_some() || matches!(version, Some(HttpVersion::H2 | HttpVersion::H3))
}

fn zstandard(f: &Fingerprint) -> Option<bool> {
    is_secure(f).then(|| Some(f.http.as_ref()?.encodings?.zstd))?
}

fn brotli(f: &Fingerprint) -> Option<bool> {
    is_secure(f).then(|| Some(f.http.as_ref()?.encodings?.brotli))?
}

/// Signed exchanges weigh 0.7 where they weighed 0.9.
fn signed_exchange_weight(f: &Fingerprint) -> Option<bool> {
    let accept = f.http.as_ref()?.accept.filter(|accept| accept.signed_exchange)?;
    Some(accept.signed_exchange_quality == Some(700))
}

/// A field of a request that was seen as it was sent.
fn secure(f: &Fingerprint, name: &str) -> Option<bool> {
    let http =
        f.http.as_ref().filter(|http| http.ordered && http.names.len() >= 4 && is_secure(f))?;
    Some(http.has(name))
}

fn fetch_metadata(f: &Fingerprint) -> Option<bool> {
    secure(f, "sec-fetch-mode")
}

/// A field that goes with HTTP/2 and HTTP/3.
fn framed(f: &Fingerprint, name: &str) -> Option<bool> {
    let version = f.http.as_ref()?.version;
    matches!(version, Some(HttpVersion::H2 | HttpVersion::H3)).then(|| secure(f, name))?
}

/// How Chromium ordered its first extensions while the order was fixed: extended master secret,
/// renegotiation, groups, point formats.
const FIXED_EXTENSION_ORDER: [u16; 4] = [23, 65_281, 10, 11];

/// Whether the extensions are shuffled, in a hello that has those whose order Chromium once fixed.
fn shuffled_like_chromium(tls: &Tls) -> Option<bool> {
    let extensions = tls.extensions.as_ref().filter(|_| !tls.sorted)?;
    let places =
        FIXED_EXTENSION_ORDER.iter().map(|code| extensions.iter().position(|sent| sent == code));
    let places: Vec<usize> = places.collect::<Option<_>>()?;
    Some(!places.windows(2).all(|pair| matches!(pair, [first, second] if first + 1 == *second)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::request::Request;

    fn read(body: &serde_json::Value) -> Fingerprint {
        Request::from_json(body.to_string().as_bytes())
            .unwrap()
            .into_parts()
            .1
            .read(&mut Vec::new())
    }

    fn misfits(fingerprint: &Fingerprint) -> Vec<&'static str> {
        let claim = claim(fingerprint, Place::Request).unwrap();
        let (engine, Some(major)) = (claim.engine.unwrap(), claim.engine_major(Counting::Declared))
        else {
            return Vec::new();
        };
        let of_engine = ENGINE_TRAITS.iter().filter(|engine_trait| engine_trait.engine == engine);
        of_engine
            .filter(|engine_trait| engine_trait.fits(fingerprint, major) == Some(false))
            .map(|engine_trait| engine_trait.name)
            .collect()
    }

    #[test]
    fn traits_leave_a_range_of_majors() {
        let now = "1:65536;2:0;4:6291456;6:262144|15663105|0|m,a,s,p";
        let leaves = |groups: &[u16], signatures: &[u16], extensions: &[u16]| {
            let body = serde_json::json!({
                "tls": {"groups": groups, "signature_algorithms": signatures, "extensions": extensions},
                "http2": {"akamai_fingerprint": now},
            });
            range(&read(&body), Engine::Blink).map(|range| (range.first, range.last))
        };
        assert_eq!(
            leaves(&[0x11ec, 29], &[0x0904, 0x0403], &[43, 65_037, 17_613]),
            Some((150, None))
        );
        assert_eq!(leaves(&[0x11ec, 29], &[0x0403], &[43, 65_037, 17_613]), Some((133, Some(149))));
        assert_eq!(leaves(&[0x6399, 29], &[0x0403], &[43, 65_037, 17_513]), Some((124, Some(130))));
        assert_eq!(leaves(&[29, 23], &[0x0403], &[43, 65_037, 17_513]), Some((117, Some(123))));
        // A new signature in an old group is no major's.
        assert_eq!(leaves(&[29, 23], &[0x0904], &[43]), None);
    }

    fn chrome(major: u32, akamai: &str, groups: &[u16]) -> Fingerprint {
        let agent = format!(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{major}.0.0.0 Safari/537.36"
        );
        read(&serde_json::json!({
            "tls": {"groups": groups}, "http2": {"akamai_fingerprint": akamai},
            "http": {"headers": [["user-agent", agent]]},
        }))
    }

    #[test]
    fn what_a_major_sends_fits_it() {
        let now = "1:65536;2:0;4:6291456;6:262144|15663105|0|m,a,s,p";
        assert_eq!(misfits(&chrome(150, now, &[0x0a0a, 0x11ec, 29, 23])), [""; 0]);
        assert_eq!(
            misfits(&chrome(
                116,
                "1:65536;2:0;3:1000;4:6291456;6:262144|15663105|0|m,a,s,p",
                &[29]
            )),
            [""; 0]
        );
    }

    #[test]
    fn what_came_later_or_went_before_does_not() {
        let now = "1:65536;2:0;4:6291456;6:262144|15663105|0|m,a,s,p";
        assert_eq!(misfits(&chrome(150, now, &[29, 23])), ["post_quantum", "post_quantum_final"]);
        assert_eq!(
            misfits(&chrome(100, now, &[0x11ec, 29])),
            ["post_quantum", "post_quantum_final", "push_refused"]
        );
        let old = "1:65536;3:1000;4:6291456|15663105|0|m,a,s,p";
        assert_eq!(
            misfits(&chrome(150, old, &[0x11ec])),
            ["concurrent_streams", "push_refused", "header_list_limit"]
        );
    }

    #[test]
    fn a_fixed_order_of_extensions_is_told_from_a_shuffled_one() {
        let leaves = |extensions: &[u16], sorted| {
            shuffled_like_chromium(&Tls {
                extensions: Some(extensions.to_vec()),
                sorted,
                ..Tls::default()
            })
        };
        assert_eq!(leaves(&[0, 23, 65_281, 10, 11, 35], false), Some(false));
        assert_eq!(leaves(&[35, 10, 23, 0, 11, 65_281], false), Some(true));
        assert_eq!((leaves(&[10, 11, 23, 65_281], true), leaves(&[0, 10], false)), (None, None));
    }
}
