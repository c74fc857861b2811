//! The memory that the process may use. Owns watching it: beyond the budget new work is refused, so
//! that the kernel has nothing to kill.

use std::fs;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crate::config::cgroup;

/// How often resident memory is read: what comes in between is bounded by the other limits.
const SAMPLE_INTERVAL: Duration = Duration::from_millis(20);
/// Share of the cgroup's limit that is the budget, in percent: the kernel counts socket buffers and
/// page cache beside the process.
const SHARE_OF_CGROUP_PERCENT: u64 = 80;

/// The budget, and whether it is spent.
#[derive(Debug, Default)]
pub struct MemoryBudget {
    bytes: Option<u64>,
    is_spent: AtomicBool,
}

impl MemoryBudget {
    /// `configured` bytes; 0: a share of the cgroup's limit, and no budget where it has none.
    pub fn start(configured: u64) -> io::Result<Arc<Self>> {
        let bytes = match configured {
            0 => cgroup::memory_limit().map(|limit| limit / 100 * SHARE_OF_CGROUP_PERCENT),
            bytes => Some(bytes),
        };
        let budget = Arc::new(Self { bytes, is_spent: AtomicBool::new(false) });
        let Some(bytes) = bytes else { return Ok(budget) };
        let watched = Arc::downgrade(&budget);
        let watch = move || {
            while let Some(budget) = watched.upgrade() {
                let is_spent = resident_bytes().is_some_and(|resident| resident > bytes);
                if budget.is_spent.swap(is_spent, Ordering::Relaxed) != is_spent {
                    tracing::warn!(memory.budget_bytes = bytes, spent = is_spent, "memory budget");
                }
                drop(budget);
                thread::sleep(SAMPLE_INTERVAL);
            }
        };
        thread::Builder::new().name("memory".to_owned()).spawn(watch)?;
        Ok(budget)
    }

    /// The budget, where there is one.
    pub const fn bytes(&self) -> Option<u64> {
        self.bytes
    }

    /// Whether new work must be refused.
    pub fn is_spent(&self) -> bool {
        self.is_spent.load(Ordering::Relaxed)
    }
}

/// Resident memory of this process: the second number of `/proc/self/statm`, in pages.
fn resident_bytes() -> Option<u64> {
    /// Of every architecture that the service is built for.
    const PAGE_BYTES: u64 = 4096;
    let pages = fs::read_to_string("/proc/self/statm").ok()?;
    Some(pages.split_whitespace().nth(1)?.parse::<u64>().ok()? * PAGE_BYTES)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_spent_soon(budget: &MemoryBudget) -> bool {
        (0..250).any(|_| {
            thread::sleep(SAMPLE_INTERVAL);
            budget.is_spent()
        })
    }

    #[test]
    fn a_budget_smaller_than_the_process_is_spent() {
        assert!(is_spent_soon(&MemoryBudget::start(1).unwrap()));
    }

    #[test]
    fn a_budget_larger_than_the_process_is_not_spent() {
        let budget = MemoryBudget::start(1 << 50).unwrap();
        thread::sleep(SAMPLE_INTERVAL * 3);
        assert!(!budget.is_spent());
        assert!(resident_bytes().unwrap() > 1 << 20);
    }
}
