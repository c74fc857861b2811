"""A tool must be judged without the checks that were made from it, and a window must not be accused."""

import json
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import tools_out

ROOT = Path(__file__).resolve().parents[2]


class Judged(unittest.TestCase):
    def test_a_tools_own_checks_leave_and_the_others_stay(self):
        weights = {"driver_traces": 7.0, "history_unlimited": 6.5, "webdriver_flag": 6.0}
        self.assertEqual(tools_out.without(weights, {"playwright"}), {"webdriver_flag": 6.0})
        self.assertEqual(set(tools_out.without(weights, {"selenium"})), {"history_unlimited", "webdriver_flag"})

    def test_a_session_has_its_tool_and_what_it_hides_behind(self):
        said = {"automation": "stealth_framework", "automation_tool": "puppeteer", "engine": "blink"}
        self.assertEqual(tools_out.tools_of(said), {"puppeteer", tools_out.HIDING})
        self.assertEqual(tools_out.tools_of({"automation": "headless", "automation_tool": None, "engine": "gecko"}), {tools_out.FIREFOX})
        self.assertFalse(tools_out.tools_of({"automation": "none", "automation_tool": None}))

    def test_suspicions_alone_never_convict(self):
        self.assertLess(tools_out.probability({"no_pointer": 1.5, "headless_screen": 1.5, "software_rendering": 0.7}, 0.0), 0.5)
        self.assertGreater(tools_out.probability({"webdriver_flag": 6.0}, 0.0), 0.8)
        self.assertAlmostEqual(tools_out.probability({}, 1.0), 1.0)

    def test_every_check_of_automation_has_its_tools_named(self):
        codes = set()
        for path in [*(ROOT / "src/checks").glob("*.rs"), *(ROOT / "src/checks/browser").glob("*.rs")]:
            code = path.read_text().split("#[cfg(test)]")[0]
            if "PointsTo::Automation" in code and "code: " in code:
                codes.add(path.stem)
        self.assertEqual(codes, set(tools_out.MADE_FROM))

    def test_captures_are_read_from_files_and_from_lines(self):
        folder = ROOT / "tests/golden/browser"
        rows = tools_out.read(sorted(folder.glob("*.json")))
        self.assertEqual(len(rows), len(list(folder.glob("*.json"))))
        self.assertEqual(rows[0], json.loads(min(folder.glob("*.json")).read_text()))
        names = {row["client"] for row in tools_out.read([tools_out.SESSIONS])}
        self.assertLessEqual({row["client"] for row in rows if row["truth"]["automation"] != "none"}, names)


if __name__ == "__main__":
    unittest.main()
