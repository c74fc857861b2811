"""Writes models/reference.json, what the service measures drift against.

It holds how many columns of each feature group are active in the rows that the models learn from
(docs/decisions/0009).
"""

import argparse
import json

import numpy as np

from fingerprint_training.arrays import Floats, Json
from fingerprint_training.commands.options import add_binary, add_data
from fingerprint_training.observations import first_party, source_files, third_party
from fingerprint_training.paths import CAPTURES, MODELS
from fingerprint_training.service import Service, spans

BINS = 10


def configure(parser: argparse.ArgumentParser) -> None:
    add_data(parser)
    add_binary(parser)


def run(arguments: argparse.Namespace) -> None:
    source_files.require(arguments.data)
    service = Service(arguments.binary)
    observations = [
        *third_party.tls_stacks(arguments.data),
        *third_party.syns(arguments.data),
        *third_party.headers(arguments.data),
        *third_party.user_agents(arguments.data),
        *first_party.captures(CAPTURES),
    ]
    rows = service.features([one.fingerprint for one in observations])
    weights = np.array([one.weight for one in observations])
    schema = service.schema()
    groups = {}
    for name, start, end in spans(schema):
        # A group that no row has, has no reference, and the service shows no drift of it.
        if reference := group_reference(rows[:, start:end], weights):
            groups[name] = reference
            print(f"{name:14}{reference['rows']:7} rows, {len(reference['shares'])} bins")
    document = {"schema": schema["id"], "groups": groups}
    (MODELS / "reference.json").write_text(json.dumps(document, indent=1) + "\n")


def group_reference(columns: Floats, weights: Floats) -> Json | None:
    """The weighted shares of rows by their number of active columns, in bins of about equal weight:
    the upper ends of all bins but the last. Rows without the group are left out, as in service."""
    active = np.count_nonzero(columns, axis=1)
    present = active > 0
    if not present.any():
        return None
    active, weights = active[present], weights[present] / weights[present].sum()
    order = np.argsort(active, kind="stable")
    reached = np.cumsum(weights[order])
    ends = []
    for share in np.arange(1, BINS) / BINS:
        place = min(int(np.searchsorted(reached, share)), len(order) - 1)
        ends.append(int(active[order][place]))
    # Many rows of one count leave fewer bins; an end above all rows would leave an empty one.
    edges = [end for end in sorted(set(ends)) if end < active.max()]
    bins = np.searchsorted(edges, active)
    shares = np.bincount(bins, weights, len(edges) + 1)
    return {
        "rows": int(present.sum()),
        "edges": edges,
        "shares": [round(float(share), 6) for share in shares],
    }
