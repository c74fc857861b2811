//! What the probes' look-up is worth, measured: every known browser's features with one probe in a
//! hundred flipped at random, looked up again. `--nocapture` prints the table of
//! docs/decisions/0010.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test ends where its assumptions do"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use fingerprint_classify::Classifier;
use fingerprint_classify::contract::request::Request;
use fingerprint_classify::verdict::probes::Probes;
use fingerprint_signals::browser::probes::Nearest;

/// Names that are built on another's engine, and not looked up.
const BRANDS: &[&str] = &["edge", "opera", "samsunginternet_android"];

const FLIPS: f64 = 0.01;
const DRAWS: usize = 40;
const COVERAGE: f32 = 0.9;

/// Numbers that look random and are the same on every run (Marsaglia's xorshift).
struct Random(u64);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }
}

struct Word {
    name: String,
    major: u32,
    bytes: Vec<u8>,
}

fn words() -> Vec<Word> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/probes/codewords_1.txt");
    let text = fs::read_to_string(file).unwrap();
    let word = |line: &str| {
        let parts: Vec<&str> = line.split(' ').collect();
        let byte = |at: usize| u8::from_str_radix(&parts[2][at..at + 2], 16).unwrap();
        Word {
            name: parts[0].to_owned(),
            major: parts[1].split('.').next().unwrap().parse().unwrap(),
            bytes: (0..40).step_by(2).map(byte).collect(),
        }
    };
    text.lines().map(word).filter(|word| !BRANDS.contains(&word.name.as_str())).collect()
}

fn nearest(bytes: &[u8]) -> Option<Nearest> {
    let body =
        serde_json::json!({"browser": {"probes": {"set": "1", "bits": STANDARD.encode(bytes)}}});
    let evidence = Request::from_json(body.to_string().as_bytes()).unwrap().into_parts().1;
    evidence.read(&mut Vec::new()).browser?.probes?.nearest
}

fn facts(nearest: Nearest) -> Probes {
    let Nearest { engine, distance, other_engine, majors, .. } = nearest;
    Probes { engine, distance, other_engine, majors }
}

#[derive(Default)]
struct Tally {
    draws: f64,
    engine: f64,
    exact: f64,
    predicted: f64,
    covered: f64,
    one_less_found: f64,
    accused: f64,
}

fn engine_of(name: &str) -> &'static str {
    match name.chars().next().unwrap() {
        'f' => "gecko",
        's' => "webkit",
        _ => "blink",
    }
}

/// The newest sixty majors of each, and Safari from 15: before, it has too few features to be
/// placed.
fn recent(words: &[Word]) -> impl Iterator<Item = &Word> {
    words.iter().filter(|word| {
        let newest = words
            .iter()
            .filter(|other| other.name == word.name)
            .map(|other| other.major)
            .max()
            .unwrap();
        word.major + 60 > newest && word.major >= 15
    })
}

fn measure() -> BTreeMap<String, Tally> {
    let words = words();
    let mut random = Random(0x2545_F491_4F6C_DD1D);
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for word in recent(&words) {
        for _ in 0..DRAWS {
            let mut bytes = word.bytes.clone();
            for bit in 0..160 {
                if random.next() < FLIPS {
                    bytes[bit / 8] ^= 0x80 >> (bit % 8);
                }
            }
            let tally = tallies.entry(word.name.clone()).or_default();
            tally.draws += 1.0;
            let Some(nearest) = nearest(&bytes) else { continue };
            tally.engine += f64::from(u8::from(nearest.engine.as_str() == engine_of(&word.name)));
            // What the check `probes_of_another_version` convicts on.
            let convicts = |excess: u32| excess >= 2 || (excess == 1 && nearest.distance == 0);
            tally.accused +=
                f64::from(u8::from(nearest.excess_distance(word.major).is_some_and(convicts)));
            tally.one_less_found += f64::from(u8::from(
                nearest.excess_distance(word.major - 1).is_some_and(|excess| excess >= 1),
            ));
            let majors = facts(nearest).majors(COVERAGE).unwrap();
            tally.exact += f64::from(u8::from(majors.best == word.major));
            tally.predicted += f64::from(majors.likelihood(majors.best));
            tally.covered += f64::from(u8::from(majors.holds(word.major)));
        }
    }
    tallies
}

