//! Whether the service takes another request: it is not stopping, and not at its limit.

use crate::http::api::{Api, Phase};
use crate::http::error::{Code, Problem};
use crate::telemetry::metrics::Shed;

/// Refuses a request that there is no room for, before anything of it is looked at.
pub(in crate::http) fn check(api: &Api) -> Result<(), Problem> {
    if api.phase() == Phase::Stopping {
        api.metrics.shed(Shed::ShuttingDown);
        return Err(Problem::new(Code::ShuttingDown, "another instance will answer"));
    }
    if api.in_flight() > api.settings.max_in_flight {
        api.metrics.shed(Shed::InFlight);
        let detail = "http.max_in_flight requests are being answered";
        return Err(Problem::new(Code::Overloaded, detail));
    }
    Ok(())
}
