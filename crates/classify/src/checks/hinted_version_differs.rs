//! Chromium writes its major into the user agent and into the brand list. Two majors in one request
//! show that one was overridden.

use super::{Check, Found, PointsTo, Stated};
use crate::claim::{Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Layer, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "hinted_version_differs",
    layers: &[Layer::Http],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::UserAgentVersion)),
    weight: Stated::always(4.0),
    doc: "The Chromium version in `Sec-CH-UA` contradicts the user agent.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let claim = claim(fingerprint, Place::Request)?;
    let (said, hinted) = (claim.version?, claim.hinted_chromium?);
    if !claim.must_match_hinted_version() || said == hinted {
        return None;
    }
    Some(Found::new(
        format!("The user agent says version {said}, the client hints say {hinted}."),
        vec![("http.user_agent", said.to_string()), ("http.client_hints", hinted.to_string())],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::{CHROME, chrome};
    use super::CHECK;

    #[test]
    fn two_majors_in_one_request_are_found() {
        let agent = CHROME.replace("150", "148");
        let finding = CHECK.finding(&chrome(&[("user-agent", &agent)])).unwrap();
        assert_eq!(
            finding.evidence,
            [("http.user_agent", "148".into()), ("http.client_hints", "150".into())]
        );
    }

    #[test]
    fn an_opera_counts_by_itself_and_is_honest() {
        let agent = format!("{CHROME} OPR/134.0.0.0");
        let brands = r#""Chromium";v="150", "Opera";v="134", "Not.A/Brand";v="99""#;
        assert!(CHECK.finding(&chrome(&[("user-agent", &agent), ("sec-ch-ua", brands)])).is_none());
    }
}
