"""What every client is run with: an authority that it trusts, and nothing of the person who runs
it."""

import os
from pathlib import Path

# Where clients look for a company's own authority.
AUTHORITY = (
    "SSL_CERT_FILE",
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
    "NODE_EXTRA_CA_CERTS",
    "GIT_SSL_CAINFO",
    "PERL_LWP_SSL_CA_FILE",
    "HTTPLIB2_CA_CERTS",
    "DENO_CERT",
)


def client_environment(authority: Path, home: Path) -> dict[str, str]:
    """The environment: a home of its own has no proxy, cookie jar, configuration file or
    history."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "JAVA_HOME") if name in os.environ}
    home.mkdir(exist_ok=True)
    return {
        **kept,
        "HOME": str(home),
        "LANG": "C.UTF-8",
        **dict.fromkeys(AUTHORITY, str(authority)),
    }


# GnuTLS's programs mostly read the system's own list and no other: for the one command, and for it
# alone, the authority lies in its place.
TRUSTING = (
    *("unshare", "--mount", "sh", "-c"),
    'mount --bind "$0" /etc/ssl/certs/ca-certificates.crt && exec "$@"',
    "{authority}",
)
