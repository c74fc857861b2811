"""Where things are, what was rendered, and the tools that must be here."""

import os
import pathlib
import shutil
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
# The one of libyaml, where PyYAML has it, is several times as fast.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FOLDERS = ("k8s/rendered", "charts/rendered", "tests/deploy/rendered")


def paths():
    """Where every committed render is, by its name."""
    found = {
        path.stem: path for folder in FOLDERS for path in sorted((ROOT / folder).glob("*.yaml"))
    }
    assert len(found) > 10, "no renders: run `make rendered`"
    return found


def renders():
    """Every committed render by its name."""
    return {name: render(name) for name in paths()}


def render(name):
    return [one for one in yaml.load_all(paths()[name].read_text(), Loader=LOADER) if one]


def find(objects, kind, name):
    for one in objects:
        if one["kind"] == kind and one["metadata"]["name"] == name:
            return one
    raise LookupError(f"{kind}/{name} is not rendered")


def tool(name, package):
    """The path of a program; a missing one fails the test and says what to install."""
    beside = pathlib.Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if not found:
        raise AssertionError(f"{name} is missing: install {package} (`make deploy-tools` does)")
    return found


def binary():
    """The service: what FINGERPRINT_API names, or the release build."""
    path = pathlib.Path(os.environ.get("FINGERPRINT_API", ROOT / "target/release/fingerprint-api"))
    if not path.exists():
        raise AssertionError(f"{path} is missing: run `make build`")
    return path
