"""`make` alone: the targets by what a person wants."""

import os
import subprocess
import unittest

from checkout import ROOT, Checkout


class Help(Checkout):
    def test_every_target_of_the_repository_stands_in_a_group(self):
        # Not as a part of the make that runs this test.
        done = subprocess.run(
            ["make", "--no-print-directory"],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"]},
            capture_output=True,
            text=True,
            check=True,
        )
        text = done.stdout
        groups = [line for line in text.splitlines() if line and not line.startswith(" ")]
        self.assertEqual(groups, ["Run", "Test", "Train", "Measure", "Generate", "Deploy"])
        self.assertRegex(text, r"(?m)^  lint +\w")

    def test_text_above_a_target_and_behind_it_are_both_shown(self):
        self.write("a.mk", "##@ Run\n## Above\n.PHONY: one\none: other\ntwo: one ## Behind\nhid:\n")
        self.write("b.mk", "stray: ## Without a group\n")
        done = self.run_here("awk", "-f", "make/help.awk", "a.mk", "b.mk")
        lines = [line.split(maxsplit=1) for line in done.stdout.splitlines() if line[:1] == " "]
        self.assertEqual(lines, [["one", "Above"], ["two", "Behind"], ["stray", "Without a group"]])


if __name__ == "__main__":
    unittest.main()
