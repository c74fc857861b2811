//! `POST /api/v1/classify/batch`: many fingerprints in one request, run as chunks on the inference
//! threads. A JSON array is answered whole; lines are answered as a stream, in order, while they
//! are still being read, and a reader slower than the service slows the sender down.

pub mod item;
mod lines;

use std::sync::Arc;

use actix_web::web::{Bytes, Payload};
use actix_web::{HttpRequest, HttpResponse};
use futures_util::{Stream, StreamExt, stream};
use serde::Deserialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::http::api::{Api, Phase};
use crate::http::body::{self, Limit, MediaType};
use crate::http::endpoint::{Call, Endpoint};
use crate::http::error::{Code, Problem};
use crate::serving::pool::CHUNK_ROWS;
use crate::serving::queue::Place;
use fingerprint_classify::ClassifyError;
use fingerprint_classify::contract::answer::Answer;
use fingerprint_classify::contract::request::{Options, Request, RequestError};

use item::{ChunkContext, FailedItem, fail_item};
use lines::{Line, Lines};

pub const ENDPOINT: Endpoint =
    Endpoint::post("/api/v1/classify/batch", |call| Box::pin(classify_batch(call)))
        .problems(&[
            Code::InvalidJson,
            Code::InvalidRequest,
            Code::BodyTooLarge,
            Code::UnsupportedMediaType,
            Code::ModelsNotReady,
            Code::DeadlineExceeded,
        ])
        .documented::<__path_classify_batch>();

/// Body of a batch as JSON.
#[derive(Deserialize)]
struct Batch<'a> {
    #[serde(borrow)]
    fingerprints: Vec<&'a RawValue>,
    #[serde(default)]
    options: Option<Options>,
}

/// Fingerprints to classify together.
#[derive(ToSchema)]
#[schema(as = Batch)]
#[allow(
    dead_code,
    reason = "only the OpenAPI document reads it; the items stay raw JSON until a thread has them"
)]
pub struct BatchBody {
    fingerprints: Vec<Request>,
    /// Hold for every fingerprint of the batch, in place of its own.
    options: Option<Options>,
}

/// The verdicts, in the order of the fingerprints.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "only the OpenAPI document reads it; verdicts are written as text, chunk by chunk"
)]
pub struct Verdicts {
    verdicts: Vec<BatchItem>,
}

/// A verdict, or why there is none.
#[derive(ToSchema)]
#[allow(dead_code, reason = "only the OpenAPI document reads it")]
#[schema(as = BatchItem)]
#[serde(untagged)]
pub enum BatchItem {
    Answer(Box<Answer>),
    Failed(FailedItem<'static>),
}

/// Classify many clients
///
/// `application/json` is answered whole. `application/x-ndjson`, one fingerprint a line, is
/// answered as one verdict a line, in order, streamed while it is computed, whatever the length.
#[utoipa::path(
    post,
    path = ENDPOINT.path,
    operation_id = "classify_batch",
    tag = "classify",
    request_body(content(
        (BatchBody = "application/json", example = json!({"fingerprints": [{"id": "1", "http": {"headers": [["user-agent", "curl/8.5.0"]]}}]})),
        (String = "application/x-ndjson", example = json!("{\"id\":\"1\",\"http\":{\"headers\":[[\"user-agent\",\"curl/8.5.0\"]]}}\n")),
    )),
    responses((status = 200, description = "The verdicts.", content(
        (Verdicts = "application/json"),
        (BatchItem = "application/x-ndjson"),
    ))),
)]
async fn classify_batch(Call { request, payload, api, .. }: Call) -> Result<HttpResponse, Problem> {
    if !api.settings.batch {
        return Err(Problem::not_found());
    }
    // One problem for the batch rather than one an item; while draining the loaded models answer.
    if !api.catalog.is_ready() && api.phase() == Phase::Serving {
        return Err(ClassifyError::ModelsNotReady.into());
    }
    match body::media_type(&request) {
        Some(MediaType::Json) => whole(&request, payload, &api).await,
        Some(MediaType::JsonLines) => {
            let mut lines = Lines::new(payload, api.settings.max_body_bytes, api.request_timeout);
            // The first chunk is read before its place is taken, and within the time of a whole
            // body: a stream of empty lines holds none. Its place is taken here, while a refusal
            // still has a status.
            let first = tokio::time::timeout(api.request_timeout, lines.next_chunk(CHUNK_ROWS))
                .await
                .map_err(|_| Problem::slow_body())?;
            let first = match first {
                Some(items) => Some((items, api.pool.queue().try_place()?)),
                None => None,
            };
            let answers = answer_stream(lines, Arc::clone(&api), first);
            Ok(HttpResponse::Ok().content_type("application/x-ndjson").streaming(answers))
        }
        None => {
            let detail = "send application/json or application/x-ndjson, not encoded";
            Err(Problem::new(Code::UnsupportedMediaType, detail))
        }
    }
}

