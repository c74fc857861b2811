"""Out-of-fold answers: every row is answered by a net that saw nothing of its group.

Two ways of holding out, because both questions matter. *By stack*: groups that share a TLS key are
one, so that no key is known in advance; every figure is the worst case of a client nobody has seen.
*By build*: a client's builds are held out, but another client may have brought the same key; what
the answer is worth where the key is known.
"""

import sys
from dataclasses import dataclass

import numpy as np

from fingerprint_training.arrays import Flags, Floats, Integers, Words
from fingerprint_training.dataset.dataset import Dataset
from fingerprint_training.dataset.known_stacks import FAR, LEVEL_TYPE, novelty
from fingerprint_training.dataset.leakage import unseen_rows
from fingerprint_training.model.network import Examples, Network, Schedule
from fingerprint_training.observations.observation import FOLDS

# Kinds of clients that are one observation.
SINGLE_KINDS = {"stack", "stack_alone", "capture", "forged_capture"}


@dataclass
class HeldOutAnswers:
    """What the held-out nets said of every row: blocks by question, novelty, and which rows
    count."""

    blocks: dict[str, Floats]
    novelty: Words
    counts: Flags
    unseen: Flags

    @classmethod
    def empty(cls, data: Dataset) -> "HeldOutAnswers":
        count = len(data.rows)
        blocks: dict[str, Floats] = {
            question: np.zeros((count, len(data.spans) + 1, head.labels), np.float32)
            for question, head in data.heads.items()
        }
        novelty = np.full(count, FAR, dtype=LEVEL_TYPE)
        return cls(blocks, novelty, np.zeros(count, bool), np.zeros(count, bool))


def train_network(data: Dataset, train: Flags, purpose: str, schedule: Schedule) -> Network:
    network = Network(data.spans, data.heads, schedule.seed)
    live = sys.stderr.isatty()

    def report(epoch: int, epochs: int, loss: float) -> None:
        if live or epoch == epochs:
            end = "" if live and epoch < epochs else "\n"
            line = f"\r{purpose}: epoch {epoch}/{epochs}, loss {loss:.4f}"
            print(line, end=end, file=sys.stderr)

    examples = Examples(
        data.rows[train],
        {question: target[train] for question, target in data.targets.items()},
        {question: weight[train] for question, weight in data.weights.items()},
        data.fields,
    )
    network.fit(examples, schedule, report)
    return network


def hold_out_stacks(data: Dataset, schedule: Schedule) -> HeldOutAnswers:
    answers = HeldOutAnswers.empty(data)
    for fold in range(FOLDS):
        split = Split(data.folds != fold, data.folds == fold, f"held out by stack, {fold + 1}")
        answer_fold(data, answers, split, schedule)
    return answers


def hold_out_builds(data: Dataset, schedule: Schedule) -> HeldOutAnswers:
    """Only rows of one observation are answered: a composed row's parts fall into several folds."""
    answers = HeldOutAnswers.empty(data)
    single = np.array(
        [len(client.builds) == 1 and client.kind in SINGLE_KINDS for client in data.clients]
    )
    for fold in range(FOLDS):
        inside = np.array([fold in client.builds for client in data.clients])
        split = Split(~inside, inside & single, f"held out by build, {fold + 1}")
        answer_fold(data, answers, split, schedule)
    return answers


@dataclass
class Split:
    train: Flags
    test: Flags
    name: str


def answer_fold(data: Dataset, answers: HeldOutAnswers, split: Split, schedule: Schedule) -> None:
    train, test = split.train, split.test
    network = train_network(data, train, f"{split.name} of {FOLDS}", schedule)
    for question in data.heads:
        answers.blocks[question][test] = network.blocks(data.rows[test], question)
    seen = data.stacks.unique(data.rows[train])
    distances: Integers = data.stacks.distances(data.rows[test], seen)
    answers.novelty[test] = novelty(distances, data.has_tls[test])
    answers.counts[test] = True
    answers.unseen[test] = unseen_rows(data.rows[train], data.rows[test])
