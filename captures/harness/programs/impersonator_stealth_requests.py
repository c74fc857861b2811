"""TARGET METHOD URL HEADERS BODY: it has one hello, and a user agent by lot at every start;
`targets` numbers the lots."""

import json
import os
import sys
from importlib.metadata import version

from stealth_requests import StealthSession

if sys.argv[1] == "version":
    print(version("stealth-requests"))
    sys.exit()
if sys.argv[1] == "targets":
    print("chrome136-1 chrome136-2 chrome136-3")
    sys.exit()
_, method, url, headers, body = sys.argv[1:]
extra = {"json": json.loads(body)} if body else {}
with StealthSession(verify=os.environ["SSL_CERT_FILE"]) as session:
    session.request(method, url, headers=dict(json.loads(headers)), **extra)
