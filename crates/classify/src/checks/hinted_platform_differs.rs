//! The system of the user agent against `Sec-CH-UA-Platform`: a user agent that was changed alone
//! leaves the hint behind.

use super::{Check, Found, PointsTo, Stated};
use crate::claim::{Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Layer, Os, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "hinted_platform_differs",
    layers: &[Layer::Http],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::Os)),
    weight: Stated::always(4.5),
    doc: "`Sec-CH-UA-Platform` contradicts the user agent.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let said = claim(fingerprint, Place::Request)?.os?;
    let hinted = fingerprint.http.as_ref()?.client_hints.as_ref()?.os()?;
    // "Request desktop site" on Android says Linux in the user agent and Android in the hint.
    let desktop_site = said == Os::Linux && hinted == Os::Android;
    if said == hinted || desktop_site {
        return None;
    }
    Some(Found::new(
        format!("The user agent says {said}, the client hints say {hinted}."),
        vec![("http.user_agent", said.to_string()), ("http.client_hints", hinted.to_string())],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::{CHROME, chrome};
    use super::CHECK;

    #[test]
    fn two_systems_in_one_request_are_found() {
        assert!(CHECK.finding(&chrome(&[("sec-ch-ua-platform", "\"Linux\"")])).is_some());
    }

    #[test]
    fn an_android_that_asks_for_the_desktop_site_is_honest() {
        let agent = CHROME.replace("Windows NT 10.0; Win64; x64", "X11; Linux x86_64");
        let changes = [("user-agent", agent.as_str()), ("sec-ch-ua-platform", "\"Android\"")];
        assert!(CHECK.finding(&chrome(&changes)).is_none());
    }
}
