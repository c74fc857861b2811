"""Python's own clients, by interpreter. TLS is that of the OpenSSL that the interpreter was built
with."""

from harness.client import Client, library, run_program
from harness.scenarios import EVERY
from harness.tools import Tools, interpreters


def clients(tools: Tools) -> list[Client]:
    found = []
    for version, path in interpreters().items():
        programs = (
            {"urllib2": "python2_urllib2.py"}
            if version == "2.7"
            else {"urllib": "python_urllib.py", "http.client": "python_http_client.py"}
        )
        for name, program in programs.items():
            run = [path, tools.program(program)]
            found.append(
                Client(
                    name,
                    [*run, "version"],
                    run_program(run),
                    library("python"),
                    scenarios=EVERY,
                )
            )
    return found
