"""What a page shows of its browser: the browser layer of composed clients.

The source drew navigator, screen, GPU, fonts and codecs one by one given the user agent, so a page is
a plausible browser, never one machine. What the source did not ask is completed where the engine or
the device decides it; feature probes come from the committed codewords of the page's own version.
"""

import base64
import copy
import random
import re
from functools import cache
from pathlib import Path

CODEWORDS = Path(__file__).resolve().parents[1] / "data/probes/codewords_1.txt"
ERRORS = {"blink": (33, "v8", "20030107"), "gecko": (37, "spidermonkey", "20100101"), "webkit": (37, "javascriptcore", "20030107")}
MAJORS = [
    ("firefox", re.compile(r"Firefox/(\d+)")), ("safari_ios", re.compile(r"(?:iPhone|iPad|iPod).*? OS (\d+)_(\d+)")),
    ("chrome", re.compile(r"Chrom(?:e|ium)/(\d+)")), ("safari", re.compile(r"Version/(\d+)\.(\d+).*Safari")),
]
# What virtual machines, remote desktops and privacy settings show instead of the machine's own, by
# the system they run; the last ones anywhere.
RENDERERS = {
    "windows": [
        ("Google Inc. (Microsoft)", "ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11 vs_5_0 ps_5_0, D3D11)"),
        ("Google Inc. (VMware)", "ANGLE (VMware, VMware SVGA 3D Direct3D11 vs_5_0 ps_5_0, D3D11)"),
    ],
    "linux": [("Mesa/X.org", "llvmpipe (LLVM 15.0.7, 256 bits)"), ("Mesa", "llvmpipe, or similar"), ("VMware, Inc.", "SVGA3D; build: RELEASE;  LLVM;")],
    "macos": [("Apple Inc.", "Apple Paravirtual device")],
}
ANYWHERE = [("Google Inc. (Google)", "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)"), ("Mozilla", "Mozilla"), (None, None)]
NAVIGATOR = ("user_agent", "platform", "user_agent_data", "vendor")


def shown(header, rng: random.Random) -> dict:
    """The page of an honest browser with these header fields: as the source has it, completed, now and
    then on a machine that hides what it is."""
    page = copy.deepcopy(rng.choice(header.pages))
    truth = header.truth
    engine, handheld = truth.get("engine"), truth.get("device") in {"mobile", "tablet"}
    complete(page, engine, handheld, rng)
    if rng.random() < 0.15:
        hide(page, truth.get("os"), rng)
    if rng.random() < 0.75 and (bits := probes(page["navigator"]["user_agent"], truth, rng)):
        page["probes"] = {"set": "1", "bits": bits}
    return {"browser": page}


def complete(page, engine, handheld, rng):
    """What nobody recorded and every such browser shows, half of it at a time."""
    if engine in ERRORS:
        length, style, product_sub = ERRORS[engine]
        if rng.random() < 0.5:
            page["navigator"]["product_sub"] = product_sub
        if rng.random() < 0.5:
            page["errors"] = {"eval_length": length, "stack_style": style}
        if rng.random() < 0.4:
            page["chrome_object"] = engine == "blink" and "; wv)" not in page["navigator"].get("user_agent", "")
    if rng.random() < 0.5:
        touch = page["navigator"].get("max_touch_points")
        page["media"] = {"pointer": "coarse" if handheld else "fine", "hover": not handheld, "touch_events": handheld or bool(touch)}
    if rng.random() < 0.5:
        page["timezone"] = {"name": rng.choice(["Europe/Paris", "America/New_York", "Asia/Tokyo", "UTC"])}


def hide(page, system, rng):
    """A virtual machine, a remote desktop or a privacy setting."""
    vendor, renderer = rng.choice(RENDERERS.get(system, []) + ANYWHERE)
    if renderer:
        page["webgl"] = {"vendor": vendor, "renderer": renderer}
    else:
        page.pop("webgl", None)
    page["navigator"]["hardware_concurrency"] = rng.choice([1, 2, 4, 8])
    if rng.random() < 0.5:
        page["fonts"] = []
    if rng.random() < 0.3:
        page["plugins"] = []
    if rng.random() < 0.3 and "device_memory" in page["navigator"]:
        page["navigator"]["device_memory"] = rng.choice([0.5, 1, 2, 4])


