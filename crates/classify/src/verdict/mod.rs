//! Scores and findings to an answer: labels with their sets, and reasons. Owns the rules by which
//! evidence becomes a verdict. It never sees the signals: what it says rests on the models' scores,
//! the checks' findings and the claim alone.

mod automation;
mod brands;
mod choice;
mod engine;
pub(crate) mod odds;
pub mod probes;
pub mod reasons;
mod spoofing;
pub(crate) mod version;

use crate::checks::Finding;
use crate::contract::answer::{
    Automation, Choice, Claimed, EngineChoice, Reason, Spoofing, Status, Version,
};
use crate::models::scores::Scores;
use fingerprint_signals::labels::{Browser, Client, Device, Os, Question};
use probes::Probes;
use version::Traits;

/// What the verdict rests on.
pub(crate) struct Evidence<'a> {
    pub scores: &'a Scores,
    pub findings: &'a [Finding],
    pub claimed: &'a Claimed,
    /// What the features of the page's browser come closest to.
    pub probes: Option<&'a Probes>,
    /// The majors of each engine that the network's traits leave.
    pub traits: &'a [Traits],
    pub alternatives: usize,
    pub coverage: f32,
}

/// Every question's answer.
#[derive(Debug, Clone)]
pub(crate) struct Verdict {
    pub status: Status,
    pub browser: Choice<Browser>,
    pub version: Version,
    pub engine: EngineChoice,
    pub os: Choice<Os>,
    pub device: Choice<Device>,
    pub client: Choice<Client>,
    pub automation: Automation,
    pub spoofing: Spoofing,
    /// By falling absolute weight.
    pub reasons: Vec<Reason>,
}

/// Answers every question.
#[must_use]
pub(crate) fn decide(evidence: &Evidence<'_>) -> Verdict {
    let mut reasons: Vec<Reason> = evidence.findings.iter().map(Reason::from).collect();
    let supported =
        evidence.scores.question(Question::Browser).is_some_and(|scores| !scores.layers.is_empty());
    let browser = choice::decide(evidence, Question::Browser, Browser::ALL, Browser::Unknown);
    let os = choice::decide(evidence, Question::Os, Os::ALL, Os::Unknown);
    let device = choice::decide(evidence, Question::Device, Device::ALL, Device::Unknown);
    let client = choice::decide(evidence, Question::Client, Client::ALL, Client::Unknown);
    let engine = engine::decide(evidence);
    let automation = automation::decide(evidence, &mut reasons);
    let spoofing = spoofing::decide(evidence, &mut reasons);
    let version = version::decide(evidence, &browser, &spoofing);
    reasons.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    let status = if supported { Status::Ok } else { Status::InsufficientData };
    Verdict { status, browser, version, engine, os, device, client, automation, spoofing, reasons }
}

impl From<&Finding> for Reason {
    fn from(finding: &Finding) -> Self {
        Self {
            code: finding.code,
            layers: finding.layers.to_vec(),
            question: finding.points_to.question(),
            weight: finding.weight,
            message: finding.message.clone(),
            evidence: finding.evidence.iter().cloned().collect(),
        }
    }
}
