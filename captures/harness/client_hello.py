"""Where a ClientHello ends: from the first bytes of a connection to the whole records that carry
it."""

HANDSHAKE = 22
CLIENT_HELLO = 1
LARGEST = 64 * 1024


def complete(data: bytes) -> bytes | None:
    """The TLS record(s) up to the end of the ClientHello, or None while bytes are missing.

    A hello may span records (post-quantum key shares make it long), and a record
    may hold only a part of it. Raises ValueError when this is not a ClientHello.
    """
    position = 0
    message = b""
    while True:
        if len(data) < position + 5:
            return None
        if data[position] != HANDSHAKE:
            raise ValueError("the first record is not a handshake")
        length = int.from_bytes(data[position + 3 : position + 5], "big")
        end = position + 5 + length
        if len(data) < end:
            return None
        message += data[position + 5 : end]
        if message and message[0] != CLIENT_HELLO:
            raise ValueError("the first message is not a ClientHello")
        if len(message) >= 4 and len(message) >= 4 + int.from_bytes(message[1:4], "big"):
            return data[:end]
        if end > LARGEST:
            raise ValueError("too long for a ClientHello")
        position = end
