//! Each profile with the fields that its proxy sends, and the ways to misuse them.

use super::*;
use fingerprint_signals::Fingerprint;

const JA3: &str = "771,4865-4866,0-23,29-23,0";
const JA3_HASH: &str = "cd08e31494f9531f560d64c695473da9";
const JA4: &str = "t13d1516h2_8daaf6152771_02713d6af862";
const JA4_RAW: &str = "t13d0203h2_1301,1302_000a,002b_0403";
const AKAMAI: &str = "1:65536;2:0;4:6291456;6:262144|15663105|0|m,a,s,p";
const P0F: &str = "4:64:0:1460:mss*44,7:mss,sok,ts,nop,ws:df,id+:0";

fn headers(fields: &[(&str, &str)]) -> Headers {
    let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Headers { fields: fields.collect(), ordered: true, witnessed: true }
}

fn names(headers: &Headers) -> Vec<&str> {
    headers.fields.iter().map(|(name, _)| name.as_str()).collect()
}

fn take(trusted: Option<EdgeProfile>, fields: &[(&str, &str)]) -> (ProxyEvidence, Headers) {
    let mut headers = headers(fields);
    let found = ProxyHeaders::default().take(trusted, &mut headers);
    (found, headers)
}

fn read(found: ProxyEvidence) -> Fingerprint {
    let mut issues = Vec::new();
    let fingerprint = found.evidence.read(&mut issues);
    assert_eq!(issues, []);
    fingerprint
}

#[test]
fn each_profile_reads_its_own_fields() {
    for (profile, fields) in [
        (
            EdgeProfile::Cloudfront,
            &[
                ("CloudFront-Viewer-JA3-Fingerprint", JA3_HASH),
                ("CloudFront-Viewer-JA4-Fingerprint", JA4),
                ("CloudFront-Viewer-Country", "FR"),
            ][..],
        ),
        (
            EdgeProfile::Cloudflare,
            &[("cf-ja3-hash", JA3_HASH), ("cf-ja4", JA4), ("CF-Ray", "8a-CDG")],
        ),
        (EdgeProfile::Envoy, &[("x-ja3-fingerprint", JA3_HASH), ("x-ja4-fingerprint", JA4)]),
        (EdgeProfile::Haproxy, &[("X-JA3-Fingerprint", JA3_HASH), ("X-JA4-Fingerprint", JA4)]),
        (
            EdgeProfile::Nginx,
            &[("X-SSL-JA3", JA3_HASH), ("X-SSL-JA4", JA4), ("X-HTTP2-Fingerprint", AKAMAI)],
        ),
        (EdgeProfile::Fingerproxy, &[("X-JA4-Fingerprint", JA4), ("X-HTTP2-Fingerprint", AKAMAI)]),
        (
            EdgeProfile::Huginn,
            &[("x-tls-ja4", JA4), ("x-http2-akamai", AKAMAI), ("x-tcp-p0f", P0F)],
        ),
    ] {
        let sent: Vec<_> = [("host", "a"), ("user-agent", "b")]
            .into_iter()
            .chain(fields.iter().copied())
            .collect();
        let (found, rest) = take(Some(profile), &sent);
        assert_eq!(names(&rest), ["host", "user-agent"], "{profile}");
        assert_eq!(
            (found.issues.as_slice(), found.forged.as_slice()),
            (&[][..], &[][..]),
            "{profile}"
        );
        assert_eq!(found.sources.tls.to_string(), format!("header:{profile}"));
        let asked = |wanted: &str| fields.iter().any(|(_, value)| *value == wanted);
        let fingerprint = read(found);
        assert_eq!(fingerprint.tls.unwrap().ja4.unwrap().to_string(), JA4);
        assert_eq!(
            fingerprint.http2.map(|http2| http2.opening.string()).is_some(),
            asked(AKAMAI),
            "{profile}"
        );
        assert_eq!(
            fingerprint.tcp.map(|tcp| tcp.signature.to_string()).is_some(),
            asked(P0F),
            "{profile}"
        );
    }
}

#[test]
fn the_custom_profile_takes_its_names_from_the_settings() {
    let settings = config::Edge {
        ja3_header: "X-Tls-A".to_owned(),
        ja4_header: "x-tls-b".to_owned(),
        ja4_r_header: "x-tls-c".to_owned(),
        http2_header: "x-h2".to_owned(),
        tcp_header: "x-syn".to_owned(),
        ..config::Edge::default()
    };
    let edge = ProxyHeaders::new(&settings);
    let sent = [
        ("x-TLS-a", JA3),
        ("X-Tls-C", JA4_RAW),
        ("x-h2", AKAMAI),
        ("x-syn", P0F),
        ("accept", "*/*"),
    ];
    let mut trusted = headers(&sent);
    let found = edge.take(Some(EdgeProfile::Custom), &mut trusted);
    assert_eq!(names(&trusted), ["accept"]);
    assert_eq!(found.sources.tcp, Source::Header(EdgeProfile::Custom));
    let tls = found.evidence.tls.unwrap();
    assert_eq!((tls.ja3.as_deref(), tls.ja4_r.as_deref()), (Some(JA3), Some(JA4_RAW)));
    let found = edge.take(None, &mut headers(&sent));
    assert_eq!(found.forged, ["x-h2", "x-syn", "x-tls-a", "x-tls-c"]);
}

