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

import pages
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
    # Folds of the builds it is made of.
    builds: frozenset = frozenset()
    # The group of its build, and the merged group that decides its fold.
    group: str = ""
    fold_group: str = ""
    # The group of its header fields, where they come from another observation.
    other_group: str = ""
    # How much commoner it is than it was drawn.
    frequency: float = 1.0

    @property
    def lies(self) -> bool:
        return self.kind.startswith("forged") or self.kind == "impersonator"

    @property
    def honest(self):
        """Whether it lies about itself; None where nobody knows."""
        if self.kind in {"stack_alone", "crawler"}:
            return None
        if "spoofing" in self.truth:
            return not self.truth["spoofing"]
        return None if self.kind == "user_agent" else not self.lies

    @property
    def of_one_version(self) -> bool:
        """Whether its layers come from clients of one version, so that comparing them with the claimed
        major means something."""
        return self.kind not in {"honest", "forged_kernel"}


def compose(sources, seed, size) -> list[Client]:
    rng = random.Random(seed)
    clients = [of(o, "stack" if "http" in o.fingerprint else "stack_alone", o.weight) for o in sources.stacks]
    clients += [of(o, kind_of(o), 2.0 * o.weight) for o in sources.captures]
    clients += [of(o, "user_agent", o.weight) for o in sources.user_agents]
    clients += [of(o, "impersonator", o.weight) for o in sources.impersonators]
    libraries = [o for o in sources.captures if o.truth.get("client") == "http_library" and not o.truth.get("spoofing")]
    clients += [named_only(o) for o in libraries]
    clients += [sparse(o, rng) for o in libraries]
    draw = Drawn(sources, rng)
    for observation in rng.sample(sources.headers, min(size, len(sources.headers))):
        clients.append(of(observation, "headers", 1.0, completed(observation, rng)))
    clients += [drawn(o, "page", with_page(o, rng)) for o in rng.choices(sources.headers, [o.weight for o in sources.headers], k=size // 2)]
    clients += [of(o, "page_capture", 5.0) for o in sources.page_captures]
    clients += [client for client in (draw.client() for _ in range(size)) if client]
    return clients


def of(observation, kind, weight, request=None) -> Client:
    return Client(request or observation.fingerprint, observation.truth, observation.fold, weight, kind, *origin(observation, observation))


def drawn(observation, kind, request) -> Client:
    """One that was drawn by its weight."""
    client = of(observation, kind, 1.0, request)
    client.frequency = observation.frequency
    return client


def with_page(observation, rng):
    """A page, alone as a script sends it or with the request that asked for it."""
    request = completed(observation, rng) if rng.random() < 0.5 else {}
    return request | pages.shown(observation, rng)


def named_only(capture: Observation) -> Client:
    """A library of which nothing but its name is known, as callers who log only user agents send it."""
    name = [["user-agent", user_agent_of(capture.fingerprint["http"])]]
    return of(capture, "user_agent", 0.3, {"http": {"headers": name}})


def sparse(capture: Observation, rng: random.Random) -> Client:
    """A library's request with two or three of its header fields, as many libraries send it and most
    logs keep it; every other time without the name."""
    http = capture.fingerprint["http"]
    kept = [field for field in http["headers"] if field[0].lower() != "user-agent"]
    chosen = sorted(rng.sample(range(len(kept)), min(len(kept), rng.choice([1, 2, 2, 3]))))
    fields = [kept[index] for index in chosen]
    if rng.random() < 0.5:
        fields.insert(rng.randrange(len(fields) + 1), ["user-agent", user_agent_of(http)])
    request = {"http": http | {"headers": fields}} if fields else {"http": http}
    if rng.random() < 0.5:
        request["tls"] = capture.fingerprint["tls"]
    return of(capture, "sparse", 0.5 * capture.weight, request)


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
        if roll < 0.58:
            return self.honest()
        if roll < 0.68:
            return self.honest(of_one_version=True)
        if roll < 0.80:
            return self.captured_client()
        if roll < 0.84:
            return self.crawler()
        return self.rng.choice([self.forged_headers, self.forged_user_agent, self.forged_kernel, self.forged_page, self.forged_page])()

    def honest(self, of_one_version=False):
        key = self.rng.choice(self.keys)
        stack = self.pick(self.stacks[key])
        if of_one_version:
            return self.of_one_version(key, stack)
        # A stack of a known system goes with headers of that system, where there are any.
        same = [o for o in self.headers[key] if o.truth.get("os") == stack.truth.get("os")]
        header = self.pick(same or self.headers[key])
        truth = dict(header.truth)
        if stack.truth["browser"] in {"webkit", "tor_browser"} and truth.get("browser") != stack.truth["browser"]:
            return None  # WebKitGTK is not Safari, and Tor Browser not Firefox
        request = completed(header, self.rng) | self.network(stack, truth, key) | self.page(header)
        return Client(request, truth, key[0], 1.0, "honest", *origin(stack, header), frequency=header.frequency)

    def of_one_version(self, key, stack):
        """Header fields of the very major whose stack it is, so that claim and layers fit."""
        version = stack.truth.get("version")
        same = [o for o in self.headers[key] if version and o.truth.get("version") == version and o.truth.get("engine") == stack.truth.get("engine")]
        if not same or stack.truth["browser"] in {"webkit", "tor_browser"}:
            return None
        header = self.pick(same)
        layers = {layer: stack.fingerprint[layer] for layer in ("tls", "http2") if layer in stack.fingerprint}
        request = completed(header, self.rng) | layers | self.syn(header.truth, key[0]) | self.page(header)
        return Client(request, header.truth, key[0], 1.0, "one_version", *origin(stack, header), frequency=header.frequency)

    def captured_client(self):
        """A captured client as it is, now and then with a SYN that did not cross loopback."""
        observation = self.pick(self.captured)
        request = observation.fingerprint | self.syn(observation.truth, observation.fold)
        return of(observation, "capture", observation.weight, request)

    def crawler(self):
        """A declared crawler: a library's request under a crawler's name, which is what crawlers are."""
        own, name = self.pick(self.libraries), self.pick(self.crawlers)
        if own.fold != name.fold:
            return None
        request = copy.deepcopy({layer: own.fingerprint[layer] for layer in ("tls", "http")})
        replace_user_agent(request["http"], user_agent_of(name.fingerprint["http"]))
        return Client(request, name.truth, own.fold, 1.0, "crawler", *origin(own, name))

    def forged_headers(self):
        """Everything above TLS is somebody else's."""
        stack_key = self.rng.choice(self.stack_keys)
        others = [key for key in self.keys if key[0] == stack_key[0] and key[1] != stack_key[1]]
        if not others:
            return None
        stack, header = self.pick(self.stacks[stack_key]), self.pick(self.headers[self.rng.choice(others)])
        truth = only_known(stack.truth)
        request = completed(header, self.rng) | self.network(stack, truth, stack_key)
        return Client(request, truth, stack_key[0], 1.0, "forged_headers", *origin(stack, header))

    def forged_kernel(self):
        """A browser that says it runs on another system than the kernel that wrote the SYN."""
        key = self.rng.choice(self.keys)
        stack, header = self.pick(self.stacks[key]), self.pick(self.headers[key])
        claimed = KERNEL.get(header.truth.get("os"))
        others = [kernel for kernel in ("windows", "macos", "linux") if kernel != claimed and (key[0], kernel) in self.syns]
        if not claimed or not others or stack.truth["browser"] in {"webkit", "tor_browser"}:
            return None
        kernel = self.rng.choice(others)
        truth = {"browser": header.truth["browser"], "os": kernel, "client": header.truth.get("client", "browser"), "spoofing": ["os"]}
        request = completed(header, self.rng) | self.network(stack, {}, key)
        request["tcp"] = self.pick(self.syns[key[0], kernel]).fingerprint["tcp"]
        return Client(request, truth, key[0], 1.0, "forged_kernel", *origin(stack, header))

    def forged_page(self):
        """A browser that claims another browser or system, to the server and to scripts alike."""
        key = self.rng.choice(self.keys)
        own = self.pick(self.headers[key])
        if own.truth.get("browser") in {"webkit", "tor_browser"}:
            return None
        wanted = self.rng.choice([self.of_another_system, self.of_another_family, self.telephone])
        claimed = wanted(key, own)
        if claimed is None:
            return None
        page, other = pages.shown(own, self.rng)["browser"], self.rng.choice(claimed.pages)
        page = (pages.as_telephone if wanted == self.telephone else pages.claiming)(page, other, self.rng)
        truth = only_known(own.truth)
        request = {"browser": page}
        if self.rng.random() < 0.7:
            request |= completed(claimed, self.rng)
        if self.rng.random() < 0.5:
            request |= self.network(self.pick(self.stacks[key]), truth, key)
        return Client(request, truth, key[0], 1.0, "forged_page", *origin(own, claimed))

    def of_another_system(self, key, own):
        """Of the same browser: on another system its brand is somebody else's engine, as on iOS."""
        others = [o for o in self.headers[key] if o.truth.get("os") not in {own.truth.get("os"), None} and o.truth["browser"] == own.truth["browser"] and o.truth.get("engine") == own.truth.get("engine")]
        return self.rng.choice(others) if others else None

    def of_another_family(self, key, own):
        others = [other for other in self.keys if other[0] == key[0] and other[1] != key[1]]
        return self.pick(self.headers[self.rng.choice(others)]) if others else None

    def telephone(self, key, own):
        """Of any family, claimed by a desktop browser."""
        if own.truth.get("device") != "desktop":
            return None
        others = [o for other in self.keys if other[0] == key[0] for o in self.headers[other] if o.truth.get("device") == "mobile"]
        return self.rng.choice(others) if others else None

    def page(self, header) -> dict:
        """Half of the composed clients run a script."""
        return pages.shown(header, self.rng) if self.rng.random() < 0.5 else {}

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
        return Client(request, only_known(own.truth), own.fold, 1.0, "forged_user_agent", *origin(own, foreign))

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


def origin(own, other) -> tuple:
    """Folds of the builds that a client is made of, and its groups."""
    return frozenset([own.build_fold, other.build_fold]), own.build, own.group, other.group


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
