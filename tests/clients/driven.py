"""The clients: one entry each. Every command prints the answer of the address that it is given."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import material
from harness.environment import client_environment
from harness.scenarios import PLAIN

MADE = Path(__file__).resolve().parents[2] / "target/clients"
OWN = Path(__file__).resolve().parent / "programs"
SHARED = material.CAPTURES / "harness/programs"
SECONDS = 40

LIBRARY = {
    "engine": "none",
    "client": "http_library",
    "automation": "http_client",
    "spoofing": False,
}
# Whether a browser is automated is not expected here: these run headless, which may be noticed.
BROWSER = {"client": "browser", "spoofing": False}


@dataclass(frozen=True)
class Client:
    name: str
    # `h2` or `1.1`, as it must be spoken.
    http: str
    # Its first line names everything that writes the client's bytes.
    version: tuple[str, ...]
    command: Callable[[str], list[str]]
    # Labels of the verdict, see `goldens.verdict`. An impersonator has none: its verdict is only
    # recorded.
    expected: dict = field(default_factory=dict)
    # Java sends no server name without a dot.
    host: str = "localhost"
    # False where it sends only the header fields that HTTP/2 requires.
    fields: bool = True

    @property
    def key(self) -> str:
        return f"{self.name} {self.http}"


def program(*start: object) -> Callable[[str], list[str]]:
    """A program of the capture harness: METHOD URL HEADERS BODY."""
    return lambda url: [*map(str, start), *PLAIN.arguments(url)]


def curl(http: str, *switches: str) -> Client:
    return Client(
        "curl",
        http,
        ("curl", "--version"),
        lambda url: ["curl", "-sS", *switches, url],
        {"browser": "curl", **LIBRARY},
    )


def python(name: str, http: str, *arguments: str, parts: str = "") -> Client:
    version = (sys.executable, str(OWN / "versions.py"), name, *parts.split())
    return Client(
        name,
        http,
        version,
        program(sys.executable, SHARED / f"python_{name}.py", *arguments),
        {"browser": "python", **LIBRARY},
    )


def impersonator(target: str) -> Client:
    version = (sys.executable, str(OWN / "versions.py"), "curl_cffi")
    return Client(
        f"curl_cffi {target}",
        "h2",
        version,
        program(sys.executable, SHARED / "impersonator_curl_cffi.py", target),
    )


def node(name: str, http: str, file: str, package: str = "") -> Client:
    runtime = ", ".join(
        f"{title} ${{process.versions.{key}}}"
        for title, key in (("Node.js", "node"), ("OpenSSL", "openssl"), ("nghttp2", "nghttp2"))
    )
    if package:
        runtime = f"{package} ${{require('{package}/package.json').version}}, {runtime}"
    return Client(
        name,
        http,
        ("node", "-p", f"`{runtime}`"),
        program("node", SHARED / file),
        {"browser": "node", **LIBRARY},
        fields=http == "1.1",
    )


def java(http: str, protocol: str) -> Client:
    folder = material.folder()
    start = (
        "java",
        f"-Djavax.net.ssl.trustStore={folder}/trust.p12",
        "-Djavax.net.ssl.trustStorePassword=changeit",
        f"-Djdk.net.hosts.file={folder}/hosts",
        f"-Dprotocol={protocol}",
        "-cp",
        MADE / "java",
        "JdkHttpClient",
    )
    return Client(
        "java",
        http,
        ("java", "--version"),
        program(*start),
        {"browser": "java", **LIBRARY},
        host="site.localhost",
    )


def go(http: str, *before: str) -> Client:
    return Client(
        "go",
        http,
        (str(MADE / "go-client"), "version"),
        program(*before, MADE / "go-client"),
        {"browser": "go", **LIBRARY},
    )


def browser(name: str, executable: str, expected: dict) -> Client:
    return Client(
        name,
        "h2",
        (executable, "--version"),
        lambda url: [sys.executable, str(OWN / f"{name}.py"), url],
        {**expected, **BROWSER},
    )


CLIENTS = (
    curl("h2"),
    curl("1.1", "--http1.1"),
    python("requests", "1.1", parts="urllib3"),
    python("httpx", "1.1", "http/1.1", parts="httpcore h11"),
    python("httpx", "h2", "h2", parts="httpcore h2 hpack"),
    python("aiohttp", "1.1"),
    node("node https", "1.1", "node_https.mjs"),
    node("node fetch", "1.1", "node_fetch_core.mjs"),
    node("node http2", "h2", "node_http2_core.mjs"),
    node("undici", "1.1", "node_undici.mjs", "undici"),
    node("undici", "h2", "node_undici_h2.mjs", "undici"),
    java("h2", "HTTP_2"),
    java("1.1", "HTTP_1_1"),
    go("h2"),
    go("1.1", "env", "GODEBUG=http2client=0"),
    browser("chromium", "chromium", {"browser": "chromium", "engine": "blink"}),
    browser("firefox", "firefox-esr", {"browser": "firefox", "engine": "gecko"}),
    impersonator("chrome146"),
    impersonator("firefox147"),
    impersonator("safari260"),
)

BY_KEY = {client.key: client for client in CLIENTS}


def version(client: Client) -> str:
    """As the client prints it, without its platform, which changes no byte of what it sends."""
    printed = run(client.version).strip().splitlines()
    if not printed:
        raise RuntimeError(f"{client.name} does not print its version")
    return re.sub(r" \([^)]*\)", "", printed[0])


def inspect(client: Client, port: int) -> dict:
    """What the service answers this client about its own connection."""
    if not shutil.which(client.version[0]):
        raise missing(client.version[0])
    printed = run(client.command(f"https://{client.host}:{port}/api/v1/inspect"))
    try:
        return json.loads(printed)
    except ValueError as problem:
        raise RuntimeError(f"{client.key} printed no answer: {printed[:400]!r}") from problem


def run(command: list[str] | tuple[str, ...], authority: Path | str | None = None) -> str:
    """What a program prints that trusts the service's certificate authority, or another one.

    A program that is missing, fails or hangs is an error.
    """
    environment = client_environment(
        authority or material.certificates().authority, material.home()
    )
    try:
        done = subprocess.run(
            command,
            cwd=MADE,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=SECONDS,
        )
    except FileNotFoundError as problem:
        raise missing(command[0]) from problem
    if done.returncode:
        raise RuntimeError(
            f"{' '.join(command)}: exit {done.returncode}: {done.stderr.strip()[-600:]}"
        )
    return done.stdout


def missing(tool: str) -> RuntimeError:
    return RuntimeError(f"{tool} is not installed: make clients")
