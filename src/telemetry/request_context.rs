//! Which request the running code works for, so that every log line written meanwhile names it.
//! Kept in a thread-local that is set for each poll and carried to other threads by hand: two
//! copies of a hundred bytes, where a span of `tracing` would cost each request an allocation and
//! two locks.

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::traces::context::TraceContext;

/// Longest request id that is kept.
pub const MAX_ID: usize = 64;

/// One request, as its log lines name it.
#[derive(Debug, Clone, Copy)]
pub struct RequestContext {
    trace: TraceContext,
    id: [u8; MAX_ID],
    id_length: usize,
}

thread_local! {
    static CURRENT: Cell<Option<RequestContext>> = const { Cell::new(None) };
}

impl RequestContext {
    /// The scope of a request; of a longer id nothing is kept.
    pub fn new(trace: TraceContext, request_id: &str) -> Self {
        let mut scope = Self { trace, id: [0; MAX_ID], id_length: 0 };
        if let Some(place) = scope.id.get_mut(..request_id.len()) {
            place.copy_from_slice(request_id.as_bytes());
            scope.id_length = request_id.len();
        }
        scope
    }

    /// The request that this thread works for now.
    pub fn current() -> Option<Self> {
        CURRENT.get()
    }

    pub fn trace_id(&self) -> &str {
        self.trace.trace_id()
    }

    pub fn trace(&self) -> TraceContext {
        self.trace
    }

    pub fn request_id(&self) -> &str {
        self.id
            .get(..self.id_length)
            .and_then(|id| std::str::from_utf8(id).ok())
            .unwrap_or_default()
    }

    /// Until the guard is dropped, this thread works for the request.
    pub fn enter(self) -> Entered {
        Entered::set(Some(self))
    }
}

/// Gives the thread back to whatever it worked for before.
pub struct Entered {
    before: Option<RequestContext>,
}

impl Entered {
    fn set(scope: Option<RequestContext>) -> Self {
        Self { before: CURRENT.replace(scope) }
    }
}

impl Drop for Entered {
    fn drop(&mut self) {
        CURRENT.set(self.before);
    }
}

/// The job, working for the present request on whatever thread runs it.
pub fn in_same_request<T>(job: impl FnOnce() -> T) -> impl FnOnce() -> T {
    let scope = RequestContext::current();
    move || {
        let _entered = Entered::set(scope);
        job()
    }
}

/// A future that works for its request whenever it is polled.
pub struct InRequest<T> {
    scope: RequestContext,
    future: Pin<Box<dyn Future<Output = T>>>,
}

impl<T> InRequest<T> {
    pub fn new(scope: RequestContext, future: impl Future<Output = T> + 'static) -> Self {
        Self { scope, future: Box::pin(future) }
    }
}

impl<T> Future for InRequest<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        let _entered = self.scope.enter();
        self.future.as_mut().poll(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn current_id() -> Option<String> {
        RequestContext::current().map(|scope| scope.request_id().to_owned())
    }

    fn named(id: &str) -> RequestContext {
        RequestContext::new(TraceContext::from_header(None), id)
    }

    #[test]
    fn a_thread_works_for_one_request_at_a_time() {
        assert_eq!(current_id(), None);
        let outer = named("outer").enter();
        {
            let _inner = named("inner").enter();
            assert_eq!(current_id().as_deref(), Some("inner"));
        }
        assert_eq!(current_id().as_deref(), Some("outer"));
        drop(outer);
        assert_eq!(current_id(), None);
    }

    #[test]
    fn a_job_works_for_its_request_on_another_thread() {
        let entered = named("mine").enter();
        let job = in_same_request(current_id);
        drop(entered);
        assert_eq!(std::thread::spawn(job).join().unwrap().as_deref(), Some("mine"));
        // Nobody's job stays nobody's, whatever the thread did before.
        let job = in_same_request(current_id);
        let _entered = named("other").enter();
        assert_eq!(job(), None);
        assert_eq!(current_id().as_deref(), Some("other"));
    }

    #[tokio::test]
    async fn futures_that_take_turns_on_a_thread_keep_their_requests() {
        let future = |id: &'static str| {
            InRequest::new(named(id), async move {
                for _ in 0..3 {
                    assert_eq!(current_id().as_deref(), Some(id));
                    tokio::task::yield_now().await;
                }
            })
        };
        tokio::join!(future("one"), future("other"));
        assert_eq!(current_id(), None);
    }

    #[test]
    fn an_id_that_is_too_long_is_none() {
        assert_eq!(named(&"x".repeat(MAX_ID)).request_id().len(), MAX_ID);
        assert_eq!(named(&"x".repeat(MAX_ID + 1)).request_id(), "");
    }
}
