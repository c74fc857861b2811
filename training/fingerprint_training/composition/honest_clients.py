"""Composed clients that are what they say."""

import copy

from fingerprint_training.composition.client import Client, client_from
from fingerprint_training.composition.pools import BORROWED_STACKS, Pools, composed_client
from fingerprint_training.composition.requests import (
    completed_headers,
    replace_user_agent,
    user_agent,
)


def matching_parts(pools: Pools) -> Client | None:
    """Stack and header fields of one family, and of one system where it is known."""
    key = pools.rng.choice(pools.keys)
    stack = pools.pick(pools.stacks[key])
    same = [o for o in pools.headers[key] if o.truth.get("os") == stack.truth.get("os")]
    header = pools.pick(same or pools.headers[key])
    truth = dict(header.truth)
    borrowed = stack.truth["browser"] in BORROWED_STACKS
    if borrowed and truth.get("browser") != stack.truth["browser"]:
        return None
    request = completed_headers(header, pools.rng)
    request |= pools.network(stack, truth, key) | pools.page(header)
    client = composed_client("honest", (stack, header), request, truth)
    client.frequency = header.frequency
    return client


def one_version(pools: Pools) -> Client | None:
    """Header fields of the very major whose stack it is, so that claim and layers fit."""
    key = pools.rng.choice(pools.keys)
    stack = pools.pick(pools.stacks[key])
    version = stack.truth.get("version")
    same = [
        o
        for o in pools.headers[key]
        if version
        and o.truth.get("version") == version
        and o.truth.get("engine") == stack.truth.get("engine")
    ]
    if not same or stack.truth["browser"] in BORROWED_STACKS:
        return None
    header = pools.pick(same)
    layers = ("tls", "http2")
    request = completed_headers(header, pools.rng)
    request |= {name: stack.fingerprint[name] for name in layers if name in stack.fingerprint}
    request |= pools.syn(header.truth, key[0]) | pools.page(header)
    client = composed_client("one_version", (stack, header), request, header.truth)
    client.frequency = header.frequency
    return client


def captured_client(pools: Pools) -> Client:
    """A captured client as it is, now and then with a SYN that did not cross loopback."""
    observation = pools.pick(pools.captured)
    request = observation.fingerprint | pools.syn(observation.truth, observation.fold)
    return client_from(observation, "capture", observation.weight, request)


def crawler(pools: Pools) -> Client | None:
    """A declared crawler: a library's request under a crawler's name, which is what crawlers
    are."""
    own, name = pools.pick(pools.libraries), pools.pick(pools.crawlers)
    if own.fold != name.fold:
        return None
    request = copy.deepcopy({layer: own.fingerprint[layer] for layer in ("tls", "http")})
    replace_user_agent(request["http"], user_agent(name.fingerprint["http"]))
    return composed_client("crawler", (own, name), request, name.truth)
