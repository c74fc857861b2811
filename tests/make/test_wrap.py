"""make/wrap.py: which comments it wraps, and which it leaves."""

import sys
import unittest

from checkout import Checkout

LONG = " ".join(["word"] * 30)


class Wrap(Checkout):
    def setUp(self):
        super().setUp()
        self.run_here("git", "init", "--quiet")

    def wrapped(self, text: str, name: str = "src/main.rs") -> str:
        file = self.write(name, text)
        done = self.run_here(sys.executable, "make/wrap.py")
        self.assertEqual(done.returncode, 0, done.stderr)
        return file.read_text()

    def test_a_long_paragraph_is_filled_with_its_own_sign(self):
        text = self.wrapped(f"fn a() {{\n    /// {LONG}\n    /// end\n}}\n")
        comment = text.splitlines()[1:-1]
        self.assertTrue(all(len(line) <= 100 for line in comment))
        self.assertTrue(all(line.startswith("    /// word") for line in comment))
        self.assertTrue(comment[-1].endswith("word end"))

    def test_it_has_nothing_to_do_a_second_time(self):
        text = self.wrapped(f"// {LONG}\n// {LONG}\n")
        self.assertEqual(self.wrapped(text), text)

    def test_the_next_paragraph_and_the_next_item_stay_where_they_are(self):
        text = self.wrapped(f"//! {LONG}\n//!\n//! other\n//! - {LONG}\n//! - item\n")
        self.assertIn("\n//!\n//! other\n//! - word", text)
        self.assertIn("\n//!   word", text)
        self.assertTrue(text.endswith("\n//! - item\n"))

    def test_code_blocks_tables_short_lines_and_code_stay_as_they_are(self):
        for text in (
            f"/// ```\n/// {LONG}\n/// ```\n",
            f"/// | {LONG} |\n",
            f"///     {LONG}\n",
            "// short\n// lines\n",
            f'let text = "{LONG}"; // {LONG}\n',
        ):
            self.assertEqual(self.wrapped(text), text)

    def test_no_wrapped_line_becomes_an_item_of_a_list(self):
        text = self.wrapped(f"// {'a ' * 46}bb - {LONG}\n")
        self.assertNotIn("\n// - ", text)

    def test_python_and_shell_are_wrapped_too(self):
        for name in ("a.py", "a.sh"):
            self.assertIn("\n# word", self.wrapped(f"# {LONG}\n", name), name)


if __name__ == "__main__":
    unittest.main()
