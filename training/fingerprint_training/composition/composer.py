"""Draws clients that no source recorded as a whole, honest and lying.

One client in ten lies in what is composed here. That share is an assumption, stated in every model
card; it decides how much a bare claim is worth, and nothing else can: no source knows it.
"""

import random

from fingerprint_training.arrays import Json
from fingerprint_training.composition import forged_clients, honest_clients, pages
from fingerprint_training.composition.client import Client, client_from
from fingerprint_training.composition.pools import Pools, Sources
from fingerprint_training.composition.requests import (
    completed_headers,
    sparse_request,
    user_agent_alone,
)
from fingerprint_training.observations.observation import Observation

LIARS = 0.10
# Of which one is drawn when a client lies: pages twice as often as the others.
FORGERIES = [
    forged_clients.forged_headers,
    forged_clients.forged_user_agent,
    forged_clients.forged_kernel,
    forged_clients.forged_page,
    forged_clients.forged_page,
]


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
    pools = Pools(sources, rng)
    for observation in rng.sample(sources.headers, min(size, len(sources.headers))):
        request = completed_headers(observation, rng)
        clients.append(client_from(observation, "headers", 1.0, request))
    weights = [o.weight for o in sources.headers]
    for observation in rng.choices(sources.headers, weights, k=size // 2):
        client = client_from(observation, "page", 1.0, page_request(observation, rng))
        client.frequency = observation.frequency
        clients.append(client)
    clients += [client_from(o, "page_capture", 5.0) for o in sources.page_captures]
    return clients + [client for client in (draw(pools) for _ in range(size)) if client]


def capture_kind(capture: Observation) -> str:
    return "forged_capture" if capture.truth.get("spoofing") else "capture"


def page_request(observation: Observation, rng: random.Random) -> Json:
    """A page, alone as a script sends it or with the request that asked for it."""
    request = completed_headers(observation, rng) if rng.random() < 0.5 else {}
    return request | pages.honest_page(observation, rng)


def draw(pools: Pools) -> Client | None:
    """One composed client; None where what was drawn does not fit together."""
    roll = pools.rng.random()
    if roll < 0.58:
        return honest_clients.matching_parts(pools)
    if roll < 0.68:
        return honest_clients.one_version(pools)
    if roll < 0.80:
        return honest_clients.captured_client(pools)
    if roll < 0.84:
        return honest_clients.crawler(pools)
    return pools.rng.choice(FORGERIES)(pools)
