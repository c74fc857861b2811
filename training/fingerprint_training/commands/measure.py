"""Prints the figures that README quotes: of models from manifests, of claims from the service.

Models: the held-out figures of the active models, from their manifests.

Claims: the parsed claim against uap-core's cases that fall inside our labels, and against the
header data. Findings: how often spoofing and automation are said of captured clients that are
honest and of those that are not. The models have seen the captures, so the second table judges the
checks and the weights, not the models: their held-out figures are in the cards.
"""

import argparse

from fingerprint_training.commands.options import add_binary, add_data
from fingerprint_training.report import live_tables, model_tables
from fingerprint_training.service import Service


def configure(parser: argparse.ArgumentParser) -> None:
    add_data(parser)
    add_binary(parser)


def run(arguments: argparse.Namespace) -> None:
    service = Service(arguments.binary)
    model_tables.print_model_tables()
    if (arguments.data / "ua").is_dir():
        live_tables.print_claims(service, arguments.data)
    else:
        print(f"no third-party data in {arguments.data}: claims are not measured")
    live_tables.print_findings(service)
    live_tables.print_version_ranges(service)
    if (arguments.data / "train_browser.jsonl.gz").is_file():
        live_tables.print_swapped_claims(service, arguments.data)
    else:
        print(f"no third-party data in {arguments.data}: swapped claims are not measured")
