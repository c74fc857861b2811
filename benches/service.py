"""Start-up, memory, and CPU per request of the built service, against what the same server spends
on refusing the same body: the price of HTTP, routing, metrics and log without any classifying.

    make bench-service

Starts the service on a free port of loopback, drives it from this process, and ends it. CPU time is
the service's own (user and system, from /proc), so a slow driver does not count. Medians of several
rounds; compare ratios within one run, not times between runs.
"""

import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Of another build, such as the image's, where the environment names it.
BINARY = Path(os.environ.get("FINGERPRINT_API", ROOT / "target/release/fingerprint-api"))
STARTS, ROUNDS, REQUESTS = 15, 5, 4000


def main() -> None:
    if not BINARY.is_file():
        sys.exit("no binary: make build")
    starts = [start_milliseconds() for _ in range(STARTS)]
    print(
        f"start to ready, ms: median {statistics.median(starts):.1f}, "
        f"best {min(starts):.1f}, worst {max(starts):.1f} of {STARTS}"
    )
    process, port = start()
    try:
        load(process.pid, port)
        resident = resident_kib(process.pid) / 1024
        print(f"resident memory after {ROUNDS * REQUESTS} requests, MiB: {resident:.1f}")
    finally:
        process.terminate()
        process.wait(10)


def start() -> tuple[subprocess.Popen, int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {
        "FPA_HTTP__LISTEN": f"127.0.0.1:{port}",
        "FPA_LOG__LEVEL": "warn",
        "FPA_HTTP__WORKERS": "1",
    }
    command = [BINARY, "serve"]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL), port


def wait_until_ready(port: int) -> None:
    end = time.perf_counter() + 10
    while time.perf_counter() < end:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
            connection.request("GET", "/api/v1/models/status")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.0005)
    sys.exit("not ready after 10 s")


def start_milliseconds() -> float:
    begin = time.perf_counter()
    process, port = start()
    try:
        wait_until_ready(port)
        return (time.perf_counter() - begin) * 1000
    finally:
        process.terminate()
        process.wait(10)


def load(pid: int, port: int) -> None:
    body = (ROOT / "tests/golden/requests.jsonl").read_bytes().splitlines()[0]
    wait_until_ready(port)
    refusals, verdicts = [], []
    for _ in range(ROUNDS):
        refusals.append(cpu(pid, port, "/api/v1/no-such-route", body))
        verdicts.append(cpu(pid, port, "/api/v1/classify", body))
    refused, classified = statistics.median(refusals), statistics.median(verdicts)
    print(f"body {len(body)} bytes; CPU µs per request, medians of {ROUNDS} rounds of {REQUESTS}:")
    print(f"  refused route (server, body and log alone)  {refused:.1f}")
    print(f"  classify                                    {classified:.1f}")
    print(f"  ratio                                       {classified / refused:.2f}")
    answer = post(http.client.HTTPConnection("127.0.0.1", port), "/api/v1/classify", body)
    print(f"timing of one answer: {json.loads(answer)['timing']}")


def cpu(pid: int, port: int, path: str, body: bytes) -> float:
    """Microseconds of a request, after some that warm up."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    for _ in range(200):
        post(connection, path, body)
    before = cpu_seconds(pid)
    for _ in range(REQUESTS):
        post(connection, path, body)
    return (cpu_seconds(pid) - before) / REQUESTS * 1e6


def post(connection: http.client.HTTPConnection, path: str, body: bytes | str) -> bytes:
    connection.request("POST", path, body, {"content-type": "application/json"})
    return connection.getresponse().read()


def cpu_seconds(pid: int) -> float:
    """What the process has spent so far, user and system."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_kib(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1])


if __name__ == "__main__":
    main()
