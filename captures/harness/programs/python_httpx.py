import json
import sys

import httpx

if sys.argv[1] == "version":
    print(httpx.__version__)
    sys.exit()
protocol, method, url, headers, body = sys.argv[1:]
with httpx.Client(http2=protocol == "h2") as client:
    print(
        client.request(
            method, url, headers=dict(json.loads(headers)), json=json.loads(body) if body else None
        ).text
    )
