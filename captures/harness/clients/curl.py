"""curl as Debian builds it (OpenSSL, nghttp2), and with what users switch on the command line."""

from harness.client import Client, Command, library
from harness.scenarios import EVERY, Scenario
from harness.tools import Tools


def command(*switches: str) -> Command:
    def build(url: str, scenario: Scenario) -> list[str]:
        headers = [part for name, value in scenario.headers for part in ("-H", f"{name}: {value}")]
        body = (
            ["-H", "Content-Type: application/json", "-d", scenario.body] if scenario.body else []
        )
        return ["curl", "-sS", *switches, *headers, *body, url]

    return build


def clients(tools: Tools) -> list[Client]:
    def curl(build: str, *switches: str) -> Client:
        return Client(
            "curl",
            ["curl", "--version"],
            command(*switches),
            library("curl"),
            build=build,
            scenarios=EVERY,
        )

    return [
        curl("openssl"),
        curl("openssl-http1.1", "--http1.1"),
        curl("openssl-compressed", "--compressed", "-L"),
        curl("openssl-tls1.2", "--tls-max", "1.2"),
    ]
