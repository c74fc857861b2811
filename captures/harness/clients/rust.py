"""Rust: three majors of reqwest on two TLS libraries, hyper, ureq, and two more. One binary holds
them all."""

from harness.client import Client, library, run_program
from harness.scenarios import EVERY
from harness.tools import Tools

CLIENTS = (
    ("reqwest", "11", "rustls"),
    ("reqwest", "11", "native-tls"),
    ("reqwest", "12", "rustls"),
    ("reqwest", "12", "native-tls"),
    ("reqwest", "13", "rustls"),
    ("reqwest", "13", "native-tls"),
    ("hyper", "1", "rustls"),
    ("ureq", "2", ""),
    ("ureq", "3", ""),
    ("isahc", "", ""),
    ("attohttpc", "", ""),
)


def clients(tools: Tools) -> list[Client]:
    found = []
    for package, series, tls in CLIENTS:
        name = "-".join(
            part for part in (package + ("" if package == "hyper" else series), tls) if part
        )
        run = [tools.path("rust", "debug", "rust-clients"), name]
        # isahc is libcurl with another name on it.
        label = "curl" if package == "isahc" else "rust"
        found.append(
            Client(
                package,
                [*run[:1], "version", package, series],
                run_program(run),
                library(label),
                build="-".join(
                    part for part in (f"0.{series}" if package == "reqwest" else "", tls) if part
                ),
                scenarios=EVERY,
                series=f"0.{series}" if package == "reqwest" else "",
                variant=tls,
            )
        )
    return found
