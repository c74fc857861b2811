"""make/parts.sh, on whose exit code and last line CI relies."""

import re
import unittest

from checkout import Checkout

MAKEFILE = """
good better:
\t@echo made $@
bad:
\t@exit 3
all-good:
\t@+make/parts.sh good better
one-bad:
\t@+make/parts.sh good bad better
"""


class Parts(Checkout):
    def setUp(self):
        super().setUp()
        self.write("Makefile", MAKEFILE)

    def test_all_parts_that_pass_are_named_with_their_seconds(self):
        done = self.run_here("make", "all-good")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout.splitlines()[-1], "2 passed, 0 failed")
        self.assertRegex(done.stdout, r"(?m)^good +\d+ s  passed$")
        self.assertRegex(done.stdout, r"(?m)^total +\d+ s$")

    def test_one_part_that_fails_fails_the_whole_and_the_others_still_run(self):
        done = self.run_here("make", "one-bad")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("made better", done.stdout)
        self.assertEqual(re.findall(r"(?m)^\d+ passed.*$", done.stdout), ["2 passed, 1 failed"])
        self.assertRegex(done.stdout, r"(?m)^bad +\d+ s  FAILED$")


if __name__ == "__main__":
    unittest.main()
