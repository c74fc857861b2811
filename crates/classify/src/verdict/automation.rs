//! Whether and how a client is automated: the models' share of clients that are no browsers, and
//! of the browsers, those that the findings give away.

use super::Evidence;
use super::odds::{bounded, log_odds, probability, rounded, sum};
use super::reasons::CLIENT_IS_NO_BROWSER;
use crate::checks::PointsTo;
use crate::contract::answer::{Automation, Reason};
use fingerprint_signals::labels::{AutomationKind, Client, Layer, Question};

/// A share of non-browsers from which it is worth a reason.
const TELLING: f32 = 0.5;

/// Share of browsers that somebody drives, before anything is known of one.
const DRIVEN: f32 = 0.02;

pub(super) fn decide(evidence: &Evidence<'_>, reasons: &mut Vec<Reason>) -> Automation {
    // A prior is no evidence: without a layer that speaks of the client, nothing is said of it.
    let scores = evidence.scores.of(Question::Client).filter(|scores| !scores.layers.is_empty());
    let share = |client: Client| scores.map_or(0.0, |scores| scores.all.of(client.index()));
    let crawler = share(Client::Crawler);
    let library = share(Client::HttpLibrary) + share(Client::Impersonator);
    let found = evidence.findings.iter().filter_map(|finding| match finding.points_to {
        PointsTo::Automation(kind) => Some((kind, finding.tool, finding.weight)),
        PointsTo::Spoofing(_) => None,
    });
    // Who names the tool knows how it drives; otherwise the strongest finding tells the kind.
    let strongest = found.clone().max_by(|a, b| {
        (a.1.is_some(), a.2).partial_cmp(&(b.1.is_some(), b.2)).unwrap_or(std::cmp::Ordering::Equal)
    });
    let tool = strongest.and_then(|(_, tool, _)| tool);
    // What is no browser is automated; a browser is as far as the findings say.
    let driven = probability(log_odds(DRIVEN) + sum(found.map(|(_, _, weight)| weight)));
    let no_browser = (crawler + library).min(1.0);
    let probability = bounded(no_browser + (1.0 - no_browser) * driven);
    if no_browser >= TELLING {
        reasons.push(reason(evidence, no_browser));
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
    let scores = evidence.scores.of(Question::Client);
    let layers: Vec<Layer> =
        scores.map_or(Vec::new(), |scores| scores.layers.iter().map(|(layer, _)| *layer).collect());
    let evidence = layers.iter().filter_map(|layer| {
        let alone = scores?.layer(*layer)?;
        let browser = alone.of(Client::Browser.index()) + alone.of(Client::Webview.index());
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
