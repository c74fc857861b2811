"""A table must come where its comment stands, and none may be lost."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from printed import Missing, placed

PRINTED = "Sources: 1.\n\n## One\n\n| a |\n|---|\n| 2 |\n\n## Two\n\nwords\n\n| b |\n|---|\n"


class Placed(unittest.TestCase):
    def test_tables_are_replaced_and_words_stay(self):
        document = "# Title\n\n<!-- One -->\n| a |\n|---|\n| 1 |\n\nwords 1\n\n<!-- Two -->\n\nend\n"
        self.assertEqual(placed(document, PRINTED), "# Title\n\n<!-- One -->\n| a |\n|---|\n| 2 |\n\nwords 1\n\n<!-- Two -->\n| b |\n|---|\n\nend\n")

    def test_a_table_without_a_place_or_a_place_without_a_table_is_told(self):
        with self.assertRaises(Missing):
            placed("<!-- One -->\n", PRINTED)
        with self.assertRaises(Missing):
            placed("<!-- One -->\n<!-- Two -->\n<!-- Three -->\n", PRINTED)


if __name__ == "__main__":
    unittest.main()
