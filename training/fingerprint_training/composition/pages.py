"""What a page shows of its browser: the browser layer of composed clients.

The source drew navigator, screen, GPU, fonts and codecs one by one given the user agent, so a page
is a plausible browser, never one machine. What the source did not ask is completed where the engine
or the device decides it.
"""

import copy
import random
from collections.abc import Sequence
from dataclasses import dataclass

from fingerprint_training.arrays import Json
from fingerprint_training.composition.probes import probe_bits
from fingerprint_training.observations.observation import Observation


@dataclass(frozen=True)
class ErrorStyle:
    eval_length: int
    stack_style: str
    product_sub: str


ERROR_STYLES = {
    "blink": ErrorStyle(33, "v8", "20030107"),
    "gecko": ErrorStyle(37, "spidermonkey", "20100101"),
    "webkit": ErrorStyle(37, "javascriptcore", "20030107"),
}
# What virtual machines, remote desktops and privacy settings show instead of the machine's own
# graphics card, by the system they run.
HIDDEN_RENDERERS: dict[str, list[tuple[str | None, str | None]]] = {
    "windows": [
        (
            "Google Inc. (Microsoft)",
            "ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11 vs_5_0 ps_5_0, D3D11)",
        ),
        (
            "Google Inc. (VMware)",
            "ANGLE (VMware, VMware SVGA 3D Direct3D11 vs_5_0 ps_5_0, D3D11)",
        ),
    ],
    "linux": [
        ("Mesa/X.org", "llvmpipe (LLVM 15.0.7, 256 bits)"),
        ("Mesa", "llvmpipe, or similar"),
        ("VMware, Inc.", "SVGA3D; build: RELEASE;  LLVM;"),
    ],
    "macos": [("Apple Inc.", "Apple Paravirtual device")],
}
# The same on any system.
ANY_HIDDEN_RENDERERS: list[tuple[str | None, str | None]] = [
    (
        "Google Inc. (Google)",
        "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), "
        "SwiftShader driver)",
    ),
    ("Mozilla", "Mozilla"),
    (None, None),
]
TIMEZONES = ["Europe/Paris", "America/New_York", "Asia/Tokyo", "UTC"]
# In the order in which those who claim another browser change them.
CLAIM_PROPERTIES = ("user_agent", "platform", "user_agent_data", "vendor")


def honest_page(header: Observation, rng: random.Random) -> Json:
    """The page of an honest browser with these header fields: as the source has it, completed, now
    and then on a machine that hides what it is."""
    page: Json = copy.deepcopy(rng.choice(header.pages))
    complete(page, header, rng)
    if rng.random() < 0.15:
        hide_machine(page, header.truth.get("os"), rng)
    if rng.random() < 0.75:
        add_probes(page, page["navigator"]["user_agent"], header, rng)
    return {"browser": page}


def completed_page(header: Observation, page: Json, rng: random.Random) -> Json:
    page = copy.deepcopy(page)
    complete(page, header, rng)
    add_probes(page, page["navigator"].get("user_agent"), header, rng)
    return page


def add_probes(page: Json, agent: str | None, header: Observation, rng: random.Random) -> None:
    if bits := probe_bits(agent, header.truth, rng):
        page["probes"] = {"set": "1", "bits": bits}


def complete(page: Json, header: Observation, rng: random.Random) -> None:
    """What nobody recorded and every such browser shows, half of it at a time."""
    engine = header.truth.get("engine")
    handheld = header.truth.get("device") in {"mobile", "tablet"}
    navigator = page["navigator"]
    if engine in ERROR_STYLES:
        style = ERROR_STYLES[engine]
        if rng.random() < 0.5:
            navigator["product_sub"] = style.product_sub
        if rng.random() < 0.5:
            page["errors"] = {"eval_length": style.eval_length, "stack_style": style.stack_style}
        if rng.random() < 0.4:
            web_view = "; wv)" in navigator.get("user_agent", "")
            page["chrome_object"] = engine == "blink" and not web_view
    if rng.random() < 0.5:
        page["media"] = {
            "pointer": "coarse" if handheld else "fine",
            "hover": not handheld,
            "touch_events": handheld or bool(navigator.get("max_touch_points")),
        }
    if rng.random() < 0.5:
        page["timezone"] = {"name": rng.choice(TIMEZONES)}


def hide_machine(page: Json, system: str | None, rng: random.Random) -> None:
    """A virtual machine, a remote desktop or a privacy setting."""
    renderers = HIDDEN_RENDERERS.get(system or "", []) + ANY_HIDDEN_RENDERERS
    vendor, renderer = rng.choice(renderers)
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


def claim_identity(page: Json, claimed: Json, rng: random.Random) -> Json:
    """The same machine with another's user agent, and where the lie is thorough with all that
    navigator says."""
    every = rng.random() < 0.5
    names = CLAIM_PROPERTIES if every else CLAIM_PROPERTIES[: rng.choice([1, 1, 2, 3])]
    return with_navigator_of(page, claimed, names)


def with_navigator_of(page: Json, claimed: Json, names: Sequence[str]) -> Json:
    page = copy.deepcopy(page)
    for name in names:
        page["navigator"].pop(name, None)
        if name in claimed["navigator"]:
            page["navigator"][name] = claimed["navigator"][name]
    return page


def emulate_phone(page: Json, phone: Json, rng: random.Random) -> Json:
    """Developer tools that show a desktop browser as a phone: screen, touch and user agent are the
    phone's, the rest is not."""
    page = claim_identity(page, phone, rng)
    page["screen"] = phone["screen"]
    page["navigator"]["max_touch_points"] = rng.choice([1, 5])
    if "media" in page:
        page["media"] = {"pointer": "coarse", "hover": False, "touch_events": True}
    return page
