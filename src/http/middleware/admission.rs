//! Whether the service takes another request: it is not stopping, and not at its limit.

use super::observe::Trail;
use crate::http::api::{Api, Phase};
use crate::http::error::{Code, Problem};
use crate::telemetry::metrics::Shed;

/// Refuses a request that there is no room for, before anything of it is looked at.
pub(in crate::http) fn check(api: &Api, trail: Option<&Trail>) -> Result<(), Problem> {
    if api.phase() == Phase::Stopping {
        api.metrics.shed(Shed::ShuttingDown);
        return Err(Problem::new(Code::ShuttingDown, "another instance will answer"));
    }
    if api.in_flight() > api.settings.max_in_flight {
        api.metrics.shed(Shed::InFlight);
        let detail = "http.max_in_flight requests are being answered";
        return Err(Problem::new(Code::Overloaded, detail));
    }
    if trail.is_some_and(Trail::is_over_share) {
        api.metrics.shed(Shed::InFlightShare);
        let detail = "this address has http.max_in_flight_per_address requests in flight";
        return Err(Problem::new(Code::Overloaded, detail));
    }
    if api.memory.is_spent() {
        api.metrics.shed(Shed::Memory);
        return Err(Problem::new(Code::Overloaded, "limit.memory_bytes are in use"));
    }
    Ok(())
}
