"""PHP: its curl extension, its streams, and Guzzle. The first and the last show curl's TLS."""

from asked import EVERY
from client import Client, library
from tools import Tools


def clients(tools: Tools) -> list[Client]:
    def driver(name: str, label: str = "php", stack: str = "") -> Client:
        run = ["php", tools.program(f"php_{name}.php")]
        return Client(
            f"php-{name}", [*run, "version"], lambda url, asked: [*run, *asked.arguments(url)], library(label), asks=EVERY, stack=stack,
        )

    # The extension sends no user agent: nothing of it says PHP. Guzzle names itself.
    return [driver("curl", "curl"), driver("streams"), driver("guzzle", stack="curl")]
