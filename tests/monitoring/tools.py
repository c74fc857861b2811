"""The tools of the tests: where each comes from, and how it is run. A missing one is an error that
says how to install it, never a skip."""

import pathlib
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
MONITORING = ROOT / "monitoring"
WORK = ROOT / "target" / "monitoring"

PACKAGES = {
    "prometheus": "prometheus",
    "promtool": "prometheus",
    "prometheus-alertmanager": "prometheus-alertmanager",
    "amtool": "prometheus-alertmanager",
    "prometheus-pushgateway": "prometheus-pushgateway",
    "prometheus-blackbox-exporter": "prometheus-blackbox-exporter",
    "prometheus-node-exporter": "prometheus-node-exporter",
    "prometheus-redis-exporter": "prometheus-redis-exporter",
    "redis-server": "redis-server",
    "htpasswd": "apache2-utils",
    "curl": "curl",
}


def tool(name):
    """The program's path."""
    path = shutil.which(name)
    if path is None:
        raise AssertionError(
            f"{name} is missing: apt-get install {PACKAGES[name]} (or `make monitoring-tools`)"
        )
    return path


def kustomize(folder):
    """A folder of manifests, rendered: (whether it could be, what came out)."""
    built = ROOT / "target" / "tools" / "kustomize"
    for program, words in (
        ("kubectl", ["kustomize"]),
        ("kustomize", ["build"]),
        (built, ["build"]),
    ):
        if shutil.which(program):
            command = [program, *words, folder]
            ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
            return ended.returncode == 0, ended.stdout or ended.stderr
    raise AssertionError("neither kubectl nor kustomize is here: `make kustomize` builds one")


def run(name, *arguments, **options):
    """Runs a tool to its end and returns (whether it succeeded, what it said)."""
    ended = subprocess.run(
        [tool(name), *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=600,
        check=False,
        **options,
    )
    return ended.returncode == 0, ended.stdout
