"""Which stacks training has seen, and how far a stack is from them.

The service computes the same: lists that one side did not record are not compared.
"""

from collections.abc import Sequence

import numpy as np

from fingerprint_training.arrays import Flags, Floats, Integers, Words

KNOWN, NEAR, FAR = "known", "near", "far"
LEVELS = (KNOWN, NEAR, FAR)
LEVEL_TYPE = "<U5"

# Bits in which a stack may differ from the nearest of training and still be near: how the held-out
# accuracy falls with the distance is in the card of `browser`.
MAX_NEAR_BITS = 4
# A stack without ciphers and extensions has no distance.
NO_DISTANCE = -1

LIST_PREFIXES = [
    ("ciphers", "cipher_"),
    ("extensions", "extension_"),
    ("groups", "group_"),
    ("signatures", "signature_"),
    ("alpn", "alpn_"),
    ("order", "order_"),
]
COUNT_COLUMNS = {
    *("tls.cipher_count", "tls.extension_count", "tls.group_count", "tls.signature_count"),
}


class KnownStacks:
    """The lists of the TLS columns as bits."""

    def __init__(self, columns: Sequence[str]) -> None:
        self.fields: list[tuple[str, list[str]]] = []
        for name, prefix in LIST_PREFIXES:
            known = f"tls.{name}_known"
            members = [
                column
                for column in columns
                if column.startswith(f"tls.{prefix}")
                and column != known
                and column not in COUNT_COLUMNS
            ]
            self.fields.append((known, members))
        place = {column: index for index, column in enumerate(columns)}
        self.known = np.array([place[known] for known, _ in self.fields])
        self.members = np.array([place[column] for _, members in self.fields for column in members])
        sizes = [len(members) for _, members in self.fields]
        self.owner = np.repeat(np.arange(len(self.fields)), sizes)

    def bits(self, rows: Floats) -> tuple[Flags, Flags]:
        """Two bits a column, above and below zero, and which lists were recorded."""
        recorded = rows[:, self.known] > 0
        mask = np.repeat(recorded[:, self.owner], 2, axis=1)
        values = rows[:, self.members]
        signs = np.stack([values > 0, values < 0], axis=2).reshape(len(rows), -1)
        return signs & mask, recorded

    def unique(self, rows: Floats) -> Flags:
        """One row for each stack with ciphers and extensions, as bits."""
        bits, recorded = self.bits(rows)
        complete = recorded[:, :2].all(axis=1)
        return np.unique(np.concatenate([recorded, bits], axis=1)[complete], axis=0)

    def distances(self, rows: Floats, stacks: Flags) -> Integers:
        """To the nearest of the stacks."""
        bits, recorded = self.bits(rows)
        count = len(self.fields)
        theirs = stacks[:, count:].astype(np.float32)
        their_mask = np.repeat(stacks[:, :count][:, self.owner], 2, axis=1).astype(np.float32)
        joined = np.concatenate([recorded, bits], axis=1)
        found, place = np.unique(joined, axis=0, return_inverse=True)
        own = found[:, count:].astype(np.float32)
        mask = np.repeat(found[:, :count][:, self.owner], 2, axis=1).astype(np.float32)
        # |a xor b| over what both recorded: a(1-b) + (1-a)b, each under both masks.
        differing = (own * mask) @ (their_mask * (1 - theirs)).T
        differing = differing + (mask * (1 - own)) @ (their_mask * theirs).T
        nearest = differing.min(axis=1)
        nearest[~found[:, :2].all(axis=1)] = NO_DISTANCE
        return nearest[place.ravel()].astype(int)

    def hexadecimal(self, stacks: Flags) -> list[str]:
        """As the service reads them: the recorded lists first, then the bits, four to a digit."""
        width = -(-stacks.shape[1] // 4) * 4
        padded = np.zeros((len(stacks), width), np.uint8)
        padded[:, : stacks.shape[1]] = stacks
        digits = padded.reshape(len(stacks), -1, 4) @ np.array([1, 2, 4, 8])
        return ["".join(f"{digit:x}" for digit in row) for row in digits]


def novelty(distances: Integers, has_tls: Flags) -> Words:
    """What the service calls known, near and far."""
    found = np.full(len(distances), FAR, dtype=LEVEL_TYPE)
    found[(distances > 0) & (distances <= MAX_NEAR_BITS)] = NEAR
    found[(distances == 0) | ~has_tls] = KNOWN
    return found
