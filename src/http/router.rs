//! The listeners' routers, made from the declared endpoints. A path that no endpoint declares is
//! 404 and a method that none has is 405; neither reaches a handler.

use std::sync::Arc;

use actix_web::web::{self, Data, Payload, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, Resource, guard};

use super::api::Api;
use super::endpoint::{Call, Endpoint, Methods};
use super::error::Problem;
use super::middleware::observe::Trail;
use super::routes;
use crate::telemetry::{EndpointLabel, EndpointLabels};

/// What the listeners serve.
#[derive(Clone)]
pub struct Router {
    pub api: Data<Api>,
    labels: EndpointLabels,
    /// Off while the metrics have a listener of their own.
    metrics_here: bool,
}

/// The endpoints of one path.
struct Group {
    path: &'static str,
    endpoints: Vec<&'static Endpoint>,
}

impl Router {
    pub fn new(api: Arc<Api>, metrics_here: bool) -> Self {
        Self { api: Data::from(api), labels: labels(), metrics_here }
    }

    /// What the API listener serves.
    pub fn configure(&self, app: &mut ServiceConfig) {
        self.serve(app, |endpoint| self.metrics_here || endpoint.path != routes::metrics::PATH);
    }

    /// What the metrics listener serves: what scrapers and orchestrators ask.
    pub fn configure_metrics(&self, app: &mut ServiceConfig) {
        self.serve(app, |endpoint| endpoint.is_probe);
    }

    fn serve(&self, app: &mut ServiceConfig, wanted: impl Fn(&Endpoint) -> bool) {
        app.app_data(self.api.clone());
        for group in groups(routes::ENDPOINTS.iter().copied().filter(|one| wanted(one))) {
            app.service(self.resource(&group));
        }
        app.default_service(web::to(not_found));
    }

    fn resource(&self, group: &Group) -> Resource {
        let mut resource = web::resource(group.path);
        for endpoint in &group.endpoints {
            let (endpoint, label) = (**endpoint, self.labels.find(endpoint.label()));
            let methods = endpoint.methods.list();
            let answer = move |request: HttpRequest, payload: Payload, api: Data<Api>| {
                endpoint.serve(label, Call { pattern: endpoint.path, request, payload, api })
            };
            let route = web::route().guard(guard::fn_guard(move |context| {
                methods.is_empty() || methods.contains(&context.head().method)
            }));
            resource = resource.route(route.to(answer));
        }
        let allow = allow(&group.endpoints);
        let label = group.endpoints.first().map_or(EndpointLabel::UNMATCHED, |one| self.find(one));
        resource.default_service(web::to(move |request: HttpRequest| {
            std::future::ready(method_not_allowed(&request, label, allow))
        }))
    }

    fn find(&self, endpoint: &Endpoint) -> EndpointLabel {
        self.labels.find(endpoint.label())
    }
}

/// The name of every endpoint.
pub fn labels() -> EndpointLabels {
    EndpointLabels::new(routes::ENDPOINTS.iter().map(|one| (one.label(), one.is_probe)))
}

/// Endpoints by their path. actix takes the first pattern that fits, so fixed paths come first.
fn groups(endpoints: impl Iterator<Item = &'static Endpoint>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for endpoint in endpoints {
        match groups.iter_mut().find(|group| group.path == endpoint.path) {
            Some(group) => group.endpoints.push(endpoint),
            None => groups.push(Group { path: endpoint.path, endpoints: vec![endpoint] }),
        }
    }
    groups.sort_by_key(|group| group.path.contains('{'));
    groups
}

/// The methods of a path, as `Allow` lists them.
fn allow(endpoints: &[&Endpoint]) -> &'static str {
    let has = |methods: &[Methods]| endpoints.iter().any(|one| methods.contains(&one.methods));
    match (has(&[Methods::Read, Methods::ReadOrPost]), has(&[Methods::Post, Methods::ReadOrPost])) {
        (true, true) => "GET, HEAD, POST",
        (true, false) => "GET, HEAD",
        (false, _) => "POST",
    }
}

async fn not_found() -> Problem {
    Problem::not_found()
}

fn method_not_allowed(
    request: &HttpRequest,
    label: EndpointLabel,
    allow: &'static str,
) -> HttpResponse {
    if let Some(trail) = Trail::find(request) {
        trail.matched(label);
    }
    Problem::method_not_allowed(allow).response()
}
