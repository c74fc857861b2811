"""The network: a hidden layer per feature group that all questions share, and a head per question;
the groups' sums are added.

A group has no bias; its `present` column takes that part. An absent group is all zeros and so adds
exactly nothing, which makes every subset of groups a model of its own (docs/decisions/0002, 0007).
"""

import numpy as np

HIDDEN = {"tcp": 16, "tls": 96, "http2": 24, "http": 32, "client_hints": 24, "user_agent": 40, "browser": 48, "probes": 16, "agreement": 24}

# Groups of comparisons: 1 they agree, -1 they do not. More agreement never makes a lie likelier, or the net would learn
# which layers liars happen to show.
COMPARISONS = {"agreement": "spoofing"}

# Share of single columns that training leaves out at random: a stack nobody has seen differs from
# those seen in a few code points, and the answer must not hang on one.
COLUMN_DROPOUT = {"tls": 0.3, "agreement": 0.15}
COLUMN_DROPOUT_ELSEWHERE = 0.05


class Head:
    """A question as the net sees it: how many labels, and the groups that say nothing about it."""

    def __init__(self, labels, silent):
        self.labels, self.silent = labels, frozenset(silent)


class Net:
    def __init__(self, spans, heads, seed):
        rng = np.random.default_rng(seed)
        self.spans, self.heads = spans, heads
        self.params = {("prior", question): np.zeros(head.labels, np.float32) for question, head in heads.items()}
        for name, start, end in spans:
            width, hidden = end - start, HIDDEN[name]
            self.params[name, 1] = (rng.standard_normal((width, hidden)) * np.sqrt(2 / width)).astype(np.float32)
            for question, head in heads.items():
                second = (rng.standard_normal((hidden, head.labels)) * np.sqrt(1 / hidden)).astype(np.float32)
                self.params[name, question] = second * (name not in head.silent)
            if name in COMPARISONS and COMPARISONS[name] in heads:
                self.turn(name, np.abs)

    def turn(self, name, into):
        """Holds a group of comparisons to one direction: the first half of its units grows with agreement and
        speaks for the first label, the other half grows with disagreement and speaks for the last. The
        group's first column, that it is present, is free. `into` maps a wrong sign to a right one."""
        first, second = self.params[name, 1], self.params[name, COMPARISONS[name]]
        half = first.shape[1] // 2
        sign = np.where(np.arange(first.shape[1]) < half, 1, -1).astype(np.float32)
        first[1:] = into(first[1:] * sign) * sign
        apart = second[:, 0] - second[:, -1]
        moved = (into(apart * sign) * sign - apart) / 2
        second[:, 0] += moved
        second[:, -1] -= moved

    def blocks(self, rows, question):
        """One block of sums per group, then the prior."""
        parts = [np.maximum(rows[:, a:b] @ self.params[n, 1], 0) @ self.params[n, question] for n, a, b in self.spans]
        parts.append(np.broadcast_to(self.params["prior", question], parts[0].shape))
        return np.stack(parts, axis=1)

    def fit(self, rows, targets, weights, field_masks, *, epochs, seed, report):
        """`targets` and `weights` by question; a target below zero is not known."""
        rng = np.random.default_rng(seed)
        for name, start, end in self.spans:
            # A column that training never saw must say nothing when it comes.
            self.params[name, 1][~rows[:, start:end].any(axis=0)] = 0
        adam = Adam(self.params)
        batch = 512
        for epoch in range(epochs):
            rate = 2e-3 * 0.5 * (1 + np.cos(np.pi * epoch / epochs)) + 2e-5
            order, losses = rng.permutation(len(rows)), []
            for start in range(0, len(order), batch):
                index = order[start : start + batch]
                x = self.dropped(rows[index], field_masks, rng)
                known = {question: (target[index], weights[question][index]) for question, target in targets.items()}
                losses.append(self.step(x, known, adam, rate))
            report(epoch + 1, epochs, float(np.mean(losses)))

    def dropped(self, x, field_masks, rng):
        """Leaves whole groups out, and whole fields of a group, so that the model never leans on
        one. Now and then everything goes: what is left is the prior."""
        share = np.full(x.shape[1], COLUMN_DROPOUT_ELSEWHERE, np.float32)
        for name, start, end in self.spans:
            share[start:end] = COLUMN_DROPOUT.get(name, COLUMN_DROPOUT_ELSEWHERE)
        x = x * (rng.random(x.shape, np.float32) >= share)
        for _, start, end in self.spans:
            x[rng.random(len(x)) < 0.25, start:end] = 0
        for columns in field_masks:
            x[np.ix_(rng.random(len(x)) < 0.12, columns)] = 0
        return x

    def step(self, x, known, adam, rate):
        hidden = {name: np.maximum(x[:, start:end] @ self.params[name, 1], 0) for name, start, end in self.spans}
        back = {name: np.zeros_like(h) for name, h in hidden.items()}
        gradients, total = {}, 0.0
        for question, (target, weight) in known.items():
            rows = np.flatnonzero((target >= 0) & (weight > 0))
            if not len(rows):
                continue
            speaking = [name for name, _, _ in self.spans if name not in self.heads[question].silent]
            sums = self.params["prior", question] + sum(hidden[name][rows] @ self.params[name, question] for name in speaking)
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
            gradients[name, 1] = x[:, start:end].T @ (back[name] * (hidden[name] > 0))
        adam.step(self.params, gradients, rate)
        for name in COMPARISONS:
            if (name, COMPARISONS[name]) in self.params:
                self.turn(name, lambda values: np.maximum(values, 0))
        return total


class Adam:
    def __init__(self, params):
        self.first = {key: np.zeros_like(value) for key, value in params.items()}
        self.second = {key: np.zeros_like(value) for key, value in params.items()}
        self.count = 0

    def step(self, params, gradients, rate, decay=1e-2):
        self.count += 1
        for key, gradient in gradients.items():
            self.first[key] = 0.9 * self.first[key] + 0.1 * gradient
            self.second[key] = 0.999 * self.second[key] + 0.001 * gradient**2
            first = self.first[key] / (1 - 0.9**self.count)
            second = self.second[key] / (1 - 0.999**self.count)
            params[key] -= rate * (first / (np.sqrt(second) + 1e-8) + (decay * params[key] if key[0] != "prior" else 0))


def softmax(sums):
    weights = np.exp(sums - sums.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True)
