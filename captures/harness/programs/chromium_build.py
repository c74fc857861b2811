"""BINARY PROFILE URL: a Chromium build with a page open; BINARY version: what it calls itself.

The builds print no version of their own before 131; their debugging port does.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import urllib.request

SECONDS = 15
# The packages' own set-up without a GPU, and that of clients/chromium.py. The
# debugging port keeps the shell open; nobody connects to it during a capture.
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--no-zygote",
    "--in-process-gpu",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--ignore-certificate-errors",
    "--remote-debugging-port=0",
)


def version(binary: str) -> str:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = subprocess.Popen(
            [binary, *FLAGS, f"--user-data-dir={profile}", "about:blank"], stderr=subprocess.DEVNULL
        )
        try:
            written = pathlib.Path(profile, "DevToolsActivePort")
            until = time.monotonic() + SECONDS
            while not written.exists() and time.monotonic() < until:
                time.sleep(0.1)
            port = written.read_text().split()[0]
            with urllib.request.urlopen(
                f"http://127.0.0.1:{port}/json/version", timeout=SECONDS
            ) as answer:
                return json.load(answer)["Browser"]
        finally:
            browser.kill()
            browser.wait()


if sys.argv[2] == "version":
    print(version(sys.argv[1]))
else:
    binary, profile, url = sys.argv[1:]
    os.execv(binary, [binary, *FLAGS, f"--user-data-dir={profile}", url])
