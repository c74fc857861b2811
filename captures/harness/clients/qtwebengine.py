"""QtWebEngine out of PyPI's wheels: real Chromium of many majors, in a window, driven by nobody."""

from asked import VISIT, Asked
from client import Client
from toolchains import QT
from tools import Tools

TRUTH = {"browser": "chromium", "engine": "blink", "device": "desktop", "client": "browser", "automation": "none"}


def clients(tools: Tools) -> list[Client]:
    found = []
    for release in QT:
        run = ["xvfb-run", "-a", "-s", "-screen 0 1920x1080x24", tools.path("qt", release, "bin", "python"), tools.program("browser_qt.py")]

        def command(url: str, asked: Asked, run: list[str] = run) -> list[str]:
            return [*run, url]

        found.append(Client(
            "qtwebengine", [*run, "version"], command, TRUTH, build=f"qt{release}", asks=(VISIT, VISIT), browser=True,
            version_pattern=r"Chrome/(\S+)",
        ))
    return found
