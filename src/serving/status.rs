//! What the models are doing, as `/api/v1/models/status` shows it.

use serde::Serialize;
use utoipa::ToSchema;

/// Body of `/api/v1/models/status`, ready or not.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ModelsStatus {
    pub status: Readiness,
    pub models: Vec<ModelStatus>,
    /// Id of the feature schema this binary computes.
    pub schema: String,
    pub uptime_seconds: f64,
    /// Why the set as a whole could not be loaded, such as a missing folder.
    pub error: Option<String>,
    /// The set of `models.shadow`, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shadow: Option<ShadowStatus>,
}

/// Models that score beside the active set and answer nobody.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ShadowStatus {
    pub status: Readiness,
    pub models: Vec<ModelStatus>,
    pub error: Option<String>,
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

/// One model of the active set.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ModelStatus {
    pub name: String,
    pub version: String,
    pub state: ModelState,
    pub sha256: String,
    pub schema: String,
    pub labels: Vec<String>,
    /// The data's summary, from the manifest.
    #[schema(value_type = Object)]
    pub trained_on: serde_json::Value,
    /// The held-out figures, from the manifest.
    #[schema(value_type = Object)]
    pub metrics: serde_json::Value,
    /// Seconds since the Unix epoch.
    pub loaded_at: Option<u64>,
    pub inferences_total: u64,
    pub error: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ModelState {
    Ready,
    Loading,
    Failed,
}
