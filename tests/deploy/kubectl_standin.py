#!/usr/bin/env python3
"""Stands in for kubectl: knows the calls that deploy.sh makes, keeps what was applied in the folder
STANDIN_STATE, and writes every call to calls there. A call that it does not know fails.

STANDIN_FAIL   words of a call that fails (`rollout status`)
STANDIN_BAD    an image whose pods never become ready
STANDIN_WITHOUT  names of API groups that nobody serves
STANDIN_PORT   where port-forward leads
"""

import base64
import json
import os
import pathlib
import re
import sys
import time

import yaml

sys.path.insert(0, str(pathlib.Path(__file__).parent))
STATE = pathlib.Path(os.environ["STANDIN_STATE"])
KINDS = {
    "secret": "Secret",
    "configmap": "ConfigMap",
    "deployment": "Deployment",
    "hpa": "HorizontalPodAutoscaler",
}
IMAGE_OF = re.compile(r'\{\.spec\.template\.spec\.(\w+)\[\?\(@\.name=="(\S+)"\)\]\.image\}')


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
    return next(
        (one.split("=", 1)[1] for one in arguments for name in names if one.startswith(name + "=")),
        None,
    )


def apply(arguments):
    documents = [
        one for one in yaml.safe_load_all(pathlib.Path(option(arguments, "-f")).read_text()) if one
    ]
    objects = load()
    dry = option(arguments, "--dry-run")
    for one in documents:
        # As apply does: what the manifest does not name stays.
        old = objects.get(key(one), {})
        new = {**old, **one}
        did = "created" if not old else "unchanged" if new == old else "configured"
        print(
            f"{one['kind'].lower()}/{one['metadata']['name']} {did}"
            + (f" ({dry} dry run)" if dry else "")
        )
        if not dry:
            objects[key(one)] = new if one["kind"] != "Deployment" else revised(old, new)
    if not dry:
        save(objects)


def revised(old, new):
    """As the Deployment's controller does: each template that is another one is a revision."""
    templates = old.get("templates", [])
    if not templates or templates[-1] != new["spec"]["template"]:
        templates = [*templates, new["spec"]["template"]]
    return {**new, "templates": templates}


def read(objects, namespace, kind, name, path):
    """What a jsonpath of deploy.sh says of an object."""
    one = objects.get(f"{kind}/{namespace}/{name}")
    if one is None:
        sys.exit(f"Error from server (NotFound): {name}")
    image = IMAGE_OF.fullmatch(path)
    if image:
        containers = one["spec"]["template"]["spec"].get(image[1], [])
        return next((each["image"] for each in containers if each["name"] == image[2]), "")
    if path == "{.status.availableReplicas}":
        scaler = objects.get(f"HorizontalPodAutoscaler/{namespace}/{name}")
        return str(scaler["spec"]["minReplicas"] if scaler else one["spec"].get("replicas", 1))
    if path.endswith("deployment\\.kubernetes\\.io/revision}"):
        return str(len(one["templates"]))
    value = one
    for part in re.findall(r"(?:\\\.|[^.{}])+", path):
        value = value.get(part.replace("\\.", "."), {})
    return str(value) if isinstance(value, (str, int)) else ""


def rollout(objects, namespace, arguments):
    """`status` fails while an image of the pods is a bad one."""
    verb, (kind, name) = arguments[0], arguments[1].split("/")
    if kind != "deployment":
        sys.exit(f"stand-in: unknown kind: {kind}")
    one = objects.get(f"Deployment/{namespace}/{name}")
    spec = one["spec"]["template"]["spec"] if one else {}
    images = [
        each["image"] for each in [*spec.get("initContainers", []), *spec.get("containers", [])]
    ]
    if verb == "status" and os.environ.get("STANDIN_BAD") in images:
        sys.exit(f"error: deployment {name} exceeded its progress deadline")
    if verb == "undo":
        template = one["templates"][int(option(arguments, "--to-revision")) - 1]
        objects[f"Deployment/{namespace}/{name}"] = revised(
            one, {**one, "spec": {**one["spec"], "template": template}}
        )
        save(objects)
    print(f"stand-in: rollout {' '.join(arguments)}")


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
    asked = re.search(r" get (secret|configmap|deployment|hpa) (\S+) -o jsonpath=(.*)$", line)
    if arguments[0] == "kustomize":
        import render

        sys.stdout.write(render.kustomize(arguments[1]))
    elif line == "get --raw /readyz":
        print("ok")
    elif line.startswith("get --raw /apis/custom.metrics.k8s.io"):
        sys.exit(0 if os.environ.get("STANDIN_ADAPTER") else "Error from server (NotFound)")
    elif line.startswith("get --raw /apis/"):
        sys.exit(
            "Error from server (NotFound)"
            if arguments[2].split("/")[2] in os.environ.get("STANDIN_WITHOUT", "")
            else 0
        )
    elif line.startswith("get namespaces -l "):
        pass
    elif line == "config current-context":
        print("standin")
    elif line.startswith("get namespace "):
        if f"Namespace//{arguments[2]}" not in objects:
            sys.exit("Error from server (NotFound)")
    elif asked:
        sys.stdout.write(read(objects, namespace, KINDS[asked[1]], asked[2], asked[3]))
    elif arguments[0] == "apply":
        apply(arguments)
    elif arguments[0] == "diff":
        print("+ replicas")
        sys.exit(1)
    elif " delete configmap " in f" {line}":
        objects.pop(f"ConfigMap/{namespace}/{arguments[arguments.index('configmap') + 1]}", None)
        save(objects)
    elif arguments[0] == "delete":
        for one in yaml.safe_load_all(pathlib.Path(option(arguments, "-f")).read_text()):
            if one:
                objects.pop(key(one), None)
        save(objects)
    elif " patch secret " in f" {line}":
        patch = json.loads(pathlib.Path(option(arguments, "--patch-file")).read_text())
        for value in patch["data"].values():
            base64.b64decode(value, validate=True)
        found = objects[f"Secret/{namespace}/{arguments[arguments.index('secret') + 1]}"]
        found["data"] = {**found.get("data", {}), **patch["data"]}
        save(objects)
    elif " rollout " in f" {line}":
        rollout(objects, namespace, arguments[arguments.index("rollout") + 1 :])
    elif " get deployments," in f" {line}" or " get pods" in f" {line}":
        print(f"stand-in: {line}")
    elif " port-forward " in f" {line}":
        print(f"Forwarding from 127.0.0.1:{os.environ['STANDIN_PORT']} -> 8000", flush=True)
        time.sleep(60)
    else:
        sys.exit(f"stand-in: unknown call: {line}")


if __name__ == "__main__":
    main()
