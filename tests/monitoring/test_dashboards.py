"""The linter of the dashboards: what a reader of a panel needs is there, and each query parses."""

import copy
import json
import pathlib
import shutil
import subprocess
import sys
import unittest

import yaml

from . import dashboards, promtool
from .tools import MONITORING, WORK, run

# The compiler and Grafana's published types, as `make test-monitoring` installs them.
TYPES = pathlib.Path(__file__).parent / "grafana"
# What Grafana itself writes beside its published types: the Prometheus data source's own fields.
UNTYPED = {"annotations": {"expr", "titleFormat"}, "templating": {"definition"}}
# Units as Grafana's format registry names them (@grafana/data 13.2.3, valueFormats/categories).
UNITS = {"none", "percentunit", "s", "ns", "m", "bytes", "reqps", "ops", "dateTimeFromNow"}
FIRST_EIGHT = [
    "Requests per second",
    "Error rate",
    "P99 latency",
    "Active pods",
    "CPU usage",
    "Memory usage",
    "Model accuracy",
    "Requests by endpoint",
]


class Dashboards(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.boards = dashboards.load()

    def test_they_are_what_their_sources_say(self):
        check = [sys.executable, str(MONITORING / "grafana" / "generate.py"), "--check"]
        ended = subprocess.run(check, capture_output=True, text=True, check=False)
        self.assertEqual(ended.returncode, 0, ended.stderr)

    def test_grafana_s_own_types_accept_them(self):
        compiler = TYPES / "node_modules" / ".bin" / "tsc"
        self.assertTrue(
            compiler.exists(),
            "the types are missing: make test-monitoring, or npm ci in tests/monitoring/grafana",
        )
        folder = WORK / "grafana"
        folder.mkdir(parents=True, exist_ok=True)
        modules = folder / "node_modules"
        modules.unlink(missing_ok=True)
        modules.symlink_to(TYPES / "node_modules")
        shutil.copy(TYPES / "shapes.ts", folder)
        stated = ['import type { Board, Custom, Options } from "./shapes.ts";']
        for number, board in enumerate(copy.deepcopy(list(self.boards.values()))):
            for place, names in UNTYPED.items():
                for each in board[place]["list"]:
                    for name in names & set(each):
                        del each[name]
            stated.append(f"export const board{number}: Board = {json.dumps(board)};")
            for panel in dashboards.panels(board):
                at, kind = f"{number}_{panel['id']}", panel["type"]
                custom = panel["fieldConfig"]["defaults"]["custom"]
                stated.append(f'export const custom{at}: Custom["{kind}"] = {json.dumps(custom)};')
                stated.append(
                    f'export const options{at}: Options["{kind}"] = {json.dumps(panel.get("options", {}))};'
                )
        (folder / "check.ts").write_text("\n".join(stated))
        flags = "--noEmit --strict --skipLibCheck --module nodenext --target es2022 --allowImportingTsExtensions"
        ended = subprocess.run(
            [compiler, *flags.split(), "--ignoreConfig", "check.ts"],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        self.assertEqual(ended.stdout, "")
        self.assertEqual(ended.returncode, 0, ended.stderr)

    def test_there_is_one_for_each_subject(self):
        subjects = {"overview", "models", "slo", "cluster", "rate-limit", "ci", "logs"}
        self.assertEqual(set(self.boards), subjects)
        self.assertEqual(
            {board["uid"] for board in self.boards.values()},
            {f"fingerprint-{name}" for name in subjects},
        )

    def test_the_overview_begins_with_its_eight(self):
        titles = [panel["title"] for panel in dashboards.panels(self.boards["overview"])]
        self.assertEqual(titles[:8], FIRST_EIGHT)
        self.assertEqual(self.boards["overview"]["refresh"], "30s")

    def test_every_panel_has_title_description_and_unit(self):
        for name, board in self.boards.items():
            titles = [panel["title"] for panel in dashboards.panels(board)]
            self.assertEqual(len(titles), len(set(titles)), f"{name}: two panels of one title")
            for panel in dashboards.panels(board):
                self.assertTrue(panel["description"].endswith("."), f"{name}: {panel['title']}")
                self.assertIn(
                    panel["fieldConfig"]["defaults"]["unit"], UNITS, f"{name}: {panel['title']}"
                )
                self.assertTrue(panel["targets"])

    def test_panels_do_not_overlap(self):
        for name, board in self.boards.items():
            taken = set()
            for panel in board["panels"]:
                place = panel["gridPos"]
                self.assertLessEqual(place["x"] + place["w"], 24)
                cells = {
                    (x, y)
                    for x in range(place["x"], place["x"] + place["w"])
                    for y in range(place["y"], place["y"] + place["h"])
                }
                self.assertFalse(cells & taken, f"{name}: {panel['title']}")
                taken |= cells

    def test_variables_are_used_and_defined(self):
        for name, board in self.boards.items():
            defined = {variable["name"] for variable in board["templating"]["list"]}
            text = " ".join(
                target.get("expr") or target["query"]
                for panel in dashboards.panels(board)
                for target in panel["targets"]
            )
            for variable in defined:
                self.assertIn(f"${variable}", text, name)
            for used in ("namespace", "trace"):
                if f"${used}" in text:
                    self.assertIn(used, defined, name)

    def test_a_rate_follows_the_panel_or_is_recorded(self):
        # A fixed window is too short when zoomed out and hides gaps when zoomed in; an hour is
        # meant.
        for name, board in self.boards.items():
            for title, expression in dashboards.expressions(board):
                windows = {part.split("]")[0] for part in expression.split("[")[1:]}
                self.assertLessEqual(windows, {"$__rate_interval", "1h"}, f"{name}: {title}")

    def test_every_query_parses(self):
        rules = [
            {"record": "parsed", "expr": dashboards.filled(expression, "5m")}
            for board in self.boards.values()
            for _, expression in dashboards.expressions(board)
        ]
        WORK.mkdir(parents=True, exist_ok=True)
        path = WORK / "queries.yml"
        path.write_text(yaml.safe_dump({"groups": [{"name": "queries", "rules": rules}]}))
        passed, said = run("promtool", "check", "rules", "--lint=none", path)
        self.assertTrue(passed, said)

    def test_recorded_series_that_are_shown_are_recorded(self):
        recorded = {
            rule["record"] for _, rule in promtool.each_rule(promtool.load_rules(), "record")
        }
        for name, board in self.boards.items():
            for title, expression in dashboards.expressions(board):
                shown = {each for each in dashboards.metric_names(expression) if ":" in each}
                self.assertLessEqual(shown, recorded, f"{name}: {title}")

    def test_every_alert_leads_to_a_dashboard_that_there_is(self):
        uids = {board["uid"] for board in self.boards.values()}
        for _, rule in promtool.each_rule(promtool.load_rules(), "alert"):
            self.assertIn(
                rule["annotations"]["dashboard_url"].rsplit("/", 1)[1], uids, rule["alert"]
            )

    def test_panels_and_data_sources_name_each_other(self):
        sources = yaml.safe_load(
            (MONITORING / "grafana/provisioning/datasources/datasources.yaml").read_text()
        )
        known = {source["uid"]: source["type"] for source in sources["datasources"]}
        self.assertEqual(
            [source["name"] for source in sources["datasources"] if source.get("isDefault")],
            ["Prometheus"],
        )
        for board in self.boards.values():
            for panel in dashboards.panels(board):
                self.assertEqual(known[panel["datasource"]["uid"]], panel["datasource"]["type"])
