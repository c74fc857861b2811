"""Writes models/reference.json: how many columns of each feature group are active in the rows that
the models learn from. The service measures drift against it (docs/decisions/0009).

    make reference
"""

import argparse
import json
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import observations

ROOT = Path(__file__).resolve().parents[1]
BINS = 10


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data", help="folder of third-party observations")
    parser.add_argument("--binary", type=Path, default=ROOT / "target/release/fingerprint-api")
    settings = parser.parse_args()
    seen = [*observations.stacks(settings.data), *observations.syns(settings.data), *observations.headers(settings.data),
            *observations.user_agents(settings.data), *observations.captures(ROOT / "captures/captures.jsonl.gz")]
    rows = features(settings.binary, seen)
    weights = np.array([observation.weight for observation in seen])
    schema = json.loads(subprocess.run([settings.binary, "schema"], check=True, stdout=subprocess.PIPE).stdout)
    groups = {group["name"]: reference(rows[:, group["start"]:group["end"]], weights) for group in schema["groups"]}
    # A group that no row has, has no reference, and the service shows no drift of it.
    groups = {name: group for name, group in groups.items() if group}
    path = ROOT / "models/reference.json"
    path.write_text(json.dumps({"schema": schema["id"], "groups": groups}, indent=1) + "\n")
    for name, group in groups.items():
        print(f"{name:14}{group['rows']:7} rows, {len(group['shares'])} bins")


def features(binary, seen):
    with tempfile.TemporaryDirectory() as folder:
        requests, rows = Path(folder) / "requests.jsonl", Path(folder) / "rows.npy"
        requests.write_text("".join(json.dumps({"fingerprint": one.fingerprint}) + "\n" for one in seen))
        subprocess.run([binary, "features", requests, "--out", rows], check=True)
        return np.load(rows)


def reference(columns, weights):
    """The weighted shares of rows by their number of active columns, in bins of about equal weight:
    the upper ends of all bins but the last. Rows without the group are left out, as in service."""
    active = np.count_nonzero(columns, axis=1)
    present = active > 0
    if not present.any():
        return None
    active, weights = active[present], weights[present] / weights[present].sum()
    order = np.argsort(active, kind="stable")
    reached = np.cumsum(weights[order])
    ends = [int(active[order][min(np.searchsorted(reached, share), len(order) - 1)]) for share in np.arange(1, BINS) / BINS]
    # Many rows of one count leave fewer bins; an end above all rows would leave an empty one.
    edges = [end for end in sorted(set(ends)) if end < active.max()]
    bins = np.searchsorted(edges, active)
    shares = np.bincount(bins, weights, len(edges) + 1)
    return {"rows": int(present.sum()), "edges": edges, "shares": [round(float(share), 6) for share in shares]}


if __name__ == "__main__":
    main()
