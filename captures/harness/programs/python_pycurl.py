import io
import json
import os
import sys

import pycurl

if sys.argv[1] == "version":
    # "PycURL/7.45.3 libcurl/8.11.1 OpenSSL/…": the library inside makes the fingerprint.
    print(pycurl.version)
    sys.exit()
method, url, headers, body = sys.argv[1:]
handle = pycurl.Curl()
handle.setopt(pycurl.URL, url)
handle.setopt(pycurl.CAINFO, os.environ["SSL_CERT_FILE"])
lines = [f"{name}: {value}" for name, value in json.loads(headers)]
if body:
    lines.append("Content-Type: application/json")
    handle.setopt(pycurl.POSTFIELDS, body)
handle.setopt(pycurl.HTTPHEADER, lines)
handle.setopt(pycurl.WRITEDATA, io.BytesIO())
handle.perform()
