//! The user agent of the request against that of the page. Firefox that resists fingerprinting, and
//! Tor Browser, name another system in the header than to scripts: the system alone is not compared
//! there.

use super::super::{Check, Found, PointsTo, Stated};
use super::Label;
use crate::claim::{Claim, Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Engine, Layer, Os, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "user_agent_of_another_request",
    layers: &[Layer::Http, Layer::Browser],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::HeadersContradictBrowser)),
    weight: Stated::always(5.0),
    doc: "The request's user agent is not the one that scripts see.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let header = claim(fingerprint, Place::Request)?;
    let script = claim(fingerprint, Place::Scripts)?;
    let same = header.browser == script.browser && header.version == script.version;
    let same_system = header.os == script.os || header.engine == Some(Engine::Gecko);
    if same && same_system {
        return None;
    }
    let said = |claim: &Claim| {
        let name = claim.browser.map_or("unknown", Label::as_str);
        let version = claim.version.map(|version| format!(" {version}")).unwrap_or_default();
        format!("{name}{version} on {}", claim.os.map_or("unknown", Os::as_str))
    };
    let (header, script) = (said(&header), said(&script));
    Some(Found::new(
        format!("The user agent of the request says {header}, that of the page says {script}."),
        vec![("http.user_agent", header), ("browser.navigator.user_agent", script)],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::{CHROME, FIREFOX, chrome, firefox, with_headers};
    use super::CHECK;

    #[test]
    fn two_user_agents_are_found() {
        let with = with_headers(chrome(&[]), &[("user-agent", FIREFOX)]);
        assert!(CHECK.finding(&with).is_some());
        let older = CHROME.replace("150", "149");
        assert!(CHECK.finding(&with_headers(chrome(&[]), &[("user-agent", &older)])).is_some());
    }

    #[test]
    fn a_firefox_that_hides_its_system_is_honest() {
        let hidden = FIREFOX.replace("X11; Linux x86_64", "Windows NT 10.0; Win64; x64");
        assert!(CHECK.finding(&with_headers(firefox(&[]), &[("user-agent", &hidden)])).is_none());
        assert!(CHECK.finding(&with_headers(chrome(&[]), &[("user-agent", CHROME)])).is_none());
        assert!(CHECK.finding(&chrome(&[])).is_none());
    }
}
