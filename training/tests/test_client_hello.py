"""Hellos must be equal where nothing tells them apart, and only there."""

import base64
import unittest

from fingerprint_training.observations.client_hello import byte_key, list_key


def extension(kind: int, body: bytes) -> bytes:
    return kind.to_bytes(2, "big") + len(body).to_bytes(2, "big") + body


def hello(extensions: bytes, random: bytes = b"r") -> dict[str, str]:
    ciphers = b"\x13\x01\x13\x02"
    body = b"\x03\x03" + 32 * random + b"\x00" + len(ciphers).to_bytes(2, "big") + ciphers
    body += b"\x01\x00" + len(extensions).to_bytes(2, "big") + extensions
    message = b"\x01" + len(body).to_bytes(3, "big") + body
    record = b"\x16\x03\x01" + len(message).to_bytes(2, "big") + message
    return {"client_hello": base64.b64encode(record).decode()}


GROUPS = extension(10, b"\x00\x04\x0a\x0a\x00\x1d")
ALPN = extension(16, b"\x00\x03\x02h2")


class Hello(unittest.TestCase):
    def test_bytes_and_lists_of_one_hello_have_one_key(self) -> None:
        listed = {
            "ciphers": [0x1301, 0x1302],
            "extensions": [0, 10, 16],
            "groups": [0x1A1A, 29],
            "signature_algorithms": [],
            "alpn": ["h2"],
        }
        self.assertEqual(list_key(hello(GROUPS + ALPN)), list_key(listed))

    def test_what_changes_with_every_connection_is_not_compared(self) -> None:
        first, second = (extension(51, b"\x00\x05\x00\x1d\x00\x01" + key) for key in (b"k", b"l"))
        name = extension(0, b"example")
        again = hello(name + GROUPS + second, random=b"s")
        self.assertEqual(byte_key(hello(GROUPS + first)), byte_key(again))

    def test_what_stays_is_compared_to_the_last_byte(self) -> None:
        one_version = hello(extension(43, b"\x02\x03\x04"))
        two_versions = hello(extension(43, b"\x04\x03\x04\x03\x03"))
        self.assertNotEqual(byte_key(one_version), byte_key(two_versions))
        self.assertEqual(list_key(one_version), list_key(two_versions))

    def test_the_order_of_extensions_is_apart_from_the_key(self) -> None:
        first, second = byte_key(hello(GROUPS + ALPN)), byte_key(hello(ALPN + GROUPS))
        assert first and second
        self.assertEqual(first[0], second[0])
        self.assertNotEqual(first[1], second[1])

    def test_lists_without_bytes_have_no_byte_key(self) -> None:
        self.assertIsNone(byte_key({"ciphers": [1]}))


if __name__ == "__main__":
    unittest.main()
