"""TARGET METHOD URL HEADERS BODY; `targets` prints the names it knows."""

import json
import sys
from importlib.metadata import version

import httpcloak

if sys.argv[1] == "version":
    print(version("httpcloak"))
    sys.exit()
if sys.argv[1] == "targets":
    print(" ".join(httpcloak.available_presets()))
    sys.exit()
target, method, url, headers, body = sys.argv[1:]
extra = {"json": json.loads(body)} if body else {}
with httpcloak.Session(preset=target, verify=False, disable_ech=True) as session:
    session.request(method, url, headers=dict(json.loads(headers)) or None, **extra)
