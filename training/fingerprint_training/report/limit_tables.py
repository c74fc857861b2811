"""Tables of what keys allow: how often the most frequent label under a key is right, and which
labels share keys."""

import itertools
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence

from fingerprint_training.dataset.layer_columns import LayerColumns
from fingerprint_training.evaluation.majority import (
    LookUp,
    ambiguous_keys,
    best_accuracy,
    look_up_other_builds,
    one_each,
)
from fingerprint_training.labels import BLINK
from fingerprint_training.observations.client_hello import byte_key, list_key
from fingerprint_training.observations.observation import Observation
from fingerprint_training.report.tables import print_table

# The shape of a header list is what it says without a claim.
LAYERS = {
    "TLS": ["tls"],
    "HTTP/2 opening": ["http2"],
    "header shape": ["http"],
    "TLS and HTTP/2": ["tls", "http2"],
    "TLS and header shape": ["tls", "http"],
    "TLS, HTTP/2 and header shape": ["tls", "http2", "http"],
}
# The share of the weight that is answered, the surest first.
SUREST = 0.8
LIMIT_COLUMNS = [
    "evidence",
    "equal means",
    "rows",
    "builds",
    "keys",
    "of several labels",
    "a build is one",
    "Blink as one",
    "Blink as one, surest 80 %",
    "as training weighs, Blink as one",
]

Keys = Sequence[Hashable | None]
LookUpBuilds = Callable[[Sequence[Hashable], Sequence[str], Sequence[Hashable]], LookUp]


class LimitTables:
    """Of clients whose captures come first in the rows."""

    def __init__(self, rows: Sequence[Observation], columns: LayerColumns, captures: int) -> None:
        self.rows, self.columns = rows, columns
        self.captures = rows[:captures]
        self.listed = [list_key(row.fingerprint["tls"]) for row in rows]

    def print_clients(self) -> None:
        """Browser and library from the network alone."""
        limits = [
            [words, "columns", *limit_cells(self.rows, self._column_keys(groups))]
            for words, groups in LAYERS.items()
        ]
        limits.append(["TLS", "five lists", *limit_cells(self.rows, self.listed)])
        print_table(LIMIT_COLUMNS, limits, "Who it is, from the network alone")
        own, byte_keys = self.captures, stable_byte_keys(self.captures)
        limits = [
            [words, "columns", *limit_cells(own, self._own(groups), look_up_other_builds)]
            for words, groups in LAYERS.items()
        ]
        own_lists = self.listed[: len(own)]
        limits.append(["TLS", "five lists", *limit_cells(own, own_lists, look_up_other_builds)])
        limits.append(["TLS", "bytes", *limit_cells(own, byte_keys, look_up_other_builds)])
        columns = ["another build has the key", "looked up there, Blink as one"]
        print_table([*LIMIT_COLUMNS, *columns], limits, "The same, of captures alone")
        print_pairs("Whose TLS columns are equal", self.rows, self._column_keys(["tls"]))
        print_pairs("Whose five lists are equal", self.rows, self.listed)
        heading = "Whose ClientHellos are equal to the last byte that stays, captures"
        print_pairs(heading, own, byte_keys)
        heading = "Whose TLS, HTTP/2 and header shape are equal"
        print_pairs(heading, self.rows, self._column_keys(["tls", "http2", "http"]))

    def print_blink_brands(self) -> None:
        """What the brands of Blink share."""
        blink = [index for index, row in enumerate(self.rows) if family(row) == "blink"]
        rows = [self.rows[index] for index in blink]
        limits = [
            brand_row(words, "columns", rows, [self.columns.key(i, groups) for i in blink])
            for words, groups in LAYERS.items()
        ]
        listed = [self.listed[index] for index in blink]
        limits.append(brand_row("TLS", "five lists", rows, listed))
        columns = [
            "evidence",
            "equal means",
            "rows",
            "brands",
            "keys",
            "of several brands",
            "rows on those",
            "brand right at best, a build is one",
        ]
        print_table(columns, limits, "Brands of Blink")

    def _column_keys(self, groups: Sequence[str]) -> Keys:
        return [self.columns.key(index, groups) for index in range(len(self.rows))]

    def _own(self, groups: Sequence[str]) -> Keys:
        return [self.columns.key(index, groups) for index in range(len(self.captures))]


