"""What each client showed, with the version that showed it: tests/golden/clients.json."""

import json
import os
from pathlib import Path

from driven import Client

FILE = Path(__file__).resolve().parents[1] / "golden/clients.json"
REFRESH = "make goldens-clients"
UPDATE = bool(os.environ.get("UPDATE_GOLDEN"))

# Left out are p0f's string, which depends on this machine's kernel and on loopback, and JA3 with
# its hash: Chromium and its impersonators shuffle their extensions on every connection. That
# changes JA3 but not JA4, which sorts them. The order that JA3 keeps is in the captures.
STRINGS = ("ja4", "ja4_r", "akamai", "header_order")


def strings(answer: dict) -> dict:
    return {name: answer["fingerprints"][name] for name in STRINGS}


def verdict(answer: dict) -> dict:
    """The labels without their probabilities: those change with every model."""
    labels = {
        question: answer[question]["label"] for question in ("browser", "engine", "os", "client")
    }
    return {
        **labels,
        "automation": answer["automation"]["kind"],
        "spoofing": answer["spoofing"]["detected"],
    }


def entry(client: Client, version: str, answer: dict) -> dict:
    return {
        "client": client.name,
        "version": version,
        "http": client.http,
        "fingerprints": strings(answer),
        "verdict": verdict(answer),
    }


def read() -> dict[tuple[str, str], dict]:
    return {(golden["client"], golden["http"]): golden for golden in json.loads(FILE.read_text())}


def write(entries: list[dict]) -> None:
    FILE.write_text(json.dumps(entries, indent=1) + "\n")
