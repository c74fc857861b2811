"""Small programs that fetch an address: downloaders and text browsers. They send their own headers only."""

from asked import EVERY, PLAIN, Asked
from client import Client, library
from tools import Tools


def fixed(*words: str):
    return lambda url, asked: [*words, url]


def httpie(url: str, asked: Asked) -> list[str]:
    headers = [f"{name}:{value}" for name, value in asked.headers]
    return ["http", "--ignore-stdin", "--verify={authority}", asked.method, url, *headers, *(["--raw", asked.body] if asked.body else [])]


def aria2(url: str, asked: Asked) -> list[str]:
    headers = [f"--header={name}: {value}" for name, value in asked.headers]
    return ["aria2c", "-q", "--no-conf", "--allow-overwrite=true", "-o", "fetched", "--ca-certificate={authority}", *headers, url]


def nghttp(url: str, asked: Asked) -> list[str]:
    return ["nghttp", *[part for name, value in asked.headers for part in ("-H", f"{name}: {value}")], url]


def clients(tools: Tools) -> list[Client]:
    # A browser in name, but no engine and no script: for the service an HTTP library.
    text_browser = library("library")
    get = tuple(asked for asked in EVERY if not asked.body)
    return [
        Client("httpie", ["http", "--version"], httpie, library("python"), asks=EVERY),
        Client("aria2", ["aria2c", "--version"], aria2, library("library"), build="gnutls", asks=get, version_pattern=r"version (\S+)"),
        Client("axel", ["axel", "--version"], fixed("axel", "-q", "-k", "-n", "1", "-o", "/dev/null"), library("library"), asks=(PLAIN,)),
        Client("nghttp", ["nghttp", "--version"], nghttp, library("library"), asks=get, version_pattern=r"nghttp2/(\S+)", only_http2=True),
        Client("lynx", ["lynx", "-version"], fixed("lynx", "-dump"), text_browser, build="gnutls", asks=(PLAIN,), version_pattern=r"Version (\S+)"),
        Client("w3m", ["w3m", "-version"], fixed("w3m", "-dump", "-o", "ssl_ca_file={authority}"), text_browser, asks=(PLAIN,), version_pattern=r"w3m/(\d[\d.]*)"),
        Client("links", ["links", "-version"], fixed("links", "-dump", "-ssl.certificates", "0"), text_browser, asks=(PLAIN,)),
        Client("elinks", ["elinks", "-version"], fixed("elinks", "-dump", "-eval", "set connection.ssl.cert_verify = 0"), text_browser, asks=(PLAIN,)),
        Client("git", ["git", "--version"], fixed("git", "ls-remote"), library("library"), asks=(PLAIN,), stack="curl"),
    ]
