//! The client hints of the request against `navigator.userAgentData`: the browser makes both from
//! the same values.

use super::super::{Check, Found, PointsTo, Stated};
use super::{ClientHints, page};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Layer, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "hints_of_another_request",
    layers: &[Layer::Http, Layer::Browser],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::HeadersContradictBrowser)),
    weight: Stated::always(5.0),
    doc: "The request's client hints are not those that scripts see.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let browser = page(fingerprint)?;
    let (header, script) =
        (fingerprint.http.as_ref()?.client_hints?, browser.navigator.user_agent_data.value()?);
    let differs = |header: Option<String>, script: Option<String>| {
        header.zip(script).filter(|(header, script)| header != script)
    };
    let major = |hints: &ClientHints| {
        hints.brands.and_then(|brands| brands.chromium).map(|major| format!("Chromium {major}"))
    };
    let form = |hints: &ClientHints| {
        hints.mobile.map(|mobile| if mobile { "mobile" } else { "not mobile" }.to_owned())
    };
    let (header, script) = differs(major(&header), major(script))
        .or_else(|| {
            differs(header.os().map(|os| os.to_string()), script.os().map(|os| os.to_string()))
        })
        .or_else(|| differs(form(&header), form(script)))?;
    Some(Found::new(
        format!("The client hints of the request say {header}, those of the page say {script}."),
        vec![("http.client_hints", header), ("browser.navigator.user_agent_data", script)],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::{chrome, firefox, with_headers};
    use super::CHECK;

    #[test]
    fn hints_of_another_version_or_system_are_found() {
        let brands = r#""Chromium";v="149""#;
        assert!(CHECK.finding(&with_headers(chrome(&[]), &[("sec-ch-ua", brands)])).is_some());
        assert!(
            CHECK
                .finding(&with_headers(chrome(&[]), &[("sec-ch-ua-platform", "\"Linux\"")]))
                .is_some()
        );
        assert!(CHECK.finding(&with_headers(chrome(&[]), &[("sec-ch-ua-mobile", "?1")])).is_some());
    }

    #[test]
    fn equal_hints_and_no_hints_are_honest() {
        let brands = r#""Not;A=Brand";v="8", "Chromium";v="150", "Google Chrome";v="150""#;
        assert!(
            CHECK
                .finding(&with_headers(
                    chrome(&[]),
                    &[("sec-ch-ua", brands), ("sec-ch-ua-platform", "\"Windows\"")]
                ))
                .is_none()
        );
        assert!(CHECK.finding(&firefox(&[])).is_none());
    }
}
