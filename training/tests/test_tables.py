"""A table must come where its comment is, and none may be lost."""

import unittest

from fingerprint_training.report.tables import TableError, replace_tables, table

PRINTED = "Sources: 1.\n\n## One\n\n| a |\n|---|\n| 2 |\n\n## Two\n\nwords\n\n| b |\n|---|\n"


class Tables(unittest.TestCase):
    def test_numbers_have_three_places_and_empty_cells_stay_narrow(self) -> None:
        lines = table(["", "b"], [["x", 0.5], [3, "–"]])
        self.assertEqual(lines, ["| | b |", "|---|---|", "| x | 0.500 |", "| 3 | – |"])

    def test_tables_are_replaced_and_words_stay(self) -> None:
        before = "# Title\n\n<!-- One -->\n| a |\n|---|\n| 1 |\n\nwords 1\n\n<!-- Two -->\n\nend\n"
        after = (
            "# Title\n\n<!-- One -->\n| a |\n|---|\n| 2 |\n\nwords 1\n\n"
            "<!-- Two -->\n| b |\n|---|\n\nend\n"
        )
        self.assertEqual(replace_tables(before, PRINTED), after)

    def test_a_table_without_a_place_or_a_place_without_a_table_is_an_error(self) -> None:
        with self.assertRaises(TableError):
            replace_tables("<!-- One -->\n", PRINTED)
        with self.assertRaises(TableError):
            replace_tables("<!-- One -->\n<!-- Two -->\n<!-- Three -->\n", PRINTED)


if __name__ == "__main__":
    unittest.main()
