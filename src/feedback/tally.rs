//! Right and wrong answers of one question, summed up: accuracy with its interval, and how far the
//! probabilities are from the accuracy they promise.

use serde::Serialize;

/// Bins of the calibration error: the usual ten (Guo et al. 2017, "On Calibration of Modern Neural
/// Networks").
const BINS: usize = 10;

/// 95 % of the normal distribution lie within this many standard deviations.
const Z: f64 = 1.959_963_985;

/// Counts by probability.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tally {
    bins: [Bin; BINS],
}

#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Bin {
    answers: u64,
    correct: u64,
    probability: f64,
}

/// What a tally says.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Figures {
    /// Answers.
    pub n: u64,
    pub accuracy: f64,
    /// Wilson's interval of the accuracy at 95 %.
    pub interval: (f64, f64),
    /// Expected calibration error over ten bins.
    pub ece: f64,
}

impl Tally {
    pub fn add(&mut self, correct: bool, probability: f32) {
        let index = (probability * BINS as f32) as usize;
        if let Some(bin) = self.bins.get_mut(index.min(BINS - 1)) {
            bin.answers += 1;
            bin.correct += u64::from(correct);
            bin.probability += f64::from(probability);
        }
    }

    /// The figures; none without an answer.
    #[must_use]
    pub fn figures(&self) -> Option<Figures> {
        let n: u64 = self.bins.iter().map(|bin| bin.answers).sum();
        if n == 0 {
            return None;
        }
        let correct: u64 = self.bins.iter().map(|bin| bin.correct).sum();
        let gaps = self.bins.iter().map(|bin| (bin.correct as f64 - bin.probability).abs());
        Some(Figures {
            n,
            accuracy: correct as f64 / n as f64,
            interval: wilson(correct as f64, n as f64),
            ece: gaps.sum::<f64>() / n as f64,
        })
    }
}

/// Wilson's score interval (Wilson 1927): it stays within 0 and 1 and holds for few answers too.
fn wilson(correct: f64, n: f64) -> (f64, f64) {
    let share = correct / n;
    let middle = share + Z * Z / (2.0 * n);
    let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    (((middle - half) / scale).max(0.0), ((middle + half) / scale).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilson_gives_the_published_interval() {
        // Newcombe 1998, table I, method 3: 81 of 263.
        let (low, high) = wilson(81.0, 263.0);
        assert!((low - 0.2553).abs() < 1e-4 && (high - 0.3662).abs() < 1e-4, "{low} {high}");
        assert_eq!(wilson(0.0, 20.0).0, 0.0);
    }

    #[test]
    fn answers_that_keep_their_promise_have_no_calibration_error() {
        let mut tally = Tally::default();
        for number in 0..100 {
            tally.add(number < 75, 0.75);
        }
        let figures = tally.figures().unwrap();
        assert_eq!((figures.n, figures.accuracy), (100, 0.75));
        assert!(figures.ece < 1e-9);
    }

    #[test]
    fn overconfidence_is_the_error() {
        let mut tally = Tally::default();
        for number in 0..100 {
            tally.add(number < 50, 0.95);
        }
        assert!((tally.figures().unwrap().ece - 0.45).abs() < 1e-6);
        assert_eq!(Tally::default().figures(), None);
    }
}
