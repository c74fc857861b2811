"""TARGET METHOD URL HEADERS BODY; `targets` prints the names it knows. A target may end in @ and
the system to claim."""

import json
import os
import sys
from importlib.metadata import version
from pathlib import Path

import rnet
from rnet import BlockingClient

if sys.argv[1] == "version":
    print(version("rnet"))
    sys.exit()
if sys.argv[1] == "targets":
    print(" ".join(name for name in dir(rnet.Impersonate) if name[0].isupper()))
    sys.exit()
target, method, url, headers, body = sys.argv[1:]
target, _, system = target.partition("@")
wanted = getattr(rnet.Impersonate, target)
if system:
    wanted = rnet.ImpersonateOption(wanted, impersonate_os=getattr(rnet.ImpersonateOS, system))
client = BlockingClient(impersonate=wanted, verify=Path(os.environ["SSL_CERT_FILE"]))
extra = {"json": json.loads(body)} if body else {}
client.request(getattr(rnet.Method, method), url, headers=dict(json.loads(headers)), **extra)
