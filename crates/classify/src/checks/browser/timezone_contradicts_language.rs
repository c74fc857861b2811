//! The time zone against the first language, where the language is spoken in one part of the world.
//! Travellers, emigrants and users of a VPN are honest: it says next to nothing and never convicts.

use super::super::{Finding, PointsTo};
use super::{Primary, page, short};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Layer, SpoofingKind};

pub(super) fn check(fingerprint: &Fingerprint) -> Option<Finding> {
    let browser = page(fingerprint)?;
    let zone = browser.timezone.name.text()?;
    let language = browser.navigator.languages.texts().next()?;
    let primary = Primary::from_tag(language)?.to_string();
    let (_, zones) = REGIONAL.iter().find(|(spoken, _)| *spoken == primary)?;
    let (area, _) = zone.split_once('/')?;
    // A clock set to UTC tells no place.
    if area == "Etc" || zones.iter().any(|known| zone.starts_with(known)) {
        return None;
    }
    let zone = short(zone);
    Some(Finding {
        code: "timezone_contradicts_language",
        layers: &[Layer::Browser],
        points_to: PointsTo::Spoofing(SpoofingKind::TimezoneContradictsLanguage),
        weight: 0.4,
        message: format!(
            "The clock stands in {zone}, where {primary} is seldom the first language."
        ),
        evidence: vec![("browser.timezone.name", zone), ("browser.navigator.languages", primary)],
    })
}

/// Languages that are the first one in some areas of the IANA time zones alone.
const REGIONAL: &[(&str, &[&str])] = &[
    ("ja", &["Asia/"]),
    ("ko", &["Asia/"]),
    ("th", &["Asia/"]),
    ("vi", &["Asia/"]),
    ("id", &["Asia/"]),
    ("hi", &["Asia/"]),
    ("tr", &["Europe/", "Asia/"]),
    ("pl", &["Europe/"]),
    ("cs", &["Europe/"]),
    ("hu", &["Europe/"]),
    ("fi", &["Europe/"]),
    ("sv", &["Europe/"]),
    ("da", &["Europe/", "Atlantic/"]),
    ("nb", &["Europe/", "Arctic/"]),
    ("el", &["Europe/", "Asia/"]),
    ("uk", &["Europe/"]),
    ("ru", &["Europe/", "Asia/"]),
];

#[cfg(test)]
mod tests {
    use super::super::examples::{chrome, convicts};
    use super::check;
    use serde_json::json;

    #[test]
    fn a_language_far_from_home_is_noted_and_convicts_nobody() {
        let fields = [
            ("navigator.languages", json!(["ja-JP"])),
            ("timezone.name", json!("America/Sao_Paulo")),
        ];
        let finding = check(&chrome(&fields)).unwrap();
        assert!(convicts(finding.weight).is_none());
    }

    #[test]
    fn languages_of_the_world_and_clocks_of_nowhere_are_honest() {
        for (language, zone) in [
            ("en-US", "Asia/Tokyo"),
            ("ja-JP", "Asia/Tokyo"),
            ("ja-JP", "UTC"),
            ("es-MX", "America/Mexico_City"),
        ] {
            let fields =
                [("navigator.languages", json!([language])), ("timezone.name", json!(zone))];
            assert!(check(&chrome(&fields)).is_none(), "{language} {zone}");
        }
    }
}
