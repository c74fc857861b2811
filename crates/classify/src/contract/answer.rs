//! The answer of a classify request as the contract fixes it. Owns its shape; how each field is
//! found is the verdict's business, and the pipeline puts the two together.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize, Serializer};

use fingerprint_signals::Fingerprint;
use fingerprint_signals::claim::ClaimSource;
use fingerprint_signals::issue::Issue;
use fingerprint_signals::labels::{
    AutomationKind, Browser, Client, Device, Engine, Layer, Os, Question, SpoofingKind,
};
use fingerprint_signals::source::Source;
use fingerprint_signals::strings::Strings;

/// Body of a 200 of `POST /api/v1/classify`.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Answer {
    /// The caller's id.
    pub id: Option<String>,
    pub status: Status,
    pub browser: Choice<Browser>,
    pub version: Version,
    pub engine: EngineChoice,
    pub os: Choice<Os>,
    pub device: Choice<Device>,
    pub client: Choice<Client>,
    pub automation: Automation,
    pub spoofing: Spoofing,
    pub claimed: Claimed,
    pub layers: Layers,
    /// Ordered by absolute weight; positive pushes towards *detected*.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reasons: Option<Vec<Reason>>,
    pub fingerprints: Strings,
    pub issues: Vec<Issue>,
    pub model: ModelStamp,
    pub timing: Timing,
}

/// Body of a 200 of `POST /api/v1/fingerprints`: what was read of the evidence, and no verdict.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Extraction {
    /// The caller's id.
    pub id: Option<String>,
    /// The typed facts by layer; null where a layer was not given or cannot be used.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub layers: Fingerprint,
    pub claimed: Claimed,
    pub fingerprints: Strings,
    pub issues: Vec<Issue>,
}

/// Whether the evidence supports an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Ok,
    /// The evidence supports no answer for `browser`.
    InsufficientData,
}

/// A label with its calibrated probability, the set that holds the truth, and the runners-up.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Choice<L> {
    pub label: L,
    pub probability: f32,
    /// The smallest set of labels that holds the truth with probability `coverage`.
    pub set: Vec<L>,
    pub alternatives: Vec<(L, f32)>,
}

/// The engine, without alternatives.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EngineChoice {
    pub label: Engine,
    pub probability: f32,
}

/// The major version.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Version {
    /// The single best major, or `unknown`.
    pub label: String,
    /// First and last major that the evidence allows; null: "or newer".
    pub range: (u32, Option<u32>),
    pub probability: f32,
    pub basis: Basis,
}

/// What chose the version's label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    Evidence,
    /// A claim inside the range that nothing contradicts.
    ClaimWithinRange,
}

/// Whether and how the client is automated.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Automation {
    pub detected: bool,
    pub probability: f32,
    pub kind: AutomationKind,
    /// The tool, such as `selenium` or `curl_cffi`, where it can be named.
    pub tool: Option<String>,
}

/// Whether and about what the client lies.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Spoofing {
    pub detected: bool,
    pub probability: f32,
    pub kinds: Vec<SpoofingKind>,
}

/// What the client says of itself.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Claimed {
    pub browser: Browser,
    #[serde(serialize_with = "as_text")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub version: Option<u32>,
    pub os: Os,
    pub device: Device,
    /// Null when the client claims nothing.
    pub source: Option<ClaimSource>,
}

/// A major is text in the contract, as it is in every user agent.
#[expect(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn as_text<S: Serializer>(version: &Option<u32>, serializer: S) -> Result<S::Ok, S::Error> {
    match version {
        Some(major) => serializer.collect_str(major),
        None => serializer.serialize_none(),
    }
}

/// Every layer, used or not.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Layers {
    pub tcp: LayerAnswer,
    pub tls: LayerAnswer,
    pub http2: LayerAnswer,
    pub http3: LayerAnswer,
    pub http: LayerAnswer,
    pub browser: LayerAnswer,
}

impl Layers {
    pub fn of_mut(&mut self, layer: Layer) -> &mut LayerAnswer {
        match layer {
            Layer::Tcp => &mut self.tcp,
            Layer::Tls => &mut self.tls,
            Layer::Http2 => &mut self.http2,
            Layer::Http3 => &mut self.http3,
            Layer::Http => &mut self.http,
            Layer::Browser => &mut self.browser,
        }
    }
}

/// What one layer alone says.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LayerAnswer {
    pub used: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub browser: Option<Browser>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub probability: Option<f32>,
    /// Whether training saw exactly these features in this layer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known: Option<bool>,
    /// This layer's own distribution by question, with `explain: full`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distribution: Option<BTreeMap<Question, Vec<(&'static str, f32)>>>,
}

/// Why a question was answered as it was.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reason {
    /// Stable `snake_case` code.
    pub code: &'static str,
    pub layers: Vec<Layer>,
    pub question: Question,
    /// Log-odds; positive pushes towards *detected*.
    pub weight: f32,
    /// Plain language, for a person.
    pub message: String,
    /// The facts that were compared, by their path.
    pub evidence: BTreeMap<&'static str, String>,
}

/// Which models answered.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ModelStamp {
    pub version: String,
    pub schema: String,
}

/// Where the time went, in microseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Timing {
    pub extract_us: u64,
    pub queue_us: u64,
    pub infer_us: u64,
}
