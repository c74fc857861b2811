"""Looks at the observations that training needs, says what is there and what is missing, and where
each comes from.

    make data              looks at ../shared/data and the committed captures
    python gather.py --data FOLDER

Ends with an error where anything is missing or does not read. Third-party observations are not part
of the project and not fetched by it: their sources publish formats of their own, and the labels were
made by hand (training/README.md, Data). MDN's data comes by npm, with `make data`.
"""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

import observations
import pages

ROOT = Path(__file__).resolve().parents[1]
CAPTURES = ROOT / "captures/captures.jsonl.gz"

SOURCES = {
    "train_tls.jsonl.gz": "TLS lists: lexiforest and lwthiker curl-impersonate signatures (MIT), ulixee secret-agent (MIT), cisco mercury process labels (BSD-3-Clause)",
    "train_tcp_os.jsonl.gz": "SYNs by operating system: cisco mercury (BSD-3-Clause)",
    "train_browser.jsonl.gz": "header fields and pages: draws from the networks of apify fingerprint-suite (Apache-2.0)",
    "ua/uap_core_ua.jsonl.gz": "user agents: ua-parser uap-core, test_ua.yaml (Apache-2.0)",
    "ua/uap_core_os.jsonl.gz": "user agents: ua-parser uap-core, test_os.yaml (Apache-2.0)",
    "ua/uap_core_more.jsonl.gz": "user agents: ua-parser uap-core, further cases (Apache-2.0)",
    "ua/crawlers.jsonl.gz": "declared crawlers: monperrus crawler-user-agents (MIT)",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data", help="folder of third-party observations")
    data = parser.parse_args().data
    faults = sum(look(data / name, name, source) for name, source in SOURCES.items())
    faults += look(CAPTURES, "captures.jsonl.gz", "complete requests of real clients: ours, made anew by `make captures`")
    faults += compatibility()
    if faults:
        sys.exit(f"{faults} of {len(SOURCES) + 2} sources cannot be used: see above, and training/README.md, Data")
    print("everything that `make models` needs is here")


def compatibility():
    """MDN's data, which npm brings (`make data` installs it) and `make probes` turns into codewords."""
    package, codewords = ROOT / "web/node_modules/@mdn/browser-compat-data/package.json", pages.CODEWORDS
    if not package.is_file() or not codewords.is_file():
        print(f"MISSING  MDN browser-compat-data (CC0): npm ci in web, then make probes\n         expected at {package} and {codewords}")
        return True
    print(f"ok       MDN browser-compat-data {json.loads(package.read_text())['version']}: probes of {len(pages.codewords())} browsers, made anew by `make probes`")
    return False


def look(path, name, source):
    """Prints what a file holds; whether it cannot be used."""
    if not path.is_file():
        print(f"MISSING  {name}\n         {source}\n         expected at {path}")
        return True
    rows, groups, labels = 0, set(), Counter()
    try:
        for row in observations.lines(path):
            rows += 1
            groups.add(row["group"])
            labels.update(row["truth"].keys())
            if not isinstance(row["fingerprint"], dict):
                raise ValueError(f"row {rows} has no fingerprint")
    except (OSError, EOFError, KeyError, ValueError) as error:
        print(f"BROKEN   {name}: {error!r} after {rows} rows")
        return True
    usual = observations.FILES.get(name, rows)
    note = "" if rows == usual else f" (the committed models were made from {usual})"
    known = ", ".join(f"{label} {count}" for label, count in labels.most_common(4))
    print(f"ok       {name}: {rows} rows, {len(groups)} groups{note}; truth of {known}")
    return False


if __name__ == "__main__":
    main()
