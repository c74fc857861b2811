"""wget and wget2 as Debian builds them: both on GnuTLS."""

from harness.client import Client, Command, library
from harness.scenarios import EVERY, Scenario
from harness.tools import Tools


def command(program: str) -> Command:
    def build(url: str, scenario: Scenario) -> list[str]:
        headers = []
        for name, value in scenario.headers:
            # wget's own switch replaces its agent; --header would send a second one.
            headers += ["-U", value] if name == "User-Agent" else ["--header", f"{name}: {value}"]
        body = (
            ["--header", "Content-Type: application/json", f"--post-data={scenario.body}"]
            if scenario.body
            else []
        )
        return [
            program,
            "-q",
            "-O",
            "/dev/null",
            "--tries=1",
            "--ca-certificate={authority}",
            *headers,
            *body,
            url,
        ]

    return build


def clients(tools: Tools) -> list[Client]:
    return [
        Client(
            "wget",
            ["wget", "--version"],
            command("wget"),
            library("wget"),
            build="gnutls",
            scenarios=EVERY,
        ),
        Client(
            "wget2",
            ["wget2", "--version"],
            command("wget2"),
            library("wget"),
            build="gnutls",
            scenarios=EVERY,
            version_pattern=r"Wget2 (\S+)",
        ),
    ]