def stable_byte_keys(rows: Sequence[Observation]) -> Keys:
    """Clients that draw the order of their extensions anew are known by more than one; the order of
    the others is part of the key."""
    read = [byte_key(row.fingerprint["tls"]) for row in rows]
    orders = defaultdict(set)
    for row, found in zip(rows, read, strict=True):
        if found:
            orders[found[0], build(row)].add(found[1])
    drawn = {key for (key, _), several in orders.items() if len(several) > 1}
    return [found and (found[0], None if found[0] in drawn else found[1]) for found in read]


def build(row: Observation) -> tuple[str, str]:
    """A client's build; a third-party row has its TLS key instead, under which each label counts
    once."""
    return row.group, row.truth["browser"]


def family(row: Observation) -> str:
    browser: str = row.truth["browser"]
    return "blink" if browser in BLINK else browser


def with_keys(rows: Sequence[Observation], keys: Keys) -> tuple[list[Observation], list[Hashable]]:
    """Without the rows that lack the evidence."""
    pairs = [(row, key) for row, key in zip(rows, keys, strict=True) if key is not None]
    return [row for row, _ in pairs], [key for _, key in pairs]


def limit_cells(
    rows: Sequence[Observation], keys: Keys, look_up: LookUpBuilds | None = None
) -> list[object]:
    """A third-party row's build is its key, so only captures can be looked up among the other
    builds."""
    rows, keys = with_keys(rows, keys)
    labels, families = [row.truth["browser"] for row in rows], [family(row) for row in rows]
    builds = [build(row) for row in rows]
    weights = one_each(builds)
    return [
        len(rows),
        len(set(builds)),
        len(set(keys)),
        len(ambiguous_keys(keys, families)),
        best_accuracy(keys, labels, weights),
        best_accuracy(keys, families, weights),
        best_accuracy(keys, families, weights, SUREST),
        best_accuracy(keys, families, [row.weight for row in rows]),
        *(look_up(keys, families, builds) if look_up else ()),
    ]


def brand_row(evidence: str, equal: str, rows: Sequence[Observation], keys: Keys) -> list[object]:
    rows, keys = with_keys(rows, keys)
    labels = [row.truth["browser"] for row in rows]
    several = ambiguous_keys(keys, labels)
    return [
        evidence,
        equal,
        len(rows),
        len(set(labels)),
        len(set(keys)),
        len(several),
        sum(key in several for key in keys),
        best_accuracy(keys, labels, one_each(map(build, rows))),
    ]


def print_pairs(heading: str, rows: Sequence[Observation], keys: Keys) -> None:
    """Which labels share keys, Blink as one, and how many builds of each have those keys."""
    builds: dict[Hashable, dict[str, set[Hashable]]] = defaultdict(lambda: defaultdict(set))
    for row, key in zip(rows, keys, strict=True):
        if key is not None:
            builds[key][family(row)].add(build(row))
    met: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for by_label in builds.values():
        for first, second in itertools.combinations(sorted(by_label), 2):
            counts = (1, len(by_label[first]), len(by_label[second]))
            met[first, second] = [a + b for a, b in zip(met[first, second], counts, strict=True)]
    order = sorted(met.items(), key=lambda item: (-min(item[1][1:]), item[0]))
    columns = ["label", "and label", "keys", "builds of the first", "builds of the second"]
    print_table(columns, [[*labels, *counts] for labels, counts in order], heading)


def print_kernels(syns: Sequence[Observation], columns: LayerColumns, start: int) -> None:
    """The operating system from a SYN alone; `start` is the place of the first SYN in the
    columns."""
    systems, weights = [row.truth["os"] for row in syns], [row.weight for row in syns]
    once = one_each([(row.group, row.truth["os"]) for row in syns])
    rows = []
    for words, keys in {
        "columns": [columns.key(start + index, ["tcp"]) for index in range(len(syns))],
        "signature": [row.fingerprint["tcp"]["signature"] for row in syns],
    }.items():
        several = ambiguous_keys(keys, systems)
        rows.append(
            [
                words,
                len(syns),
                len(set(keys)),
                len(several),
                sum(key in several for key in keys),
                best_accuracy(keys, systems, once),
                best_accuracy(keys, systems, weights),
                best_accuracy(keys, systems, weights, SUREST),
            ]
        )
    head = [
        "equal means",
        "rows",
        "keys",
        "of several systems",
        "rows on those",
        "a SYN and a system are one",
        "as training weighs",
        "surest 80 %",
    ]
    print_table(head, rows, "Which system wrote the SYN")
