"""The fenced blocks of a page, and what of them is a command, an answer or a program."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs/start").glob("*.md"))]
FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INDENTED = re.compile(r"^(?: {4}|\t)\S", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """One fenced block; `start` and `end` are those of its text within the page."""

    page: Path
    language: str
    text: str
    start: int
    end: int

    @property
    def where(self):
        line = self.page.read_text(encoding="utf-8").count("\n", 0, self.start) + 1
        return f"{self.page.relative_to(ROOT)}:{line}"


def blocks(page):
    text = page.read_text(encoding="utf-8")
    return [
        Block(page, found[1], found[2], found.start(2), found.end(2))
        for found in FENCE.finditer(text)
    ]


def indented_lines(page):
    """Lines that Markdown would show as code although no fence says what they are."""
    return INDENTED.findall(FENCE.sub("", page.read_text(encoding="utf-8")))
