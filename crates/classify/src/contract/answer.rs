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
    /// Whether there was evidence to answer from.
    pub status: Status,
    /// The browser, or the kind of library.
    pub browser: Choice<Browser>,
    /// The browser's major version.
    pub version: Version,
    /// The rendering engine.
    pub engine: EngineChoice,
    /// The operating system.
    pub os: Choice<Os>,
    /// The kind of device.
    pub device: Choice<Device>,
    /// The kind of client.
    pub client: Choice<Client>,
    /// Whether and how the client is automated.
    pub automation: Automation,
    /// Whether and about what the client lies.
    pub spoofing: Spoofing,
    /// What the client claims to be.
    pub claimed: Claimed,
    /// What each layer says alone.
    pub layers: Layers,
    /// Ordered by absolute weight; positive pushes towards *detected*.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reasons: Option<Vec<Reason>>,
    /// The fingerprints in the usual notations.
    pub fingerprints: Strings,
    /// What is wrong with the evidence.
    pub issues: Vec<Issue>,
    /// The models that answered.
    pub model: ModelStamp,
    /// Where the time went.
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
    /// What the client claims to be.
    pub claimed: Claimed,
    /// The fingerprints in the usual notations.
    pub fingerprints: Strings,
    /// What is wrong with the evidence.
    pub issues: Vec<Issue>,
}

/// Whether the evidence supports an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// At least one layer says what the client is.
    Ok,
    /// The evidence supports no answer for `browser`.
    InsufficientData,
}

/// A label with its calibrated probability, the set that holds the truth, and the runners-up.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Choice<L> {
    /// The likeliest label, or `unknown`.
    pub label: L,
    /// How likely the label is.
    pub probability: f32,
    /// The smallest set of labels that holds the truth with probability `coverage`.
    pub set: Vec<L>,
    /// The next likeliest labels.
    pub alternatives: Vec<(L, f32)>,
}

/// The engine, without alternatives.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EngineChoice {
    /// The likeliest engine, or `unknown`.
    pub label: Engine,
    /// How likely the engine is.
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
    /// How likely the version is.
    pub probability: f32,
    /// What the version was read from.
    pub basis: Basis,
}

/// What chose the version's label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The evidence alone.
    Evidence,
    /// A claim inside the range that nothing contradicts.
    ClaimWithinRange,
}

/// Whether and how the client is automated.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Automation {
    /// Whether `probability` is a half or more.
    pub detected: bool,
    /// How likely the client is automated.
    pub probability: f32,
    /// How it is automated; `none` unless detected.
    pub kind: AutomationKind,
    /// The tool, such as `selenium` or `curl_cffi`, where it can be named.
    pub tool: Option<String>,
}

/// Whether and about what the client lies.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Spoofing {
    /// Whether `probability` is a half or more.
    pub detected: bool,
    /// How likely the client lies.
    pub probability: f32,
    /// What it lies about; empty unless detected.
    pub kinds: Vec<SpoofingKind>,
}

/// What the client claims to be.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Claimed {
    /// The browser that is named.
    pub browser: Browser,
    /// Its major version.
    #[serde(serialize_with = "as_text")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub version: Option<u32>,
    /// The operating system that is named.
    pub os: Os,
    /// The kind of device that is named.
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
    /// The SYN.
    pub tcp: LayerAnswer,
    /// The ClientHello.
    pub tls: LayerAnswer,
    /// The opening of HTTP/2.
    pub http2: LayerAnswer,
    /// The opening of HTTP/3.
    pub http3: LayerAnswer,
    /// The request's header fields.
    pub http: LayerAnswer,
    /// What the page collected.
    pub browser: LayerAnswer,
}

impl Layers {
    /// The answer of one layer.
    pub fn layer_mut(&mut self, layer: Layer) -> &mut LayerAnswer {
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
    /// Whether the layer was part of the answer.
    pub used: bool,
    /// Where its evidence came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// The likeliest browser by this layer alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub browser: Option<Browser>,
    /// How likely that browser is by this layer alone.
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
    /// The layers that were compared.
    pub layers: Vec<Layer>,
    /// The question that it helps to answer.
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
    /// The version of the models.
    pub version: String,
    /// The id of the features' schema.
    pub schema: String,
}

/// Where the time went, in microseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Timing {
    /// Reading the evidence.
    pub extract_us: u64,
    /// Waiting for the models.
    pub queue_us: u64,
    /// Asking the models.
    pub infer_us: u64,
}
