"""Renders every overlay and chart profile into the committed folders, or compares with them.

    render.py            write
    render.py --check    exit 1 and print the diff where a render differs

Needs kubectl or kustomize for the overlays and helm-python-sdk for the charts.
"""

import difflib
import hashlib
import json
import pathlib
import shutil
import subprocess
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
CHARTS = ROOT / "charts"


def kustomize(folder):
    built = ROOT / "target/tools/kustomize"
    if shutil.which("kustomize"):
        command = ["kustomize", "build"]
    elif shutil.which("kubectl"):
        command = ["kubectl", "kustomize"]
    elif built.exists():
        command = [str(built), "build"]
    else:
        sys.exit("render.py: neither kubectl nor kustomize is here: `make kustomize` builds one")
    done = subprocess.run([*command, str(folder)], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"render.py: {folder}: {done.stderr.strip()}")
    if done.stderr.strip():
        sys.exit(f"render.py: {folder} warns: {done.stderr.strip()}")
    return done.stdout


def overlays():
    """Where each overlay is rendered to."""
    for folder, target in (
        ("k8s/overlays", "k8s/rendered"),
        ("tests/deploy/overlays", "tests/deploy/rendered"),
    ):
        for overlay in sorted((ROOT / folder).iterdir()):
            yield overlay, ROOT / target / f"{overlay.name}.yaml"


def profiles():
    """Where each chart is rendered to, with which values."""
    for chart in sorted(path.parent for path in CHARTS.glob("*/Chart.yaml")):
        yield chart, None, CHARTS / "rendered" / f"{chart.name}-default.yaml"
        for values in sorted([*chart.glob("values-*.yaml"), *chart.glob("ci/*-values.yaml")]):
            name = values.stem.removeprefix("values-").removesuffix("-values")
            yield chart, values, CHARTS / "rendered" / f"{chart.name}-{name}.yaml"


def digest():
    """Of every source, so that stale renders are found without kustomize and Helm, too."""
    files = []
    for folder in ("k8s", "charts", "tests/deploy/overlays"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and not {"rendered", ".venv"} & set(path.relative_to(ROOT).parts):
                files.append(path)
    sha = hashlib.sha256()
    # By parts, as Rust orders paths.
    for path in sorted(files, key=lambda one: one.relative_to(ROOT).parts):
        content = path.read_bytes()
        sha.update(f"{path.relative_to(ROOT)} {len(content)}\n".encode())
        sha.update(content)
    return sha.hexdigest() + "\n"


def same(old, new):
    """Versions of kustomize differ in order and quoting; what the cluster is told is what counts."""
    if old == new:
        return True
    parsed = [
        sorted(json.dumps(one, sort_keys=True) for one in yaml.safe_load_all(text) if one)
        for text in (old, new)
    ]
    return bool(old) and parsed[0] == parsed[1]


def renders():
    for overlay, target in overlays():
        yield target, kustomize(overlay)
    import helm

    for chart, values, target in profiles():
        yield target, helm.template(chart, values)
    yield ROOT / "k8s/rendered/SOURCES", digest()


def main():
    check = sys.argv[1:] == ["--check"]
    stale = 0
    targets = set()
    for target, text in renders():
        targets.add(target)
        old = target.read_text() if target.exists() else ""
        if same(old, text):
            continue
        name = str(target.relative_to(ROOT))
        if check:
            stale += 1
            diff = difflib.unified_diff(
                old.splitlines(True), text.splitlines(True), name, "rendered now"
            )
            sys.stdout.writelines(list(diff)[:60])
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
            print("wrote", name)
    for folder in sorted({target.parent for target in targets}):
        for path in sorted(set(folder.iterdir()) - targets):
            print(f"{path.relative_to(ROOT)} is rendered by nothing")
            stale += 1
    if stale:
        sys.exit(f"render.py: {stale} renders are stale: run `make rendered` and read the diff")
    print(f"{len(targets) - 1} renders are those of their sources")


if __name__ == "__main__":
    main()
