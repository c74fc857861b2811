//! Stand-in for the catalog of models until the real one is merged.

use std::path::PathBuf;
use std::sync::RwLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use super::status::{ModelsStatus, Readiness};

#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct CatalogError(String);

pub struct Catalog {
    models_dir: Option<PathBuf>,
    state: RwLock<(Readiness, Option<String>)>,
    draining: AtomicBool,
    started: Instant,
}

impl Catalog {
    pub fn new(models_dir: Option<PathBuf>) -> Self {
        Self {
            models_dir,
            state: RwLock::new((Readiness::Loading, None)),
            draining: AtomicBool::new(false),
            started: Instant::now(),
        }
    }

    pub fn load(&self) -> Result<(), CatalogError> {
        let found = self.models_dir.as_ref().is_none_or(|folder| folder.is_dir());
        let error = (!found).then(|| format!("no models folder {:?}", self.models_dir));
        let readiness = if found { Readiness::Ready } else { Readiness::Failed };
        if let Ok(mut state) = self.state.write() {
            let was_ready = state.0 == Readiness::Ready;
            *state = (if was_ready { Readiness::Ready } else { readiness }, error.clone());
        }
        error.map_or(Ok(()), |error| Err(CatalogError(error)))
    }

    pub fn status(&self) -> ModelsStatus {
        let (status, error) =
            self.state.read().map_or((Readiness::Failed, None), |state| (state.0, state.1.clone()));
        ModelsStatus {
            status: if self.draining.load(Ordering::Relaxed) { Readiness::Draining } else { status },
            models: Vec::new(),
            schema: String::new(),
            uptime_seconds: self.started.elapsed().as_secs_f64(),
            error,
        }
    }

    pub fn is_ready(&self) -> bool {
        self.status().status == Readiness::Ready
    }

    pub fn start_draining(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }
}
