//! Standard output as a log sink that no worker waits for: lines gather in memory and one thread
//! writes them. Bounded: a reader that is slower than the service costs lines, which are counted
//! and reported, never requests.
//!
//! By hand, where `tracing-appender` is the usual choice: its queue is bounded by lines and not by
//! bytes, allocates for each line, writes each by itself, and does not report what it lost in the
//! log (docs/decisions/0020).

use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use tracing_subscriber::fmt::MakeWriter;

/// How long lines gather, so that a busy service writes once for many of them.
const GATHERING_TIME: Duration = Duration::from_millis(2);

const MAX_WAITING_BYTES: usize = 4 << 20;

/// How long the end of the process waits for the last lines: a reader that has stopped reading must
/// not keep it alive.
const LAST_LINES_TIMEOUT: Duration = Duration::from_secs(2);

#[derive(Default)]
struct Pending {
    bytes: Vec<u8>,
    lost_lines: u64,
    writing: bool,
    stopped: bool,
    /// The writing thread has written all and ended.
    ended: bool,
}

#[derive(Default)]
struct Shared {
    pending: Mutex<Pending>,
    changed: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Pending> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Takes lines; cheap to clone.
#[derive(Clone)]
pub(super) struct LogWriter {
    shared: Arc<Shared>,
}

/// Writes what is left when it is dropped.
pub struct LogGuard {
    shared: Arc<Shared>,
}

/// Starts the writing thread.
pub(super) fn start(sink: impl Write + Send + 'static) -> io::Result<(LogWriter, LogGuard)> {
    let shared = Arc::new(Shared::default());
    let writer = LogWriter { shared: Arc::clone(&shared) };
    thread::Builder::new().name("log".to_owned()).spawn({
        let shared = Arc::clone(&shared);
        move || {
            write_all(&shared, sink);
            shared.lock().ended = true;
            shared.changed.notify_all();
        }
    })?;
    Ok((writer, LogGuard { shared }))
}

fn write_all(shared: &Shared, mut sink: impl Write) {
    let mut batch = Vec::new();
    loop {
        let mut pending = shared.lock();
        while pending.bytes.is_empty() && pending.lost_lines == 0 && !pending.stopped {
            pending = shared.changed.wait(pending).unwrap_or_else(PoisonError::into_inner);
        }
        if pending.bytes.is_empty() && pending.lost_lines == 0 {
            return;
        }
        pending.writing = true;
        let stopped = pending.stopped;
        drop(pending);
        if !stopped {
            thread::sleep(GATHERING_TIME);
        }
        pending = shared.lock();
        std::mem::swap(&mut batch, &mut pending.bytes);
        let lost = std::mem::take(&mut pending.lost_lines);
        drop(pending);
        if lost > 0 {
            let note = format!(
                "{{\"log.level\":\"warn\",\"message\":\"log lines lost\",\"ecs.version\":\"8.11.0\",\
                 \"service.name\":\"fingerprint-api\",\"log.lost_lines\":{lost}}}\n"
            );
            batch.extend_from_slice(note.as_bytes());
        }
        // A closed standard output leaves nobody to tell.
        let _ = sink.write_all(&batch).and_then(|()| sink.flush());
        batch.clear();
        shared.lock().writing = false;
    }
}

impl Write for LogWriter {
    /// Takes one whole line: the subscriber writes an event with one call.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let mut pending = self.shared.lock();
        if pending.bytes.len() + line.len() > MAX_WAITING_BYTES {
            pending.lost_lines += 1;
            return Ok(line.len());
        }
        let was_empty = pending.bytes.is_empty();
        pending.bytes.extend_from_slice(line);
        let wake = was_empty && !pending.writing;
        drop(pending);
        if wake {
            self.shared.changed.notify_one();
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for LogWriter {
    type Writer = Self;
    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Drop for LogGuard {
    fn drop(&mut self) {
        let mut pending = self.shared.lock();
        pending.stopped = true;
        self.shared.changed.notify_all();
        // Written or given up: the process ends either way.
        let _ = self
            .shared
            .changed
            .wait_timeout_while(pending, LAST_LINES_TIMEOUT, |pending| !pending.ended);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Default)]
    struct Sink(Arc<Mutex<Vec<u8>>>);
    impl Write for Sink {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn every_line_is_written_in_order_before_the_guard_is_gone() {
        let sink = Sink::default();
        let (mut writer, guard) = start(sink.clone()).unwrap();
        for number in 0..10_000 {
            writeln!(writer, "{number}").unwrap();
        }
        drop(guard);
        let text = String::from_utf8(sink.0.lock().unwrap().clone()).unwrap();
        let numbers: Vec<u32> = text.lines().map(|line| line.parse().unwrap()).collect();
        assert_eq!(numbers, (0..10_000).collect::<Vec<_>>());
    }

    #[test]
    fn a_reader_that_stopped_reading_does_not_keep_the_process_alive() {
        struct Stuck(std::sync::mpsc::Receiver<()>);
        impl Write for Stuck {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                self.0.recv().map_err(io::Error::other)?;
                Ok(0)
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let (held, stuck) = std::sync::mpsc::channel();
        let (mut writer, guard) = start(Stuck(stuck)).unwrap();
        writeln!(writer, "line").unwrap();
        let begun = std::time::Instant::now();
        drop(guard);
        assert!(begun.elapsed() < 5 * LAST_LINES_TIMEOUT);
        drop(held);
    }
}
