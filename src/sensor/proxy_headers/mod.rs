//! Evidence that a proxy hands on in header fields. Owns which fields are believed, and that none
//! of them is taken for the client's own: from a trusted proxy its profile's fields become
//! evidence, from anyone else they are a forgery. `trust` decides who is trusted.

mod profiles;

use profiles::{CarriedSignal, OTHER_PROXIES, PROFILES};

use crate::config;
use fingerprint_signals::akamai::Akamai;
use fingerprint_signals::evidence::Evidence;
use fingerprint_signals::http::Headers;
use fingerprint_signals::http2::Http2Evidence;
use fingerprint_signals::issue::{Issue, IssueCode};
use fingerprint_signals::labels::EdgeProfile;
use fingerprint_signals::p0f::Signature;
use fingerprint_signals::source::{Source, Sources};
use fingerprint_signals::tcp::TcpEvidence;
use fingerprint_signals::tls::TlsEvidence;
use fingerprint_signals::{ja3, ja4};

/// Longest value that is read; a raw JA4 of 200 codes has 1,000 characters.
const MAX_VALUE_BYTES: usize = 8192;

/// Forged names that are kept to be shown.
const MAX_FORGED_NAMES: usize = 16;

/// Reads the fields that proxies write.
#[derive(Debug, Clone, Default)]
pub struct ProxyHeaders {
    /// The names of the profile `custom`, in lower case.
    custom: Vec<(CarriedSignal, String)>,
}

/// What the fields of one request say.
#[derive(Debug, Default)]
pub struct ProxyEvidence {
    /// Of the layers `tcp`, `tls` and `http2`.
    pub evidence: Evidence,
    /// Where that came from.
    pub sources: Sources,
    /// What was wrong with it.
    pub issues: Vec<Issue>,
    /// Names of fields that only a trusted proxy may send, and that came from anyone else.
    pub forged: Vec<String>,
}

impl ProxyHeaders {
    #[must_use]
    pub fn new(settings: &config::Edge) -> Self {
        let names = [
            (CarriedSignal::Ja3, &settings.ja3_header),
            (CarriedSignal::Ja4, &settings.ja4_header),
            (CarriedSignal::Ja4Raw, &settings.ja4_r_header),
            (CarriedSignal::Http2, &settings.http2_header),
            (CarriedSignal::Tcp, &settings.tcp_header),
        ];
        let set = names.into_iter().filter(|(_, name)| !name.is_empty());
        Self { custom: set.map(|(carried, name)| (carried, name.to_ascii_lowercase())).collect() }
    }

    /// Takes every field that a proxy may own out of the client's, and reads those of the trusted
    /// proxy that sent the request; `None`: no such proxy did.
    pub fn take(&self, trusted: Option<EdgeProfile>, headers: &mut Headers) -> ProxyEvidence {
        let mut found = ProxyEvidence::default();
        let mut fields = Vec::new();
        headers.fields.retain_mut(|(name, value)| {
            let lower = name.to_ascii_lowercase();
            if let Some(carried) = trusted.and_then(|profile| self.carried(profile, &lower)) {
                fields.push(Field { carried, name: lower, value: std::mem::take(value) });
            } else if !self.is_owned(&lower) {
                return !trusted.is_some_and(|profile| is_of_family(profile, &lower));
            } else if trusted.is_none() && found.forged.len() < MAX_FORGED_NAMES {
                found.forged.push(lower);
            }
            false
        });
        found.forged.sort_unstable();
        found.forged.dedup();
        let Some(profile) = trusted else { return found };
        for field in &fields {
            if let Some(code) = found.believe(field, &fields, Source::Header(profile)) {
                let issue = Issue::new(format!("http.headers.{}", field.name), code);
                if !found.issues.contains(&issue) {
                    found.issues.push(issue);
                }
            } else if field.carried == CarriedSignal::HeaderOrder
                && found.sources.http != Source::default()
            {
                reorder(headers, &field.value);
            }
        }
        found
    }

