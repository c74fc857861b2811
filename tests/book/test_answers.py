"""The comparison of shown answers sees every difference that a reader would."""

import unittest

from answers import differences, updated

GIVEN = {"label": "curl", "p": 0.8887, "set": ["curl"], "found": True, "more": {"a": 1}}


class Answers(unittest.TestCase):
    def test_a_shortened_answer_is_the_answer(self):
        for shown in (
            GIVEN,
            {"label": "curl", "…": "…"},
            {"p": 0.8887, "set": ["…"]},
            {"more": {"…": "…"}},
        ):
            self.assertEqual(list(differences(shown, GIVEN)), [])

    def test_what_differs_is_named(self):
        for shown, path in (
            ({"label": "wget"}, "$.label"),
            ({"p": 0.889}, "$.p"),
            ({"set": ["curl", "wget"]}, "$.set"),
            ({"set": []}, "$.set"),
            ({"found": 1}, "$.found"),
            ({"more": {"b": 1}}, "$.more.b"),
            ({"missing": None}, "$.missing"),
        ):
            found = list(differences(shown, GIVEN))
            self.assertEqual(len(found), 1, shown)
            self.assertTrue(found[0].startswith(path), found)

    def test_an_update_keeps_the_layout_and_what_is_left_out(self):
        shown = '{"label": "wget",\n "p": 0.1, "set": ["go", "…"],\n "…": "…"}\n'
        given = '{"label": "curl",\n "p": 0.8887, "set": ["curl", "…"],\n "…": "…"}\n'
        self.assertEqual(updated(shown, GIVEN), given)
