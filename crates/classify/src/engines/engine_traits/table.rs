//! The traits, by engine, and how each is read from a client's facts.

use super::EngineTrait;
use fingerprint_signals::Fingerprint;
use fingerprint_signals::http::HttpVersion;
use fingerprint_signals::labels::Engine;
use fingerprint_signals::tls::Tls;

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

impl EngineTrait {
    const fn released(mut self, oldest: u32, surely: u32) -> Self {
        self.released = (oldest, surely);
        self
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
