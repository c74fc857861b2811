"""A tool must be judged without the checks that were made from it, and a window must not be
accused."""

import json
import re
import unittest

from fingerprint_training.commands.leave_tools_out import read_sessions
from fingerprint_training.evaluation.tools_left_out import (
    HEADLESS_FIREFOX,
    HIDING,
    MADE_FROM,
    SumDiffersError,
    judge,
    judge_session,
    session_tools,
    without_tools,
)
from fingerprint_training.paths import GOLDEN_PAGES, ROOT, SESSIONS
from fingerprint_training.service import Finding


def checks_of_automation() -> set[str]:
    """By the page of reasons, which is generated from the checks."""
    page = (ROOT / "docs/evidence/checks.md").read_text()
    sections = page.split("### ")[1:]
    tables = [section for section in sections if section.split("\n")[0].endswith(": automation")]
    return {code for table in tables for code in re.findall(r"^\| `(\w+)` ", table, re.MULTILINE)}


class Judged(unittest.TestCase):
    def test_a_tools_own_checks_leave_and_the_others_stay(self) -> None:
        weights = {"driver_traces": 7.0, "history_unlimited": 6.5, "webdriver_flag": 6.0}
        self.assertEqual(without_tools(weights, {"playwright"}), {"webdriver_flag": 6.0})
        left = without_tools(weights, {"selenium"})
        self.assertEqual(set(left), {"history_unlimited", "webdriver_flag"})

    def test_a_session_has_its_tool_and_what_it_hides_behind(self) -> None:
        hidden = {"automation": "stealth_framework", "automation_tool": "puppeteer"}
        self.assertEqual(session_tools(hidden), {"puppeteer", HIDING})
        headless = {"automation": "headless", "automation_tool": None, "engine": "gecko"}
        self.assertEqual(session_tools(headless), {HEADLESS_FIREFOX})
        self.assertFalse(session_tools({"automation": "none", "automation_tool": None}))

    def test_suspicions_alone_never_convict(self) -> None:
        suspicions = {"no_pointer": 1.5, "headless_screen": 1.5, "software_rendering": 0.7}
        self.assertFalse(judge(suspicions, 0.0).automated)
        self.assertGreater(judge({"webdriver_flag": 6.0}, 0.0).probability, 0.8)
        self.assertAlmostEqual(judge({}, 1.0).probability, 1.0)

    def test_a_check_without_tools_or_another_sum_is_refused(self) -> None:
        row = {"client": "x", "truth": {}}
        client = {"label": "browser", "probability": 1.0, "alternatives": []}
        answer = {"client": client, "automation": {"probability": 0.5}}
        with self.assertRaisesRegex(SumDiffersError, "the sum is not"):
            judge_session(row, [], answer)
        with self.assertRaisesRegex(SumDiffersError, "new_check"):
            found: Finding = {"code": "new_check", "question": "automation", "weight": 6.0}
            judge_session(row, [found], answer)

    def test_every_check_of_automation_has_its_tools_named(self) -> None:
        self.assertEqual(checks_of_automation(), set(MADE_FROM))

    def test_captures_are_read_from_files_and_from_lines(self) -> None:
        paths = sorted(GOLDEN_PAGES.glob("*.json"))
        rows = read_sessions(paths)
        self.assertEqual(len(rows), len(paths))
        self.assertEqual(rows[0], json.loads(paths[0].read_text()))
        names = {row["client"] for row in read_sessions([SESSIONS])}
        driven = {row["client"] for row in rows if row["truth"]["automation"] != "none"}
        self.assertLessEqual(driven, names)


if __name__ == "__main__":
    unittest.main()
