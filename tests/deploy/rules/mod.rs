//! What every render must hold, one file a subject. A rule answers with what is wrong, in words
//! that name the object.

mod exposure;
mod references;
mod scaling;
mod security;
mod selectors;
mod service;
mod stored;
mod stores;
mod traffic;

pub(crate) use exposure::hosts;

use crate::object::Render;

pub(crate) struct Rule {
    pub name: &'static str,
    pub check: fn(&Render) -> Vec<String>,
}

pub(crate) const RULES: &[Rule] = &[
    Rule { name: "written_as_stored", check: stored::written_as_stored },
    Rule { name: "references_exist", check: references::references_exist },
    Rule { name: "secrets_have_no_value", check: references::secrets_have_no_value },
    Rule { name: "selectors_match", check: selectors::selectors_match },
    Rule { name: "selectors_have_no_version", check: selectors::selectors_have_no_version },
    Rule { name: "pods_are_restricted", check: security::pods_are_restricted },
    Rule { name: "namespaces_are_restricted", check: security::namespaces_are_restricted },
    Rule { name: "images_are_pinned", check: security::images_are_pinned },
    Rule { name: "roles_are_least", check: security::roles_are_least },
    Rule { name: "scaler_is_alone", check: scaling::scaler_is_alone },
    Rule { name: "scaler_has_requests", check: scaling::scaler_has_requests },
    Rule { name: "scaler_is_complete", check: scaling::scaler_is_complete },
    Rule { name: "fallback_is_no_shrinking", check: scaling::fallback_is_no_shrinking },
    Rule { name: "budget_is_below_replicas", check: scaling::budget_is_below_replicas },
    Rule { name: "quota_holds_the_maximum", check: scaling::quota_holds_the_maximum },
    Rule { name: "probes_are_the_services", check: service::probes_are_the_services },
    Rule { name: "rollout_loses_nobody", check: service::rollout_loses_nobody },
    Rule { name: "grace_is_long_enough", check: service::grace_is_long_enough },
    Rule { name: "init_takes_what_it_needs", check: service::init_takes_what_it_needs },
    Rule { name: "settings_exist", check: service::settings_exist },
    Rule { name: "models_are_a_volume", check: service::models_are_a_volume },
    Rule { name: "scrape_reaches_the_port", check: service::scrape_reaches_the_port },
    Rule { name: "traffic_is_what_is_used", check: traffic::traffic_is_what_is_used },
    Rule { name: "policies_name_who", check: traffic::policies_name_who },
    Rule { name: "ingress_hides_metrics", check: exposure::ingress_hides_metrics },
    Rule { name: "ingress_speaks_tls", check: exposure::ingress_speaks_tls },
    Rule { name: "gateway_is_whole", check: exposure::gateway_is_whole },
    Rule { name: "annotations_exist", check: exposure::annotations_exist },
    Rule { name: "affinity_is_meant", check: exposure::affinity_is_meant },
    Rule { name: "redis_is_guarded", check: stores::redis_is_guarded },
    Rule { name: "one_writer_a_volume", check: stores::one_writer_a_volume },
    Rule { name: "pushgateway_is_one_and_guarded", check: stores::pushgateway_is_one_and_guarded },
    Rule { name: "jobs_do_not_overlap", check: stores::jobs_do_not_overlap },
];
