//! What a check is: one declared value, and what it gives when it finds something. Owns the form;
//! the checks themselves are one file each.

use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{AutomationKind, AutomationTool, Layer, Question, SpoofingKind};

/// One contradiction that is looked for in the facts of a client.
#[derive(Debug)]
pub struct Check {
    /// Stable `snake_case` code, the name of the check's file.
    pub code: &'static str,
    /// The layers whose facts are compared.
    pub layers: &'static [Layer],
    /// What a finding is evidence of.
    pub points_to: Stated<PointsTo>,
    /// Log-odds; positive pushes towards *detected*.
    pub weight: Stated<f32>,
    /// When it fires, in Markdown, for a person.
    pub doc: &'static str,
    pub(super) find: fn(&Fingerprint) -> Option<Found>,
}

/// A value that a check states in advance: always the same, or one of a few.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stated<T: 'static> {
    usual: T,
    others: &'static [T],
}

/// What a finding is evidence of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PointsTo {
    /// The client is automated in this way.
    Automation(AutomationKind),
    /// The client lies about this.
    Spoofing(SpoofingKind),
}

/// What a check found in one client. What it leaves open is as the check states it.
#[derive(Debug)]
pub(super) struct Found {
    message: String,
    evidence: Vec<(&'static str, String)>,
    weight: Option<f32>,
    points_to: Option<PointsTo>,
    tool: Option<AutomationTool>,
}

/// A check's result for one client.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The check's code.
    pub code: &'static str,
    /// The check's layers.
    pub layers: &'static [Layer],
    /// What the finding is evidence of.
    pub points_to: PointsTo,
    /// The tool that was recognised.
    pub tool: Option<AutomationTool>,
    /// Log-odds; positive pushes towards *detected*.
    pub weight: f32,
    /// Plain language, for a person.
    pub message: String,
    /// The facts that were compared, by their path.
    pub evidence: Vec<(&'static str, String)>,
}

impl Check {
    /// Looks at one client.
    #[must_use]
    pub fn finding(&self, fingerprint: &Fingerprint) -> Option<Finding> {
        let found = (self.find)(fingerprint)?;
        let finding = Finding {
            code: self.code,
            layers: self.layers,
            points_to: found.points_to.unwrap_or(self.points_to.usual),
            tool: found.tool,
            weight: found.weight.unwrap_or(self.weight.usual),
            message: found.message,
            evidence: found.evidence,
        };
        #[cfg(test)]
        self.assert_states(&finding);
        Some(finding)
    }

    /// Holds every test of a check to what the check states.
    #[cfg(test)]
    fn assert_states(&self, finding: &Finding) {
        assert!(self.states(finding), "{} does not state {finding:?}", self.code);
    }

    /// Whether a finding is one that this check may give.
    #[must_use]
    pub fn states(&self, finding: &Finding) -> bool {
        self.code == finding.code
            && self.weight.values().any(|weight| weight == finding.weight)
            && self.points_to.values().any(|target| target == finding.points_to)
    }

    /// The question that its findings help to answer.
    #[must_use]
    pub const fn question(&self) -> Question {
        self.points_to.usual.question()
    }
}

impl<T: Copy> Stated<T> {
    pub(super) const fn always(value: T) -> Self {
        Self { usual: value, others: &[] }
    }

    pub(super) const fn usually(usual: T, others: &'static [T]) -> Self {
        Self { usual, others }
    }

    /// Every value it may have, the usual one first.
    pub fn values(&self) -> impl Iterator<Item = T> + use<T> {
        std::iter::once(self.usual).chain(self.others.iter().copied())
    }
}

impl PointsTo {
    /// The question that is answered.
    #[must_use]
    pub const fn question(self) -> Question {
        match self {
            Self::Automation(_) => Question::Automation,
            Self::Spoofing(_) => Question::Spoofing,
        }
    }

    /// The word for it in an answer.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Automation(kind) => kind.as_str(),
            Self::Spoofing(kind) => kind.as_str(),
        }
    }
}

impl Found {
    /// A finding with the check's usual weight and target.
    pub(super) fn new(message: impl Into<String>, evidence: Vec<(&'static str, String)>) -> Self {
        Self { message: message.into(), evidence, weight: None, points_to: None, tool: None }
    }

    /// The same with another of the weights that the check states.
    pub(super) fn weighing(self, weight: f32) -> Self {
        Self { weight: Some(weight), ..self }
    }

    /// The same for another of the targets that the check states.
    pub(super) fn pointing_to(self, target: PointsTo) -> Self {
        Self { points_to: Some(target), ..self }
    }

    /// The same with the tool that was recognised.
    pub(super) fn naming(self, tool: Option<AutomationTool>) -> Self {
        Self { tool, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIGHT: Check = Check {
        code: "light",
        layers: &[Layer::Http],
        points_to: Stated::always(PointsTo::Spoofing(SpoofingKind::Os)),
        weight: Stated::usually(1.0, &[2.0]),
        doc: "Always.",
        find: |_| Some(Found::new("found", Vec::new())),
    };

    #[test]
    fn a_finding_is_as_the_check_states_it() {
        let finding = LIGHT.finding(&Fingerprint::default()).unwrap();
        assert_eq!((finding.weight, finding.points_to.as_str()), (1.0, "os"));
        assert!(!LIGHT.states(&Finding { weight: 3.0, ..finding.clone() }));
        let target = PointsTo::Spoofing(SpoofingKind::Device);
        assert!(!LIGHT.states(&Finding { points_to: target, ..finding.clone() }));
        assert!(LIGHT.states(&Finding { weight: 2.0, ..finding }));
    }

    #[test]
    #[should_panic(expected = "does not state")]
    fn a_weight_that_is_not_stated_fails_the_checks_test() {
        let find = |_: &Fingerprint| Some(Found::new("found", Vec::new()).weighing(3.0));
        let _ = Check { find, ..LIGHT }.finding(&Fingerprint::default());
    }
}
