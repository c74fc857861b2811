"""The command line: which commands there are, and how their failures reach a person."""

import argparse
import sys

from fingerprint_training.commands import (
    check_data,
    compare_captures,
    drift_reference,
    evidence_limits,
    known_ja4,
    leave_tools_out,
    measure,
    train,
)
from fingerprint_training.dataset.leakage import LeakageError
from fingerprint_training.evaluation.tools_left_out import SumDiffersError
from fingerprint_training.observations.source_files import DataMissingError
from fingerprint_training.report.tables import TableError
from fingerprint_training.service import ServiceError

COMMANDS = {
    "check-data": check_data,
    "train": train,
    "measure": measure,
    "evidence-limits": evidence_limits,
    "leave-tools-out": leave_tools_out,
    "drift-reference": drift_reference,
    "known-ja4": known_ja4,
    "compare-captures": compare_captures,
}
# What a person can mend: their text says how, and a traceback would hide it.
EXPECTED_ERRORS = (DataMissingError, LeakageError, ServiceError, SumDiffersError, TableError)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="fingerprint-training", description="Trains and measures the models of the service."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, module in COMMANDS.items():
        described = module.__doc__ or ""
        command = commands.add_parser(
            name,
            help=described.partition("\n")[0],
            description=described,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.configure(command)
        command.set_defaults(run=module.run)
    arguments = parser.parse_args()
    try:
        arguments.run(arguments)
    except EXPECTED_ERRORS as error:
        sys.exit(str(error))
