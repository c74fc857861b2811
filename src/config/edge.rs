//! The rules of `edge`: networks that are networks, a profile that exists, names that a header can
//! have.

use super::cidr::Cidr;
use super::{Edge, Fault};
use fingerprint_signals::labels::EdgeProfile;

/// The names of the profile `custom`, by key.
type Names<'a> = [(&'static str, &'a str); 5];

impl Edge {
    /// The first rule that the settings break.
    pub(super) fn check(&self) -> Result<(), Fault> {
        for network in &self.trusted_cidrs {
            if let Err(error) = network.parse::<Cidr>() {
                return fault("edge.trusted_cidrs", format!("`{network}`: {error}"));
            }
        }
        let untrusting = self.trusted_cidrs.is_empty();
        if self.proxy_protocol && untrusting {
            return fault(
                "edge.proxy_protocol",
                "needs edge.trusted_cidrs: only those networks may name clients",
            );
        }
        let known =
            EdgeProfile::ALL.iter().map(|profile| profile.as_str()).collect::<Vec<_>>().join(", ");
        let profile = match self.profile.parse::<EdgeProfile>() {
            _ if self.profile.is_empty() => None,
            Ok(_) if untrusting => {
                return fault(
                    "edge.profile",
                    "needs edge.trusted_cidrs: only those networks may send its headers",
                );
            }
            Ok(profile) => Some(profile),
            Err(_) => {
                return fault("edge.profile", format!("`{}` is none of {known}", self.profile));
            }
        };
        self.check_names(profile == Some(EdgeProfile::Custom))
    }

    fn check_names(&self, custom: bool) -> Result<(), Fault> {
        let names: Names<'_> = [
            ("edge.ja3_header", &self.ja3_header),
            ("edge.ja4_header", &self.ja4_header),
            ("edge.ja4_r_header", &self.ja4_r_header),
            ("edge.http2_header", &self.http2_header),
            ("edge.tcp_header", &self.tcp_header),
        ];
        let set = || names.iter().filter(|(_, name)| !name.is_empty());
        if custom && set().next().is_none() {
            return fault("edge.profile", "`custom` needs a name, such as edge.ja4_header");
        }
        for (key, name) in set() {
            if !custom {
                return fault(key, "is read only with edge.profile = \"custom\"");
            }
            if !name.bytes().all(is_token) {
                return fault(key, format!("`{name}` is not a header name"));
            }
            if set().any(|(other, again)| other != key && again.eq_ignore_ascii_case(name)) {
                return fault(key, format!("`{name}` carries another signal already"));
            }
        }
        Ok(())
    }
}

/// RFC 9110 section 5.6.2.
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

fn fault(key: &'static str, reason: impl Into<String>) -> Result<(), Fault> {
    Err(Fault { key, reason: reason.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trusting(profile: &str) -> Edge {
        Edge {
            trusted_cidrs: vec!["10.0.0.0/8".to_owned(), "::1".to_owned()],
            profile: profile.to_owned(),
            ..Edge::default()
        }
    }

    fn key(edge: &Edge) -> &'static str {
        edge.check().unwrap_err().key
    }

    #[test]
    fn every_profile_is_taken_and_an_unknown_one_is_answered_with_the_list() {
        for profile in EdgeProfile::ALL.iter().filter(|profile| **profile != EdgeProfile::Custom) {
            assert_eq!(trusting(profile.as_str()).check(), Ok(()));
        }
        let fault = trusting("akamai").check().unwrap_err();
        assert_eq!(fault.key, "edge.profile");
        assert!(fault.reason.contains("cloudfront, cloudflare"), "{}", fault.reason);
    }

    #[test]
    fn a_network_that_is_none_is_named() {
        let edge = Edge { trusted_cidrs: vec!["10.0.0.0/33".to_owned()], ..Edge::default() };
        let fault = edge.check().unwrap_err();
        assert_eq!(fault.key, "edge.trusted_cidrs");
        assert!(fault.reason.contains("`10.0.0.0/33`"), "{}", fault.reason);
    }

    #[test]
    fn without_trusted_networks_nothing_may_be_believed() {
        assert_eq!(key(&Edge { proxy_protocol: true, ..Edge::default() }), "edge.proxy_protocol");
        assert_eq!(key(&Edge { profile: "nginx".to_owned(), ..Edge::default() }), "edge.profile");
    }

    #[test]
    fn the_custom_profile_needs_names_and_nobody_else_takes_them() {
        assert_eq!(key(&trusting("custom")), "edge.profile");
        let named =
            |profile: &str, name: &str| Edge { ja4_header: name.to_owned(), ..trusting(profile) };
        assert_eq!(named("custom", "X-My-JA4").check(), Ok(()));
        assert_eq!(key(&named("nginx", "x-my-ja4")), "edge.ja4_header");
        assert_eq!(key(&named("custom", "x my ja4")), "edge.ja4_header");
        let twice = Edge { ja3_header: "X-A".to_owned(), ..named("custom", "x-a") };
        assert_eq!(key(&twice), "edge.ja3_header");
    }
}
