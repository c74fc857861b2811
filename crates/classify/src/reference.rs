//! The reference of reason codes: what docs/evidence/checks.md and an OpenAPI document list.
//! Derived from the checks and the verdict's reasons, which declare themselves.

use std::fmt::Write;

use fingerprint_signals::labels::{Layer, Question};

use crate::checks::{self, Check};
use crate::verdict::reasons::REASONS;

/// Every code that a reason may have: the checks' in the order in which they run, then the
/// verdict's own.
#[must_use]
pub fn reason_codes() -> Vec<&'static str> {
    let of_checks = checks::all().map(|check| check.code);
    of_checks.chain(REASONS.iter().map(|kind| kind.code)).collect()
}

/// The tables of docs/evidence/checks.md: every check by where it looks and what it is evidence of,
/// the heaviest first, and the reasons of the verdict.
#[must_use]
pub fn reasons_markdown() -> String {
    let mut page = String::new();
    let questions = [(Question::Automation, "automation"), (Question::Spoofing, "spoofing")];
    for (reads_page, place) in [(true, "Page"), (false, "Network")] {
        for (question, subject) in questions {
            let mut checks: Vec<&Check> = checks::all()
                .filter(|check| check.question() == question)
                .filter(|check| check.layers.contains(&Layer::Browser) == reads_page)
                .collect();
            checks.sort_by(|a, b| heaviest(b).total_cmp(&heaviest(a)));
            let _ = write!(page, "### {place}: {subject}\n\n{CHECKS_HEAD}");
            for check in checks {
                let (kinds, weights, layers) = (kinds(check), weights(check), layers(check));
                let (code, doc) = (check.code, check.doc);
                let _ = writeln!(page, "| `{code}` | {kinds} | {layers} | {weights} | {doc} |");
            }
            page.push('\n');
        }
    }
    let _ = write!(page, "### Models\n\n{REASONS_HEAD}");
    for kind in REASONS {
        let _ = writeln!(page, "| `{}` | `{}` | {} |", kind.code, kind.question, kind.doc);
    }
    page
}

const CHECKS_HEAD: &str = "\
| code | kind | layers | weight | when |
|---|---|---|---|---|
";

const REASONS_HEAD: &str = "\
| code | question | when |
|---|---|---|
";

/// Shorter than a list of all of them.
const MAX_LISTED_KINDS: usize = 3;

fn kinds(check: &Check) -> String {
    let kinds: Vec<_> =
        check.points_to.values().map(|target| format!("`{}`", target.as_str())).collect();
    if kinds.len() > MAX_LISTED_KINDS { "by tool".to_owned() } else { kinds.join(", ") }
}

fn layers(check: &Check) -> String {
    check.layers.iter().map(|layer| layer.as_str()).collect::<Vec<_>>().join(", ")
}

fn weights(check: &Check) -> String {
    let mut weights: Vec<f32> = check.weight.values().collect();
    weights.sort_by(f32::total_cmp);
    match weights.as_slice() {
        [first, .., last] if weights.len() > 2 => format!("{first:.1} to {last:.1}"),
        _ => weights.iter().map(|weight| format!("{weight:.1}")).collect::<Vec<_>>().join(" or "),
    }
}

fn heaviest(check: &Check) -> f32 {
    check.weight.values().fold(0.0, f32::max)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn codes_are_unique_snake_case_and_all_in_the_reference() {
        let codes = reason_codes();
        assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
        let page = reasons_markdown();
        for code in codes {
            assert!(
                code.chars().all(|letter| letter.is_ascii_lowercase() || "_2".contains(letter))
            );
            let row = format!("| `{code}` |");
            assert_eq!(page.lines().filter(|line| line.starts_with(&row)).count(), 1, "{code}");
        }
    }

    #[test]
    fn a_check_that_varies_lists_its_weights_and_kinds() {
        let page = reasons_markdown();
        let row = |code: &str| {
            let start = format!("| `{code}` |");
            page.lines().find(|line| line.starts_with(&start)).unwrap().to_owned()
        };
        assert!(row("connection_missing").contains("| 3.0 or 4.5 |"));
        assert!(row("probes_of_another_version").contains("| 2.0 to 7.0 |"));
        assert!(
            row("user_agent_data_differs").contains("| `os`, `user_agent_version`, `device` |")
        );
        assert!(row("driver_traces").contains("| by tool |"));
    }
}
