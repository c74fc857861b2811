import http.client
import json
import sys
import urllib.parse

if sys.argv[1] == "version":
    print(sys.version.split()[0])
    sys.exit()
method, url, headers, body = sys.argv[1:]
headers = dict(json.loads(headers))
if body:
    headers["Content-Type"] = "application/json"
parts = urllib.parse.urlsplit(url)
connection = http.client.HTTPSConnection(parts.hostname, parts.port, timeout=10)
connection.request(method, parts.path, body or None, headers)
connection.getresponse().read()
