"""Rows whose label is not that of their bytes must not teach."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import observations


def row(engine, *ciphers):
    return {"truth": {"browser": "chrome", "engine": engine}, "fingerprint": {"tls": {"ciphers": list(ciphers)}}}


class Labels(unittest.TestCase):
    def test_a_chromium_without_grease_was_spoken_for(self):
        self.assertTrue(observations.spoken_for(row("blink", 0x1301, 0xC02B)))
        self.assertFalse(observations.spoken_for(row("blink", 0x2A2A, 0x1301)))
        self.assertFalse(observations.spoken_for(row("blink", 0xC02B, 0xCC14)), "older than GREASE")
        self.assertFalse(observations.spoken_for(row("gecko", 0x1301)))
        self.assertFalse(observations.spoken_for({"truth": {"engine": "blink"}, "fingerprint": {}}), "nothing was recorded")

    def test_the_edge_of_edgehtml_is_no_chromium(self):
        self.assertEqual(observations.by_engine({"browser": "edge", "engine": "trident"})["browser"], "internet_explorer")
        self.assertEqual(observations.by_engine({"browser": "edge", "engine": "blink"})["browser"], "edge")

    def test_a_library_keeps_the_system_that_its_fields_name(self):
        def system(agent):
            fingerprint = {"http": {"headers": [["User-Agent", agent]]}}
            named = [observations.Observation(fingerprint, {"client": "http_library"}, f"group {n}", 1.0, "") for n in range(12)]
            return {observations.without_system(one, index).truth["os"] for index, one in enumerate(named)}

        self.assertEqual(system("Siege/4.0 (x86_64-pc-linux-gnu)"), {"linux"})
        self.assertGreater(len(system("curl/8.0")), 1)


if __name__ == "__main__":
    unittest.main()
