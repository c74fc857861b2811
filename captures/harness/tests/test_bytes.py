"""What is cut out of a connection's bytes: `python3 -m unittest discover -s tests` in the harness's folder."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import client_hello  # noqa: E402 - after the path


def record(payload: bytes, kind: int = 22) -> bytes:
    return bytes([kind, 3, 1]) + len(payload).to_bytes(2, "big") + payload


HELLO = bytes([1]) + (600).to_bytes(3, "big") + bytes(600)


class ClientHello(unittest.TestCase):
    def test_one_record_is_kept_and_what_follows_is_not(self):
        self.assertEqual(client_hello.complete(record(HELLO) + b"more"), record(HELLO))

    def test_every_prefix_is_incomplete(self):
        whole = record(HELLO)
        self.assertTrue(all(client_hello.complete(whole[:length]) is None for length in range(len(whole))))

    def test_a_hello_in_two_records_is_kept_with_both(self):
        whole = record(HELLO[:100]) + record(HELLO[100:])
        self.assertEqual(client_hello.complete(whole + record(b"x")), whole)

    def test_plain_http_is_no_hello(self):
        with self.assertRaises(ValueError):
            client_hello.complete(b"GET / HTTP/1.1\r\n")


if __name__ == "__main__":
    unittest.main()
