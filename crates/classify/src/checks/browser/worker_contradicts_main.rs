//! A worker is asked what the page was asked. Scripts that change the page's answers seldom run in
//! workers, while browsers that hide something hide it in both.

use super::super::{Check, Found, PointsTo, Stated};
use super::{differing, page};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Layer, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "worker_contradicts_main",
    layers: &[Layer::Browser],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::WorkerContradictsMain)),
    weight: Stated::usually(3.0, &[3.5, 5.5]),
    doc: "A worker reports another user agent, platform, renderer, language, time zone, \
          processor count or memory than the page.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    let (path, page, inner, weight) = differing(browser, browser.contexts.worker.value()?)?;
    Some(
        Found::new(
            format!("The page reports {page}, its worker reports {inner}."),
            vec![
                ("browser.contexts.worker", format!("{path}: {inner}")),
                ("browser.navigator", page),
            ],
        )
        .weighing(weight),
    )
}

#[cfg(test)]
mod tests {
    use super::super::examples::{FIREFOX, chrome};
    use super::CHECK;
    use serde_json::json;

    #[test]
    fn a_worker_that_knows_better_is_found() {
        let cases = [
            ("user_agent", json!(FIREFOX)),
            ("platform", json!("Linux x86_64")),
            ("hardware_concurrency", json!(2)),
            ("webgl_renderer", json!("SwiftShader")),
        ];
        for (field, value) in cases {
            let path = format!("contexts.worker.{field}");
            assert!(CHECK.finding(&chrome(&[(&path, value)])).is_some(), "{field}");
        }
    }

    #[test]
    fn a_worker_that_agrees_or_was_blocked_is_honest() {
        assert!(CHECK.finding(&chrome(&[])).is_none());
        assert!(
            CHECK.finding(&chrome(&[("contexts.worker", json!({"error": "blocked"}))])).is_none()
        );
        // A worker that may not use WebGL, as in Firefox, says nothing of it.
        assert!(
            CHECK
                .finding(&chrome(&[(
                    "contexts.worker.webgl_renderer",
                    json!({"error": "unsupported"})
                )]))
                .is_none()
        );
    }
}
