"""Wraps comments beyond 100 columns, which no formatter here does.

    wrap.py      changes the files that columns.py checks, and Python's

From a line that is too long, its paragraph is filled again. Code blocks, tables, headings and text
that is indented stay as they are, and so does every comment behind code.
"""

import re
import textwrap
from pathlib import Path

import columns

COMMENT = re.compile(r"(?P<sign>\s*(?://[/!]?|#) )(?P<text>.*)")
# What starts something new at the beginning of a line of Markdown.
SPECIAL = re.compile(r"(?:[-*+|>#]|\d+[.)]) |```|~~~|\||\[[^\]]+\]:")
BULLET = re.compile(r"(?:[-*+]|\d+[.)]) +")


def wrap(lines: list[str]) -> list[str]:
    made: list[str] = []
    fenced = False
    place = 0
    while place < len(lines):
        line = lines[place]
        place += 1
        comment = COMMENT.fullmatch(line)
        fenced = bool(comment) and fenced != comment["text"].lstrip().startswith(("```", "~~~"))
        if not comment or fenced or len(line) <= columns.COLUMNS:
            made.append(line)
            continue
        sign, text = comment["sign"], comment["text"]
        hanging = ""
        if bullet := BULLET.match(text):
            hanging = " " * len(bullet[0])
        elif SPECIAL.match(text) or text.startswith(" "):
            made.append(line)
            continue
        words = [text]
        while place < len(lines) and continues(lines[place], sign + hanging):
            words.append(lines[place][len(sign + hanging) :])
            place += 1
        made += filled(" ".join(words), sign, sign + hanging)
    return made


def continues(line: str, sign: str) -> bool:
    """Whether this line is more of the paragraph whose lines begin with `sign`."""
    text = line.removeprefix(sign)
    return (
        line.startswith(sign) and bool(text.strip()) and not SPECIAL.match(text) and text[0] != " "
    )


def filled(text: str, first: str, others: str) -> list[str]:
    """The paragraph in lines of which none but the first starts a list or the like."""
    for width in range(columns.COLUMNS, columns.COLUMNS - 20, -1):
        lines = textwrap.wrap(
            text,
            width,
            initial_indent=first,
            subsequent_indent=others,
            break_long_words=False,
            break_on_hyphens=False,
        )
        if not any(SPECIAL.match(line.removeprefix(others)) for line in lines[1:]):
            return lines
    return [first + text]


def main() -> None:
    suffixes = columns.SUFFIXES | {".py"}
    for name in columns.sources(columns.ROOT, suffixes):
        file: Path = columns.ROOT / name
        text = file.read_text()
        wrapped = "\n".join(wrap(text.split("\n")))
        if wrapped != text:
            file.write_text(wrapped)


if __name__ == "__main__":
    main()
