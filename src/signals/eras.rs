//! Traits that an engine took up or dropped with a known major: whether what a client shows fits the major it claims.
//!
//! The majors are those of our captures (Chromium 69 to 156, Firefox 153) and of public signatures, widened to both
//! sides where field trials or platforms differ. Owns the table; what a misfit means is for features and checks.

use super::Fingerprint;
use super::http::HttpVersion;
use super::tls::Tls;
use crate::labels::{Browser, Engine};

/// A trait of one engine, by the majors that show it.
pub struct Era {
    pub name: &'static str,
    pub engine: Engine,
    shows: fn(&Fingerprint) -> Option<bool>,
    /// No major below the first shows it; every major from the second on does.
    appears: (u32, u32),
    /// Every major below the first still shows it; none from the second on.
    vanishes: Option<(u32, u32)>,
}

const fn since(
    name: &'static str,
    engine: Engine,
    appears: (u32, u32),
    shows: fn(&Fingerprint) -> Option<bool>,
) -> Era {
    Era { name, engine, shows, appears, vanishes: None }
}

const fn until(
    name: &'static str,
    engine: Engine,
    vanishes: (u32, u32),
    shows: fn(&Fingerprint) -> Option<bool>,
) -> Era {
    Era { name, engine, shows, appears: (0, 0), vanishes: Some(vanishes) }
}

/// Every trait. Names repeat where engines took up the same thing.
pub const ERAS: &[Era] = &[
    since("post_quantum", Engine::Blink, (115, 138), post_quantum),
    since("post_quantum", Engine::Gecko, (124, 136), post_quantum),
    since("post_quantum", Engine::Webkit, (26, u32::MAX), post_quantum),
    until("kyber_draft", Engine::Blink, (0, 137), |f| group(f, 0x6399)),
    since("application_settings", Engine::Blink, (85, 93), |f| {
        Some(extension(f, 17_513)? || extension(f, 17_613)?)
    }),
    until("application_settings_draft", Engine::Blink, (0, 137), |f| extension(f, 17_513)),
    since("application_settings_new", Engine::Blink, (126, 137), |f| extension(f, 17_613)),
    since("encrypted_hello", Engine::Blink, (105, 122), |f| extension(f, 65_037)),
    since("encrypted_hello", Engine::Gecko, (98, 130), |f| extension(f, 65_037)),
    until("triple_des", Engine::Blink, (0, 88), |f| {
        Some(f.tls.as_ref()?.ciphers.as_ref()?.contains(&0x000a))
    }),
    since("shuffled_extensions", Engine::Blink, (106, 112), |f| f.tls.as_ref()?.shuffled_like_chromium()),
    since("certificate_compression", Engine::Gecko, (118, 137), |f| {
        Some(!f.tls.as_ref()?.compress_certificate.as_ref()?.is_empty())
    }),
    until("concurrent_streams", Engine::Blink, (0, 119), |f| setting(f, 3)),
    since("push_refused", Engine::Blink, (105, 110), |f| setting(f, 2)),
    since("push_refused", Engine::Gecko, (117, 136), |f| setting(f, 2)),
    since("zstandard", Engine::Blink, (117, 126), zstandard),
    since("zstandard", Engine::Gecko, (122, 130), zstandard),
    since("brotli", Engine::Blink, (45, 60), brotli),
    since("brotli", Engine::Gecko, (42, 60), brotli),
    since("priority", Engine::Blink, (118, 128), |f| framed(f, "priority")),
    since("priority", Engine::Gecko, (118, 132), |f| framed(f, "priority")),
    since("fetch_metadata", Engine::Blink, (73, 82), fetch_metadata),
    since("fetch_metadata", Engine::Gecko, (80, 92), fetch_metadata),
    since("fetch_metadata", Engine::Webkit, (16, 18), fetch_metadata),
    since("brand_hints", Engine::Blink, (72, 92), |f| secure(f, "sec-ch-ua")),
];

