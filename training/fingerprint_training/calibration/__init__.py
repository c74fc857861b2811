"""From sums to probabilities, sets and odds, fitted on out-of-fold answers only."""
