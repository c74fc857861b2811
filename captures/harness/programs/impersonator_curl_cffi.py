"""TARGET METHOD URL HEADERS BODY; `targets` prints the names it knows."""

import json
import os
import sys

import curl_cffi
from curl_cffi import requests

if sys.argv[1] == "version":
    print(curl_cffi.__version__)
    sys.exit()
if sys.argv[1] == "targets":
    print(" ".join(target.value for target in requests.BrowserType))
    sys.exit()
target, method, url, headers, body = sys.argv[1:]
answer = requests.request(
    method,
    url,
    impersonate=target,
    headers=dict(json.loads(headers)),
    json=json.loads(body) if body else None,
    verify=os.environ["SSL_CERT_FILE"],
)
print(answer.text)
