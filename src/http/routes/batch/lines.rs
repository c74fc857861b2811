//! A request's body as chunks of lines, with bounded memory: a chunk ends with enough lines,
//! enough bytes, or nothing more to read at the moment. A line over the limit is skipped without
//! being kept and reported in its place.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::task::Poll;
use std::time::Duration;

use actix_web::error::PayloadError;
use actix_web::web::{Bytes, BytesMut, Payload};
use futures_util::StreamExt;

use crate::http::body::payload_problem;
use crate::http::error::Problem;

/// Bytes after which a chunk is closed: long lines travel in smaller chunks.
const CHUNK_BYTES: usize = 256 << 10;

/// One item of a batch as it arrived.
#[derive(Debug, Clone)]
pub enum Line {
    Whole(Bytes),
    /// Longer than this limit; its bytes were not kept.
    TooLong(usize),
    /// What came instead of the rest of the body.
    Broken(Problem),
}

/// Cuts a body into lines.
pub(super) struct Lines {
    payload: Payload,
    buffer: BytesMut,
    /// Bytes of the buffer known to hold no line end.
    searched: usize,
    /// Inside a line that is too long, until its end.
    skipping: bool,
    ready: VecDeque<Line>,
    ready_bytes: usize,
    ended: bool,
    max_line_bytes: usize,
    timeout: Duration,
}

impl Lines {
    pub(super) fn new(payload: Payload, max_line_bytes: usize, timeout: Duration) -> Self {
        Self {
            payload,
            buffer: BytesMut::new(),
            searched: 0,
            skipping: false,
            ready: VecDeque::new(),
            ready_bytes: 0,
            ended: false,
            max_line_bytes,
            timeout,
        }
    }

    /// The next lines, at most `rows`; none at the end of the body.
    pub(super) async fn next_chunk(&mut self, rows: usize) -> Option<Vec<Line>> {
        loop {
            self.cut(rows);
            if self.ready.len() >= rows || self.ready_bytes >= CHUNK_BYTES {
                return Some(self.take());
            }
            if self.ended {
                return if self.ready.is_empty() { None } else { Some(self.take()) };
            }
            if self.ready.is_empty() {
                match tokio::time::timeout(self.timeout, self.payload.next()).await {
                    Ok(piece) => self.add(piece),
                    Err(_) => self.stop(Problem::slow_body()),
                }
            } else {
                // The lines that are there do not wait for more.
                let polled =
                    poll_fn(|context| Poll::Ready(self.payload.poll_next_unpin(context))).await;
                match polled {
                    Poll::Ready(piece) => self.add(piece),
                    Poll::Pending => return Some(self.take()),
                }
            }
        }
    }

    fn take(&mut self) -> Vec<Line> {
        self.ready_bytes = 0;
        std::mem::take(&mut self.ready).into()
    }

    fn add(&mut self, piece: Option<Result<Bytes, PayloadError>>) {
        match piece {
            Some(Ok(piece)) => self.buffer.extend_from_slice(&piece),
            Some(Err(error)) => self.stop(payload_problem(&error)),
            None => {
                self.ended = true;
                // The last line need not end in a newline.
                if !self.buffer.is_empty() || self.skipping {
                    self.buffer.extend_from_slice(b"\n");
                }
            }
        }
    }

    /// Ends the body with a problem in place of its rest.
    fn stop(&mut self, problem: Problem) {
        self.ended = true;
        self.buffer.clear();
        self.ready.push_back(Line::Broken(problem));
    }

    /// Moves complete lines from the buffer to the chunk.
    fn cut(&mut self, rows: usize) {
        while self.ready.len() < rows && self.ready_bytes < CHUNK_BYTES {
            let unsearched = self.buffer.get(self.searched..).unwrap_or_default();
            let Some(offset) = unsearched.iter().position(|byte| *byte == b'\n') else {
                self.searched = self.buffer.len();
                if self.searched > self.max_line_bytes {
                    self.skipping = true;
                }
                if self.skipping {
                    self.buffer.clear();
                    self.searched = 0;
                }
                return;
            };
            let line = self.buffer.split_to(self.searched + offset + 1).freeze();
            self.searched = 0;
            let content = line.trim_ascii();
            if std::mem::take(&mut self.skipping) || content.len() > self.max_line_bytes {
                self.ready.push_back(Line::TooLong(self.max_line_bytes));
            } else if !content.is_empty() {
                self.ready_bytes += content.len();
                self.ready.push_back(Line::Whole(line.slice_ref(content)));
            }
        }
    }
}
