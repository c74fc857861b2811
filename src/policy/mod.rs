//! The policy of forward-auth: ordered rules over a verdict, the first that matches decides. Owns
//! the file's shape and what matches; not how a verdict is found, nor how the decision travels.

mod file;

pub use file::{PolicyFile, PolicyFileError};

use std::path::{Path, PathBuf};

use serde::Deserialize;

use fingerprint_classify::contract::answer::{Answer, Choice, Status};
use fingerprint_signals::labels::{
    AutomationKind, Browser, Client, Device, Engine, Os, SpoofingKind,
};

/// What is done with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    Allow,
    Deny,
}

/// The file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Where no rule matches. Required: a policy that allows by default says so, and a file that
    /// was emptied by accident is not one.
    pub default: Action,
    #[serde(default)]
    rules: Vec<Rule>,
}

/// One rule. It matches where every condition that it names holds.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    name: String,
    action: Action,
    status: Option<Status>,
    browser: Option<Is<Browser>>,
    engine: Option<Is<Engine>>,
    os: Option<Is<Os>>,
    device: Option<Is<Device>>,
    client: Option<Is<Client>>,
    version: Option<Major>,
    automation: Option<Found<AutomationKind>>,
    spoofing: Option<Found<SpoofingKind>>,
    reasons: Option<Reasons>,
}

/// A condition on a question whose answer is one label.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Is<L> {
    /// The label is one of these.
    any_of: Option<Vec<L>>,
    /// The label is none of these.
    none_of: Option<Vec<L>>,
    /// Its probability is at least this.
    at_least: Option<f32>,
    /// Its probability is at most this.
    at_most: Option<f32>,
}

/// A condition on the major version; an unknown one matches none.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Major {
    /// The major is lower than this.
    below: Option<u32>,
    /// The major is this or higher.
    from: Option<u32>,
    /// Its probability is at least this.
    at_least: Option<f32>,
}

/// A condition on automation or spoofing.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Found<K> {
    detected: Option<bool>,
    /// One of these kinds was found.
    any_of: Option<Vec<K>>,
    /// None of these kinds was found.
    none_of: Option<Vec<K>>,
    at_least: Option<f32>,
    at_most: Option<f32>,
}

/// A condition on the codes of the reasons.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reasons {
    any_of: Option<Vec<String>>,
    none_of: Option<Vec<String>>,
}

/// Why a policy cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    #[error("cannot read {file}: {error}", file = file.display())]
    Read { file: PathBuf, error: std::io::Error },
    #[error("{file} is not a policy: {error}", file = file.display())]
    Parse { file: PathBuf, error: toml::de::Error },
    #[error("rule `{0}`: a probability lies between 0 and 1")]
    Probability(String),
    #[error("rule `{0}` has no condition; `default` decides what no rule matches")]
    NoCondition(String),
    #[error("rule `{rule}`: `{code}` is not the code of a reason")]
    Reason { rule: String, code: String },
}

impl Policy {
    /// What holds without a policy file.
    #[must_use]
    pub const fn allow_all() -> Self {
        Self { default: Action::Allow, rules: Vec::new() }
    }

    /// Reads the file. `codes` are the reasons that there are: a rule on any other would never
    /// match, which in a policy is a mistake.
    pub fn read(file: &Path, codes: &[&str]) -> Result<Self, PolicyError> {
        let text = std::fs::read_to_string(file)
            .map_err(|error| PolicyError::Read { file: file.to_owned(), error })?;
        let policy: Self = toml::from_str(&text)
            .map_err(|error| PolicyError::Parse { file: file.to_owned(), error })?;
        for rule in &policy.rules {
            rule.check(codes)?;
        }
        Ok(policy)
    }

    /// What is done with the request that this verdict is about, and the rule that decided.
    #[must_use]
    pub fn decide(&self, answer: &Answer) -> (Action, Option<&str>) {
        let rule = self.rules.iter().find(|rule| rule.matches(answer));
        rule.map_or((self.default, None), |rule| (rule.action, Some(&rule.name)))
    }
}

