//! Traits that an engine took up or dropped with a known major: whether what a client shows fits
//! the major it claims, and which majors it leaves where nothing is claimed.
//!
//! The majors are those of our captures (Chromium 69 to 156, Firefox 153) and of public signatures.
//! Two statements of each trait: in which majors releases turned, which makes a range; and the same
//! widened to both sides where field trials or platforms differ, outside of which a claim is a
//! misfit. Owns the table; what a misfit means is for features and checks.

mod table;

pub use table::ENGINE_TRAITS;

use crate::claim::{Counting, Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::Engine;

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
        // A new signature in an old group belongs to no major.
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
}
