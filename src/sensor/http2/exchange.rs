//! One stream: the request goes to the application, its answer to the client. Owns the time for
//! which an answer waits to be read.

use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;
use std::time::Duration;

use actix_http::{Request, Response};
use actix_service::Service;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::web::Bytes;
use h2::server::SendResponse;
use h2::{Reason, SendStream};
use tokio::time::{Instant, sleep};

use super::message;

/// Bytes of an answer that a client must take within the write timeout, unless it is shorter.
const PROGRESS_BYTES: usize = 16 * 1024;

pub(super) struct Exchange {
    pub respond: SendResponse<Bytes>,
    pub is_head: bool,
    pub write_timeout: Duration,
}

/// Why an answer was not sent to its end.
enum Unsent {
    /// The client reset the stream or left.
    Gone,
    /// The client does not read.
    Stalled,
    /// The application could not go on.
    Failed,
}

impl Exchange {
    pub(super) async fn run<S, B>(mut self, service: Rc<S>, request: Request)
    where
        S: Service<Request>,
        S::Error: Into<Response<BoxBody>>,
        S::Response: Into<Response<B>>,
        B: MessageBody,
    {
        let answered = tokio::select! {
            answered = service.call(request) => answered,
            // Nobody waits for it any more.
            _ = poll_fn(|context| self.respond.poll_reset(context)) => return,
        };
        match answered {
            Ok(response) => self.send(response.into()).await,
            Err(error) => self.send(error.into()).await,
        }
    }

    async fn send<B: MessageBody>(mut self, response: Response<B>) {
        let (head, body) = response.into_parts();
        let size = body.size();
        let head = message::response(head.head(), size);
        let has_body = !size.is_eof() && !self.is_head;
        let Ok(mut stream) = self.respond.send_response(head, !has_body) else { return };
        if !has_body {
            return;
        }
        match self.send_body(&mut stream, body).await {
            Ok(()) | Err(Unsent::Gone) => {}
            Err(Unsent::Stalled) => {
                tracing::debug!("an answer was not read in time");
                stream.send_reset(Reason::CANCEL);
            }
            Err(Unsent::Failed) => stream.send_reset(Reason::INTERNAL_ERROR),
        }
    }

    async fn send_body<B: MessageBody>(
        &self,
        stream: &mut SendStream<Bytes>,
        body: B,
    ) -> Result<(), Unsent> {
        let mut body = pin!(body);
        loop {
            // Between two pieces the application is waited for, and a client that leaves noticed.
            let piece = tokio::select! {
                piece = poll_fn(|context| body.as_mut().poll_next(context)) => piece,
                _ = poll_fn(|context| stream.poll_reset(context)) => return Err(Unsent::Gone),
            };
            match piece {
                None => return stream.send_data(Bytes::new(), true).map_err(|_| Unsent::Gone),
                Some(Ok(piece)) => self.send_piece(stream, piece).await?,
                Some(Err(_)) => return Err(Unsent::Failed),
            }
        }
    }

    async fn send_piece(
        &self,
        stream: &mut SendStream<Bytes>,
        mut piece: Bytes,
    ) -> Result<(), Unsent> {
        let mut late = pin!(sleep(self.write_timeout));
        let mut since_reset = 0;
        while !piece.is_empty() {
            stream.reserve_capacity(piece.len().min(PROGRESS_BYTES));
            let capacity = tokio::select! {
                biased;
                capacity = poll_fn(|context| stream.poll_capacity(context)) => capacity,
                () = &mut late => return Err(Unsent::Stalled),
            };
            let Some(Ok(capacity)) = capacity else { return Err(Unsent::Gone) };
            let part = piece.split_to(capacity.min(piece.len()));
            since_reset += part.len();
            if since_reset >= PROGRESS_BYTES {
                since_reset = 0;
                late.as_mut().reset(Instant::now() + self.write_timeout);
            }
            stream.send_data(part, false).map_err(|_| Unsent::Gone)?;
        }
        Ok(())
    }
}
