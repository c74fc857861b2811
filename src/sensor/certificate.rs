//! The sensor's certificate: one made at start for development, or PEM files that are read again
//! when they change. Owns where it comes from.

use std::path::PathBuf;
use std::sync::Arc;

use rcgen::{CertifiedKey as SelfSigned, generate_simple_self_signed};
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;

use crate::config;
use crate::reloadable::{Messages, Reloadable};

const MESSAGES: Messages = Messages {
    read: "the sensor's certificate was read again",
    kept: "the sensor keeps its old certificate",
};

/// Why there is no certificate.
#[derive(Debug, thiserror::Error)]
pub enum CertificateError {
    #[error("setting `{key}`: cannot read {}: {reason}", file.display())]
    Unreadable { key: &'static str, file: PathBuf, reason: String },
    #[error("setting `sensor.certificate`: {} holds no certificate", .0.display())]
    Empty(PathBuf),
    #[error("the private key cannot be used with the certificate: {0}")]
    Unusable(#[from] rustls::Error),
    #[error("cannot make a certificate: {0}")]
    NotMade(#[from] rcgen::Error),
}

/// The certificate in use.
#[derive(Debug)]
pub struct Certificate(Reloadable<CertifiedKey>);

struct Files {
    chain: PathBuf,
    key: PathBuf,
}

impl Certificate {
    /// As the settings say: the files, or without any a self-signed one for `localhost`.
    pub fn new(settings: &config::Sensor) -> Result<Self, CertificateError> {
        if settings.certificate.is_empty() {
            tracing::warn!("the sensor shows a self-signed certificate: for development only");
            return Ok(Self(Reloadable::new(MESSAGES, Vec::new(), self_signed)?));
        }
        let files = Files { chain: (&settings.certificate).into(), key: (&settings.key).into() };
        let watched = vec![files.chain.clone(), files.key.clone()];
        Ok(Self(Reloadable::new(MESSAGES, watched, move || files.read())?))
    }

    pub const fn reloadable(&self) -> &Reloadable<CertifiedKey> {
        &self.0
    }
}

impl ResolvesServerCert for Certificate {
    fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0.current()))
    }
}

impl Files {
    fn read(&self) -> Result<CertifiedKey, CertificateError> {
        let unreadable = |key, file: &PathBuf, reason: String| CertificateError::Unreadable {
            key,
            file: file.clone(),
            reason,
        };
        let of_chain = |error: rustls::pki_types::pem::Error| {
            unreadable("sensor.certificate", &self.chain, error.to_string())
        };
        let chain = CertificateDer::pem_file_iter(&self.chain).map_err(of_chain)?;
        let chain = chain.collect::<Result<Vec<_>, _>>().map_err(of_chain)?;
        if chain.is_empty() {
            return Err(CertificateError::Empty(self.chain.clone()));
        }
        let key = PrivateKeyDer::from_pem_file(&self.key)
            .map_err(|error| unreadable("sensor.key", &self.key, error.to_string()))?;
        Ok(CertifiedKey::from_der(chain, key, &ring::default_provider())?)
    }
}

fn self_signed() -> Result<CertifiedKey, CertificateError> {
    let names = ["localhost", "127.0.0.1", "::1"].map(str::to_owned);
    let SelfSigned { cert, signing_key } = generate_simple_self_signed(names)?;
    let key = PrivatePkcs8KeyDer::from(signing_key.serialize_der());
    let chain = vec![cert.der().clone()];
    Ok(CertifiedKey::from_der(chain, key.into(), &ring::default_provider())?)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn written(name: &str) -> (config::Sensor, String) {
        let SelfSigned { cert, signing_key } =
            generate_simple_self_signed(["a.example".to_owned()]).unwrap();
        let folder = std::env::temp_dir().join(format!("fpa-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = |file: &str| folder.join(file).to_str().unwrap().to_owned();
        let (certificate, key) = (path("tls.crt"), path("tls.key"));
        fs::write(&certificate, cert.pem()).unwrap();
        fs::write(&key, signing_key.serialize_pem()).unwrap();
        (config::Sensor { certificate, key, ..config::Sensor::default() }, cert.pem())
    }

    #[test]
    fn a_changed_file_takes_over_and_a_broken_one_does_not() {
        let (settings, _) = written("reload");
        let certificate = Certificate::new(&settings).unwrap();
        let first = Arc::clone(&certificate.0.current());
        let (other, _) = written("reload-other");
        fs::copy(&other.key, &settings.key).unwrap();
        certificate.reloadable().reload();
        assert!(
            Arc::ptr_eq(&first, &Arc::clone(&certificate.0.current())),
            "a key of another certificate"
        );
        fs::copy(&other.certificate, &settings.certificate).unwrap();
        certificate.reloadable().reload();
        assert!(!Arc::ptr_eq(&first, &Arc::clone(&certificate.0.current())));
    }

    #[test]
    fn a_missing_file_names_its_setting() {
        let (mut settings, _) = written("missing");
        settings.key = "/nowhere/tls.key".to_owned();
        let error = Certificate::new(&settings).unwrap_err().to_string();
        assert!(error.starts_with("setting `sensor.key`: cannot read /nowhere/tls.key"), "{error}");
        fs::write(&settings.certificate, "nothing").unwrap();
        let error = Certificate::new(&settings).unwrap_err().to_string();
        assert!(error.contains("holds no certificate"), "{error}");
    }
}
