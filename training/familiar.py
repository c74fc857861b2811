"""Which stacks training has seen, and how far a stack is from them. The service computes the same
(src/inference/familiar.rs): lists that one side did not record are not compared."""

import numpy as np

KNOWN, NEAR, FAR = "known", "near", "far"
LEVELS = (KNOWN, NEAR, FAR)
LEVEL = "<U5"

# Bits in which a stack may differ from the nearest of training and still be near: how the held-out
# accuracy falls with the distance stands in the card of `browser`.
NEAREST = 4

LISTS = [("ciphers", "cipher_"), ("extensions", "extension_"), ("groups", "group_"), ("signatures", "signature_"), ("alpn", "alpn_"), ("order", "order_")]
COUNTED = {"tls.cipher_count", "tls.extension_count", "tls.group_count", "tls.signature_count"}


class Stacks:
    """The lists of the TLS columns as bits."""

    def __init__(self, columns):
        self.fields = []
        for name, prefix in LISTS:
            known = f"tls.{name}_known"
            members = [c for c in columns if c.startswith(f"tls.{prefix}") and c != known and c not in COUNTED]
            self.fields.append((known, members))
        place = {column: index for index, column in enumerate(columns)}
        self.known = np.array([place[known] for known, _ in self.fields])
        self.members = np.array([place[column] for _, columns in self.fields for column in columns])
        self.owner = np.repeat(np.arange(len(self.fields)), [len(columns) for _, columns in self.fields])

    def bits(self, rows):
        """Two bits a column, above and below zero, and whether the column's list was recorded."""
        recorded = rows[:, self.known] > 0
        mask = np.repeat(recorded[:, self.owner], 2, axis=1)
        values = rows[:, self.members]
        return np.stack([values > 0, values < 0], axis=2).reshape(len(rows), -1) & mask, mask, recorded

    def unique(self, rows):
        """One row for each stack with ciphers and extensions, as bits."""
        bits, _, recorded = self.bits(rows)
        whole = recorded[:, :2].all(axis=1)
        return np.unique(np.concatenate([recorded, bits], axis=1)[whole], axis=0)

    def distances(self, rows, stacks):
        """To the nearest of the stacks; -1 without ciphers or extensions."""
        bits, mask, recorded = self.bits(rows)
        theirs = stacks[:, len(self.fields) :].astype(np.float32)
        known = np.repeat(stacks[:, : len(self.fields)][:, self.owner], 2, axis=1).astype(np.float32)
        found, place = np.unique(np.concatenate([recorded, bits], axis=1), axis=0, return_inverse=True)
        count = len(self.fields)
        a = found[:, count:].astype(np.float32)
        m = np.repeat(found[:, :count][:, self.owner], 2, axis=1).astype(np.float32)
        # |a xor b| over what both recorded: a(1-b) + (1-a)b, each under both masks.
        differing = (a * m) @ (known * (1 - theirs)).T + (m * (1 - a)) @ (known * theirs).T
        nearest = differing.min(axis=1)
        nearest[~found[:, :2].all(axis=1)] = -1
        return nearest[place.ravel()].astype(int)

    def hexadecimal(self, stacks):
        """As the service reads them: the recorded lists first, then the bits, four to a digit."""
        width = -(-stacks.shape[1] // 4) * 4
        padded = np.zeros((len(stacks), width), np.uint8)
        padded[:, : stacks.shape[1]] = stacks
        digits = padded.reshape(len(stacks), -1, 4) @ np.array([1, 2, 4, 8])
        return ["".join(f"{digit:x}" for digit in row) for row in digits]


def levels(distances, has_tls):
    """What the service calls known, near and far."""
    found = np.full(len(distances), FAR, dtype=LEVEL)
    found[(distances > 0) & (distances <= NEAREST)] = NEAR
    found[(distances == 0) | ~has_tls] = KNOWN
    return found