#[test]
fn from_anybody_else_every_proxys_fields_are_stripped_and_named() {
    let (found, rest) = take(
        None,
        &[
            ("Host", "a"),
            ("CF-JA4", JA4),
            ("accept", "*/*"),
            ("x-tls-ja4", JA4),
            ("X-Vercel-JA4-Digest", JA4),
            ("X-Azure-JA4-Fingerprint", JA4),
            ("CDN-JA4", JA4),
            ("X-JA3-Sig", JA3_HASH),
            ("user-agent", "b"),
        ],
    );
    assert_eq!(names(&rest), ["Host", "accept", "user-agent"]);
    assert!(found.evidence.tls.is_none());
    let forged = [
        "cdn-ja4",
        "cf-ja4",
        "x-azure-ja4-fingerprint",
        "x-ja3-sig",
        "x-tls-ja4",
        "x-vercel-ja4-digest",
    ];
    assert_eq!(found.forged, forged);
}

#[test]
fn behind_a_trusted_proxy_the_fields_of_another_are_neither_believed_nor_a_forgery() {
    let (found, rest) =
        take(Some(EdgeProfile::Nginx), &[("cf-ja4", JA4), ("x-ssl-ja4", JA4), ("accept", "*/*")]);
    assert_eq!(names(&rest), ["accept"]);
    assert_eq!(found.evidence.tls.unwrap().ja4.as_deref(), Some(JA4));
    assert!(found.forged.is_empty());
}

#[test]
fn a_field_that_came_twice_is_not_believed() {
    for second in [JA4, "t13d0203h2_8daaf6152771_02713d6af862"] {
        let (found, rest) =
            take(Some(EdgeProfile::Cloudflare), &[("cf-ja4", JA4), ("Cf-Ja4", second)]);
        assert!(found.evidence.tls.is_none() && rest.fields.is_empty());
        assert_eq!(found.issues, [Issue::new("http.headers.cf-ja4", IssueCode::GivenTwice)]);
    }
}

#[test]
fn a_value_that_is_none_is_an_issue_and_the_other_fields_still_serve() {
    let appended = format!("{JA4}, {JA4}");
    let long = "1:1;".repeat(4000);
    for (name, value) in
        [("x-tls-ja4", appended.as_str()), ("x-tcp-p0f", "windows"), ("x-http2-akamai", &long)]
    {
        let good = if name == "x-tcp-p0f" { ("x-tls-ja4", JA4) } else { ("x-tcp-p0f", P0F) };
        let (found, _) = take(Some(EdgeProfile::Huginn), &[(name, value), good]);
        assert_eq!(
            found.issues,
            [Issue::new(format!("http.headers.{name}"), IssueCode::InvalidValue)]
        );
        assert!(found.evidence.tls.is_some() != found.evidence.tcp.is_some());
    }
}

#[test]
fn what_a_proxy_does_not_know_is_no_issue() {
    let (found, _) =
        take(Some(EdgeProfile::Envoy), &[("x-ja4-fingerprint", "-"), ("x-ja3-fingerprint", "")]);
    assert!(found.evidence.tls.is_none() && found.issues.is_empty());
}

#[test]
fn a_short_signature_of_a_syn_is_understood() {
    let short = P0F.rsplitn(3, ':').last().unwrap();
    let (found, _) = take(Some(EdgeProfile::Huginn), &[("x-tcp-p0f", short)]);
    assert_eq!(read(found).tcp.unwrap().signature.to_string(), format!("{short}:*:*"));
}

#[test]
fn the_order_and_case_of_the_clients_fields_stay() {
    let sent = [
        ("Host", "a"),
        ("sec-ch-ua", "x"),
        ("User-Agent", "b"),
        ("cf-ja4", JA4),
        ("accept", "*/*"),
    ];
    for trusted in [None, Some(EdgeProfile::Cloudflare)] {
        let (_, rest) = take(trusted, &sent);
        assert_eq!(names(&rest), ["Host", "sec-ch-ua", "User-Agent", "accept"]);
        assert!(rest.ordered);
    }
}

#[test]
fn cloudfront_tells_the_order_that_it_did_not_keep() {
    let order = "Host:User-Agent:Accept:Accept-Encoding";
    let sent = [
        ("accept", "*/*"),
        ("host", "a"),
        ("accept-encoding", "gzip"),
        ("user-agent", "b"),
        ("via", "c"),
        ("cloudfront-viewer-header-order", order),
    ];
    let mut shuffled = Headers { ordered: false, ..headers(&sent) };
    let found = ProxyHeaders::default().take(Some(EdgeProfile::Cloudfront), &mut shuffled);
    assert_eq!(names(&shuffled), ["host", "user-agent", "accept", "accept-encoding", "via"]);
    assert!(shuffled.ordered && found.sources.http == Source::Header(EdgeProfile::Cloudfront));
}

#[test]
fn the_hash_of_a_ja3_is_shown_and_is_no_evidence_alone() {
    let (found, _) = take(Some(EdgeProfile::Cloudflare), &[("cf-ja3-hash", JA3_HASH)]);
    let mut issues = Vec::new();
    assert!(found.evidence.read(&mut issues).tls.is_none());
    assert_eq!(issues, [Issue::new("tls", IssueCode::Empty)]);
    let (found, _) =
        take(Some(EdgeProfile::Cloudflare), &[("cf-ja3-hash", JA3_HASH), ("cf-ja4", JA4)]);
    assert_eq!(read(found).tls.unwrap().ja3_hash.as_deref(), Some(JA3_HASH));
}