    /// What a profile's field carries.
    fn carried(&self, profile: EdgeProfile, name: &str) -> Option<CarriedSignal> {
        if profile == EdgeProfile::Custom {
            return self.custom.iter().find(|(_, own)| own == name).map(|(carried, _)| *carried);
        }
        let row = PROFILES.iter().find(|row| row.proxy == profile)?;
        row.carries.iter().find(|(_, own)| *own == name).map(|(carried, _)| *carried)
    }

    /// Whether any proxy writes its evidence so.
    fn is_owned(&self, name: &str) -> bool {
        EdgeProfile::ALL.iter().any(|profile| self.carried(*profile, name).is_some())
            || OTHER_PROXIES.contains(&name)
    }
}

fn is_of_family(profile: EdgeProfile, name: &str) -> bool {
    let row = PROFILES.iter().find(|row| row.proxy == profile);
    row.is_some_and(|row| row.families.iter().any(|family| name.starts_with(family)))
}

/// Puts the fields into the order of these names, colons between; others come last.
fn reorder(headers: &mut Headers, names: &str) {
    let order: Vec<String> = names.split(':').map(str::to_ascii_lowercase).collect();
    let place = |name: &str| order.iter().position(|own| own.eq_ignore_ascii_case(name));
    headers.fields.sort_by_cached_key(|(name, _)| place(name).unwrap_or(usize::MAX));
    headers.ordered = true;
}

/// One field of the trusted proxy.
struct Field {
    carried: CarriedSignal,
    /// Lower case.
    name: String,
    value: String,
}

impl ProxyEvidence {
    /// Keeps a field's value as evidence, or says what is wrong with it.
    fn believe(&mut self, field: &Field, all: &[Field], source: Source) -> Option<IssueCode> {
        let value = field.value.trim();
        // A proxy that appends instead of replacing hands on what the client wrote, and the two
        // cannot be told apart.
        if all.iter().filter(|other| other.carried == field.carried).count() > 1 {
            return Some(IssueCode::GivenTwice);
        }
        // How proxies write "unknown".
        if matches!(value, "" | "-") {
            return None;
        }
        let read =
            value.len() <= MAX_VALUE_BYTES && self.read(field.carried, value, source).is_some();
        (!read).then_some(IssueCode::InvalidValue)
    }

    /// `None` where the value is not what the field carries.
    fn read(&mut self, carried: CarriedSignal, value: &str, source: Source) -> Option<()> {
        let text = Some(value.to_owned());
        match carried {
            CarriedSignal::Ja3 => {
                ja3::read_hash(value).map(drop).or_else(|| ja3::parse(value).map(drop))?;
                self.tls(source).ja3 = text;
            }
            CarriedSignal::Ja4 => {
                ja4::parse(value)?;
                self.tls(source).ja4 = text;
            }
            CarriedSignal::Ja4Raw => {
                ja4::parse_raw(value)?;
                self.tls(source).ja4_r = text;
            }
            CarriedSignal::Http2 => {
                Akamai::parse(value)?;
                self.sources.http2 = source;
                self.evidence.http2.get_or_insert_with(Http2Evidence::default).akamai_fingerprint =
                    text;
            }
            CarriedSignal::Tcp => {
                // huginn-proxy leaves quirks and payload out.
                let short = value.bytes().filter(|byte| *byte == b':').count() == 5;
                let signature = if short { format!("{value}:*:*") } else { value.to_owned() };
                signature.parse::<Signature>().ok()?;
                self.sources.tcp = source;
                self.evidence.tcp.get_or_insert_with(TcpEvidence::default).signature =
                    Some(signature);
            }
            CarriedSignal::HeaderOrder => self.sources.http = source,
        }
        Some(())
    }

    fn tls(&mut self, source: Source) -> &mut TlsEvidence {
        self.sources.tls = source;
        self.evidence.tls.get_or_insert_with(TlsEvidence::default)
    }
}

#[cfg(test)]
mod tests;
