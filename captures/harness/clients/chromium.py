"""Debian's Chromium, headless and with a window, driven by nobody."""

import shutil
import subprocess

from harness.client import Client, Command
from harness.scenarios import CHANGED, VISITS, Scenario, changed_agent
from harness.tools import Tools

# The certificate's check is switched off by flag: Chromium reads no authority
# from the environment, and the flag does not touch the hello. The rest stops it
# from talking to its maker; --disable-quic, from trying UDP first.
FLAGS = (
    "--no-sandbox",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--ignore-certificate-errors",
    "--user-data-dir={profile}",
)
TRUTH = {"browser": "chromium", "engine": "blink", "device": "desktop", "client": "browser"}


def command(major: str, *start: str) -> Command:
    def build(url: str, scenario: Scenario) -> list[str]:
        agent = changed_agent(scenario, "blink", major)
        language = ["--accept-lang=de-DE,de"] if scenario.name == "german" else []
        return [*start, *FLAGS, *language, *([f"--user-agent={agent}"] if agent else []), url]

    return build


def clients(tools: Tools) -> list[Client]:
    version = ["chromium", "--version"]
    printed = (
        subprocess.run(version, capture_output=True, text=True).stdout
        if shutil.which("chromium")
        else ""
    )
    major = next((word.split(".")[0] for word in printed.split() if word[0].isdigit()), "100")
    window = ["xvfb-run", "-a", "-s", "-screen 0 1920x1080x24", "chromium"]
    return [
        Client(
            "chromium",
            version,
            command(major, "chromium", "--headless=new"),
            {**TRUTH, "automation": "headless"},
            build="headless",
            scenarios=VISITS + CHANGED,
            browser=True,
        ),
        Client(
            "chromium",
            version,
            command(major, *window),
            {**TRUTH, "automation": "none"},
            build="window",
            scenarios=VISITS + CHANGED,
            browser=True,
        ),
    ]
