"""TARGET METHOD URL HEADERS BODY; `targets` prints the names it knows. A target may end in @ and
the system to claim."""

import json
import os
import sys
from importlib.metadata import version
from pathlib import Path

import wreq
from wreq.blocking import Client

if sys.argv[1] == "version":
    print(version("wreq"))
    sys.exit()
if sys.argv[1] == "targets":
    print(" ".join(name for name in dir(wreq.Profile) if name[0].isupper()))
    sys.exit()
target, method, url, headers, body = sys.argv[1:]
target, _, system = target.partition("@")
wanted = getattr(wreq.Profile, target)
if system:
    wanted = wreq.Emulation(profile=wanted, platform=getattr(wreq.Platform, system))
client = Client(emulation=wanted, tls_verify=Path(os.environ["SSL_CERT_FILE"]))
extra = {"json": json.loads(body)} if body else {}
client.request(getattr(wreq.Method, method), url, headers=dict(json.loads(headers)), **extra)
