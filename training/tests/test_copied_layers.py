"""An impersonator equals a real client only where one family has all of its layers."""

import unittest
from collections.abc import Hashable

from fingerprint_training.evaluation.copied_layers import Comparison, RealLayers


def family(number: int) -> RealLayers:
    keys: dict[str, set[Hashable]] = {
        "tls": {f"t{number}"},
        "http2": {f"h{number}"},
        "headers": {f"n{number}"},
    }
    return RealLayers(keys)


REAL = {"blink": family(1), "gecko": family(2)}


def compare(**layers: Hashable) -> Comparison:
    return Comparison.with_real({layer: {key} for layer, key in layers.items()}, REAL)


class CopiedLayers(unittest.TestCase):
    def test_all_layers_of_one_family_are_equal(self) -> None:
        self.assertTrue(compare(tls="t1", http2="h1", headers="n1").all_equal)
        self.assertTrue(compare(tls="t1").all_equal)

    def test_layers_of_two_families_are_not(self) -> None:
        mixed = compare(tls="t1", http2="h2", headers="n1")
        self.assertFalse(mixed.all_equal)
        self.assertFalse(mixed.only_names_differ)
        self.assertEqual(mixed.equal, {"tls", "http2", "headers"})

    def test_foreign_header_names_alone_are_a_kind_of_their_own(self) -> None:
        self.assertTrue(compare(tls="t1", http2="h1", headers="n9").only_names_differ)
        self.assertFalse(compare(tls="t9", http2="h1", headers="n1").only_names_differ)


if __name__ == "__main__":
    unittest.main()
