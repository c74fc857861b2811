import asyncio
import json
import sys

import tornado
from tornado.httpclient import AsyncHTTPClient, HTTPRequest

if sys.argv[1] == "version":
    print(tornado.version)
    sys.exit()
method, url, headers, body = sys.argv[1:]


async def main() -> None:
    named = dict(json.loads(headers))
    if body:
        named["Content-Type"] = "application/json"
    await AsyncHTTPClient().fetch(HTTPRequest(url, method=method, headers=named, body=body or None))


asyncio.run(main())
