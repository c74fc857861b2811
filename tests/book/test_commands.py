"""Every command of README and of the part Start runs, and answers what the page shows.

A `sh` block is a script; a `json` block that follows it is its answer, shortened. The lines of a
`console` block that begin with `$` are commands, the others what they print, where `…` stands for
anything. `UPDATE_GOLDEN=1` writes the answers of the pages anew; then read the diff.
"""

import json
import os
import re
import subprocess
import unittest

from answers import differences, updated
from blocks import PAGES, ROOT, blocks, indented_lines
from service import Shell

# A target that builds or tests the world; `make --dry-run` shows that it is there.
MAKE = re.compile(r"make ([a-z-]+)(?: +#.*)?")


class Commands(unittest.TestCase):
    def test_every_page_has_only_fenced_blocks_of_a_known_kind(self):
        known = {"sh", "console", "json", "rust", "html", "js", "text", "toml"}
        for page in PAGES:
            self.assertEqual(
                indented_lines(page), [], f"{page}: a block without a fence is not run"
            )
            for block in blocks(page):
                self.assertIn(block.language, known, block.where)

    def test_every_command_runs_and_answers_what_is_shown(self):
        ran = 0
        for page in PAGES:
            with self.subTest(page=str(page.relative_to(ROOT))):
                ran += self.follow(page)
        self.assertGreaterEqual(ran, 20)

    def follow(self, page):
        """Runs the page from top to bottom, as a reader would; how many blocks ran."""
        shell, ran, printed, edits = Shell(), 0, None, []
        self.addCleanup(shell.close)
        for block in blocks(page):
            if block.language == "sh":
                printed = self.script(shell, block)
                ran += 1
            elif block.language == "console":
                self.session(shell, block)
                ran += 1
            elif block.language == "json":
                self.assertIsNotNone(printed, f"{block.where}: no command above this answer")
                edits.append((block, self.answer(block, printed)))
                printed = None
        shell.close()
        if os.environ.get("UPDATE_GOLDEN"):
            text = page.read_text(encoding="utf-8")
            for block, new in reversed(edits):
                text = text[: block.start] + new + text[block.end :]
            page.write_text(text, encoding="utf-8")
        return ran

    def script(self, shell, block):
        for line in block.text.splitlines():
            if target := MAKE.fullmatch(line):
                self.target_exists(target[1], block.where)
        kept = [
            line
            for line in block.text.splitlines()
            if not MAKE.fullmatch(line) or MAKE.fullmatch(line)[1] == "run"
        ]
        # `make run` does not return, so what comes after it in a block would never be reached.
        starts = [place for place, line in enumerate(kept) if line.startswith("make run")]
        self.assertIn(starts, ([], [len(kept) - 1]), f"{block.where}: commands after `make run`")
        return shell.run("\n".join(kept)) if kept else ""

    def target_exists(self, target, where):
        # Not as a part of the make that runs this test.
        alone = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
        shown = subprocess.run(
            ["make", "--dry-run", target],
            cwd=ROOT,
            env=alone,
            capture_output=True,
            text=True,
            check=False,
        )
        self.assertEqual(shown.returncode, 0, f"{where}: {shown.stderr}")
        if target == "run":
            self.assertEqual(shown.stdout.splitlines()[-1], "exec target/release/fingerprint-api")

    def session(self, shell, block):
        parts = re.split(r"^\$ ", block.text, flags=re.MULTILINE)
        self.assertEqual(parts[0], "", f"{block.where}: output without a command")
        for part in parts[1:]:
            lines = part.rstrip("\n").split("\n")
            # A command goes on while its line ends in a backslash.
            end = next(place for place, line in enumerate(lines) if not line.endswith("\\"))
            shown = "\n".join(lines[end + 1 :])
            printed = shell.run("\n".join(lines[: end + 1])).replace("\r\n", "\n").strip("\n")
            pattern = ".*".join(re.escape(one) for one in shell.here(shown).split("…"))
            self.assertTrue(
                re.fullmatch(pattern, printed, re.DOTALL),
                f"{block.where} shows\n{shown}\nbut it prints\n{printed}",
            )

    def answer(self, block, printed):
        given = json.loads(printed)
        if os.environ.get("UPDATE_GOLDEN"):
            return updated(block.text, given)
        found = list(differences(json.loads(block.text), given))
        self.assertEqual(found, [], f"{block.where} is not what the service answers")
        return block.text


if __name__ == "__main__":
    unittest.main()
