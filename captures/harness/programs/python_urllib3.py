import json
import os
import sys

import urllib3

if sys.argv[1] == "version":
    print(urllib3.__version__)
    sys.exit()
method, url, headers, body = sys.argv[1:]
headers = dict(json.loads(headers))
if body:
    headers["Content-Type"] = "application/json"
pool = urllib3.PoolManager(ca_certs=os.environ["SSL_CERT_FILE"])
pool.request(method, url, headers=headers or None, body=body or None, timeout=10, retries=False)
