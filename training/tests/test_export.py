"""The exported graph must answer as the net does, and what the service computes must be computed here."""

import sys
import unittest
from types import SimpleNamespace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np

import export
import familiar
import folds
from net import HIDDEN, Head, Net

SPANS = [("tls", 0, 4), ("http", 4, 7), ("user_agent", 7, 9)]
LAYERS = {"tls": "tls", "http": "http", "user_agent": "http"}
SCHEMA = {"groups": [{"name": n, "layer": LAYERS[n], "start": a, "end": b} for n, a, b in SPANS]}
PARTS = {"tls": ["tls"], "http": ["http", "user_agent"]}
EXPECTED = "ce230d6c48ce13f5"


class Graph(unittest.TestCase):
    def setUp(self):
        self.net = Net(SPANS, {"browser": Head(3, ()), "os": Head(2, ["http"])}, seed=1)
        self.rows = np.random.default_rng(1).random((5, 9), np.float32)

    def test_the_groups_of_a_layer_are_one_part(self):
        comparisons = {"name": "agreement", "layer": None}
        self.assertEqual(export.parts({"groups": [*SCHEMA["groups"], comparisons]}), PARTS | {"agreement": ["agreement"]})

    def test_the_graph_answers_as_the_net(self):
        found = export.answered(export.graph(self.net, PARTS), export.spans(self.net, PARTS), self.rows)
        np.testing.assert_allclose(found, export.sums(self.net, PARTS, self.rows), atol=1e-5)
        self.assertEqual(found.shape, (5, 2 * (3 + 2)))

    def test_an_absent_group_adds_nothing(self):
        whole = self.net.blocks(self.rows, "browser")
        self.rows[:, 7:] = 0
        alone = export.answered(export.graph(self.net, PARTS), export.spans(self.net, PARTS), self.rows)[:, 5:8]
        np.testing.assert_allclose(alone, whole[:, 1], atol=1e-5)
        self.rows[:, 4:] = 0
        self.assertTrue((export.sums(self.net, PARTS, self.rows)[:, 5:] == 0).all())

    def test_a_silent_group_adds_nothing_and_learns_nothing(self):
        target, weight = np.array([0, 1, 0, 1, 1]), np.ones(5, np.float32)
        self.net.fit(self.rows, {"os": target}, {"os": weight}, [], epochs=2, seed=1, report=lambda *_: None)
        self.assertTrue((self.net.blocks(self.rows, "os")[:, 1] == 0).all())
        self.assertTrue((self.net.blocks(self.rows, "os")[:, 0] != 0).any())

    def test_keys_follow_the_bits_of_the_numbers(self):
        rows = np.array([[0, 1, -1, 0.03125, 0, 0, 0, 0, 0]], np.float32)
        # The same number stands in src/inference/familiar.rs.
        self.assertEqual(export.layer_keys(SCHEMA, rows)["tls"], [EXPECTED])
        self.assertEqual(export.layer_keys(SCHEMA, rows)["http"], [])

    def test_every_group_of_the_service_has_a_size(self):
        self.assertLessEqual({"tcp", "tls", "http2", "http", "client_hints", "user_agent", "agreement"}, set(HIDDEN))


class Stacks(unittest.TestCase):
    COLUMNS = [
        "tls.ciphers_known", "tls.extensions_known", "tls.groups_known", "tls.signatures_known", "tls.alpn_known", "tls.order_known",
        "tls.cipher_1301", "tls.cipher_1302", "tls.extension_0010", "tls.group_001d", "tls.order_1301_1302",
    ]

    def row(self, **values):
        named = {column.replace(".", "_"): index for index, column in enumerate(self.COLUMNS)}
        row = np.zeros((1, len(self.COLUMNS)), np.float32)
        for name, value in values.items():
            row[0, named[f"tls_{name}"]] = value
        return row

    def test_only_lists_that_both_recorded_are_compared(self):
        stacks = familiar.Stacks(self.COLUMNS)
        seen = stacks.unique(self.row(ciphers_known=1, extensions_known=1, cipher_1301=1, extension_0010=1))
        whole = {"ciphers_known": 1, "extensions_known": 1, "groups_known": 1, "group_001d": 1}
        for offered, distance in [({"cipher_1301": 1, "extension_0010": 1}, 0), ({"cipher_1301": 1}, 1), ({"cipher_1302": 1}, 3)]:
            self.assertEqual(stacks.distances(self.row(**whole, **offered), seen)[0], distance)
        self.assertEqual(stacks.distances(self.row(ciphers_known=1, cipher_1301=1), seen)[0], -1)

    def test_a_stack_is_written_as_the_service_reads_it(self):
        stacks = familiar.Stacks(self.COLUMNS)
        seen = stacks.unique(self.row(ciphers_known=1, extensions_known=1, cipher_1301=1, order_1301_1302=-1, order_known=1))
        # Lists 0, 1 and 5 are recorded; then cipher_1301 above zero, and the order below.
        bits = [1, 1, 0, 0, 0, 1] + [1, 0, 0, 0, 0, 0, 0, 0, 0, 1]
        self.assertEqual(stacks.hexadecimal(seen), ["".join(f"{sum(b << i for i, b in enumerate(bits[n : n + 4])):x}" for n in range(0, 16, 4))])

    def test_novelty_goes_by_distance(self):
        has_tls = np.array([True, True, True, True, False])
        found = familiar.levels(np.array([0, 1, familiar.NEAREST + 1, -1, -1]), has_tls)
        self.assertEqual(found.tolist(), ["known", "near", "far", "far", "known"])


class Answers(unittest.TestCase):
    def test_every_level_fits_into_an_answer(self):
        data = SimpleNamespace(rows=np.zeros((3, 1)), heads={"os": Head(2, ())}, spans=SPANS)
        answers = folds.nothing(data)
        answers.novelty[:] = familiar.LEVELS
        self.assertEqual(tuple(answers.novelty), familiar.LEVELS)


if __name__ == "__main__":
    unittest.main()
