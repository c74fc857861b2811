//! Firefox without a window has no toolkit to ask for the system's font, and answers with one of
//! its own, 14 pixels of sans-serif (`HeadlessLookAndFeel::NativeGetFont`), on a machine without
//! anything to point with. A Firefox that resists fingerprinting also says sans-serif, in another
//! size and with a mouse.

use super::super::{Check, Found, PointsTo, Stated};
use super::page;
use fingerprint_signals::Fingerprint;
use fingerprint_signals::browser::errors::StackStyle;
use fingerprint_signals::labels::{AutomationKind, Layer};

const FALLBACK_FONT: &str = "14px sans-serif";

pub(super) const CHECK: Check = Check {
    code: "headless_font",
    layers: &[Layer::Browser],
    points_to: Stated::always(PointsTo::Automation(AutomationKind::Headless)),
    weight: Stated::always(4.5),
    doc: "The system font is the fallback that Firefox uses when it has no window, on a \
          machine without a pointing device.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    let media = &browser.media;
    let headless = browser.errors.stack_style.value() == Some(&StackStyle::SpiderMonkey)
        && media.system_font.text()? == FALLBACK_FONT
        && media.pointer.text()? == "none"
        && media.any_pointer.text().is_none_or(|pointer| pointer == "none");
    headless.then(|| {
        Found::new(
            "The system font is the fallback that Firefox uses when it has no window.",
            vec![("browser.media.system_font", FALLBACK_FONT.to_owned())],
        )
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::{chrome, decides, firefox};
    use super::CHECK;
    use serde_json::{Value, json};

    fn with(font: &str, pointer: &str) -> Vec<(&'static str, Value)> {
        vec![("media", json!({"pointer": pointer, "any_pointer": pointer, "system_font": font}))]
    }

    #[test]
    fn firefox_without_a_window_is_found() {
        let finding = CHECK.finding(&firefox(&with("14px sans-serif", "none"))).unwrap();
        assert!(decides(finding.weight).is_some());
    }

    #[test]
    fn a_firefox_with_a_window_is_honest() {
        assert!(CHECK.finding(&firefox(&with("13.3333px Sans", "none"))).is_none());
        // With resistFingerprinting, and with a font that a person chose.
        assert!(CHECK.finding(&firefox(&with("15px sans-serif", "fine"))).is_none());
        assert!(CHECK.finding(&firefox(&with("14px sans-serif", "fine"))).is_none());
        assert!(CHECK.finding(&chrome(&with("14px sans-serif", "none"))).is_none());
    }
}
