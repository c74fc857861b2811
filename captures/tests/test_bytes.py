"""What is cut out of a connection's bytes."""

import unittest

from harness import client_hello


def record(payload: bytes, kind: int = 22) -> bytes:
    return bytes([kind, 3, 1]) + len(payload).to_bytes(2, "big") + payload


HELLO = bytes([1]) + (600).to_bytes(3, "big") + bytes(600)


class ClientHello(unittest.TestCase):
    def test_one_record_is_kept_and_what_follows_is_not(self) -> None:
        self.assertEqual(client_hello.complete(record(HELLO) + b"more"), record(HELLO))

    def test_every_prefix_is_incomplete(self) -> None:
        whole = record(HELLO)
        self.assertTrue(
            all(client_hello.complete(whole[:length]) is None for length in range(len(whole)))
        )

    def test_a_hello_in_two_records_is_kept_with_both(self) -> None:
        whole = record(HELLO[:100]) + record(HELLO[100:])
        self.assertEqual(client_hello.complete(whole + record(b"x")), whole)

    def test_plain_http_is_not_a_hello(self) -> None:
        with self.assertRaises(ValueError):
            client_hello.complete(b"GET / HTTP/1.1\r\n")


if __name__ == "__main__":
    unittest.main()
