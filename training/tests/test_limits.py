"""The limit of a key must be what a majority reaches, and hellos must be equal where nothing tells them apart."""

import base64
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import hello
from best import best, looked_up, one_each, shared
import slips
from lookalikes import Compared, Real


class Best(unittest.TestCase):
    keys, labels = ["a", "a", "a", "b"], ["curl", "curl", "php", "go"]

    def test_every_key_is_answered_with_its_most_frequent_label(self):
        self.assertAlmostEqual(best(self.keys, self.labels, [1, 1, 1, 1]), 3 / 4)
        self.assertAlmostEqual(best(self.keys, self.labels, [1, 1, 4, 2]), 6 / 8)

    def test_the_least_doubtful_keys_are_answered_first(self):
        self.assertAlmostEqual(best(self.keys, self.labels, [1, 1, 1, 1], 0.25), 1.0)
        self.assertAlmostEqual(best(self.keys, self.labels, [1, 1, 1, 1], 0.5), (1 + 2 / 3) / 2)

    def test_a_build_counts_once_however_many_rows_it_has(self):
        self.assertEqual(one_each(["x", "x", "y"]), [0.5, 0.5, 1])

    def test_a_build_is_looked_up_among_the_others(self):
        known, right = looked_up(self.keys, self.labels, ["curl:1", "curl:2", "php:1", "go:1"])
        self.assertAlmostEqual(known, 3 / 4)
        self.assertAlmostEqual(right, (0.5 + 0.5 + 0) / 3)

    def test_shared_keys_are_named_with_their_labels(self):
        self.assertEqual(shared(self.keys, self.labels), {"a": {"curl", "php"}})


def extension(kind, body):
    return kind.to_bytes(2, "big") + len(body).to_bytes(2, "big") + body


def record(extensions, random=b"r", ciphers=b"\x13\x01\x13\x02"):
    body = b"\x03\x03" + 32 * random + b"\x00" + len(ciphers).to_bytes(2, "big") + ciphers + b"\x01\x00"
    body += len(extensions).to_bytes(2, "big") + extensions
    message = b"\x01" + len(body).to_bytes(3, "big") + body
    return {"client_hello": base64.b64encode(b"\x16\x03\x01" + len(message).to_bytes(2, "big") + message).decode()}


GROUPS = extension(10, b"\x00\x04\x0a\x0a\x00\x1d")
ALPN = extension(16, b"\x00\x03\x02h2")


class Hello(unittest.TestCase):
    def test_bytes_and_lists_of_one_hello_have_one_key(self):
        listed = {"ciphers": [0x1301, 0x1302], "extensions": [0, 10, 16], "groups": [0x1A1A, 29], "signature_algorithms": [], "alpn": ["h2"]}
        self.assertEqual(hello.lists(record(GROUPS + ALPN)), hello.lists(listed))

    def test_what_changes_with_every_connection_is_not_compared(self):
        share = [extension(51, b"\x00\x05\x00\x1d\x00\x01" + key) for key in (b"k", b"l")]
        name = extension(0, b"example")
        first, second = hello.whole(record(GROUPS + share[0])), hello.whole(record(name + GROUPS + share[1], b"s"))
        self.assertEqual(first, second)

    def test_what_stays_is_compared_to_the_last_byte(self):
        first, second = hello.whole(record(extension(43, b"\x02\x03\x04"))), hello.whole(record(extension(43, b"\x04\x03\x04\x03\x03")))
        self.assertNotEqual(first, second)
        self.assertEqual(hello.lists(record(extension(43, b"\x02\x03\x04"))), hello.lists(record(extension(43, b"\x04\x03\x04\x03\x03"))))

    def test_the_order_of_extensions_stands_apart(self):
        first, second = hello.whole(record(GROUPS + ALPN)), hello.whole(record(ALPN + GROUPS))
        self.assertEqual(first[0], second[0])
        self.assertNotEqual(first[1], second[1])

    def test_lists_without_bytes_are_not_whole(self):
        self.assertIsNone(hello.whole({"ciphers": [1]}))


class Lookalikes(unittest.TestCase):
    real = {"blink": Real({"t1"}, {"h1"}, {"n1"}), "gecko": Real({"t2"}, {"h2"}, {"n2"})}

    def compared(self, **layers):
        return Compared.of({layer: {key} for layer, key in layers.items()}, self.real, False)

    def test_all_layers_of_one_family_are_a_lookalike(self):
        self.assertTrue(self.compared(tls="t1", http2="h1", headers="n1").whole)
        self.assertTrue(self.compared(tls="t1").whole)

    def test_layers_of_two_families_are_none(self):
        mixed = self.compared(tls="t1", http2="h2", headers="n1")
        self.assertFalse(mixed.whole)
        self.assertFalse(mixed.only_names)
        self.assertEqual(mixed.equal, {"tls", "http2", "headers"})

    def test_foreign_names_alone_are_told(self):
        self.assertTrue(self.compared(tls="t1", http2="h1", headers="n9").only_names)
        self.assertFalse(self.compared(tls="t9", http2="h1", headers="n1").only_names)


class Slips(unittest.TestCase):
    def test_each_shows_where_it_is_made_and_not_in_a_browsers_request(self):
        browser = {"user-agent": "Mozilla/5.0 Chrome/150.0", "connection": "keep-alive", "origin": "x", "content-type": "application/json", "sec-fetch-mode": "cors"}
        forged = {"user-agent": "Mozilla/5.0 Chrome/150.0", "content-type": "application/json", "sec-fetch-mode": "navigate"}
        for slip, (asked, shows) in slips.SLIPS.items():
            self.assertTrue(asked("1.1", "POST", forged) and shows(forged), slip)
            self.assertFalse(asked("1.1", "POST", browser) and shows(browser), slip)


if __name__ == "__main__":
    unittest.main()
