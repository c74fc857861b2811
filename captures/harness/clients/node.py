"""Node.js: what it brings itself, by runtime; its packages, by environment; Bun and Deno, whose TLS
is another."""

from dataclasses import replace

from harness.client import Client, library, run_program
from harness.scenarios import EVERY
from harness.tools import Tools

PACKAGES = (
    "undici",
    "axios",
    "got",
    "node-fetch",
    "superagent",
    "needle",
    "request",
    "ky",
    "phin",
    "bent",
    "make-fetch-happen",
    "ofetch",
    "cross-fetch",
    "wretch",
    "centra",
)
# HTTP/2 as a switch, from these environments on.
HTTP2 = {"got": "got_http2", "undici": "undici_h2"}
RUNTIMES = ("node14", "node16", "node18", "node22", "node24", "node26")


def clients(tools: Tools) -> list[Client]:
    found = []
    runtimes = {"system": "node"}
    runtimes |= {
        name: tools.path("node-runtimes", "node_modules", name, "bin", "node") for name in RUNTIMES
    }
    for build, runtime in runtimes.items():
        for name, program in (
            ("node-https", "node_https.mjs"),
            ("node-http2", "node_http2_core.mjs"),
            ("node-fetch-core", "node_fetch_core.mjs"),
        ):
            if name == "node-fetch-core" and build in ("node14", "node16"):
                continue  # No global fetch before 18.
            found.append(driver(name, [runtime, tools.program(program)], "node"))
    for name in PACKAGES:
        for environment, folder in tools.node_environments(name):
            run = ["node", tools.program(f"node_{name.replace('-', '_')}.mjs")]
            found.append(replace(driver(name, run, "node"), build=environment, folder=folder))
            if name in HTTP2 and not (name == "undici" and environment == "node-2021"):
                run = ["node", tools.program(f"node_{HTTP2[name]}.mjs")]
                build = f"{environment}-http2"
                found.append(replace(driver(name, run, "node"), build=build, folder=folder))
    # Neither has a label of its own; both are JavaScript runtimes with a stack that is not Node's.
    modules, program = ("node-runtimes", "node_modules"), tools.program("node_fetch_core.mjs")
    bun = [tools.path(*modules, "bun", "bin", "bun"), program]
    deno = [tools.path(*modules, "deno", "deno"), "run", "-A", "--quiet", program]
    return [*found, driver("bun", bun, "library"), driver("deno", deno, "library")]


def driver(name: str, run: list[str], label: str) -> Client:
    return Client(
        name,
        [*run, "version"],
        run_program(run),
        library(label),
        scenarios=EVERY,
        only_http2=name == "node-http2",
    )
