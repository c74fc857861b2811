"""The exported graph must answer as the net does, and an absent group must add nothing."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import onnxruntime

import export
from net import HIDDEN, Net

SPANS = [("tls", 0, 4), ("http", 4, 7)]


class Graph(unittest.TestCase):
    def setUp(self):
        self.net = Net(SPANS, 3, seed=1)
        self.net.params["prior"] = np.array([0.1, -0.2, 0.3], np.float32)
        self.rows = np.random.default_rng(1).random((5, 7), np.float32)

    def answered(self, rows):
        session = onnxruntime.InferenceSession(export.graph(self.net, 7, 3), providers=["CPUExecutionProvider"])
        return session.run(["blocks"], {"row": rows})[0].reshape(len(rows), 3, 3)

    def test_the_graph_answers_as_the_net(self):
        np.testing.assert_allclose(self.answered(self.rows), self.net.blocks(self.rows), atol=1e-5)

    def test_an_absent_group_adds_nothing(self):
        self.rows[:, 4:] = 0
        self.assertTrue((self.answered(self.rows)[:, 1] == 0).all())

    def test_keys_follow_the_bits_of_the_numbers(self):
        schema = {"groups": [{"name": n, "layer": n, "start": a, "end": b} for n, a, b in SPANS]}
        rows = np.array([[0, 1, -1, 0.03125, 0, 0, 0]], np.float32)
        # The same number stands in src/inference/familiar.rs.
        self.assertEqual(export.layer_keys(schema, rows)["tls"], [EXPECTED])
        self.assertEqual(export.layer_keys(schema, rows)["http"], [])

    def test_every_group_of_the_service_has_a_size(self):
        self.assertLessEqual({"tcp", "tls", "http2", "http", "client_hints", "user_agent"}, set(HIDDEN))


EXPECTED = "ce230d6c48ce13f5"

if __name__ == "__main__":
    unittest.main()
