//! The TCP layer: the SYN that opened the connection, which the kernel wrote and no program can
//! easily change. Owns which form of the evidence wins: the bytes, else a signature.

use serde::{Deserialize, Serialize};

use super::base64::decoded;
use super::issue::{Issue, IssueCode};
use super::p0f::Signature;
use fingerprint_wire::tcp;

/// The TCP layer's evidence, in either form.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TcpEvidence {
    /// Base64 of the IP and TCP headers of the SYN.
    pub syn: Option<String>,
    /// The SYN in p0f's form.
    pub signature: Option<String>,
}

/// The facts of one SYN.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tcp {
    /// The p0f signature.
    pub signature: Signature,
}

impl TcpEvidence {
    /// The facts, and issues about what cannot be read.
    pub fn read(self, issues: &mut Vec<Issue>) -> Option<Tcp> {
        let bytes = self.syn.as_deref().and_then(|text| decoded("tcp.syn", text, issues));
        let seen = bytes.and_then(|bytes| match tcp::parse(&bytes) {
            Ok(syn) => Some(Signature::from_syn(&syn)),
            Err(error) => {
                let truncated = matches!(error, tcp::Error::Truncated);
                let code = if truncated { IssueCode::Truncated } else { IssueCode::Malformed };
                issues.push(Issue::new("tcp.syn", code));
                None
            }
        });
        let given = self.signature.as_deref().and_then(|text| {
            let parsed = text.parse::<Signature>().ok();
            if parsed.is_none() {
                issues.push(Issue::new("tcp.signature", IssueCode::InvalidValue));
            }
            parsed
        });
        if self.syn.is_none() && self.signature.is_none() {
            issues.push(Issue::new("tcp", IssueCode::Empty));
        }
        seen.or(given).map(|signature| Tcp { signature })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_read() {
        let evidence = TcpEvidence {
            signature: Some("4:64:0:1460:mss*20,7:mss,sok,ts,nop,ws:df,id+:0".to_owned()),
            syn: None,
        };
        assert_eq!(evidence.read(&mut Vec::new()).unwrap().signature.window_scale, Some(7));
    }

    #[test]
    fn a_broken_syn_is_an_issue_and_the_signature_still_serves() {
        let mut issues = Vec::new();
        let evidence = TcpEvidence {
            syn: Some("RQ==".to_owned()),
            signature: Some("*:*:*:1460:8192,8:mss,nop,ws:*:*".to_owned()),
        };
        assert!(evidence.read(&mut issues).is_some());
        assert_eq!(issues, [Issue::new("tcp.syn", IssueCode::Truncated)]);
    }
}
