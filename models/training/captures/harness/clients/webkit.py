"""WebKitGTK's MiniBrowser in a window: WebKit on libsoup, whose TLS is GnuTLS and unlike Safari's."""

import glob

from asked import VISIT, Asked
from client import Client
from tools import Tools


def clients(tools: Tools) -> list[Client]:
    found = sorted(glob.glob("/usr/lib/*/webkit2gtk-4.*/MiniBrowser"))
    program = found[-1] if found else "MiniBrowser"

    display = ["xvfb-run", "-a", "-s", "-screen 0 1920x1080x24"]

    def command(url: str, asked: Asked) -> list[str]:
        return [*display, program, "--ignore-tls-errors", url]

    truth = {"browser": "webkit", "engine": "webkit", "device": "desktop", "client": "browser", "automation": "none"}
    # WebKitGTK counts releases of its own; what major of Safari it equals is not known.
    truth["version"] = None
    return [Client("webkitgtk", [*display, program, "--version"], command, truth, build="window", series="2.50", asks=(VISIT, VISIT, VISIT), browser=True)]
