//! What stands between a client's bytes and the server that answers them: the record sees every
//! byte first. Owns two rules. A request head that comes in pieces is passed on in two of them at
//! most, so that the server behind, which parses from the start whenever there is more, does work
//! in proportion to the bytes. And what the record cannot read is the last that is passed on: a
//! request that hides from the evidence is not answered, and nothing behind a request whose end is
//! in doubt is taken for another one.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

use super::record::{Passage, Record};

/// How much later than the server behind, which answers a late first head with 408, the gate gives
/// up on any head.
const HEAD_GRACE: Duration = Duration::from_millis(500);

/// A stream whose requests are recorded.
pub(super) struct Gate<S> {
    stream: S,
    record: Rc<Record>,
    /// Bytes of a head that is not whole, and how many of them were passed on.
    held: Vec<u8>,
    passed_on: usize,
    state: State,
    /// When the head that has begun must be whole.
    head_deadline: Option<Pin<Box<Sleep>>>,
    head_timeout: Duration,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    Holding,
    /// Nothing more is read.
    Ended,
}

impl<S> Gate<S> {
    pub(super) const fn new(stream: S, record: Rc<Record>, head_timeout: Duration) -> Self {
        Self {
            stream,
            record,
            held: Vec::new(),
            passed_on: 0,
            state: State::Open,
            head_deadline: None,
            head_timeout: head_timeout.saturating_add(HEAD_GRACE),
        }
    }

    pub(super) const fn record(&self) -> &Rc<Record> {
        &self.record
    }

    /// Hands out what is held. False where there is nothing.
    fn hand_out(&mut self, buffer: &mut ReadBuf<'_>) -> bool {
        let waiting = self.held.get(self.passed_on..).unwrap_or_default();
        if waiting.is_empty() {
            return false;
        }
        let length = waiting.len().min(buffer.remaining());
        buffer.put_slice(waiting.get(..length).unwrap_or_default());
        self.passed_on += length;
        if self.passed_on == self.held.len() {
            self.held = Vec::new();
            self.passed_on = 0;
        }
        true
    }

    /// Whether the head that has begun took too long. Starts and stops the clock.
    fn is_late(&mut self, context: &mut Context<'_>) -> bool {
        if !self.record.is_inside_head() {
            self.head_deadline = None;
            return false;
        }
        let timeout = self.head_timeout;
        let deadline = self.head_deadline.get_or_insert_with(|| Box::pin(sleep(timeout)));
        deadline.as_mut().poll(context).is_ready()
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Gate<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        loop {
            if this.state != State::Holding && this.hand_out(buffer) {
                return Poll::Ready(Ok(()));
            }
            if this.state == State::Ended || this.is_late(context) {
                return Poll::Ready(Ok(()));
            }
            let before = buffer.filled().len();
            ready!(Pin::new(&mut this.stream).poll_read(context, buffer))?;
            let bytes = buffer.filled().get(before..).unwrap_or_default();
            if bytes.is_empty() {
                return Poll::Ready(Ok(()));
            }
            let was_open = this.state == State::Open;
            this.state = match this.record.request_bytes(bytes) {
                Passage::Open => State::Open,
                Passage::Hold => State::Holding,
                Passage::Last => State::Ended,
            };
            if was_open && this.state != State::Holding {
                return Poll::Ready(Ok(()));
            }
            this.held.extend_from_slice(bytes);
            buffer.set_filled(before);
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Gate<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
