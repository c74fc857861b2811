//! What the models are doing, as `/api/v1/models/status` shows it: every kubelet asks every few
//! seconds, so that the body is short and rendered once for each load. What changes between loads,
//! counters and the uptime, is put in when it is asked for.

use std::fmt::Write as _;

use serde::Serialize;
use utoipa::ToSchema;

use fingerprint_classify::models::manifest::Manifest;

/// The status is one page of memory at most.
pub const MAX_STATUS_BYTES: usize = 4096;

/// Bytes of it for what is put in when it is asked for, and for the shadow.
const RESERVED_BYTES: usize = 1024;

/// Characters that are kept of an error; the log has the rest.
const MAX_ERROR_CHARS: usize = 160;

/// Body of `/api/v1/models/status`, ready or not.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ModelsStatus {
    pub status: Readiness,
    pub models: Vec<ModelStatus>,
    /// Id of the feature schema this binary computes.
    pub schema: String,
    /// Why the set as a whole could not be loaded, such as a missing folder.
    pub error: Option<String>,
    /// The set of `models.shadow`, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shadow: Option<ShadowStatus>,
    pub uptime_seconds: f64,
}

/// Models that score beside the active set and answer no request.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ShadowStatus {
    pub status: Readiness,
    pub models: Vec<ShadowModel>,
    pub error: Option<String>,
}

/// One model of the shadow.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ShadowModel {
    pub name: String,
    pub version: String,
}

/// Whether the service can answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Readiness {
    Ready,
    Loading,
    Failed,
    Draining,
}

impl Readiness {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Loading => "loading",
            Self::Failed => "failed",
            Self::Draining => "draining",
        }
    }
}

/// One model of the active set, in short; `/api/v1/models` has the rest.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ModelStatus {
    pub name: String,
    pub version: String,
    pub state: ModelState,
    pub sha256: String,
    pub schema: String,
    pub labels: Vec<String>,
    pub trained_on: Option<TrainedOn>,
    pub metrics: Option<HeldOut>,
    /// Seconds since the Unix epoch.
    pub loaded_at: Option<u64>,
    pub error: Option<String>,
    // Last, where it is put in when it is asked for.
    pub inferences_total: u64,
}

/// What a model was trained on.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TrainedOn {
    pub rows: Option<u64>,
    /// Groups of rows that no split tears apart.
    pub groups: Option<u64>,
    /// Seconds since the Unix epoch.
    pub trained_at: Option<u64>,
}

/// How good a model is on rows that it was not trained on.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HeldOut {
    /// Rows measured.
    pub n: Option<u64>,
    pub accuracy: Option<f64>,
    /// Expected calibration error.
    pub ece: Option<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ModelState {
    Ready,
    Loading,
    Failed,
}

impl ModelState {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Loading => "loading",
            Self::Failed => "failed",
        }
    }
}

impl TrainedOn {
    pub(super) fn from_manifest(manifest: &Manifest) -> Self {
        let number = |pointer: &str| manifest.trained_on.pointer(pointer)?.as_u64();
        let held_out = || manifest.metrics.pointer("/accuracy/groups")?.as_u64();
        Self {
            rows: number("/rows"),
            // Every row is held out once, so that the measured groups are those trained on.
            groups: number("/groups").or_else(held_out),
            trained_at: number("/trained_at"),
        }
    }
}

impl HeldOut {
    pub(super) fn from_manifest(manifest: &Manifest) -> Self {
        let figure = |pointer: &str| manifest.metrics.pointer(pointer)?.as_f64();
        Self {
            n: manifest.metrics.pointer("/accuracy/n").and_then(serde_json::Value::as_u64),
            accuracy: figure("/accuracy/value"),
            ece: figure("/ece"),
        }
    }
}

/// The status of one load, rendered but for what changes until the next.
#[derive(Debug, Clone, Default)]
pub(super) struct RenderedStatus {
    /// Each up to the number of its inferences.
    models: Vec<String>,
    /// From the end of the models to the shadow or the uptime.
    rest: String,
    /// As the shadow of another set, from behind its readiness on.
    as_shadow: String,
}

impl RenderedStatus {
    pub(super) fn new(models: &[ModelStatus], schema: &str, error: Option<&str>) -> Self {
        let error = json(&error.map(shorten));
        let shadow_models: Vec<_> = models
            .iter()
            .map(|model| ShadowModel { name: model.name.clone(), version: model.version.clone() })
            .collect();
        let rendered = Self {
            models: models.iter().map(render_model).collect(),
            rest: format!("],\"schema\":{},\"error\":{error}", json(schema)),
            as_shadow: format!("\"models\":{},\"error\":{error}", json(&shadow_models)),
        };
        let bytes = rendered.models.iter().map(String::len).sum::<usize>() + rendered.rest.len();
        let has_labels = models.iter().any(|model| !model.labels.is_empty());
        if bytes + RESERVED_BYTES <= MAX_STATUS_BYTES || !has_labels {
            return rendered;
        }
        // A set of very many labels: `/api/v1/models` lists them.
        let without: Vec<_> = models
            .iter()
            .map(|model| ModelStatus { labels: Vec::new(), ..model.clone() })
            .collect();
        Self { models: without.iter().map(render_model).collect(), ..rendered }
    }

    /// The body, with what changes put in.
    pub(super) fn body(&self, now: &Now, shadow: Option<(Readiness, &Self)>) -> String {
        let mut body = String::with_capacity(MAX_STATUS_BYTES);
        body.push_str("{\"status\":\"");
        body.push_str(now.readiness.as_str());
        body.push_str("\",\"models\":[");
        for (index, model) in self.models.iter().enumerate() {
            if index > 0 {
                body.push(',');
            }
            body.push_str(model);
            body.push_str(&now.inferences_total.to_string());
            body.push('}');
        }
        body.push_str(&self.rest);
        if let Some((readiness, shadow)) = shadow {
            body.push_str(",\"shadow\":{\"status\":\"");
            body.push_str(readiness.as_str());
            body.push_str("\",");
            body.push_str(&shadow.as_shadow);
            body.push('}');
        }
        body.push_str(",\"uptime_seconds\":");
        // Writing to a String cannot fail.
        let _ = write!(body, "{:.3}", now.uptime_seconds);
        body.push('}');
        body
    }
}

/// What changes between loads.
pub(super) struct Now {
    pub(super) readiness: Readiness,
    pub(super) inferences_total: u64,
    pub(super) uptime_seconds: f64,
}

fn render_model(model: &ModelStatus) -> String {
    let error = model.error.as_deref().map(shorten);
    let mut text = json(&ModelStatus { error, inferences_total: 0, ..model.clone() });
    // The number and the brace.
    text.truncate(text.len().saturating_sub(2));
    text
}

/// The start of an error, on one line.
fn shorten(error: &str) -> String {
    let line = error.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    let mut short: String = line.clone().take(MAX_ERROR_CHARS).collect();
    if line.count() > MAX_ERROR_CHARS {
        short.push('…');
    }
    short
}

/// Strings, numbers and lists always serialise.
fn json(value: &(impl Serialize + ?Sized)) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[cfg(test)]
mod tests;
