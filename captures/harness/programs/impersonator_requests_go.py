"""TARGET METHOD URL HEADERS BODY; `targets` prints the names it knows: requests on Go's uTLS, whose
headers are the caller's."""

import json
import sys
from importlib.metadata import version

import requests_go
from requests_go import tls_config

if sys.argv[1] == "version":
    print(version("requests_go"))
    sys.exit()
if sys.argv[1] == "targets":
    # Names that end so are second names of others.
    print(
        " ".join(
            name
            for name in dir(tls_config)
            if name.startswith("TLS_") and not name.endswith("_LATEST")
        )
    )
    sys.exit()
target, method, url, headers, body = sys.argv[1:]
extra = {"json": json.loads(body)} if body else {}
requests_go.request(
    method,
    url,
    headers=dict(json.loads(headers)),
    tls_config=getattr(tls_config, target),
    verify=False,
    **extra,
)
