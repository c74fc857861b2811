"""Compares two files of captures: whether the same clients are in both, and whose columns differ.

Some clients draw what they send: Chromium shuffles its extensions since 110, some impersonators
draw their header fields at random. Any other client that differs between two runs has changed.
"""

import argparse
from collections import Counter
from pathlib import Path

from fingerprint_training.arrays import Json
from fingerprint_training.commands.options import add_binary
from fingerprint_training.dataset.layer_columns import LayerColumns
from fingerprint_training.observations.source_files import read_rows
from fingerprint_training.paths import CAPTURES
from fingerprint_training.service import Service

LAYERS = ("tls", "http2", "http")
# What a client was asked, and what it was.
IDENTITY = ("client", "build", "client_version", "request", "asked", "alpn")
MAX_NAMED_CLIENTS = 12


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("before", type=Path, help="the earlier captures")
    parser.add_argument(
        "--now", type=Path, default=CAPTURES, help="default: the committed captures"
    )
    add_binary(parser)


def run(arguments: argparse.Namespace) -> None:
    before, now = (list(read_rows(path)) for path in (arguments.before, arguments.now))
    requests = [row["fingerprint"] for row in before + now]
    columns = LayerColumns.from_requests(Service(arguments.binary), requests)
    print_groups(before, now)
    for layer in LAYERS:
        sent_now = count_rows(now, columns, layer, first=len(before))
        gone = count_rows(before, columns, layer, first=0) - sent_now
        by_client: Counter[str] = Counter()
        for (client, *_), count in gone.items():
            by_client[str(client)] += count
        most = by_client.most_common(MAX_NAMED_CLIENTS)
        named = ", ".join(f"{client} {count}" for client, count in most)
        print(
            f"{layer}: {gone.total()} rows before have no equal now"
            + (f" ({named})" if named else "")
        )


def print_groups(before: list[Json], now: list[Json]) -> None:
    earlier, later = ({row["group"] for row in rows} for rows in (before, now))
    print(f"{len(before)} rows of {len(earlier)} groups before, {len(now)} of {len(later)} now")
    for when, missing in (("before", earlier - later), ("now", later - earlier)):
        if missing:
            print(f"only {when}: {', '.join(sorted(missing))}")


def count_rows(
    rows: list[Json], columns: LayerColumns, layer: str, first: int
) -> Counter[tuple[object, ...]]:
    """Which client sent which columns of a layer, when asked for what; `first` is the place of the
    first row in the columns."""
    return Counter(
        (*(row.get(name) for name in IDENTITY), columns.key(first + index, [layer]))
        for index, row in enumerate(rows)
    )
