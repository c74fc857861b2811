"""Draws clients that no source recorded as a whole, honest and lying.

One client in ten lies in what is composed here. That share is an assumption, stated in every model
card; it decides how much a bare claim is worth, and nothing else can: no source knows it.
"""

import copy
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from fingerprint_training.arrays import Json, Truth
from fingerprint_training.composition import pages
from fingerprint_training.composition.client import Client, client_from, origin
from fingerprint_training.composition.requests import (
    completed_headers,
    replace_user_agent,
    sparse_request,
    user_agent,
    user_agent_alone,
)
from fingerprint_training.labels import stack_family
from fingerprint_training.observations.observation import Observation

LIARS = 0.10

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


def compose(sources: Sources, seed: int, size: int) -> list[Client]:
    """Every observation as it is, and `size` composed clients, fewer where a draw fails."""
    rng = random.Random(seed)
    clients = [
        client_from(o, "stack" if "http" in o.fingerprint else "stack_alone", o.weight)
        for o in sources.stacks
    ]
    clients += [client_from(o, capture_kind(o), 2.0 * o.weight) for o in sources.captures]
    clients += [client_from(o, "user_agent", o.weight) for o in sources.user_agents]
    clients += [client_from(o, "impersonator", o.weight) for o in sources.impersonators]
    libraries = [
        o
        for o in sources.captures
        if o.truth.get("client") == "http_library" and not o.truth.get("spoofing")
    ]
    clients += [user_agent_alone(o) for o in libraries]
    clients += [sparse_request(o, rng) for o in libraries]
    composer = Composer(sources, rng)
    for observation in rng.sample(sources.headers, min(size, len(sources.headers))):
        request = completed_headers(observation, rng)
        clients.append(client_from(observation, "headers", 1.0, request))
    weights = [o.weight for o in sources.headers]
    for observation in rng.choices(sources.headers, weights, k=size // 2):
        client = client_from(observation, "page", 1.0, page_request(observation, rng))
        client.frequency = observation.frequency
        clients.append(client)
    clients += [client_from(o, "page_capture", 5.0) for o in sources.page_captures]
    return clients + [client for client in (composer.draw() for _ in range(size)) if client]


def capture_kind(capture: Observation) -> str:
    return "forged_capture" if capture.truth.get("spoofing") else "capture"


def page_request(observation: Observation, rng: random.Random) -> Json:
    """A page, alone as a script sends it or with the request that asked for it."""
    request = completed_headers(observation, rng) if rng.random() < 0.5 else {}
    return request | pages.honest_page(observation, rng)


class Composer:
    """Draws one composed client at a time; None where what was drawn does not fit together."""

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

    def draw(self) -> Client | None:
        roll = self.rng.random()
        if roll < 0.58:
            return self.honest()
        if roll < 0.68:
            return self.one_version()
        if roll < 0.80:
            return self.captured_client()
        if roll < 0.84:
            return self.crawler()
        lies = [
            self.forged_headers,
            self.forged_user_agent,
            self.forged_kernel,
            self.forged_page,
            self.forged_page,
        ]
        return self.rng.choice(lies)()

    def honest(self) -> Client | None:
        """Stack and header fields of one family, and of one system where it is known."""
        key = self.rng.choice(self.keys)
        stack = self.pick(self.stacks[key])
        same = [o for o in self.headers[key] if o.truth.get("os") == stack.truth.get("os")]
        header = self.pick(same or self.headers[key])
        truth = dict(header.truth)
        borrowed = stack.truth["browser"] in BORROWED_STACKS
        if borrowed and truth.get("browser") != stack.truth["browser"]:
            return None
        request = completed_headers(header, self.rng)
        request |= self.network(stack, truth, key) | self.page(header)
        client = composed_client("honest", request, truth, stack, header)
        client.frequency = header.frequency
        return client

    def one_version(self) -> Client | None:
        """Header fields of the very major whose stack it is, so that claim and layers fit."""
        key = self.rng.choice(self.keys)
        stack = self.pick(self.stacks[key])
        version = stack.truth.get("version")
        same = [
            o
            for o in self.headers[key]
            if version
            and o.truth.get("version") == version
            and o.truth.get("engine") == stack.truth.get("engine")
        ]
        if not same or stack.truth["browser"] in BORROWED_STACKS:
            return None
        header = self.pick(same)
        layers = ("tls", "http2")
        request = completed_headers(header, self.rng)
        request |= {name: stack.fingerprint[name] for name in layers if name in stack.fingerprint}
        request |= self.syn(header.truth, key[0]) | self.page(header)
        client = composed_client("one_version", request, header.truth, stack, header)
        client.frequency = header.frequency
        return client

    def captured_client(self) -> Client:
        """A captured client as it is, now and then with a SYN that did not cross loopback."""
        observation = self.pick(self.captured)
        request = observation.fingerprint | self.syn(observation.truth, observation.fold)
        return client_from(observation, "capture", observation.weight, request)

    def crawler(self) -> Client | None:
        """A declared crawler: a library's request under a crawler's name, which is what crawlers
        are."""
        own, name = self.pick(self.libraries), self.pick(self.crawlers)
        if own.fold != name.fold:
            return None
        request = copy.deepcopy({layer: own.fingerprint[layer] for layer in ("tls", "http")})
        replace_user_agent(request["http"], user_agent(name.fingerprint["http"]))
        return Client(request, name.truth, own.fold, 1.0, "crawler", **origin(own, name))

    def forged_headers(self) -> Client | None:
        """Everything above TLS is another client's."""
        stack_key = self.rng.choice(self.stack_keys)
        others = self.other_families(stack_key[0], stack_key[1])
        if not others:
            return None
        stack = self.pick(self.stacks[stack_key])
        header = self.pick(self.headers[self.rng.choice(others)])
        truth = known_truth(stack.truth)
        request = completed_headers(header, self.rng) | self.network(stack, truth, stack_key)
        return composed_client("forged_headers", request, truth, stack, header)

    def forged_user_agent(self) -> Client | None:
        """The request is its own but for the user agent: the scraper's first trick."""
        own = self.pick(self.captured)
        others = self.other_families(own.fold, stack_family(own.truth))
        if not others:
            return None
        foreign = self.pick(self.headers[self.rng.choice(others)])
        # Without the frames, which hold the request's own user agent: a forger would have changed
        # it there too.
        request = copy.deepcopy({layer: own.fingerprint[layer] for layer in ("tls", "http")})
        replace_user_agent(request["http"], user_agent(foreign.fingerprint["http"]))
        request |= self.syn(own.truth, own.fold)
        truth = known_truth(own.truth)
        return composed_client("forged_user_agent", request, truth, own, foreign)

    def forged_kernel(self) -> Client | None:
        """A browser that says it runs on another system than the kernel that wrote the SYN."""
        key = self.rng.choice(self.keys)
        stack, header = self.pick(self.stacks[key]), self.pick(self.headers[key])
        claimed = KERNEL.get(header.truth.get("os", ""))
        others = [one for one in KERNELS if one != claimed and (key[0], one) in self.syns]
        if not claimed or not others or stack.truth["browser"] in BORROWED_STACKS:
            return None
        kernel = self.rng.choice(others)
        truth = {
            "browser": header.truth["browser"],
            "os": kernel,
            "client": header.truth.get("client", "browser"),
            "spoofing": ["os"],
        }
        request = completed_headers(header, self.rng) | self.network(stack, {}, key)
        request["tcp"] = self.pick(self.syns[key[0], kernel]).fingerprint["tcp"]
        return composed_client("forged_kernel", request, truth, stack, header)

    def forged_page(self) -> Client | None:
        """A browser that claims another browser or system, to the server and to scripts alike."""
        key = self.rng.choice(self.keys)
        own = self.pick(self.headers[key])
        if own.truth.get("browser") in BORROWED_STACKS:
            return None
        find, change = self.rng.choice(
            [
                (self.on_another_system, pages.claim_identity),
                (self.another_family, pages.claim_identity),
                (self.phone, pages.emulate_phone),
            ]
        )
        claimed = find(key, own)
        if claimed is None:
            return None
        page = pages.honest_page(own, self.rng)["browser"]
        other = self.rng.choice(claimed.pages)
        truth = known_truth(own.truth)
        request = {"browser": change(page, other, self.rng)}
        if self.rng.random() < 0.7:
            request |= completed_headers(claimed, self.rng)
        if self.rng.random() < 0.5:
            request |= self.network(self.pick(self.stacks[key]), truth, key)
        return composed_client("forged_page", request, truth, own, claimed)

    def on_another_system(self, key: Key, own: Observation) -> Observation | None:
        """The same browser on another system, unless its engine is another there, as on iOS."""
        others = [
            o
            for o in self.headers[key]
            if o.truth.get("os") not in {own.truth.get("os"), None}
            and o.truth["browser"] == own.truth["browser"]
            and o.truth.get("engine") == own.truth.get("engine")
        ]
        return self.rng.choice(others) if others else None

    def another_family(self, key: Key, _own: Observation) -> Observation | None:
        others = self.other_families(*key)
        return self.pick(self.headers[self.rng.choice(others)]) if others else None

    def phone(self, key: Key, own: Observation) -> Observation | None:
        """A phone's browser of any family, claimed by a desktop browser."""
        if own.truth.get("device") != "desktop":
            return None
        others = [
            o
            for other in self.keys
            if other[0] == key[0]
            for o in self.headers[other]
            if o.truth.get("device") == "mobile"
        ]
        return self.rng.choice(others) if others else None

    def other_families(self, fold: int, family: str) -> list[Key]:
        return [key for key in self.keys if key[0] == fold and key[1] != family]

    def page(self, header: Observation) -> Json:
        """Half of the composed clients run a script."""
        return pages.honest_page(header, self.rng) if self.rng.random() < 0.5 else {}

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
    kind: str, request: Json, truth: Truth, stack: Observation, header: Observation
) -> Client:
    """A client of a stack and of header fields, which are of one fold."""
    return Client(request, truth, stack.fold, 1.0, kind, **origin(stack, header))


def by_fold_and(
    key: Callable[[Observation], str], observations: Iterable[Observation]
) -> dict[Key, list[Observation]]:
    found: dict[Key, list[Observation]] = {}
    for observation in observations:
        found.setdefault((observation.fold, key(observation)), []).append(observation)
    return found


def known_truth(truth: Truth) -> Truth:
    return {key: truth[key] for key in ("browser", "os", "device", "client") if key in truth}


def _family(observation: Observation) -> str:
    return stack_family(observation.truth)
