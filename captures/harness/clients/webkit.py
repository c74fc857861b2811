"""WebKit, driven by nobody: WebKitGTK's MiniBrowser and browsers built on it in a window, WPE's cog
without. All are on libsoup, whose TLS is GnuTLS and unlike Safari's; luakit is on the older one,
which knows no HTTP/2."""

from pathlib import Path

from harness.client import Client, run_visit
from harness.environment import TRUSTING
from harness.scenarios import VISIT
from harness.tools import Tools

DISPLAY = ("xvfb-run", "-a", "-s", "-screen 0 1920x1080x24")
# WebKitGTK counts releases of its own; what major of Safari it equals is not known.
TRUTH = {
    "browser": "webkit",
    "engine": "webkit",
    "device": "desktop",
    "client": "browser",
    "automation": "none",
    "version": None,
}
# Superusers get no sandbox, and without a session's bus there is no portal to ask.
SURROUNDINGS = {
    "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
    "GTK_USE_PORTAL": "0",
    "NO_AT_BRIDGE": "1",
    "GSETTINGS_BACKEND": "memory",
}
# By name: how it is started, and whose WebKit it is.
BROWSERS = {
    "epiphany": (
        ["dbus-run-session", "--", *TRUSTING, *DISPLAY, "epiphany", "--private-instance"],
        "gtk2.50",
    ),
    "luakit": ([*TRUSTING, *DISPLAY, "luakit", "--nounique"], "gtk2.50"),
    "surf": ([*DISPLAY, "surf", "-t"], "gtk2.50"),
    # Debian builds it for no X server.
    "cog": (["cog", "--platform=headless", "--ignore-tls-errors"], "wpe2.38"),
}


def clients(tools: Tools) -> list[Client]:
    found = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
    start = [*DISPLAY, str(found[-1]) if found else "MiniBrowser", "--ignore-tls-errors"]
    visits = (VISIT, VISIT, VISIT)
    return [
        Client(
            "webkitgtk",
            [*start, "--version"],
            run_visit(start),
            TRUTH,
            build="window",
            series="2.50",
            scenarios=visits,
            browser=True,
        ),
        *(
            Client(
                name,
                version(name),
                run_visit(run),
                {**TRUTH, "automation": "headless"} if name == "cog" else TRUTH,
                build=f"{'headless' if name == 'cog' else 'window'}-{engine}",
                series=engine,
                scenarios=visits,
                browser=True,
                environment=SURROUNDINGS,
            )
            for name, (run, engine) in BROWSERS.items()
        ),
    ]


def version(name: str) -> list[str]:
    # surf says its version as an error.
    return (
        ["dpkg-query", "--show", "--showformat=${Version}", name]
        if name == "surf"
        else [name, "--version"]
    )