def claiming(page, claimed, rng):
    """The same machine saying that it is another: its user agent, and of a thorough liar all that
    navigator says."""
    return saying(page, claimed, NAVIGATOR if rng.random() < 0.5 else NAVIGATOR[: rng.choice([1, 1, 2, 3])])


def saying(page, claimed, names):
    page = copy.deepcopy(page)
    for name in names:
        page["navigator"].pop(name, None)
        if name in claimed["navigator"]:
            page["navigator"][name] = claimed["navigator"][name]
    return page


def as_telephone(page, telephone, rng):
    """Developer tools that show a desktop browser as a telephone: screen, touch and user agent are the
    telephone's, the rest is not."""
    page = claiming(page, telephone, rng)
    page["screen"] = telephone["screen"]
    page["navigator"]["max_touch_points"] = rng.choice([1, 5])
    if "media" in page:
        page["media"] = {"pointer": "coarse", "hover": False, "touch_events": True}
    return page


@cache
def codewords():
    table = {}
    for line in CODEWORDS.read_text().splitlines():
        if line and not line.startswith("#"):
            name, version, bits = line.split()
            table[name, version] = int(bits, 16)
    return table


def probes(agent, truth, rng):
    """The codeword of the browser that the user agent names, with a few bits that differ, as settings,
    extensions and builds make them; nothing where no codeword is known."""
    name, version = named(agent, truth)
    word = codewords().get((name, version))
    if word is None:
        return None
    if rng.random() < 0.5:
        share = rng.choice([0.005, 0.01, 0.02, 0.04])
        word ^= sum(1 << bit for bit in range(160) if rng.random() < share)
    return base64.b64encode(word.to_bytes(20, "big")).decode()


def named(agent, truth):
    """The codeword's browser and version."""
    for name, pattern in MAJORS:
        if name == "firefox" and truth.get("engine") == "webkit":
            continue
        if found := pattern.search(agent or ""):
            numbers = [number for number in found.groups() if number]
            break
    else:
        return None, None
    if name in {"chrome", "firefox"} and truth.get("os") == "android":
        name = "webview_android" if truth.get("browser") == "webview" else f"{name}_android"
    exact = ".".join(numbers[:2]) if len(numbers) > 1 and numbers[1] != "0" else numbers[0]
    return name, exact if (name, exact) in codewords() else numbers[0]


SWAPS = (
    "honest", "honest, no user agent", "hidden machine, honest", "another engine claimed", "another system claimed",
    "another major claimed, three or more away", "another brand of the same engine and major claimed",
)


def swapped(own, other, rng):
    """The cases that two drawn pages make: names of `SWAPS` with what is true and the request."""
    (header, page), (foreign, claimed) = own, other
    truth, page = header.truth, whole(header, page, rng)
    http = header.fingerprint["http"]
    yield "honest", (truth, {"http": http, "browser": page})
    silent = copy.deepcopy(page)
    silent["navigator"].pop("user_agent", None)
    yield "honest, no user agent", (truth, {"browser": silent})
    hidden = copy.deepcopy(page)
    hide(hidden, truth.get("os"), rng)
    yield "hidden machine, honest", (truth, {"http": http, "browser": hidden})
    request = {"http": foreign.fingerprint["http"], "browser": saying(page, claimed, ("user_agent", "user_agent_data"))}
    if truth.get("engine") != foreign.truth.get("engine"):
        yield "another engine claimed", (truth, request)
    elif truth["browser"] == foreign.truth["browser"] and truth.get("os") != foreign.truth.get("os"):
        yield "another system claimed", (truth, request)
    elif truth.get("os") == foreign.truth.get("os"):
        (name, mine), (same, theirs) = (named(one["navigator"].get("user_agent"), of.truth) for one, of in ((page, header), (claimed, foreign)))
        if name != same or not (mine and theirs) or "probes" not in page:
            return
        if truth["browser"] == foreign.truth["browser"] and abs(float(mine) - float(theirs)) >= 3:
            yield "another major claimed, three or more away", (truth, request)
        elif truth["browser"] != foreign.truth["browser"] and mine == theirs:
            yield "another brand of the same engine and major claimed", (truth, request)


def whole(header, page, rng):
    page = copy.deepcopy(page)
    complete(page, header.truth.get("engine"), header.truth.get("device") in {"mobile", "tablet"}, rng)
    if bits := probes(page["navigator"].get("user_agent"), header.truth, rng):
        page["probes"] = {"set": "1", "bits": bits}
    return page
