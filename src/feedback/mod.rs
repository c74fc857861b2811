//! What answers were worth, once somebody knows the truth: verdicts kept for a while by the
//! caller's id, truth held against them, and the figures that come of it. Owns what counts as
//! right; where truth comes from is others' business.

mod recent;
mod scoreboard;
mod tally;
mod truth;

pub use recent::Recent;
pub use scoreboard::Scoreboard;
pub use tally::{Figures, Tally};
pub use truth::{Judgement, Said, Truth};
