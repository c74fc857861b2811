import json
import sys

import niquests

if sys.argv[1] == "version":
    print(niquests.__version__)
    sys.exit()
method, url, headers, body = sys.argv[1:]
niquests.request(
    method,
    url,
    headers=dict(json.loads(headers)),
    json=json.loads(body) if body else None,
    timeout=10,
)
