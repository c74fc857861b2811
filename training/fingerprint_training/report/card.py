"""A model's card: its figures in words and tables, section by section."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fingerprint_training.arrays import Json
from fingerprint_training.calibration.calibration_error import CHANCE_DRAWS
from fingerprint_training.dataset.leakage import MAX_COLUMN_ACCURACY
from fingerprint_training.evaluation.intervals import DRAWS, MIN_GROUPS
from fingerprint_training.report import card_sections
from fingerprint_training.report.figure_text import calibration_error_text, interval_text
from fingerprint_training.report.reliability_plot import reliability_plot


@dataclass(frozen=True)
class Card:
    question: str
    version: str
    labels: Sequence[str]
    metrics: Json
    trained_on: Json

    def write(self, folder: Path) -> None:
        plot = reliability_plot(self.question, self.metrics["reliability"])
        (folder / "reliability.svg").write_text(plot)
        (folder / "card.md").write_text("\n".join(self.lines()))

    def lines(self) -> list[str]:
        metrics, is_browser = self.metrics, self.question == "browser"
        sections = [self._head(), card_sections.kinds(metrics)]
        sections += [
            card_sections.novelty(metrics, self.question),
            card_sections.subsets(metrics, self.question),
        ]
        if is_browser:
            sections += [card_sections.new_builds(metrics), card_sections.unseen_classes(metrics)]
        if self.question == "spoofing":
            sections.append(card_sections.lies(metrics))
        if self.question == "client":
            sections.append(card_sections.automation(metrics))
        sections += [
            card_sections.labels(metrics),
            card_sections.confusion(self.labels, metrics["confusion"]),
        ]
        return [line for section in sections for line in section]

    def _head(self) -> list[str]:
        return [
            f"# {self.question} {self.version}",
            "",
            *(line for paragraph in self._explanations() for line in (paragraph, "")),
            *self._summary(),
            "",
            "![What is said, and how often it is right](reliability.svg)",
            "",
        ]

    def _explanations(self) -> list[str]:
        return [
            "Written by `make models` (training/). Every figure is out of fold: five folds by "
            "group (TLS key, snapshot, client build, user agent, impersonator's tool), the "
            "answering net never saw the row's group. Groups that share a TLS key are one, so no "
            "stack is known in advance: the worst case.",
            "Intervals hold 95 % and count groups, not rows, because the rows of one are right or "
            f"wrong together: {DRAWS} times whole groups are drawn anew, weighted as in training. "
            "A composed client has the group of its stack and that of its headers; the wider "
            "interval is given. *n 900 in 40* is 900 rows in 40 groups. † marks Wilson's interval "
            f"at the effective number of groups: where that number is below {MIN_GROUPS}, or every "
            "row is right or none.",
            "*Composed* clients pair a TLS stack with header fields of the same kind of browser "
            "from the same fold; one in ten lies, which is an assumption "
            f"(`liars` = {self.trained_on['liars']}). Labels of header rows are the sources' "
            "claims, verified by nobody. *Unseen rows* are those whose numbers equal no training "
            "row's. What no classifier can do, because two clients send the same: "
            "[docs/evidence/limits.md](../../../docs/evidence/limits.md).",
            "Behind a calibration error stands what a model whose probabilities are perfect would "
            f"show on the same rows, in the middle and at most in 95 of 100 of {CHANCE_DRAWS} "
            "draws in which the rows of one group with one answer are right or wrong together: "
            "few groups leave much to chance.",
        ]

    def _summary(self) -> list[str]:
        metrics, trained_on = self.metrics, self.trained_on
        accuracy = interval_text(metrics["accuracy"])
        unseen = interval_text(metrics["accuracy_unseen_rows"])
        lines = [f"- accuracy: {accuracy}", f"- accuracy on unseen rows: {unseen}"]
        if self.question == "browser":
            blink = interval_text(metrics["accuracy_blink_as_one"])
            lines.append(f"- accuracy with the brands of Blink as one: {blink}")
        lines += [
            f"- macro-F1 {metrics['macro_f1']}, "
            f"expected calibration error {calibration_error_text(metrics)}",
            f"- sets at coverage 0.9 hold the truth in {metrics['coverage_at_0_9']}, "
            f"mean size {metrics['mean_set_size']}",
            f"- trained on {trained_on['rows']} rows from {trained_on['observations']}, "
            f"seed {trained_on['seed']}",
        ]
        if strongest := trained_on["strongest_column"]:
            lines.append(
                f"- strongest single column: `{strongest['name']}`, {strongest['accuracy']} "
                f"(gate: {MAX_COLUMN_ACCURACY})"
            )
        return lines
