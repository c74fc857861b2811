"""firefox.py URL prints what Debian's Firefox shows there, headless.

Firefox cannot print a page by itself, so the page is read through Marionette, its own remote
control. On the network the visit is the same.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HARNESS = Path(__file__).resolve().parents[3] / "captures/harness"
# Any free port, JSON shown as plain text, and none of the preferences that remote control sets.
PREFERENCES = {
    "marionette.port": 0,
    "devtools.jsonview.enabled": False,
    "remote.prefs.recommended": False,
}
SECONDS = 30


class Marionette:
    """Messages are JSON behind their length: firefox-source-docs, testing/marionette/Protocol."""

    def __init__(self, port: int):
        self.stream = socket.create_connection(("127.0.0.1", port), timeout=SECONDS).makefile("rwb")
        self._message()

    def call(self, name: str, **arguments):
        message = json.dumps([0, 1, name, arguments]).encode()
        self.stream.write(b"%d:%b" % (len(message), message))
        self.stream.flush()
        _, _, error, result = self._message()
        if error:
            sys.exit(f"{name}: {error['message']}")
        return result

    def _message(self):
        length = b""
        while (byte := self.stream.read(1)) != b":":
            length += byte
        return json.loads(self.stream.read(int(length)))


def port(profile: Path) -> int:
    file = profile / "MarionetteActivePort"
    until = time.monotonic() + SECONDS
    while not (file.exists() and file.read_text()):
        if time.monotonic() > until:
            sys.exit("Firefox did not start")
        time.sleep(0.05)
    return int(file.read_text())


with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
    profile = Path(name)
    (profile / "prefs.js").write_text(
        "".join(
            f"user_pref({json.dumps(key)}, {json.dumps(value)});\n"
            for key, value in PREFERENCES.items()
        )
    )
    start = [
        sys.executable,
        str(HARNESS / "programs/browser_firefox.py"),
        name,
        os.environ["SSL_CERT_FILE"],
        "about:blank",
        "",
        "",
        "--headless",
        "--marionette",
    ]
    firefox = subprocess.Popen(start, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        remote = Marionette(port(profile))
        remote.call("WebDriver:NewSession")
        remote.call("WebDriver:Navigate", url=sys.argv[1])
        print(
            remote.call(
                "WebDriver:ExecuteScript", script="return document.body.textContent", args=[]
            )["value"]
        )
        remote.call("Marionette:Quit", flags=["eForceQuit"])
        firefox.wait(10)
    finally:
        firefox.kill()
        firefox.wait()
