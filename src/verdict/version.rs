//! The major version. The layers in use today say nothing of it: every major is in the range, and
//! only a claim that nothing contradicts may choose the label.

use super::odds::shown;
use crate::answer::{Basis, Choice, Claimed, Spoofing, Version};
use crate::labels::{Browser, SpoofingKind};

const EVERY_MAJOR: (u32, Option<u32>) = (1, None);

pub(super) fn decide(claimed: &Claimed, browser: &Choice<Browser>, spoofing: &Spoofing) -> Version {
    let believed = claimed.version.filter(|_| {
        claimed.browser == browser.label
            && !spoofing
                .kinds
                .iter()
                .any(|kind| matches!(kind, SpoofingKind::UserAgentVersion | SpoofingKind::UserAgentBrowser))
    });
    match believed {
        // As likely as that the browser is right and the client honest.
        Some(major) => Version {
            label: major.to_string(),
            range: EVERY_MAJOR,
            probability: shown(browser.probability * (1.0 - spoofing.probability)),
            basis: Basis::ClaimWithinRange,
        },
        None => Version {
            label: "unknown".to_owned(),
            range: EVERY_MAJOR,
            probability: 0.0,
            basis: Basis::Evidence,
        },
    }
}
