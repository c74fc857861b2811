//! The families that count what the sensor saw of its connections.

use super::Metrics;
use fingerprint_signals::labels::Layer;

/// The layers that the sensor reads.
pub(super) const SENSED: [Layer; 4] = [Layer::Tcp, Layer::Tls, Layer::Http2, Layer::Http];

/// What became of one layer of a connection of the sensor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Capture {
    Seen,
    /// The kernel, or the client, gave none.
    Absent,
    Malformed,
    /// More than is kept; the connection goes on.
    Overflow,
}

impl Capture {
    pub const ALL: &'static [Self] = &[Self::Seen, Self::Absent, Self::Malformed, Self::Overflow];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Seen => "seen",
            Self::Absent => "absent",
            Self::Malformed => "malformed",
            Self::Overflow => "overflow",
        }
    }
}

/// How a TLS handshake with the sensor ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handshake {
    Completed,
    Failed,
    TimedOut,
}

impl Handshake {
    pub const ALL: &'static [Self] = &[Self::Completed, Self::Failed, Self::TimedOut];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::TimedOut => "timed_out",
        }
    }
}

impl Metrics {
    /// Records what became of one layer of a connection of the sensor.
    pub fn captured(&self, layer: Layer, capture: Capture) {
        let position = SENSED.iter().position(|sensed| *sensed == layer);
        let counters = position.and_then(|position| self.captures.get(position));
        if let Some(counter) = counters.and_then(|counters| counters.get(capture as usize)) {
            counter.inc();
        }
    }

    /// Records how a TLS handshake with the sensor ended.
    pub fn handshake(&self, how: Handshake) {
        if let Some(counter) = self.handshakes.get(how as usize) {
            counter.inc();
        }
    }
}
