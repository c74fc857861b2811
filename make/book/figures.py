"""Puts printed tables into a page: `make --silent measure | python3 make/book/figures.py PAGE`.

A table is known by its head. Tables of the page that were not printed stay as they are, and printed
tables that the page does not have are passed over; both are named.
"""

import re
import sys
from pathlib import Path

TABLE = re.compile(r"^\|.*\n\|[-|]+\n(?:\|.*\n)*", re.MULTILINE)


def head(table):
    return table.split("\n", 1)[0]


def placed(page, printed):
    """The page with its tables as printed, and the heads of tables that are only in one of both."""
    new = {head(found[0]): found[0] for found in TABLE.finditer(printed)}
    old = {head(found[0]) for found in TABLE.finditer(page)}
    text = TABLE.sub(lambda found: new.get(head(found[0]), found[0]), page)
    return text, sorted(old - new.keys()), sorted(new.keys() - old)


def main():
    path = Path(sys.argv[1])
    text, kept, unused = placed(path.read_text(encoding="utf-8"), sys.stdin.read())
    path.write_text(text, encoding="utf-8")
    for words, heads in (("not printed, kept", kept), ("printed, not in the page", unused)):
        for one in heads:
            print(f"{words}: {one}", file=sys.stderr)


if __name__ == "__main__":
    main()
