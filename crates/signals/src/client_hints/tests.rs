//! Client hints as browsers write them, and malformed.

use super::*;

const BRANDS: &str = r#""Google Chrome";v="150", "Chromium";v="150", "Not)A;Brand";v="24""#;

fn hints(headers: &[(&str, &str)]) -> ClientHints {
    ClientHints::from_headers(headers.iter().copied()).unwrap()
}

#[test]
fn headers_without_a_hint_give_no_hints() {
    assert_eq!(ClientHints::from_headers([("user-agent", "x"), ("sec-fetch-mode", "cors")]), None);
    assert_eq!(ClientHints::from_headers([("sec-ch-ua-of-tomorrow", "?1")]), None);
}

#[test]
fn every_hint_of_a_desktop_is_read() {
    let hints = hints(&[
        ("Sec-CH-UA", BRANDS),
        ("sec-ch-ua-mobile", "?0"),
        ("sec-ch-ua-platform", "\"Windows\""),
        ("sec-ch-ua-platform-version", "\"15.0.0\""),
        ("sec-ch-ua-arch", "\"x86\""),
        ("sec-ch-ua-bitness", "\"64\""),
        ("sec-ch-ua-model", "\"\""),
        ("sec-ch-ua-wow64", "?0"),
        ("sec-ch-ua-form-factors", "\"Desktop\""),
        ("sec-ch-ua-full-version-list", r#""Google Chrome";v="150.0.7000.1""#),
    ]);
    assert!(!hints.malformed);
    assert_eq!(hints.hint_count, 10);
    assert_eq!(hints.browser(), Some((Browser::Chrome, Some(150))));
    assert_eq!((hints.os(), hints.device()), (Some(Os::Windows), Some(Device::Desktop)));
    assert_eq!((hints.platform_version, hints.bitness), (Some(15), Some(64)));
    assert_eq!((hints.architecture, hints.model), (Some(Architecture::X86), Some(Model::Empty)));
    assert_eq!(hints.full_versions.unwrap().google_chrome, Some(150));
}

#[test]
fn a_malformed_hint_is_a_fact_and_leaves_the_others_alone() {
    let hints =
        hints(&[("sec-ch-ua", BRANDS), ("sec-ch-ua-mobile", "1"), ("sec-ch-ua-platform", "Linux")]);
    assert!(hints.malformed);
    assert_eq!((hints.mobile, hints.platform), (None, None));
    assert_eq!(hints.browser(), Some((Browser::Chrome, Some(150))));
}

#[test]
fn a_hint_sent_twice_is_malformed_and_the_first_counts() {
    let hints =
        hints(&[("sec-ch-ua-platform", "\"Windows\""), ("sec-ch-ua-platform", "\"Linux\"")]);
    assert!(hints.malformed);
    assert_eq!(hints.os(), Some(Os::Windows));
}

#[test]
fn an_empty_platform_version_is_what_linux_sends() {
    assert!(!hints(&[("sec-ch-ua-platform-version", "\"\"")]).malformed);
}

#[test]
fn an_android_that_is_not_mobile_is_of_unknown_form() {
    let tablet = hints(&[("sec-ch-ua-mobile", "?0"), ("sec-ch-ua-platform", "\"Android\"")]);
    assert_eq!(tablet.device(), None);
    let phone = hints(&[("sec-ch-ua-mobile", "?1"), ("sec-ch-ua-platform", "\"Android\"")]);
    assert_eq!(phone.device(), Some(Device::Mobile));
}

#[test]
fn a_page_and_its_request_give_the_same_facts() {
    let page = ClientHints::from_user_agent_data(&UserAgentData {
        brands: Some(&[("Google Chrome", "150"), ("Chromium", "150"), ("Not)A;Brand", "24")]),
        mobile: Some(false),
        platform: Some("macOS"),
        ..UserAgentData::default()
    });
    let request = hints(&[
        ("sec-ch-ua", BRANDS),
        ("sec-ch-ua-mobile", "?0"),
        ("sec-ch-ua-platform", "\"macOS\""),
    ]);
    assert_eq!(page, request);
}

#[test]
fn data_without_brand_and_system_does_not_say_whether_it_is_a_telephone() {
    let blank = UserAgentData {
        brands: Some(&[]),
        mobile: Some(false),
        platform: Some(""),
        ..UserAgentData::default()
    };
    assert_eq!(ClientHints::from_user_agent_data(&blank).mobile, None);
}

#[test]
fn any_value_is_read_without_a_panic() {
    for value in ["", "\"", "?", "\\", ";;;", "é", "\"é\";v=\"1\"", "\0"] {
        for name in [
            "sec-ch-ua",
            "sec-ch-ua-mobile",
            "sec-ch-ua-model",
            "sec-ch-ua-form-factors",
            "sec-ch-uaé",
        ] {
            let _ = ClientHints::from_headers([(name, value)]);
        }
    }
}
