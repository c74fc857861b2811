"""chromium.py URL prints what Debian's Chromium shows there, headless and without a driver.

The text is that of its own `--dump-dom`.
"""

import html
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[3] / "captures"))

from harness.clients.chromium import FLAGS

with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
    switches = [flag.replace("{profile}", profile) for flag in FLAGS]
    done = subprocess.run(
        ["chromium", "--headless=new", *switches, "--dump-dom", sys.argv[1]],
        capture_output=True,
        text=True,
        timeout=30,
    )
shown = re.search(r"<pre>(.*)</pre>", done.stdout, re.DOTALL)
if not shown:
    sys.exit(f"Chromium showed no answer: {done.stdout[-300:]} {done.stderr[-300:]}")
print(html.unescape(shown.group(1)))
