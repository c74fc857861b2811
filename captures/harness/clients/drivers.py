"""Chromium under the usual drivers, headless as they start it by default. On the network only the user agent shows it."""

from asked import VISIT
from client import Client
from tools import Tools

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
        for environment, folder in tools.node_environments(package):
            run = ["node", tools.program(f"driver_{tool}.mjs")]
            truth = {"browser": "chromium", "engine": "blink", "device": "desktop", "client": "browser", "automation": kind, "automation_tool": tool}
            found.append(Client(
                "chromium", ["chromium", "--version"], lambda url, asked, run=run: [*run, url, "{profile}"], truth, build=f"driven-by-{tool}",
                asks=(VISIT, VISIT), folder=folder, browser=True,
            ))
    return found
