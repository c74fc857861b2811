"""Pages that are honest and the same pages under another claim, to measure what is said of them."""

import copy
import random
from collections.abc import Iterator

from fingerprint_training.arrays import Json, Truth
from fingerprint_training.composition.pages import (
    completed_page,
    hide_machine,
    with_navigator_of,
)
from fingerprint_training.composition.probes import codeword_name
from fingerprint_training.observations.observation import Observation

CASES = (
    "honest",
    "honest, no user agent",
    "hidden machine, honest",
    "another engine claimed",
    "another system claimed",
    "another major claimed, three or more away",
    "another brand of the same engine and major claimed",
)
# Header fields and one page that was seen with them.
DrawnPage = tuple[Observation, Json]
# What is true, and the request.
Case = tuple[Truth, Json]


def cases(own: DrawnPage, other: DrawnPage, rng: random.Random) -> Iterator[tuple[str, Case]]:
    """The cases that two drawn pages make, each by a name of `CASES`."""
    header, page = own
    foreign, claimed = other
    truth, page = header.truth, completed_page(header, page, rng)
    http = header.fingerprint["http"]
    yield "honest", (truth, {"http": http, "browser": page})
    unnamed = copy.deepcopy(page)
    unnamed["navigator"].pop("user_agent", None)
    yield "honest, no user agent", (truth, {"browser": unnamed})
    hidden = copy.deepcopy(page)
    hide_machine(hidden, truth.get("os"), rng)
    yield "hidden machine, honest", (truth, {"http": http, "browser": hidden})
    lie = claimed_difference((header, page), other)
    if lie:
        changed = with_navigator_of(page, claimed, ("user_agent", "user_agent_data"))
        yield lie, (truth, {"http": foreign.fingerprint["http"], "browser": changed})


def claimed_difference(own: DrawnPage, other: DrawnPage) -> str | None:
    """What the first lies about when it claims to be the second; None where the pair makes no
    case."""
    (header, page), (foreign, claimed) = own, other
    mine, theirs = header.truth, foreign.truth
    if mine.get("engine") != theirs.get("engine"):
        return "another engine claimed"
    same_brand = mine["browser"] == theirs["browser"]
    if mine.get("os") != theirs.get("os"):
        return "another system claimed" if same_brand else None
    own_name = codeword_name(page["navigator"].get("user_agent"), mine)
    claimed_name = codeword_name(claimed["navigator"].get("user_agent"), theirs)
    if not own_name or not claimed_name or own_name[0] != claimed_name[0] or "probes" not in page:
        return None
    if same_brand and abs(float(own_name[1]) - float(claimed_name[1])) >= 3:
        return "another major claimed, three or more away"
    if not same_brand and own_name[1] == claimed_name[1]:
        return "another brand of the same engine and major claimed"
    return None
