"""One run of the harness: every client in turn, then the rows."""

import datetime
import tempfile
from pathlib import Path

from harness import certificate, registry, report, runner
from harness.row import Row
from harness.server import Server
from harness.tools import Tools


def list_clients(cache: Path, only: list[str]) -> None:
    clients = registry.load(Tools(cache), only)
    versions, missing = runner.versions(clients)
    report.listing(clients, versions, missing)


def record(cache: Path, only: list[str], out: Path, port: int) -> None:
    clients = registry.load(Tools(cache), only)
    versions, missing = runner.versions(clients)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="captures-") as name:
        folder = Path(name)
        server = Server(certificate.make(folder), port)
        day = datetime.datetime.now(datetime.UTC).date().isoformat()
        run = runner.Runner(server, folder, day)
        for number, client in enumerate(clients, 1):
            title = f"[{number}/{len(clients)}] {client.name} {client.build}".rstrip()
            if id(client) in missing:
                print(f"{title}: MISSING, {missing[id(client)]}", flush=True)
                continue
            version = versions[id(client)]
            made, problems = run.drive(client, version)
            rows += made
            print(f"{title} {version}: {len(made)} rows", *problems, sep="\n    ", flush=True)
        server.stop()
    report.write(out, rows, complete=not only)
    report.table(rows)
