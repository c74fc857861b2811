"""The rows as a file, and the table of what was captured."""

import gzip
import json
from collections import Counter
from pathlib import Path

from harness.client import Client
from harness.row import Row


def write(path: Path, rows: list[Row], *, complete: bool) -> None:
    """A partial run replaces only the rows of the clients it drove."""
    if not complete and path.exists():
        driven = {row["client"] for row in rows}
        with gzip.open(path, "rt", encoding="utf-8") as file:
            kept = [row for row in map(json.loads, file) if row["client"] not in driven]
        rows = kept + rows
    rows = sorted(
        rows,
        key=lambda row: (
            row["truth"].get("browser", "~"),
            row["group"],
            row["client_version"],
            row["asked"],
        ),
    )
    # No time and no name in the archive's header: equal rows make an equal file.
    with (
        path.open("wb") as raw,
        gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as file,
    ):
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    groups = {row["group"] for row in rows}
    print(f"{path.name}: {len(rows)} rows, {len(groups)} groups, {path.stat().st_size} bytes")


def table(rows: list[Row]) -> None:
    counts = Counter(
        (
            row["truth"].get("browser", "(impersonator)"),
            row["client"],
            row.get("build", ""),
            row["client_version"],
        )
        for row in rows
    )
    spoken: dict[tuple[str, ...], set[str]] = {}
    for row in rows:
        key = (
            row["truth"].get("browser", "(impersonator)"),
            row["client"],
            row.get("build", ""),
            row["client_version"],
        )
        spoken.setdefault(key, set()).add(row["fingerprint"]["http"]["version"])
    print("\n| label | client | build | version | http | rows |\n|---|---|---|---|---|---|")
    for key in sorted(counts):
        print(f"| {' | '.join(key)} | {', '.join(sorted(spoken[key]))} | {counts[key]} |")


def listing(clients: list[Client], versions: dict[int, str], missing: dict[int, str]) -> None:
    for client in clients:
        version = versions.get(id(client)) or f"MISSING: {missing[id(client)]}"
        print(f"{client.name:28} {client.build:28} {version}")
