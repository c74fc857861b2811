"""Chromium under the usual drivers, headless as they start it by default. On the network only the
user agent shows it."""

from harness.client import Client, run_visit
from harness.scenarios import VISIT
from harness.tools import Tools

# (package, automation kind, tool)
DRIVERS = (
    ("selenium-webdriver", "webdriver", "selenium"),
    ("puppeteer-core", "cdp_driver", "puppeteer"),
    ("playwright-core", "cdp_driver", "playwright"),
    ("patchright-core", "stealth_framework", "patchright"),
)


def clients(tools: Tools) -> list[Client]:
    found = []
    for package, kind, tool in DRIVERS:
        for _, folder in tools.node_environments(package):
            run = ["node", tools.program(f"driver_{tool}.mjs")]
            truth = {
                "browser": "chromium",
                "engine": "blink",
                "device": "desktop",
                "client": "browser",
                "automation": kind,
                "automation_tool": tool,
            }
            found.append(
                Client(
                    "chromium",
                    ["chromium", "--version"],
                    run_visit(run, "{profile}"),
                    truth,
                    build=f"driven-by-{tool}",
                    scenarios=(VISIT, VISIT),
                    folder=folder,
                    browser=True,
                )
            )
    return found
