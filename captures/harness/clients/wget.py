"""wget and wget2 as Debian builds them: both on GnuTLS."""

from asked import EVERY, Asked
from client import Client, library
from tools import Tools


def command(program: str):
    def build(url: str, asked: Asked) -> list[str]:
        headers = []
        for name, value in asked.headers:
            # wget's own switch replaces its agent; --header would send a second one.
            headers += ["-U", value] if name == "User-Agent" else ["--header", f"{name}: {value}"]
        body = ["--header", "Content-Type: application/json", f"--post-data={asked.body}"] if asked.body else []
        return [program, "-q", "-O", "/dev/null", "--tries=1", "--ca-certificate={authority}", *headers, *body, url]

    return build


def clients(tools: Tools) -> list[Client]:
    return [
        Client("wget", ["wget", "--version"], command("wget"), library("wget"), build="gnutls", asks=EVERY),
        Client("wget2", ["wget2", "--version"], command("wget2"), library("wget"), build="gnutls", asks=EVERY, version_pattern=r"Wget2 (\S+)"),
    ]
