import json
import sys

import treq
from twisted.internet.defer import ensureDeferred
from twisted.internet.task import react

if sys.argv[1] == "version":
    print(treq.__version__)
    sys.exit()
method, url, headers, body = sys.argv[1:]


async def main(reactor) -> None:
    extra = {"json": json.loads(body)} if body else {}
    answer = await treq.request(method, url, headers=dict(json.loads(headers)), timeout=10, **extra)
    await answer.content()


react(lambda reactor: ensureDeferred(main(reactor)))
