"""The gate must close on what leaks, and stay open otherwise."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np

import gate
import observations
from observations import Observation


class Gate(unittest.TestCase):
    def test_a_group_in_two_folds_is_a_leak(self):
        with self.assertRaises(gate.Leak):
            gate.groups_stand_apart(["a", "b", "a"], [0, 1, 2])
        gate.groups_stand_apart(["a", "b", "a"], [0, 1, 0])

    def test_a_column_that_answers_alone_is_a_leak(self):
        target = np.array([0, 1] * 50)
        rows = np.stack([target, np.arange(100) % 7], axis=1).astype(np.float32)
        with self.assertRaises(gate.Leak):
            gate.no_column_tells_all(rows, target, ["label", "noise"], 2)
        self.assertEqual(gate.no_column_tells_all(rows[:, 1:], target, ["noise"], 2)[0], "noise")

    def test_rows_that_training_saw_are_told(self):
        train, test = np.eye(3, dtype=np.float32), np.eye(4, dtype=np.float32)[:, :3]
        self.assertEqual(gate.unseen(train, test).tolist(), [False, False, False, True])


class Groups(unittest.TestCase):
    def test_groups_that_share_a_key_become_one(self):
        rows = [Observation({}, {}, group, 1, "") for group in ("curl:8", "git:2", "wget:1", "wget:2")]
        observations.merge_groups(rows, ["openssl", "openssl", "gnutls", None])
        self.assertEqual(rows[0].group, rows[1].group)
        self.assertNotEqual(rows[0].group, rows[2].group)
        self.assertNotEqual(rows[2].group, rows[3].group)

    def test_a_group_keeps_its_fold(self):
        self.assertEqual(observations.fold_of("tls:0123"), observations.fold_of("tls:0123"))
        self.assertGreater(len({observations.fold_of(f"tls:{n}") for n in range(50)}), 1)


if __name__ == "__main__":
    unittest.main()
