//! The first half of the story alone: evidence to signals, without a model.

use super::{ClassifyError, answer};
use crate::answer::Extraction;
use crate::request::Request;
use crate::signals::strings::Strings;

/// What a request's evidence says, and what is wrong with it.
pub fn extract(request: Request) -> Result<Extraction, ClassifyError> {
    let (asked, evidence, mut issues) = request.into_parts();
    let fingerprint = evidence.read(&mut issues);
    if fingerprint.is_empty() {
        return Err(ClassifyError::NoUsableLayers { issues });
    }
    Ok(Extraction {
        id: asked.id,
        claimed: answer::claimed(&fingerprint),
        fingerprints: Strings::of(&fingerprint),
        layers: fingerprint,
        issues,
    })
}
