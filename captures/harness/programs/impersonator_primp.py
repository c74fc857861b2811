"""TARGET METHOD URL HEADERS BODY; `targets` prints those names it accepts of the ones browsers
could have."""

import json
import os
import sys
from importlib.metadata import version

import primp

# What it says of an unknown name, from its first version to the present one.
UNKNOWN = (ValueError, RuntimeError, getattr(primp, "BuilderError", ValueError))

if sys.argv[1] == "version":
    print(version("primp"))
    sys.exit()
if sys.argv[1] == "targets":
    # It publishes no list: an unknown name is an error.
    names = [
        f"{browser}_{major}"
        for browser in ("chrome", "edge", "firefox", "opera")
        for major in range(110, 170)
    ]
    names += [
        f"safari_{major}{minor}"
        for major in range(15, 28)
        for minor in ("", *(f".{number}" for number in range(7)))
    ]
    known = []
    for name in names:
        try:
            primp.Client(impersonate=name)
            known.append(name)
        except UNKNOWN:
            pass
    print(" ".join(known))
    sys.exit()
target, method, url, headers, body = sys.argv[1:]
client = primp.Client(impersonate=target, ca_cert_file=os.environ["SSL_CERT_FILE"])
extra = {"json": json.loads(body)} if body else {}
client.request(method, url, headers=dict(json.loads(headers)), **extra)
