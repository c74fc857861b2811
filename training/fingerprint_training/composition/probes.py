"""Feature probes of composed pages: the committed codeword of the page's own version."""

import base64
import random
import re
from functools import cache

from fingerprint_training.arrays import Truth
from fingerprint_training.paths import CODEWORDS

PROBE_BITS = 160
VERSION_PATTERNS = [
    ("firefox", re.compile(r"Firefox/(\d+)")),
    ("safari_ios", re.compile(r"(?:iPhone|iPad|iPod).*? OS (\d+)_(\d+)")),
    ("chrome", re.compile(r"Chrom(?:e|ium)/(\d+)")),
    ("safari", re.compile(r"Version/(\d+)\.(\d+).*Safari")),
]


@cache
def codewords() -> dict[tuple[str, str], int]:
    table = {}
    for line in CODEWORDS.read_text().splitlines():
        if line and not line.startswith("#"):
            name, version, bits = line.split()
            table[name, version] = int(bits, 16)
    return table


def probe_bits(agent: str | None, truth: Truth, rng: random.Random) -> str | None:
    """The codeword of the browser that the user agent names, with a few bits that differ, as
    settings, extensions and builds make them; None where no codeword is known."""
    browser = codeword_name(agent, truth)
    word = codewords().get(browser) if browser else None
    if word is None:
        return None
    if rng.random() < 0.5:
        share = rng.choice([0.005, 0.01, 0.02, 0.04])
        word ^= sum(1 << bit for bit in range(PROBE_BITS) if rng.random() < share)
    return base64.b64encode(word.to_bytes(PROBE_BITS // 8, "big")).decode()


def codeword_name(agent: str | None, truth: Truth) -> tuple[str, str] | None:
    """The codeword's browser and version."""
    for name, pattern in VERSION_PATTERNS:
        if name == "firefox" and truth.get("engine") == "webkit":
            continue
        if found := pattern.search(agent or ""):
            numbers = [number for number in found.groups() if number]
            break
    else:
        return None
    if name in {"chrome", "firefox"} and truth.get("os") == "android":
        name = "webview_android" if truth.get("browser") == "webview" else f"{name}_android"
    minor = len(numbers) > 1 and numbers[1] != "0"
    exact = ".".join(numbers[:2]) if minor else numbers[0]
    return name, exact if (name, exact) in codewords() else numbers[0]
