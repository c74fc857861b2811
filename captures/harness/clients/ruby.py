"""Ruby: net/http and the gems that Debian packages."""

from asked import EVERY
from client import Client, library
from tools import Tools

# Both are libcurl underneath; Typhoeus names itself, curb sends no user agent.
CURL_BINDINGS = ("typhoeus", "curb")
GEMS = ("net_http", "net_http_persistent", "faraday", "httparty", "httpclient", "excon", "http", "rest_client", *CURL_BINDINGS)


def clients(tools: Tools) -> list[Client]:
    def driver(name: str) -> Client:
        run = ["ruby", "-W0", tools.program(f"ruby_{name}.rb")]
        label = "curl" if name == "curb" else "ruby"
        stack = "curl" if name == "typhoeus" else ""
        return Client(
            f"ruby-{name.replace('_', '-')}", [*run, "version"], lambda url, asked: [*run, *asked.arguments(url)], library(label), asks=EVERY, stack=stack,
        )

    return [driver(name) for name in GEMS]
