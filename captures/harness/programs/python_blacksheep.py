import asyncio
import json
import ssl
import sys
from importlib.metadata import version

from blacksheep import JSONContent
from blacksheep.client import ClientSession

if sys.argv[1] == "version":
    print(version("blacksheep"))
    sys.exit()
method, url, headers, body = sys.argv[1:]


async def main() -> None:
    named = [(name.encode(), value.encode()) for name, value in json.loads(headers)]
    # Its own context is this one with another list of authorities.
    async with ClientSession(ssl=ssl.create_default_context()) as client:
        if body:
            await client.post(url, JSONContent(json.loads(body)), named)
        else:
            await client.get(url, named)


asyncio.run(main())
