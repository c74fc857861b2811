//! Every endpoint, declared beside its handler: one file a subject.

pub mod authorize;
pub mod batch;
pub mod classify;
pub mod docs;
pub mod feedback;
pub mod fingerprints;
pub mod health;
pub mod identify;
pub mod inspect;
pub mod metrics;
pub mod models;
pub mod nonce;
pub mod openapi;
pub mod static_files;

use super::endpoint::Endpoint;
use crate::http::error::Code;

/// Every endpoint. One that is missing here does not exist.
pub const ENDPOINTS: &[&Endpoint] = &[
    &classify::ENDPOINT,
    &batch::ENDPOINT,
    &fingerprints::ENDPOINT,
    &identify::ENDPOINT,
    &inspect::CONNECTION,
    &inspect::CONNECTION_AND_BROWSER,
    &nonce::ENDPOINT,
    &authorize::ENDPOINT,
    &authorize::WITH_PATH,
    &feedback::ENDPOINT,
    &models::STATUS,
    &models::LIST,
    &models::ONE,
    &models::RELOAD,
    &health::ENDPOINT,
    &metrics::ENDPOINT,
    &openapi::ENDPOINT,
    &docs::FOLDER,
    &docs::FILE,
    &static_files::INDEX,
    &static_files::COLLECTOR,
    &static_files::COLLECTOR_MODULE,
    &static_files::PAGE_PART,
];

/// What can be wrong with one fingerprint in a body.
const ONE_FINGERPRINT: &[Code] = &[
    Code::InvalidJson,
    Code::InvalidRequest,
    Code::BodyTooLarge,
    Code::UnsupportedMediaType,
    Code::NoUsableLayers,
    Code::ModelsNotReady,
    Code::DeadlineExceeded,
];
