"""Perl: the HTTP modules that Debian packages, all on its OpenSSL through IO::Socket::SSL or Net::SSLeay."""

from asked import EVERY
from client import Client, library
from tools import Tools

MODULES = ("lwp", "http_tiny", "mojo", "furl", "anyevent_http")


def clients(tools: Tools) -> list[Client]:
    def driver(name: str) -> Client:
        run = ["perl", tools.program(f"perl_{name}.pl")]
        return Client(
            f"perl-{name.replace('_', '-')}", [*run, "version"], lambda url, asked: [*run, *asked.arguments(url)], library("perl"), asks=EVERY,
        )

    return [driver(name) for name in MODULES]
