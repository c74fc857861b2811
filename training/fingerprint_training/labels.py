"""The questions, their labels, and which labels no layer of the network can tell apart."""

from collections.abc import Iterable, Sequence

import numpy as np

from fingerprint_training.arrays import Integers, Truth

QUESTIONS = {
    "browser": [
        *("chrome", "edge", "opera", "samsung_internet", "brave", "vivaldi", "yandex", "chromium"),
        *("firefox", "tor_browser", "safari", "webkit", "webview", "internet_explorer"),
        *("curl", "wget", "python", "go", "java", "node", "okhttp", "dotnet", "ruby", "php"),
        *("perl", "rust", "library", "crawler"),
    ],
    "os": ["windows", "macos", "linux", "android", "ios", "chromeos"],
    "device": ["desktop", "mobile", "tablet", "bot"],
    "client": ["browser", "webview", "http_library", "crawler"],
    "spoofing": ["honest", "spoofed"],
}
# Feature groups that a question does not use. The kernel says nothing of the program above it. How
# claim and layers agree is used only where spoofing is asked about, and spoofing uses nothing else:
# what a client *is* must not depend on what it claims. An impersonator is not a label of `client`:
# it looks like what it copies, and a model that learnt its name called complete browsers by it.
SILENT_GROUPS = {
    "browser": ["tcp", "agreement"],
    "os": ["agreement"],
    "device": ["agreement"],
    "client": ["tcp", "agreement"],
    "spoofing": [
        *("tcp", "tls", "http2", "http", "client_hints", "user_agent", "browser", "probes"),
    ],
}

# Brands of Blink share their network stack.
BLINK = {
    *("chrome", "edge", "opera", "samsung_internet", "brave", "vivaldi", "yandex", "chromium"),
    "webview",
}
LIBRARIES = {
    *("curl", "wget", "python", "go", "java", "node", "okhttp", "dotnet", "ruby", "php", "perl"),
    *("rust", "library"),
}


class Head:
    """A question as the network sees it: how many labels, and the groups that say nothing of it."""

    def __init__(self, labels: int, silent: Iterable[str]) -> None:
        self.labels, self.silent = labels, frozenset(silent)


def families(labels: Sequence[str]) -> Integers:
    """A number for each label: one for all brands of Blink, one for each other label."""
    return np.array([0 if label in BLINK else 1 + index for index, label in enumerate(labels)])


def families_and_libraries(labels: Sequence[str]) -> Integers:
    """The same with one number for all HTTP libraries, since many link one TLS library."""
    pairs = zip(labels, families(labels), strict=True)
    return np.array([-1 if label in LIBRARIES else family for label, family in pairs])


def stack_family(truth: Truth) -> str:
    """What a TLS stack can tell apart, as a name."""
    browser: str = truth["browser"]
    if truth.get("engine") == "webkit" or browser in {"safari", "webkit"}:
        return "webkit"
    if browser in BLINK:
        return "blink"
    if browser in {"firefox", "tor_browser"}:
        return "gecko"
    return browser
