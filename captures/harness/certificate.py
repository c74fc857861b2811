"""A certificate authority and a server certificate for `localhost`, made anew at every start.

Clients learn of the authority the way each one learns of a company's own
(SSL_CERT_FILE and the like). Checks are not switched off where that can be
avoided: in rustls, for one, a switched-off check changes the ClientHello.
"""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Certificates:
    authority: Path
    chain: Path
    key: Path


def make(folder: Path) -> Certificates:
    made = Certificates(folder / "authority.pem", folder / "server.pem", folder / "server.key")
    authority_key = folder / "authority.key"
    extensions = folder / "server.ext"
    request = folder / "server.csr"
    extensions.write_text(
        "subjectAltName=DNS:localhost,DNS:site.localhost,IP:127.0.0.1\n"
        "extendedKeyUsage=serverAuth\n"
        "basicConstraints=CA:FALSE\nauthorityKeyIdentifier=keyid\n"
    )
    key = ["-newkey", "rsa:2048", "-nodes", "-sha256"]
    openssl(
        "req",
        "-x509",
        *key,
        "-keyout",
        authority_key,
        "-out",
        made.authority,
        "-days",
        "30",
        "-subj",
        "/CN=Capture authority",
        # Newer Pythons verify strictly and ask for it.
        "-addext",
        "keyUsage=critical,keyCertSign,cRLSign",
    )
    openssl("req", "-new", *key, "-keyout", made.key, "-out", request, "-subj", "/CN=localhost")
    openssl(
        "x509",
        "-req",
        "-in",
        request,
        "-CA",
        made.authority,
        "-CAkey",
        authority_key,
        "-set_serial",
        "2",
        "-days",
        "30",
        "-sha256",
        "-extfile",
        extensions,
        "-out",
        made.chain,
    )
    trust_store(folder / "trust.p12", made.authority)
    (folder / "hosts").write_text("127.0.0.1 localhost site.localhost\n")
    return made


def trust_store(path: Path, authority: Path) -> None:
    """The authority for Java, where there is one."""
    if keytool := shutil.which("keytool"):
        subprocess.run(
            [
                keytool,
                "-importcert",
                "-noprompt",
                "-alias",
                "capture",
                "-file",
                str(authority),
                "-keystore",
                str(path),
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
            ],
            check=True,
            capture_output=True,
            timeout=60,
        )


def openssl(*arguments: str | Path) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True, timeout=60)
