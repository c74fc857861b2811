"""Lines beyond 100 columns, which no formatter breaks: comments and code.

    columns.py [FOLDER]      names each such line of a repository, and fails if there is one

Of shell every line counts, of the rest comments: rustfmt and biome break code and yamllint knows
values, but none of them breaks a comment; Python's are ruff's. A line that one word makes too
long, such as an address, cannot be broken and is left, and so is one that a text in quotes carries
beyond: a user agent, a body or a message is found only if it is in one piece.
"""

import re
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

COLUMNS = 100
# What a line has beside a word that stands alone: its indentation and its comment sign.
INDENT = 20
ROOT = Path(__file__).resolve().parents[1]
SUFFIXES = {".rs", ".ts", ".mts", ".mjs", ".js", ".sh", ".mk", ".yaml", ".yml"}
NAMES = {"Makefile", ".ci/run"}
# Written by programs.
GENERATED = (
    "*/ja4/known.rs",
    "*/rendered/*",
    "monitoring/prometheus/prometheusrules.yaml",
    "monitoring/prometheus/slo_rules.yml",
    "web/dist/*",
)


def sources(root: Path, suffixes: set[str] = SUFFIXES) -> list[str]:
    """The files that are, or may come to be, in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        check=True,
        text=True,
    ).stdout.split("\0")
    return sorted(
        {
            name
            for name in listed
            if (Path(name).suffix in suffixes or name in NAMES)
            and not any(fnmatch(name, pattern) for pattern in GENERATED)
            and (root / name).is_file()
        }
    )


def is_too_long(name: str, line: str) -> bool:
    if len(line) <= COLUMNS:
        return False
    is_comment = line.lstrip().startswith(("//", "#", "*"))
    if not is_comment and (not name.endswith(".sh") or is_in_quotes(line)):
        return False
    return max(map(len, line.split())) < COLUMNS - INDENT


def is_in_quotes(line: str) -> bool:
    """Whether the last column that is allowed lies within a text in double quotes."""
    return re.sub(r"\\.", "", line[:COLUMNS]).count('"') % 2 == 1


def main() -> None:
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT
    found = [
        f"{name}:{number}: {len(line)} columns"
        for name in sources(root)
        for number, line in enumerate((root / name).read_text().splitlines(), 1)
        if is_too_long(name, line)
    ]
    if found:
        sys.exit("\n".join([*found, f"{len(found)} lines beyond {COLUMNS} columns"]))


if __name__ == "__main__":
    main()
