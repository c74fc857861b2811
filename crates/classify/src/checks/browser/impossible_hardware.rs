//! `deviceMemory` is one of eight rounded values (w3.org/TR/device-memory; Chromium raised the
//! upper bound from 8 to 32), and a machine has at least one processor. Other numbers were made up.
//! Browsers that hide the number give another possible one.

use super::super::{Check, Found, PointsTo, Stated};
use super::page;
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Layer, SpoofingKind};

/// Gigabytes that browsers report.
const REPORTED_MEMORY_GIGABYTES: &[f64] = &[0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0];

pub(super) const CHECK: Check = Check {
    code: "impossible_hardware",
    layers: &[Layer::Browser],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::Device)),
    weight: Stated::always(3.0),
    doc: "An amount of memory or a number of processors that no browser reports.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    let memory = browser.navigator.device_memory.value();
    let processors = browser.navigator.hardware_concurrency.value();
    let impossible_memory = memory.filter(|memory| !REPORTED_MEMORY_GIGABYTES.contains(memory));
    let evidence = match (impossible_memory, processors) {
        (Some(memory), _) => ("browser.navigator.device_memory", memory.to_string()),
        (None, Some(0)) => ("browser.navigator.hardware_concurrency", "0".to_owned()),
        _ => return None,
    };
    Some(Found::new(
        "The machine has an amount of memory or processors that no browser reports.",
        vec![evidence],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::chrome;
    use super::CHECK;
    use serde_json::json;

    #[test]
    fn made_up_numbers_are_found() {
        assert!(CHECK.finding(&chrome(&[("navigator.device_memory", json!(6))])).is_some());
        assert!(CHECK.finding(&chrome(&[("navigator.hardware_concurrency", json!(0))])).is_some());
    }

    #[test]
    fn hidden_numbers_are_honest() {
        // Brave and Firefox with resistFingerprinting give another number, and a large server is a
        // machine too.
        for processors in [2, 7, 128] {
            assert!(
                CHECK
                    .finding(&chrome(&[("navigator.hardware_concurrency", json!(processors))]))
                    .is_none()
            );
        }
    }
}
