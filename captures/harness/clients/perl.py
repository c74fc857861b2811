"""Perl: the HTTP modules that Debian packages, all on its OpenSSL through IO::Socket::SSL or
Net::SSLeay."""

from harness.client import Client, library, run_program
from harness.scenarios import EVERY
from harness.tools import Tools

MODULES = ("lwp", "http_tiny", "mojo", "furl", "anyevent_http")


def clients(tools: Tools) -> list[Client]:
    def driver(name: str) -> Client:
        run = ["perl", tools.program(f"perl_{name}.pl")]
        return Client(
            f"perl-{name.replace('_', '-')}",
            [*run, "version"],
            run_program(run),
            library("perl"),
            scenarios=EVERY,
        )

    return [driver(name) for name in MODULES]
