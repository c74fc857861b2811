"""Rows whose label is not that of their bytes must not teach, and groups must stay together."""

import unittest

from fingerprint_training.arrays import Json
from fingerprint_training.observations.observation import Observation, fold_of, merge_groups
from fingerprint_training.observations.third_party import (
    is_intercepted,
    rebalance,
    relabel_edgehtml,
    with_random_system,
)


def tls_row(engine: str, *ciphers: int) -> Json:
    return {
        "truth": {"browser": "chrome", "engine": engine},
        "fingerprint": {"tls": {"ciphers": list(ciphers)}},
    }


class Labels(unittest.TestCase):
    def test_a_chromium_without_grease_was_intercepted(self) -> None:
        self.assertTrue(is_intercepted(tls_row("blink", 0x1301, 0xC02B)))
        self.assertFalse(is_intercepted(tls_row("blink", 0x2A2A, 0x1301)))
        self.assertFalse(is_intercepted(tls_row("blink", 0xC02B, 0xCC14)), "older than GREASE")
        self.assertFalse(is_intercepted(tls_row("gecko", 0x1301)))
        without_hello: Json = {"truth": {"engine": "blink"}, "fingerprint": {}}
        self.assertFalse(is_intercepted(without_hello), "nothing was recorded")

    def test_the_edge_of_edgehtml_is_not_a_chromium(self) -> None:
        def browser(engine: str) -> str:
            label: str = relabel_edgehtml({"browser": "edge", "engine": engine})["browser"]
            return label

        self.assertEqual(browser("trident"), "internet_explorer")
        self.assertEqual(browser("blink"), "edge")

    def test_a_library_keeps_the_system_that_its_fields_name(self) -> None:
        def systems(agent: str) -> set[str]:
            fingerprint = {"http": {"headers": [["User-Agent", agent]]}}
            rows = [
                Observation(fingerprint, {"client": "http_library"}, f"group {n}", 1.0, "")
                for n in range(12)
            ]
            return {with_random_system(row, n).truth["os"] for n, row in enumerate(rows)}

        self.assertEqual(systems("Siege/4.0 (x86_64-pc-linux-gnu)"), {"linux"})
        self.assertGreater(len(systems("curl/8.0")), 1)


class Weights(unittest.TestCase):
    def test_rare_browsers_are_drawn_more_often_and_frequency_takes_it_back(self) -> None:
        names = ["chrome"] * 900 + ["opera"] * 100
        rows = rebalance([Observation({}, {"browser": name}, name, 1.0, "") for name in names])
        common, rare = rows[0], rows[-1]
        self.assertAlmostEqual(rare.weight / common.weight, 3.0)
        self.assertAlmostEqual(rare.weight * rare.frequency, common.weight * common.frequency)


class Groups(unittest.TestCase):
    def test_groups_that_share_a_key_become_one(self) -> None:
        names = ("curl:8", "git:2", "wget:1", "wget:2")
        rows = [Observation({}, {}, group, 1, "") for group in names]
        merge_groups(rows, ["openssl", "openssl", "gnutls", None])
        self.assertEqual(rows[0].group, rows[1].group)
        self.assertNotEqual(rows[0].group, rows[2].group)
        self.assertNotEqual(rows[2].group, rows[3].group)

    def test_a_group_keeps_its_fold(self) -> None:
        self.assertEqual(fold_of("tls:0123"), fold_of("tls:0123"))
        self.assertGreater(len({fold_of(f"tls:{n}") for n in range(50)}), 1)


if __name__ == "__main__":
    unittest.main()
