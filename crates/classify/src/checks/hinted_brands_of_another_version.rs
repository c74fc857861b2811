//! Chromium adds an invented brand and shuffles the list by its own major (since 105 in this form):
//! the name, its version and every place follow from the major. A list that does not fit was
//! written by hand, or its version was changed.
//!
//! No captured list of Chromium misfits (`tests/contradictions.rs`); in unverified
//! header data some do, so that it does not decide alone.

use super::{Check, Found, PointsTo, Stated};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Layer, SpoofingKind};

pub(super) const CHECK: Check = Check {
    code: "hinted_brands_of_another_version",
    layers: &[Layer::Http],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::UserAgentVersion)),
    weight: Stated::always(2.5),
    doc: "The brands in `Sec-CH-UA` are not in the order or form that their Chromium version \
          sends.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let brands = fingerprint.http.as_ref()?.client_hints.as_ref()?.brands.as_ref()?;
    let major = brands.chromium?;
    if brands.of_their_major? {
        return None;
    }
    Some(Found::new(
        format!("The brands in Sec-CH-UA are not in the form that Chromium {major} sends."),
        vec![("http.sec_ch_ua", major.to_string())],
    ))
}

#[cfg(test)]
mod tests {
    use super::super::examples::chrome;
    use super::CHECK;

    fn hinted(brands: &str) -> Option<crate::checks::Finding> {
        CHECK.finding(&chrome(&[("sec-ch-ua", brands)]))
    }

    #[test]
    fn a_list_of_another_major_is_found() {
        assert!(
            hinted(r#""Chromium";v="130", "Google Chrome";v="130", "Not?A_Brand";v="99""#)
                .is_none()
        );
        assert!(
            hinted(r#""Chromium";v="133", "Google Chrome";v="133", "Not?A_Brand";v="99""#)
                .is_some()
        );
    }

    #[test]
    fn brands_that_shuffle_otherwise_are_honest() {
        assert!(hinted(r#""Not?A_Brand";v="99", "Opera";v="97", "Chromium";v="111""#).is_none());
    }
}
