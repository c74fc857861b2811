"""From an observation to a training row: labels, leakage group, and nothing of the machine it was
made on."""

import base64
import re
from dataclasses import dataclass
from typing import Any

from harness.client import Client
from harness.connection import Observation
from harness.scenarios import Scenario

SOURCE = "first-party"

# As it is written to the file.
Row = dict[str, Any]


@dataclass(frozen=True)
class Attribution:
    """Who made a request, and what it was asked."""

    client: Client
    version: str
    scenario: Scenario
    day: str


def from_observation(seen: Observation, by: Attribution) -> Row:
    client = by.client
    http = {
        "version": seen.version,
        "method": seen.method,
        "path": seen.path,
        "headers": [[name, scrub(name, value)] for name, value in seen.headers],
    }
    fingerprint = {"tls": {"client_hello": encode(seen.client_hello)}, "http": http}
    if seen.version == "h2":
        fingerprint["http2"] = {"frames": encode(seen.first_bytes)}
    major = by.version.split(".")[0]
    truth = {"os": "linux", "spoofing": list(by.scenario.spoofing), **client.truth}
    if client.browser:
        truth.setdefault("version", major)
    # A question that is not known has no key.
    truth = {key: value for key, value in truth.items() if value is not None}
    row = {
        "source": SOURCE,
        "group": group(client, major),
        "weight": 1,
        "fingerprint": fingerprint,
        "truth": truth,
        "client": client.name,
        "client_version": by.version,
        "build": client.build,
        "stack": client.stack,
        "imitates": {"target": client.imitates} if client.imitates else None,
        "request": kind(client, seen),
        "asked": by.scenario.name,
        "alpn": seen.alpn,
        "pseudo_header_order": ",".join(name[1] for name in seen.pseudo_headers) or None,
        "headers_order_valid": True,
        "captured": by.day,
    }
    return {key: value for key, value in row.items() if value not in ("", None)}


def group(client: Client, major: str) -> str:
    """Rows of one group show the same code."""
    variant = f":{client.variant}" if client.variant else ""
    return f"{client.name}:{client.series or major}{variant}"


def kind(client: Client, seen: Observation) -> str:
    if not client.browser:
        return "library"
    return "navigation" if seen.path == "/" else "fetch"


def encode(data: bytes) -> str:
    return base64.b64encode(data).decode()


def scrub(name: str, value: str) -> str:
    """Name and port are the harness's, not the client's."""
    if name.lower() in ("host", "origin", "referer"):
        return re.sub(r"(site\.)?localhost(:\d+)?", "localhost", value)
    if name.lower() == "user-agent":
        # Two text browsers name the kernel; which one it is belongs to this machine.
        return re.sub(r"Linux \d+\.\d+\.\d+[^ ;)]*", "Linux 6.1.0", value)
    return value
