"""Checks the observations that training needs: what is there, what is missing, where it is from.

Looks at the folder of third-party observations, the committed captures and MDN's data, and ends
with an error where anything is missing or does not read. Third-party observations are not part of
the project and not fetched by it: their sources publish formats of their own, and the labels were
made by hand (training/README.md, Data). MDN's data comes by npm, with `make data`.
"""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from fingerprint_training.commands.options import add_data
from fingerprint_training.composition.probes import codewords
from fingerprint_training.observations.source_files import SOURCE_FILES, read_rows
from fingerprint_training.paths import CAPTURES, CODEWORDS, COMPATIBILITY_DATA

configure = add_data


def run(arguments: argparse.Namespace) -> None:
    folder: Path = arguments.data
    usable = [
        check_file(folder / name, name, source.origin, source.rows)
        for name, source in SOURCE_FILES.items()
    ]
    origin = "complete requests of real clients: ours, made anew by `make captures`"
    usable.append(check_file(CAPTURES, CAPTURES.name, origin))
    usable.append(check_compatibility_data())
    if not all(usable):
        sys.exit(
            f"{usable.count(False)} of {len(usable)} sources cannot be used: see above, and "
            "training/README.md, Data"
        )
    print("everything that `make models` needs is here")


def check_compatibility_data() -> bool:
    """MDN's data, which npm brings (`make data` installs it) and `make probes` turns into
    codewords."""
    if not COMPATIBILITY_DATA.is_file() or not CODEWORDS.is_file():
        print("MISSING  MDN browser-compat-data (CC0): npm ci in web, then make probes")
        print(f"         expected at {COMPATIBILITY_DATA} and {CODEWORDS}")
        return False
    version = json.loads(COMPATIBILITY_DATA.read_text())["version"]
    print(
        f"ok       MDN browser-compat-data {version}: probes of {len(codewords())} browsers, made "
        "anew by `make probes`"
    )
    return True


def check_file(path: Path, name: str, origin: str, usual_rows: int | None = None) -> bool:
    """Prints what a file holds; whether it can be used."""
    if not path.is_file():
        print(f"MISSING  {name}\n         {origin}\n         expected at {path}")
        return False
    groups: set[str] = set()
    labels: Counter[str] = Counter()
    rows = 0
    try:
        for row in read_rows(path):
            rows += 1
            groups.add(row["group"])
            labels.update(row["truth"].keys())
            if not isinstance(row["fingerprint"], dict):
                raise ValueError(f"row {rows} has no fingerprint")
    except (OSError, EOFError, KeyError, ValueError) as error:
        print(f"BROKEN   {name}: {error!r} after {rows} rows")
        return False
    known = ", ".join(f"{label} {count}" for label, count in labels.most_common(4))
    note = ""
    if usual_rows not in (None, rows):
        note = f" (the committed models were made from {usual_rows})"
    print(f"ok       {name}: {rows} rows, {len(groups)} groups{note}; truth of {known}")
    return True
