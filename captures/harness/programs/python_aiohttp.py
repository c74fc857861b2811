import asyncio
import json
import sys

import aiohttp

if sys.argv[1] == "version":
    print(aiohttp.__version__)
    sys.exit()
method, url, headers, body = sys.argv[1:]


async def main() -> None:
    async with aiohttp.ClientSession() as session:
        extra = {"json": json.loads(body)} if body else {}
        async with session.request(
            method, url, headers=dict(json.loads(headers)), **extra
        ) as answer:
            print(await answer.text())


asyncio.run(main())
