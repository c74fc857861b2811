"""Small programs that fetch an address: downloaders and text browsers. They send their own headers
only."""

from harness.client import Client, Command, library, run_visit
from harness.scenarios import EVERY, PLAIN, Scenario
from harness.tools import Tools


def fixed(*words: str) -> Command:
    return run_visit(list(words))


def httpie(url: str, scenario: Scenario) -> list[str]:
    headers = [f"{name}:{value}" for name, value in scenario.headers]
    return [
        "http",
        "--ignore-stdin",
        "--verify={authority}",
        scenario.method,
        url,
        *headers,
        *(["--raw", scenario.body] if scenario.body else []),
    ]


def aria2(url: str, scenario: Scenario) -> list[str]:
    headers = [f"--header={name}: {value}" for name, value in scenario.headers]
    return [
        "aria2c",
        "-q",
        "--no-conf",
        "--allow-overwrite=true",
        "-o",
        "fetched",
        "--ca-certificate={authority}",
        *headers,
        url,
    ]


def nghttp(url: str, scenario: Scenario) -> list[str]:
    return [
        "nghttp",
        *[part for name, value in scenario.headers for part in ("-H", f"{name}: {value}")],
        url,
    ]


def clients(tools: Tools) -> list[Client]:
    # A browser in name, but no engine and no script: for the service an HTTP library.
    text_browser = library("library")
    get = tuple(scenario for scenario in EVERY if not scenario.body)
    return [
        Client("httpie", ["http", "--version"], httpie, library("python"), scenarios=EVERY),
        Client(
            "aria2",
            ["aria2c", "--version"],
            aria2,
            library("library"),
            build="gnutls",
            scenarios=get,
            version_pattern=r"version (\S+)",
        ),
        Client(
            "axel",
            ["axel", "--version"],
            fixed("axel", "-q", "-k", "-n", "1", "-o", "/dev/null"),
            library("library"),
            scenarios=(PLAIN,),
        ),
        Client(
            "nghttp",
            ["nghttp", "--version"],
            nghttp,
            library("library"),
            scenarios=get,
            version_pattern=r"nghttp2/(\S+)",
            only_http2=True,
        ),
        Client(
            "lynx",
            ["lynx", "-version"],
            fixed("lynx", "-dump"),
            text_browser,
            build="gnutls",
            scenarios=(PLAIN,),
            version_pattern=r"Version (\S+)",
        ),
        Client(
            "w3m",
            ["w3m", "-version"],
            fixed("w3m", "-dump", "-o", "ssl_ca_file={authority}"),
            text_browser,
            scenarios=(PLAIN,),
            version_pattern=r"w3m/(\d[\d.]*)",
        ),
        Client(
            "links",
            ["links", "-version"],
            fixed("links", "-dump", "-ssl.certificates", "0"),
            text_browser,
            scenarios=(PLAIN,),
        ),
        Client(
            "elinks",
            ["elinks", "-version"],
            fixed("elinks", "-dump", "-eval", "set connection.ssl.cert_verify = 0"),
            text_browser,
            scenarios=(PLAIN,),
        ),
        Client(
            "git",
            ["git", "--version"],
            fixed("git", "ls-remote"),
            library("library"),
            scenarios=(PLAIN,),
            stack="curl",
        ),
    ]
