"""A temporary folder for a run, and the certificates that the capture harness makes in it."""

import atexit
import functools
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

CAPTURES = Path(__file__).resolve().parents[2] / "captures"
# Its programs, certificates and switches are shared. It comes last on the path, so that its names
# never hide those of this folder.
sys.path.append(str(CAPTURES))

from harness import certificate  # noqa: E402 - after the path


@functools.cache
def folder() -> Path:
    made = Path(tempfile.mkdtemp(prefix="clients-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


@functools.cache
def certificates() -> certificate.Certificates:
    return certificate.make(folder())


@functools.cache
def home() -> Path:
    """A home whose NSS database, which Chromium reads, trusts the certificate authority.

    With certificate errors ignored instead, Chromium would resume no session.
    """
    made = folder() / "home"
    database = made / ".pki/nssdb"
    database.mkdir(parents=True)
    for arguments in (
        ["-N", "--empty-password"],
        ["-A", "-n", "clients", "-t", "C,,", "-i", str(certificates().authority)],
    ):
        subprocess.run(["certutil", *arguments, "-d", f"sql:{database}"], check=True)
    return made
