"""Prints what no classifier can do on single observations, because two clients sent the same.

    make limits

A key is what one observation holds of some layers. Who answers with the label that is most frequent
under each key is right as often as anybody can be who sees these layers alone, and that only if every
key is known in advance: the limit of the evidence, above every figure of a card. Equal is measured
twice: by the columns that the models are given, and by the lists or bytes themselves, so that a limit
of the columns is not taken for one of the evidence. docs/evidence-limits.md holds what it prints.
"""

import argparse
import contextlib
import io
import itertools
import sys
from collections import defaultdict
from pathlib import Path

import figures
import hello
import lookalikes
import observations
import printed
import slips
import train
from best import best, looked_up, one_each, shared
from columns import Columns

# The shape of a header list is what it says without a claim.
EVIDENCE = {
    "TLS": ["tls"], "HTTP/2 opening": ["http2"], "header shape": ["http"], "TLS and HTTP/2": ["tls", "http2"],
    "TLS and header shape": ["tls", "http"], "TLS, HTTP/2 and header shape": ["tls", "http2", "http"],
}
ANSWERED = 0.8


def main():
    settings = arguments()
    if not settings.into:
        return report(settings)
    with contextlib.redirect_stdout(io.StringIO()) as out:
        report(settings)
    settings.into.write_text(printed.placed(settings.into.read_text(), out.getvalue()))
    print(f"{settings.into}: tables written anew; its words are yours to read again")


def report(settings):
    shared_data = settings.data if (settings.data / "train_tls.jsonl.gz").is_file() else None
    captures = observations.captures(train.CAPTURES)
    recorded = observations.stacks(shared_data) if shared_data else []
    syns = observations.syns(shared_data) if shared_data else []
    third_party = f"{len(recorded)} third-party ClientHellos, {len(syns)} SYNs" if shared_data else "no third-party data"
    print(f"Sources: {len(captures)} captures of browsers and libraries, {third_party}.")
    rows = [row for row in captures + recorded if row.truth.get("browser") in train.QUESTIONS["browser"]]
    columns = Columns.of(settings.binary, [row.fingerprint for row in rows + syns])
    stacks(rows, columns, len(captures))
    brands(rows, columns)
    if syns:
        kernels(syns, columns, len(rows))
    raw = [*observations.lines(train.CAPTURES), *(observations.lines(shared_data / "train_tls.jsonl.gz") if shared_data else ())]
    lookalikes.report(settings.binary, raw)
    slips.report(raw)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=train.ROOT / "../shared/data", help="folder of third-party observations")
    parser.add_argument("--binary", type=Path, default=train.ROOT / "target/release/fingerprint-api", help="the service: it computes the columns")
    parser.add_argument("--into", type=Path, help="a document whose tables are written anew, instead of printing them")
    settings = parser.parse_args()
    if not settings.binary.is_file():
        sys.exit(f"no binary at {settings.binary}: cargo build --release")
    return settings


def stacks(rows, columns, own):
    """Browser and library from the network alone; the captures come first in the rows."""
    names = ["evidence", "equal means", "rows", "builds", "keys", "of several labels", "a build is one", "Blink as one", "Blink as one, surest 80 %", "as training weighs, Blink as one"]
    head("Who it is, from the network alone", *names)
    for words, groups in EVIDENCE.items():
        limit(words, "columns", rows, by_columns(rows, columns, groups))
    listed = [hello.lists(row.fingerprint["tls"]) for row in rows]
    limit("TLS", "five lists", rows, listed)
    head("The same, of captures alone", *names, "another build has the key", "looked up there, Blink as one")
    here = rows[:own]
    for words, groups in EVIDENCE.items():
        limit(words, "columns", here, by_columns(here, columns, groups), looked_up)
    limit("TLS", "five lists", here, listed[:own], looked_up)
    limit("TLS", "bytes", here, by_bytes(here), looked_up)
    pairs("Whose TLS columns are equal", rows, by_columns(rows, columns, ["tls"]))
    pairs("Whose five lists are equal", rows, listed)
    pairs("Whose ClientHellos are equal to the last byte that stays, captures", here, by_bytes(here))
    pairs("Whose TLS, HTTP/2 and header shape are equal", rows, by_columns(rows, columns, ["tls", "http2", "http"]))


