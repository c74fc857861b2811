"""TARGET METHOD URL HEADERS BODY; `targets` prints the names it knows."""

import asyncio
import json
import sys
import typing
from importlib.metadata import version

from async_tls_client import AsyncSession
from async_tls_client.types import ClientIdentifiers

BROWSERS = ("chrome", "safari", "firefox", "opera", "okhttp4")

if sys.argv[1] == "version":
    print(version("async_tls_client"))
    sys.exit()
if sys.argv[1] == "targets":
    # The others are single apps of phones.
    print(
        " ".join(
            name for name in typing.get_args(ClientIdentifiers) if name.split("_")[0] in BROWSERS
        )
    )
    sys.exit()
target, method, url, headers, body = sys.argv[1:]
named = dict(json.loads(headers))


async def main() -> None:
    extra = {"json": json.loads(body)} if body else {}
    order = {"header_order": list(named)} if named else {}
    async with AsyncSession(
        client_identifier=target,
        insecure_skip_verify=True,
        random_tls_extension_order=True,
        **order,
    ) as client:
        await getattr(client, method.lower())(url, headers=named or None, **extra)


asyncio.run(main())
