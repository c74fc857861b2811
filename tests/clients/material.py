"""What a run needs and leaves nothing of: a folder, and the certificates that the capture harness makes."""

import atexit
import functools
import shutil
import sys
import tempfile
from pathlib import Path

HARNESS = Path(__file__).resolve().parents[2] / "models/training/captures/harness"
# Its programs, certificates and switches are shared. Last, so that its names never hide those of this folder.
sys.path.append(str(HARNESS))

import certificate  # noqa: E402 - after the path


@functools.cache
def folder() -> Path:
    made = Path(tempfile.mkdtemp(prefix="clients-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


@functools.cache
def certificates() -> certificate.Certificates:
    return certificate.make(folder())