def head(title, *names):
    print(f"\n## {title}\n\n| {' | '.join(names)} |\n{'|---' * len(names)}|")


def line(*cells):
    print(f"| {' | '.join(f'{cell:.3f}' if isinstance(cell, float) else str(cell) for cell in cells)} |")


def by_columns(rows, columns, groups):
    return [columns.key(index, groups) for index in range(len(rows))]


def by_bytes(rows):
    """Clients that draw the order of their extensions anew are known by more than one; the order of the
    others is part of the key."""
    wholes = [hello.whole(row.fingerprint["tls"]) for row in rows]
    orders = defaultdict(set)
    for row, (key, order) in zip(rows, wholes, strict=True):
        orders[key, build(row)].add(order)
    drawn = {key for (key, _), of in orders.items() if len(of) > 1}
    return [(key, None if key in drawn else order) for key, order in wholes]


def build(row):
    """A client's build; a third-party row has its TLS key instead, under which each label counts once."""
    return row.group, row.truth["browser"]


def family(row):
    return "blink" if row.truth["browser"] in figures.BLINK else row.truth["browser"]


def limit(words, equal, rows, keys, also=lambda *_: ()):
    """A line of the table: rows that lack the evidence are left out. A third-party row's build is its
    key, so only captures can be looked up among the other builds."""
    rows, keys = zip(*[(row, key) for row, key in zip(rows, keys, strict=True) if key is not None])
    labels, families, builds = [row.truth["browser"] for row in rows], [family(row) for row in rows], [build(row) for row in rows]
    one = one_each(builds)
    line(words, equal, len(rows), len(set(builds)), len(set(keys)), len(shared(keys, families)), best(keys, labels, one), best(keys, families, one),
         best(keys, families, one, ANSWERED), best(keys, families, [row.weight for row in rows]), *also(keys, families, builds))


def pairs(title, rows, keys):
    """Which labels share keys, Blink as one, and how many builds of each stand on those keys."""
    builds = defaultdict(lambda: defaultdict(set))
    for row, key in zip(rows, keys, strict=True):
        if key is not None:
            builds[key][family(row)].add(build(row))
    met = defaultdict(lambda: [0, 0, 0])
    for of in builds.values():
        for first, second in itertools.combinations(sorted(of), 2):
            for index, count in enumerate((1, len(of[first]), len(of[second]))):
                met[first, second][index] += count
    head(title, "label", "and label", "keys", "builds of the first", "builds of the second")
    for (first, second), counts in sorted(met.items(), key=lambda item: (-min(item[1][1:]), item[0])):
        line(first, second, *counts)


def brands(rows, columns):
    """What the brands of Blink share."""
    blink = [index for index, row in enumerate(rows) if family(row) == "blink"]
    head("Brands of Blink", "evidence", "equal means", "rows", "brands", "keys", "of several brands", "rows on those", "brand right at best, a build is one")
    told = {(words, "columns"): [columns.key(index, groups) for index in blink] for words, groups in EVIDENCE.items()}
    told["TLS", "five lists"] = [hello.lists(rows[index].fingerprint["tls"]) for index in blink]
    for (words, equal), keys in told.items():
        held, keys = zip(*[(rows[index], key) for index, key in zip(blink, keys, strict=True) if key is not None])
        labels = [row.truth["browser"] for row in held]
        several = shared(keys, labels)
        line(words, equal, len(held), len(set(labels)), len(set(keys)), len(several), sum(key in several for key in keys), best(keys, labels, one_each(map(build, held))))


def kernels(syns, columns, start):
    """The operating system from a SYN alone."""
    head("Which system wrote the SYN", "equal means", "rows", "keys", "of several systems", "rows on those", "a SYN and a system are one", "as training weighs", "surest 80 %")
    systems, weights = [row.truth["os"] for row in syns], [row.weight for row in syns]
    for words, keys in {
        "columns": [columns.key(start + index, ["tcp"]) for index in range(len(syns))],
        "signature": [row.fingerprint["tcp"]["signature"] for row in syns],
    }.items():
        several = shared(keys, systems)
        line(words, len(syns), len(set(keys)), len(several), sum(key in several for key in keys),
             best(keys, systems, one_each([(row.group, row.truth["os"]) for row in syns])), best(keys, systems, weights), best(keys, systems, weights, ANSWERED))


if __name__ == "__main__":
    main()