impl Rule {
    fn matches(&self, answer: &Answer) -> bool {
        let holds = |condition: Option<bool>| condition.unwrap_or(true);
        let engine =
            self.engine.as_ref().map(|is| is.holds(answer.engine.label, answer.engine.probability));
        holds(self.status.map(|status| status == answer.status))
            && holds(self.browser.as_ref().map(|is| is.matches(&answer.browser)))
            && holds(engine)
            && holds(self.os.as_ref().map(|is| is.matches(&answer.os)))
            && holds(self.device.as_ref().map(|is| is.matches(&answer.device)))
            && holds(self.client.as_ref().map(|is| is.matches(&answer.client)))
            && holds(self.version.as_ref().map(|major| major.matches(answer)))
            && holds(self.automation.as_ref().map(|found| {
                let said = &answer.automation;
                found.matches(said.detected, said.probability, &[said.kind])
            }))
            && holds(self.spoofing.as_ref().map(|found| {
                let said = &answer.spoofing;
                found.matches(said.detected, said.probability, &said.kinds)
            }))
            && holds(self.reasons.as_ref().map(|reasons| reasons.matches(answer)))
    }

    fn check(&self, codes: &[&str]) -> Result<(), PolicyError> {
        if self == (&Self { name: self.name.clone(), ..Self::empty(self.action) }) {
            return Err(PolicyError::NoCondition(self.name.clone()));
        }
        let ends = |found: (Option<f32>, Option<f32>)| [found.0, found.1];
        let probabilities = [
            self.browser.as_ref().map(|is| (is.at_least, is.at_most)),
            self.engine.as_ref().map(|is| (is.at_least, is.at_most)),
            self.os.as_ref().map(|is| (is.at_least, is.at_most)),
            self.device.as_ref().map(|is| (is.at_least, is.at_most)),
            self.client.as_ref().map(|is| (is.at_least, is.at_most)),
            self.automation.as_ref().map(|found| (found.at_least, found.at_most)),
            self.spoofing.as_ref().map(|found| (found.at_least, found.at_most)),
            self.version.as_ref().map(|major| (major.at_least, None)),
        ];
        let mut probabilities = probabilities.into_iter().flatten().flat_map(ends).flatten();
        if !probabilities.all(|probability| (0.0..=1.0).contains(&probability)) {
            return Err(PolicyError::Probability(self.name.clone()));
        }
        let named = self.reasons.iter().flat_map(|reasons| [&reasons.any_of, &reasons.none_of]);
        for code in named.flatten().flatten() {
            if !codes.contains(&code.as_str()) {
                return Err(PolicyError::Reason { rule: self.name.clone(), code: code.clone() });
            }
        }
        Ok(())
    }

    const fn empty(action: Action) -> Self {
        Self {
            name: String::new(),
            action,
            status: None,
            browser: None,
            engine: None,
            os: None,
            device: None,
            client: None,
            version: None,
            automation: None,
            spoofing: None,
            reasons: None,
        }
    }
}

impl<L: PartialEq + Copy> Is<L> {
    fn matches(&self, choice: &Choice<L>) -> bool {
        self.holds(choice.label, choice.probability)
    }

    fn holds(&self, label: L, probability: f32) -> bool {
        within(probability, self.at_least, self.at_most)
            && self.any_of.as_ref().is_none_or(|labels| labels.contains(&label))
            && self.none_of.as_ref().is_none_or(|labels| !labels.contains(&label))
    }
}

impl Major {
    fn matches(&self, answer: &Answer) -> bool {
        let Ok(major) = answer.version.label.parse::<u32>() else { return false };
        within(answer.version.probability, self.at_least, None)
            && self.below.is_none_or(|below| major < below)
            && self.from.is_none_or(|from| major >= from)
    }
}

impl<K: PartialEq> Found<K> {
    fn matches(&self, detected: bool, probability: f32, kinds: &[K]) -> bool {
        within(probability, self.at_least, self.at_most)
            && self.detected.is_none_or(|wanted| wanted == detected)
            && self.any_of.as_ref().is_none_or(|any| any.iter().any(|kind| kinds.contains(kind)))
            && self
                .none_of
                .as_ref()
                .is_none_or(|none| !none.iter().any(|kind| kinds.contains(kind)))
    }
}

impl Reasons {
    fn matches(&self, answer: &Answer) -> bool {
        let given = answer.reasons.as_deref().unwrap_or_default();
        let has = |code: &String| given.iter().any(|reason| reason.code == code);
        self.any_of.as_ref().is_none_or(|any| any.iter().any(has))
            && self.none_of.as_ref().is_none_or(|none| !none.iter().any(has))
    }
}

fn within(probability: f32, at_least: Option<f32>, at_most: Option<f32>) -> bool {
    at_least.is_none_or(|least| probability >= least)
        && at_most.is_none_or(|most| probability <= most)
}

#[cfg(test)]
mod tests;
