"""One observation of a source, and the groups that keep training and test apart."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from fingerprint_training.arrays import Json, Truth

FOLDS = 5


@dataclass
class Observation:
    fingerprint: Json
    truth: Truth
    group: str
    weight: float
    source: str
    # The group before groups that share a TLS key were merged: a client's build.
    build: str = ""
    # Browser layers that were seen with these header fields.
    pages: list[Json] = field(default_factory=list)
    # How much commoner it is than `weight`, by which it is drawn, makes it.
    frequency: float = 1.0

    def __post_init__(self) -> None:
        self.build = self.build or self.group

    @property
    def fold(self) -> int:
        return fold_of(self.group)

    @property
    def build_fold(self) -> int:
        return fold_of(self.build)


def fold_of(group: str) -> int:
    """The same group always falls into the same fold, whatever else is in the data."""
    return stable_hash(group) % FOLDS


def stable_hash(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")


def merge_groups(observations: Sequence[Observation], keys: Iterable[str | None]) -> None:
    """Makes one group of all groups that share a TLS key: many clients link the same library, and a
    key on both sides of a split would be known in advance."""
    root: dict[str, str] = {}

    def find(name: str) -> str:
        while root.setdefault(name, name) != name:
            name = root[name]
        return name

    for observation, key in zip(observations, keys, strict=True):
        if key is not None:
            first, second = find(f"key {key}"), find(observation.group)
            root[max(first, second)] = min(first, second)
    for observation in observations:
        observation.group = find(observation.group)
