"""How the browser model meets what it never saw, on TLS alone: a class of clients that was left out
of training, and the newest majors of browsers held out in time."""

from dataclasses import dataclass

import numpy as np

from fingerprint_training.arrays import Flags, Floats, Integers, Json, Truth
from fingerprint_training.calibration.held_out import HeldOut, calibrated
from fingerprint_training.dataset.dataset import Dataset
from fingerprint_training.dataset.known_stacks import novelty
from fingerprint_training.evaluation.figures import merge_families
from fingerprint_training.evaluation.intervals import interval
from fingerprint_training.evaluation.question import Result
from fingerprint_training.labels import (
    BLINK,
    LIBRARIES,
    Head,
    families,
    families_and_libraries,
)
from fingerprint_training.model.cross_validation import SINGLE_KINDS
from fingerprint_training.model.network import Examples, Network, Schedule

# A class with fewer rows is not left out.
MIN_CLASS_ROWS = 20
# Majors from which a release counts as new: what came out in the last year of the data.
FIRST_NEW_MAJOR = {"blink": 137, "gecko": 135, "webkit": 18}


@dataclass(frozen=True)
class Merging:
    """Labels that count as one."""

    # Under which the figures of TLS alone have the share that is answered.
    figure: str
    family: Integers
    # Name of a class that is left out as one, and its labels.
    classes: dict[str, set[str]]


class UnseenClasses:
    def __init__(self, data: Dataset, result: Result, schedule: Schedule) -> None:
        self.data, self.result, self.schedule = data, result, schedule
        self.labels = data.labels["browser"]
        self.target, self.weight = data.targets["browser"], data.weights["browser"]
        single = np.isin(data.kinds, sorted(SINGLE_KINDS))
        self.single: Flags = single & data.has_tls & (self.target >= 0)

    def figures(self) -> Json:
        return {
            "left_out_classes": self._left_out_classes(),
            "newest_majors": {"from": FIRST_NEW_MAJOR, "blink_as_one": self._newest_majors()},
        }

    def _newest_majors(self) -> Json:
        data, target = self.data, self.target
        new = self.single & np.array([is_new(client.truth) for client in data.clients])
        # What shares a fold's group with a new client leaves training with it, composed clients
        # too.
        groups = {client.fold_group for client, held in zip(data.clients, new, strict=True) if held}
        related = np.array([client.fold_group in groups for client in data.clients])
        old = data.has_tls & (target >= 0) & ~related
        family = families(self.labels)
        merged = merge_families(self._answers(old, new), family)
        right = np.unique(family)[merged.argmax(axis=1)] == family[target[new]]
        return interval(right, self.weight[new], data.groups[new])

    def _left_out_classes(self) -> Json:
        """How often a class that was left out is not answered: from the probability on from which
        97 % of the answers are right, the brands of Blink as one; and, from its own, HTTP libraries
        as one, too."""
        blink = Merging("answered", families(self.labels), {"blink": BLINK})
        libraries = Merging(
            "answered_libraries_as_one",
            families_and_libraries(self.labels),
            {"blink": BLINK, "libraries": LIBRARIES},
        )
        figures = self._abstentions(blink)
        return figures | {"libraries_as_one": self._abstentions(libraries)}

    def _abstentions(self, merging: Merging) -> Json:
        answered = self.result.metrics["subsets"]["tls"][merging.figure]
        least = answered["least_probability"]
        named = np.array([self.labels[t] if t >= 0 else "" for t in self.target])
        classes = named.copy()
        for name, members in merging.classes.items():
            classes[np.isin(named, sorted(members))] = name
        table = {}
        for name in sorted(set(classes[self.single])):
            inside = self.single & (classes == name)
            if inside.sum() >= MIN_CLASS_ROWS:
                answers = self._answers(self.single & ~inside, inside)
                sure = merge_families(answers, merging.family).max(axis=1)
                groups = self.data.groups[inside]
                table[name] = interval(sure < least, self.weight[inside], groups)
        return {
            "least_probability": least,
            "answered": answered["answered"],
            "abstains": table,
            "mean": round(float(np.mean([row["value"] for row in table.values()])), 4),
        }

    def _answers(self, train: Flags, test: Flags) -> Floats:
        """Calibrated probabilities from the TLS columns of a net that saw `train` alone."""
        data = self.data
        _, start, end = next(span for span in data.spans if span[0] == "tls")
        heads = {"browser": Head(len(self.labels), ())}
        network = Network([("tls", 0, end - start)], heads, self.schedule.seed)
        rows = data.rows[:, start:end]
        fields = [
            columns - start for columns in data.fields if len(columns) and start <= columns[0] < end
        ]
        targets = {"browser": self.target[train]}
        examples = Examples(rows[train], targets, {"browser": self.weight[train]}, fields)
        network.fit(examples, self.schedule, lambda *_: None)
        seen = data.stacks.unique(data.rows[train])
        levels = novelty(data.stacks.distances(data.rows[test], seen), data.has_tls[test])
        every = np.ones(test.sum(), bool)
        held = HeldOut(network.blocks(rows[test], "browser"), levels, every)
        return calibrated(held, (0,), every, self.result.calibration["tls"])[0]


def is_new(truth: Truth) -> bool:
    version = str(truth.get("version", ""))
    first = FIRST_NEW_MAJOR.get(truth.get("engine", ""))
    return version.isdigit() and first is not None and int(version) >= first
