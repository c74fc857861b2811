"""Writes what is inside the image: sbom.json (CycloneDX 1.5) and licences.txt.

    sbom.py TARGET FOLDER

Crates are those that are linked for the target, with the checksums of Cargo.lock; models are those
of the folder.
"""

import hashlib
import json
import pathlib
import subprocess
import sys
import tomllib

ROOT = pathlib.Path(__file__).resolve().parents[1]


def linked(target: str) -> tuple[list[dict], str]:
    """The packages that the binary links, without what only builds or tests it."""
    text = subprocess.run(
        ["cargo", "metadata", "--locked", "--format-version", "1", "--filter-platform", target],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout
    metadata = json.loads(text)
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    seen, waiting = set(), [metadata["resolve"]["root"]]
    while waiting:
        identity = waiting.pop()
        if identity in seen:
            continue
        seen.add(identity)
        for dependency in nodes[identity]["deps"]:
            if any(kind["kind"] is None for kind in dependency["dep_kinds"]):
                waiting.append(dependency["pkg"])
    return [one for one in metadata["packages"] if one["id"] in seen], metadata["resolve"]["root"]


def crate(package: dict, checksums: dict[tuple[str, str], str]) -> dict:
    name, version = package["name"], package["version"]
    found = {
        "type": "library",
        "name": name,
        "version": version,
        "purl": f"pkg:cargo/{name}@{version}",
    }
    if package.get("license"):
        # The old way of writing OR.
        found["licenses"] = [{"expression": package["license"].replace("/", " OR ")}]
    # A crate of this workspace was packed by nobody: its digest is that of its sources.
    digest = checksums.get((name, version)) or sources(
        pathlib.Path(package["manifest_path"]).parent
    )
    found["hashes"] = [{"alg": "SHA-256", "content": digest}]
    return found


def sources(folder: pathlib.Path) -> str:
    """One digest of the files that a crate is compiled from."""
    sha = hashlib.sha256()
    for path in sorted([folder / "Cargo.toml", *(folder / "src").rglob("*.rs")]):
        content = path.read_bytes()
        sha.update(f"{path.relative_to(folder)} {len(content)}\n".encode())
        sha.update(content)
    return sha.hexdigest()


def model(folder: pathlib.Path) -> dict:
    """The network, or a question: its manifest names the network and its part of the answer."""
    text = (folder / "manifest.json").read_bytes()
    manifest = json.loads(text)
    digest = manifest.get("files", {}).get("model.onnx") or hashlib.sha256(text).hexdigest()
    return {
        "type": "machine-learning-model",
        "name": folder.parent.name,
        "version": manifest["version"],
        "hashes": [{"alg": "SHA-256", "content": digest}],
    }


def main() -> None:
    target, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    packages, root = linked(target)
    lock = tomllib.loads((ROOT / "Cargo.lock").read_text())["package"]
    checksums = {
        (one["name"], one["version"]): one["checksum"] for one in lock if "checksum" in one
    }
    service = next(one for one in packages if one["id"] == root)
    crates = sorted(
        (one for one in packages if one["id"] != root),
        key=lambda one: (one["name"], one["version"]),
    )
    models = [model(path.parent) for path in sorted((folder / "models").glob("*/*/manifest.json"))]
    components = [crate(one, checksums) for one in crates] + models
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "name": service["name"],
                "version": service["version"],
            }
        },
        "components": components,
    }
    (folder / "sbom.json").write_text(json.dumps(bill, indent=1) + "\n")
    lines = [
        f"{one['name']} {one['version']}: {one.get('license') or 'see its source'}\n"
        for one in crates
    ]
    own = "".join((ROOT / name).read_text() for name in ("LICENSE", "LICENSE-MIT"))
    (folder / "licences.txt").write_text(
        own + "\nLinked crates and their licences:\n\n" + "".join(lines)
    )
    print(f"{len(crates)} crates, {len(models)} models")


if __name__ == "__main__":
    main()
