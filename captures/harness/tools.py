"""Where the harness finds what it drives: programs of the system, and its own cache of
environments."""

import os
import re
import shutil
import sys
from pathlib import Path

HARNESS = Path(__file__).resolve().parent
CAPTURES = HARNESS.parent
PROGRAMS = HARNESS / "programs"
ENVIRONMENTS = HARNESS / "environments"


class Tools:
    def __init__(self, cache: Path) -> None:
        self.cache = cache

    def program(self, name: str) -> str:
        return str(PROGRAMS / name)

    def path(self, *parts: str) -> str:
        return str(self.cache.joinpath(*parts))

    def python_environments(self, package: str) -> list[tuple[str, str]]:
        """(environment, its interpreter) for every environment that asks for the package."""
        found = []
        for listed in sorted(ENVIRONMENTS.glob("python-*.txt")):
            if re.search(rf"^{re.escape(package)}(?:[\[=<>]|$)", listed.read_text(), re.MULTILINE):
                found.append((listed.stem, self.path(listed.stem, "bin", "python")))
        return found

    def node_environments(self, package: str) -> list[tuple[str, str]]:
        """(environment, its folder) for every environment that asks for the package."""
        return [
            (listed.stem, self.path(listed.stem))
            for listed in sorted(ENVIRONMENTS.glob("node-*.json"))
            if f'"{package}"' in listed.read_text()
        ]


def interpreters() -> dict[str, str]:
    """Python by minor version: those on the path, and pyenv's."""
    found = {f"{sys.version_info.major}.{sys.version_info.minor}": sys.executable}
    pyenv = os.environ.get("PYENV_ROOT", str(Path.home() / ".pyenv"))
    for version in ("2.7", *(f"3.{minor}" for minor in range(6, 16))):
        candidates = sorted(Path(pyenv).glob(f"versions/{version}.*/bin/python"))
        path = str(candidates[-1]) if candidates else shutil.which(f"python{version}")
        if path:
            found.setdefault(version, path)
    return found
