#!/usr/bin/env python3
"""Stands in for kubectl where redis-recovery.sh calls it: scaling stops and starts the real Redis of
the test, a pod's volumes are folders, and what is run in a pod runs here. Unknown calls fail."""

import os
import pathlib
import signal
import subprocess
import sys
import time

import yaml

STATE = pathlib.Path(os.environ["STANDIN_STATE"])
PID = STATE / "pid"
PASSWORD = os.environ["STANDIN_PASSWORD"]
PORT = os.environ["STANDIN_PORT"]


def running():
    try:
        pid = int(PID.read_text())
        state = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        return state not in "ZX"
    except (OSError, ValueError):
        return False


def scale(replicas):
    if replicas == 0:
        if running():
            os.kill(int(PID.read_text()), signal.SIGTERM)
        for _ in range(200):
            if not running():
                return
            time.sleep(0.05)
        sys.exit("the pod does not stop")
    if not running():
        started = subprocess.Popen(
            ["redis-server", str(STATE / "config/redis.conf")],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        PID.write_text(str(started.pid))


def cli(*words):
    return subprocess.run(
        ["redis-cli", "-p", PORT, *words],
        capture_output=True,
        text=True,
        env={**os.environ, "REDISCLI_AUTH": PASSWORD},
    ).stdout


def inside(command):
    """A command of the recovery pod, with the paths of its volumes."""
    folders = {"/data": STATE / "data", "/backups": STATE / "backups"}
    for path, folder in folders.items():
        command = [one.replace(path, str(folder)) for one in command]
    sys.exit(subprocess.run(command, stdin=sys.stdin).returncode)


def main():
    arguments = sys.argv[3:] if sys.argv[1] == "-n" else sys.argv[1:]
    line = " ".join(arguments)
    if line.startswith(
        "get deployment/redis -o jsonpath={.spec.template.spec.containers[0].image}"
    ):
        print("redis:7", end="")
    elif line.startswith("get deployment/redis -o jsonpath={.spec.template.spec.volumes"):
        print("redis-data", end="")
    elif line.startswith("scale deployment/redis --replicas="):
        scale(int(line.rsplit("=", 1)[1]))
    elif line.startswith("wait --for=delete pod"):
        sys.exit(1 if running() else 0)
    elif line == "apply -f -":
        pod = yaml.safe_load(sys.stdin.read())
        container = pod["spec"]["containers"][0]
        names = {one["name"] for one in pod["spec"]["volumes"]}
        assert {one["name"] for one in container["volumeMounts"] or ()} <= names, pod
        assert container["securityContext"]["capabilities"]["drop"] == ["ALL"]
        claims = [
            one.get("persistentVolumeClaim", {}).get("claimName") for one in pod["spec"]["volumes"]
        ]
        if "redis-data" in claims and running():
            sys.exit("two pods would write one volume")
    elif line.startswith(("wait --for=condition=Ready pod/", "delete pod ")):
        pass
    elif line.startswith("exec -i redis-recovery -- "):
        inside(arguments[4:])
    elif line.startswith("rollout status deployment/redis"):
        for _ in range(200):
            if cli("ping").strip() == "PONG":
                return
            time.sleep(0.05)
        sys.exit("not ready")
    elif line.startswith("exec deployment/redis -c redis -- redis-cli "):
        print(cli(*arguments[6:]), end="")
    else:
        sys.exit(f"stand-in: unknown call: {line}")


if __name__ == "__main__":
    main()
