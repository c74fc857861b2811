"""Debian's browsers on QtWebEngine, in a window, driven by nobody. Beside Chromium's user agent
each sends its own name or Qt's."""

from harness.client import Client, run_visit
from harness.scenarios import VISIT
from harness.tools import Tools

# Debian's QtWebEngine is 5.15: Chromium 87, as `qutebrowser --version` says. These browsers print
# their own version only.
TRUTH = {
    "browser": "chromium",
    "engine": "blink",
    "device": "desktop",
    "client": "browser",
    "automation": "none",
    "version": "87",
}
# As for QtWebEngine by itself (programs/browser_qt.py).
SURROUNDINGS = {
    "QTWEBENGINE_CHROMIUM_FLAGS": (
        "--no-sandbox --ignore-certificate-errors --disable-quic --disable-background-networking"
    ),
    "QTWEBENGINE_DISABLE_SANDBOX": "1",
    "QT_QPA_PLATFORM": "xcb",
    # Of the C locale they make no language, or one that is called C.
    "LANG": "en_US.UTF-8",
}
DISPLAY = ("xvfb-run", "-a", "-s", "-screen 0 1920x1080x24")
BROWSERS = {
    "falkon": ["falkon", "--private-browsing", "--no-extensions"],
    "qutebrowser": [
        "qutebrowser",
        "--temp-basedir",
        "--set",
        "content.tls.certificate_errors",
        "load-insecurely",
    ],
    "konqueror": ["konqueror"],
}


def clients(tools: Tools) -> list[Client]:
    return [
        Client(
            f"qtwebengine-{name}",
            [*DISPLAY, name, "--version"],
            run_visit([*DISPLAY, *run]),
            TRUTH,
            build="window",
            series="5.15",
            scenarios=(VISIT, VISIT, VISIT),
            browser=True,
            environment=SURROUNDINGS,
            version_pattern=r"(?:falkon|Falkon|qutebrowser v|konqueror) ?(\d[\d.]*)",
        )
        for name, run in BROWSERS.items()
    ]
