"""Complete clients from partial observations.

No source holds all layers and the truth together for more than a few clients, so training composes
them: a TLS stack of a label with header fields of the same label (an honest client), or with those
of another (a client whose headers lie: the truth is the stack's). All parts come from the same fold,
so that no group stands on both sides of a split.

One client in ten lies in what is composed here. That share is an assumption, stated in every model
card; it decides how much a bare claim is worth, and nothing else can: no source knows it.
"""

import copy
import json
import random
from dataclasses import dataclass

from observations import Observation

LIARS = 0.10

CHROMIUM = {"chrome", "edge", "opera", "samsung_internet", "brave", "vivaldi", "yandex", "chromium"}

# Whose kernel writes the SYN.
KERNEL = {"windows": "windows", "macos": "macos", "ios": "macos", "linux": "linux", "android": "linux", "chromeos": "linux"}


@dataclass
class Client:
    """One row for the extractor: the request, what is true of it, and where it came from."""

    request: dict
    truth: dict
    fold: int
    weight: float
    kind: str

    @property
    def lies(self) -> bool:
        return self.kind.startswith("forged")


def compose(sources, seed, size) -> list[Client]:
    rng = random.Random(seed)
    clients = [Client(o.fingerprint, o.truth, o.fold, o.weight, "stack") for o in sources.stacks]
    clients += [Client(o.fingerprint, o.truth, o.fold, 2.0 * o.weight, kind_of(o)) for o in sources.captures]
    clients += [Client(o.fingerprint, o.truth, o.fold, o.weight, "user_agent") for o in sources.user_agents]
    clients += [named_only(o) for o in sources.captures if o.truth.get("client") == "http_library" and not o.truth.get("spoofing")]
    drawn = Drawn(sources, rng)
    for observation in rng.sample(sources.headers, min(size, len(sources.headers))):
        request = completed(observation, rng)
        clients.append(Client(request, observation.truth, observation.fold, observation.weight, "headers"))
    clients += [client for client in (drawn.client() for _ in range(size)) if client]
    return clients


def named_only(capture: Observation) -> Client:
    """A library of which nothing but its name is known, as callers who log only user agents send it."""
    name = [["user-agent", user_agent_of(capture.fingerprint["http"])]]
    return Client({"http": {"headers": name}}, capture.truth, capture.fold, 0.3, "user_agent")


def kind_of(capture: Observation) -> str:
    return "forged_capture" if capture.truth.get("spoofing") else "capture"


class Drawn:
    """Draws composed clients."""

    def __init__(self, sources, rng):
        self.rng = rng
        self.headers = by_key(sources.headers, lambda o: family(o.truth))
        self.stacks = by_key([o for o in sources.stacks + sources.captures if "tls" in o.fingerprint], lambda o: family(o.truth))
        self.openings = by_key([o for o in sources.stacks + sources.captures if "http2" in o.fingerprint], lambda o: family(o.truth))
        self.syns = by_key(sources.syns, lambda o: o.truth["os"])
        self.captured = [o for o in sources.captures if not o.truth.get("spoofing")]
        self.libraries = [o for o in self.captured if o.truth["client"] == "http_library"]
        self.crawlers = [o for o in sources.user_agents if o.truth.get("client") == "crawler"]
        self.keys = sorted(key for key in self.headers if key in self.stacks)
        self.stack_keys = sorted(self.stacks)

    def client(self):
        roll = self.rng.random()
        if roll < 0.7:
            return self.honest()
        if roll < 0.82:
            return self.captured_client()
        if roll < 0.87:
            return self.crawler()
        return self.rng.choice([self.forged_headers, self.forged_user_agent])()

    def honest(self):
        key = self.rng.choice(self.keys)
        stack = self.pick(self.stacks[key])
        # A stack of a known system goes with headers of that system, where there are any.
        same = [o for o in self.headers[key] if o.truth.get("os") == stack.truth.get("os")]
        header = self.pick(same or self.headers[key])
        truth = dict(header.truth)
        if stack.truth["browser"] in {"webkit", "tor_browser"} and truth.get("browser") != stack.truth["browser"]:
            return None  # WebKitGTK is not Safari, and Tor Browser not Firefox
        request = completed(header, self.rng) | self.network(stack, truth, key)
        return Client(request, truth, key[0], 1.0, "honest")

    def captured_client(self):
        """A captured client as it is, now and then with a SYN that did not cross loopback."""
        observation = self.pick(self.captured)
        request = observation.fingerprint | self.syn(observation.truth, observation.fold)
        return Client(request, observation.truth, observation.fold, observation.weight, "capture")

    def crawler(self):
        """A declared crawler: a library's request under a crawler's name, which is what crawlers are."""
        own, name = self.pick(self.libraries), self.pick(self.crawlers)
        if own.fold != name.fold:
            return None
        request = copy.deepcopy({layer: own.fingerprint[layer] for layer in ("tls", "http")})
        replace_user_agent(request["http"], user_agent_of(name.fingerprint["http"]))
        return Client(request, name.truth, own.fold, 1.0, "crawler")

    def forged_headers(self):
        """Everything above TLS is somebody else's."""
        stack_key = self.rng.choice(self.stack_keys)
        others = [key for key in self.keys if key[0] == stack_key[0] and key[1] != stack_key[1]]
        if not others:
            return None
        stack, header = self.pick(self.stacks[stack_key]), self.pick(self.headers[self.rng.choice(others)])
        truth = only_known(stack.truth)
        request = completed(header, self.rng) | self.network(stack, truth, stack_key)
        return Client(request, truth, stack_key[0], 1.0, "forged_headers")

    def forged_user_agent(self):
        """The request is its own but for the user agent: the scraper's first trick."""
        own = self.pick(self.captured)
        others = [key for key in self.keys if key[0] == own.fold and key[1] != family(own.truth)]
        if not others:
            return None
        foreign = self.pick(self.headers[self.rng.choice(others)])
        # The frames hold the request's own user agent: a forger would have changed it there too.
        request = copy.deepcopy({layer: own.fingerprint[layer] for layer in ("tls", "http")})
        replace_user_agent(request["http"], user_agent_of(foreign.fingerprint["http"]))
        request |= self.syn(own.truth, own.fold)
        return Client(request, only_known(own.truth), own.fold, 1.0, "forged_user_agent")

    def network(self, stack, truth, key) -> dict:
        """The stack's hello, the opening of an HTTP/2 connection of its family, and a SYN."""
        layers = {"tls": stack.fingerprint["tls"]}
        if "http2" in stack.fingerprint:
            layers["http2"] = stack.fingerprint["http2"]
        elif key in self.openings and self.rng.random() < 0.5:
            layers["http2"] = self.pick(self.openings[key]).fingerprint["http2"]
        return layers | self.syn(truth, key[0])

    def syn(self, truth, fold) -> dict:
        known = self.syns.get((fold, KERNEL.get(truth.get("os"))))
        if not known or self.rng.random() < 0.6:
            return {}
        return {"tcp": self.pick(known).fingerprint["tcp"]}

    def pick(self, observations) -> Observation:
        return self.rng.choices(observations, [o.weight for o in observations])[0]


