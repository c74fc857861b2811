"""Every file in clients/ is a driver: its `clients(tools)` says what it drives. Adding a file is all there is to do."""

import importlib.util
from pathlib import Path

from client import Client
from tools import Tools

FOLDER = Path(__file__).resolve().parent / "clients"


def load(tools: Tools, only: list[str]) -> list[Client]:
    found = []
    for file in sorted(FOLDER.glob("*.py")):
        specification = importlib.util.spec_from_file_location(f"clients_{file.stem}", file)
        module = importlib.util.module_from_spec(specification)
        specification.loader.exec_module(module)
        found += module.clients(tools)
    names = {client.name for client in found}
    unknown = [name for name in only if name not in names]
    if unknown:
        raise SystemExit(f"No client called {', '.join(unknown)}. There are: {', '.join(sorted(names))}")
    return [client for client in found if not only or client.name in only]
