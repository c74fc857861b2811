"""Libraries that send a browser's ClientHello and HTTP/2, and most of them its headers: as they
are, and with JSON.

Where one offers dozens of targets, a spread of them. Those that leave the headers to the caller are
asked with a browser's headers too (browser_headers.py).
"""

import itertools
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, replace

from harness.browser_headers import scenarios_with_headers
from harness.client import Client, Truth, run_program
from harness.scenarios import JSON, PLAIN, Scenario
from harness.tools import Tools

TRUTH = {"client": "impersonator", "automation": "http_client"}
TARGETS_SECONDS = 60
# By package: how many of its targets.
PYTHON = {
    "curl_cffi": 99,
    "primp": 99,
    "tls-client": 24,
    "async_tls_client": 16,
    "requests-go": 16,
    "rnet": 24,
    "wreq": 30,
    "never_primp": 24,
    "httpcloak": 30,
    "stealth-requests": 3,
    "cloudscraper": 6,
}
NODE = {"impit": 99, "wreq-js": 24, "cycletls": 6, "got-scraping": 8}
# The environment of what is new; the others are named for the year that theirs was.
PRESENT = "python-impersonators"
# They leave the headers to the caller. Undressed, all but the last send a library's user agent, and
# it an old Chrome's.
BARE = ("tls_client", "async_tls_client", "requests_go", "cycletls")
LIES_UNASKED = ("tls_impersonation", "user_agent_browser")
# These say a system with the target; the first of each is what they say unasked.
SYSTEMS = ("", "Windows", "Linux", "Android")
OF_SYSTEM = ("rnet", "wreq", "never_primp", "wreq-js")


@dataclass(frozen=True)
class Tool:
    name: str
    run: list[str]
    # How many of its targets are taken.
    most: int
    folder: str | None = None
    # The year of an older release.
    series: str = ""


def clients(tools: Tools) -> list[Client]:
    found = []
    for package, most in PYTHON.items():
        name = package.replace("-", "_")
        for environment, interpreter in tools.python_environments(package):
            series = environment.removeprefix(PRESENT).removeprefix("-")
            run = [interpreter, tools.program(f"impersonator_{name}.py")]
            found += targets(Tool(name, run, most, series=series))
    for name, most in NODE.items():
        for _, folder in tools.node_environments(name):
            run = ["node", tools.program(f"impersonator_{name}.mjs")]
            found += targets(Tool(name, run, most, folder))
    return found


def targets(tool: Tool) -> list[Client]:
    try:
        printed = subprocess.run(
            [*tool.run, "targets"],
            capture_output=True,
            text=True,
            cwd=tool.folder,
            timeout=TARGETS_SECONDS,
        )
    except OSError:
        printed = None
    # One entry that is reported as missing, rather than none.
    names = printed.stdout.split() if printed and printed.returncode == 0 else ["unknown"]
    chosen = with_systems(tool.name, spread(names, tool.most))
    return [driver(tool, target) for target in chosen]


def spread(names: list[str], most: int) -> list[str]:
    """At most so many, of every family of targets in turn, the last of each first: that is the
    newest."""
    families: dict[str, list[str]] = {}
    for target in names:
        family = re.split(r"\d", target, maxsplit=1)[0].lower()
        families.setdefault(family, []).append(target)
    chosen = [target for turn in _turns(list(families.values())) for target in turn][:most]
    return [target for target in names if target in chosen]


def _turns(families: list[list[str]]) -> Iterable[list[str]]:
    """The newest of each, the oldest of each, then what halves the widest gap that is left."""
    orders = [_halving(len(family)) for family in families]
    for turn in range(max(map(len, orders), default=0)):
        yield [
            family[order[turn]]
            for family, order in zip(families, orders, strict=True)
            if turn < len(order)
        ]


def _halving(count: int) -> list[int]:
    order = [count - 1, 0] if count > 1 else [0]
    while len(order) < count:
        taken = sorted(order)
        before, after = max(
            itertools.pairwise(taken), key=lambda pair: (pair[1] - pair[0], pair[1])
        )
        order.append((before + after + 1) // 2)
    return order


def with_systems(name: str, names: list[str]) -> list[str]:
    """Every second browser of a desk says another system than its own."""
    if name not in OF_SYSTEM:
        return names
    said = []
    for number, target in enumerate(names):
        system = (
            SYSTEMS[number % len(SYSTEMS)]
            if re.match(r"(?i)(chrome|edge|opera|firefox)_?\d", target)
            else ""
        )
        said.append(f"{target}@{system}" if system else target)
    return said


def driver(tool: Tool, target: str) -> Client:
    truth: Truth = {**TRUTH, "automation_tool": tool.name, "os": None}
    scenarios: tuple[Scenario, ...] = (PLAIN, JSON)
    if tool.name in BARE:
        # Scenarios with a browser's headers have their own lies.
        spoofing = LIES_UNASKED if tool.name == "cycletls" else LIES_UNASKED[:1]
        bare = tuple(replace(scenario, spoofing=spoofing) for scenario in scenarios)
        scenarios = bare + scenarios_with_headers(target)
        if tool.name == "cycletls":
            # Its POST ends before its body.
            scenarios = tuple(scenario for scenario in scenarios if not scenario.body)
    else:
        # OkHttp's user agent is not a browser's.
        okhttp = target.lower().startswith("okhttp")
        truth["spoofing"] = list(LIES_UNASKED[:1] if okhttp else LIES_UNASKED)
    return Client(
        tool.name,
        [*tool.run, "version"],
        run_program([*tool.run, target]),
        truth,
        build=target,
        scenarios=scenarios,
        folder=tool.folder,
        series=tool.series,
        variant=target,
        imitates=target,
    )
