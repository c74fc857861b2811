"""TARGET METHOD URL HEADERS BODY; `targets` prints the names it knows. Its own user agent is its
name: a browser's is the caller's to bring."""

import json
import sys
import typing
from importlib.metadata import version

import tls_client
from tls_client import settings

BROWSERS = ("chrome", "brave", "safari", "firefox", "opera", "okhttp4")

if sys.argv[1] == "version":
    print(version("tls-client"))
    sys.exit()
if sys.argv[1] == "targets":
    # The others are single apps of phones.
    print(
        " ".join(
            name
            for name in typing.get_args(settings.ClientIdentifiers)
            if name.split("_")[0] in BROWSERS
        )
    )
    sys.exit()
target, method, url, headers, body = sys.argv[1:]
named = dict(json.loads(headers))
extra = {"json": json.loads(body)} if body else {}
# Chrome shuffles its extensions; the profiles do so only when they are told.
session = tls_client.Session(
    client_identifier=target,
    header_order=list(named) or None,
    random_tls_extension_order=target.startswith("chrome"),
)
session.execute_request(method, url, headers=named, insecure_skip_verify=True, **extra)
