//! The rayon core: the threads that run many fingerprints at once. A single fingerprint never
//! comes here; it is cheaper on the worker that read it.

use std::sync::Arc;
use std::time::Duration;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use rayon::{ThreadPoolBuildError, ThreadPoolBuilder};

use super::queue::Queue;
use crate::config::{Inference, cpu_limit};
use crate::telemetry::Metrics;

/// Fingerprints in one chunk of work: enough to pay for the hand-over, few enough to stay in cache
/// and to answer early.
pub const CHUNK_ROWS: usize = 64;

/// Why the core did not start.
#[derive(Debug, thiserror::Error)]
#[error("cannot start the inference threads: {0}")]
pub struct PoolError(#[from] ThreadPoolBuildError);

/// The threads and their queue.
pub struct Pool {
    queue: Queue,
    threads: usize,
}

impl Pool {
    pub fn new(settings: &Inference, metrics: Arc<Metrics>) -> Result<Self, PoolError> {
        let threads = cpu_limit::or_limit(settings.threads);
        let pool = ThreadPoolBuilder::new()
            .num_threads(threads)
            .thread_name(|index| format!("inference-{index}"))
            .build()?;
        let deadline = Duration::from_millis(settings.deadline_ms);
        Ok(Self { queue: Queue::new(pool, settings.queue_capacity, deadline, metrics), threads })
    }

    pub fn queue(&self) -> &Queue {
        &self.queue
    }

    /// Chunks that one stream keeps under way: every thread busy, and one in reserve for each.
    pub fn chunks_ahead(&self) -> usize {
        self.threads * 2
    }

    /// Maps all items on the threads, in order: what the command line uses.
    pub fn map<T, U, F>(&self, items: &[T], map: F) -> Vec<U>
    where
        T: Sync,
        U: Send,
        F: Fn(&T) -> U + Sync + Send,
    {
        self.queue.pool().install(|| items.par_iter().map(map).collect())
    }
}
