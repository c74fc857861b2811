"""Libraries that send a browser's ClientHello, HTTP/2 and headers: every target that each one offers, as it is and with JSON.

rnet and tls_client are recorded in the third-party set already.
"""

import subprocess

from asked import JSON, PLAIN
from client import Client
from tools import Tools

TRUTH = {"client": "impersonator", "automation": "http_client"}
TARGETS_SECONDS = 60


def clients(tools: Tools) -> list[Client]:
    found = []
    for name in ("curl_cffi", "primp"):
        for _, interpreter in tools.python_environments(name):
            found += targets(name, [interpreter, tools.program(f"impersonator_{name}.py")], None)
    for _, folder in tools.node_environments("impit"):
        found += targets("impit", ["node", tools.program("impersonator_impit.mjs")], folder)
    return found


def targets(name: str, run: list[str], folder: str | None) -> list[Client]:
    try:
        printed = subprocess.run([*run, "targets"], capture_output=True, text=True, cwd=folder, timeout=TARGETS_SECONDS)
    except OSError:
        printed = None
    # One entry that is reported as missing, rather than none.
    names = printed.stdout.split() if printed and printed.returncode == 0 else ["unknown"]
    return [driver(name, run, folder, target) for target in names]


def driver(name: str, run: list[str], folder: str | None, target: str) -> Client:
    # OkHttp's user agent is no browser's.
    spoofing = ["tls_impersonation"] if target.startswith("okhttp") else ["tls_impersonation", "user_agent_browser"]
    return Client(
        name, [*run, "version"], lambda url, asked: [*run, target, *asked.arguments(url)],
        {**TRUTH, "automation_tool": name, "spoofing": spoofing, "os": None}, build=target, asks=(PLAIN, JSON), folder=folder,
        variant=target, imitates=target,
    )