def by_key(observations, key) -> dict:
    """By fold and key."""
    found = {}
    for observation in observations:
        found.setdefault((observation.fold, key(observation)), []).append(observation)
    return found


def only_known(truth: dict) -> dict:
    return {key: truth[key] for key in ("browser", "os", "device", "client") if key in truth}


def family(truth: dict) -> str:
    """What a TLS stack can tell apart: brands of Blink share theirs."""
    browser = truth["browser"]
    if truth.get("engine") == "webkit" or browser in {"safari", "webkit"}:
        return "webkit"
    if browser in CHROMIUM or browser == "webview":
        return "blink"
    if browser in {"firefox", "tor_browser"}:
        return "gecko"
    return browser


def user_agent_of(http: dict) -> str:
    headers = http["headers"]
    pairs = headers.items() if isinstance(headers, dict) else headers
    return next((value for name, value in pairs if name.lower() == "user-agent"), "")


def replace_user_agent(http: dict, value: str) -> None:
    headers = http["headers"]
    http["headers"] = [[n, value if n.lower() == "user-agent" else v] for n, v in headers]
    if not any(name.lower() == "user-agent" for name, _ in headers):
        http["headers"].append(["user-agent", value])


def completed(observation: Observation, rng: random.Random) -> dict:
    """The source dropped Accept-Language and Sec-Fetch, which every browser of its time sends over
    TLS. Half of the rows get them back as that engine writes them, so that neither their presence
    nor their absence is learnt from the source's gap."""
    http = observation.fingerprint["http"]
    if not isinstance(http.get("headers"), dict) or rng.random() < 0.5:
        return {"http": http}
    truth, fields = observation.truth, dict(http["headers"])
    major = int(truth["version"]) if str(truth.get("version", "")).isdigit() else 0
    engine = truth.get("engine")
    fields.setdefault("accept-language", rng.choice(LANGUAGES.get(engine, ["en"])))
    if (engine == "blink" and major >= 80) or (engine == "gecko" and major >= 90) or (engine == "webkit" and major >= 17):
        fields |= {"sec-fetch-dest": "document", "sec-fetch-mode": "navigate"}
        fields["sec-fetch-site"] = rng.choice(["none", "same-origin", "cross-site"])
        if engine != "webkit":
            fields["sec-fetch-user"] = "?1"
    return {"http": http | {"headers": fields}}


LANGUAGES = {
    "blink": ["en-US,en;q=0.9", "de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7", "fr-FR,fr;q=0.9", "en-US"],
    "gecko": ["en-US,en;q=0.5", "de,en-US;q=0.7,en;q=0.3", "fr,fr-FR;q=0.8,en-US;q=0.5,en;q=0.3"],
    "webkit": ["en-US,en;q=0.9", "en-us", "de-DE,de;q=0.9", "fr-FR,fr;q=0.9"],
}


def write(clients: list[Client], path) -> None:
    with open(path, "w") as file:
        for client in clients:
            file.write(json.dumps({"fingerprint": client.request}, ensure_ascii=False) + "\n")
