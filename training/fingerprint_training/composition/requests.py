"""Requests made from an observation's header fields: completed, thinned out, under another name."""

import random

from fingerprint_training.arrays import Json
from fingerprint_training.composition.client import Client, client_from
from fingerprint_training.observations.observation import Observation

LANGUAGES = {
    "blink": ["en-US,en;q=0.9", "de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7", "fr-FR,fr;q=0.9", "en-US"],
    "gecko": ["en-US,en;q=0.5", "de,en-US;q=0.7,en;q=0.3", "fr,fr-FR;q=0.8,en-US;q=0.5,en;q=0.3"],
    "webkit": ["en-US,en;q=0.9", "en-us", "de-DE,de;q=0.9", "fr-FR,fr;q=0.9"],
}
# The first major of each engine that sends Sec-Fetch.
FIRST_SEC_FETCH_MAJOR = {"blink": 80, "gecko": 90, "webkit": 17}


def completed_headers(observation: Observation, rng: random.Random) -> Json:
    """The source dropped Accept-Language and Sec-Fetch, which every browser of its time sends over
    TLS. Half of the rows get them back as that engine writes them, so that neither their presence
    nor their absence is learnt from the source's gap."""
    http = observation.fingerprint["http"]
    if not isinstance(http.get("headers"), dict) or rng.random() < 0.5:
        return {"http": http}
    truth, fields = observation.truth, dict(http["headers"])
    major = int(truth["version"]) if str(truth.get("version", "")).isdigit() else 0
    engine = truth.get("engine", "")
    fields.setdefault("accept-language", rng.choice(LANGUAGES.get(engine, ["en"])))
    if engine in FIRST_SEC_FETCH_MAJOR and major >= FIRST_SEC_FETCH_MAJOR[engine]:
        fields |= {"sec-fetch-dest": "document", "sec-fetch-mode": "navigate"}
        fields["sec-fetch-site"] = rng.choice(["none", "same-origin", "cross-site"])
        if engine != "webkit":
            fields["sec-fetch-user"] = "?1"
    return {"http": http | {"headers": fields}}


def user_agent_alone(capture: Observation) -> Client:
    """A library of which nothing but its name is known, as callers who log only user agents send
    it."""
    name = [["user-agent", user_agent(capture.fingerprint["http"])]]
    return client_from(capture, "user_agent", 0.3, {"http": {"headers": name}})


def sparse_request(capture: Observation, rng: random.Random) -> Client:
    """A library's request with two or three of its header fields, as many libraries send it and
    most logs keep it; every other time without the name."""
    http = capture.fingerprint["http"]
    kept = [field for field in http["headers"] if field[0].lower() != "user-agent"]
    chosen = sorted(rng.sample(range(len(kept)), min(len(kept), rng.choice([1, 2, 2, 3]))))
    fields = [kept[index] for index in chosen]
    if rng.random() < 0.5:
        fields.insert(rng.randrange(len(fields) + 1), ["user-agent", user_agent(http)])
    request = {"http": http | {"headers": fields}} if fields else {"http": http}
    if rng.random() < 0.5:
        request["tls"] = capture.fingerprint["tls"]
    return client_from(capture, "sparse", 0.5 * capture.weight, request)


def user_agent(http: Json) -> str:
    headers = http["headers"]
    pairs = headers.items() if isinstance(headers, dict) else headers
    return next((value for name, value in pairs if name.lower() == "user-agent"), "")


def replace_user_agent(http: Json, value: str) -> None:
    headers = http["headers"]
    http["headers"] = [[n, value if n.lower() == "user-agent" else v] for n, v in headers]
    if not any(name.lower() == "user-agent" for name, _ in headers):
        http["headers"].append(["user-agent", value])