#[test]
fn one_flipped_probe_in_a_hundred_costs_little() {
    println!(
        "| browser | draws | engine | exact major | said so | in the range | lie of one major shows | honest accused |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    for (name, tally) in measure() {
        let share = |count: f64| count / tally.draws;
        println!(
            "| {name} | {} | {:.4} | {:.4} | {:.4} | {:.4} | {:.4} | {:.4} |",
            tally.draws,
            share(tally.engine),
            share(tally.exact),
            share(tally.predicted),
            share(tally.covered),
            share(tally.one_less_found),
            share(tally.accused),
        );
        assert!(share(tally.engine) > 0.999, "{name}");
        assert!(share(tally.covered) >= f64::from(COVERAGE), "{name}");
        // The probability that is said is the share that is right.
        assert!((share(tally.exact) - share(tally.predicted)).abs() < 0.02, "{name}");
        assert!(share(tally.accused) < 0.005, "{name}");
    }
}

/// Whether an answer is right.
#[derive(Default)]
struct Answered {
    draws: f64,
    exact: f64,
    within_one: f64,
    in_range: f64,
    open: f64,
}

impl Answered {
    fn count(&mut self, answer: &serde_json::Value, major: u32) {
        let version = &answer["version"];
        let label: i64 = version["label"].as_str().unwrap().parse().unwrap_or(-9);
        let last = version["range"][1].as_u64();
        let major = i64::from(major);
        self.draws += 1.0;
        self.exact += f64::from(u8::from(label == major));
        self.within_one += f64::from(u8::from((label - major).abs() <= 1));
        let holds = version["range"][0].as_i64().unwrap() <= major
            && last.is_none_or(|last| major <= last.cast_signed());
        self.in_range += f64::from(u8::from(holds));
        self.open += f64::from(u8::from(holds && last.is_none()));
    }

    fn share(&self, count: f64) -> f64 {
        count / self.draws
    }
}

fn classifier() -> Classifier {
    Classifier::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models")).unwrap()
}

/// What a Chrome or a Firefox of this major writes as its user agent.
fn user_agent(name: &str, major: u32) -> String {
    match name {
        "chrome" => format!(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{major}.0.0.0 Safari/537.36"
        ),
        "chrome_android" => format!(
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{major}.0.0.0 Mobile Safari/537.36"
        ),
        "firefox" => {
            format!(
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:{major}.0) Gecko/20100101 Firefox/{major}.0"
            )
        }
        _ => format!(
            "Mozilla/5.0 (Android 15; Mobile; rv:{major}.0) Gecko/{major}.0 Firefox/{major}.0"
        ),
    }
}

/// The service's answer to nothing but probes, and a user agent where there is one.
fn answer(classifier: &Classifier, bytes: &[u8], claim: Option<String>) -> serde_json::Value {
    let mut browser = serde_json::json!({"probes": {"set": "1", "bits": STANDARD.encode(bytes)}});
    if let Some(claim) = claim {
        browser["navigator"] = serde_json::json!({"user_agent": claim});
    }
    let body = serde_json::json!({"browser": browser});
    let request = Request::from_json(body.to_string().as_bytes()).unwrap();
    serde_json::to_value(classifier.classify(request).unwrap()).unwrap()
}

fn flipped(bytes: &[u8], share: f64, random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for bit in 0..160 {
        if random.next() < share {
            bytes[bit / 8] ^= 0x80 >> (bit % 8);
        }
    }
    bytes
}

const COUNTING_AS_THEIR_ENGINE: &[&str] =
    &["chrome", "chrome_android", "firefox", "firefox_android"];

/// Majors whose features no earlier one of the same browser has: those that probes can tell.
fn told_apart(words: &[Word]) -> impl Iterator<Item = &Word> {
    recent(words).filter(|word| COUNTING_AS_THEIR_ENGINE.contains(&word.name.as_str())).filter(
        |word| {
            let same = |other: &&Word| other.name == word.name && other.bytes == word.bytes;
            words.iter().filter(same).map(|other| other.major).min() == Some(word.major)
        },
    )
}

#[test]
fn the_major_is_answered_with_and_without_a_claim() {
    let (words, classifier) = (words(), classifier());
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    println!(
        "| browser | probes flipped | claim | draws | exact major | within one | in the range |"
    );
    println!("|---|---|---|---|---|---|---|");
    for name in COUNTING_AS_THEIR_ENGINE {
        for flips in [0.0, 0.01, 0.02] {
            for claims in [false, true] {
                let mut tally = Answered::default();
                for word in told_apart(&words).filter(|word| word.name == *name) {
                    for _ in 0..10 {
                        let bytes = flipped(&word.bytes, flips, &mut random);
                        let claim = claims.then(|| user_agent(name, word.major));
                        tally.count(&answer(&classifier, &bytes, claim), word.major);
                    }
                }
                let (exact, within, held) = (
                    tally.share(tally.exact),
                    tally.share(tally.within_one),
                    tally.share(tally.in_range),
                );
                let claim = if claims { "own" } else { "none" };
                println!(
                    "| {name} | {flips} | {claim} | {} | {exact:.4} | {within:.4} | {held:.4} |",
                    tally.draws
                );
                assert!(
                    exact >= if claims || flips < 0.02 { 0.95 } else { 0.9 },
                    "{name} {flips} {claim}: {exact}"
                );
                assert!(
                    within >= if flips < 0.02 { 0.99 } else { 0.98 },
                    "{name} {flips} {claim}: {within}"
                );
            }
        }
    }
}

