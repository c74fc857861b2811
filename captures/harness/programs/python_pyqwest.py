import json
import os
import sys
from importlib.metadata import version
from pathlib import Path

from pyqwest import SyncClient, SyncHTTPTransport

if sys.argv[1] == "version":
    print(version("pyqwest"))
    sys.exit()
method, url, headers, body = sys.argv[1:]
named = [tuple(pair) for pair in json.loads(headers)]
if body:
    named.append(("content-type", "application/json"))
client = SyncClient(SyncHTTPTransport(tls_ca_cert=Path(os.environ["SSL_CERT_FILE"]).read_bytes()))
client.execute(method, url, named, body.encode() if body else None)
