"""PHP: its curl extension, its streams, and Guzzle. The first and the last show curl's TLS."""

from harness.client import Client, library, run_program
from harness.scenarios import EVERY
from harness.tools import Tools


def clients(tools: Tools) -> list[Client]:
    def driver(name: str, label: str = "php", stack: str = "") -> Client:
        run = ["php", tools.program(f"php_{name}.php")]
        return Client(
            f"php-{name}",
            [*run, "version"],
            run_program(run),
            library(label),
            scenarios=EVERY,
            stack=stack,
        )

    # The extension sends no user agent: nothing of it says PHP. Guzzle names itself.
    return [driver("curl", "curl"), driver("streams"), driver("guzzle", stack="curl")]
