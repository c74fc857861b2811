//! One bench per stage of the path, on the golden Chrome request, and the whole path. Run with
//! `make bench`; committed runs stand in `benches/runs`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a bench ends where its assumptions do"
)]

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use fingerprint_api::checks;
use fingerprint_api::config::Feedback;
use fingerprint_api::features::Extractor;
use fingerprint_api::feedback::Recent;
use fingerprint_api::inference::cache::ScoreCache;
use fingerprint_api::inference::drift::Drift;
use fingerprint_api::inference::{Catalog, ModelSet};
use fingerprint_api::pipeline::{Classifier, Watch};
use fingerprint_api::request::Request;
use fingerprint_api::signals::Fingerprint;
use fingerprint_api::signals::strings::Strings;
use fingerprint_api::signals::user_agent;
use fingerprint_api::telemetry::Metrics;

/// The service's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const REQUESTS: &str = include_str!("../tests/golden/requests.jsonl");
const AGENT: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
                     Chrome/150.0.0.0 Safari/537.36";

fn body() -> &'static [u8] {
    REQUESTS.lines().next().expect("the first golden request is Chrome's").as_bytes()
}

fn fingerprint() -> Fingerprint {
    Request::from_json(body()).unwrap().into_parts().1.read(&mut Vec::new())
}

fn models() -> (Arc<Catalog>, Arc<ModelSet>) {
    let catalog = Arc::new(Catalog::new(Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("models"))));
    catalog.load().unwrap();
    let set = catalog.active().expect("just loaded");
    (catalog, set)
}

fn stages(criterion: &mut Criterion) {
    let extractor = Extractor::new();
    let (catalog, models) = models();
    let row = extractor.row(&fingerprint());
    criterion
        .bench_function("json_to_request", |b| b.iter(|| Request::from_json(black_box(body())).unwrap()));
    criterion.bench_function("request_to_signals", |b| {
        b.iter_batched(
            || Request::from_json(body()).unwrap().into_parts().1,
            |evidence| evidence.read(&mut Vec::new()),
            criterion::BatchSize::SmallInput,
        );
    });
    criterion.bench_function("user_agent", |b| b.iter(|| user_agent::parse(black_box(AGENT))));
    let facts = fingerprint();
    criterion.bench_function("strings", |b| b.iter(|| Strings::of(black_box(&facts))));
    criterion.bench_function("features", |b| b.iter(|| extractor.row(black_box(&facts))));
    criterion.bench_function("checks", |b| b.iter(|| checks::findings(black_box(&facts))));
    criterion.bench_function("models", |b| b.iter(|| models.answer(black_box(&row)).unwrap()));
    criterion.bench_function("network", |b| b.iter(|| models.network.sums(black_box(&row)).unwrap()));
    criterion.bench_function("novelty", |b| b.iter(|| models.network.familiar.novelty(black_box(&row))));
    let cache = ScoreCache::new(10_000, Metrics::new().unwrap()).expect("it keeps entries");
    let scores = Arc::new(models.answer(&row).unwrap());
    let mut other = row.clone();
    criterion.bench_function("cache_miss_and_keep", |b| {
        b.iter(|| {
            // A row that was never seen.
            other[0] += 1.0;
            assert!(cache.find(&models, &other).is_none());
            cache.keep(&models, &other, &scores);
        });
    });
    let metrics = Metrics::new().unwrap();
    let cached = Classifier::new(Arc::clone(&catalog), Arc::clone(&metrics))
        .cached_by(ScoreCache::new(10_000, Arc::clone(&metrics)));
    criterion.bench_function("classify_from_cache", |b| {
        b.iter(|| cached.classify(Request::from_json(black_box(body())).unwrap()).unwrap());
    });
    let recent = Recent::new(&Feedback::default());
    let watch = Watch { recent, drift: Drift::new(Arc::clone(&metrics)), shadow: None };
    let watched = Classifier::new(Arc::clone(&catalog), metrics).watched_by(watch);
    watched.load_watch();
    criterion.bench_function("classify_watched", |b| {
        b.iter(|| watched.classify(Request::from_json(black_box(body())).unwrap()).unwrap());
    });
    let classifier = Classifier::new(catalog, Metrics::new().unwrap());
    criterion.bench_function("classify", |b| {
        b.iter(|| classifier.classify(Request::from_json(black_box(body())).unwrap()).unwrap());
    });
    let answer = classifier.classify(Request::from_json(body()).unwrap()).unwrap();
    criterion
        .bench_function("answer_to_json", |b| b.iter(|| serde_json::to_vec(black_box(&answer)).unwrap()));
}

criterion_group!(benches, stages);
criterion_main!(benches);
