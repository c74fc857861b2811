//! The reasons that the verdict finds itself, beside those of the checks: each declared once, with
//! what it means.

use fingerprint_signals::labels::Question;

/// One kind of reason.
#[derive(Debug)]
pub struct ReasonKind {
    /// Stable `snake_case` code.
    pub code: &'static str,
    /// The question that it helps to answer.
    pub question: Question,
    /// When it is given, in Markdown, for a person.
    pub doc: &'static str,
}

pub(super) const CLIENT_IS_NO_BROWSER: ReasonKind = ReasonKind {
    code: "client_is_no_browser",
    question: Question::Automation,
    doc: "The models take the client for an HTTP library or a crawler rather than a browser.",
};

pub(super) const EVIDENCE_AGREES_WITH_CLAIM: ReasonKind = ReasonKind {
    code: "evidence_agrees_with_claim",
    question: Question::Spoofing,
    doc: "The browser model takes the client for the engine that it claims.",
};

pub(super) const EVIDENCE_CONTRADICTS_CLAIM: ReasonKind = ReasonKind {
    code: "evidence_contradicts_claim",
    question: Question::Spoofing,
    doc: "The browser model takes the client for another engine than it claims.",
};

pub(super) const LAYERS_AGREE_WITH_CLAIM: ReasonKind = ReasonKind {
    code: "layers_agree_with_claim",
    question: Question::Spoofing,
    doc: "The spoofing model finds that the layers fit the claim and each other.",
};

pub(super) const LAYERS_DISAGREE_WITH_CLAIM: ReasonKind = ReasonKind {
    code: "layers_disagree_with_claim",
    question: Question::Spoofing,
    doc: "The spoofing model finds a combination of claim and layers that honest clients do not \
          have.",
};

/// Every reason of the verdict.
pub static REASONS: &[ReasonKind] = &[
    CLIENT_IS_NO_BROWSER,
    EVIDENCE_AGREES_WITH_CLAIM,
    EVIDENCE_CONTRADICTS_CLAIM,
    LAYERS_AGREE_WITH_CLAIM,
    LAYERS_DISAGREE_WITH_CLAIM,
];
