//! A `DevTools` client is attached to the page and reads its console. Drivers do that, and so does
//! a person with the developer tools open: strong evidence, never sufficient. `prepareStackTrace`
//! is called while a logged error is sent over the protocol (measured: 36 of 67 driven sessions,
//! none of 16 plain ones).
//!
//! Two more facts make it enough: the window has no room for developer tools beside the page, and
//! the machine has nothing that a person develops on: no graphics card, microphone, camera or
//! voice.

use super::super::{Check, Found, PointsTo, Stated};
use super::{is_bare, page};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::browser::Browser;
use fingerprint_signals::labels::{AutomationKind, Layer};

/// The most that the browser's own bars take of a window, in width and height. Docked developer
/// tools take more.
const MAX_BROWSER_BARS_PIXELS: (u32, u32) = (64, 240);

pub(super) const CHECK: Check = Check {
    code: "devtools_protocol",
    layers: &[Layer::Browser],
    points_to: Stated::always(PointsTo::Automation(AutomationKind::CdpDriver)),
    weight: Stated::usually(3.0, &[4.5]),
    doc: "A DevTools client reads the page's console: a driver, or a person with the developer \
          tools open. Weighs more if no tools are docked and the machine has no graphics card, \
          microphone, camera or voices.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    if browser.automation.devtools_protocol.value() != Some(&true) {
        return None;
    }
    let is_unattended = is_bare(browser) && has_no_room_for_tools(browser).unwrap_or(false);
    let message = if is_unattended {
        "A DevTools client reads the page's console; no developer tools are docked, and the \
         machine has no graphics card, microphone, camera or voices."
    } else {
        "A DevTools client reads the page's console: a driver, or a person with the developer \
         tools open."
    };
    Some(
        Found::new(
            message.to_owned(),
            vec![("browser.automation.devtools_protocol", "true".to_owned())],
        )
        .weighing(if is_unattended { 4.5 } else { 3.0 }),
    )
}

fn has_no_room_for_tools(browser: &Browser) -> Option<bool> {
    let (inner, outer) = (browser.screen.inner()?, browser.screen.outer()?);
    Some(
        outer.0.saturating_sub(inner.0) <= MAX_BROWSER_BARS_PIXELS.0
            && outer.1.saturating_sub(inner.1) <= MAX_BROWSER_BARS_PIXELS.1,
    )
}

#[cfg(test)]
mod tests {
    use super::super::examples::{chrome, decides};
    use super::CHECK;
    use serde_json::{Value, json};

    fn read(inner: (u32, u32), counts: &Value, renderer: &str) -> Vec<(&'static str, Value)> {
        vec![
            ("automation.devtools_protocol", json!(true)),
            ("screen.inner_width", json!(inner.0)),
            ("screen.inner_height", json!(inner.1)),
            ("counts", counts.clone()),
            ("webgl.renderer", json!(renderer)),
        ]
    }

    const CARD: &str = "ANGLE (Intel, Intel(R) UHD Graphics 620 Direct3D11 vs_5_0 ps_5_0, D3D11)";
    const NO_CARD: &str = "ANGLE (Google, SwiftShader driver)";

    #[test]
    fn a_console_that_is_read_on_a_bare_machine_convicts() {
        let none = json!({"media_devices": 0, "voices": 0});
        assert!(
            decides(CHECK.finding(&chrome(&read((1920, 953), &none, NO_CARD))).unwrap().weight)
                .is_some()
        );
    }

    #[test]
    fn a_person_with_the_developer_tools_open_is_not_accused() {
        assert!(
            decides(
                CHECK
                    .finding(&chrome(&[("automation.devtools_protocol", json!(true))]))
                    .unwrap()
                    .weight
            )
            .is_none()
        );
        let (some, none) =
            (json!({"media_devices": 3, "voices": 21}), json!({"media_devices": 0, "voices": 0}));
        for (inner, counts, renderer) in [
            // In a window of their own, at a desk.
            ((1920, 953), &some, CARD),
            ((1920, 953), &none, CARD),
            ((1920, 953), &some, NO_CARD),
            // Docked to the right and to the bottom, in a virtual machine.
            ((1300, 953), &none, NO_CARD),
            ((1920, 500), &none, NO_CARD),
        ] {
            let finding = CHECK.finding(&chrome(&read(inner, counts, renderer))).unwrap();
            assert!(decides(finding.weight).is_none(), "{inner:?} {counts} {renderer}");
        }
    }

    #[test]
    fn a_closed_console_is_honest() {
        assert!(CHECK.finding(&chrome(&[])).is_none());
    }
}
