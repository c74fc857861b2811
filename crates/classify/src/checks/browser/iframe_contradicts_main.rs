//! A frame that the page has just made is asked what the page was asked. A script that patched the
//! page before has not reached it, or has put something in its place.

use super::super::{Check, Found, PointsTo, Stated};
use super::{differing, page};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Layer, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "iframe_contradicts_main",
    layers: &[Layer::Browser],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::WorkerContradictsMain)),
    weight: Stated::usually(3.0, &[3.5, 4.0, 5.5]),
    doc: "An empty frame reports other values than the page, or its `self` is not its window.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    let frame = browser.contexts.iframe.value()?;
    let replaced = frame.self_is_window.value() == Some(&false);
    let (path, page, inner, weight) = if replaced {
        ("self_is_window", "true".to_owned(), "false".to_owned(), 4.0)
    } else {
        differing(browser, frame)?
    };
    Some(
        Found::new(
            format!("The page reports {page}, an empty frame in it reports {inner}."),
            vec![
                ("browser.contexts.iframe", format!("{path}: {inner}")),
                ("browser.navigator", page),
            ],
        )
        .weighing(weight),
    )
}

#[cfg(test)]
mod tests {
    use super::super::examples::chrome;
    use super::CHECK;
    use serde_json::json;

    #[test]
    fn a_frame_that_knows_better_is_found() {
        assert!(
            CHECK
                .finding(&chrome(&[("contexts.iframe.platform", json!("Linux x86_64"))]))
                .is_some()
        );
        assert!(
            CHECK.finding(&chrome(&[("contexts.iframe.self_is_window", json!(false))])).is_some()
        );
    }

    #[test]
    fn a_frame_that_agrees_or_was_blocked_is_honest() {
        assert!(CHECK.finding(&chrome(&[])).is_none());
        assert!(
            CHECK.finding(&chrome(&[("contexts.iframe", json!({"error": "blocked"}))])).is_none()
        );
    }
}
