"""The page of figures shows those of the active models, and a new print replaces them."""

import json
import sys
import tomllib
import unittest

from blocks import ROOT

sys.path.insert(0, str(ROOT / "make/book"))

from figures import placed

PAGE = (ROOT / "docs/evidence/figures.md").read_text(encoding="utf-8")


def manifests():
    active = tomllib.loads((ROOT / "models/active.toml").read_text(encoding="utf-8"))
    return {
        question: json.loads((ROOT / f"models/{question}/{version}/manifest.json").read_text())
        for question, version in active.items()
    }


def interval(figure):
    return f"{figure['value']:.3f} ({figure['low']:.3f}–{figure['high']:.3f})"


class Figures(unittest.TestCase):
    def test_the_page_has_the_figures_of_the_active_models(self):
        found = manifests()
        rows = {question: one["metrics"]["accuracy"] for question, one in found.items()}
        rows |= {
            level: row["blink_as_one"]
            for level, row in found["browser"]["metrics"]["by_novelty"].items()
        }
        spoofing = found["spoofing"]["metrics"]
        rows |= spoofing["lies"] | spoofing["impersonators"]
        self.assertGreater(len(rows), 40)
        shown = [line for line in PAGE.splitlines() if line.startswith("|")]
        missing = [
            name
            for name, figure in rows.items()
            if not any(
                line.startswith(f"| {name} |") and interval(figure) in line for line in shown
            )
        ]
        self.assertFalse(missing, "stale: `make figures`, then the table of README")

    def test_a_printed_table_replaces_the_one_with_its_head(self):
        page = "Words.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nMore.\n\n| c |\n|---|\n| 3 |\n"
        printed = "noise\n| a | b |\n|---|---|\n| 4 | 5 |\n| 6 | 7 |\n\n| d |\n|---|\n| 8 |\n"
        text, kept, unused = placed(page, printed)
        self.assertEqual(text, page.replace("| 1 | 2 |\n", "| 4 | 5 |\n| 6 | 7 |\n"))
        self.assertEqual((kept, unused), (["| c |"], ["| d |"]))
