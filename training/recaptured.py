"""Compares two files of captures: whether the same clients are in both, and whose columns differ.

    make captures-compare BEFORE=file.jsonl.gz

Some clients draw what they send: Chromium shuffles its extensions since 110, some impersonators take
their header fields by lot. Whoever else differs between two runs has changed.
"""

import argparse
from collections import Counter
from pathlib import Path

import observations
import train
from columns import Columns

LAYERS = ["tls", "http2", "http"]
SHOWN = 12


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before", type=Path, help="the earlier captures")
    parser.add_argument("--now", type=Path, default=train.CAPTURES, help="default: the committed ones")
    parser.add_argument("--binary", type=Path, default=train.ROOT / "target/release/fingerprint-api", help="the service: it computes the columns")
    settings = parser.parse_args()
    before, now = (list(observations.lines(path)) for path in (settings.before, settings.now))
    columns = Columns.of(settings.binary, [row["fingerprint"] for row in before + now])
    groups = [{row["group"] for row in rows} for rows in (before, now)]
    print(f"{len(before)} rows of {len(groups[0])} groups before, {len(now)} of {len(groups[1])} now")
    for what, missing in (("only before", groups[0] - groups[1]), ("only now", groups[1] - groups[0])):
        if missing:
            print(f"{what}: {', '.join(sorted(missing))}")
    for layer in LAYERS:
        gone = sent(before, columns, layer, 0) - sent(now, columns, layer, len(before))
        by_client = Counter()
        for (client, *_), count in gone.items():
            by_client[client] += count
        named = ", ".join(f"{client} {count}" for client, count in by_client.most_common(SHOWN))
        print(f"{layer}: {sum(gone.values())} rows before have no equal now" + (f" ({named})" if named else ""))


def sent(rows, columns, layer, first):
    """Which client sent which columns of a layer, when asked for what."""
    asked = ("client", "build", "client_version", "request", "asked", "alpn")
    return Counter((*(row.get(key) for key in asked), columns.key(first + index, [layer])) for index, row in enumerate(rows))


if __name__ == "__main__":
    main()
