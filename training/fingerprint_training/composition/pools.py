"""The observations that composed clients are drawn from, by fold and by what they may be joined
with."""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from fingerprint_training.arrays import Json, Truth
from fingerprint_training.composition.client import Client, origin
from fingerprint_training.composition.pages import honest_page
from fingerprint_training.labels import stack_family
from fingerprint_training.observations.observation import Observation

# Whose kernel writes the SYN.
KERNEL = {
    "windows": "windows",
    "macos": "macos",
    "ios": "macos",
    "linux": "linux",
    "android": "linux",
    "chromeos": "linux",
}
KERNELS = ("windows", "macos", "linux")
# WebKitGTK is not Safari, and Tor Browser not Firefox, though each has the other's stack.
BORROWED_STACKS = {"webkit", "tor_browser"}
# A fold, and the family of a stack or a kernel in it.
Key = tuple[int, str]


@dataclass
class Sources:
    stacks: list[Observation]
    syns: list[Observation]
    headers: list[Observation]
    user_agents: list[Observation]
    captures: list[Observation]
    page_captures: list[Observation]
    impersonators: list[Observation]

    def counts(self) -> dict[str, int]:
        return {name: len(rows) for name, rows in vars(self).items()}

    def observations(self) -> list[Observation]:
        return [one for rows in vars(self).values() for one in rows]


class Pools:
    def __init__(self, sources: Sources, rng: random.Random) -> None:
        self.rng = rng
        network = sources.stacks + sources.captures
        self.headers = by_fold_and(_family, sources.headers)
        self.stacks = by_fold_and(_family, (o for o in network if "tls" in o.fingerprint))
        self.openings = by_fold_and(_family, (o for o in network if "http2" in o.fingerprint))
        self.syns = by_fold_and(lambda o: str(o.truth["os"]), sources.syns)
        self.captured = [o for o in sources.captures if not o.truth.get("spoofing")]
        self.libraries = [o for o in self.captured if o.truth["client"] == "http_library"]
        self.crawlers = [o for o in sources.user_agents if o.truth.get("client") == "crawler"]
        self.keys = sorted(key for key in self.headers if key in self.stacks)
        self.stack_keys = sorted(self.stacks)

    def other_families(self, fold: int, family: str) -> list[Key]:
        return [key for key in self.keys if key[0] == fold and key[1] != family]

    def page(self, header: Observation) -> Json:
        """Half of the composed clients run a script."""
        return honest_page(header, self.rng) if self.rng.random() < 0.5 else {}

    def network(self, stack: Observation, truth: Truth, key: Key) -> Json:
        """The stack's hello, the opening of an HTTP/2 connection of its family, and a SYN."""
        layers = {"tls": stack.fingerprint["tls"]}
        if "http2" in stack.fingerprint:
            layers["http2"] = stack.fingerprint["http2"]
        elif key in self.openings and self.rng.random() < 0.5:
            layers["http2"] = self.pick(self.openings[key]).fingerprint["http2"]
        return layers | self.syn(truth, key[0])

    def syn(self, truth: Truth, fold: int) -> Json:
        known = self.syns.get((fold, KERNEL.get(truth.get("os", ""), "")))
        if not known or self.rng.random() < 0.6:
            return {}
        return {"tcp": self.pick(known).fingerprint["tcp"]}

    def pick(self, observations: Sequence[Observation]) -> Observation:
        return self.rng.choices(observations, [o.weight for o in observations])[0]


def composed_client(
    kind: str, parts: tuple[Observation, Observation], request: Json, truth: Truth
) -> Client:
    """A client of what sent the connection and of what its header fields are from, which are of one
    fold."""
    return Client(request, truth, parts[0].fold, 1.0, kind, **origin(*parts))


def by_fold_and(
    key: Callable[[Observation], str], observations: Iterable[Observation]
) -> dict[Key, list[Observation]]:
    found: dict[Key, list[Observation]] = {}
    for observation in observations:
        found.setdefault((observation.fold, key(observation)), []).append(observation)
    return found


def _family(observation: Observation) -> str:
    return stack_family(observation.truth)
