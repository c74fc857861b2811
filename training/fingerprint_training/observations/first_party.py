"""Our own captures, of which the one who started the client knows the truth; and impersonators of
every source."""

import json
from collections import Counter
from pathlib import Path

from fingerprint_training.arrays import Json
from fingerprint_training.observations import source_files
from fingerprint_training.observations.observation import Observation
from fingerprint_training.observations.source_files import read_rows
from fingerprint_training.observations.third_party import with_random_system

NETWORK_LAYERS = ("tls", "http2", "http")
PAGE_QUESTIONS = ("browser", "engine", "os", "device", "client")

# A client with as many rows is neither rare nor common.
USUAL_ROWS = 8
# Chromium builds stand for Chrome, whose stack theirs is: few visitors are one.
CHROMIUM_WEIGHT = 0.6


def captures(path: Path) -> list[Observation]:
    """Complete requests of real clients. All were captured on Linux, which is true of them and says
    nothing of the stack: the system is left out, or every current Chromium would look like
    Linux."""
    rows = []
    captured = [row for row in read_rows(path) if row["truth"].get("client") != "impersonator"]
    times = Counter(row["client"] for row in captured)
    for row in captured:
        truth = {question: label for question, label in row["truth"].items() if question != "os"}
        chromium = CHROMIUM_WEIGHT if truth.get("browser") == "chromium" else 1.0
        weight = row.get("weight", 1.0) * chromium * rarity_weight(times[row["client"]])
        rows.append(Observation(_network(row), truth, row["group"], weight, row["source"]))
    return [with_random_system(row, index) for index, row in enumerate(rows)]


def rarity_weight(rows: int) -> float:
    """Some clients were captured in many versions, others once: each counts more nearly the
    same."""
    return min(max((USUAL_ROWS / rows) ** 0.5, 0.4), 2.0)


def page_captures(folder: Path) -> list[Observation]:
    """Real browsers with their pages, windowed and driven: the committed goldens of the browser
    layer. They all ran on Linux, which a page shows."""
    rows = []
    for path in sorted(folder.glob("*.json")):
        row = json.loads(path.read_text())
        fingerprint = {"browser": row["fingerprint"]["browser"]}
        truth = {name: label for name, label in row["truth"].items() if name in PAGE_QUESTIONS}
        rows.append(Observation(fingerprint, truth, f"page {row['client']}", 1.0, "page captures"))
    return rows


def impersonators(folder: Path, captured: Path) -> list[Observation]:
    """Programs that copy a browser's layers. A tool is one group, so that every figure about one
    comes from a net that saw none of its rows. Their browser and system are not known; where the
    user agent is the tool's own name the header fields are left out, or that name would be
    learnt."""
    found = []
    for path in (folder / source_files.TLS, captured):
        for row in read_rows(path):
            if row["truth"].get("client") != "impersonator":
                continue
            tool = row["truth"].get("automation_tool") or row.get("client") or row["source"]
            truth = {key: row["truth"][key] for key in ("client", "spoofing", "automation")}
            fingerprint = _network(row)
            if "user_agent_browser" not in truth["spoofing"]:
                fingerprint.pop("http", None)
            found.append(Observation(fingerprint, truth, f"tool {tool}", 1.0, row["source"]))
    return found


def _network(row: Json) -> Json:
    fingerprint: Json = row["fingerprint"]
    return {layer: fingerprint[layer] for layer in NETWORK_LAYERS if layer in fingerprint}
