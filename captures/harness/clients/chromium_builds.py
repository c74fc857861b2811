"""Chromium's headless shell of many majors, out of the npm packages that carry it for serverless
machines.

Its network stack is Chromium's of that release; its user agent says HeadlessChrome.
"""

import json
import sys

from harness.client import Client, run_visit
from harness.scenarios import VISIT
from harness.tools import ENVIRONMENTS, Tools

TRUTH = {
    "browser": "chromium",
    "engine": "blink",
    "device": "desktop",
    "client": "browser",
    "automation": "headless",
}


def clients(tools: Tools) -> list[Client]:
    found = []
    for name in json.loads((ENVIRONMENTS / "node-chromium.json").read_text())["dependencies"]:
        run = [
            sys.executable,
            tools.program("chromium_build.py"),
            tools.path("node-chromium", "node_modules", name, "bin", "chromium"),
        ]

        found.append(
            Client(
                "headless-shell",
                [*run, "version"],
                run_visit([*run, "{profile}"]),
                TRUTH,
                scenarios=(VISIT, VISIT),
                browser=True,
                version_pattern=r"Chrome/(\S+)",
                seconds=20,
            )
        )
    return found
