"""The network: a hidden layer per feature group that all questions share, and a head per question;
the groups' sums are added.

A group has no bias; its `present` column takes that part. An absent group is all zeros and so adds
exactly nothing, which makes every subset of groups a model of its own (docs/decisions/0002, 0007).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from fingerprint_training.arrays import Floats, Integers, Span
from fingerprint_training.labels import Head

HIDDEN_UNITS = {
    "tcp": 16,
    "tls": 96,
    "http2": 24,
    "http": 32,
    "client_hints": 24,
    "user_agent": 40,
    "browser": 48,
    "probes": 16,
    "agreement": 24,
}

# Groups of comparisons, and the question that uses them: 1 they agree, -1 they do not. More
# agreement never makes a lie likelier, or the net would learn which layers liars happen to show.
COMPARISONS = {"agreement": "spoofing"}

# Share of single columns that training leaves out at random: a stack nobody has seen differs from
# those seen in a few code points, and the answer must not depend on one.
COLUMN_DROPOUT = {"tls": 0.3, "agreement": 0.15}
DEFAULT_COLUMN_DROPOUT = 0.05
GROUP_DROPOUT = 0.25
FIELD_DROPOUT = 0.12

BATCH_ROWS = 512
LEARNING_RATE = 2e-3
MIN_LEARNING_RATE = 2e-5
WEIGHT_DECAY = 1e-2

# A group's first layer has 1 beside its name, a group's second layer and the priors the question.
Params = dict[tuple[str, str | int], Floats]
# Epoch, epochs, mean loss.
Progress = Callable[[int, int, float], None]


@dataclass
class Examples:
    """Rows with their targets and weights by question; a target below zero is not known."""

    rows: Floats
    targets: Mapping[str, Integers]
    weights: Mapping[str, Floats]
    # Columns that are left out together.
    fields: Sequence[Integers]


@dataclass(frozen=True)
class Schedule:
    epochs: int
    seed: int


class Network:
    def __init__(self, spans: Sequence[Span], heads: Mapping[str, Head], seed: int) -> None:
        rng = np.random.default_rng(seed)
        self.spans, self.heads = spans, heads
        self.params: Params = {}
        for question, head in heads.items():
            self.params["prior", question] = np.zeros(head.labels, np.float32)
        for name, start, end in spans:
            width, hidden = end - start, HIDDEN_UNITS[name]
            first = rng.standard_normal((width, hidden)) * np.sqrt(2 / width)
            self.params[name, 1] = first.astype(np.float32)
            for question, head in heads.items():
                second = rng.standard_normal((hidden, head.labels)) * np.sqrt(1 / hidden)
                self.params[name, question] = second.astype(np.float32) * (name not in head.silent)
            if name in COMPARISONS and COMPARISONS[name] in heads:
                self._hold_direction(name, np.abs)

    def blocks(self, rows: Floats, question: str) -> Floats:
        """One block of sums per group, then the prior."""
        parts = [
            np.maximum(rows[:, start:end] @ self.params[name, 1], 0) @ self.params[name, question]
            for name, start, end in self.spans
        ]
        parts.append(np.broadcast_to(self.params["prior", question], parts[0].shape))
        return np.stack(parts, axis=1)

    def fit(self, examples: Examples, schedule: Schedule, report: Progress) -> None:
        rng = np.random.default_rng(schedule.seed)
        rows, epochs = examples.rows, schedule.epochs
        for name, start, end in self.spans:
            # A column that training never saw must say nothing when it comes.
            self.params[name, 1][~rows[:, start:end].any(axis=0)] = 0
        adam = Adam(self.params)
        for epoch in range(epochs):
            cosine = 0.5 * (1 + np.cos(np.pi * epoch / epochs))
            rate = LEARNING_RATE * cosine + MIN_LEARNING_RATE
            order, losses = rng.permutation(len(rows)), []
            for start in range(0, len(order), BATCH_ROWS):
                index = order[start : start + BATCH_ROWS]
                batch = self._dropped(rows[index], examples.fields, rng)
                known = {
                    question: (target[index], examples.weights[question][index])
                    for question, target in examples.targets.items()
                }
                gradients, loss = self._gradients(batch, known)
                adam.step(self.params, gradients, rate)
                for name, question in COMPARISONS.items():
                    if (name, question) in self.params:
                        self._hold_direction(name, lambda values: np.maximum(values, 0))
                losses.append(loss)
            report(epoch + 1, epochs, float(np.mean(losses)))

    def _hold_direction(self, name: str, corrected: Callable[[Floats], Floats]) -> None:
        """Holds a group of comparisons to one direction: the first half of its units grows with
        agreement and speaks for the first label, the other half grows with disagreement and speaks
        for the last. The group's first column, that it is present, is free. `corrected` maps a
        wrong sign to a right one."""
        first, second = self.params[name, 1], self.params[name, COMPARISONS[name]]
        half = first.shape[1] // 2
        sign = np.where(np.arange(first.shape[1]) < half, 1, -1).astype(np.float32)
        first[1:] = corrected(first[1:] * sign) * sign
        apart = second[:, 0] - second[:, -1]
        moved = (corrected(apart * sign) * sign - apart) / 2
        second[:, 0] += moved
        second[:, -1] -= moved

    def _dropped(
        self, rows: Floats, fields: Sequence[Integers], rng: np.random.Generator
    ) -> Floats:
        """Leaves whole groups out, and whole fields of a group, so that the model never depends on
        one. Now and then everything goes: what is left is the prior."""
        share = np.full(rows.shape[1], DEFAULT_COLUMN_DROPOUT, np.float32)
        for name, start, end in self.spans:
            share[start:end] = COLUMN_DROPOUT.get(name, DEFAULT_COLUMN_DROPOUT)
        rows = rows * (rng.random(rows.shape, np.float32) >= share)
        for _, start, end in self.spans:
            rows[rng.random(len(rows)) < GROUP_DROPOUT, start:end] = 0
        for columns in fields:
            rows[np.ix_(rng.random(len(rows)) < FIELD_DROPOUT, columns)] = 0
        return rows

    def _gradients(
        self, batch: Floats, known: Mapping[str, tuple[Integers, Floats]]
    ) -> tuple[Params, float]:
        """The gradients of a batch's loss, all questions together, and the loss."""
        hidden = {
            name: np.maximum(batch[:, start:end] @ self.params[name, 1], 0)
            for name, start, end in self.spans
        }
        back = {name: np.zeros_like(units) for name, units in hidden.items()}
        gradients: Params = {}
        total = 0.0
        for question, (target, weight) in known.items():
            rows = np.flatnonzero((target >= 0) & (weight > 0))
            if not len(rows):
                continue
            silent = self.heads[question].silent
            speaking = [name for name, _, _ in self.spans if name not in silent]
            sums = self.params["prior", question] + sum(
                hidden[name][rows] @ self.params[name, question] for name in speaking
            )
            delta, share = softmax(sums), weight[rows] / weight[rows].sum()
            truth = delta[np.arange(len(rows)), target[rows]]
            total += float(-(np.log(np.maximum(truth, 1e-9)) * share).sum())
            delta[np.arange(len(rows)), target[rows]] -= 1
            delta *= share[:, None]
            gradients["prior", question] = delta.sum(0)
            for name in speaking:
                gradients[name, question] = hidden[name][rows].T @ delta
                back[name][rows] += delta @ self.params[name, question].T
        for name, start, end in self.spans:
            gradients[name, 1] = batch[:, start:end].T @ (back[name] * (hidden[name] > 0))
        return gradients, total


class Adam:
    """Adam with weight decay on everything but the priors."""

    def __init__(self, params: Params) -> None:
        self.first = {key: np.zeros_like(value) for key, value in params.items()}
        self.second = {key: np.zeros_like(value) for key, value in params.items()}
        self.count = 0

    def step(self, params: Params, gradients: Params, rate: float) -> None:
        self.count += 1
        for key, gradient in gradients.items():
            self.first[key] = 0.9 * self.first[key] + 0.1 * gradient
            self.second[key] = 0.999 * self.second[key] + 0.001 * gradient**2
            first = self.first[key] / (1 - 0.9**self.count)
            second = self.second[key] / (1 - 0.999**self.count)
            decay = WEIGHT_DECAY * params[key] if key[0] != "prior" else 0
            params[key] -= rate * (first / (np.sqrt(second) + 1e-8) + decay)


def softmax(sums: Floats) -> Floats:
    weights = np.exp(sums - sums.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True)
