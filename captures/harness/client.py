"""What a driver file says of its client; the harness knows no client by name."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from harness.scenarios import PLAIN, Scenario

ANY = ("h2", "http/1.1")
HTTP1 = ("http/1.1",)

# What runs for one request to an address.
Command = Callable[[str, Scenario], list[str]]
# Labels of the API; None removes the one that every row has.
Truth = dict[str, Any]


@dataclass(frozen=True)
class Client:
    # As in the row's `client` and the first part of its group.
    name: str
    # The command that prints the version.
    version: list[str]
    # What runs for one request.
    command: Command
    # The parts of `truth` that are this client's own; see row.py for the rest.
    truth: Truth
    # What it was run in or with: environment, runtime, switches.
    build: str = ""
    # Only the requests that an ordinary user of the client can make.
    scenarios: tuple[Scenario, ...] = (PLAIN,)
    environment: dict[str, str] = field(default_factory=dict)
    folder: str | None = None
    # Which part of the version's output is meant, where the first number is not.
    version_pattern: str = r"(\d+(?:\.\d+)*)"
    seconds: float = 25
    # It has no other protocol to fall back to.
    only_http2: bool = False
    # A browser makes several connections: the page, then two requests of its script.
    browser: bool = False
    # The leakage group is name:major[:variant]: rows of one group show the same code.
    series: str = ""  # in place of the major version, where that says too little
    variant: str = ""
    # Whose network stack it is, where the label is the name of the program that calls it.
    stack: str = ""
    # The name that it asks for. Java sends no SNI for a name without a dot, as no
    # real site has; elsewhere the plain name resolves on every machine.
    host: str = "localhost"
    # What an impersonator was asked to be.
    imitates: str = ""


def run_program(run: list[str]) -> Command:
    """For programs that take METHOD URL HEADERS BODY behind the words that start them."""
    return lambda url, scenario: [*run, *scenario.arguments(url)]


def run_visit(run: list[str], *rest: str) -> Command:
    """For programs that take an address, and words of their own behind it."""
    return lambda url, _scenario: [*run, url, *rest]


def library(browser: str, **more: list[str]) -> Truth:
    return {
        "browser": browser,
        "engine": "none",
        "client": "http_library",
        "automation": "http_client",
        **more,
    }
