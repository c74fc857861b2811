"""Ruby: net/http and the gems that Debian packages."""

from harness.client import Client, library, run_program
from harness.scenarios import EVERY
from harness.tools import Tools

# Both are libcurl underneath; Typhoeus names itself, curb sends no user agent.
CURL_BINDINGS = ("typhoeus", "curb")
GEMS = (
    "net_http",
    "net_http_persistent",
    "faraday",
    "httparty",
    "httpclient",
    "excon",
    "http",
    "rest_client",
    *CURL_BINDINGS,
)


def clients(tools: Tools) -> list[Client]:
    def driver(name: str) -> Client:
        run = ["ruby", "-W0", tools.program(f"ruby_{name}.rb")]
        label = "curl" if name == "curb" else "ruby"
        stack = "curl" if name == "typhoeus" else ""
        return Client(
            f"ruby-{name.replace('_', '-')}",
            [*run, "version"],
            run_program(run),
            library(label),
            scenarios=EVERY,
            stack=stack,
        )

    return [driver(name) for name in GEMS]
