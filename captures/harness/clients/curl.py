"""curl as Debian builds it (OpenSSL, nghttp2), and with what users switch on the command line."""

from asked import EVERY, Asked
from client import Client, library
from tools import Tools


def command(*switches: str):
    def build(url: str, asked: Asked) -> list[str]:
        headers = [part for name, value in asked.headers for part in ("-H", f"{name}: {value}")]
        body = ["-H", "Content-Type: application/json", "-d", asked.body] if asked.body else []
        return ["curl", "-sS", *switches, *headers, *body, url]

    return build


def clients(tools: Tools) -> list[Client]:
    def curl(build: str, *switches: str) -> Client:
        return Client("curl", ["curl", "--version"], command(*switches), library("curl"), build=build, asks=EVERY)

    return [
        curl("openssl"),
        curl("openssl-http1.1", "--http1.1"),
        curl("openssl-compressed", "--compressed", "-L"),
        curl("openssl-tls1.2", "--tls-max", "1.2"),
    ]