async fn whole(
    request: &HttpRequest,
    payload: Payload,
    api: &Arc<Api>,
) -> Result<HttpResponse, Problem> {
    let limit = Limit { bytes: api.settings.max_batch_bytes, time: api.request_timeout };
    let body = body::collect(request, payload, limit).await?;
    let batch = read_batch(&body)?;
    let options = batch.options.map(Arc::new);
    let mut first = Some(api.pool.queue().try_place()?);
    let jobs = batch.fingerprints.chunks(CHUNK_ROWS).map(|chunk| {
        let items =
            chunk.iter().map(|raw| Line::Whole(body.slice_ref(raw.get().as_bytes()))).collect();
        let job = Chunk { items, options: options.clone(), separator: b',' };
        run(Arc::clone(api), job, first.take())
    });
    let jobs: Vec<_> = jobs.collect();
    let mut answers = stream::iter(jobs).buffered(api.pool.chunks_ahead());
    let mut json = Vec::with_capacity(body.len() + 64);
    json.extend_from_slice(b"{\"verdicts\":[");
    while let Some(chunk) = answers.next().await {
        json.extend_from_slice(&chunk?);
    }
    if json.last() == Some(&b',') {
        json.pop();
    }
    json.extend_from_slice(b"]}");
    Ok(HttpResponse::Ok().content_type("application/json").body(json))
}

fn read_batch(body: &[u8]) -> Result<Batch<'_>, Problem> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let batch: Batch<'_> = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        let path = if path == "." { "$".to_owned() } else { path };
        RequestError::InvalidJson { path, message: error.into_inner().to_string() }
    })?;
    json.end().map_err(|error| RequestError::InvalidJson {
        path: "$".to_owned(),
        message: error.to_string(),
    })?;
    if let Some(options) = &batch.options {
        options.check()?;
    }
    Ok(batch)
}

/// Answers chunks of lines in order, a bounded number of them under way.
fn answer_stream(
    lines: Lines,
    api: Arc<Api>,
    first: Option<(Vec<Line>, Place)>,
) -> impl Stream<Item = Result<Bytes, actix_web::Error>> {
    let ahead = api.pool.chunks_ahead();
    let first = first.map(|(items, place)| (items, Some(place)));
    let rest = stream::unfold(lines, |mut lines| async move {
        let items = lines.next_chunk(CHUNK_ROWS).await?;
        Some(((items, None), lines))
    });
    stream::iter(first)
        .chain(rest)
        .map(move |(items, place)| {
            let api = Arc::clone(&api);
            async move {
                let failed = items.clone();
                let chunk = Chunk { items, options: None, separator: b'\n' };
                match run(api, chunk, place).await {
                    Ok(answers) => Ok(answers),
                    Err(problem) => {
                        let mut out = Vec::new();
                        for item in &failed {
                            fail_item(&mut out, item, &problem);
                            out.push(b'\n');
                        }
                        Ok(Bytes::from(out))
                    }
                }
            }
        })
        .buffered(ahead)
}

/// Items that run together.
struct Chunk {
    items: Vec<Line>,
    options: Option<Arc<Options>>,
    separator: u8,
}

async fn run(api: Arc<Api>, chunk: Chunk, place: Option<Place>) -> Result<Bytes, Problem> {
    let queue = api.pool.queue();
    let place = match place {
        Some(place) => place,
        None => queue.place().await?,
    };
    let (rows, job_api) = (chunk.items.len(), Arc::clone(&api));
    let job = move |queue_wait| {
        let mut out = Vec::with_capacity(rows * 2048);
        let context = ChunkContext {
            classifier: &job_api.classifier,
            options: chunk.options.as_deref(),
            queue_wait,
        };
        for item in &chunk.items {
            context.answer_item(&mut out, item);
            out.push(chunk.separator);
        }
        Bytes::from(out)
    };
    Ok(queue.run(place, rows, job).await?)
}
