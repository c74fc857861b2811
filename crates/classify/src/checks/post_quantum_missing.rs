//! Chromium on a desktop sends a post-quantum key share: Kyber from 124, ML-KEM from 131 on, in all
//! our captured builds. A company may have switched it off by policy, hence the small weight;
//! telephones came later and are left alone.

use super::{Check, Found, PointsTo, Stated, hello_like_chromium};
use crate::claim::{Place, claim};
use crate::engines;
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Device, Engine, Layer, SpoofingKind};
use fingerprint_signals::tls::Transport;

const FIRST_ML_KEM_MAJOR: u32 = 131;

/// `X25519MLKEM768`, `X25519Kyber768Draft00`.
const POST_QUANTUM_GROUPS: [u16; 2] = [4588, 25497];

pub(super) const CHECK: Check = Check {
    code: "post_quantum_missing",
    layers: &[Layer::Tls, Layer::Http],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::UserAgentVersion)),
    weight: Stated::always(2.0),
    doc: "A recent desktop Chromium without a post-quantum key share.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let claim = claim(fingerprint, Place::Request)?;
    let major = claim.chromium_major().filter(|major| *major >= FIRST_ML_KEM_MAJOR)?;
    let desktop = claim.device == Some(Device::Desktop);
    let tls = hello_like_chromium(fingerprint).filter(|tls| tls.transport == Transport::Tcp)?;
    // Without a trait of Chromium's the hello is none of its versions.
    let versions_differ = desktop && engines::tls(tls) == Some(Engine::Blink);
    let offered =
        tls.key_shares.as_deref().or(tls.groups.as_deref()).filter(|_| versions_differ)?;
    if offered.iter().any(|group| POST_QUANTUM_GROUPS.contains(group)) {
        return None;
    }
    Some(Found::new(
        format!(
            "The client claims to be built on Chromium {major}, which sends a post-quantum key \
             share; this ClientHello has none."
        ),
        vec![
            ("http.user_agent", major.to_string()),
            ("tls.key_shares", "no post-quantum group".to_owned()),
        ],
    ))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::examples::{CHROME, CHROMIUM_HELLO, claim, hello};
    use super::CHECK;

    fn finding(agent: &str, key_shares: &[u16]) -> Option<crate::checks::Finding> {
        let lists = json!({"ciphers": [0x0A0A], "extensions": [0, 17613, 43, 45], "key_shares": key_shares});
        CHECK.finding(&claim(agent, json!({"tls": lists})))
    }

    #[test]
    fn a_current_chrome_with_the_key_shares_of_an_old_one_is_found() {
        assert!(finding(CHROME, &[0x0A0A, 29]).is_some());
    }

    #[test]
    fn a_captured_chromium_is_honest() {
        assert!(CHECK.finding(&claim(CHROME, json!({"tls": hello(CHROMIUM_HELLO)}))).is_none());
    }

    #[test]
    fn an_old_chrome_and_a_telephone_are_honest() {
        assert!(finding(&CHROME.replace("150", "120"), &[29]).is_none());
        let phone = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 \
                     Mobile Safari/537.36";
        assert!(finding(phone, &[29]).is_none());
    }
}
