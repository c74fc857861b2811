//! The user agent's claim as numbers: which browser, system and device it names, never which
//! version: an absolute version would age with the data it was learnt from.

use super::{Feature, Group, flag};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::labels::{Browser, Device, Engine, Layer, Os};
use fingerprint_signals::user_agent::UserAgent;

pub(super) const GROUP: Group = Group { name: "user_agent", layer: Some(Layer::Http), features };

fn user_agent_fact(fingerprint: &Fingerprint, fact: impl Fn(&UserAgent) -> bool) -> f32 {
    flag(fingerprint.http.as_ref().and_then(|http| http.user_agent.as_ref()).is_some_and(fact))
}

fn features() -> Vec<Feature> {
    let mut features = vec![
        Feature::fact("user_agent.present", "a user agent was sent", |f| {
            user_agent_fact(f, |_| true)
        }),
        Feature::fact("user_agent.headless", "it names a headless browser", |f| {
            user_agent_fact(f, |ua| ua.headless)
        }),
        Feature::fact("user_agent.browser_unknown", "it names no known client", |f| {
            user_agent_fact(f, |ua| ua.browser.is_none())
        }),
        Feature::fact("user_agent.os_unknown", "it names no known system", |f| {
            user_agent_fact(f, |ua| ua.os.is_none())
        }),
        Feature::fact("user_agent.device_unknown", "it names no device", |f| {
            user_agent_fact(f, |ua| ua.device.is_none())
        }),
    ];
    let mut family =
        |part: &str, label: &str, index: usize, formula: fn(&Fingerprint, u16) -> f32| {
            let (name, doc) =
                (format!("user_agent.{part}_{label}"), format!("it claims the {part} {label}"));
            features.push(Feature::code(name, doc, formula, index as u16));
        };
    for label in Browser::ALL.iter().filter(|label| **label != Browser::Unknown) {
        family("browser", label.as_str(), label.index(), |f, index| {
            user_agent_fact(f, |ua| {
                ua.browser.is_some_and(|named| named.index() == usize::from(index))
            })
        });
    }
    for label in Engine::ALL.iter().filter(|label| **label != Engine::Unknown) {
        family("engine", label.as_str(), label.index(), |f, index| {
            user_agent_fact(f, |ua| {
                ua.engine.is_some_and(|named| named.index() == usize::from(index))
            })
        });
    }
    for label in Os::ALL.iter().filter(|label| **label != Os::Unknown) {
        family("os", label.as_str(), label.index(), |f, index| {
            user_agent_fact(f, |ua| ua.os.is_some_and(|named| named.index() == usize::from(index)))
        });
    }
    for label in Device::ALL.iter().filter(|label| **label != Device::Unknown) {
        family("device", label.as_str(), label.index(), |f, index| {
            user_agent_fact(f, |ua| {
                ua.device.is_some_and(|named| named.index() == usize::from(index))
            })
        });
    }
    features
}
