//! The bounded queue in front of the rayon threads. Owns admission, deadlines and what a job's
//! caller learns; knows nothing of what a job does. No timer gathers work: a thread takes what is
//! there, and an entry whose caller has left is dropped without being run.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rayon::ThreadPool;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use crate::telemetry::Metrics;
use crate::telemetry::metrics::Shed;
use crate::telemetry::request_context::in_same_request;

/// Why a job gave no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum QueueError {
    #[error("too much work is waiting")]
    Full,
    #[error("the work took longer than its deadline")]
    Deadline,
    #[error("the work panicked")]
    Panicked,
}

/// A place in the queue, given back when it is dropped.
pub struct Place {
    _permit: OwnedSemaphorePermit,
}

/// The queue and the threads behind it.
pub struct Queue {
    pool: ThreadPool,
    places: Arc<Semaphore>,
    deadline: Duration,
    metrics: Arc<Metrics>,
}

impl Queue {
    pub fn new(
        pool: ThreadPool,
        capacity: usize,
        deadline: Duration,
        metrics: Arc<Metrics>,
    ) -> Self {
        Self { pool, places: Arc::new(Semaphore::new(capacity)), deadline, metrics }
    }

    /// The threads, for work that nobody waits for with a deadline.
    pub fn pool(&self) -> &ThreadPool {
        &self.pool
    }

    /// A place now, or the news that there is none.
    pub fn try_place(&self) -> Result<Place, QueueError> {
        let Ok(permit) = Arc::clone(&self.places).try_acquire_owned() else {
            self.metrics.shed(Shed::QueueFull);
            return Err(QueueError::Full);
        };
        Ok(Place { _permit: permit })
    }

    /// A place as soon as there is one: how a stream is held back.
    pub async fn place(&self) -> Result<Place, QueueError> {
        // The semaphore is never closed; should it be, there is no place.
        let permit =
            Arc::clone(&self.places).acquire_owned().await.map_err(|_| QueueError::Full)?;
        Ok(Place { _permit: permit })
    }

    /// Runs a job of `rows` fingerprints on a thread, which learns how long it waited. Its deadline
    /// counts from now; dropping the returned future before the job starts drops the job.
    pub async fn run<T, F>(&self, place: Place, rows: usize, job: F) -> Result<T, QueueError>
    where
        T: Send + 'static,
        F: FnOnce(Duration) -> T + Send + 'static,
    {
        let (sender, receiver) = oneshot::channel();
        let queued_at = Instant::now();
        let waiting = Waiting::new(Arc::clone(&self.metrics));
        let metrics = Arc::clone(&self.metrics);
        self.pool.spawn_fifo(in_same_request(move || {
            drop(waiting);
            // Held until the job is done: the capacity bounds what waits and what runs.
            let _place = place;
            if sender.is_closed() {
                return;
            }
            let waited = queued_at.elapsed();
            metrics.dequeued(waited.as_secs_f64(), rows);
            // A panic in rayon's pool would end the process; here it ends one job.
            let result =
                catch_unwind(AssertUnwindSafe(|| job(waited))).map_err(|_| QueueError::Panicked);
            // A caller that left has no use for the result.
            let _ = sender.send(result);
        }));
        match tokio::time::timeout(self.deadline, receiver).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(QueueError::Panicked),
            Err(_) => {
                self.metrics.shed(Shed::Deadline);
                Err(QueueError::Deadline)
            }
        }
    }
}

/// One entry of the depth gauge, taken back when it is dropped, run or not.
struct Waiting(Arc<Metrics>);

impl Waiting {
    fn new(metrics: Arc<Metrics>) -> Self {
        metrics.queue_depth().inc();
        Self(metrics)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.queue_depth().dec();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::mpsc;

    use super::*;
    use crate::telemetry::request_context::{InRequest, RequestContext};
    use crate::telemetry::traces::context::TraceContext;

    fn queue(capacity: usize, deadline: Duration) -> Queue {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        Queue::new(pool, capacity, deadline, Metrics::new().unwrap())
    }

    #[tokio::test]
    async fn a_job_gives_its_result_and_its_place_back() {
        let queue = queue(1, Duration::from_secs(5));
        for round in 0..3 {
            let place = queue.place().await.unwrap();
            assert_eq!(queue.run(place, 1, move |_| round * 2).await, Ok(round * 2));
        }
        assert_eq!(queue.metrics.queue_depth().get(), 0);
    }

    #[tokio::test]
    async fn a_job_works_for_the_request_that_queued_it() {
        let queue = queue(1, Duration::from_secs(5));
        let trace = TraceContext::from_header(None);
        let asked = InRequest::new(RequestContext::new(trace, "mine"), async move {
            let place = queue.place().await.unwrap();
            queue.run(place, 1, |_| RequestContext::current().map(|scope| scope.trace())).await
        });
        assert_eq!(asked.await, Ok(Some(trace)));
    }

    #[tokio::test]
    async fn a_full_queue_refuses_at_once() {
        let queue = queue(1, Duration::from_secs(5));
        let held = queue.try_place().unwrap();
        assert_eq!(queue.try_place().err(), Some(QueueError::Full));
        drop(held);
        assert!(queue.try_place().is_ok());
    }

    #[tokio::test]
    async fn a_panic_costs_its_own_job_only() {
        let queue = queue(2, Duration::from_secs(5));
        let place = queue.try_place().unwrap();
        assert_eq!(
            queue.run(place, 1, |_| panic!("on purpose")).await,
            Err::<(), _>(QueueError::Panicked)
        );
        let place = queue.try_place().unwrap();
        assert_eq!(queue.run(place, 1, |_| 7).await, Ok(7));
    }

    #[tokio::test]
    async fn a_job_whose_caller_left_is_not_run() {
        let queue = queue(4, Duration::from_millis(20));
        let (release, wait) = mpsc::channel::<()>();
        let ran = Arc::new(AtomicBool::new(false));
        let first = queue.try_place().unwrap();
        let blocked = queue.run(first, 1, move |_| wait.recv().is_ok());
        let flag = Arc::clone(&ran);
        let late = queue.try_place().unwrap();
        let abandoned = queue.run(late, 1, move |_| flag.store(true, Ordering::SeqCst));
        let (blocked, abandoned) = tokio::join!(blocked, abandoned);
        assert_eq!((blocked, abandoned), (Err(QueueError::Deadline), Err(QueueError::Deadline)));
        release.send(()).unwrap();
        while queue.places.available_permits() < 4 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        assert!(!ran.load(Ordering::SeqCst));
        assert_eq!(queue.metrics.queue_depth().get(), 0);
    }
}
