"""Debian's Firefox ESR, headless and with a window, driven by nobody."""

import shutil
import subprocess
import sys

from harness.client import Client, Command
from harness.scenarios import CHANGED, VISITS, Scenario, changed_agent
from harness.tools import Tools

TRUTH = {"browser": "firefox", "engine": "gecko", "device": "desktop", "client": "browser"}


def clients(tools: Tools) -> list[Client]:
    version = ["firefox-esr", "--version"]
    printed = (
        subprocess.run(version, capture_output=True, text=True).stdout
        if shutil.which("firefox-esr")
        else ""
    )
    major = next((word.split(".")[0] for word in printed.split() if word[0].isdigit()), "100")

    def command(start: tuple[str, ...], *switches: str) -> Command:
        def build(url: str, scenario: Scenario) -> list[str]:
            language = "de-DE, de" if scenario.name == "german" else ""
            return [
                *start,
                sys.executable,
                tools.program("browser_firefox.py"),
                "{profile}",
                "{authority}",
                url,
                changed_agent(scenario, "gecko", major),
                language,
                *switches,
            ]

        return build

    window = ("xvfb-run", "-a", "-s", "-screen 0 1920x1080x24")
    return [
        Client(
            "firefox",
            version,
            command((), "--headless"),
            {**TRUTH, "automation": "headless"},
            build="headless",
            scenarios=VISITS + CHANGED,
            browser=True,
        ),
        Client(
            "firefox",
            version,
            command(window),
            {**TRUTH, "automation": "none"},
            build="window",
            scenarios=VISITS + CHANGED,
            browser=True,
        ),
    ]
