"""The runbook answers every alert, and its queries are queries."""

import re
import unittest

import yaml

from . import promtool
from .tools import ROOT, WORK, run

TEXT = (ROOT / "docs/operate/runbook.md").read_text()
PARTS = ["**Means.**", "**Impact.**", "**First five minutes**", "**Queries**", "**Fix.**"]


def queries():
    return [
        line
        for block in re.findall(r"```promql\n(.*?)```", TEXT, re.DOTALL)
        for line in block.splitlines()
        if line
    ]


def sections():
    """{title: text} of the third level."""
    found = re.split(r"^### (.+)$", TEXT, flags=re.MULTILINE)
    return {
        title: re.split(r"^## ", text, flags=re.MULTILINE)[0]
        for title, text in zip(found[1::2], found[2::2], strict=False)
    }


class Runbook(unittest.TestCase):
    def test_every_alert_has_its_section_and_no_section_is_left_over(self):
        alerts = {rule["alert"] for _, rule in promtool.each_rule(promtool.load_rules(), "alert")}
        self.assertEqual(set(sections()), alerts)

    def test_every_section_has_all_its_parts(self):
        for title, text in sections().items():
            for part in PARTS:
                self.assertIn(part, text, title)

    def test_every_link_inside_leads_somewhere(self):
        anchors = {title.lower() for title in sections()}
        for link in re.findall(r"\]\(#([\w-]+)\)", TEXT):
            self.assertIn(link, anchors)

    def test_every_query_parses(self):
        self.assertGreater(len(queries()), 50)
        rules = [{"record": "parsed", "expr": query} for query in queries()]
        WORK.mkdir(parents=True, exist_ok=True)
        path = WORK / "runbook.yml"
        path.write_text(yaml.safe_dump({"groups": [{"name": "runbook", "rules": rules}]}))
        passed, said = run("promtool", "check", "rules", "--lint=none", path)
        self.assertTrue(passed, said)

    def test_it_has_severities_escalation_and_a_template(self):
        for heading in (
            "## Severities",
            "## Escalation",
            "## The first five minutes of anything",
            "## Incident template",
        ):
            self.assertIn(heading, TEXT)
        for severity in ("P0", "P1", "P2", "P3"):
            self.assertRegex(TEXT, rf"(?m)^\| {severity} \|")
