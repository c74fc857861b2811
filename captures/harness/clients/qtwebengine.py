"""QtWebEngine out of PyPI's wheels: real Chromium of many majors, in a window, driven by nobody."""

from harness.client import Client, run_visit
from harness.scenarios import VISIT
from harness.toolchains import QT
from harness.tools import Tools

TRUTH = {
    "browser": "chromium",
    "engine": "blink",
    "device": "desktop",
    "client": "browser",
    "automation": "none",
}


def clients(tools: Tools) -> list[Client]:
    found = []
    for release in QT:
        run = [
            "xvfb-run",
            "-a",
            "-s",
            "-screen 0 1920x1080x24",
            tools.path("qt", release, "bin", "python"),
            tools.program("browser_qt.py"),
        ]

        found.append(
            Client(
                "qtwebengine",
                [*run, "version"],
                run_visit(run),
                TRUTH,
                build=f"qt{release}",
                scenarios=(VISIT, VISIT),
                browser=True,
                version_pattern=r"Chrome/(\S+)",
            )
        )
    return found
