"""HTTP of languages that Debian carries and that have one client or two: GNOME's libsoup, Lua, Tcl,
Emacs, Erlang, Racket, Nim, Mono."""

from harness.client import Client, library
from harness.scenarios import EVERY, Scenario
from harness.tools import Tools


def clients(tools: Tools) -> list[Client]:
    mono = ["mono", tools.path("mono", "client.exe")]
    nim = [tools.path("nim", "client")]
    soup = ["gjs", tools.program("gjs_libsoup.js")]
    return [
        driver("libsoup", [*soup, "3.0"], "gnutls"),
        driver("libsoup", [*soup, "2.4"], "gnutls"),
        driver("lua-http", ["lua5.1", tools.program("lua_http.lua")]),
        driver("luasec", ["lua5.4", tools.program("lua_luasec.lua")]),
        driver("tcl-http", ["tclsh", tools.program("tcl_http.tcl")]),
        driver(
            "emacs-url", ["emacs", "--batch", "--load", tools.program("emacs_url.el")], "gnutls"
        ),
        driver("erlang-httpc", ["escript", tools.program("erlang_httpc.escript")]),
        driver("racket-http", ["racket", tools.program("racket_http.rkt")]),
        driver("nim-httpclient", nim),
        driver("mono-httpclient", [*mono, "httpclient"], version=[*mono, "version"]),
        driver("mono-webrequest", [*mono, "webrequest"], version=[*mono, "version"]),
    ]


def driver(name: str, run: list[str], build: str = "", version: list[str] | None = None) -> Client:
    return Client(
        name,
        version or [*run, "version"],
        lambda url, scenario: [*run, *flat_arguments(url, scenario)],
        library("library"),
        build=build,
        scenarios=EVERY,
    )


def flat_arguments(url: str, scenario: Scenario) -> list[str]:
    """METHOD URL BODY NAME VALUE…: not all of these read JSON."""
    return [
        scenario.method,
        url,
        scenario.body,
        *(word for pair in scenario.headers for word in pair),
    ]
