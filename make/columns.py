"""Lines beyond 100 columns, which no formatter breaks: comments and long strings.

    columns.py      names each such line, and fails if there is one

Of Rust, TypeScript, JavaScript, shell and make files every line counts, of YAML the comments alone
(yamllint has its values); Python's are ruff's. A line that one word makes too long, such as an
address, cannot be broken and is left.
"""

import subprocess
import sys
from pathlib import Path

COLUMNS = 100
ROOT = Path(__file__).resolve().parents[1]
SUFFIXES = {".rs", ".ts", ".mts", ".mjs", ".js", ".sh", ".mk", ".yaml", ".yml"}
NAMES = {"Makefile", ".ci/run"}
# Written by a program, or by others.
GENERATED = (
    "charts/fingerprint-api/files/",
    "k8s/rendered/",
    "src/signals/ja4/known.rs",
    "tests/deploy/rendered/",
    "web/dist/",
)


def sources() -> list[str]:
    """The files that are, or may come to be, in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout.split("\0")
    return sorted(
        {
            name
            for name in listed
            if (Path(name).suffix in SUFFIXES or name in NAMES)
            and not name.startswith(GENERATED)
            and (ROOT / name).is_file()
        }
    )


def counts(name: str, line: str) -> bool:
    """Whether this line of this file is too long."""
    if len(line) <= COLUMNS:
        return False
    if name.endswith((".yaml", ".yml")) and not line.lstrip().startswith("#"):
        return False
    words = line.split()
    # The word that crosses the edge would be too long on a line of its own too.
    return len(max(words, key=len)) < COLUMNS - 20


def main() -> None:
    found = [
        f"{name}:{number}: {len(line)} columns"
        for name in sources()
        for number, line in enumerate((ROOT / name).read_text().splitlines(), 1)
        if counts(name, line)
    ]
    if found:
        sys.exit("\n".join([*found, f"{len(found)} lines beyond {COLUMNS} columns"]))


if __name__ == "__main__":
    main()
