"""Options that several commands have."""

import argparse
from pathlib import Path

from fingerprint_training.paths import BINARY, DATA


def add_data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data", type=Path, default=DATA, help="folder of third-party observations"
    )


def add_binary(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--binary", type=Path, default=BINARY, help="the service: it computes the columns"
    )
