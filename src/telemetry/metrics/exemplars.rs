//! For each bucket of a histogram the last request that fell into it, by its trace: the way from a
//! slow bucket to one slow request. Bounded by the buckets; whoever finds one taken goes on.

use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use crate::telemetry::traces::context::TraceContext;

/// One request of a bucket.
#[derive(Debug, Clone, Copy)]
pub(super) struct Exemplar {
    pub trace: TraceContext,
    pub value: f64,
    pub at: SystemTime,
}

/// A histogram's exemplars, by bucket; the one after the last bound is +Inf's.
pub(super) struct Exemplars {
    bounds: &'static [f64],
    buckets: Vec<Mutex<Option<Exemplar>>>,
}

impl Exemplars {
    pub(super) fn new(bounds: &'static [f64]) -> Self {
        Self {
            bounds,
            buckets: std::iter::repeat_with(Mutex::default).take(bounds.len() + 1).collect(),
        }
    }

    /// Remembers a request by its value.
    pub(super) fn keep(&self, value: f64, trace: TraceContext) {
        // A bound is part of the bucket it ends.
        let bucket = self.buckets.get(self.bounds.partition_point(|bound| *bound < value));
        // Another request is being written here: it is as good an example.
        if let Some(Ok(mut kept)) = bucket.map(Mutex::try_lock) {
            *kept = Some(Exemplar { trace, value, at: SystemTime::now() });
        }
    }

    /// The last request of a bucket.
    pub(super) fn last(&self, bucket: usize) -> Option<Exemplar> {
        *self.buckets.get(bucket)?.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_keeps_its_last_request() {
        let exemplars = Exemplars::new(&[0.1, 1.0]);
        let kept = |bucket| exemplars.last(bucket).map(|exemplar| exemplar.value);
        assert_eq!([kept(0), kept(1), kept(2), kept(3)], [None; 4]);
        for value in [0.05, 0.1, 0.5, 7.0] {
            exemplars.keep(value, TraceContext::from_header(None));
        }
        assert_eq!([kept(0), kept(1), kept(2), kept(3)], [Some(0.1), Some(0.5), Some(7.0), None]);
    }
}
