"""The files of third-party observations: where each comes from, and how many rows it has."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fingerprint_training.arrays import Json


class DataMissingError(Exception):
    """The folder of observations lacks files."""


@dataclass(frozen=True)
class SourceFile:
    # Of the file that the committed models were trained on.
    rows: int
    origin: str


TLS = "train_tls.jsonl.gz"
SYNS = "train_tcp_os.jsonl.gz"
PAGES = "train_browser.jsonl.gz"
SOURCE_FILES = {
    TLS: SourceFile(
        2191,
        "TLS lists: lexiforest and lwthiker curl-impersonate signatures (MIT), ulixee secret-agent "
        "(MIT), cisco mercury process labels (BSD-3-Clause)",
    ),
    SYNS: SourceFile(2225, "SYNs by operating system: cisco mercury (BSD-3-Clause)"),
    PAGES: SourceFile(
        35831,
        "header fields and pages: draws from the networks of apify fingerprint-suite (Apache-2.0)",
    ),
    "ua/uap_core_ua.jsonl.gz": SourceFile(
        1375, "user agents: ua-parser uap-core, test_ua.yaml (Apache-2.0)"
    ),
    "ua/uap_core_os.jsonl.gz": SourceFile(
        446, "user agents: ua-parser uap-core, test_os.yaml (Apache-2.0)"
    ),
    "ua/uap_core_more.jsonl.gz": SourceFile(
        11380, "user agents: ua-parser uap-core, further cases (Apache-2.0)"
    ),
    "ua/crawlers.jsonl.gz": SourceFile(
        2116, "declared crawlers: monperrus crawler-user-agents (MIT)"
    ),
}


def require(folder: Path) -> None:
    """Raises where a file is missing."""
    missing = [name for name in SOURCE_FILES if not (folder / name).is_file()]
    if missing:
        raise DataMissingError(
            f"{folder} lacks {', '.join(missing)}: name the folder of the observations with --data "
            "(training/README.md, Data)"
        )


def read_rows(path: Path) -> Iterator[Json]:
    with gzip.open(path, "rt") as file:
        for line in file:
            yield json.loads(line)
