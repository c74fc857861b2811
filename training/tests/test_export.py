"""The exported graph must answer as the network does, and layers must have the service's keys."""

import unittest

import numpy as np

from fingerprint_training.labels import Head
from fingerprint_training.model import export
from fingerprint_training.model.network import HIDDEN_UNITS, Examples, Network, Schedule
from fingerprint_training.service import Schema

SPANS = [("tls", 0, 4), ("http", 4, 7), ("user_agent", 7, 9)]
SCHEMA: Schema = {
    "id": "",
    "columns": [],
    "groups": [
        {"name": "tls", "layer": "tls", "start": 0, "end": 4},
        {"name": "http", "layer": "http", "start": 4, "end": 7},
        {"name": "user_agent", "layer": "http", "start": 7, "end": 9},
    ],
}
PARTS = {"tls": ["tls"], "http": ["http", "user_agent"]}
# The service's own test has the same number.
EXPECTED_KEY = "ce230d6c48ce13f5"


class Graph(unittest.TestCase):
    def setUp(self) -> None:
        heads = {"browser": Head(3, ()), "os": Head(2, ["http"])}
        self.network = Network(SPANS, heads, seed=1)
        self.rows = np.random.default_rng(1).random((5, 9), np.float32)
        self.graph = export.build_graph(self.network, PARTS)
        self.spans = export.part_spans(self.network, PARTS)

    def test_the_groups_of_a_layer_are_one_part(self) -> None:
        schema = SCHEMA.copy()
        schema["groups"] = [
            *SCHEMA["groups"],
            {"name": "agreement", "layer": None, "start": 9, "end": 9},
        ]
        self.assertEqual(export.parts_of(schema), PARTS | {"agreement": ["agreement"]})

    def test_the_graph_answers_as_the_network(self) -> None:
        found = export.graph_sums(self.graph, self.spans, self.rows)
        expected = export.network_sums(self.network, PARTS, self.rows)
        np.testing.assert_allclose(found, expected, atol=1e-5)
        self.assertEqual(found.shape, (5, 2 * (3 + 2)))

    def test_an_absent_group_adds_nothing(self) -> None:
        blocks = self.network.blocks(self.rows, "browser")
        self.rows[:, 7:] = 0
        alone = export.graph_sums(self.graph, self.spans, self.rows)[:, 5:8]
        np.testing.assert_allclose(alone, blocks[:, 1], atol=1e-5)
        self.rows[:, 4:] = 0
        absent = export.network_sums(self.network, PARTS, self.rows)[:, 5:]
        self.assertTrue((absent == 0).all())

    def test_a_silent_group_adds_nothing_and_learns_nothing(self) -> None:
        target, weight = np.array([0, 1, 0, 1, 1]), np.ones(5, np.float32)
        examples = Examples(self.rows, {"os": target}, {"os": weight}, [])
        self.network.fit(examples, Schedule(epochs=2, seed=1), lambda *_: None)
        self.assertTrue((self.network.blocks(self.rows, "os")[:, 1] == 0).all())
        self.assertTrue((self.network.blocks(self.rows, "os")[:, 0] != 0).any())

    def test_keys_follow_the_bits_of_the_numbers(self) -> None:
        rows = np.array([[0, 1, -1, 0.03125, 0, 0, 0, 0, 0]], np.float32)
        self.assertEqual(export.layer_keys(SCHEMA, rows), {"tls": [EXPECTED_KEY], "http": []})

    def test_every_group_of_the_service_has_a_size(self) -> None:
        groups = {"tcp", "tls", "http2", "http", "client_hints", "user_agent", "agreement"}
        self.assertLessEqual(groups, set(HIDDEN_UNITS))


if __name__ == "__main__":
    unittest.main()
