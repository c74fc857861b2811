//! Functions of the browser that a script has put in its own. Extensions for privacy replace what
//! draws and sounds; a script that replaces `navigator`'s own answers,
//! `Function.prototype.toString` or a frame's window hides something.

use super::super::{Check, Found, PointsTo, Stated};
use super::{page, short};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{AutomationKind, Layer};

pub(super) const CHECK: Check = Check {
    code: "native_functions_replaced",
    layers: &[Layer::Browser],
    points_to: Stated::always(PointsTo::Automation(AutomationKind::StealthFramework)),
    weight: Stated::usually(2.5, &[3.5]),
    doc: "Native functions of `navigator`, `Function.prototype.toString`, `Permissions.query` \
          or a frame's window were replaced by a script. Weighs more if several were.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    let replaced = browser
        .tampering
        .functions
        .texts()
        .filter(|name| name.starts_with("Navigator") || CONCEALING_FUNCTIONS.contains(name));
    let named: Vec<&str> = replaced.take(MAX_NAMES).collect();
    let text = browser.errors.native() == Some(false);
    let first = named.first().copied().or_else(|| text.then_some("Function.toString"))?;
    let weight = if named.len() > 1 || text { 3.5 } else { 2.5 };
    let names = if named.is_empty() { short(first) } else { short(&named.join(" ")) };
    Some(
        Found::new(
            format!(
                "{} is not the browser's own function: a script has replaced it.",
                short(first)
            ),
            vec![("browser.tampering.functions", names)],
        )
        .weighing(weight),
    )
}

/// Replaced only to conceal that other things were replaced.
const CONCEALING_FUNCTIONS: &[&str] =
    &["Function.toString", "Permissions.query", "HTMLIFrameElement.contentWindow"];

/// Names that the evidence quotes.
const MAX_NAMES: usize = 8;

#[cfg(test)]
mod tests {
    use super::super::examples::{chrome, decides, firefox};
    use super::CHECK;
    use serde_json::json;

    #[test]
    fn replaced_answers_of_navigator_are_found() {
        let functions = json!(["Navigator.languages", "Permissions.query"]);
        assert!(CHECK.finding(&chrome(&[("tampering.functions", functions)])).is_some());
        let text = json!("function toString() { return x }");
        assert!(CHECK.finding(&chrome(&[("errors.function_to_string", text)])).is_some());
    }

    #[test]
    fn an_extension_that_adds_noise_to_canvases_is_honest() {
        let functions = json!([
            "HTMLCanvasElement.toDataURL",
            "CanvasRenderingContext2D.getImageData",
            "AudioBuffer.getChannelData"
        ]);
        assert!(CHECK.finding(&chrome(&[("tampering.functions", functions)])).is_none());
        assert!(CHECK.finding(&firefox(&[])).is_none());
        // A user agent switcher replaces some of navigator, which alone decides nothing.
        let switcher = CHECK
            .finding(&chrome(&[(
                "tampering.functions",
                json!(["Navigator.userAgent", "Navigator.platform"]),
            )]))
            .unwrap();
        assert!(decides(switcher.weight).is_none());
    }
}
