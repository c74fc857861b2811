"""What `cache.entries` saves where evidence repeats, and costs where it never does: CPU per request
of the built service with and without it.

    make bench-cache
"""

import http.client
import json
import os
import random
import statistics
from collections.abc import Callable

import service

Bodies = Callable[[], list[str]]

ROUNDS, REQUESTS, ENTRIES = 5, 3000, 10_000


def main() -> None:
    body = json.loads((service.ROOT / "tests/golden/requests.jsonl").read_text().splitlines()[0])
    loads = {
        "the same evidence every time": lambda: [json.dumps(body)] * REQUESTS,
        "evidence that was never seen": lambda: [json.dumps(varied(body)) for _ in range(REQUESTS)],
    }
    print(f"CPU µs per request, medians of {ROUNDS} rounds of {REQUESTS}:")
    found = {entries: measure(entries, loads) for entries in (0, ENTRIES)}
    for name in loads:
        off, on = found[0][name], found[ENTRIES][name]
        print(f"  {name}: without cache {off:.1f}, with {on:.1f}, ratio {on / off:.2f}")


def varied(body: dict) -> dict:
    """Another client: a random half of the ciphers, so that its features are its own."""
    tls = body["tls"] | {
        "ciphers": random.sample(body["tls"]["ciphers"] + list(range(0x1301, 0x1340)), 24)
    }
    return body | {"tls": tls}


def measure(entries: int, loads: dict[str, Bodies]) -> dict[str, float]:
    os.environ["FPA_CACHE__ENTRIES"] = str(entries)
    process, port = service.start()
    try:
        service.wait_until_ready(port)
        found = {}
        for name, make in loads.items():
            before = cache_counters(port)
            found[name] = statistics.median(cpu(process.pid, port, make()) for _ in range(ROUNDS))
            after = cache_counters(port)
            hits, misses = (now - then for now, then in zip(after, before, strict=True))
            if entries:
                print(f"  {name}: {hits} of {hits + misses} found in the cache")
        return found
    finally:
        process.terminate()
        process.wait(10)


def cache_counters(port: int) -> tuple[int, int]:
    """(hits, misses) so far."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", "/metrics")
    lines = connection.getresponse().read().decode().splitlines()

    def total(name: str) -> int:
        return sum(
            int(float(line.split()[-1]))
            for line in lines
            if line.startswith(f"fingerprint_api_cache_{name}_total{{")
        )

    return total("hits"), total("misses")


def cpu(pid: int, port: int, bodies: list[str]) -> float:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    for body in bodies[:100]:
        service.post(connection, "/api/v1/classify", body)
    before = service.cpu_seconds(pid)
    for body in bodies[100:]:
        service.post(connection, "/api/v1/classify", body)
    return (service.cpu_seconds(pid) - before) / (len(bodies) - 100) * 1e6


if __name__ == "__main__":
    main()
