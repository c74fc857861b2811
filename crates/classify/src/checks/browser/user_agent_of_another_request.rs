//! The user agent of the request against that of the page. Firefox that resists fingerprinting, and
//! Tor Browser, name another system in the header than to scripts: the system alone is not compared
//! there.

use super::super::{Finding, PointsTo};
use super::{Label, UserAgent, page};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Engine, Layer, Os, SpoofingKind};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let browser = page(fingerprint)?;
    let (header, script) = (fingerprint.http.as_ref()?.user_agent?, browser.navigator.claim?);
    let same = header.browser == script.browser && header.version == script.version;
    let same_system = header.os == script.os || header.engine == Some(Engine::Gecko);
    if same && same_system {
        return None;
    }
    let said = |claim: &UserAgent| {
        let name = claim.browser.map_or("unknown", Label::as_str);
        let version = claim.version.map(|version| format!(" {version}")).unwrap_or_default();
        format!("{name}{version} on {}", claim.os.map_or("unknown", Os::as_str))
    };
    let (header, script) = (said(&header), said(&script));
    Some(Finding {
        code: "user_agent_of_another_request",
        layers: &[Layer::Http, Layer::Browser],
        points_to: PointsTo::Spoofing(SpoofingKind::HeadersContradictBrowser),
        weight: 5.0,
        message: format!("The request says {header}, the page says {script}."),
        evidence: vec![("http.user_agent", header), ("browser.navigator.user_agent", script)],
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::{CHROME, FIREFOX, chrome, firefox, with_headers};
    use super::check;

    #[test]
    fn two_user_agents_are_found() {
        let with = with_headers(chrome(&[]), &[("user-agent", FIREFOX)]);
        assert!(check(&with).is_some());
        let older = CHROME.replace("150", "149");
        assert!(check(&with_headers(chrome(&[]), &[("user-agent", &older)])).is_some());
    }

    #[test]
    fn a_firefox_that_hides_its_system_is_honest() {
        let hidden = FIREFOX.replace("X11; Linux x86_64", "Windows NT 10.0; Win64; x64");
        assert!(check(&with_headers(firefox(&[]), &[("user-agent", &hidden)])).is_none());
        assert!(check(&with_headers(chrome(&[]), &[("user-agent", CHROME)])).is_none());
        assert!(check(&chrome(&[])).is_none());
    }
}
