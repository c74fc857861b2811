import json
import os
import sys

import httplib2

if sys.argv[1] == "version":
    print(httplib2.__version__)
    sys.exit()
method, url, headers, body = sys.argv[1:]
headers = dict(json.loads(headers))
if body:
    headers["content-type"] = "application/json"
httplib2.Http(ca_certs=os.environ["SSL_CERT_FILE"], timeout=10).request(
    url, method, body=body or None, headers=headers
)
