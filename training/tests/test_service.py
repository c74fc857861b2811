"""A binary that is missing, fails or answers too little must be an error and not fewer rows."""

import unittest
from pathlib import Path

from fingerprint_training.service import Service, ServiceError


class Failures(unittest.TestCase):
    def test_a_missing_binary_is_an_error(self) -> None:
        with self.assertRaisesRegex(ServiceError, "cargo build"):
            Service(Path("/nowhere/fingerprint-api"))

    def test_a_binary_that_fails_is_an_error(self) -> None:
        with self.assertRaisesRegex(ServiceError, "schema ended with 1"):
            Service(Path("/bin/false")).schema()

    def test_fewer_answers_than_requests_are_an_error(self) -> None:
        service = Service(Path("/bin/true"))
        self.assertEqual(service.answers([]), [])
        with self.assertRaisesRegex(ServiceError, "0 answers to 2 requests"):
            service.answers([{}, {}])

    def test_fewer_findings_than_requests_are_an_error(self) -> None:
        with self.assertRaisesRegex(ServiceError, "0 findings for 2 requests"):
            Service(Path("/bin/true")).findings([{}, {}])


if __name__ == "__main__":
    unittest.main()
