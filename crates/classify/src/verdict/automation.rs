//! Whether and how a client is automated: how likely the models take it for a program other than
//! a browser and, if it is a browser, what the findings say.

use super::Evidence;
use super::odds::{bounded, log_odds, probability, rounded, sum};
use super::reasons::CLIENT_IS_NO_BROWSER;
use crate::checks::PointsTo;
use crate::contract::answer::{Automation, Reason};
use fingerprint_signals::labels::{AutomationKind, Client, Layer, Question};

/// From this probability on, that the client is not a browser is given as a reason.
const MIN_REASON_PROBABILITY: f32 = 0.5;

/// Share of driven browsers among all browsers: the prior.
const DRIVEN_BROWSER_SHARE: f32 = 0.02;

pub(super) fn decide(evidence: &Evidence<'_>, reasons: &mut Vec<Reason>) -> Automation {
    // A prior is not evidence: without a layer that says what the client is, nothing is answered.
    let scores =
        evidence.scores.question(Question::Client).filter(|scores| !scores.layers.is_empty());
    let share =
        |client: Client| scores.map_or(0.0, |scores| scores.all.probability(client.index()));
    let crawler = share(Client::Crawler);
    let library = share(Client::HttpLibrary) + share(Client::Impersonator);
    let found = evidence.findings.iter().filter_map(|finding| match finding.points_to {
        PointsTo::Automation(kind) => Some((kind, finding.tool, finding.weight)),
        PointsTo::Spoofing(_) => None,
    });
    // A finding that names the tool knows its kind; otherwise the heaviest finding decides.
    let strongest = found.clone().max_by(|a, b| {
        (a.1.is_some(), a.2).partial_cmp(&(b.1.is_some(), b.2)).unwrap_or(std::cmp::Ordering::Equal)
    });
    let tool = strongest.and_then(|(_, tool, _)| tool);
    // A client that is not a browser is automated; for a browser the findings decide.
    let driven =
        probability(log_odds(DRIVEN_BROWSER_SHARE) + sum(found.map(|(_, _, weight)| weight)));
    let not_a_browser = (crawler + library).min(1.0);
    let probability = bounded(not_a_browser + (1.0 - not_a_browser) * driven);
    if not_a_browser >= MIN_REASON_PROBABILITY {
        reasons.push(reason(evidence, not_a_browser));
    }
    let detected = probability >= 0.5;
    let kind = match strongest {
        _ if !detected => AutomationKind::None,
        Some((kind, ..)) => kind,
        None if crawler > library => AutomationKind::DeclaredCrawler,
        None => AutomationKind::HttpClient,
    };
    Automation {
        detected,
        probability: rounded(probability),
        kind,
        tool: tool.filter(|_| detected).map(|tool| tool.to_string()),
    }
}

fn reason(evidence: &Evidence<'_>, share: f32) -> Reason {
    let scores = evidence.scores.question(Question::Client);
    let layers: Vec<Layer> =
        scores.map_or(Vec::new(), |scores| scores.layers.iter().map(|(layer, _)| *layer).collect());
    let evidence = layers.iter().filter_map(|layer| {
        let alone = scores?.layer(*layer)?;
        let browser =
            alone.probability(Client::Browser.index()) + alone.probability(Client::Webview.index());
        let path = match layer {
            Layer::Tls => "tls.no_browser",
            Layer::Http => "http.no_browser",
            _ => return None,
        };
        Some((path, format!("{:.2}", 1.0 - browser)))
    });
    Reason {
        code: CLIENT_IS_NO_BROWSER.code,
        question: CLIENT_IS_NO_BROWSER.question,
        weight: rounded(log_odds(share)),
        message: "The evidence is that of an HTTP library or crawler, not of a browser.".to_owned(),
        evidence: evidence.collect(),
        layers,
    }
}
