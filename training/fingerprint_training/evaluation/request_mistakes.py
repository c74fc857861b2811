"""What no real browser did in a request here and impersonators do: differences that a rule could
use, counted where they could have shown."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from fingerprint_training.arrays import Json, Truth

# Header fields by lower-case name.
Fields = Mapping[str, str]


@dataclass(frozen=True)
class Mistake:
    name: str
    # Whether it can show, by HTTP version, method and header fields; and whether it does.
    applies: Callable[[str, str, Fields], bool]
    shows: Callable[[Fields], bool]


MISTAKES = [
    Mistake(
        "HTTP/1.1 without `Connection`",
        lambda version, _method, _fields: version == "1.1",
        lambda fields: "connection" not in fields,
    ),
    Mistake(
        "JSON posted by a navigation",
        lambda _version, method, fields: (
            method == "POST" and "json" in fields.get("content-type", "")
        ),
        lambda fields: fields.get("sec-fetch-mode") == "navigate",
    ),
    Mistake(
        "a post without `Origin`",
        lambda _version, method, _fields: method == "POST",
        lambda fields: "origin" not in fields,
    ),
    Mistake(
        "a navigation of Blink or Gecko without `Upgrade-Insecure-Requests`",
        lambda _version, _method, fields: (
            fields.get("sec-fetch-mode") == "navigate"
            and any(name in fields["user-agent"] for name in ("Chrome/", "Gecko/20"))
        ),
        lambda fields: "upgrade-insecure-requests" not in fields,
    ),
]
BROWSER, LYING_BROWSER, LYING_LIBRARY = (
    "browser",
    "browser that lies",
    "library with a browser's name",
)


@dataclass
class Count:
    shown: int = 0
    possible: int = 0

    def __str__(self) -> str:
        return f"{self.shown} of {self.possible}" if self.possible else "–"


@dataclass
class MistakeCounts:
    """By mistake and by kind of client, an impersonator by its tool."""

    counts: dict[tuple[str, str], Count] = field(default_factory=lambda: defaultdict(Count))
    tools: set[str] = field(default_factory=set)

    def clients(self) -> list[str]:
        return [BROWSER, LYING_BROWSER, LYING_LIBRARY, *sorted(self.tools)]


def count_mistakes(rows: Iterable[Json]) -> MistakeCounts:
    """`rows` as the sources have them. Only requests that name a browser count."""
    found = MistakeCounts()
    for row in rows:
        http = row["fingerprint"].get("http", {})
        if not isinstance(http.get("headers"), list):
            continue
        fields = {name.lower(): value for name, value in http["headers"]}
        if not fields.get("user-agent", "").startswith("Mozilla/"):
            continue
        client = kind_of_client(row["truth"])
        if row["truth"].get("client") == "impersonator":
            found.tools.add(client)
        for mistake in MISTAKES:
            if mistake.applies(http.get("version", ""), http.get("method", "GET"), fields):
                count = found.counts[mistake.name, client]
                count.shown += mistake.shows(fields)
                count.possible += 1
    return found


def kind_of_client(truth: Truth) -> str:
    if truth.get("client") == "impersonator":
        return truth["automation_tool"]
    if truth.get("client") != "browser":
        return LYING_LIBRARY
    return LYING_BROWSER if truth.get("spoofing") else BROWSER
