import asyncio
import json
import sys
from importlib.metadata import version

import aiosonic

if sys.argv[1] == "version":
    print(version("aiosonic"))
    sys.exit()
method, url, headers, body = sys.argv[1:]


async def main() -> None:
    async with aiosonic.HTTPClient() as client:
        extra = {"json": json.loads(body)} if body else {}
        answer = await client.request(url, method, headers=dict(json.loads(headers)), **extra)
        await answer.content()


asyncio.run(main())
