"""Complete clients from partial observations.

No source holds TLS, headers and truth together for more than a few clients, so training composes
them: a TLS stack of a label with header fields of the same label (an honest client), or with those
of another (a client whose headers lie: the truth is the stack's). Both parts come from the same
fold, so that no group stands on both sides of a split.

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


@dataclass
class Client:
    """One row for the extractor: the request, what is true of it, and where it came from."""

    request: dict
    truth: dict
    fold: int
    weight: float
    kind: str


def compose(stacks, headers, user_agents, captures, seed, size) -> list[Client]:
    rng = random.Random(seed)
    clients = [Client(o.fingerprint, o.truth, o.fold, o.weight, "stack") for o in stacks if "tls" in o.fingerprint]
    clients += [Client(o.fingerprint, o.truth, o.fold, 2.0 * o.weight, "capture") for o in captures]
    clients += [Client(o.fingerprint, o.truth, o.fold, o.weight, "user_agent") for o in user_agents]
    by_fold = {}
    for observation in headers:
        by_fold.setdefault(observation.fold, []).append(observation)
    pairs = Pairs(stacks, headers, captures, rng)
    for observation in rng.sample(headers, min(size, len(headers))):
        clients.append(Client(completed(observation, rng), observation.truth, observation.fold, observation.weight, "headers"))
    for _ in range(size):
        client = pairs.draw()
        if client:
            clients.append(client)
    return clients


class Pairs:
    """Draws composed clients."""

    def __init__(self, stacks, headers, captures, rng):
        self.rng = rng
        self.stacks, self.headers = {}, {}
        for observation in stacks + captures:
            if "tls" in observation.fingerprint:
                self.stacks.setdefault((observation.fold, family(observation.truth)), []).append(observation)
        for observation in headers:
            self.headers.setdefault((observation.fold, family(observation.truth)), []).append(observation)
        self.captured = [o for o in captures if "http" in o.fingerprint]
        self.keys = sorted(key for key in self.headers if key in self.stacks)
        self.stack_keys = sorted(self.stacks)

    def draw(self):
        roll = self.rng.random()
        if roll < 1.0 - 2.5 * LIARS:
            return self.honest()
        if roll < 1.0 - LIARS:
            return self.honest_library()
        return self.rng.choice([self.forged_headers, self.forged_user_agent])()

    def honest(self):
        key = self.rng.choice(self.keys)
        stack, header = self.pick(self.stacks[key]), self.pick(self.headers[key])
        request = completed(header, self.rng) | {"tls": stack.fingerprint["tls"]}
        # The system of a stack is not that of the headers it is paired with, unless both say so.
        truth = dict(header.truth)
        if stack.truth.get("os") and stack.truth["os"] != truth.get("os"):
            same = [o for o in self.headers[key] if o.truth.get("os") == stack.truth["os"]]
            if same:
                header = self.pick(same)
                request = completed(header, self.rng) | {"tls": stack.fingerprint["tls"]}
                truth = dict(header.truth)
        if truth.get("browser") != stack.truth.get("browser") and stack.truth.get("browser") not in CHROMIUM:
            truth["browser"] = stack.truth["browser"]
        return Client(request, truth, key[0], 1.0, "honest")

    def honest_library(self):
        """A captured client as it is: the claims of libraries are worth something too."""
        if not self.captured:
            return self.honest()
        observation = self.pick(self.captured)
        return Client(observation.fingerprint, observation.truth, observation.fold, observation.weight, "capture")

    def forged_headers(self):
        """Everything above TLS is somebody else's."""
        stack_key = self.rng.choice(self.stack_keys)
        others = [key for key in self.keys if key[0] == stack_key[0] and key[1] != stack_key[1]]
        if not others:
            return None
        stack, header = self.pick(self.stacks[stack_key]), self.pick(self.headers[self.rng.choice(others)])
        request = completed(header, self.rng) | {"tls": stack.fingerprint["tls"]}
        return Client(request, only_known(stack.truth), stack_key[0], 1.0, "forged_headers")

    def forged_user_agent(self):
        """The request is its own but for the user agent: the scraper's first trick."""
        candidates = self.captured or [o for rows in self.headers.values() for o in rows]
        own = self.pick(candidates)
        others = [key for key in self.keys if key[0] == own.fold and key[1] != family(own.truth)]
        if not others:
            return None
        foreign = self.pick(self.headers[self.rng.choice(others)])
        request = copy.deepcopy(own.fingerprint)
        replace_user_agent(request["http"], user_agent_of(foreign.fingerprint["http"]))
        return Client(request, only_known(own.truth), own.fold, 1.0, "forged_user_agent")

    def pick(self, observations) -> Observation:
        return self.rng.choices(observations, [o.weight for o in observations])[0]


def only_known(truth: dict) -> dict:
    return {key: truth[key] for key in ("browser", "os", "device", "client") if key in truth}


def family(truth: dict) -> str:
    """What a TLS stack can tell apart: brands of Blink share theirs."""
    browser = truth["browser"] if "browser" in truth else "unknown"
    if browser in CHROMIUM or browser == "webview":
        return "webkit" if truth.get("engine") == "webkit" else "blink"
    if browser in {"safari", "webkit"} or truth.get("engine") == "webkit":
        return "webkit"
    if browser in {"firefox", "tor_browser"}:
        return "gecko"
    return browser


def user_agent_of(http: dict) -> str:
    headers = http["headers"]
    pairs = headers.items() if isinstance(headers, dict) else headers
    return next((value for name, value in pairs if name.lower() == "user-agent"), "")


def replace_user_agent(http: dict, value: str) -> None:
    headers = http["headers"]
    if isinstance(headers, dict):
        headers["user-agent"] = value
        return
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
    fields.setdefault("accept-language", rng.choice(LANGUAGES[engine]) if engine in LANGUAGES else "en")
    if (engine == "blink" and major >= 80) or (engine == "gecko" and major >= 90) or (engine == "webkit" and major >= 17):
        fields |= {"sec-fetch-dest": "document", "sec-fetch-mode": "navigate", "sec-fetch-site": rng.choice(["none", "same-origin", "cross-site"])}
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
