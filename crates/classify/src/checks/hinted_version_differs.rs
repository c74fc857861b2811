//! Chromium writes its major into the user agent and into the brand list. Two majors in one request
//! show that one was overridden.

use super::{Finding, PointsTo};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Browser, Layer, SpoofingKind};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let http = fingerprint.http.as_ref()?;
    let user_agent = http.user_agent.as_ref()?;
    // Opera, Samsung Internet and others claim a major of their own beside Chromium's.
    let counts_as_chromium = matches!(
        user_agent.browser,
        Some(Browser::Chrome | Browser::Edge | Browser::Chromium | Browser::Brave)
    );
    let (said, hinted) = (user_agent.version?, http.client_hints.as_ref()?.brands?.chromium?);
    if !counts_as_chromium || said == hinted {
        return None;
    }
    Some(Finding {
        code: "hinted_version_differs",
        layers: &[Layer::Http],
        points_to: PointsTo::Spoofing(SpoofingKind::UserAgentVersion),
        weight: 4.0,
        message: format!("The user agent says version {said}, the client hints say {hinted}."),
        evidence: vec![
            ("http.user_agent", said.to_string()),
            ("http.client_hints", hinted.to_string()),
        ],
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::{CHROME, chrome};
    use super::check;

    #[test]
    fn two_majors_in_one_request_are_found() {
        let agent = CHROME.replace("150", "148");
        let finding = check(&chrome(&[("user-agent", &agent)])).unwrap();
        assert_eq!(
            finding.evidence,
            [("http.user_agent", "148".into()), ("http.client_hints", "150".into())]
        );
    }

    #[test]
    fn an_opera_counts_by_itself_and_is_honest() {
        let agent = format!("{CHROME} OPR/134.0.0.0");
        let brands = r#""Chromium";v="150", "Opera";v="134", "Not.A/Brand";v="99""#;
        assert!(check(&chrome(&[("user-agent", &agent), ("sec-ch-ua", brands)])).is_none());
    }
}
