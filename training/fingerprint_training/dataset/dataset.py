"""Every client as numbers: rows, and for each question what is true and what a row is worth."""

from collections.abc import Sequence

import numpy as np

from fingerprint_training.arrays import Flags, Floats, Integers, Words
from fingerprint_training.composition.client import Client
from fingerprint_training.composition.composer import LIARS
from fingerprint_training.dataset.field_masks import field_masks
from fingerprint_training.dataset.grouping import group_numbers
from fingerprint_training.dataset.known_stacks import KnownStacks
from fingerprint_training.dataset.leakage import StrongestColumn, check_columns
from fingerprint_training.labels import QUESTIONS, SILENT_GROUPS, Head, families
from fingerprint_training.service import Finding, Schema, spans

# A label with fewer rows is not learnt.
MIN_LABEL_ROWS = 20
# Checks that compare a hello with the claimed major.
MAJOR_CHECKS = {"ahead_of_version", "static_extension_order", "post_quantum_missing"}
# Bounds of the factor by which a family's rows count.
MIN_BALANCE, MAX_BALANCE = 0.3, 5.0


class Dataset:
    def __init__(
        self,
        clients: Sequence[Client],
        rows: Floats,
        schema: Schema,
        findings: list[list[Finding]],
    ) -> None:
        self.clients, self.rows, self.schema = clients, rows, schema
        self.spans = spans(schema)
        self.columns: list[str] = [column["name"] for column in schema["columns"]]
        self.folds = np.array([client.fold for client in clients])
        self.kinds: Words = np.array([client.kind for client in clients])
        self.groups = group_numbers([(one.fold_group, one.other_group) for one in clients])
        self.builds = group_numbers([(client.group,) for client in clients])[:, 0]
        self.fields = field_masks(self.columns)
        self.stacks = KnownStacks(self.columns)
        self.findings = self._without_chance_majors(findings)
        present = [np.any(rows[:, start:end] != 0, axis=1) for _, start, end in self.spans]
        self.present: Flags = np.stack(present, axis=1)
        self.has_tls: Flags = self.present[:, [name for name, _, _ in self.spans].index("tls")]
        self.labels: dict[str, list[str]] = {}
        self.targets: dict[str, Integers] = {}
        self.weights: dict[str, Floats] = {}
        self.heads: dict[str, Head] = {}
        for question, vocabulary in QUESTIONS.items():
            self._add_question(question, vocabulary)

    def columns_of(self, group: str) -> Floats:
        return next(self.rows[:, a:b] for name, a, b in self.spans if name == group)

    def used_groups(self, question: str) -> Flags:
        silent = self.heads[question].silent
        return np.array([name not in silent for name, _, _ in self.spans])

    def strongest_columns(self) -> dict[str, StrongestColumn]:
        """Of each question but spoofing, of which single columns may tell much; raises where one
        answers alone."""
        return {
            question: check_columns(
                self.rows[target >= 0],
                target[target >= 0],
                self.columns,
                self.heads[question].labels,
            )
            for question, target in self.targets.items()
            if question != "spoofing"
        }

    def _without_chance_majors(self, findings: list[list[Finding]]) -> list[list[Finding]]:
        """Majors of layers that were put together by chance are not compared: neither in columns
        nor in findings."""
        by_chance = np.array([not client.layers_share_a_version for client in self.clients])
        eras = np.array([column.startswith("agreement.era_") for column in self.columns])
        self.rows[np.ix_(by_chance, eras)] = 0
        return [
            [one for one in found if one["code"] not in MAJOR_CHECKS] if chance else found
            for found, chance in zip(findings, by_chance, strict=True)
        ]

    def _add_question(self, question: str, vocabulary: Sequence[str]) -> None:
        truths = [true_label(client, question) for client in self.clients]
        counts = {label: truths.count(label) for label in vocabulary}
        labels = [label for label in vocabulary if counts[label] >= MIN_LABEL_ROWS]
        numbers = {label: index for index, label in enumerate(labels)}
        target = np.array([numbers.get(truth or "", -1) for truth in truths])
        if question == "spoofing":
            target[~np.any(self.columns_of("agreement") != 0, axis=1)] = -1
        self.labels[question], self.targets[question] = labels, target
        self.weights[question] = self._question_weights(question)
        self.heads[question] = Head(len(labels), SILENT_GROUPS[question])

    def _question_weights(self, question: str) -> Floats:
        target, labels = self.targets[question], self.labels[question]
        known = target >= 0
        weight = np.array([client.weight for client in self.clients], np.float32) * known
        if question in {"browser", "client"}:
            weight *= np.array([client.frequency for client in self.clients], np.float32)
        ios = np.array([client.truth.get("os") == "ios" for client in self.clients])
        weight[known] *= balance(target[known], weight[known], labels, ios[known])
        lies = np.array([client.lies for client in self.clients])
        if question == "spoofing":
            # A copy in which nothing disagrees teaches only that agreement is suspicious.
            disagrees = np.any(self.columns_of("agreement") < 0, axis=1)
            weight[(target == 1) & ~disagrees] = 0
            # Half and half: the model's log-odds are then the weight of the evidence.
            weight[target == 1] *= weight[target == 0].sum() / weight[target == 1].sum()
        elif weight[lies].sum():
            weight[lies] *= LIARS / (1 - LIARS) * weight[~lies].sum() / weight[lies].sum()
        return weight


def true_label(client: Client, question: str) -> str | None:
    if question == "spoofing":
        return {True: "honest", False: "spoofed", None: None}[client.honest]
    return client.truth.get(question)


def balance(target: Integers, weight: Floats, labels: Sequence[str], ios: Flags) -> Floats:
    """Rare families count more, by the square root: Chrome is three rows in four. The brands of
    Blink are one family, and so are browsers and web views: where nothing tells them apart the
    common one is the better answer. On iOS the brands are another: there each is one of WebKit."""
    numbers = families(labels)
    if "browser" in labels and "webview" in labels:
        numbers[labels.index("webview")] = numbers[labels.index("browser")]
    family = numbers[target] + len(labels) * ios
    mass = np.bincount(family, weight)
    factor = np.sqrt(mass[mass > 0].mean() / np.maximum(mass, 1e-6))
    return np.clip(factor, MIN_BALANCE, MAX_BALANCE)[family].astype(np.float32)
