//! What the probes' look-up is worth, measured: every known browser's features with one probe in a
//! hundred flipped at random, looked up again. `--nocapture` prints the table of docs/decisions/0010.

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
use fingerprint_api::request::Request;
use fingerprint_api::signals::browser::probes::Nearest;
use fingerprint_api::verdict::probes::Probes;

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
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("web/probes/codewords_1.txt");
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
    let body = serde_json::json!({"browser": {"probes": {"set": "1", "bits": STANDARD.encode(bytes)}}});
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

/// The newest sixty majors of each, and Safari from 15: before, it has too few features to be placed.
fn recent(words: &[Word]) -> impl Iterator<Item = &Word> {
    words.iter().filter(|word| {
        let newest =
            words.iter().filter(|other| other.name == word.name).map(|other| other.major).max().unwrap();
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
            // What src/checks/browser/probes_of_another_version.rs convicts on.
            tally.accused +=
                f64::from(u8::from(nearest.excess_of(word.major).is_some_and(|excess| excess >= 2)));
            tally.one_less_found +=
                f64::from(u8::from(nearest.excess_of(word.major - 1).is_some_and(|excess| excess >= 1)));
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
