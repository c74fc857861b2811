//! The system of the user agent against the kernel that wrote the SYN. Silent where the SYN cannot
//! be the client's own: on loopback, or behind a proxy that opened the connection itself. A VPN or
//! a carrier's proxy shows its own kernel for an honest client, hence the weight; Apple's private
//! relay does so for many Safari users, who are left alone.

use super::{Check, Found, PointsTo, Stated};
use crate::claim::{Place, claim};
use crate::engines::Kernel;
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Engine, Layer, Os, SpoofingKind};
use fingerprint_signals::source::Source;

/// Only loopback has packets that large (Linux 65,536, Darwin 16,384; jumbo frames end at 9,216).
const MIN_LOOPBACK_SEGMENT_BYTES: u16 = 10_000;

pub(super) const CHECK: Check = Check {
    code: "tcp_contradicts_user_agent",
    layers: &[Layer::Tcp, Layer::Http],
    points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::Os)),
    weight: Stated::always(2.0),
    doc: "The SYN was written by the kernel of another operating system.",
    find,
};

fn find(fingerprint: &Fingerprint) -> Option<Found> {
    let signature = &fingerprint.tcp.as_ref()?.signature;
    let claim = claim(fingerprint, Place::Request)?;
    let said = claim.os?;
    let kernel = Kernel::from_signature(signature).filter(|kernel| !kernel.runs(said))?;
    let own_socket = fingerprint.sources.tcp == Source::Connection;
    let loopback = fingerprint.connection.loopback
        || signature.maximum_segment_size.is_some_and(|size| size >= MIN_LOOPBACK_SEGMENT_BYTES);
    let relay = claim.engine == Some(Engine::Webkit)
        && matches!(said, Os::Macos | Os::Ios)
        && kernel == Kernel::Linux;
    if loopback || relay || own_socket && fingerprint.connection.proxied {
        return None;
    }
    Some(Found::new(
        format!("The user agent says {said}; the SYN was written by {}.", kernel.as_str()),
        vec![("http.user_agent", said.to_string()), ("tcp.signature", signature.to_string())],
    ))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::examples::{CHROME, claim};
    use super::CHECK;
    use fingerprint_signals::source::Source;

    const LINUX: &str = "4:64:0:1460:mss*44,7:mss,sok,ts,nop,ws:df,id+:0";
    const WINDOWS: &str = "4:128:0:1460:65535,8:mss,nop,ws,nop,nop,sok:df,id+:0";

    fn syn(signature: &str) -> Value {
        json!({"tcp": {"signature": signature}})
    }

    #[test]
    fn a_windows_that_runs_on_linux_is_found() {
        assert!(CHECK.finding(&claim(CHROME, syn(LINUX))).is_some());
    }

    #[test]
    fn a_windows_on_windows_is_honest() {
        assert!(CHECK.finding(&claim(CHROME, syn(WINDOWS))).is_none());
    }

    #[test]
    fn a_syn_that_is_not_the_clients_own_says_nothing() {
        assert!(CHECK.finding(&claim(CHROME, syn(&LINUX.replace("1460", "65495")))).is_none());
        let mut proxied = claim(CHROME, syn(LINUX));
        proxied.connection.proxied = true;
        proxied.sources.tcp = Source::Connection;
        assert!(CHECK.finding(&proxied).is_none());
        let mut local = claim(CHROME, syn(LINUX));
        local.connection.loopback = true;
        assert!(CHECK.finding(&local).is_none());
    }

    #[test]
    fn a_safari_behind_apples_relay_is_honest() {
        let safari = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) \
                      Version/26.4 Safari/605.1.15";
        assert!(CHECK.finding(&claim(safari, syn(LINUX))).is_none());
        assert!(CHECK.finding(&claim(safari, syn(WINDOWS))).is_some());
    }
}
