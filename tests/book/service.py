"""A service of the built binary on free ports, for the commands of one page."""

import os
import re
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from blocks import ROOT

ADDRESS = re.compile(r"\b(?:localhost|127\.0\.0\.1|0\.0\.0\.0):(\d{4,5})\b")
# A line that starts the service and does not return: settings, then the program.
START = re.compile(
    r"((?:[A-Z_]+=\S+ +)*)(?:make run|fingerprint-api(?: serve)?)((?: --config \S+)?)"
)
START_SECONDS = 20
COMMAND_SECONDS = 30


def binary():
    path = os.environ.get("FINGERPRINT_API")
    if not path or not os.access(path, os.X_OK):
        raise RuntimeError("FINGERPRINT_API must name the built binary: run `make test-book`")
    return Path(path)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Shell:
    """What a reader of one page has: a folder, the program in PATH, the service they started."""

    def __init__(self):
        self.ports = {}
        self.service = None
        self.folder = tempfile.TemporaryDirectory()
        self.environment = {
            "PATH": f"{binary().parent}:{os.environ['PATH']}",
            "HOME": self.folder.name,
            "FPA_MODELS__DIR": str(ROOT / "models"),
            "FPA_LOG__LEVEL": "error",
        }

    def here(self, text):
        """The text with each port of the page replaced by a free one, always the same."""

        def port(found):
            return f"127.0.0.1:{self.ports.setdefault(found[1], free_port())}"

        return ADDRESS.sub(port, text)

    def run(self, script):
        """What a script prints; its last line may start the service that later ones ask."""
        lines = script.rstrip().split("\n")
        start = START.fullmatch(lines[-1].split("#")[0].rstrip())
        if start:
            lines.pop()
        text = ""
        if lines:
            done = subprocess.run(
                ["bash", "-euo", "pipefail", "-c", self.here("\n".join(lines))],
                cwd=self.folder.name,
                env=self.environment,
                timeout=COMMAND_SECONDS,
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                raise AssertionError(f"{script}\nended with {done.returncode}: {done.stderr}")
            text = done.stdout
        if start:
            self.start(start[1], start[2])
        return text

    def start(self, settings="", arguments=""):
        self.stop()
        given = dict(one.split("=", 1) for one in self.here(settings).split())
        if arguments:
            file = Path(self.folder.name, arguments.split()[-1])
            listen = ADDRESS.search(file.read_text(encoding="utf-8"))[0]
        else:
            listen = given.setdefault("FPA_HTTP__LISTEN", self.here("127.0.0.1:8000"))
        self.service = subprocess.Popen(
            [binary(), *arguments.split()],
            cwd=self.folder.name,
            env=self.environment | given,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        url = f"http://{listen}/api/v1/models/status"
        end = time.monotonic() + START_SECONDS
        while True:
            try:
                with urllib.request.urlopen(url, timeout=2):
                    return
            except (urllib.error.URLError, OSError) as error:
                if time.monotonic() > end or self.service.poll() is not None:
                    raise AssertionError(f"the service does not answer {url}: {error}") from error
                time.sleep(0.05)

    def stop(self):
        if self.service:
            self.service.terminate()
            self.service.wait(COMMAND_SECONDS)
            self.service = None

    def close(self):
        self.stop()
        self.folder.cleanup()
