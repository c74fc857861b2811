//! One bench per stage of the path, on the golden Chrome request, and the whole path. Run with
//! `make bench`; committed runs are in `benches/runs`.

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
use fingerprint_api::config::Feedback;
use fingerprint_api::feedback::Recent;
use fingerprint_api::serving::active::ActiveModels;
use fingerprint_api::serving::cache::ScoreCache;
use fingerprint_api::serving::catalog::Catalog;
use fingerprint_api::serving::classifier::{LiveClassifier, Stopwatch};
use fingerprint_api::serving::drift::Drift;
use fingerprint_api::serving::watch::Watch;
use fingerprint_api::telemetry::Metrics;
use fingerprint_classify::checks;
use fingerprint_classify::contract::request::Request;
use fingerprint_classify::features::Extractor;
use fingerprint_classify::{Answer, Case};
use fingerprint_signals::Fingerprint;
use fingerprint_signals::strings::Strings;
use fingerprint_signals::user_agent;

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

fn classify(classifier: &LiveClassifier, body: &[u8]) -> Answer {
    let watch = Stopwatch::start();
    let request = Request::from_json(body).unwrap();
    classifier.classify_recorded(Case::from_request(request), watch).unwrap()
}

fn models() -> (Arc<Catalog>, Arc<ActiveModels>) {
    let catalog =
        Arc::new(Catalog::new(Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("models"))));
    catalog.load().unwrap();
    let set = catalog.active().expect("just loaded");
    (catalog, set)
}

fn stages(criterion: &mut Criterion) {
    let extractor = Extractor::new();
    let (catalog, models) = models();
    let set = models.classifier.models();
    let row = extractor.row(&fingerprint());
    criterion.bench_function("json_to_request", |b| {
        b.iter(|| Request::from_json(black_box(body())).unwrap());
    });
    criterion.bench_function("request_to_signals", |b| {
        b.iter_batched(
            || Request::from_json(body()).unwrap().into_parts().1,
            |evidence| evidence.read(&mut Vec::new()),
            criterion::BatchSize::SmallInput,
        );
    });
    criterion.bench_function("user_agent", |b| b.iter(|| user_agent::parse(black_box(AGENT))));
    let facts = fingerprint();
    criterion.bench_function("strings", |b| b.iter(|| Strings::from_facts(black_box(&facts))));
    criterion.bench_function("features", |b| b.iter(|| extractor.row(black_box(&facts))));
    criterion.bench_function("checks", |b| b.iter(|| checks::findings(black_box(&facts))));
    criterion.bench_function("models", |b| b.iter(|| set.answer(black_box(&row)).unwrap()));
    criterion.bench_function("network", |b| b.iter(|| set.network.sums(black_box(&row)).unwrap()));
    criterion.bench_function("novelty", |b| {
        b.iter(|| set.network.known_stacks.novelty(black_box(&row)));
    });
    let cache = ScoreCache::new(10_000, Metrics::new().unwrap()).expect("it keeps entries");
    let scores = Arc::new(set.answer(&row).unwrap());
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
    let cached = LiveClassifier::new(Arc::clone(&catalog), Arc::clone(&metrics))
        .with_cache(ScoreCache::new(10_000, Arc::clone(&metrics)));
    criterion.bench_function("classify_from_cache", |b| {
        b.iter(|| classify(&cached, black_box(body())));
    });
    let recent = Recent::new(&Feedback::default());
    let watch = Watch { recent, drift: Drift::new(Arc::clone(&metrics)), shadow: None };
    let watched = LiveClassifier::new(Arc::clone(&catalog), metrics).with_watch(watch);
    watched.load_watch();
    criterion.bench_function("classify_watched", |b| {
        b.iter(|| classify(&watched, black_box(body())));
    });
    let classifier = LiveClassifier::new(catalog, Metrics::new().unwrap());
    criterion.bench_function("classify", |b| {
        b.iter(|| classify(&classifier, black_box(body())));
    });
    let answer = classify(&classifier, body());
    criterion.bench_function("answer_to_json", |b| {
        b.iter(|| serde_json::to_vec(black_box(&answer)).unwrap());
    });
}

criterion_group!(benches, stages);
criterion_main!(benches);
