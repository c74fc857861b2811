"""TARGET METHOD URL HEADERS BODY; `targets` prints the names it knows. A target may end in @ and
the system to claim."""

import json
import os
import sys
import typing
from importlib.metadata import version

import never_primp

if sys.argv[1] == "version":
    print(version("never_primp"))
    sys.exit()
if sys.argv[1] == "targets":
    # Names without a number are the newest of the others.
    print(" ".join(name for name in typing.get_args(never_primp.IMPERSONATE) if "_" in name))
    sys.exit()
target, method, url, headers, body = sys.argv[1:]
target, _, system = target.partition("@")
client = never_primp.Client(
    impersonate=target,
    impersonate_os=system.lower() or None,
    ca_cert_file=os.environ["SSL_CERT_FILE"],
)
extra = {"json": json.loads(body)} if body else {}
getattr(client, method.lower())(url, headers=dict(json.loads(headers)), **extra)
