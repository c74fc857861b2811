import json
import os
import pathlib
import sys

import pyreqwest
from pyreqwest.client import SyncClientBuilder

if sys.argv[1] == "version":
    print(pyreqwest.__version__)
    sys.exit()
method, url, headers, body = sys.argv[1:]
root = pathlib.Path(os.environ["SSL_CERT_FILE"]).read_bytes()
with SyncClientBuilder().add_root_certificate_pem(root).build() as client:
    request = client.request(method, url).headers(dict(json.loads(headers)))
    if body:
        request = request.body_json(json.loads(body))
    request.build().send().text()
