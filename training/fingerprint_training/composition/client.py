"""A client as training sees it: one request, what is true of it, and where it came from."""

from dataclasses import dataclass
from typing import TypedDict

from fingerprint_training.arrays import Json, Truth
from fingerprint_training.observations.observation import Observation


class Origin(TypedDict):
    builds: frozenset[int]
    group: str
    fold_group: str
    other_group: str


@dataclass
class Client:
    request: Json
    truth: Truth
    fold: int
    weight: float
    kind: str
    # Folds of the builds it is made of.
    builds: frozenset[int] = frozenset()
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
    def honest(self) -> bool | None:
        """Whether it says the truth about itself; None where nobody knows."""
        if self.kind in {"stack_alone", "crawler"}:
            return None
        if "spoofing" in self.truth:
            return not self.truth["spoofing"]
        return None if self.kind == "user_agent" else not self.lies

    @property
    def layers_share_a_version(self) -> bool:
        """Whether its layers come from clients of one version, so that comparing them with the
        claimed major means something."""
        return self.kind not in {"honest", "forged_kernel"}


def client_from(
    observation: Observation, kind: str, weight: float, request: Json | None = None
) -> Client:
    """A client of one observation, with its own request or with one made from it."""
    return Client(
        request or observation.fingerprint,
        observation.truth,
        observation.fold,
        weight,
        kind,
        **origin(observation, observation),
    )


def origin(own: Observation, other: Observation) -> Origin:
    """Where a client of two observations comes from; the first decides its fold."""
    return {
        "builds": frozenset([own.build_fold, other.build_fold]),
        "group": own.build,
        "fold_group": own.group,
        "other_group": other.group,
    }
