"""Prints what no classifier can do on single observations, because two clients sent the same.

A key is what one observation holds of some layers. Answering with the label that is most frequent
under each key is as good as anybody can be who sees these layers alone, and that only if every key
is known in advance: the limit of the evidence, above every figure of a card. Equal is measured
twice: by the columns that the models are given, and by the lists or bytes themselves, so that a
limit of the columns is not taken for one of the evidence. docs/evidence/limits.md holds what it
prints.
"""

import argparse
import contextlib
import io
from pathlib import Path

from fingerprint_training.commands.options import add_binary, add_data
from fingerprint_training.dataset.layer_columns import LayerColumns
from fingerprint_training.labels import QUESTIONS
from fingerprint_training.observations import first_party, source_files, third_party
from fingerprint_training.observations.source_files import read_rows
from fingerprint_training.paths import CAPTURES
from fingerprint_training.report import impersonator_tables
from fingerprint_training.report.limit_tables import LimitTables, print_kernels
from fingerprint_training.report.tables import replace_tables
from fingerprint_training.service import Service


def configure(parser: argparse.ArgumentParser) -> None:
    add_data(parser)
    add_binary(parser)
    parser.add_argument(
        "--into",
        type=Path,
        help="a document whose tables are written anew, instead of printing them",
    )


def run(arguments: argparse.Namespace) -> None:
    service, document = Service(arguments.binary), arguments.into
    if not document:
        print_limits(service, arguments.data)
        return
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        print_limits(service, arguments.data)
    document.write_text(replace_tables(document.read_text(), printed.getvalue()))
    print(f"{document}: tables written anew; its words are yours to read again")


def print_limits(service: Service, folder: Path) -> None:
    has_data = (folder / source_files.TLS).is_file()
    captures = first_party.captures(CAPTURES)
    recorded = third_party.tls_stacks(folder) if has_data else []
    syns = third_party.syns(folder) if has_data else []
    others = f"{len(recorded)} third-party ClientHellos, {len(syns)} SYNs"
    print(
        f"Sources: {len(captures)} captures of browsers and libraries, "
        f"{others if has_data else 'no third-party data'}."
    )
    known = QUESTIONS["browser"]
    rows = [row for row in captures + recorded if row.truth.get("browser") in known]
    requests = [row.fingerprint for row in rows + syns]
    columns = LayerColumns.from_requests(service, requests)
    tables = LimitTables(rows, columns, len(captures))
    tables.print_clients()
    tables.print_blink_brands()
    if syns:
        print_kernels(syns, columns, len(rows))
    raw = [*read_rows(CAPTURES), *(read_rows(folder / source_files.TLS) if has_data else ())]
    impersonator_tables.print_copies(service, raw)
    impersonator_tables.print_mistakes(raw)
