//! Functions of the browser that a script has put in its own. Extensions for privacy replace what
//! draws and sounds; who replaces `navigator`'s own answers, `Function.prototype.toString` or a
//! frame's window hides something.

use super::super::{Finding, PointsTo};
use super::{page, short};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{AutomationKind, Layer};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let browser = page(fingerprint)?;
    let told = browser
        .tampering
        .functions
        .texts()
        .filter(|name| name.starts_with("Navigator") || HIDING.contains(name));
    let told: Vec<&str> = told.take(MOST_NAMED).collect();
    let text = browser.errors.native() == Some(false);
    let first = told.first().copied().or_else(|| text.then_some("Function.toString"))?;
    let weight = if told.len() > 1 || text { 3.5 } else { 2.5 };
    let names = if told.is_empty() { short(first) } else { short(&told.join(" ")) };
    Some(Finding {
        code: "native_functions_replaced",
        layers: &[Layer::Browser],
        points_to: PointsTo::Automation(AutomationKind::StealthFramework),
        weight,
        message: format!(
            "{} is no longer the browser's own function: a script answers in its place.",
            short(first)
        ),
        evidence: vec![("browser.tampering.functions", names)],
    })
}

/// What hides the hiding.
const HIDING: &[&str] =
    &["Function.toString", "Permissions.query", "HTMLIFrameElement.contentWindow"];

const MOST_NAMED: usize = 8;

#[cfg(test)]
mod tests {
    use super::super::examples::{chrome, convicts, firefox};
    use super::check;
    use serde_json::json;

    #[test]
    fn replaced_answers_of_navigator_are_found() {
        let functions = json!(["Navigator.languages", "Permissions.query"]);
        assert!(check(&chrome(&[("tampering.functions", functions)])).is_some());
        let text = json!("function toString() { return x }");
        assert!(check(&chrome(&[("errors.function_to_string", text)])).is_some());
    }

    #[test]
    fn an_extension_that_adds_noise_to_canvases_is_honest() {
        let functions = json!([
            "HTMLCanvasElement.toDataURL",
            "CanvasRenderingContext2D.getImageData",
            "AudioBuffer.getChannelData"
        ]);
        assert!(check(&chrome(&[("tampering.functions", functions)])).is_none());
        assert!(check(&firefox(&[])).is_none());
        // A user agent switcher replaces some of navigator, which alone convicts nobody.
        let switcher = check(&chrome(&[(
            "tampering.functions",
            json!(["Navigator.userAgent", "Navigator.platform"]),
        )]))
        .unwrap();
        assert!(convicts(switcher.weight).is_none());
    }
}
