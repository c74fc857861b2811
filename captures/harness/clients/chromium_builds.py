"""Chromium's headless shell of many majors, out of the npm packages that carry it for serverless machines.

Its network stack is Chromium's of that release; its user agent says HeadlessChrome.
"""

import json
import sys

from asked import VISIT, Asked
from client import Client
from tools import ENVIRONMENTS, Tools

TRUTH = {"browser": "chromium", "engine": "blink", "device": "desktop", "client": "browser", "automation": "headless"}


def clients(tools: Tools) -> list[Client]:
    found = []
    for name in json.loads((ENVIRONMENTS / "node-chromium.json").read_text())["dependencies"]:
        run = [sys.executable, tools.program("chromium_build.py"), tools.path("node-chromium", "node_modules", name, "bin", "chromium")]

        def command(url: str, asked: Asked, run: list[str] = run) -> list[str]:
            return [*run, "{profile}", url]

        found.append(Client(
            "headless-shell", [*run, "version"], command, TRUTH, asks=(VISIT, VISIT), browser=True, version_pattern=r"Chrome/(\S+)", seconds=20,
        ))
    return found
