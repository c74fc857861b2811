//! Which engine family each layer points to, by rules a person can read.
//!
//! Every function answers `Some(engine)` where the evidence shows a trait that one family alone has
//! in our captures (Chromium 69 to 156, Firefox 153, `WebKitGTK`, 40 HTTP libraries) and in the
//! public signatures of Safari and older Firefox; `Some(Engine::None)` where it shows a trait of
//! HTTP libraries that no browser has; `None` where it cannot say. Owns the traits; what a
//! disagreement means is for the checks, and `tests/contradictions.rs` holds how often each is
//! wrong on captured clients.

pub mod engine_traits;
mod header_order;
mod http2;
mod kernel;
mod tls;

pub use header_order::{header_order, misplaced};
pub use http2::{pseudo_headers, settings};
pub use kernel::Kernel;
pub use tls::tls;

use fingerprint_signals::labels::Engine;

/// What has this engine, as a message names it.
#[must_use]
pub const fn in_words(engine: Engine) -> &'static str {
    match engine {
        Engine::Blink => "a Chromium browser",
        Engine::Gecko => "Firefox",
        Engine::Webkit => "Safari or another WebKit browser",
        Engine::Trident => "Internet Explorer",
        Engine::None => "an HTTP library",
        Engine::Unknown => "an unknown program",
    }
}
