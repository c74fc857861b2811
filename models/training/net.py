"""The net: one small net per feature group, their sums added.

A group's net has no bias; its `present` column takes that part. An absent group is all zeros and so
adds exactly nothing, which makes every subset of layers a model of its own (docs/decisions/0002).
"""

import numpy as np

HIDDEN = {"tcp": 12, "tls": 64, "http2": 16, "http": 20, "client_hints": 16, "user_agent": 24}

# Share of single columns that training leaves out at random: a stack nobody has seen differs from
# those seen in a few code points, and the answer must not hang on one.
COLUMN_DROPOUT = {"tls": 0.3}
COLUMN_DROPOUT_ELSEWHERE = 0.05


# The kernel says nothing of the program above it.
SILENT = {"browser": ["tcp"], "client": ["tcp"], "os": [], "device": []}


class Net:
    def __init__(self, spans, labels, seed, silent=()):
        rng = np.random.default_rng(seed)
        self.spans, self.silent = spans, silent
        self.params = {"prior": np.zeros(labels, np.float32)}
        for name, start, end in spans:
            width, hidden = end - start, HIDDEN[name]
            self.params[name, 1] = (rng.standard_normal((width, hidden)) * np.sqrt(2 / width)).astype(np.float32)
            self.params[name, 2] = (rng.standard_normal((hidden, labels)) * np.sqrt(1 / hidden)).astype(np.float32)
            if name in silent:
                self.params[name, 2][:] = 0

    def blocks(self, rows):
        """One block of sums per group, then the prior: what the exported graph answers."""
        parts = [np.maximum(rows[:, a:b] @ self.params[n, 1], 0) @ self.params[n, 2] for n, a, b in self.spans]
        parts.append(np.broadcast_to(self.params["prior"], parts[0].shape))
        return np.stack(parts, axis=1)

    def fit(self, rows, target, weight, field_masks, *, epochs, seed, report):
        rng = np.random.default_rng(seed)
        adam = Adam(self.params)
        batch = 512
        for epoch in range(epochs):
            rate = 2e-3 * 0.5 * (1 + np.cos(np.pi * epoch / epochs)) + 2e-5
            order, losses = rng.permutation(len(rows)), []
            for start in range(0, len(order), batch):
                index = order[start : start + batch]
                x = self.dropped(rows[index], field_masks, rng)
                losses.append(self.step(x, target[index], weight[index], adam, rate))
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

    def step(self, x, target, weight, adam, rate):
        hidden, sums = {}, np.tile(self.params["prior"], (len(x), 1))
        for name, start, end in self.spans:
            hidden[name] = np.maximum(x[:, start:end] @ self.params[name, 1], 0)
            sums += hidden[name] @ self.params[name, 2]
        probabilities = softmax(sums)
        loss = -np.log(np.maximum(probabilities[np.arange(len(x)), target], 1e-9))
        delta = probabilities
        delta[np.arange(len(x)), target] -= 1
        delta *= (weight / weight.sum())[:, None]
        gradients = {"prior": delta.sum(0)}
        for name, start, end in self.spans:
            if name in self.silent:
                continue
            gradients[name, 2] = hidden[name].T @ delta
            back = (delta @ self.params[name, 2].T) * (hidden[name] > 0)
            gradients[name, 1] = x[:, start:end].T @ back
        adam.step(self.params, gradients, rate)
        return float((loss * weight).sum() / weight.sum())


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
            params[key] -= rate * (first / (np.sqrt(second) + 1e-8) + (decay * params[key] if key != "prior" else 0))


def softmax(sums):
    weights = np.exp(sums - sums.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True)
