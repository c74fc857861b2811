"""What two ClientHellos have in common: a hello as a key, of the lists that every source records, or of
everything in it that does not change from connection to connection."""

import base64

GREASE = {0x0A0A + 0x1010 * step for step in range(16)}
# Server name, padding and pre-shared key: of the site and of the visit, not of the client.
PASSING = {0, 21, 41}
GROUPS, SIGNATURES, ALPN, TICKET, VERSIONS, KEY_SHARES, ECH = 10, 13, 16, 35, 43, 51, 0xFE0D


def lists(tls):
    """Ciphers, sorted extensions, groups, signature algorithms and ALPN, without GREASE."""
    if "client_hello" in tls:
        tls = of_bytes(tls["client_hello"])
    plain = [without_grease(tls.get(name, ())) for name in ("ciphers", "groups", "signature_algorithms")]
    extensions = set(without_grease(tls.get("extensions", ()))) - PASSING
    return tuple(plain[0]), tuple(sorted(extensions)), *map(tuple, plain[1:]), tuple(tls.get("alpn", ()))


def whole(tls):
    """Everything but random bytes, keys, tickets and names, with the extensions sorted; and their order.
    None where the source kept no bytes."""
    if "client_hello" not in tls:
        return None
    read = of_bytes(tls["client_hello"])
    bodies = [(kind if kind not in GREASE else "grease", steady(kind, body)) for kind, body in read["bodies"] if kind not in PASSING]
    ciphers = tuple("grease" if cipher in GREASE else cipher for cipher in read["ciphers"])
    key = (read["version"], read["session"], ciphers, read["compressions"], tuple(sorted(map(repr, bodies))))
    return key, tuple(kind for kind, _ in bodies)


def without_grease(codes):
    return [code for code in codes if code not in GREASE]


def steady(kind, body):
    """An extension's body without what is drawn anew for every connection."""
    if kind in GREASE or kind in {TICKET, ECH}:
        return kind == ECH or len(body)
    if kind == KEY_SHARES:
        return shares(body)
    if kind in {GROUPS, VERSIONS}:
        codes = words(body[2:] if kind == GROUPS else body[1:])
        return tuple("grease" if code in GREASE else code for code in codes)
    return body.hex()


def shares(body):
    """Groups of the key shares, and how long each key is."""
    position, found = 2, []
    while position + 4 <= len(body):
        group, length = number(body, position), number(body, position + 2)
        found.append(("grease" if group in GREASE else group, length))
        position += 4 + length
    return tuple(found)


def of_bytes(text):
    """A ClientHello read from its records."""
    data, message = base64.b64decode(text), b""
    while data:
        length = number(data, 3)
        message, data = message + data[5 : 5 + length], data[5 + length :]
    position = 4 + 2 + 32
    session = message[position]
    position += 1 + session
    ciphers = words(message[position + 2 : position + 2 + number(message, position)])
    position += 2 + number(message, position)
    compressions = message[position + 1 : position + 1 + message[position]].hex()
    position += 1 + message[position] + 2
    bodies = []
    while position + 4 <= len(message):
        length = number(message, position + 2)
        bodies.append((number(message, position), message[position + 4 : position + 4 + length]))
        position += 4 + length
    by_kind = dict(bodies)
    return {
        "version": number(message, 4), "session": session, "ciphers": ciphers, "compressions": compressions, "bodies": bodies,
        "extensions": [kind for kind, _ in bodies],
        "groups": words(by_kind.get(GROUPS, b"")[2:]), "signature_algorithms": words(by_kind.get(SIGNATURES, b"")[2:]),
        "alpn": names(by_kind.get(ALPN, b"")[2:]),
    }


def number(data, position):
    return int.from_bytes(data[position : position + 2], "big")


def words(data):
    return [number(data, position) for position in range(0, len(data) - 1, 2)]


def names(data):
    found = []
    while data:
        found.append(data[1 : 1 + data[0]].decode("latin-1"))
        data = data[1 + data[0] :]
    return found
