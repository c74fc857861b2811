//! An accepted connection. Owns looking at the first bytes without losing them, and giving up on a
//! peer that does not read what is written to it.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use actix_web::rt::net::TcpStream;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

/// An accepted connection.
pub(super) struct Connection {
    stream: TcpStream,
    /// Bytes that were read and not yet passed on.
    ahead: Vec<u8>,
    passed_on: usize,
    /// Runs while the kernel takes no more bytes. It takes some again once a third of its buffer is
    /// free, so a peer that reads a byte now and then does not stop the clock.
    write_deadline: Option<Pin<Box<Sleep>>>,
    write_timeout: Duration,
}

impl Connection {
    pub(super) const fn new(stream: TcpStream, write_timeout: Duration) -> Self {
        Self { stream, ahead: Vec::new(), passed_on: 0, write_deadline: None, write_timeout }
    }

    /// The bytes that were read ahead.
    pub(super) fn ahead(&self) -> &[u8] {
        self.ahead.get(self.passed_on..).unwrap_or_default()
    }

    /// Reads more bytes ahead, at most `room`. False at the end of the stream.
    pub(super) async fn read_ahead(&mut self, room: usize) -> io::Result<bool> {
        let wanted = room.max(1) as u64;
        Ok((&mut self.stream).take(wanted).read_buf(&mut self.ahead).await? > 0)
    }

    /// What became of a write, or that it has waited too long.
    fn watch_write(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        if written.is_ready() {
            self.write_deadline = None;
            return written;
        }
        let timeout = self.write_timeout;
        let deadline = self.write_deadline.get_or_insert_with(|| Box::pin(sleep(timeout)));
        deadline.as_mut().poll(context).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }

    /// Drops bytes that were read ahead and are not for the layers above.
    pub(super) fn consume(&mut self, bytes: usize) {
        self.passed_on = (self.passed_on + bytes).min(self.ahead.len());
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let ahead = self.ahead();
        if ahead.is_empty() {
            return Pin::new(&mut self.stream).poll_read(context, buffer);
        }
        let length = ahead.len().min(buffer.remaining());
        buffer.put_slice(ahead.get(..length).unwrap_or_default());
        self.consume(length);
        if self.ahead().is_empty() {
            self.ahead = Vec::new();
            self.passed_on = 0;
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.watch_write(context, written)
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
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.watch_write(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
