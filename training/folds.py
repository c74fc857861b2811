"""Out-of-fold answers: every row is answered by a net that saw nothing of its group.

Two ways of holding out, because both questions matter. *By stack*: groups that share a TLS key are
one, so that no key is known in advance; every figure is the worst case of a client nobody has seen.
*By build*: a client's builds are held out, but another client may have brought the same key; what
the answer is worth where the key is known.
"""

import sys
from dataclasses import dataclass

import numpy as np

import familiar
import gate
from net import Net
from observations import FOLDS


@dataclass
class Answers:
    """What the held-out nets said of every row: blocks by question, novelty, and which rows count."""

    blocks: dict
    novelty: np.ndarray
    distance: np.ndarray
    counts: np.ndarray
    unseen: np.ndarray


def net(data, train, what, settings):
    trained = Net(data.spans, data.heads, settings.seed)
    live = sys.stderr.isatty()

    def report(epoch, epochs, loss):
        if live or epoch == epochs:
            print(f"\r{what}: epoch {epoch}/{epochs}, loss {loss:.4f}", end="" if live and epoch < epochs else "\n", file=sys.stderr)

    targets = {question: target[train] for question, target in data.targets.items()}
    weights = {question: weight[train] for question, weight in data.weights.items()}
    trained.fit(data.rows[train], targets, weights, data.fields, epochs=settings.epochs, seed=settings.seed, report=report)
    return trained


def by_stack(data, settings):
    answers = nothing(data)
    for fold in range(FOLDS):
        train, test = data.folds != fold, data.folds == fold
        answer(data, answers, train, test, f"held out by stack, {fold + 1} of {FOLDS}", settings)
    return answers


def by_build(data, settings):
    """Only rows of one observation are answered: a composed row's parts fall into several folds."""
    answers = nothing(data)
    for fold in range(FOLDS):
        inside = np.array([fold in client.builds for client in data.clients])
        alone = np.array([len(client.builds) == 1 and client.kind in {"stack", "stack_alone", "capture", "forged_capture"} for client in data.clients])
        answer(data, answers, ~inside, inside & alone, f"held out by build, {fold + 1} of {FOLDS}", settings)
    return answers


def nothing(data):
    count = len(data.rows)
    blocks = {q: np.zeros((count, len(data.spans) + 1, head.labels), np.float32) for q, head in data.heads.items()}
    return Answers(blocks, np.full(count, familiar.FAR, dtype=familiar.LEVEL), np.zeros(count, int), np.zeros(count, bool), np.zeros(count, bool))


def answer(data, answers, train, test, what, settings):
    trained = net(data, train, what, settings)
    for question in data.heads:
        answers.blocks[question][test] = trained.blocks(data.rows[test], question)
    seen = data.stacks.unique(data.rows[train])
    answers.distance[test] = data.stacks.distances(data.rows[test], seen)
    answers.novelty[test] = familiar.levels(answers.distance[test], data.has_tls[test])
    answers.counts[test] = True
    answers.unseen[test] = gate.unseen(data.rows[train], data.rows[test])
