"""From out-of-fold answers to a question's calibration and figures."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from fingerprint_training.arrays import Flags, Floats, Integers, Json
from fingerprint_training.calibration import temperature
from fingerprint_training.calibration.calibration_error import (
    error_by_chance,
    expected_calibration_error,
)
from fingerprint_training.calibration.held_out import (
    Fits,
    HeldOut,
    HeldOutStacks,
    RowTruth,
    calibrated,
    calibrated_as_present,
    fit_by_novelty,
    never_known,
    once_per_build,
    without_absent_groups,
)
from fingerprint_training.dataset.dataset import Dataset
from fingerprint_training.dataset.known_stacks import FAR, KNOWN, LEVELS
from fingerprint_training.evaluation.figures import (
    AnsweredRows,
    all_figures,
    answered_share,
    basic_figures,
    same_family,
)
from fingerprint_training.evaluation.intervals import interval
from fingerprint_training.labels import families, families_and_libraries
from fingerprint_training.model.cross_validation import HeldOutAnswers

OBSERVED_KINDS = ["stack", "stack_alone", "capture"]


@dataclass
class Result:
    calibration: dict[str, Fits]
    metrics: Json
    # Calibrated out-of-fold probabilities of every row.
    probabilities: Floats
    # What else the question's manifest carries.
    rest: Json = field(default_factory=dict)


class QuestionEvaluation:
    """Calibrates on both ways of holding out, and measures on the stricter one."""

    def __init__(
        self, data: Dataset, name: str, by_stack: HeldOutAnswers, by_build: HeldOutAnswers
    ) -> None:
        self.data, self.name, self.labels = data, name, data.labels[name]
        self.truth = RowTruth(data.targets[name], data.weights[name], data.builds)
        self.unseen = by_stack.unseen
        self.used = data.used_groups(name)
        self.groups = [group for group, _, _ in data.spans]
        self.present: Flags = data.present & self.used
        # Log-odds of spoofing are added up by the verdict.
        self.score = temperature.log_loss if name == "spoofing" else temperature.brier
        known = self.truth.target >= 0
        self.unknown_stacks = HeldOut(
            by_stack.blocks[name],
            never_known(by_stack.novelty, data.has_tls),
            known & by_stack.counts,
        )
        self.new_builds = HeldOut(
            by_build.blocks[name], by_build.novelty, known & by_build.counts & data.has_tls
        )
        self.known_stacks = HeldOut(
            by_build.blocks[name],
            by_build.novelty,
            self.new_builds.rows & (by_build.novelty == KNOWN),
        )

    def result(self) -> Result:
        held = self.unknown_stacks
        calibration: dict[str, Fits] = {}
        subsets: dict[str, Json] = {}
        by_build: dict[str, Json] = {}
        for chosen in temperature.group_subsets(self.used):
            names = [self.groups[index] for index in chosen]
            inside: Flags = np.all(self.present[:, list(chosen)], axis=1)
            if self._compares_nothing(names):
                continue
            if (inside & held.rows).sum() < temperature.MIN_ROWS:
                continue
            key = "+".join(names)
            fits = calibration[key] = self._fit(chosen, inside)
            subsets[key] = self._subset_figures(chosen, inside, fits)
            again = inside & self.new_builds.rows
            enough = "tls" in names and again.sum() >= temperature.MIN_ROWS
            if self.name == "browser" and enough:
                by_build[key] = self._new_build_figures(chosen, again, fits)
        rows = held.rows
        whole = self.truth.sample(without_absent_groups(held, self.present), rows)
        every = range(len(self.groups))
        calibration["any"] = {FAR: temperature.fit(whole, every, self.score)}
        probabilities, threshold = self._as_present(held, calibration)
        answered = self._answered(rows, probabilities[rows], threshold[rows])
        metrics = all_figures(answered, self.data.kinds[rows], self.labels)
        metrics["subsets"] = subsets
        metrics["by_build"] = by_build
        metrics["by_novelty"] = self._by_novelty(calibration)
        return Result(calibration, metrics, probabilities)

    @staticmethod
    def _compares_nothing(groups: Sequence[str]) -> bool:
        """Without a user agent nothing is claimed and nothing compared."""
        return "agreement" in groups and "user_agent" not in groups and len(groups) > 1

    def _fit(self, chosen: Sequence[int], inside: Flags) -> Fits:
        unknown = _within(self.unknown_stacks, inside)
        known = unknown
        if "tls" in [self.groups[index] for index in chosen]:
            known = _within(self.known_stacks, inside)
        return fit_by_novelty(HeldOutStacks(unknown, known), chosen, self.truth, self.score)

    def _subset_figures(self, chosen: Sequence[int], inside: Flags, fits: Fits) -> Json:
        rows = inside & self.unknown_stacks.rows
        probabilities, threshold = calibrated(self.unknown_stacks, chosen, rows, fits)
        answered = self._answered(rows, probabilities, threshold)
        figures = basic_figures(answered, self.labels)
        if self.name != "browser":
            return figures
        taught = self._taught([self.groups[index] for index in chosen])[rows]
        right = same_family(answered.best, answered.target, self.labels)
        figures["taught"] = interval(
            right[taught], answered.weight[taught], answered.groups[taught]
        )
        for kind, family in (
            ("answered", families(self.labels)),
            ("answered_libraries_as_one", families_and_libraries(self.labels)),
        ):
            figures[kind] = answered_share(probabilities, answered.target, answered.weight, family)
        return figures

    def _new_build_figures(self, chosen: Sequence[int], rows: Flags, fits: Fits) -> Json:
        """Where other builds and other clients may have brought the same stack: how a new release
        of a client that is known is met. Each build counts once."""
        probabilities, _ = calibrated(self.new_builds, chosen, rows, fits)
        builds = self.truth.builds[rows]
        weight, groups = once_per_build(builds), builds.reshape(-1, 1)
        target, best = self.truth.target[rows], probabilities.argmax(axis=1)
        family, library = families(self.labels), families_and_libraries(self.labels)

        def surest(merged: Integers) -> float:
            share = answered_share(probabilities, target, weight, merged)
            return share["right_at_0_8_answered"]

        return {
            "blink_as_one": interval(family[best] == family[target], weight, groups),
            "surest": surest(family),
            "libraries_as_one": interval(library[best] == library[target], weight, groups),
            "surest_libraries_as_one": surest(library),
            "ece": round(expected_calibration_error(probabilities, target, weight), 4),
            "ece_by_chance": error_by_chance(probabilities, weight, groups),
        }

    def _taught(self, groups: Sequence[str]) -> Flags:
        """Whether an observation of the same label, Blink as one, with these layers of the network
        is in another fold: a label whose every stack is held out at once was never taught."""
        data, target = self.data, self.truth.target
        family = families(self.labels)
        network = [
            index
            for index, name in enumerate(self.groups)
            if name in {"tls", "http2"} and name in groups
        ]
        observed = (target >= 0) & np.isin(data.kinds, OBSERVED_KINDS)
        observed = observed & data.present[:, network].all(axis=1)
        seen: dict[int, set[int]] = {}
        pairs = zip(family[target[observed]].tolist(), data.folds[observed].tolist(), strict=True)
        for label, fold in set(pairs):
            seen.setdefault(label, set()).add(fold)
        return np.array(
            [
                label >= 0 and (not network or bool(seen.get(family[label], set()) - {fold}))
                for label, fold in zip(target, data.folds, strict=True)
            ]
        )

    def _by_novelty(self, calibration: dict[str, Fits]) -> Json:
        """Accuracy by how new the stack is: known ones held out by build, each build once, the
        others by stack."""
        data, truth = self.data, self.truth
        table = {}
        for level in LEVELS:
            held = self.known_stacks if level == KNOWN else self.unknown_stacks
            rows = held.rows & data.has_tls & (held.novelty == level)
            if rows.sum() < temperature.MIN_ROWS:
                continue
            probabilities = self._as_present(held, calibration)[0][rows]
            best, target, groups = probabilities.argmax(axis=1), truth.target[rows], data.groups
            weight = once_per_build(truth.builds[rows]) if level == KNOWN else truth.weight[rows]
            merged = same_family(best, target, self.labels)
            table[level] = {
                "accuracy": interval(best == target, weight, groups[rows]),
                "blink_as_one": interval(merged, weight, groups[rows]),
                "ece": round(expected_calibration_error(probabilities, target, weight), 4),
                "ece_by_chance": error_by_chance(probabilities, weight, groups[rows]),
            }
        return table

    def _as_present(self, held: HeldOut, calibration: dict[str, Fits]) -> tuple[Floats, Floats]:
        return calibrated_as_present(held, self.present, calibration, self.groups)

    def _answered(self, rows: Flags, probabilities: Floats, threshold: Floats) -> AnsweredRows:
        return AnsweredRows(
            probabilities,
            threshold,
            self.truth.target[rows],
            self.truth.weight[rows],
            self.data.groups[rows],
            self.unseen[rows],
        )


def _within(held: HeldOut, inside: Flags) -> HeldOut:
    return HeldOut(held.blocks, held.novelty, held.rows & inside)