/// The engine a client claims, and the engine's own major where the claim tells it: the version of a browser that
/// counts otherwise than its engine is none.
#[must_use]
pub fn claimed(fingerprint: &Fingerprint) -> Option<(Engine, Option<u32>)> {
    let http = fingerprint.http.as_ref()?;
    let said = http.user_agent.as_ref()?;
    let engine = said.engine?;
    let hinted = http.client_hints.as_ref().and_then(|hints| hints.brands.as_ref()?.chromium);
    let major = match (engine, said.browser) {
        (Engine::Blink, Some(Browser::Chrome | Browser::Chromium | Browser::Edge | Browser::Webview)) => {
            said.version
        }
        (Engine::Blink, _) => hinted,
        (Engine::Gecko, Some(Browser::Firefox)) | (Engine::Webkit, Some(Browser::Safari)) => said.version,
        _ => None,
    };
    Some((engine, major))
}

impl Era {
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

/// A field of a request that was seen as it was sent.
fn secure(f: &Fingerprint, name: &str) -> Option<bool> {
    let http = f.http.as_ref().filter(|http| http.ordered && http.names.len() >= 4 && is_secure(f))?;
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

/// How Chromium ordered its first extensions while the order was fixed: extended master secret, renegotiation,
/// groups, point formats.
const FIXED_ORDER: [u16; 4] = [23, 65_281, 10, 11];

impl Tls {
    /// Whether the extensions are shuffled, in a hello that has those whose order Chromium once fixed.
    fn shuffled_like_chromium(&self) -> Option<bool> {
        let extensions = self.extensions.as_ref().filter(|_| !self.sorted)?;
        let mut places = FIXED_ORDER.iter().map(|code| extensions.iter().position(|sent| sent == code));
        let places: Vec<usize> = places.by_ref().collect::<Option<_>>()?;
        Some(!places.windows(2).all(|pair| matches!(pair, [first, second] if first + 1 == *second)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::Request;

    fn read(body: &serde_json::Value) -> Fingerprint {
        Request::from_json(body.to_string().as_bytes()).unwrap().into_parts().1.read(&mut Vec::new())
    }

    fn misfits(fingerprint: &Fingerprint) -> Vec<&'static str> {
        let Some((engine, Some(major))) = claimed(fingerprint) else { return Vec::new() };
        let of_engine = ERAS.iter().filter(|era| era.engine == engine);
        of_engine.filter(|era| era.fits(fingerprint, major) == Some(false)).map(|era| era.name).collect()
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
        assert_eq!(misfits(&chrome(116, "1:65536;2:0;3:1000;4:6291456|15663105|0|m,a,s,p", &[29])), [""; 0]);
    }

    #[test]
    fn what_came_later_or_went_before_does_not() {
        let now = "1:65536;2:0;4:6291456;6:262144|15663105|0|m,a,s,p";
        assert_eq!(misfits(&chrome(150, now, &[29, 23])), ["post_quantum"]);
        assert_eq!(misfits(&chrome(100, now, &[0x11ec, 29])), ["post_quantum", "push_refused"]);
        let old = "1:65536;3:1000;4:6291456|15663105|0|m,a,s,p";
        assert_eq!(misfits(&chrome(150, old, &[0x11ec])), ["concurrent_streams", "push_refused"]);
    }

    #[test]
    fn a_fixed_order_of_extensions_is_told_from_a_shuffled_one() {
        let of = |extensions: &[u16], sorted| {
            Tls { extensions: Some(extensions.to_vec()), sorted, ..Tls::default() }.shuffled_like_chromium()
        };
        assert_eq!(of(&[0, 23, 65_281, 10, 11, 35], false), Some(false));
        assert_eq!(of(&[35, 10, 23, 0, 11, 65_281], false), Some(true));
        assert_eq!((of(&[10, 11, 23, 65_281], true), of(&[0, 10], false)), (None, None));
    }

    #[test]
    fn a_browser_that_counts_for_itself_claims_no_major_of_its_engine() {
        let opera = read(&serde_json::json!({"http": {"headers": [["user-agent",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36 OPR/134.0.0.0"]]}}));
        assert_eq!(claimed(&opera), Some((Engine::Blink, None)));
    }
}
