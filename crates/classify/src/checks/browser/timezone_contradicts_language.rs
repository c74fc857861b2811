//! The time zone against the first language, where the language is spoken in one part of the world.
//! Travellers, emigrants and users of a VPN are honest: it says next to nothing and never decides.

use super::super::{Check, Found, PointsTo, Stated};
use super::{Primary, page, short};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Layer, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "timezone_contradicts_language",
    layers: &[Layer::Browser],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::TimezoneContradictsLanguage)),
    weight: Stated::always(0.4),
    doc: "The time zone is far from where the first language is spoken.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    let zone = browser.timezone.name.text()?;
    let language = browser.navigator.languages.texts().next()?;
    let primary = Primary::from_tag(language)?.to_string();
    let (_, zones) = REGIONAL_LANGUAGES.iter().find(|(spoken, _)| *spoken == primary)?;
    let (area, _) = zone.split_once('/')?;
    // A clock set to UTC tells no place.
    if area == "Etc" || zones.iter().any(|known| zone.starts_with(known)) {
        return None;
    }
    let zone = short(zone);
    Some(Found::new(
        format!("The time zone is {zone}, where {primary} is rarely the first language."),
        vec![("browser.timezone.name", zone), ("browser.navigator.languages", primary)],
    ))
}

/// Languages that are the first one in some areas of the IANA time zones alone.
const REGIONAL_LANGUAGES: &[(&str, &[&str])] = &[
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
    use super::super::examples::{chrome, decides};
    use super::CHECK;
    use serde_json::json;

    #[test]
    fn a_language_far_from_home_is_noted_and_decides_nothing() {
        let fields = [
            ("navigator.languages", json!(["ja-JP"])),
            ("timezone.name", json!("America/Sao_Paulo")),
        ];
        let finding = CHECK.finding(&chrome(&fields)).unwrap();
        assert!(decides(finding.weight).is_none());
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
            assert!(CHECK.finding(&chrome(&fields)).is_none(), "{language} {zone}");
        }
    }
}
