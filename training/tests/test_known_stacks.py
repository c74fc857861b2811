"""How new a stack is must be what the service computes."""

import unittest

import numpy as np

from fingerprint_training.arrays import Floats
from fingerprint_training.dataset.known_stacks import (
    LEVEL_TYPE,
    LEVELS,
    MAX_NEAR_BITS,
    KnownStacks,
    novelty,
)

COLUMNS = [
    "tls.ciphers_known",
    "tls.extensions_known",
    "tls.groups_known",
    "tls.signatures_known",
    "tls.alpn_known",
    "tls.order_known",
    "tls.cipher_1301",
    "tls.cipher_1302",
    "tls.extension_0010",
    "tls.group_001d",
    "tls.order_1301_1302",
]


def stack(**values: int) -> Floats:
    row = np.zeros((1, len(COLUMNS)), np.float32)
    for name, value in values.items():
        row[0, COLUMNS.index(f"tls.{name}")] = value
    return row


class Stacks(unittest.TestCase):
    def test_only_lists_that_both_recorded_are_compared(self) -> None:
        stacks = KnownStacks(COLUMNS)
        lists = {"ciphers_known": 1, "extensions_known": 1}
        seen = stacks.unique(stack(**lists, cipher_1301=1, extension_0010=1))
        more = lists | {"groups_known": 1, "group_001d": 1}
        for offered, distance in [
            ({"cipher_1301": 1, "extension_0010": 1}, 0),
            ({"cipher_1301": 1}, 1),
            ({"cipher_1302": 1}, 3),
        ]:
            self.assertEqual(stacks.distances(stack(**more, **offered), seen)[0], distance)
        self.assertEqual(stacks.distances(stack(ciphers_known=1, cipher_1301=1), seen)[0], -1)

    def test_a_stack_is_written_as_the_service_reads_it(self) -> None:
        stacks = KnownStacks(COLUMNS)
        lists = {"ciphers_known": 1, "extensions_known": 1, "order_known": 1}
        seen = stacks.unique(stack(**lists, cipher_1301=1, order_1301_1302=-1))
        # Lists 0, 1 and 5 are recorded; then cipher_1301 above zero, and the order below:
        # 110001 1000000001, the lowest bit of a digit first.
        self.assertEqual(stacks.hexadecimal(seen), ["3608"])

    def test_novelty_goes_by_distance(self) -> None:
        has_tls = np.array([True, True, True, True, False])
        found = novelty(np.array([0, 1, MAX_NEAR_BITS + 1, -1, -1]), has_tls)
        self.assertEqual(found.tolist(), ["known", "near", "far", "far", "known"])

    def test_every_level_fits_into_its_type(self) -> None:
        self.assertEqual(tuple(np.array(LEVELS, dtype=LEVEL_TYPE)), LEVELS)


if __name__ == "__main__":
    unittest.main()
