"""What a run needs and leaves nothing of: a folder, and the certificates that the capture harness makes."""

import atexit
import functools
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

CAPTURES = Path(__file__).resolve().parents[2] / "captures"
# Its programs, certificates and switches are shared. Last, so that its names never hide those of this folder.
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
    """A home whose NSS database trusts the authority: Chromium looks there. With errors ignored it would resume no session."""
    made = folder() / "home"
    database = made / ".pki/nssdb"
    database.mkdir(parents=True)
    for arguments in (["-N", "--empty-password"], ["-A", "-n", "clients", "-t", "C,,", "-i", str(certificates().authority)]):
        subprocess.run(["certutil", *arguments, "-d", f"sql:{database}"], check=True)
    return made
