#!/usr/bin/env python3
"""Stands in for kubectl: knows the calls that deploy.sh makes, keeps what was applied in the folder
STANDIN_STATE, and writes every call to calls there. A call that it does not know fails.

STANDIN_FAIL   words of a call that fails (`rollout status`)
STANDIN_PORT   where port-forward leads
"""

import base64
import json
import os
import pathlib
import re
import shutil
import sys
import time

import yaml

sys.path.insert(0, str(pathlib.Path(__file__).parent))
STATE = pathlib.Path(os.environ["STANDIN_STATE"])


def load():
    path = STATE / "objects.json"
    return json.loads(path.read_text()) if path.exists() else {}


def save(objects):
    (STATE / "objects.json").write_text(json.dumps(objects))


def key(one):
    return f"{one['kind']}/{one['metadata'].get('namespace', '')}/{one['metadata']['name']}"


def option(arguments, *names):
    for name in names:
        if name in arguments:
            return arguments[arguments.index(name) + 1]
    return next((one.split("=", 1)[1] for one in arguments for name in names if one.startswith(name + "=")), None)


def apply(arguments):
    documents = [one for one in yaml.safe_load_all(pathlib.Path(option(arguments, "-f")).read_text()) if one]
    objects = load()
    dry = option(arguments, "--dry-run")
    for one in documents:
        # As apply does: what the manifest does not name stays.
        old = objects.get(key(one), {})
        print(f"{one['kind'].lower()}/{one['metadata']['name']} {'unchanged' if old else 'created'}"
              + (f" ({dry} dry run)" if dry else ""))
        if not dry:
            objects[key(one)] = {**old, **one}
    if not dry:
        save(objects)


def kustomize(folder):
    """With kustomize where it is here; else the committed render, with the images that the
    kustomization of deploy.sh names."""
    import render
    if shutil.which("kubectl") or shutil.which("kustomize"):
        return render.kustomize(folder)
    folder, images = pathlib.Path(folder), []
    if folder.parent != render.ROOT / "k8s/overlays":
        wanted = yaml.safe_load((folder / "kustomization.yaml").read_text())
        folder, images = (folder / wanted["resources"][0]).resolve(), wanted["images"]
    text = (render.ROOT / f"k8s/rendered/{folder.name}.yaml").read_text()
    for image in images:
        name = image.get("newName", image["name"])
        text = re.sub(rf"image: {image['name']}:(\S+)", lambda old: f"image: {name}:{image.get('newTag', old[1])}", text)
    return text


def main():
    arguments = sys.argv[1:]
    line = " ".join(arguments)
    with (STATE / "calls").open("a") as calls:
        calls.write(line + "\n")
    failing = os.environ.get("STANDIN_FAIL")
    if failing and failing in line:
        sys.exit(f"error: told to fail: {failing}")
    namespace = option(arguments, "-n", "--namespace") or ""
    objects = load()
    if arguments[0] == "kustomize":
        sys.stdout.write(kustomize(arguments[1]))
    elif line == "get --raw /readyz":
        print("ok")
    elif line.startswith("get --raw /apis/custom.metrics.k8s.io"):
        sys.exit(0 if os.environ.get("STANDIN_ADAPTER") else "Error from server (NotFound)")
    elif line == "config current-context":
        print("standin")
    elif line.startswith("get namespace "):
        if f"Namespace//{arguments[2]}" not in objects:
            sys.exit("Error from server (NotFound)")
    elif arguments[0] == "apply":
        apply(arguments)
    elif arguments[0] == "diff":
        print("+ replicas")
        sys.exit(1)
    elif arguments[0] == "delete":
        for one in yaml.safe_load_all(pathlib.Path(option(arguments, "-f")).read_text()):
            if one:
                objects.pop(key(one), None)
        save(objects)
    elif " get secret " in f" {line}":
        name = arguments[arguments.index("secret") + 1]
        wanted = re.search(r"\{\.data\.(.*)\}$", option(arguments, "-o")).group(1).replace("\\.", ".")
        sys.stdout.write(objects[f"Secret/{namespace}/{name}"].get("data", {}).get(wanted, ""))
    elif " patch secret " in f" {line}":
        patch = json.loads(pathlib.Path(option(arguments, "--patch-file")).read_text())
        for value in patch["data"].values():
            base64.b64decode(value, validate=True)
        found = objects[f"Secret/{namespace}/{arguments[arguments.index('secret') + 1]}"]
        found["data"] = {**found.get("data", {}), **patch["data"]}
        save(objects)
    elif " rollout " in f" {line}" or " get deployments," in f" {line}" or " get pods" in f" {line}":
        print(f"stand-in: {line}")
    elif " port-forward " in f" {line}":
        print(f"Forwarding from 127.0.0.1:{os.environ['STANDIN_PORT']} -> 8000", flush=True)
        time.sleep(60)
    else:
        sys.exit(f"stand-in: unknown call: {line}")


if __name__ == "__main__":
    main()
