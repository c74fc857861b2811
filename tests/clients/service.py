"""The built service with its sensor, on free ports of loopback, for as long as a `with` lasts."""

import contextlib
import http.client
import json
import os
import subprocess
import time
from pathlib import Path

import material

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("FINGERPRINT_API", ROOT / "target/release/fingerprint-api"))
READY_SECONDS = 20
# Probes come from an address of their own: a trusted balancer's would have to speak the PROXY protocol.
PROBE = ("127.0.0.254", 0)


class Service:
    def __init__(self, **settings: str):
        """Settings as the environment names them, without `FPA_`: `HTTP__BATCH="false"`."""
        self.settings = {
            "HTTP__LISTEN": "127.0.0.1:0", "SENSOR__LISTEN": "127.0.0.1:0", "LOG__FORMAT": "json",
            "SENSOR__CERTIFICATE": str(material.certificates().chain), "SENSOR__KEY": str(material.certificates().key), **settings,
        }

    def __enter__(self):
        if not BINARY.is_file():
            raise SystemExit(f"no {BINARY}: make build")
        self.log = material.folder() / f"service-{id(self)}.log"
        environment = {name: value for name, value in os.environ.items() if not name.startswith("FPA_")}
        environment |= {f"FPA_{key}": value for key, value in self.settings.items()}
        with self.log.open("w") as log:
            self.process = subprocess.Popen([BINARY, "serve"], cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            self.port, self.sensor = self._until(self._ports)
            self._until(lambda: self._get("/api/v1/models/status")[0] == 200)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(30)

    def metrics(self) -> dict[str, float]:
        """Every sample by its name and labels, as the exposition writes them."""
        lines = self._get("/metrics")[1].splitlines()
        return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines if not line.startswith("#"))}

    def rises(self, name: str, by: int, since: dict[str, float]) -> bool:
        """Whether a counter is `by` above what it was, at once or soon: connections are counted when they end."""
        until = time.monotonic() + 5
        while self.metrics()[name] - since[name] != by:
            if time.monotonic() > until:
                return False
            time.sleep(0.05)
        return True

    def _ports(self):
        for line in self.log.read_text().splitlines():
            if '"listening"' in line:
                told = json.loads(line)
                return told["server.port"], told["sensor.port"]
        return None

    def _until(self, wanted):
        end = time.monotonic() + READY_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            try:
                if found := wanted():
                    return found
            except OSError:
                pass
            time.sleep(0.02)
        raise RuntimeError(f"the service did not become ready:\n{self.log.read_text()[-2000:]}")

    def _get(self, path: str) -> tuple[int, str]:
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=10, source_address=PROBE)) as connection:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
