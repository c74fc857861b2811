import json
import sys

import httpx2

if sys.argv[1] == "version":
    print(httpx2.__version__)
    sys.exit()
protocol, method, url, headers, body = sys.argv[1:]
with httpx2.Client(http2=protocol == "h2") as client:
    client.request(
        method, url, headers=dict(json.loads(headers)), json=json.loads(body) if body else None
    )
