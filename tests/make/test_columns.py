"""make/columns.py: which lines it reports."""

import shutil
import sys
import unittest

from checkout import ROOT, Checkout

LONG = "a word " * 15
ADDRESS = "https://example.com/" + "a" * 90


class Columns(Checkout):
    def setUp(self):
        super().setUp()
        shutil.rmtree(self.folder / "make")
        self.run_here("git", "init", "--quiet")

    def reported(self, name: str, text: str) -> bool:
        file = self.write(name, text)
        done = self.run_here(sys.executable, str(ROOT / "make/columns.py"), str(self.folder))
        file.unlink()
        self.assertEqual(done.returncode == 1, f"{name}:1:" in done.stderr, done.stderr)
        return done.returncode == 1

    def test_a_long_line_of_code_or_comment_is_reported(self):
        for name in ("src/main.rs", "web/page.ts", "run.sh", "Makefile"):
            self.assertTrue(self.reported(name, f"# {LONG}\n"), name)
        self.assertFalse(self.reported("src/main.rs", f"{'a ' * 50}\n"))

    def test_an_address_that_cannot_be_broken_is_not_reported(self):
        self.assertFalse(self.reported("src/main.rs", f"    // {ADDRESS}\n"))

    def test_of_yaml_only_comments_are_reported(self):
        self.assertTrue(self.reported("k8s/pod.yaml", f"  # {LONG}\n"))
        self.assertFalse(self.reported("k8s/pod.yaml", f'text: "{LONG}"\n'))

    def test_generated_files_are_left_out(self):
        for name in ("web/dist/page.js", "k8s/rendered/dev.yaml", "crates/x/src/ja4/known.rs"):
            self.assertFalse(self.reported(name, f"# {LONG}\n"), name)


if __name__ == "__main__":
    unittest.main()
