"""Composed clients that lie: about everything above TLS, their name, their system, their page."""

import copy

from fingerprint_training.arrays import Truth
from fingerprint_training.composition.client import Client
from fingerprint_training.composition.pages import claim_identity, emulate_phone, honest_page
from fingerprint_training.composition.pools import (
    BORROWED_STACKS,
    KERNEL,
    KERNELS,
    Key,
    Pools,
    composed_client,
)
from fingerprint_training.composition.requests import (
    completed_headers,
    replace_user_agent,
    user_agent,
)
from fingerprint_training.labels import stack_family
from fingerprint_training.observations.observation import Observation


def forged_headers(pools: Pools) -> Client | None:
    """Everything above TLS is another client's."""
    stack_key = pools.rng.choice(pools.stack_keys)
    others = pools.other_families(stack_key[0], stack_key[1])
    if not others:
        return None
    stack = pools.pick(pools.stacks[stack_key])
    header = pools.pick(pools.headers[pools.rng.choice(others)])
    truth = known_truth(stack.truth)
    request = completed_headers(header, pools.rng) | pools.network(stack, truth, stack_key)
    return composed_client("forged_headers", (stack, header), request, truth)


def forged_user_agent(pools: Pools) -> Client | None:
    """The request is its own but for the user agent: the scraper's first trick."""
    own = pools.pick(pools.captured)
    others = pools.other_families(own.fold, stack_family(own.truth))
    if not others:
        return None
    foreign = pools.pick(pools.headers[pools.rng.choice(others)])
    # Without the frames, which hold the request's own user agent: a forger would have changed
    # it there too.
    request = copy.deepcopy({layer: own.fingerprint[layer] for layer in ("tls", "http")})
    replace_user_agent(request["http"], user_agent(foreign.fingerprint["http"]))
    request |= pools.syn(own.truth, own.fold)
    truth = known_truth(own.truth)
    return composed_client("forged_user_agent", (own, foreign), request, truth)


def forged_kernel(pools: Pools) -> Client | None:
    """A browser that says it runs on another system than the kernel that wrote the SYN."""
    key = pools.rng.choice(pools.keys)
    stack, header = pools.pick(pools.stacks[key]), pools.pick(pools.headers[key])
    claimed = KERNEL.get(header.truth.get("os", ""))
    others = [one for one in KERNELS if one != claimed and (key[0], one) in pools.syns]
    if not claimed or not others or stack.truth["browser"] in BORROWED_STACKS:
        return None
    kernel = pools.rng.choice(others)
    truth = {
        "browser": header.truth["browser"],
        "os": kernel,
        "client": header.truth.get("client", "browser"),
        "spoofing": ["os"],
    }
    request = completed_headers(header, pools.rng) | pools.network(stack, {}, key)
    request["tcp"] = pools.pick(pools.syns[key[0], kernel]).fingerprint["tcp"]
    return composed_client("forged_kernel", (stack, header), request, truth)


def forged_page(pools: Pools) -> Client | None:
    """A browser that claims another browser or system, to the server and to scripts alike."""
    key = pools.rng.choice(pools.keys)
    own = pools.pick(pools.headers[key])
    if own.truth.get("browser") in BORROWED_STACKS:
        return None
    find, change = pools.rng.choice(
        [
            (on_another_system, claim_identity),
            (another_family, claim_identity),
            (phone, emulate_phone),
        ]
    )
    claimed = find(pools, key, own)
    if claimed is None:
        return None
    page = honest_page(own, pools.rng)["browser"]
    other = pools.rng.choice(claimed.pages)
    truth = known_truth(own.truth)
    request = {"browser": change(page, other, pools.rng)}
    if pools.rng.random() < 0.7:
        request |= completed_headers(claimed, pools.rng)
    if pools.rng.random() < 0.5:
        request |= pools.network(pools.pick(pools.stacks[key]), truth, key)
    return composed_client("forged_page", (own, claimed), request, truth)


def on_another_system(pools: Pools, key: Key, own: Observation) -> Observation | None:
    """The same browser on another system, unless its engine is another there, as on iOS."""
    others = [
        o
        for o in pools.headers[key]
        if o.truth.get("os") not in {own.truth.get("os"), None}
        and o.truth["browser"] == own.truth["browser"]
        and o.truth.get("engine") == own.truth.get("engine")
    ]
    return pools.rng.choice(others) if others else None


def another_family(pools: Pools, key: Key, _own: Observation) -> Observation | None:
    others = pools.other_families(*key)
    return pools.pick(pools.headers[pools.rng.choice(others)]) if others else None


def phone(pools: Pools, key: Key, own: Observation) -> Observation | None:
    """A phone's browser of any family, claimed by a desktop browser."""
    if own.truth.get("device") != "desktop":
        return None
    others = [
        o
        for other in pools.keys
        if other[0] == key[0]
        for o in pools.headers[other]
        if o.truth.get("device") == "mobile"
    ]
    return pools.rng.choice(others) if others else None


def known_truth(truth: Truth) -> Truth:
    return {key: truth[key] for key in ("browser", "os", "device", "client") if key in truth}
