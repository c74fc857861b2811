"""What two ClientHellos have in common: a hello as a key, of the lists that every source records,
or of everything in it that does not change from connection to connection."""

import base64
from collections.abc import Hashable, Iterable
from typing import Any

from fingerprint_training.arrays import Json

GREASE = {0x0A0A + 0x1010 * step for step in range(16)}
# Server name, padding and pre-shared key: of the site and of the visit, not of the client.
VISIT_EXTENSIONS = {0, 21, 41}
GROUPS, SIGNATURES, ALPN, TICKET, VERSIONS, KEY_SHARES, ECH = 10, 13, 16, 35, 43, 51, 0xFE0D


def list_key(tls: Json) -> tuple[tuple[Any, ...], ...]:
    """Ciphers, sorted extensions, groups, signature algorithms and ALPN, without GREASE."""
    if "client_hello" in tls:
        tls = parse(tls["client_hello"])
    ciphers, groups, signatures = (
        tuple(without_grease(tls.get(name, ())))
        for name in ("ciphers", "groups", "signature_algorithms")
    )
    extensions = set(without_grease(tls.get("extensions", ()))) - VISIT_EXTENSIONS
    return ciphers, tuple(sorted(extensions)), groups, signatures, tuple(tls.get("alpn", ()))


def byte_key(tls: Json) -> tuple[tuple[Any, ...], tuple[Any, ...]] | None:
    """Everything but random bytes, keys, tickets and names, with the extensions sorted; and their
    order. None where the source kept no bytes."""
    if "client_hello" not in tls:
        return None
    read = parse(tls["client_hello"])
    bodies = [
        (kind if kind not in GREASE else "grease", stable_body(kind, body))
        for kind, body in read["bodies"]
        if kind not in VISIT_EXTENSIONS
    ]
    ciphers = tuple("grease" if cipher in GREASE else cipher for cipher in read["ciphers"])
    extensions = tuple(sorted(map(repr, bodies)))
    key = (read["version"], read["session"], ciphers, read["compressions"], extensions)
    return key, tuple(kind for kind, _ in bodies)


def without_grease(codes: Iterable[int]) -> list[int]:
    return [code for code in codes if code not in GREASE]


def stable_body(kind: int, body: bytes) -> Hashable:
    """An extension's body without what is drawn anew for every connection."""
    if kind in GREASE or kind in {TICKET, ECH}:
        return kind == ECH or len(body)
    if kind == KEY_SHARES:
        return key_share_lengths(body)
    if kind in {GROUPS, VERSIONS}:
        codes = read_numbers(body[2:] if kind == GROUPS else body[1:])
        return tuple("grease" if code in GREASE else code for code in codes)
    return body.hex()


def key_share_lengths(body: bytes) -> tuple[tuple[int | str, int], ...]:
    """Groups of the key shares, and how long each key is."""
    position, found = 2, []
    while position + 4 <= len(body):
        group, length = read_number(body, position), read_number(body, position + 2)
        found.append(("grease" if group in GREASE else group, length))
        position += 4 + length
    return tuple(found)


def parse(text: str) -> Json:
    """A ClientHello read from its records."""
    message = _handshake_message(base64.b64decode(text))
    position = 4 + 2 + 32
    session = message[position]
    position += 1 + session
    length = read_number(message, position)
    ciphers = read_numbers(message[position + 2 : position + 2 + length])
    position += 2 + length
    compressions = message[position + 1 : position + 1 + message[position]].hex()
    position += 1 + message[position] + 2
    bodies = []
    while position + 4 <= len(message):
        length = read_number(message, position + 2)
        bodies.append((read_number(message, position), message[position + 4 :][:length]))
        position += 4 + length
    by_kind = dict(bodies)
    return {
        "version": read_number(message, 4),
        "session": session,
        "ciphers": ciphers,
        "compressions": compressions,
        "bodies": bodies,
        "extensions": [kind for kind, _ in bodies],
        "groups": read_numbers(by_kind.get(GROUPS, b"")[2:]),
        "signature_algorithms": read_numbers(by_kind.get(SIGNATURES, b"")[2:]),
        "alpn": read_names(by_kind.get(ALPN, b"")[2:]),
    }


def _handshake_message(records: bytes) -> bytes:
    message = b""
    while records:
        length = read_number(records, 3)
        message, records = message + records[5 : 5 + length], records[5 + length :]
    return message


def read_number(data: bytes, position: int) -> int:
    return int.from_bytes(data[position : position + 2], "big")


def read_numbers(data: bytes) -> list[int]:
    return [read_number(data, position) for position in range(0, len(data) - 1, 2)]


def read_names(data: bytes) -> list[str]:
    found = []
    while data:
        found.append(data[1 : 1 + data[0]].decode("latin-1"))
        data = data[1 + data[0] :]
    return found
