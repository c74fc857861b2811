import json
import sys

import requests

if sys.argv[1] == "version":
    print(requests.__version__)
    sys.exit()
method, url, headers, body = sys.argv[1:]
print(
    requests.request(
        method,
        url,
        headers=dict(json.loads(headers)),
        json=json.loads(body) if body else None,
        timeout=10,
    ).text
)
