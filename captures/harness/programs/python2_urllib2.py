import json
import sys

import urllib2

if sys.argv[1] == "version":
    print(sys.version.split()[0])
    sys.exit()
method, url, headers, body = sys.argv[1:]
headers = dict((str(name), str(value)) for name, value in json.loads(headers))
if body:
    headers["Content-Type"] = "application/json"
urllib2.urlopen(urllib2.Request(url, body or None, headers), timeout=10).read()
