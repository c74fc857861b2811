"""versions.py PACKAGE… prints their versions, the interpreter's and its OpenSSL's, on one line."""

import platform
import ssl
import sys
from importlib.metadata import version

packages = [f"{name} {version(name)}" for name in sys.argv[1:]]
print(
    ", ".join(
        [
            *packages,
            f"Python {platform.python_version()}",
            " ".join(ssl.OPENSSL_VERSION.split()[:2]),
        ]
    )
)
