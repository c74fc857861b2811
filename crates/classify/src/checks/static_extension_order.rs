//! Chromium shuffles its TLS extensions since 110 (our builds: fixed in 110, shuffled from 112 on).
//! A ClientHello of a newer one in an order that a known program always uses was written by that
//! program. One hello cannot show that an *unknown*
//! order is fixed; that a shuffle hits a known one is less likely than one in a million.

use super::{Check, Found, PointsTo, Stated, hello_like_chromium};
use crate::claim::{Place, claim};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Layer, SpoofingKind};
use fingerprint_signals::tls::is_grease;

const FIRST_SHUFFLING_MAJOR: u32 = 112;

/// Fewer extensions than this could have the order by chance.
const MIN_COMPARED_EXTENSIONS: usize = 10;

/// Orders that never change.
const FIXED_ORDERS: &[(&str, &[u16])] = &[
    (
        "that of Chromium until 110",
        &[0, 23, 65281, 10, 11, 35, 16, 5, 13, 18, 51, 45, 43, 27, 17513],
    ),
    // Read from its captures; it moves three others about.
    ("that of a known impersonator", &[0, 23, 35, 13, 5, 10, 16, 18, 51, 45, 43, 27]),
];

pub(super) const CHECK: Check = Check {
    code: "static_extension_order",
    layers: &[Layer::Tls, Layer::Http],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::TlsImpersonation)),
    weight: Stated::usually(5.0, &[3.0]),
    doc: "A Chromium that shuffles its TLS extensions sends them in an order that a known \
          program always uses. Weighs less if the extensions were not read from the \
          ClientHello itself.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let major = claim(fingerprint, Place::Request)?
        .chromium_major()
        .filter(|major| *major >= FIRST_SHUFFLING_MAJOR)?;
    let tls = hello_like_chromium(fingerprint).filter(|tls| !tls.sorted)?;
    let extensions = tls.extensions.as_deref()?;
    let order = if is_ascending(extensions) {
        "ascending"
    } else {
        FIXED_ORDERS.iter().find(|(_, order)| follows(extensions, order)).map(|(name, _)| *name)?
    };
    // A list that was not read from bytes may have been sorted, or have lost the shuffle, when it
    // was recorded.
    if order == "ascending" && !tls.exact {
        return None;
    }
    Some(
        Found::new(
            format!(
                "The client claims to be built on Chromium {major}, which shuffles its TLS \
             extensions; this ClientHello has a fixed order, {order}."
            ),
            vec![("http.user_agent", major.to_string()), ("tls.extensions", order.to_owned())],
        )
        .weighing(if tls.exact { 5.0 } else { 3.0 }),
    )
}

fn is_ascending(extensions: &[u16]) -> bool {
    let own = || extensions.iter().filter(|kind| !is_grease(**kind));
    own().count() >= MIN_COMPARED_EXTENSIONS && own().is_sorted()
}

fn follows(extensions: &[u16], order: &[u16]) -> bool {
    let sent = || extensions.iter().filter(|kind| order.contains(kind));
    sent().count() >= MIN_COMPARED_EXTENSIONS
        && sent().eq(order.iter().filter(|kind| extensions.contains(kind)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::examples::{CHROME, CHROMIUM_HELLO, claim, hello};
    use super::CHECK;

    const CHROMIUM_108: [u16; 16] =
        [0, 23, 65281, 10, 11, 35, 16, 5, 13, 18, 51, 45, 43, 27, 17513, 21];

    fn finding(agent: &str, extensions: &[u16]) -> Option<crate::checks::Finding> {
        CHECK.finding(&claim(
            agent,
            json!({"tls": {"ciphers": [0x0A0A, 4865], "extensions": extensions}}),
        ))
    }

    #[test]
    fn the_old_order_under_a_new_name_is_found() {
        assert!(finding(CHROME, &CHROMIUM_108).is_some());
    }

    #[test]
    fn the_old_order_under_an_old_name_is_honest() {
        assert!(finding(&CHROME.replace("150", "108"), &CHROMIUM_108).is_none());
    }

    #[test]
    fn a_captured_chromium_is_honest() {
        assert!(CHECK.finding(&claim(CHROME, json!({"tls": hello(CHROMIUM_HELLO)}))).is_none());
    }

    #[test]
    fn a_sorted_list_is_not_an_order() {
        let mut sorted = CHROMIUM_108;
        sorted.sort_unstable();
        assert!(finding(CHROME, &sorted).is_none());
    }
}
