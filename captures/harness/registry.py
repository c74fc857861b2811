"""Every module in clients/ is a driver: its `clients(tools)` says what it drives. Adding a file is
all there is to do."""

import importlib
import pkgutil

from harness import clients
from harness.client import Client
from harness.tools import Tools


def load(tools: Tools, only: list[str]) -> list[Client]:
    found: list[Client] = []
    for name in sorted(module.name for module in pkgutil.iter_modules(clients.__path__)):
        found += importlib.import_module(f"{clients.__name__}.{name}").clients(tools)
    names = {client.name for client in found}
    if unknown := [name for name in only if name not in names]:
        known = ", ".join(sorted(names))
        raise SystemExit(f"No client called {', '.join(unknown)}. There are: {known}")
    return [client for client in found if not only or client.name in only]
