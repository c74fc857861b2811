//! A second model set that scores live traffic beside the active one, to see where the two differ
//! before it answers a request. It has one thread of its own, never keeps a request waiting, and
//! never fails one: what it cannot take at once is dropped and counted.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::Instant;

use super::catalog::Catalog;
use crate::telemetry::Metrics;
use fingerprint_classify::models::scores::Scores;
use fingerprint_signals::labels::{MODEL_QUESTIONS, Question};

/// Rows that may wait; about 2 KB each.
const WAITING: usize = 64;

/// After each row the thread rests this many times as long as the row took, so that a busy service
/// loses at most a fifth of one core to its shadow.
const REST: u32 = 4;

/// A row, and the label that the active set chose for each question.
struct Compared {
    row: Vec<f32>,
    chosen: Vec<(Question, usize)>,
}

/// The second set and the way to its thread.
pub struct Shadow {
    catalog: Arc<Catalog>,
    queue: SyncSender<Compared>,
    metrics: Arc<Metrics>,
}

impl Shadow {
    /// Starts the thread; nothing is loaded yet.
    pub fn new(folder: PathBuf, metrics: Arc<Metrics>) -> io::Result<Self> {
        let catalog = Arc::new(Catalog::new(Some(folder)));
        let (queue, waiting) = sync_channel(WAITING);
        let (of_thread, counts) = (Arc::clone(&catalog), Arc::clone(&metrics));
        thread::Builder::new()
            .name("shadow".to_owned())
            .spawn(move || compare_all(&of_thread, &waiting, &counts))?;
        Ok(Self { catalog, queue, metrics })
    }

    /// Loads what the folder holds now. A failure shows in the status and the log, and costs the
    /// active set nothing.
    pub fn load(&self) {
        match self.catalog.load() {
            Ok(()) => tracing::info!("shadow models loaded"),
            Err(error) => tracing::error!(error.message = %error, "shadow models not loaded"),
        }
    }

    #[must_use]
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Hands a row over, if the thread has room for it.
    pub fn offer(&self, row: Vec<f32>, scores: &Scores) {
        if !self.catalog.is_ready() {
            return;
        }
        if self.queue.try_send(Compared { row, chosen: chosen(scores) }).is_err() {
            self.metrics.shadow_dropped();
        }
    }
}

/// The likeliest label of each question that a model answers.
fn chosen(scores: &Scores) -> Vec<(Question, usize)> {
    let best = |question: &Question| {
        let probabilities = &scores.question(*question)?.all.probabilities;
        let best = probabilities.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1))?;
        Some((*question, best.0))
    };
    MODEL_QUESTIONS.iter().filter_map(best).collect()
}

/// Until the service ends.
fn compare_all(catalog: &Catalog, waiting: &Receiver<Compared>, metrics: &Metrics) {
    for compared in waiting {
        let start = Instant::now();
        // A model that panics must not end the thread.
        let answered = catch_unwind(AssertUnwindSafe(|| {
            catalog.active().and_then(|set| set.answer(&compared.row, |_| {}).ok())
        }));
        if let Ok(Some(scores)) = answered {
            for ((question, active), (_, shadow)) in compared.chosen.iter().zip(chosen(&scores)) {
                metrics.shadow_compared(*question, *active == shadow);
            }
        }
        thread::sleep(start.elapsed() * REST);
    }
}
