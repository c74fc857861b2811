//! Policies against one verdict, and policies that must not be taken.

use std::path::PathBuf;

use super::*;
use fingerprint_classify::contract::answer::{Automation, Reason, Spoofing};
use fingerprint_signals::labels::{Layer, Question};

const CODES: &[&str] = &["brotli_missing", "declared_crawler"];

fn file(name: &str, text: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("fpa-policy-{}-{name}.toml", std::process::id()));
    std::fs::write(&path, text).unwrap();
    path
}

fn policy(name: &str, text: &str) -> Policy {
    let named = text.starts_with("default");
    let text = if named { text.to_owned() } else { format!("default = \"allow\"\n{text}") };
    Policy::read(&file(name, &text), CODES).unwrap()
}

fn empty<T: Default>() -> T {
    T::default()
}

fn answer() -> Answer {
    let choice =
        |label| Choice { label, probability: 0.9, set: vec![label], alternatives: Vec::new() };
    Answer {
        id: None,
        status: Status::Ok,
        browser: choice(Browser::Chrome),
        version: fingerprint_classify::contract::answer::Version {
            label: "120".to_owned(),
            range: (1, None),
            probability: 0.8,
            basis: fingerprint_classify::contract::answer::Basis::Evidence,
        },
        engine: fingerprint_classify::contract::answer::EngineChoice {
            label: Engine::Blink,
            probability: 0.95,
        },
        os: Choice {
            label: Os::Linux,
            probability: 0.7,
            set: Vec::new(),
            alternatives: Vec::new(),
        },
        device: Choice {
            label: Device::Desktop,
            probability: 0.9,
            set: Vec::new(),
            alternatives: Vec::new(),
        },
        client: Choice {
            label: Client::Browser,
            probability: 0.9,
            set: Vec::new(),
            alternatives: Vec::new(),
        },
        automation: Automation {
            detected: true,
            probability: 0.8,
            kind: AutomationKind::Headless,
            tool: None,
        },
        spoofing: Spoofing { detected: true, probability: 0.6, kinds: vec![SpoofingKind::Os] },
        claimed: fingerprint_classify::contract::answer::Claimed {
            browser: Browser::Chrome,
            version: None,
            os: Os::Linux,
            device: Device::Desktop,
            source: None,
        },
        layers: fingerprint_classify::contract::answer::Layers::default(),
        reasons: Some(vec![Reason {
            code: "brotli_missing",
            layers: vec![Layer::Http],
            question: Question::Automation,
            weight: 1.0,
            message: String::new(),
            evidence: std::collections::BTreeMap::new(),
        }]),
        fingerprints: empty(),
        issues: Vec::new(),
        model: fingerprint_classify::contract::answer::ModelStamp {
            version: String::new(),
            schema: String::new(),
        },
        timing: fingerprint_classify::contract::answer::Timing::default(),
    }
}

/// Whether one rule with this condition fits the answer above.
fn fits(condition: &str) -> bool {
    let text = format!("[[rules]]\nname = \"r\"\naction = \"deny\"\n{condition}\n");
    let name = condition.bytes().map(|byte| format!("{byte:02x}")).collect::<String>();
    let name = name.chars().rev().take(60).collect::<String>();
    policy(&name, &text).decide(&answer()) == (Action::Deny, Some("r"))
}

#[test]
fn every_kind_of_condition_holds_or_does_not() {
    for (condition, expected) in [
        (r#"browser = { any_of = ["chrome", "edge"], at_least = 0.9 }"#, true),
        (r#"browser = { any_of = ["chrome"], at_least = 0.91 }"#, false),
        (r#"browser = { none_of = ["chrome"] }"#, false),
        ("os = { at_most = 0.75 }", true),
        (r#"engine = { none_of = ["gecko"] }"#, true),
        ("version = { below = 121 }", true),
        ("version = { below = 120 }", false),
        ("version = { from = 120, at_least = 0.8 }", true),
        (r#"automation = { any_of = ["headless", "webdriver"] }"#, true),
        ("automation = { detected = false }", false),
        (r#"automation = { detected = true, none_of = ["headless"] }"#, false),
        (r#"spoofing = { any_of = ["os"], at_least = 0.5 }"#, true),
        ("spoofing = { at_least = 0.7 }", false),
        (r#"reasons = { any_of = ["declared_crawler", "brotli_missing"] }"#, true),
        (r#"reasons = { none_of = ["brotli_missing"] }"#, false),
        (r#"status = "insufficient_data""#, false),
        ("client = { any_of = [\"browser\"] }\ndevice = { any_of = [\"mobile\"] }", false),
    ] {
        assert_eq!(fits(condition), expected, "{condition}");
    }
}

#[test]
fn the_first_rule_that_fits_decides_and_else_the_default() {
    let rules = "default = \"deny\"\n[[rules]]\nname = \"one\"\naction = \"allow\"\nos = { any_of = [\"linux\"] }\n\
                 [[rules]]\nname = \"two\"\naction = \"deny\"\nbrowser = { any_of = [\"chrome\"] }\n";
    assert_eq!(policy("first", rules).decide(&answer()), (Action::Allow, Some("one")));
    let mut other = answer();
    (other.os.label, other.browser.label) = (Os::Windows, Browser::Firefox);
    assert_eq!(policy("default", rules).decide(&other), (Action::Deny, None));
    assert_eq!(Policy::allow_all().decide(&other), (Action::Allow, None));
}

#[test]
fn a_policy_that_cannot_mean_what_it_says_is_refused() {
    let rule =
        |condition: &str| format!("[[rules]]\nname = \"r\"\naction = \"deny\"\n{condition}\n");
    for (name, text) in [
        ("label", rule(r#"browser = { any_of = ["netscape"] }"#)),
        ("key", rule(r#"browsr = { any_of = ["chrome"] }"#)),
        ("inner", rule(r#"browser = { anyof = ["chrome"] }"#)),
        ("probability", rule("os = { at_least = 90 }")),
        ("empty", rule("")),
        ("reason", rule(r#"reasons = { any_of = ["brotli_mising"] }"#)),
        ("action", "default = \"maybe\"".to_owned()),
    ] {
        assert!(Policy::read(&file(name, &text), CODES).is_err(), "{name}");
    }
}

#[test]
fn a_file_without_a_default_is_not_a_policy() {
    for text in ["", "\n", "rules = []"] {
        let error = Policy::read(&file("no-default", text), CODES).unwrap_err().to_string();
        assert!(error.contains("missing field `default`"), "{error}");
    }
}
