//! A verdict held against the truth, question by question. What is not in the truth is not known,
//! and not judged.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use fingerprint_classify::contract::answer::Answer;
use fingerprint_signals::labels::{
    AutomationKind, Browser, Client, Device, Engine, Os, Question, SpoofingKind,
};

/// What a client really was. A question that is left out is not known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
pub struct Truth {
    pub browser: Option<Browser>,
    /// The major, as text.
    pub version: Option<String>,
    pub engine: Option<Engine>,
    pub os: Option<Os>,
    pub device: Option<Device>,
    pub client: Option<Client>,
    /// `none`: a browser that nobody drives.
    pub automation: Option<AutomationKind>,
    /// Empty: honest.
    pub spoofing: Option<Vec<SpoofingKind>>,
}

/// What a verdict said: labels and probabilities, and nothing of what the client sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    browser: (Browser, f32),
    version: (Option<u32>, f32),
    engine: (Engine, f32),
    os: (Os, f32),
    device: (Device, f32),
    client: (Client, f32),
    automated: (bool, f32),
    spoofed: (bool, f32),
}

/// One question's answer, judged.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Judgement {
    pub question: Question,
    /// What the verdict said.
    pub said: String,
    pub truth: String,
    pub correct: bool,
    /// The probability that the verdict gave to what it said.
    pub probability: f32,
}

impl From<&Answer> for Said {
    fn from(answer: &Answer) -> Self {
        Self {
            browser: (answer.browser.label, answer.browser.probability),
            version: (answer.version.label.parse().ok(), answer.version.probability),
            engine: (answer.engine.label, answer.engine.probability),
            os: (answer.os.label, answer.os.probability),
            device: (answer.device.label, answer.device.probability),
            client: (answer.client.label, answer.client.probability),
            automated: sure(answer.automation.detected, answer.automation.probability),
            spoofed: sure(answer.spoofing.detected, answer.spoofing.probability),
        }
    }
}

/// The probability of what was said, from that of *detected*.
fn sure(detected: bool, probability: f32) -> (bool, f32) {
    (detected, if detected { probability } else { 1.0 - probability })
}

impl Truth {
    /// Whether anything is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The judgement of every question whose answer is known. Automation and spoofing are right
    /// where
    /// *detected* is: that is what their probability speaks of.
    #[must_use]
    pub fn judge(&self, said: &Said) -> Vec<Judgement> {
        let version = self.version.as_deref();
        let major = said.version.0.map_or_else(|| "unknown".to_owned(), |major| major.to_string());
        let automated = self.automation.map(|kind| kind != AutomationKind::None);
        let spoofed = self.spoofing.as_ref().map(|kinds| !kinds.is_empty());
        let word = |detected: bool| if detected { "detected" } else { "none" };
        [
            self.browser.map(|truth| {
                (Question::Browser, said.browser.0.as_str(), truth.as_str(), said.browser.1)
            }),
            version.map(|truth| (Question::Version, major.as_str(), truth, said.version.1)),
            self.engine.map(|truth| {
                (Question::Engine, said.engine.0.as_str(), truth.as_str(), said.engine.1)
            }),
            self.os.map(|truth| (Question::Os, said.os.0.as_str(), truth.as_str(), said.os.1)),
            self.device.map(|truth| {
                (Question::Device, said.device.0.as_str(), truth.as_str(), said.device.1)
            }),
            self.client.map(|truth| {
                (Question::Client, said.client.0.as_str(), truth.as_str(), said.client.1)
            }),
            automated.map(|truth| {
                (Question::Automation, word(said.automated.0), word(truth), said.automated.1)
            }),
            spoofed.map(|truth| {
                (Question::Spoofing, word(said.spoofed.0), word(truth), said.spoofed.1)
            }),
        ]
        .into_iter()
        .flatten()
        .map(|(question, said, truth, probability)| Judgement {
            question,
            said: said.to_owned(),
            truth: truth.to_owned(),
            correct: said == truth,
            probability,
        })
        .collect()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(crate) fn said(browser: Browser) -> Said {
        Said {
            browser: (browser, 0.9),
            version: (Some(120), 0.8),
            engine: (Engine::Blink, 0.9),
            os: (Os::Linux, 0.7),
            device: (Device::Desktop, 0.9),
            client: (Client::Browser, 0.9),
            automated: sure(false, 0.1),
            spoofed: sure(true, 0.6),
        }
    }

    #[test]
    fn only_what_is_known_is_judged() {
        let truth: Truth =
            serde_json::from_str(r#"{"browser":"edge","version":"120","spoofing":[]}"#).unwrap();
        let judged = truth.judge(&said(Browser::Chrome));
        let seen: Vec<_> =
            judged.iter().map(|one| (one.question, one.correct, one.probability)).collect();
        let expected = [
            (Question::Browser, false, 0.9),
            (Question::Version, true, 0.8),
            (Question::Spoofing, false, 0.6),
        ];
        assert_eq!(seen, expected);
        assert!(Truth::default().judge(&said(Browser::Chrome)).is_empty());
    }

    #[test]
    fn the_probability_is_that_of_what_was_said() {
        let truth: Truth = serde_json::from_str(r#"{"automation":"none"}"#).unwrap();
        let judged = truth.judge(&said(Browser::Chrome));
        assert!(judged[0].correct && (judged[0].probability - 0.9).abs() < 1e-6);
        assert_eq!((judged[0].said.as_str(), judged[0].truth.as_str()), ("none", "none"));
    }

    #[test]
    fn a_word_that_is_no_label_is_no_truth() {
        assert!(serde_json::from_str::<Truth>(r#"{"browser":"netscape"}"#).is_err());
    }
}
