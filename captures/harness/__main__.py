"""Drives every real client that is installed against a recording server, and writes labelled rows.

Run it in the folder `captures`:

    python3 -m harness --install --out captures.jsonl.gz     all of it
    python3 -m harness --list                                the clients and their versions
    python3 -m harness --only requests --only curl           some of them
"""

import argparse
import os
import sys
from pathlib import Path

from harness import install
from harness.tools import CAPTURES


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python3 -m harness",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--install", action="store_true", help="first get the clients from package registries"
    )
    parser.add_argument("--list", action="store_true", help="say which clients there are, and stop")
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="NAME",
        help="only this client (may be repeated)",
    )
    parser.add_argument("--out", type=Path, default=CAPTURES / "captures.jsonl.gz")
    parser.add_argument(
        "--cache",
        type=Path,
        default=CAPTURES / ".cache",
        help="environments, builds, toolchains",
    )
    parser.add_argument(
        "--port",
        type=int,
        default=443,
        help="443 shows what a client sends to an ordinary site",
    )
    arguments = parser.parse_args()
    cache = arguments.cache.resolve()
    cache.mkdir(parents=True, exist_ok=True)
    if arguments.install:
        install.everything(cache)
    use_own_interpreter(cache)
    # Only now: it needs the h2 package, which the harness's own environment holds.
    from harness import recording

    if arguments.list:
        recording.list_clients(cache, arguments.only)
    else:
        recording.record(cache, arguments.only, arguments.out, arguments.port)


def use_own_interpreter(cache: Path) -> None:
    """Starts the harness anew in its own environment, unless it runs there."""
    own = cache / "harness" / "bin" / "python"
    if sys.prefix == str(cache / "harness"):
        return
    if not own.exists():
        sys.exit("The harness's own environment is missing: run once with --install.")
    rest = [argument for argument in sys.argv[1:] if argument != "--install"]
    os.execv(own, [str(own), "-m", "harness", *rest])


if __name__ == "__main__":
    main()