#[test]
fn a_claim_that_the_features_contradict_is_not_followed() {
    let (words, classifier) = (words(), classifier());
    let mut random = Random(0xD1B5_4A32_D192_ED03);
    let (mut lies, mut followed, mut found) = (0.0, 0.0, 0.0);
    for word in told_apart(&words).filter(|word| word.major > 110) {
        for away in [4, 9, 20] {
            let bytes = flipped(&word.bytes, 0.01, &mut random);
            let said = (word.major - away).to_string();
            let answer =
                answer(&classifier, &bytes, Some(user_agent(&word.name, word.major - away)));
            lies += 1.0;
            followed += f64::from(u8::from(answer["version"]["label"] == *said));
            found += f64::from(u8::from(answer["spoofing"]["detected"] == true));
        }
    }
    println!("{lies} false majors: {followed} were followed, {found} found out");
    assert!(followed / lies < 0.01, "{followed} of {lies}");
    assert!(found / lies > 0.95, "{found} of {lies}");
}

#[test]
fn a_lie_of_one_major_shows_where_nothing_is_odd() {
    let (words, classifier) = (words(), classifier());
    let (mut lies, mut found, mut accused) = (0.0, 0.0, 0.0);
    for word in told_apart(&words).filter(|word| word.major > 100) {
        let spoofing = |major: u32| {
            let answer = answer(&classifier, &word.bytes, Some(user_agent(&word.name, major)));
            f64::from(u8::from(answer["spoofing"]["detected"] == true))
        };
        lies += 1.0;
        found += spoofing(word.major - 1);
        accused += spoofing(word.major);
    }
    println!(
        "{lies} lies of one major: {found} found out; {accused} of {lies} honest ones accused"
    );
    assert!(found / lies > 0.95, "{found} of {lies}");
    assert!(accused / lies < 0.005, "{accused} of {lies}");
}

#[test]
fn beyond_the_newest_known_the_range_is_open_and_holds_the_claim() {
    let (words, classifier) = (words(), classifier());
    let mut random = Random(0x2545_F491_4F6C_DD1D);
    let mut tally = Answered::default();
    for name in COUNTING_AS_THEIR_ENGINE {
        let newest =
            words.iter().filter(|word| word.name == *name).max_by_key(|word| word.major).unwrap();
        for newer in [1, 3, 8] {
            for draw in 0..60 {
                let bytes = flipped(&newest.bytes, 0.01, &mut random);
                let claim = (draw % 2 == 0).then(|| user_agent(name, newest.major + newer));
                tally.count(&answer(&classifier, &bytes, claim), newest.major + newer);
            }
        }
    }
    println!(
        "beyond the newest: {} draws, {:.4} in an open range",
        tally.draws,
        tally.share(tally.open)
    );
    assert!(tally.share(tally.open) >= 0.99);
}

#[test]
fn brands_on_chromium_are_answered_in_their_own_count() {
    let (words, classifier) = (words(), classifier());
    let chrome = |name: &str, major: u32| {
        &words.iter().find(|word| word.name == name && word.major == major).unwrap().bytes
    };
    let opera = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0.0.0 Safari/537.36 OPR/132.0.0.0";
    let samsung = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36";
    for (said, own, bytes) in
        [(opera, 132, chrome("chrome", 148)), (samsung, 29, chrome("chrome_android", 136))]
    {
        // A page alone does not tell a brand: the request that asked for it claims it.
        let body = serde_json::json!({
            "http": {"headers": [["user-agent", said]]},
            "browser": {"probes": {"set": "1", "bits": STANDARD.encode(bytes)}},
        });
        let request = Request::from_json(body.to_string().as_bytes()).unwrap();
        let answer = serde_json::to_value(classifier.classify(request).unwrap()).unwrap();
        let version = &answer["version"];
        assert_eq!(version["label"], own.to_string(), "{version} {}", answer["browser"]);
        assert_eq!(version["range"], serde_json::json!([own, own]), "{version}");
    }
}
